"""Actors that an article names and nobody has put on record yet."""

from dataclasses import dataclass
from typing import NamedTuple

from django.db import transaction
from django.db.models import Count, ProtectedError
from django.utils.text import slugify

from tracker.models import Actor, ActorKind

_LONGEST_SLUG = 70  # leaves room for a number


@dataclass(frozen=True, slots=True)
class NewActor:
    name: str
    kind: str
    iso_3166: str = ""


class OnRecord(NamedTuple):
    actor: Actor
    is_new: bool


def put_on_record(new: NewActor) -> OnRecord:
    """The actor of this name; a new one where there is none."""
    if there := Actor.objects.filter(name__iexact=new.name).first():
        return OnRecord(there, is_new=False)
    is_state = new.kind == ActorKind.STATE and new.iso_3166
    is_taken = is_state and Actor.objects.filter(iso_3166=new.iso_3166).exists()
    actor = Actor(
        name=new.name,
        kind=new.kind,
        slug=_free_slug(new.name),
        iso_3166=new.iso_3166 if is_state and not is_taken else "",
    )
    actor.full_clean()
    actor.save()
    return OnRecord(actor, is_new=True)


def take_off_record(keys: list[int]) -> None:
    """Those that nobody has used, changed or added to since."""
    as_made = Actor.objects.annotate(revisions=Count("actor_revision")).filter(revisions=1)
    for actor in as_made.filter(pk__in=keys, aliases=None, affiliations=None):
        try:
            with transaction.atomic():
                actor.delete()
        except ProtectedError:
            pass  # somebody has


def _free_slug(name: str) -> str:
    slug = slugify(name)[:_LONGEST_SLUG].strip("-") or "actor"
    taken = set(Actor.objects.filter(slug__startswith=slug).values_list("slug", flat=True))
    number, free = 1, slug
    while free in taken:
        number += 1
        free = f"{slug}-{number}"
    return free
