"""A process at a glance: when its events began, of cooperation and of conflict."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from tracker.dates.window import OPEN_START
from tracker.models import PLOVER, Family, Kind
from tracker.timeline.chart.span import Columns, Span
from tracker.timeline.counts import audience_of
from tracker.timeline.entries import timeline_entries
from tracker.timeline.filters import TimelineFilter
from tracker.timeline.sql import fetch_prepared
from tracker.timeline.version import record_version
from tracker.timeline.visible import Reader

WEEK = 7
MOST_COLUMNS = 120
BAR = 0.75  # of a column
# Of what is kept of a process by week and family: what goes back farther is not drawn.
MOST_KEPT = 2_000
# Of a day in the past the database keeps no numbers: the events that had begun last.
MOST_READ = 300

Begun = Mapping[tuple[int, str], int]  # how many events by the week since the first day, and family


# From the line outwards.
COOPERATION = (Family.VERBAL_COOPERATION, Family.MATERIAL_COOPERATION)
CONFLICT = (Family.VERBAL_CONFLICT, Family.MATERIAL_CONFLICT)


class Bar(NamedTuple):
    """What is drawn of one family in one column, from the picture's upper left corner."""

    family: str
    left: float
    top: float
    width: float
    height: float


class Sketch(NamedTuple):
    span: Span
    weeks: int  # of each column
    columns: Sequence[Mapping[str, int]]  # by family
    at: date

    @classmethod
    def of(cls, begun: Begun, *, at: date) -> "Sketch":
        days = {week: date.fromordinal(week * WEEK + 1) for week, _family in begun}
        span = Span.over(days.values(), at=at)
        columns = Columns.at_most(span, MOST_COLUMNS, multiple=WEEK)
        found: list[dict[str, int]] = [defaultdict(int) for _ in range(columns.number)]
        for (week, family), number in begun.items():
            found[columns.of(days[week])][family] += number
        return cls(span, columns.days // WEEK, [dict(one) for one in found], at)

    def number(self, *families: Family) -> int:
        return sum(column.get(family, 0) for column in self.columns for family in families)

    @property
    def today(self) -> float | None:
        """Where the moment shown lies, as a part of the whole."""
        return self.span.place(self.at.toordinal() + 0.5, 1.0) if self.at in self.span else None

    def bars(self, *, width: float, half: float, tallest: float, widest: float) -> list[Bar]:
        """In a picture so wide whose line lies so far below its top: cooperation above the line,
        conflict below it, as high as there is room, one event no higher than `tallest`."""
        sides = [
            sum(column.get(family, 0) for family in side)
            for column in self.columns
            for side in (COOPERATION, CONFLICT)
        ]
        unit = min(half / max(1, *sides), tallest)
        step = width / len(self.columns)
        wide = min(step * BAR, widest)
        found = []
        for place, column in enumerate(self.columns):
            left = (place + 0.5) * step - wide / 2
            for side, is_above in ((COOPERATION, True), (CONFLICT, False)):
                reach = 0.0
                for family in side:
                    if high := column.get(family, 0) * unit:
                        top = half - reach - high if is_above else half + reach
                        found.append(Bar(family.value, left, top, wide, high))
                        reach += high
        return found


def sketches(
    processes: Iterable[int], chosen: TimelineFilter, *, reader: Reader
) -> dict[int, Sketch]:
    """Of each process that has had an event by the moment shown. However many processes there are,
    as many queries."""
    keys = tuple(sorted(processes))
    if chosen.day("as_of"):
        found: Mapping[int, Begun] = _read(keys, chosen, reader=reader)
    else:
        week = (chosen.at.toordinal() - 1) // WEEK
        found = kept(record_version(), keys, audience_of(reader), week)
    return {key: Sketch.of(begun, at=chosen.at) for key, begun in found.items()}


# A version of the record has them once in each process of the server.
@lru_cache(maxsize=8)
def kept(
    _version: str, processes: tuple[int, ...], audience: str, week: int
) -> Mapping[int, Begun]:
    rows = fetch_prepared(
        _KEPT,
        {
            "processes": list(processes),
            "audience": audience,
            "beyond": f"{week + 1:06}",
            "families": [family.value for family in Family],
        },
    )
    found: dict[int, dict[tuple[int, str], int]] = defaultdict(dict)
    for process, begun_in, family, number in rows:
        found[process][begun_in, family] = number
    return dict(found)


# From the first week on: what has no first day lies in the week before it.
_OF_ONE = """SELECT value, number FROM {table}
    WHERE process_id = process.id AND audience = %(audience)s::text AND facet = 'week'
        AND value >= '000001' AND value < %(beyond)s::text"""
# With ties, so that no week and family is torn from what is not yet added to its number.
_KEPT = f"""
    SELECT process.id, left(kept.value, 6)::int, substr(kept.value, 7), sum(kept.number)::bigint
    FROM unnest(%(processes)s::bigint[]) process (id)
    CROSS JOIN LATERAL (
        {_OF_ONE.format(table="tracker_tally")}
        UNION ALL {_OF_ONE.format(table="tracker_tallychange")}
        ORDER BY value DESC FETCH FIRST {MOST_KEPT} ROWS WITH TIES
    ) kept
    WHERE substr(kept.value, 7) = ANY(%(families)s::text[])
    GROUP BY 1, 2, 3 HAVING sum(kept.number) > 0"""


def _read(
    processes: tuple[int, ...], chosen: TimelineFilter, *, reader: Reader
) -> dict[int, Begun]:
    asked = TimelineFilter(days={"as_of": chosen.at})
    known = timeline_entries(asked, reader=reader).filter(kind=Kind.EVENT)
    begun = known.filter(earliest__lte=chosen.at, earliest__gt=OPEN_START)
    newest = begun.order_by("-earliest", "-pk").values_list(
        "process_id", "earliest", "event__plover_type"
    )
    few = [newest.filter(process=pk)[:MOST_READ] for pk in processes]
    found: dict[int, dict[tuple[int, str], int]] = defaultdict(lambda: defaultdict(int))
    for process, earliest, plover_type in few[0].union(*few[1:], all=True) if few else []:
        week = (earliest.toordinal() - 1) // WEEK
        found[process][week, PLOVER[plover_type].family] += 1
    return dict(found)
