"""Conditions as they hang together: which of them are drawn, what joins them, what they rest on."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Q

from tracker.models import (
    STATUSES,
    ClockState,
    Condition,
    ConditionLink,
    Entry,
    Kind,
    Relation,
)
from tracker.timeline.quotes import quotes_of
from tracker.timeline.rows import EntryRow, QuoteRow, rows_of
from tracker.timeline.sql import fetch_prepared
from tracker.timeline.states import STATUS, with_standing
from tracker.timeline.unmet import Claim, Limit
from tracker.timeline.visible import Reader, entry_states

MOST_DRAWN = 60  # boxes that somebody can still take in
MOST_ALONE = 12  # of them that nothing is joined to
MOST_JOINS = 300  # between the boxes that are drawn
MOST_LOOKED_AT = 2_000  # joins, to find which of the newest conditions are joined
MOST_OF_A_STATE = 6  # cards, where every state has its own

# What is to be done, before what is settled.
URGENT_FIRST = [ClockState.OVERDUE.value, ClockState.OPEN.value, ClockState.UPCOMING.value]
STATE_ORDER = [*URGENT_FIRST, *(status for status in STATUSES if status not in URGENT_FIRST)]


class Join(NamedTuple):
    """The outcome of the source waits for the target (models.conditions.Relation)."""

    source: int
    target: int
    relation: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """The conditions that are drawn: all that fit, or as many as can be taken in."""

    keys: list[int]
    alone: int  # of all that were looked at, those that nothing is joined to
    left_out: int  # of all that were looked at, those that are not drawn


@dataclass(frozen=True, slots=True)
class Net:
    """Conditions with what joins them, at a moment."""

    rows: Mapping[int, EntryRow]
    limits: Mapping[int, EntryRow]  # by condition: its deadline
    joins: list[Join]
    has_more: bool = False  # joins between them

    def claims(self) -> dict[int, Claim]:
        """As timeline.unmet weighs them."""
        ends: dict[tuple[int, str], list[int]] = defaultdict(list)
        for join in self.joins:
            ends[join.source, join.relation].append(join.target)
        return {
            key: Claim(
                status=row.standing.status if row.standing else "",
                operator=row.operator or "",
                limit=self._limit(key),
                all_of=tuple(ends[key, Relation.AND]),
                any_of=tuple(ends[key, Relation.OR]),
                unless=tuple(ends[key, Relation.UNLESS]),
            )
            for key, row in self.rows.items()
        }

    def _limit(self, key: int) -> Limit | None:
        row = self.limits.get(key)
        return Limit(row.pk, row.standing.status) if row and row.standing else None


def drawn_of(newest: Sequence[int]) -> Chosen:
    """Of these conditions, the newest first, those to be drawn: those that are joined to others
    among them, each with all that it is joined to; then some of those that stand alone."""
    joined: dict[int, list[int]] = defaultdict(list)
    links = ConditionLink.objects.filter(source__in=newest, target__in=newest).order_by("pk")
    for source, target in links.values_list("source", "target")[:MOST_LOOKED_AT]:
        joined[source].append(target)
        joined[target].append(source)
    taken: dict[int, None] = {}
    for key in newest:
        waiting = [key] if key in joined else []
        while waiting and len(taken) < MOST_DRAWN:
            one = waiting.pop(0)
            if one not in taken:
                taken[one] = None
                waiting += joined[one]
    alone = [key for key in newest if key not in joined]
    some = alone[: min(MOST_ALONE, MOST_DRAWN - len(taken))]
    return Chosen([*taken, *some], len(alone), len(newest) - len(taken) - len(some))


_WAITED_FOR = """
    WITH RECURSIVE waited_for (id) AS (
        SELECT %(outcome)s::bigint
        UNION
        SELECT link.target_id
        FROM waited_for JOIN tracker_conditionlink link ON link.source_id = waited_for.id
        JOIN tracker_entry entry ON entry.id = link.target_id
        WHERE entry.state = ANY(%(states)s::text[]) AND entry.known_on <= %(known_by)s::date
    )
    SELECT id FROM waited_for LIMIT %(most)s::int"""


def waited_for(outcome: int, *, reader: Reader, as_of: date | None) -> tuple[list[int], bool]:
    """A condition and all that its outcome waits for, the nearest first; and whether that is not
    all of it."""
    rows = fetch_prepared(
        _WAITED_FOR,
        {
            "outcome": outcome,
            "states": entry_states(reader),
            "known_by": as_of or date.max,
            "most": MOST_DRAWN + 1,
        },
    )
    keys = [key for (key,) in rows]
    return keys[:MOST_DRAWN], len(keys) > MOST_DRAWN


def net_of(keys: Sequence[int], *, reader: Reader, at: date, as_of: date | None) -> Net:
    rows = {row.pk: row for row in rows_of(keys, reader=reader, at=at, as_of=as_of)}
    links = ConditionLink.objects.filter(source__in=rows, target__in=rows).order_by("pk")
    found = list(links.values_list("source", "target", "relation")[: MOST_JOINS + 1])
    return Net(
        rows,
        limits_of(rows, reader=reader, at=at, as_of=as_of),
        [Join(*one) for one in found[:MOST_JOINS]],
        has_more=len(found) > MOST_JOINS,
    )


def limits_of(
    keys: Collection[int], *, reader: Reader, at: date, as_of: date | None
) -> dict[int, EntryRow]:
    """The deadlines of these conditions, those that this reader may see."""
    limits = Condition.objects.filter(pk__in=keys, time_limit__isnull=False)
    by_condition = dict(limits.values_list("pk", "time_limit"))
    deadlines = sorted(set(by_condition.values()))
    rows = {row.pk: row for row in rows_of(deadlines, reader=reader, at=at, as_of=as_of)}
    return {
        key: rows[deadline]
        for key, deadline in by_condition.items()
        if deadline in rows and (as_of is None or rows[deadline].known_on <= as_of)
    }


def may_be_asked(key: int, *, process: int, reader: Reader, as_of: date | None) -> bool:
    """Whether this is a condition of the process of which this reader may ask what it waits for."""
    known = Q(known_on__lte=as_of) if as_of else Q()
    conditions = Entry.objects.visible_to(reader).filter(known, kind=Kind.CONDITION)
    return conditions.filter(pk=key, process=process).exists()


class Card(NamedTuple):
    row: EntryRow
    limit: EntryRow | None
    quote: QuoteRow | None


class StateGroup(NamedTuple):
    """The conditions that stand alike. Where they are too many, the newest of them."""

    status: str
    number: int
    cards: list[Card]

    @property
    def has_more(self) -> bool:
        return self.number > len(self.cards)


def grouped_by_state(
    newest: Sequence[int],
    *,
    reader: Reader,
    at: date,
    as_of: date | None,
    most: int = MOST_OF_A_STATE,
) -> list[StateGroup]:
    """These conditions by the state in which they are, what is to be done first."""
    standing = with_standing(Entry.objects.filter(pk__in=newest), at=at)
    states = dict(standing.values_list("pk", STATUS))
    by_state: dict[str, list[int]] = defaultdict(list)
    for key in newest:
        if key in states:
            by_state[states[key]].append(key)
    shown = [key for keys in by_state.values() for key in keys[:most]]
    cards = {card.row.pk: card for card in cards_of(shown, reader=reader, at=at, as_of=as_of)}
    return [
        StateGroup(
            state,
            len(by_state[state]),
            [cards[key] for key in by_state[state][:most] if key in cards],
        )
        for state in STATE_ORDER
        if by_state[state]
    ]


def cards_of(
    keys: Sequence[int], *, reader: Reader, at: date, as_of: date | None, q: str = ""
) -> list[Card]:
    rows = rows_of(keys, reader=reader, at=at, as_of=as_of, q=q)
    limits = limits_of(keys, reader=reader, at=at, as_of=as_of)
    quotes = quotes_of(keys, reader=reader, as_of=as_of, most=1)
    return [Card(row, limits.get(row.pk), next(iter(quotes.get(row.pk, ())), None)) for row in rows]
