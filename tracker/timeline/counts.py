"""How many entries fit, and how many of them stand under each choice: in a few statements whose
cost does not grow with the record.

Where nothing narrows the record but the process, the numbers are those that the database keeps
(models.kept). Otherwise up to 500 entries that fit are counted: if there are no more, the numbers
are exact; if there are, they are lower bounds, met among the newest of them, and say so.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Q
from django.utils.formats import number_format

from tracker.models import (
    EVERY_PROCESS,
    STATUSES,
    Audience,
    ClockState,
    Process,
)
from tracker.timeline.entries import timeline_entries
from tracker.timeline.filters import TimelineFilter
from tracker.timeline.paging import places
from tracker.timeline.sql import Parameters, fetch_prepared
from tracker.timeline.states import CLOCK_STATES, STATUS_CONDITIONS, STATUS_SQL
from tracker.timeline.visible import Reader, entry_states

MOST_COUNTED = 500
SAMPLED = 200  # of those that are too many to be counted
MOST_NAMED = 8  # choices of one key beside a timeline; the most frequent, and the chosen ones
MOST_LISTED = 200  # where they have a page to themselves


# Tuples, for a page has some hundred of them.
class Number(NamedTuple):
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

    @classmethod
    def capped(cls, number: int, most: int) -> "Number":
        """What was counted up to one more than `most`."""
        return cls(min(number, most), at_least=number > most)


class Counted(NamedTuple):
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


def count(
    chosen: TimelineFilter,
    keys: Sequence[str],
    *,
    reader: Reader,
    newest: Sequence[int] | None = None,
    most: int = MOST_NAMED,
    among: Q | None = None,
) -> Counts:
    """The number of entries of a filter, and those that each choice of these keys would leave.

    The counts of a key heed every other key, so that a number is what its link will show.
    `newest`: the keys of the newest entries, up to one more than are counted, if they are known.
    `most`: of choices that have names of their own.
    `among`: what else the page asks of its entries, whatever the filter.
    """
    if any(len(chosen.chosen(key)) > most for key in keys):
        most = MOST_LISTED
    free = [key for key in keys if not chosen.chosen(key)]
    alike: dict[str, Any] = {"chosen": chosen, "reader": reader, "most": most, "among": among}
    found = _count(chosen, free, newest=newest, **alike)
    for key in keys:
        if chosen.chosen(key):
            other = _count(chosen.without(key), [key], **alike)
            found.choices |= other.choices
            found.unlisted |= other.unlisted
    return found


def are_kept(question: TimelineFilter) -> bool:
    """True when the database keeps the numbers of this question."""
    return question.narrows_to_processes


def _count(
    question: TimelineFilter,
    keys: Sequence[str],
    *,
    chosen: TimelineFilter,
    reader: Reader,
    newest: Sequence[int] | None = None,
    most: int,
    among: Q | None,
) -> Counts:
    taken = {key: list(chosen.chosen(key)) for key in keys}
    if are_kept(question) and among is None:
        return _read_kept(question, keys, taken=taken, reader=reader, most=most)
    if newest is None:
        entries = timeline_entries(question, reader=reader).filter(among or Q())
        newest = [pk for _day, pk in places(entries, most=MOST_COUNTED + 1)]
    return _count_newest(newest, keys, taken=taken, at=question.at, most=most)


def _count_newest(
    newest: Sequence[int], keys: Sequence[str], *, taken: dict[str, list[str]], at: date, most: int
) -> Counts:
    more = len(newest) > MOST_COUNTED
    # Of too many to be counted the newest few tell which choices are frequent.
    looked_at = newest[: min(SAMPLED, MOST_COUNTED)] if more else newest
    selects = []
    for key in keys:
        if key == "status":
            selects.append(_STATUS)
        elif key in _TABLES:
            candidates = f"SELECT value, number FROM tallies WHERE facet = '{key}'"
            selects.append(_listed(key, candidates, most=most))
        else:
            selects.append(f"SELECT facet, value, '', number FROM tallies WHERE facet = '{key}'")
    statement = f"""
        WITH base (id) AS MATERIALIZED (SELECT unnest(%(newest)s::bigint[])),
        tallied AS MATERIALIZED (
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
    parameters: Parameters = {"newest": list(looked_at), "at": at}
    parameters |= {f"taken_{key}": taken[key] for key in keys}
    total = Number.capped(len(newest), MOST_COUNTED)
    rows = fetch_prepared(statement, parameters) if selects else []
    return _counts(rows, keys, total=total, at_least=more, most=most)


def _listed(key: str, candidates: str, *, most: int) -> str:
    """The most frequent names, and the chosen ones; one more than are listed where there are."""
    return f"""
        SELECT '{key}', named.slug, named.name, sum(candidate.number)::bigint
        FROM ({candidates}) candidate
        -- The limit asks for nothing: it has the few names looked up, rather than all names read.
        CROSS JOIN LATERAL (SELECT slug, name FROM tracker_{_TABLES[key]}
            WHERE id = candidate.value::bigint LIMIT 1) named
        GROUP BY named.slug, named.name HAVING sum(candidate.number) > 0
        ORDER BY named.slug = ANY(%(taken_{key})s::text[]) DESC, 4 DESC, named.name
        LIMIT {most + 1}"""


def audience_of(reader: Reader) -> str:
    """Whose numbers this reader gets."""
    editor = reader.has_perm("tracker.view_entry")
    return Audience.EDITORS.value if editor else Audience.READERS.value


def _read_kept(
    question: TimelineFilter,
    keys: Sequence[str],
    *,
    taken: dict[str, list[str]],
    reader: Reader,
    most: int,
) -> Counts:
    slugs = question.chosen("process")
    processes = list(Process.objects.filter(slug__in=slugs).values_list("pk", flat=True))
    processes = processes if slugs else [EVERY_PROCESS]
    parameters: Parameters = {
        "processes": processes,
        "process": processes[0] if len(processes) == 1 else None,
        "audience": audience_of(reader),
        "states": entry_states(reader),
        "at": question.at,
    }
    parameters |= {f"taken_{key}": taken[key] for key in keys}
    scope = "all" if not slugs else "one" if len(processes) == 1 else "several"
    chosen = [key for key in keys if taken[key]]
    statement = _kept_statement(keys, chosen, scope=scope, most=most)
    rows = fetch_prepared(statement, parameters)
    if _only(rows, "knows more"):
        statement = _kept_statement(keys, chosen, scope=scope, most=most, knows_more=True)
        rows = fetch_prepared(statement, parameters)
    return _counts(rows, keys, total=Number(_only(rows, "total")), most=most)


def _only(rows: Sequence[tuple[Any, ...]], key: str) -> int:
    """The one number under this key; the rows come in any order."""
    return next(number or 0 for found, _value, _name, number in rows if found == key)


# One number rather than a list of one, so that the index can hand out rows in its order.
_SCOPES = {
    "all": f"= {EVERY_PROCESS}",
    "one": "= %(process)s::bigint",
    "several": "= ANY(%(processes)s::bigint[])",
}


def _kept_statement(
    keys: Sequence[str],
    chosen: Collection[str],
    *,
    scope: str,
    most: int,
    knows_more: bool = False,
) -> str:
    """`chosen`: the keys of which choices are chosen. `scope`: one process, several, or all.
    `knows_more`: of some entry more is on record than was known on the day (hardly ever)."""
    selects = [
        _KNOWS_MORE,
        "SELECT 'total', '', '', sum(number)::bigint FROM numbers WHERE facet = 'all'",
    ]
    for key in keys:
        if key == "status":
            selects += _running_selects(scope, knows_more=knows_more)
            selects.append(
                _decided_select(scope)
                if knows_more
                else "SELECT 'status', value, '', number FROM numbers WHERE facet = 'outcome'"
            )
        elif key == "process":
            selects.append(_listed(key, _KEPT_PROCESSES, most=most))
        elif key in _TABLES:
            selects.append(_listed(key, _kept(key, chosen=key in chosen, most=most), most=most))
        else:
            selects.append(f"SELECT facet, value, '', number FROM numbers WHERE facet = '{key}'")
    # Of one process the index hands out the most frequent first; several have to be added up.
    those = f"process_id {_SCOPES[scope]} AND audience = %(audience)s::text"
    tallies = f"SELECT facet, value, number FROM tracker_tally WHERE {those}"
    if scope == "several":
        tallies = f"""SELECT facet, value, sum(number)::bigint AS number
            FROM tracker_tally WHERE {those} GROUP BY facet, value"""
    return f"""
        WITH tallies AS NOT MATERIALIZED ({tallies}), changes AS MATERIALIZED (
            SELECT facet, value, sum(number)::bigint AS number
            FROM tracker_tallychange WHERE {those} GROUP BY facet, value
        ), numbers AS MATERIALIZED (
            SELECT facet, value, sum(number)::bigint AS number
            FROM (SELECT * FROM tallies UNION ALL SELECT * FROM changes) every
            WHERE facet IN ('all', 'kind', 'type', 'outcome')
            GROUP BY facet, value HAVING sum(number) > 0
        )
        {" UNION ALL ".join(f"({select})" for select in selects)}"""


# The greatest day by its index: asked whether there is any, the planner would look at all rows.
_KNOWS_MORE = """
    SELECT 'knows more', '', '', (coalesce(max(known_from), %(at)s::date) > %(at)s::date)::int
    FROM tracker_standingperiod WHERE known_until = DATE '9999-12-31'"""

_KEPT_PROCESSES = """
    SELECT process_id AS value, sum(number)::bigint AS number
    FROM (
        SELECT process_id, number FROM tracker_tally
        WHERE facet = 'all' AND audience = %(audience)s::text
        UNION ALL SELECT process_id, number FROM tracker_tallychange
        WHERE facet = 'all' AND audience = %(audience)s::text
    ) tally
    GROUP BY process_id"""


def _kept(key: str, *, chosen: bool, most: int) -> str:
    """The numbers that were the greatest, those that changed since, and those of the chosen."""
    candidates = f"""
        SELECT tally.value, tally.number
        FROM (SELECT value, number FROM tallies WHERE facet = '{key}'
            ORDER BY number DESC LIMIT {2 * most}) tally"""
    if chosen:
        candidates += f"""
        UNION SELECT tallies.value, tallies.number
        FROM tracker_{_TABLES[key]} chosen
        JOIN tallies ON tallies.facet = '{key}' AND tallies.value = chosen.id::text
        WHERE chosen.slug = ANY(%(taken_{key})s::text[])"""
    return f"""
        SELECT candidate.value, candidate.number + coalesce(changes.number, 0) AS number
        FROM ({candidates}) candidate
        LEFT JOIN changes ON changes.facet = '{key}' AND changes.value = candidate.value
        UNION
        SELECT changes.value, changes.number + coalesce(tallies.number, 0)
        FROM changes LEFT JOIN tallies
            ON tallies.facet = '{key}' AND tallies.value = changes.value
        WHERE changes.facet = '{key}'"""


def _running_selects(scope: str, *, knows_more: bool) -> list[str]:
    """The clock moves states without a write, so that nothing can keep their numbers: each is
    counted in its index, no further than to the most that is said.

    The order asks for nothing; it leads the planner to that index, which it would otherwise shun
    in the hope of meeting enough rows by chance.
    """
    counted = _COUNTED[scope]
    if not knows_more:
        # What is known last is known today, and an index has it alone.
        counted += " AND period.known_until = DATE '9999-12-31'"
    return [
        f"""SELECT 'status', '{status}', '', count(*) FROM (
            SELECT FROM tracker_standingperiod period
            WHERE {condition.replace("asked.at", "%(at)s::date")} AND {counted}
            ORDER BY {_LEADS[scope]}, period.{"latest" if scope == "one" else _soonest(status)} DESC
            LIMIT {MOST_COUNTED + 1}) capped HAVING count(*) > 0"""
        for status, condition in STATUS_CONDITIONS.items()
        if status in CLOCK_STATES
    ]


def _decided_select(scope: str) -> str:
    """The outcomes, counted as of the day, where the kept numbers know of more than that day."""
    outcomes = ", ".join(f"('{one}')" for one in STATUSES if one not in CLOCK_STATES)
    return f"""SELECT 'status', asked.outcome, '', capped.number
        FROM (VALUES {outcomes}) asked (outcome)
        CROSS JOIN LATERAL (SELECT count(*) AS number FROM (
            SELECT FROM tracker_standingperiod period
            WHERE period.outcome = asked.outcome AND {_COUNTED[scope]}
            ORDER BY {_LEADS[scope]}, period.latest DESC LIMIT {MOST_COUNTED + 1}) rows) capped
        WHERE capped.number > 0"""


_COUNTED = {
    scope: f"""period.state = ANY(%(states)s::text[])
                AND period.known_from <= %(at)s::date AND period.known_until > %(at)s::date
                {"" if scope == "all" else f"AND period.process_id {which}"}"""
    for scope, which in _SCOPES.items()
}
_LEADS = {
    "all": "period.outcome",
    "one": "period.process_id, period.outcome",
    "several": "period.outcome",
}


def _soonest(status: str) -> str:
    return "earliest" if status == ClockState.UPCOMING else "latest"


def _counts(
    rows: Sequence[tuple[Any, ...]],
    keys: Sequence[str],
    *,
    total: Number,
    most: int,
    at_least: bool = False,
) -> Counts:
    by_key: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for row in rows:
        by_key[row[0]].append(row)
    found = Counts(total, {})
    for key in keys:
        of_key = by_key[key]
        listed = of_key[:most] if key in _TABLES else of_key
        found.choices[key] = [
            Counted(value, name, _number(value, number, capped=key == "status", more=at_least))
            for _key, value, name, number in listed
        ]
        if len(of_key) > len(listed):
            found.unlisted.add(key)
    return found


def _number(value: str, number: int, *, capped: bool, more: bool) -> Number:
    if capped and number > MOST_COUNTED and value in CLOCK_STATES:
        return Number.capped(number, MOST_COUNTED)
    return Number(number, at_least=more)
