"""How many entries fit, and how many of them stand under each choice: in a few statements whose
cost does not grow with the record.

Where nothing narrows the record but the process, the numbers are those that the database keeps
(models.kept). Otherwise the newest 500 entries that fit are counted: if there are no more, the
numbers are exact; if there are, they are lower bounds and say so.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.formats import number_format

from tracker.models import (
    EVERY_PROCESS,
    PENDING_STATES,
    STATUSES,
    Audience,
    ClockState,
    Process,
    ReviewState,
)
from tracker.replicas import reading_connection
from tracker.timeline.entries import Reader, timeline_entries
from tracker.timeline.filters import TimelineFilter
from tracker.timeline.sql import sql_of
from tracker.timeline.states import STATUS_CONDITIONS, STATUS_SQL

MOST_COUNTED = 500
MOST_NAMED = 20  # choices of one key that are listed; the most frequent, and the chosen ones


@dataclass(frozen=True, slots=True)
class Number:
    """How many entries; `at_least` where nobody counted further."""

    value: int
    at_least: bool = False

    def __str__(self) -> str:
        digits = str(self.value)
        if self.value >= 1_000:
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
    unlisted: set[str] = field(default_factory=set)  # keys with more choices than are listed


# Where the choices of a key are named.
_TABLES = {
    "process": "process",
    "track": "track",
    "topic": "topic",
    "actor": "actor",
    "initiator": "actor",
    "recipient": "actor",
}

_STATUS = f"""
    SELECT 'status', {STATUS_SQL}, '', count(*)
    FROM base JOIN tracker_standingperiod period ON period.entry_id = base.id
    CROSS JOIN (SELECT %(at)s::date) asked (at)
    WHERE period.known_from <= asked.at AND period.known_until > asked.at GROUP BY 2"""


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
    entries = timeline_entries(question, reader=reader).order_by("-by_day", "-by_key")  # type: ignore[misc]
    base, parameters = sql_of(entries.values("pk")[: MOST_COUNTED + 1], prefix="base")
    selects = ["SELECT 'total', '', '', (SELECT count(*) FROM base)"]
    for key in keys:
        if key == "status":
            selects.append(_STATUS)
        elif key in _TABLES:
            candidates = f"SELECT value, number FROM tallies WHERE facet = '{key}'"
            selects.append(_listed(key, candidates))
        else:
            selects.append(f"SELECT facet, value, '', number FROM tallies WHERE facet = '{key}'")
    statement = f"""
        WITH base (id) AS MATERIALIZED ({base}), tallied AS MATERIALIZED (
            SELECT tallied.process_id, tallied.keys
            FROM base JOIN tracker_tallied tallied ON tallied.entry_id = base.id
        ), tallies AS MATERIALIZED (
            SELECT split_part(key, ':', 1) AS facet, split_part(key, ':', 2) AS value,
                count(*) AS number
            FROM (SELECT unnest(keys) AS key FROM tallied) one GROUP BY key
            UNION ALL
            SELECT 'process', process_id::text, count(*) FROM tallied GROUP BY process_id
        )
        {" UNION ALL ".join(f"({select})" for select in selects)}"""
    parameters |= {"at": question.at} | {f"taken_{key}": taken[key] for key in keys}
    return _read(statement, parameters, keys, sampled=True)


def _listed(key: str, candidates: str) -> str:
    """The most frequent names, and the chosen ones; one more than are listed where there are."""
    return f"""
        SELECT '{key}', named.slug, named.name, sum(candidate.number)::bigint
        FROM ({candidates}) candidate
        JOIN tracker_{_TABLES[key]} named ON named.id = candidate.value::bigint
        GROUP BY named.slug, named.name HAVING sum(candidate.number) > 0
        ORDER BY named.slug = ANY(%(taken_{key})s) DESC, 4 DESC, named.name
        LIMIT {MOST_NAMED + 1}"""


def seen_by(reader: Reader) -> tuple[str, list[str]]:
    """Whose numbers this reader gets, and the states of the entries that they count."""
    if reader.has_perm("tracker.view_entry"):
        states = [ReviewState.PUBLISHED.value, *(state.value for state in PENDING_STATES)]
        return Audience.EDITORS.value, states
    return Audience.READERS.value, [ReviewState.PUBLISHED.value]


def _read_kept(
    question: TimelineFilter, keys: Sequence[str], *, taken: dict[str, list[str]], reader: Reader
) -> Counts:
    slugs = question.chosen("process")
    processes = list(Process.objects.filter(slug__in=slugs).values_list("pk", flat=True))
    processes = processes if slugs else [EVERY_PROCESS]
    audience, states = seen_by(reader)
    changed = _has_changes(processes, audience)
    selects = ["SELECT 'total', '', '', sum(number)::bigint FROM numbers WHERE facet = 'all'"]
    for key in keys:
        if key == "status":
            selects += _status_selects(
                one=bool(slugs) and len(processes) == 1, several=len(slugs) > 1
            )
        elif key == "process":
            selects.append(_listed(key, _KEPT_PROCESSES))
        elif key in _TABLES:
            kept = _kept(key, chosen=bool(taken[key]), changed=changed)
            selects.append(_listed(key, kept))
        else:
            selects.append(f"SELECT facet, value, '', number FROM numbers WHERE facet = '{key}'")
    # Of one process the index hands out the most frequent first; several have to be added up.
    summed = "number" if len(processes) == 1 else "sum(number)::bigint AS number"
    grouped = "" if len(processes) == 1 else "GROUP BY facet, value"
    also_changes = "UNION ALL SELECT * FROM changes" if changed else ""
    statement = f"""
        WITH tallies AS NOT MATERIALIZED (
            SELECT facet, value, {summed} FROM tracker_tally
            WHERE process_id = ANY(%(processes)s) AND audience = %(audience)s {grouped}
        ), changes AS MATERIALIZED (
            SELECT facet, value, sum(number)::bigint AS number FROM tracker_tallychange
            WHERE process_id = ANY(%(processes)s) AND audience = %(audience)s
            GROUP BY facet, value
        ), numbers AS MATERIALIZED (
            SELECT facet, value, sum(number)::bigint AS number
            FROM (SELECT * FROM tallies {also_changes}) every
            WHERE facet IN ('all', 'kind', 'type') GROUP BY facet, value HAVING sum(number) > 0
        )
        {" UNION ALL ".join(f"({select})" for select in selects)}"""
    parameters: dict[str, Any] = {
        "processes": processes,
        "process": processes[0] if processes else None,
        "audience": audience,
        "states": states,
        "at": question.at,
    }
    parameters |= {f"taken_{key}": taken[key] for key in keys}
    return _read(statement, parameters, keys, sampled=False)


def _has_changes(processes: list[int], audience: str) -> bool:
    """Mostly there are none, and then there is much less to plan."""
    with reading_connection().cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM tracker_tallychange"
            " WHERE process_id = ANY(%s) AND audience = %s)",
            [processes, audience],
        )
        (found,) = cursor.fetchone()
    return bool(found)


_KEPT_PROCESSES = """
    SELECT process_id AS value, sum(number)::bigint AS number
    FROM (
        SELECT process_id, number FROM tracker_tally
        WHERE facet = 'all' AND audience = %(audience)s
        UNION ALL SELECT process_id, number FROM tracker_tallychange
        WHERE facet = 'all' AND audience = %(audience)s
    ) tally
    GROUP BY process_id"""


def _kept(key: str, *, chosen: bool, changed: bool) -> str:
    """The numbers that were the greatest, those that changed since, and those of the chosen."""
    greatest = f"""
        SELECT tally.value, tally.number
        FROM (SELECT value, number FROM tallies WHERE facet = '{key}'
            ORDER BY number DESC LIMIT {2 * MOST_NAMED}) tally"""
    of_chosen = f"""
        SELECT tallies.value, tallies.number
        FROM tracker_{_TABLES[key]} chosen
        JOIN tallies ON tallies.facet = '{key}' AND tallies.value = chosen.id::text
        WHERE chosen.slug = ANY(%(taken_{key})s)"""
    if not changed:
        return f"{greatest} UNION {of_chosen}" if chosen else greatest
    return f"""
        SELECT candidate.value, candidate.number + coalesce(changes.number, 0) AS number
        FROM ({greatest} UNION {of_chosen}) candidate
        LEFT JOIN changes ON changes.facet = '{key}' AND changes.value = candidate.value
        UNION
        SELECT changes.value, changes.number + coalesce(tallies.number, 0)
        FROM changes LEFT JOIN tallies
            ON tallies.facet = '{key}' AND tallies.value = changes.value
        WHERE changes.facet = '{key}'"""


def _status_selects(*, one: bool, several: bool) -> list[str]:
    """The clock moves states without a write, so that nothing can keep their numbers: each is
    counted in its index, no further than to the most that is said.

    The order asks for nothing; it leads the planner to that index, which it would otherwise shun
    in the hope of meeting enough rows by chance.
    """
    process = "AND period.process_id = ANY(%(processes)s)" if several else ""
    if one:
        process = "AND period.process_id = %(process)s"
    lead = "period.process_id, period.outcome" if one else "period.outcome"
    running = [
        f"""SELECT 'status', '{status}', '', count(*) FROM (
            SELECT FROM tracker_standingperiod period
            WHERE {condition.replace("asked.at", "%(at)s")}
                AND period.state = ANY(%(states)s) {process}
                AND period.known_from <= %(at)s AND period.known_until > %(at)s
            ORDER BY {lead}, period.{"latest" if one else _soonest(status)} DESC
            LIMIT {MOST_COUNTED + 1}) capped HAVING count(*) > 0"""
        for status, condition in STATUS_CONDITIONS.items()
        if status in ClockState.values
    ]
    outcomes = ", ".join(f"('{one}')" for one in STATUSES if one not in ClockState.values)
    # One plan for all the outcomes: to plan takes longer than to count.
    decided = f"""SELECT 'status', asked.outcome, '', capped.number
        FROM (VALUES {outcomes}) asked (outcome)
        CROSS JOIN LATERAL (SELECT count(*) AS number FROM (
            SELECT FROM tracker_standingperiod period
            WHERE period.outcome = asked.outcome AND period.state = ANY(%(states)s) {process}
                AND period.known_from <= %(at)s AND period.known_until > %(at)s
            ORDER BY {lead}, period.latest DESC LIMIT {MOST_COUNTED + 1}) rows) capped
        WHERE capped.number > 0"""
    return [*running, decided]


def _soonest(status: str) -> str:
    return "earliest" if status == ClockState.UPCOMING else "latest"


def _read(
    statement: str, parameters: dict[str, Any], keys: Sequence[str], *, sampled: bool
) -> Counts:
    with reading_connection().cursor() as cursor:
        cursor.execute(statement, parameters)
        rows = cursor.fetchall()
    total = next(number or 0 for key, _value, _name, number in rows if key == "total")
    more = sampled and total > MOST_COUNTED
    found = Counts(Number(MOST_COUNTED, at_least=True) if more else Number(total), {})
    for key in keys:
        of_key = [row for row in rows if row[0] == key]
        listed = of_key[:MOST_NAMED] if key in _TABLES else of_key
        found.choices[key] = [
            Counted(value, name, _number(number, more=more, capped=key == "status"))
            for _key, value, name, number in listed
        ]
        if len(of_key) > len(listed):
            found.unlisted.add(key)
    return found


def _number(number: int, *, more: bool, capped: bool) -> Number:
    if capped and number > MOST_COUNTED:
        return Number(MOST_COUNTED, at_least=True)
    return Number(number, at_least=more)
