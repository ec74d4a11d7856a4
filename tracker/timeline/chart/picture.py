"""A chart of the entries of a filter: which span, what is drawn, what is counted.

Few entries are drawn one by one. Of more, each column of a lane is one mark with its number, and
an entry that has a column to itself stands there as itself.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

from tracker.dates.window import OPEN_START
from tracker.models.entries import EntryQuerySet
from tracker.replicas import reading_connection
from tracker.timeline.chart.actors import actor_cells
from tracker.timeline.chart.density import (
    WEEK,
    Cells,
    Weeks,
    kept_cells,
    live_cells,
    live_strip,
)
from tracker.timeline.chart.lanes import Lanes, lanes_of
from tracker.timeline.chart.marks import Mark, Tie, marks_of, ties_of
from tracker.timeline.chart.span import FIRST, Columns, Span
from tracker.timeline.counts import Number, are_kept, audience_of
from tracker.timeline.entries import timeline_entries
from tracker.timeline.filters import TimelineFilter
from tracker.timeline.sql import sql_of
from tracker.timeline.version import record_version
from tracker.timeline.visible import Reader

MOST_DRAWN = 120  # entries, one by one
COLUMNS = 36  # of numbers, each as wide as a finger needs it
STRIP, STRIP_LIVE = 125, 60  # columns of the overview
# That are counted where none are kept: of all that begins in a span, and of what a filter leaves.
MOST_OF_ALL, MOST_IN_COLUMN, MOST_OF_ACTOR, MOST_IN_STRIP = 3_000, 60, 15, 40
NOTHING = Number(0)
MOST_OF_ACTORS = 20_000  # entries of all lanes together that are counted to the last one
LOOKED_AT, LOOKED_AT_FILTERED = (
    1_000,
    150,
)  # entries before a span, for those whose windows reach into it


@dataclass(frozen=True, slots=True)
class Strip:
    """How many entries begin when, over all of time that there is to see."""

    columns: Columns
    numbers: dict[int, Number]


@dataclass(frozen=True, slots=True)
class Chart:
    span: Span
    whole: Span
    lanes: Lanes
    at: date
    marks: Sequence[Mark]
    ties: Sequence[Tie]
    columns: Columns
    strip: Strip
    total: Number  # of entries in the span
    cells: Cells = field(default_factory=dict)
    reaching: Number = NOTHING  # that began before the span, and are not drawn

    @property
    def outside(self) -> int:
        """How many of those that could be drawn stand in none of the lanes."""
        return sum(not mark.lanes for mark in self.marks)


def chart_of(chosen: TimelineFilter, *, reader: Reader) -> Chart:
    question = chosen.without("from", "to")
    entries = timeline_entries(question, reader=reader)
    lanes = lanes_of(chosen, reader=reader)
    few = _newest(entries)
    if len(few) <= MOST_DRAWN:
        return _of_few(few, chosen, lanes, reader=reader)
    weeks = Weeks.of(question, reader=reader) if are_kept(question) else None
    whole = _whole(entries, few, weeks, chosen.at)
    span = _span(chosen, whole)
    strip = _strip(entries, weeks, whole, question, reader=reader)
    inside = _beginning_in(entries, span)
    columns = Columns.at_most(span, COLUMNS)
    if len(inside) <= MOST_DRAWN:
        before, number = _reaching(entries, span, most=MOST_DRAWN - len(inside))
        keys = [*before, *inside]
        marks = marks_of(keys, lanes, chosen, reader=reader)
        total = Number(len(keys), at_least=number.at_least)
        ties = ties_of(marks)
        return Chart(span, whole, lanes, chosen.at, marks, ties, columns, strip, total)
    by_week = Columns.at_most(span, COLUMNS, multiple=WEEK)
    kept = None
    if weeks and by_week.number >= COLUMNS // 2:
        numbers = weeks.in_columns(by_week)
        if lanes.by == "actor":
            kept = actor_cells(weeks, lanes, by_week)
        else:
            kept = kept_cells(weeks, lanes, by_week, numbers)
    if kept is not None:
        cells, columns = kept, by_week
        total = Number(sum(numbers.values()))
    else:
        most = MOST_OF_ALL if weeks else MOST_IN_COLUMN
        if lanes.by == "actor" and not (weeks and _sum_of(lanes) <= MOST_OF_ACTORS):
            most = MOST_OF_ACTOR
        cells = live_cells(question, lanes, columns, reader=reader, most=most)
        # An entry of several actors stands in several lanes.
        total = Number(MOST_DRAWN, at_least=True) if lanes.by == "actor" else _sum(cells)
    alone = sorted({cell.only for cell in cells.values() if cell.only})
    marks = marks_of(alone[:MOST_DRAWN], lanes, chosen, reader=reader)
    drawn = {mark.pk for mark in marks}
    own = {(lane, cell.only) for (lane, _column), cell in cells.items() if cell.only in drawn}
    cells = {place: cell for place, cell in cells.items() if cell.only not in drawn}
    # In a lane where others begin beside it, it is among their number.
    marks = [
        replace(mark, lanes=[lane for lane in mark.lanes if (lane, mark.pk) in own])
        for mark in marks
    ]
    looked_at = LOOKED_AT if weeks else LOOKED_AT_FILTERED
    _keys, reaching = _reaching(entries, span, most=0, looked_at=looked_at)
    return Chart(
        *(span, whole, lanes, chosen.at, marks, ties_of(marks), columns, strip, total),
        cells=cells,
        reaching=reaching,
    )


Few = Sequence[tuple[int, date, date]]


def _newest(entries: EntryQuerySet) -> list[tuple[int, date, date]]:
    newest: EntryQuerySet = entries.order_by("-by_day", "-by_key")  # type: ignore[misc]
    return list(newest.values_list("pk", "earliest", "latest")[: MOST_DRAWN + 1])


def _of_few(few: Few, chosen: TimelineFilter, lanes: Lanes, *, reader: Reader) -> Chart:
    """Where all that a filter leaves, at any time, can be drawn one by one."""
    whole = Span.over((day for _pk, *days in few for day in days), at=chosen.at)
    span = _span(chosen, whole)
    keys = [pk for pk, first, last in few if first <= span.last and last >= span.first]
    marks = marks_of(keys, lanes, chosen, reader=reader)
    days = Columns.at_most(whole, STRIP)
    begun = Counter(days.of(max(first, whole.first)) for _pk, first, _last in few)
    return Chart(
        *(span, whole, lanes, chosen.at, marks, ties_of(marks)),
        columns=Columns.at_most(span, COLUMNS),
        strip=Strip(days, {column: Number(number) for column, number in begun.items()}),
        total=Number(len(keys)),
    )


def _span(chosen: TimelineFilter, whole: Span) -> Span:
    """As the address asks. Where it leaves an end open, as far as there is something to see."""
    first, last = chosen.day("from"), chosen.day("to")
    days = (
        (first or min(whole.first, last or whole.first)).toordinal(),
        (last or max(whole.last, first or whole.last)).toordinal(),
    )
    return Span.of(days[0], days[1] - days[0] + 1)


def _whole(entries: EntryQuerySet, newest: Few, weeks: Weeks | None, at: date) -> Span:
    if weeks:
        ends = weeks.ends or (FIRST, FIRST)
        return Span.over(map(date.fromordinal, ends), at=at)
    dated = entries.filter(by_day__gt=OPEN_START)  # type: ignore[misc]
    dated = dated.order_by("by_day", "by_key")  # type: ignore[misc]
    oldest = list(dated.values_list("earliest", flat=True)[:1])
    return Span.over([*oldest, *(first for _pk, first, _last in newest)], at=at)


def _strip(
    entries: EntryQuerySet,
    weeks: Weeks | None,
    whole: Span,
    question: TimelineFilter,
    *,
    reader: Reader,
) -> Strip:
    if weeks:
        columns = Columns.at_most(whole, STRIP, multiple=WEEK)
        return Strip(columns, _kept_numbers(weeks, columns))
    columns = Columns.at_most(whole, STRIP_LIVE)
    key = (record_version(), question.query(), audience_of(reader), str(question.at))
    return Strip(columns, _live_numbers(Asked(key, entries), columns))


@dataclass(frozen=True, slots=True)
class Asked:
    """Entries, and by what they are the same as before."""

    key: tuple[str, ...]
    entries: EntryQuerySet = field(compare=False)


# The whole is the same at every step of a zoom.
@lru_cache(maxsize=32)
def _kept_numbers(weeks: Weeks, columns: Columns) -> dict[int, Number]:
    numbers: Counter[int] = Counter()
    for (_sort, column), number in weeks.in_columns(columns).items():
        numbers[column] += number
    return {column: Number(number) for column, number in numbers.items()}


@lru_cache(maxsize=128)
def _live_numbers(asked: Asked, columns: Columns) -> dict[int, Number]:
    return live_strip(asked.entries, columns, most=MOST_IN_STRIP)


def _beginning_in(entries: EntryQuerySet, span: Span) -> list[int]:
    """Keys of those whose windows begin in a span, up to one more than are drawn."""
    inside = entries.filter(by_day__gte=span.first, by_day__lte=span.last)  # type: ignore[misc]
    rows = inside.order_by("by_day", "by_key").values_list("pk", flat=True)  # type: ignore[misc]
    return list(rows[: MOST_DRAWN + 1])


def _reaching(
    entries: EntryQuerySet, span: Span, *, most: int, looked_at: int = LOOKED_AT
) -> tuple[list[int], Number]:
    """Of the entries whose windows began last before a span, and of those without a first day,
    those whose windows reach into it: keys of `most` of them, and how many there are. A lower bound
    where there are others that nobody has looked at."""
    dated = entries.filter(by_day__lt=span.first, by_day__gt=OPEN_START)  # type: ignore[misc]
    undated = entries.filter(by_day=OPEN_START)  # type: ignore[misc]
    selects, parameters = [], {"first": span.first}
    for name, rows, order in (
        ("dated", dated, ("-by_day", "-by_key")),
        ("undated", undated, ("by_day", "by_key")),
    ):
        listed = rows.order_by(*order).values_list("pk", "latest")
        sql, more = sql_of(listed[:looked_at], prefix=name)
        parameters |= more
        selects.append(f"SELECT '{name}', one.* FROM ({sql}) one (pk, latest)")
    with reading_connection().cursor() as cursor:
        cursor.execute(
            "SELECT one.name, one.pk, one.latest >= %(first)s::date"
            f" FROM ({' UNION ALL '.join(f'({select})' for select in selects)})"
            " one (name, pk, latest)",
            parameters,
        )
        found = cursor.fetchall()
    keys = [pk for _name, pk, reaches in found if reaches]
    per_kind = Counter(name for name, _pk, _reaches in found)
    is_cut = any(number == looked_at for number in per_kind.values())
    return keys[:most], Number(len(keys), at_least=is_cut or len(keys) > most > 0)


def _sum_of(lanes: Lanes) -> int:
    return sum(lane.number for lane in lanes.lanes)


def _sum(cells: Cells) -> Number:
    numbers = [cell.number for cell in cells.values()]
    return Number(
        sum(number.value for number in numbers), any(number.at_least for number in numbers)
    )
