"""How many entries begin in each column of a chart, lane by lane.

Of everything, or of all of a process, the database keeps the numbers by week (migration 0026). Of
what a filter leaves, each column is counted up to a bound: beyond it the number is a lower bound,
and says so.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import DateField
from django.db.models.expressions import RawSQL

from tracker.models import PLOVER, Family
from tracker.models.entries import EntryQuerySet
from tracker.replicas import reading_connection
from tracker.timeline.chart.lanes import NONE, OTHERS, Lanes, processes_of
from tracker.timeline.chart.span import Columns, Span
from tracker.timeline.counts import Number, audience_of
from tracker.timeline.entries import timeline_entries
from tracker.timeline.filters import TimelineFilter
from tracker.timeline.sql import Parameters, fetch_prepared, sql_of
from tracker.timeline.version import record_version
from tracker.timeline.visible import Reader

WEEK = 7


class Cell(NamedTuple):
    """What begins in a column of a lane."""

    number: Number
    only: int | None = None  # the key of the one entry, if it is one


Cells = dict[tuple[int, int], Cell]  # by lane and column


@dataclass(frozen=True, slots=True, eq=False)
class Weeks:
    """The numbers kept of all that a reader may see of some processes, by week and sort. There is
    one of them for a version of the record, equal to nothing but itself."""

    processes: tuple[int, ...]
    audience: str
    # Weeks since the first day of all, their sorts and numbers, from the first on
    numbers: tuple[tuple[int, str, int], ...]

    @staticmethod
    def of(question: TimelineFilter, *, reader: Reader) -> "Weeks":
        keys = processes_of(question.chosen("process"))
        return _weeks(record_version(), keys, audience_of(reader))

    @property
    def parameters(self) -> Parameters:
        return {"processes": list(self.processes), "audience": self.audience}

    @property
    def ends(self) -> tuple[int, int] | None:
        """The days in which the first and the last window begin; weeks of them, as ordinals."""
        # Windows without a first day lie in the first week of all.
        dated = bisect_left(self.numbers, (1,))
        if dated == len(self.numbers):
            return None
        return self.numbers[dated][0] * WEEK + 1, self.numbers[-1][0] * WEEK + WEEK

    def in_columns(self, columns: Columns) -> dict[tuple[str, int], int]:
        """How many of each sort begin in each column. Columns are of whole weeks."""
        per_column = columns.days // WEEK
        first, number = columns.first, columns.number
        begin = bisect_left(self.numbers, (first * per_column,))
        end = bisect_left(self.numbers, ((first + number) * per_column,))
        found: dict[tuple[str, int], int] = defaultdict(int)
        for week, sort, count in self.numbers[begin:end]:
            found[sort, week // per_column - first] += count
        return found


# Whoever moves along a chart asks for the same numbers again and again: a version of the record has
# them once in each process of the server.
@lru_cache(maxsize=32)
def _weeks(_version: str, processes: tuple[int, ...], audience: str) -> Weeks:
    parameters = {"processes": list(processes), "audience": audience}
    return Weeks(processes, audience, tuple(fetch_prepared(_BY_SORT, parameters)))


_KEPT = """
    SELECT value, number FROM {table}
    WHERE process_id = ANY(%(processes)s::bigint[]) AND audience = %(audience)s::text
        AND facet = '{facet}' AND value >= {least} AND value < {beyond}"""


def _kept(facet: str, least: str, beyond: str) -> str:
    return " UNION ALL ".join(
        _KEPT.format(table=table, facet=facet, least=least, beyond=beyond)
        for table in ("tracker_tally", "tracker_tallychange")
    )


_BY_SORT = f"""
    SELECT left(value, 6)::int, substr(value, 7), sum(number)::bigint
    FROM ({_kept("week", "'000000'", "'600000'")}) kept
    GROUP BY 1, 2 HAVING sum(number) > 0
    ORDER BY 1, 2"""

_PADDED = "to_char(track.id, 'FM0000000000')"
_OF_TRACK = _kept("trackweek", f"{_PADDED} || %(least)s::text", f"{_PADDED} || %(beyond)s::text")
_BY_TRACK = f"""
    SELECT substr(value, 11)::int * {WEEK} / %(days)s::int - %(first)s::int, track.id::text,
        sum(number)::bigint
    FROM unnest(%(tracks)s::bigint[]) track (id)
    CROSS JOIN LATERAL ({_OF_TRACK}) kept
    GROUP BY 1, 2 HAVING sum(number) > 0"""


def _asked(columns: Columns) -> Parameters:
    first = columns.first * columns.days // WEEK
    beyond = first + columns.number * columns.days // WEEK
    return {
        "days": columns.days,
        "first": columns.first,
        "least": f"{first:06}",
        "beyond": f"{beyond:06}",
    }


def kept_cells(
    weeks: Weeks, lanes: Lanes, columns: Columns, of_sorts: Mapping[tuple[str, int], int]
) -> Cells:
    """`of_sorts`: the numbers of each sort in these columns."""
    if lanes.by == "kind":
        found = {
            (lane, column): number
            for (sort, column), number in of_sorts.items()
            if (lane := lanes.number(sort)) is not None
        }
        return {place: Cell(Number(number)) for place, number in found.items()}
    tracks = {str(lane.pk): place for place, lane in enumerate(lanes.lanes) if lane.pk}
    if (of_none := lanes.exactly(NONE)) is not None:
        tracks["0"] = of_none
    asked = weeks.parameters | _asked(columns) | {"tracks": [int(one) for one in tracks]}
    cells = {
        (tracks[track], column): Cell(Number(number))
        for column, track, number in fetch_prepared(_BY_TRACK, asked)
    }
    others = lanes.exactly(OTHERS)
    if others is not None:
        left: dict[int, int] = defaultdict(int)
        for (_sort, column), number in of_sorts.items():
            left[column] += number
        for (_lane, column), cell in cells.items():
            left[column] -= cell.number.value
        cells |= {(others, column): Cell(Number(n)) for column, n in left.items() if n > 0}
    return cells


_IN_FAMILIES = " ".join(
    "WHEN event.plover_type IN ({}) THEN '{}'".format(
        ", ".join(f"'{one}'" for one, plover in PLOVER.items() if plover.family == family),
        family.value,
    )
    for family in Family
)
_SORT = f"CASE {_IN_FAMILIES} ELSE entry.kind END"
_TRACK = f"""CASE WHEN entry.track_id IS NULL THEN '{NONE}'
        WHEN entry.track_id = ANY(%(tracks)s::bigint[]) THEN entry.track_id::text
        ELSE '{OTHERS}' END"""


def live_cells(
    question: TimelineFilter, lanes: Lanes, columns: Columns, *, reader: Reader, most: int
) -> Cells:
    """Counted among the entries of a filter, up to `most` in a column; of actors, in each of their
    cells. Where that many were met, nothing says how they divide among lanes: each cell of the
    column is a lower bound, empty ones too."""
    if lanes.by == "actor":
        asked = [(str(n), question.with_("actor", one.key)) for n, one in enumerate(lanes.lanes)]
        if not asked:
            return {}
        places = {str(n): n for n in range(len(lanes.lanes))}
        rows = _count(asked, "one.lane", columns, reader=reader, most=most)
        capped = {(lane, column) for column, lane, number, _pk in rows if number > most}
    else:
        by_track = lanes.by == "track"
        places = {str(lane.pk) if lane.pk else lane.key: n for n, lane in enumerate(lanes.lanes)}
        rows = _count(
            [("", question)], _TRACK if by_track else _SORT, columns, reader=reader, most=most,
            tracks=[lane.pk for lane in lanes.lanes if lane.pk],
        )  # fmt: skip
        met: dict[int, int] = defaultdict(int)
        for column, _lane, number, _pk in rows:
            met[column] += number
        full = [column for column, number in met.items() if number > most]
        capped = {(lane, column) for lane in places for column in full}
    found = {
        (places[lane], column): Cell(Number(number), pk if number == 1 else None)
        for column, lane, number, pk in rows
        if lane in places
    }
    for lane, column in capped:
        met_there = found.get((places[lane], column), Cell(Number(0))).number.value
        found[places[lane], column] = Cell(Number(min(met_there, most), at_least=True))
    return found


def live_strip(entries: EntryQuerySet, columns: Columns, *, most: int) -> dict[int, Number]:
    """How many begin in each column, whatever their lane."""
    sql, parameters = _within(entries, "one", most=most)
    rows = _fetch(
        f"SELECT stretch.n::int - 1, count(*) FROM {_STRETCHES}"
        f" CROSS JOIN LATERAL ({sql}) one GROUP BY 1",
        parameters | _stretches(columns.stretches()),
    )
    return {column: Number.capped(number, most) for column, number in rows}


_STRETCHES = (
    "unnest(%(firsts)s::date[], %(lasts)s::date[]) WITH ORDINALITY stretch (first, last, n)"
)


def _stretches(stretches: Sequence[Span]) -> Parameters:
    return {"firsts": [one.first for one in stretches], "lasts": [one.last for one in stretches]}


def _within(entries: EntryQuerySet, prefix: str, *, most: int) -> tuple[str, Parameters]:
    """Keys of up to one more than `most` that begin in a stretch."""
    day = DateField()
    inside = entries.filter(
        by_day__gte=RawSQL("stretch.first", [], output_field=day),
        by_day__lte=RawSQL("stretch.last", [], output_field=day),
    )  # type: ignore[misc]
    # The order asks for nothing; it leads the planner to the index by time.
    rows = inside.order_by("by_day", "by_key").values_list("pk")  # type: ignore[misc]
    return sql_of(rows[: most + 1], prefix=prefix)


def _count(
    asked: Sequence[tuple[str, TimelineFilter]],
    lane: str,
    columns: Columns,
    *,
    reader: Reader,
    most: int,
    tracks: Sequence[int] = (),
) -> list[tuple[int, str, int, int]]:
    """Rows of column, lane, number and the least key. `asked`: questions, each by a name that
    `lane` may use."""
    parameters: Parameters = {"tracks": list(tracks), **_stretches(columns.stretches())}
    selects = []
    for number, (name, question) in enumerate(asked):
        entries = timeline_entries(question, reader=reader)
        sql, more = _within(entries, f"q{number}", most=most)
        parameters |= more
        selects.append(
            f"SELECT stretch.n::int - 1 AS n, '{name}' AS lane, row.* FROM {_STRETCHES}"
            f" CROSS JOIN LATERAL ({sql}) row"
        )
    return _fetch(
        f"SELECT one.n, {lane}, count(*), min(one.id) FROM ({' UNION ALL '.join(selects)})"
        " one (n, lane, id) JOIN tracker_entry entry ON entry.id = one.id"
        " LEFT JOIN tracker_event event ON event.entry_ptr_id = one.id GROUP BY 1, 2",
        parameters,
    )


def _fetch(statement: str, parameters: Parameters) -> list[Any]:
    with reading_connection().cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall())
