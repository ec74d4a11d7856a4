"""The choices beside the timeline, each with the number of entries that it would leave."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tracker.models import STATUSES, Kind, PloverType
from tracker.timeline.counts import MOST_LISTED, MOST_NAMED, Counted, Counts, Number, count
from tracker.timeline.filters import TimelineFilter, named
from tracker.timeline.visible import Reader

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Choice(NamedTuple):
    value: str
    label: str
    number: Number
    chosen: bool
    query: str  # the address that chooses it, or lets it go


@dataclass(frozen=True, slots=True)
class Facet:
    key: str
    label: "str | _StrPromise"
    choices: list[Choice]
    begins_folded: bool
    unlisted: bool  # there are others, too many to list

    @property
    def shown(self) -> list[Choice]:
        return self.choices if self.key in NAMED else self.choices[:MOST_NAMED]

    @property
    def rest(self) -> list[Choice]:
        return [] if self.key in NAMED else self.choices[MOST_NAMED:]

    @property
    def chosen(self) -> list[Choice]:
        return [choice for choice in self.choices if choice.chosen]


# Label, values whose names and order are known beforehand, and whether it begins folded: what is
# folded away is fetched when somebody unfolds it.
_FACETS: "dict[str, tuple[str | _StrPromise, Mapping[str, str | _StrPromise] | None, bool]]" = {
    "kind": (_("Kind"), dict(Kind.choices), False),
    "status": (_("Deadlines and conditions"), STATUSES, False),
    "process": (_("Process"), None, False),
    "track": (_("Track"), None, False),
    "actor": (_("Actor"), None, False),
    "type": (_("What happened"), dict(PloverType.choices), False),
    "topic": (_("Topic"), None, False),
    "initiator": (_("Who speaks or acts"), None, True),
    "recipient": (_("Of whom, to whom"), None, True),
}
# Those of which there may be any number, so that they have a page to themselves.
NAMED = frozenset(key for key, (_label, fixed, _folded) in _FACETS.items() if fixed is None)


def asked_of(chosen: TimelineFilter) -> list[tuple[str, list[str]]]:
    """What somebody has chosen beside days and words, named for people: labels, and values."""
    return [
        (str(label), [name for _value, name in named(key, chosen.chosen(key))])
        for key, (label, _fixed, _folded) in _FACETS.items()
        if key not in chosen.pins and chosen.chosen(key)
    ]


def facets(
    chosen: TimelineFilter,
    *,
    reader: Reader,
    newest: Sequence[int] | None = None,
    among: Q | None = None,
) -> tuple[Number, list[Facet]]:
    """The number of entries of a filter, and all facets but those of the keys that the page's
    address has chosen. `newest` and `among`: as for timeline.counts.count."""
    keys = [key for key in _FACETS if key not in chosen.pins]
    folded = {key for key in keys if _FACETS[key][2] and not chosen.chosen(key)}
    shown = [key for key in keys if key not in folded]
    counts = count(chosen, shown, reader=reader, newest=newest, among=among)
    found = [
        Facet(key, _FACETS[key][0], [], begins_folded=True, unlisted=True)
        if key in folded
        else _facet(key, chosen, counts)
        for key in keys
    ]
    return counts.total, [facet for facet in found if facet.choices or facet.begins_folded]


def facet(key: str, chosen: TimelineFilter, *, reader: Reader, among: Q | None = None) -> Facet:
    """One facet with all its choices, as far as there is room on a page."""
    counts = count(chosen, [key], reader=reader, most=MOST_LISTED, among=among)
    return _facet(key, chosen, counts)


def _facet(key: str, chosen: TimelineFilter, counts: Counts) -> Facet:
    label, fixed, _begins_folded = _FACETS[key]
    taken = chosen.chosen(key)
    rows = counts.choices[key]
    if fixed is not None:
        by_value = {row.value: row for row in rows}
        rows = [
            Counted(value, name, by_value[value].number)
            for value, name in _labels(key, get_language()).items()
            if value in by_value
        ]
    # A choice that leaves nothing must still be there, to be let go.
    missing = set(taken) - {row.value for row in rows}
    rows = [*rows, *(Counted(*one, Number(0)) for one in named(key, sorted(missing)))]
    toggle = chosen.toggles(key)
    choices = [
        Choice(row.value, row.name, row.number, row.value in taken, toggle(row.value))
        for row in rows
    ]
    choices.sort(key=lambda choice: not choice.chosen)
    return Facet(key, label, choices, begins_folded=False, unlisted=key in counts.unlisted)


@lru_cache(maxsize=256)
def _labels(key: str, language: str | None) -> dict[str, str]:
    """The values that are known beforehand, in their order, in that language."""
    return {value: str(name) for value, name in (_FACETS[key][1] or {}).items()}
