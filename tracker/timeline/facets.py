"""The choices beside the timeline, each with the number of entries that it would leave."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from tracker.models import STATUSES, EntryTopic, Kind, Part, PloverType, Role
from tracker.models.entries import EntryQuerySet
from tracker.timeline.entries import Reader, timeline_entries
from tracker.timeline.filters import TimelineFilter, named
from tracker.timeline.states import STATUS

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

SHOWN = 8


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str
    count: int
    chosen: bool
    query: str  # the address that chooses it, or lets it go


@dataclass(frozen=True, slots=True)
class Facet:
    key: str
    label: "str | _StrPromise"
    choices: list[Choice]
    folded: bool

    @property
    def shown(self) -> list[Choice]:
        return self.choices[:SHOWN]

    @property
    def rest(self) -> list[Choice]:
        return self.choices[SHOWN:]

    @property
    def chosen(self) -> list[Choice]:
        return [choice for choice in self.choices if choice.chosen]


def facets(chosen: TimelineFilter, *, reader: Reader) -> list[Facet]:
    """All facets but those of the keys that the page's address has chosen.

    The counts of a key heed every other key, so that a number is what its link will show.
    """
    found = []
    for key, (label, count, folded) in _FACETS.items():
        if key in chosen.pins:
            continue
        entries = timeline_entries(chosen.without(key), reader=reader).order_by()
        taken = chosen.chosen(key)
        counts = list(count(entries))
        missing = set(taken) - {value for value, _label, _n in counts}
        # A choice that leaves nothing must still be there, to be let go.
        counts += [(value, text, 0) for value, text in named(key, sorted(missing))]
        choices = [
            Choice(value, text, n, value in taken, chosen.toggled(key, value).query())
            for value, text, n in counts
        ]
        choices.sort(key=lambda choice: not choice.chosen)
        if choices:
            found.append(Facet(key, label, choices, folded and not taken))
    return found


Counted = Iterator[tuple[str, str, int]]
Counter = Callable[[EntryQuerySet], Counted]


def _count_column(column: str, labels: Mapping[str, Any]) -> Counter:
    """Counts a column whose values and their order are known beforehand."""

    def count(entries: EntryQuerySet) -> Counted:
        entries = entries.annotate(status=STATUS) if column == "status" else entries
        numbers = dict(entries.values_list(column).annotate(n=Count("pk")))
        for value, label in labels.items():
            if numbers.get(value):
                yield value, str(label), numbers[value]

    return count


def _count_named(relation: str) -> Counter:
    """Counts rows that an entry refers to, most frequent first."""

    def count(entries: EntryQuerySet) -> Counted:
        yield from (
            entries.filter(**{f"{relation}__isnull": False})
            .values_list(f"{relation}__slug", f"{relation}__name")
            .annotate(n=Count("pk"))
            .order_by("-n", f"{relation}__name")
        )

    return count


def _count_actors(*roles: Role) -> Counter:
    def count(entries: EntryQuerySet) -> Counted:
        parts = Part.objects.filter(entry__in=entries.values("pk"))
        if roles:
            parts = parts.filter(role__in=roles)
        yield from (
            parts.values_list("actor__slug", "actor__name")
            .annotate(n=Count("entry", distinct=True))
            .order_by("-n", "actor__name")
        )

    return count


def _count_topics(entries: EntryQuerySet) -> Counted:
    yield from (
        EntryTopic.objects.filter(entry__in=entries.values("pk"))
        .values_list("topic__slug", "topic__name")
        .annotate(n=Count("pk"))
        .order_by("-n", "topic__name")
    )


_FACETS: dict[str, tuple["str | _StrPromise", Counter, bool]] = {
    "kind": (_("Kind"), _count_column("kind", dict(Kind.choices)), False),
    "status": (_("Deadlines and conditions"), _count_column("status", STATUSES), False),
    "process": (_("Process"), _count_named("process"), False),
    "track": (_("Track"), _count_named("track"), False),
    "actor": (_("Actor"), _count_actors(), False),
    "type": (
        _("What happened"),
        _count_column("event__plover_type", dict(PloverType.choices)),
        False,
    ),
    "topic": (_("Topic"), _count_topics, False),
    "initiator": (_("Who speaks or acts"), _count_actors(Role.INITIATOR), True),
    "recipient": (_("Of whom, to whom"), _count_actors(Role.RECIPIENT), True),
}
