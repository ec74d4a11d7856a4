"""The actors on record, as the reading assistant knows them."""

from tracker.models import Actor
from tracker.suggest.actors.gazetteer import KnownActor, KnownAffiliation, KnownAlias


def known_actors() -> list[KnownActor]:
    """All of them, with their aliases and their dated affiliations, in three statements."""
    actors = Actor.objects.prefetch_related("aliases", "affiliations__to").order_by("pk")
    return [
        KnownActor(
            slug=actor.slug,
            name=actor.name,
            kind=actor.kind,  # type: ignore[arg-type]
            iso_3166=actor.iso_3166,
            wikidata=actor.wikidata,
            aliases=tuple(
                KnownAlias(alias.name, alias.kind)  # type: ignore[arg-type]
                for alias in actor.aliases.all()
            ),
            affiliations=tuple(
                KnownAffiliation(one.to.slug, one.role, one.since, one.until)
                for one in actor.affiliations.all()
            ),
        )
        for actor in actors
    ]
