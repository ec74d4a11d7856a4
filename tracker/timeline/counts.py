"""How many entries fit, and how many of them stand under each choice: in a few statements whose
cost does not grow with the record.

Where nothing narrows the record but the process, the numbers are those that the database keeps
(models.kept). Otherwise the newest 1,000 entries that fit are counted: if there are no more, the
numbers are exact; if there are, they are lower bounds and say so.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.utils.formats import number_format

from tracker.models import EVERY_PROCESS, PENDING_STATES, Process, ReviewState
from tracker.timeline.entries import Reader, timeline_entries
from tracker.timeline.filters import TimelineFilter
from tracker.timeline.sql import sql_of
from tracker.timeline.states import STATUS_CONDITIONS, STATUS_SQL

MOST_COUNTED = 1_000
MOST_NAMED = 32  # choices of one key that are listed; the most frequent, and the chosen ones


@dataclass(frozen=True, slots=True)
class Number:
    """How many entries; `at_least` where nobody counted further."""

    value: int
    at_least: bool = False

    def __str__(self) -> str:
        digits = str(number_format(self.value, use_l10n=True, force_grouping=True))
        return f"{digits}+" if self.at_least else digits

    def __bool__(self) -> bool:
        return self.value > 0


@dataclass(frozen=True, slots=True)
class Counted:
    value: str
    name: str  # empty where the value's own label is its name
    number: Number


@dataclass(slots=True)
class Counts:
    total: Number
    choices: dict[str, list[Counted]]
    unlisted: dict[str, int] = field(default_factory=dict)  # choices of a key beyond the listed


# Where a key's choices are named: the table of names, and what leads there from `base` or `parts`.
_PARTS = "parts JOIN tracker_actor named ON named.id = parts.actor_id"
_NAMED = {
    "process": "base JOIN tracker_process named ON named.id = base.process_id",
    "track": "base JOIN tracker_track named ON named.id = base.track_id",
    "topic": (
        "base JOIN tracker_entrytopic link ON link.entry_id = base.id"
        " JOIN tracker_topic named ON named.id = link.topic_id"
    ),
    "actor": _PARTS,
    "initiator": f"{_PARTS} AND parts.role = 'initiator'",
    "recipient": f"{_PARTS} AND parts.role = 'recipient'",
}
_TABLES = {
    "process": "process",
    "track": "track",
    "topic": "topic",
    "actor": "actor",
    "initiator": "actor",
    "recipient": "actor",
}
_FIXED = {
    "kind": "SELECT 'kind', kind, '', count(*), 0 FROM base GROUP BY 2",
    "type": (
        "SELECT 'type', event.plover_type, '', count(*), 0 FROM base"
        " JOIN tracker_event event ON event.entry_ptr_id = base.id GROUP BY 2"
    ),
    "status": (
        f"SELECT 'status', {STATUS_SQL}, '', count(*), 0"
        " FROM base JOIN tracker_standingperiod period ON period.entry_id = base.id"
        " CROSS JOIN (SELECT %(at)s::date) asked (at)"
        " WHERE period.known_from <= asked.at AND period.known_until > asked.at GROUP BY 2"
    ),
}


def count(chosen: TimelineFilter, keys: Sequence[str], *, reader: Reader) -> Counts:
    """The number of entries of a filter, and those that each choice of these keys would leave.

    The counts of a key heed every other key, so that a number is what its link will show.
    """
    free = [key for key in keys if not chosen.chosen(key)]
    found = _count(chosen, free, chosen=chosen, reader=reader)
    for key in keys:
        if chosen.chosen(key):
            other = _count(chosen.without(key), [key], chosen=chosen, reader=reader)
            found.choices |= other.choices
            found.unlisted |= other.unlisted
    return found


def _count(
    question: TimelineFilter, keys: Sequence[str], *, chosen: TimelineFilter, reader: Reader
) -> Counts:
    taken = {key: list(chosen.chosen(key)) for key in keys}
    if question.narrows_to_processes:
        return _read_kept(question, keys, taken=taken, reader=reader)
    return _count_newest(question, keys, taken=taken, reader=reader)


def _count_newest(
    question: TimelineFilter, keys: Sequence[str], *, taken: dict[str, list[str]], reader: Reader
) -> Counts:
    entries = timeline_entries(question, reader=reader).order_by("-earliest", "-pk")
    newest = entries.values("pk", "kind", "process_id", "track_id")[: MOST_COUNTED + 1]
    base, parameters = sql_of(newest, prefix="base")
    selects = ["SELECT 'total', '', '', count(*), 0 FROM base"]
    selects += [_FIXED[key] if key in _FIXED else _named_select(key, _NAMED[key]) for key in keys]
    statement = f"""
        WITH base (id, kind, process_id, track_id) AS MATERIALIZED (
            {base}
        ), parts AS MATERIALIZED (
            SELECT part.entry_id AS id, part.actor_id, part.role
            FROM base JOIN tracker_part part ON part.entry_id = base.id
        )
        {" UNION ALL ".join(f"({select})" for select in selects)}"""
    parameters |= {"at": question.at} | {f"taken_{key}": taken[key] for key in keys}
    return _read(statement, parameters, keys, sampled=True)


def _named_select(key: str, source: str) -> str:
    """Each name with its number of entries; the last column says how many names there are."""
    rows = "parts" if source.startswith("parts") else "base"
    return f"""
        SELECT '{key}', named.slug, named.name, count(DISTINCT {rows}.id), count(*) OVER ()
        FROM {source}
        GROUP BY named.slug, named.name
        ORDER BY named.slug = ANY(%(taken_{key})s) DESC, 4 DESC, named.name
        LIMIT {MOST_NAMED}"""


def _read_kept(
    question: TimelineFilter, keys: Sequence[str], *, taken: dict[str, list[str]], reader: Reader
) -> Counts:
    slugs = question.chosen("process")
    processes = (
        list(Process.objects.filter(slug__in=slugs).values_list("pk", flat=True))
        if slugs
        else [EVERY_PROCESS]
    )
    summed = """
        SELECT {columns}, sum(number)::bigint AS number
        FROM (
            SELECT {columns}, number FROM tracker_tally WHERE {condition}
            UNION ALL SELECT {columns}, number FROM tracker_tallychange WHERE {condition}
        ) tallies
        GROUP BY {columns} HAVING sum(number) > 0"""
    of_these = "process_id = ANY(%(processes)s) AND state = ANY(%(states)s)"
    of_all = f"facet = 'all' AND process_id <> {EVERY_PROCESS} AND state = ANY(%(states)s)"
    wanted = f"{of_these} AND facet = ANY(%(facets)s)"
    selects = ["SELECT 'total', '', '', sum(number)::bigint, 0 FROM tallies WHERE facet = 'all'"]
    for key in keys:
        if key == "status":
            selects += _status_selects(every=not slugs)
        elif key == "process":
            selects.append(_kept_select("process", "processes", "named.id = processes.process_id"))
        elif key in _TABLES:
            selects.append(_kept_select(key, "tallies", "named.id::text = tallies.value"))
        else:
            selects.append(f"SELECT facet, value, '', number, 0 FROM tallies WHERE facet = '{key}'")
    statement = f"""
        WITH tallies AS MATERIALIZED (
            {summed.format(columns="facet, value", condition=wanted)}
        ), processes AS (
            {summed.format(columns="facet, process_id", condition=of_all)}
        )
        {" UNION ALL ".join(f"({select})" for select in selects)}"""
    states = [ReviewState.PUBLISHED.value]
    if reader.has_perm("tracker.view_entry"):
        states += [state.value for state in PENDING_STATES]
    parameters = {
        "processes": processes,
        "states": states,
        "facets": ["all", *keys],
        "at": question.at,
    }
    parameters |= {f"taken_{key}": taken[key] for key in keys}
    return _read(statement, parameters, keys, sampled=False)


def _kept_select(key: str, rows: str, identity: str) -> str:
    only = "" if rows == "processes" else f"WHERE {rows}.facet = '{key}'"
    return f"""
        SELECT '{key}', named.slug, named.name, sum(number)::bigint, count(*) OVER ()
        FROM {rows} JOIN tracker_{_TABLES[key]} named ON {identity} {only}
        GROUP BY named.slug, named.name
        ORDER BY named.slug = ANY(%(taken_{key})s) DESC, 4 DESC, named.name
        LIMIT {MOST_NAMED}"""


def _status_selects(*, every: bool) -> list[str]:
    """The clock moves states without a write, so that nothing can keep their numbers: each is
    counted in its index, no further than to the most that is said."""
    process = "" if every else "AND period.process_id = ANY(%(processes)s)"
    return [
        f"""SELECT 'status', '{status}', '', count(*), 0 FROM (
            SELECT FROM tracker_standingperiod period
            CROSS JOIN (SELECT %(at)s::date) asked (at)
            WHERE {condition} AND period.state = ANY(%(states)s) {process}
                AND period.known_from <= asked.at AND period.known_until > asked.at
            LIMIT {MOST_COUNTED + 1}) capped HAVING count(*) > 0"""
        for status, condition in STATUS_CONDITIONS.items()
    ]


def _read(
    statement: str, parameters: dict[str, Any], keys: Sequence[str], *, sampled: bool
) -> Counts:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        rows = cursor.fetchall()
    total = next(number or 0 for key, _value, _name, number, _all in rows if key == "total")
    more = sampled and total > MOST_COUNTED
    found = Counts(Number(MOST_COUNTED, at_least=True) if more else Number(total), {})
    for key in keys:
        of_key = [row for row in rows if row[0] == key]
        found.choices[key] = [
            Counted(value, name, _number(number, more=more, capped=key == "status"))
            for _key, value, name, number, _all in of_key
        ]
        found.unlisted[key] = max((row[4] for row in of_key), default=0) - len(of_key)
    return found


def _number(number: int, *, more: bool, capped: bool) -> Number:
    if capped and number > MOST_COUNTED:
        return Number(MOST_COUNTED, at_least=True)
    return Number(number, at_least=more)
