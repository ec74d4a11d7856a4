"""What is drawn one by one: entries with their windows, their chains, and what joins them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from tracker.dates.window import OPEN_END, OPEN_START
from tracker.models import (
    INVERSE,
    ClockState,
    Condition,
    ConditionLink,
    Development,
    EntryLink,
    Kind,
    LinkType,
    Relation,
)
from tracker.timeline.chains import Chain, chain_of
from tracker.timeline.chart.lanes import Lanes
from tracker.timeline.filters import TimelineFilter
from tracker.timeline.rows import EntryRow, rows_of
from tracker.timeline.visible import Reader


@dataclass(frozen=True, slots=True)
class Mark:
    row: EntryRow
    lanes: Sequence[int]
    chain: Chain | None  # of a deadline

    @property
    def pk(self) -> int:
        return self.row.pk

    @property
    def begins(self) -> date:
        """Where its drawing begins: of a condition with the statement that it hangs from. A window
        without a first day begins when it was stated, too."""
        row = self.row
        if row.earliest == OPEN_START:
            return min(row.anchor or row.known_on, row.latest)
        if row.kind == Kind.CONDITION and row.anchor:
            return min(row.earliest, row.anchor)
        return row.earliest

    @property
    def ends(self) -> date:
        """Where it ends, an outcome among it; the last of all days where it has no end."""
        row = self.row
        standing = row.standing
        if standing is None:
            return row.latest
        if not standing.is_running:
            chained = [stage.window.latest for stage in self.chain.stages] if self.chain else []
            known = [day for day in chained if day < OPEN_END]
            return max([standing.since, *known])
        if standing.status == ClockState.OVERDUE and self.chain:
            return max(standing.latest, self.chain.at)
        return max(row.latest, standing.latest)


class Tie(NamedTuple):
    """Joins two entries that are drawn. `hangs` where one of them is a condition: it hangs between
    what it asks and what it leads to, and this is always drawn."""

    start: int
    end: int
    says: str  # how the first stands to the second
    hangs: bool  # as above


def marks_of(
    keys: Sequence[int], lanes: Lanes, chosen: TimelineFilter, *, reader: Reader
) -> list[Mark]:
    rows = rows_of(keys, reader=reader, at=chosen.at, as_of=chosen.day("as_of"))
    deadlines = [row.pk for row in rows if row.kind == Kind.DEADLINE]
    steps = defaultdict(list)
    if deadlines:
        for step in Development.objects.published().filter(entry__in=deadlines).in_order():
            steps[step.entry_id].append(step)
    found = [Mark(row, lanes.of(row), chain_of(row, steps[row.pk], at=chosen.at)) for row in rows]
    return sorted(found, key=lambda mark: (mark.begins, mark.pk))


_CAME_OF = frozenset({LinkType.RESPONDS_TO, LinkType.FOLLOWS, LinkType.FULFILS, LinkType.BREACHES})


def ties_of(marks: Sequence[Mark]) -> list[Tie]:
    """What joins these entries, in the direction of time: from what came first."""
    conditions = {mark.pk for mark in marks if mark.row.kind == Kind.CONDITION}
    keys = [mark.pk for mark in marks]
    if len(keys) < 2:
        return []
    found = []
    links = EntryLink.objects.filter(source__in=keys, target__in=keys).order_by("pk")
    for source, target, kind in links.values_list("source", "target", "type"):
        hangs = source in conditions or target in conditions
        if kind in _CAME_OF:
            found.append(Tie(target, source, str(INVERSE[kind]), hangs))
        else:
            found.append(Tie(source, target, str(LinkType(kind).label), hangs))
    if conditions:
        limits = Condition.objects.filter(pk__in=conditions, time_limit__in=keys)
        for pk, deadline in limits.order_by("pk").values_list("pk", "time_limit"):
            found.append(Tie(pk, deadline, str(Kind.DEADLINE.label), hangs=True))
        joined = ConditionLink.objects.filter(source__in=conditions, target__in=conditions)
        for source, target, kind in joined.order_by("pk").values_list(
            "source", "target", "relation"
        ):
            found.append(Tie(source, target, str(Relation(kind).label), hangs=False))
    return found
