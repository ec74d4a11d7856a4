"""How many entries with a part of an actor begin in each week, of everything that readers see.

Nothing of this is kept by the database: it is counted along the index of parts by actor and time,
without the entries themselves, once for each version of the record in each process of the server.
"""

from collections import defaultdict
from functools import lru_cache

from tracker.models.kept import EVERY_PROCESS, Audience
from tracker.timeline.chart.density import WEEK, Cell, Cells, Weeks
from tracker.timeline.chart.lanes import Lanes
from tracker.timeline.chart.span import Columns
from tracker.timeline.counts import Number
from tracker.timeline.sql import fetch_prepared
from tracker.timeline.version import record_version

MOST = 500_000  # parts, counted in some tenths of a second


def actor_cells(weeks: Weeks, lanes: Lanes, columns: Columns) -> Cells | None:
    """Exact numbers in columns of whole weeks; None where they would take too long."""
    is_everything = weeks.processes == (EVERY_PROCESS,)
    number = sum(lane.number for lane in lanes.lanes)
    if not is_everything or weeks.audience != Audience.READERS or not 0 < number <= MOST:
        return None
    actors = {lane.pk: place for place, lane in enumerate(lanes.lanes)}
    found: dict[tuple[int, int], int] = defaultdict(int)
    per_column = columns.days // WEEK
    for actor, week, count in _weeks(record_version(), tuple(actors)):
        column = week // per_column - columns.first
        if 0 <= column < columns.number:
            found[actors[actor], column] += count
    return {place: Cell(Number(count)) for place, count in found.items()}


@lru_cache(maxsize=32)
def _weeks(_version: str, actors: tuple[int, ...]) -> tuple[tuple[int, int, int], ...]:
    return tuple(fetch_prepared(_BY_ACTOR, {"actors": list(actors)}))


# An entry counts once for an actor, whatever the parts. Few are not published: to take their number
# away is quicker than to ask each of the others.
_BY_ACTOR = """
    WITH part AS NOT MATERIALIZED (
        SELECT DISTINCT actor_id, entry_earliest, entry_id FROM tracker_part
        WHERE actor_id = ANY(%(actors)s::bigint[])
    )
    SELECT actor_id, week, sum(number)::bigint FROM (
        SELECT actor_id, (entry_earliest - DATE '0001-01-01') / 7 AS week, count(*) AS number
        FROM part GROUP BY 1, 2
        UNION ALL
        SELECT actor_id, (entry_earliest - DATE '0001-01-01') / 7, -count(*)
        FROM part JOIN tracker_entry entry ON entry.id = part.entry_id
        WHERE entry.state <> 'published' GROUP BY 1, 2
    ) counted
    GROUP BY 1, 2 HAVING sum(number) > 0"""
