"""Actors by the names that texts and people use for them."""

import re

from django.core.exceptions import ValidationError
from django.db.models import F, Value
from django.db.models.functions import StrIndex
from django.utils.translation import gettext as _

from tracker.models import Actor, ActorAlias


def actors_in(words: str) -> list[Actor]:
    """The actors of whom a name or an alias stands in these words, in the order in which they are
    named. Capitals count: "US" is a country, "us" is not."""
    places: dict[int, int] = {}
    for pk, name in _names_in(words):
        match = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words)
        if match:
            places[pk] = min(match.start(), places.get(pk, match.start()))
    found = Actor.objects.in_bulk(places)
    return [found[pk] for pk in sorted(places, key=lambda pk: (places[pk], pk))]


def _names_in(words: str) -> list[tuple[int, str]]:
    """Pairs of an actor and a name, of the names that these letters hold somewhere."""
    at = StrIndex(Value(words), F("name"))
    own = Actor.objects.alias(at=at).filter(at__gt=0).values_list("pk", "name")
    aliases = ActorAlias.objects.alias(at=at).filter(at__gt=0).values_list("actor_id", "name")
    return [*own, *aliases]


def actor_called(name: str) -> Actor:
    """The actor with this name or, if none has it, this alias; capitals do not count here.

    Raises ValidationError when there is none, and when an alias is that of several.
    """
    name = " ".join(name.split())
    own = Actor.objects.filter(name__iexact=name).first()
    if own:
        return own
    others = list(Actor.objects.filter(aliases__name__iexact=name).distinct()[:5])
    if not others:
        raise ValidationError(
            _("No actor is called “%(name)s”."), code="unknown", params={"name": name}
        )
    if len(others) > 1:
        raise ValidationError(
            _("“%(name)s” may be %(actors)s. Give one of these names."),
            params={"name": name, "actors": ", ".join(other.name for other in others)},
        )
    return others[0]
