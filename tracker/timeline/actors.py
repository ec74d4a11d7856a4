"""The list of actors, by kind and name: a page of it costs the same however long the list is."""

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db.models import (
    Count,
    Exists,
    Func,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    TextField,
    Value,
)
from django.db.models.functions import Lower, StrIndex

from tracker.models import (
    EVERY_PROCESS,
    Actor,
    ActorNames,
    Affiliation,
    Part,
    Process,
    Tally,
    TallyChange,
)
from tracker.timeline.counts import MOST_COUNTED, Number, are_kept, audience_of
from tracker.timeline.entries import timeline_entries
from tracker.timeline.filters import TimelineFilter, is_text
from tracker.timeline.paging import PAGE_SIZE
from tracker.timeline.visible import Reader

MOST_NAMED = 20  # of those who act for an actor, on its page
LONGEST_PIECE = 3  # letters of names that the index knows (migration 0012)
_PLACE = re.compile(r"([1-9])(.{1,200})", re.DOTALL | re.ASCII)


@dataclass(frozen=True, slots=True)
class ActorPlace:
    """Where an actor stands in the list: the number of its kind, and its name, which is its own."""

    kind: int
    name: str

    @classmethod
    def parse(cls, text: str) -> "ActorPlace":
        """Raises ValueError when the text is no place."""
        found = _PLACE.fullmatch(text)
        if not found or not is_text(text):
            raise ValueError(text)
        return cls(int(found[1]), found[2])

    def __str__(self) -> str:
        return f"{self.kind}{self.name}"


@dataclass(frozen=True, slots=True)
class ListedActor:
    actor: Actor
    affiliation: Affiliation | None  # the newest
    entries: Number | None  # None where nobody has counted as far as to the first


@dataclass(frozen=True, slots=True)
class ActorPage:
    actors: list[ListedActor]
    goes_on: bool  # with the kind that the page before has ended with
    next: ActorPlace | None

    @property
    def sample(self) -> int:
        """How many of the entries that fit have been counted, where that is not all; else 0."""
        is_part = any(one.entries is None or one.entries.at_least for one in self.actors)
        return MOST_COUNTED if is_part else 0


def actor_page(
    chosen: TimelineFilter,
    after: ActorPlace | None,
    *,
    reader: Reader,
    called: str = "",
    belonging_to: Actor | None = None,
    size: int = PAGE_SIZE,
) -> ActorPage:
    """The next actors of whom a name holds these words, each with the number of its entries that
    fit a filter, and where the page after them begins."""
    rows = ActorNames.objects.order_by("place")
    if after:
        rows = rows.filter(place__gt=str(after))
    if called:
        rows = _called(rows, called)
    if belonging_to:
        to = Affiliation.objects.filter(actor=OuterRef("actor"), to=belonging_to)
        rows = rows.filter(Exists(to))
    found = list(rows.values_list("actor", "place")[: size + 1])
    places = [ActorPlace.parse(place) for _key, place in found[:size]]
    return ActorPage(
        _listed([key for key, _place in found[:size]], chosen, reader=reader),
        goes_on=bool(after and places and places[0].kind == after.kind),
        next=places[-1] if len(found) > size else None,
    )


def belongs_to(actor: Actor, *, as_of: date | None = None) -> "QuerySet[Affiliation]":
    """To whom an actor belongs, the newest first."""
    return _begun(actor.affiliations.select_related("to"), as_of)


def acts_through(actor: Actor, *, as_of: date | None = None) -> tuple[list[Affiliation], bool]:
    """The newest of those who belong to an actor, and whether these are all."""
    affiliated = _begun(actor.affiliated.select_related("actor"), as_of)
    found = list(affiliated[: MOST_NAMED + 1])
    return found[:MOST_NAMED], len(found) <= MOST_NAMED


def _begun(rows: "QuerySet[Affiliation]", as_of: date | None) -> "QuerySet[Affiliation]":
    """Those that had begun by that day; all of them where no day is asked for."""
    return rows.filter(Q(since__isnull=True) | Q(since__lte=as_of)) if as_of else rows


def _called(rows: "QuerySet[ActorNames]", words: str) -> "QuerySet[ActorNames]":
    """Those of whom a name holds these words, in the middle of another word, too."""
    small = Lower(Value(words))
    sizes = Value([min(LONGEST_PIECE, len(words))], output_field=ArrayField(IntegerField()))
    pieces = Func(small, sizes, function="tracker_pieces", output_field=ArrayField(TextField()))
    # The index finds those that have all the pieces; of these, some have them in another order.
    return rows.alias(at=StrIndex("names", small)).filter(pieces__contains=pieces, at__gt=0)


def _listed(keys: Collection[int], chosen: TimelineFilter, *, reader: Reader) -> list[ListedActor]:
    affiliations = _begun(Affiliation.objects.select_related("to"), chosen.day("as_of"))
    newest = Prefetch("affiliations", affiliations[:1], to_attr="newest")
    actors = Actor.objects.prefetch_related("aliases", newest).order_by().in_bulk(list(keys))
    numbers = _numbers(keys, chosen, reader=reader)
    return [
        ListedActor(actors[key], next(iter(actors[key].newest), None), numbers[key])
        for key in keys
        # One that went away in between is not missed: its place was among those found.
        if key in actors
    ]


def _numbers(
    actors: Collection[int], chosen: TimelineFilter, *, reader: Reader
) -> dict[int, Number | None]:
    """How many entries of a filter each of these actors stands in: as the numbers beside a
    timeline, they are kept, or those among the newest entries that fit (timeline.counts)."""
    if are_kept(chosen):
        kept = _kept(actors, chosen.chosen("process"), reader=reader)
        return {key: Number(kept[key]) for key in actors}
    # As known on a day, those count that were known last: their index leads past all known later.
    is_clock_alone = not chosen.without("as_of", "since").narrows
    order = ("-known_on",) if is_clock_alone else ("-by_day", "-by_key")
    entries = timeline_entries(chosen, reader=reader).order_by(*order)
    newest = list(entries.values_list("pk", flat=True)[: MOST_COUNTED + 1])
    more = len(newest) > MOST_COUNTED
    parts = Part.objects.filter(entry__in=newest, actor__in=actors).order_by()
    found = dict(parts.values_list("actor").annotate(n=Count("entry", distinct=True)))
    numbers = {key: Number(found.get(key, 0), at_least=more) for key in actors}
    return {key: number if number or not more else None for key, number in numbers.items()}


def _kept(actors: Collection[int], slugs: Collection[str], *, reader: Reader) -> Counter[int]:
    """Out of one statement, so that changes which are just being added up count once."""
    processes: list[int] = [EVERY_PROCESS]
    if slugs:
        processes = list(Process.objects.filter(slug__in=slugs).values_list("pk", flat=True))
    of_these = {
        "process_id__in": processes,
        "audience": audience_of(reader),
        "facet": "actor",
        "value__in": [str(key) for key in actors],
    }
    tallies = Tally.objects.filter(**of_these).values_list("value", "number")
    changes = TallyChange.objects.filter(**of_these).values_list("value", "number")
    found: Counter[int] = Counter()
    for value, number in tallies.union(changes, all=True):
        found[int(value)] += number
    return found
