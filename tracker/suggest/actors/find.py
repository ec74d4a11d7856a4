"""Who is spoken of: every mention of an actor in a document.

`find_actors` goes through the text once. At each word it tries, in this order: a title with what
belongs to it, a known name, a name that nobody knows but that acts. What was found before decides
about what follows: a surname, "the president", "he".
"""

from tracker.suggest.actors.gazetteer import Gazetteer
from tracker.suggest.actors.later import of_the_only_state, pronouns
from tracker.suggest.actors.names import named
from tracker.suggest.actors.reading import is_government
from tracker.suggest.actors.scan import Mention, Scan
from tracker.suggest.actors.titles import titled
from tracker.suggest.actors.unknown import unnamed
from tracker.suggest.found import ActorFound
from tracker.suggest.text import Document

__all__ = ["find_actors", "is_government"]


def find_actors(document: Document, gazetteer: Gazetteer) -> list[ActorFound]:
    """All mentions in order, none over another. Mentions of one actor have the same name."""
    scan = Scan(document, gazetteer)
    done = 0
    small = gazetteer.small_beginnings
    for at, word in enumerate(scan.bare):
        if at < done or not (scan.capitals[at] or word in small):
            continue
        if mention := _mention_at(scan, at):
            scan.add(mention)
            done = mention.stop
    of_the_only_state(scan)
    mentions = sorted([*scan.mentions, *pronouns(scan)], key=lambda mention: mention.first)
    return [_found(scan, mention) for mention in mentions]


def _mention_at(scan: Scan, at: int) -> Mention | None:
    return titled(scan, at) or named(scan, at) or unnamed(scan, at)


def _found(scan: Scan, mention: Mention) -> ActorFound:
    actor = mention.actor
    return ActorFound(
        start=scan.tokens[mention.first].start,
        end=scan.end_of(mention.stop),
        why=mention.why,
        score=mention.score,
        name=actor.name,
        kind=actor.kind,
        slug=actor.slug,
        iso_3166=actor.iso_3166 or mention.iso_3166,
        of=mention.of,
        home=actor.home or mention.home,
        is_place=mention.is_place,
    )
