"""The choices beside the timeline, each with the number of entries that it would leave."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext_lazy as _

from tracker.models import STATUSES, Kind, PloverType
from tracker.timeline.counts import Counted, Number, count
from tracker.timeline.filters import TimelineFilter, named
from tracker.timeline.visible import Reader

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

SHOWN = 8


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
    folded: bool
    unlisted: bool  # there are others, too many to list

    @property
    def shown(self) -> list[Choice]:
        return self.choices[:SHOWN]

    @property
    def rest(self) -> list[Choice]:
        return self.choices[SHOWN:]

    @property
    def chosen(self) -> list[Choice]:
        return [choice for choice in self.choices if choice.chosen]


# Label, values whose names and order are known beforehand, and whether it begins folded.
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


def facets(
    chosen: TimelineFilter, *, reader: Reader, newest: Sequence[int] | None = None
) -> tuple[Number, list[Facet]]:
    """The number of entries of a filter, and all facets but those of the keys that the page's
    address has chosen. `newest`: as for timeline.counts.count."""
    keys = [key for key in _FACETS if key not in chosen.pins]
    counts = count(chosen, keys, reader=reader, newest=newest)
    found = []
    for key in keys:
        label, fixed, folded = _FACETS[key]
        taken = chosen.chosen(key)
        rows = counts.choices[key]
        if fixed is not None:
            by_value = {row.value: row for row in rows}
            rows = [
                Counted(value, str(name), by_value[value].number)
                for value, name in fixed.items()
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
        if choices:
            found.append(Facet(key, label, choices, folded and not taken, key in counts.unlisted))
    return counts.total, found
