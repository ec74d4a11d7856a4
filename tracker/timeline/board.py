"""The deadlines of a process by state and urgency, on one axis."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import F

from tracker.dates.window import OPEN_END
from tracker.models import OUTCOMES, STATUSES, ClockState, Holder, Kind, LedgerLine, Process
from tracker.timeline.axis import Axis
from tracker.timeline.chains import NEVER, Moves
from tracker.timeline.counts import Number
from tracker.timeline.entries import timeline_entries
from tracker.timeline.filters import TimelineFilter
from tracker.timeline.paging import PAGE_SIZE, Cursor, Place, places
from tracker.timeline.rows import EntryRow, rows_of
from tracker.timeline.states import in_status
from tracker.timeline.visible import Reader

SHOWN = 25  # of each group, where several stand below each other
MOST_DAYS = 3 * 365  # of the axis; longer, a week could not be seen


@dataclass(frozen=True, slots=True)
class Group:
    """Deadlines of which the same is to be asked: how soon, how late, how it ended."""

    key: str
    statuses: tuple[str, ...]
    column: str  # of the standing period: what is most urgent comes first
    newest_first: bool = False

    def among(self, statuses: Sequence[str]) -> tuple[str, ...]:
        """Its own of these statuses, or all where none is asked for."""
        return tuple(one for one in self.statuses if one in statuses or not statuses)


GROUPS = (
    Group("overdue", (ClockState.OVERDUE.value,), "latest"),
    Group("open", (ClockState.OPEN.value,), "latest"),
    Group("upcoming", (ClockState.UPCOMING.value,), "earliest"),
    Group(
        "decided",
        tuple(outcome.value for outcome in OUTCOMES[Kind.DEADLINE] if outcome in STATUSES),
        "since",
        newest_first=True,
    ),
)


class Due(NamedTuple):
    """A deadline with how it has moved."""

    row: EntryRow
    moves: Moves


@dataclass(frozen=True, slots=True)
class Section:
    """A group with its most urgent deadlines, or with a page of them."""

    group: Group
    deadlines: list[Due]
    number: Number
    next: Cursor | None


@dataclass(frozen=True, slots=True)
class Board:
    sections: list[Section]
    axis: Axis
    is_page: bool  # of one group that goes on, rather than the beginnings of several


def groups_of(chosen: TimelineFilter) -> list[Group]:
    """The groups that a filter asks for."""
    return [group for group in GROUPS if group.among(chosen.chosen("status"))]


def board_of(
    chosen: TimelineFilter, numbers: Mapping[str, Number], *, process: Process, reader: Reader
) -> Board:
    """The deadlines of a filter: of each group the most urgent; where one group alone is asked
    for, a page of it. `numbers`: how many stand under each status."""
    asked = groups_of(chosen)
    size = PAGE_SIZE if len(asked) == 1 else SHOWN
    found = {
        group.key: _places(group, chosen, process=process, reader=reader, most=size + 1)
        for group in asked
    }
    keys = [pk for places in found.values() for _day, pk in places[:size]]
    rows = {
        row.pk: row
        for row in rows_of(keys, reader=reader, at=chosen.at, as_of=chosen.day("as_of"), q=chosen.q)
    }
    moves = _moves(keys, at=chosen.at)
    sections = []
    for group in asked:
        shown = found[group.key][:size]
        # One that went away since its place was found is not missed.
        deadlines = [Due(rows[pk], moves.get(pk, NEVER)) for _day, pk in shown if pk in rows]
        is_all = len(found[group.key]) <= size
        number = Number(len(shown))
        if not is_all or chosen.after:
            number = _number([numbers.get(one) for one in group.among(chosen.chosen("status"))])
            number = max(number, Number(len(shown), at_least=True))
        if deadlines:
            sections.append(
                Section(group, deadlines, number, None if is_all else Cursor(*shown[-1]))
            )
    return Board(sections, _axis(list(rows.values()), chosen.at), is_page=len(asked) == 1)


def _places(
    group: Group, chosen: TimelineFilter, *, process: Process, reader: Reader, most: int
) -> list[Place]:
    entries = in_status(
        timeline_entries(chosen.without("status"), reader=reader),
        group.among(chosen.chosen("status")),
        at=chosen.at,
        process=process.pk,
        kind=Kind.DEADLINE,
    ).alias(by_day=F(f"standing_periods__{group.column}"), by_key=F("standing_periods__entry"))
    return places(entries, chosen.after, newest_first=group.newest_first, most=most)


def _number(numbers: Sequence[Number | None]) -> Number:
    known = [number for number in numbers if number]
    return Number(sum(one.value for one in known), at_least=any(one.at_least for one in known))


def _moves(keys: Sequence[int], *, at: date) -> dict[int, Moves]:
    lines = LedgerLine.objects.filter(
        entry__in=keys, holder=Holder.PROCESS, known_from__lte=at, known_until__gt=at
    )
    columns = ("entry", "moves", "moves_counted", "days_moved", "days_later")
    return {pk: Moves(*moved) for pk, *moved in lines.values_list(*columns)}


def _axis(rows: Sequence[EntryRow], at: date) -> Axis:
    days: list[date] = []
    has_open_end = False
    for row in rows:
        standing = row.standing
        if not standing:
            continue
        days += [row.earliest, standing.earliest]
        if standing.is_running:
            days += [row.latest, standing.latest]
            has_open_end = has_open_end or standing.latest == OPEN_END
            continue
        # What has an outcome ends with it, however long its window went on.
        days.append(standing.since)
        days += [row.latest] if row.latest != standing.latest else []
    axis = Axis.over(days, at=at, has_open_end=has_open_end, breaks=True)
    return axis.around(at, most=MOST_DAYS)
