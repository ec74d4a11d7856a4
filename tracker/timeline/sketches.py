"""A process at a glance: when its events began, of cooperation and of conflict."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from django.db.models import F

from tracker.models import PLOVER, Event, Family, Kind
from tracker.timeline.chart.span import Columns, Span
from tracker.timeline.counts import audience_of
from tracker.timeline.entries import timeline_entries
from tracker.timeline.filters import TimelineFilter
from tracker.timeline.sql import fetch_prepared
from tracker.timeline.version import record_version
from tracker.timeline.visible import Reader

WEEK = 7
MOST_COLUMNS = 120
# Of what is kept of a process by week and family: what goes back farther is not drawn.
MOST_KEPT = 2_000
# Of a day in the past the database keeps no numbers: the events that had begun last.
MOST_READ = 300

Begun = Mapping[tuple[int, str], int]  # how many events by the week since the first day, and family


class Sketch(NamedTuple):
    span: Span
    weeks: int  # of each column
    columns: Sequence[Mapping[str, int]]  # by family
    at: date

    @classmethod
    def of(cls, begun: Begun, *, at: date) -> "Sketch":
        firsts = [date.fromordinal(max(1, week * WEEK + 1)) for week, _family in begun]
        span = Span.over(firsts, at=at)
        columns = Columns.at_most(span, MOST_COLUMNS, multiple=WEEK)
        found: list[dict[str, int]] = [defaultdict(int) for _ in range(columns.number)]
        for (week, family), number in begun.items():
            found[columns.of(date.fromordinal(max(1, week * WEEK + 1)))][family] += number
        return cls(span, columns.days // WEEK, [dict(one) for one in found], at)

    def number(self, *families: Family) -> int:
        return sum(column.get(family, 0) for column in self.columns for family in families)

    @property
    def today(self) -> float | None:
        """Where the moment shown lies, as a part of the whole."""
        return self.span.place(self.at.toordinal() + 0.5, 1.0) if self.at in self.span else None


def sketches(
    processes: Iterable[int], chosen: TimelineFilter, *, reader: Reader
) -> dict[int, Sketch]:
    """Of each process that has had an event by the moment shown, in one question."""
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
_KEPT = f"""
    SELECT process.id, left(kept.value, 6)::int, substr(kept.value, 7), sum(kept.number)::bigint
    FROM unnest(%(processes)s::bigint[]) process (id)
    CROSS JOIN LATERAL (
        ({_OF_ONE.format(table="tracker_tally")} ORDER BY value DESC LIMIT {MOST_KEPT})
        UNION ALL ({_OF_ONE.format(table="tracker_tallychange")})
    ) kept
    WHERE substr(kept.value, 7) = ANY(%(families)s::text[])
    GROUP BY 1, 2, 3 HAVING sum(kept.number) > 0"""


def _read(
    processes: tuple[int, ...], chosen: TimelineFilter, *, reader: Reader
) -> dict[int, Begun]:
    asked = TimelineFilter(days={"as_of": chosen.at})
    known = timeline_entries(asked, reader=reader).filter(kind=Kind.EVENT)
    begun = known.filter(earliest__lte=chosen.at).order_by("-earliest", "-pk")
    few = [begun.filter(process=pk).values_list("pk", flat=True)[:MOST_READ] for pk in processes]
    if not few:
        return {}
    keys = list(few[0].union(*few[1:], all=True))
    rows = Event.objects.filter(pk__in=keys).values_list("process", "earliest", "plover_type")
    found: dict[int, dict[tuple[int, str], int]] = defaultdict(lambda: defaultdict(int))
    for process, earliest, plover_type in rows.order_by(F("pk")):
        if week := (earliest.toordinal() - 1) // WEEK:
            found[process][week, PLOVER[plover_type].family] += 1
    return dict(found)
