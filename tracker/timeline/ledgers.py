"""The record of a process or an actor: what came of their deadlines, threats and promises."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tracker.models import Actor, ClockState, Holder, Ledger, Outcome, Process
from tracker.timeline.counts import MOST_COUNTED, Number
from tracker.timeline.filters import TimelineFilter
from tracker.timeline.sql import fetch_prepared
from tracker.timeline.states import STATUS_SQL
from tracker.timeline.visible import Reader, entry_states

# What is counted together: of each status, what it says of a deadline, and of what was
# threatened or promised. Each status is in one of them, so that the numbers add up.
_DEADLINES: Mapping[str, tuple[str, ...]] = {
    "met": (Outcome.MET, Outcome.PARTLY_MET),
    "missed": (Outcome.MISSED, Outcome.LAPSED),
    "given_up": (Outcome.WITHDRAWN, Outcome.SUPERSEDED),
    "running": (ClockState.UPCOMING, ClockState.OPEN),
    "overdue": (ClockState.OVERDUE,),
}
_CONDITIONS: Mapping[str, tuple[str, ...]] = {
    "carried_out": (Outcome.CARRIED_OUT,),
    "not_carried_out": (Outcome.NOT_CARRIED_OUT,),
    # What was asked has come or not come, and what was said to follow has not, as far as is known.
    "pending": (*ClockState.values, Outcome.TRIGGERED),
    "given_up": (Outcome.WITHDRAWN, Outcome.WAIVED, Outcome.MOOT),
    "satisfied": (Outcome.SATISFIED, Outcome.PARTLY_SATISFIED),
    "failed": (Outcome.FAILED,),
    "disputed": (Outcome.DISPUTED,),
}
ENDS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    Ledger.DEADLINES: _DEADLINES,
    Ledger.THREATS: _CONDITIONS,
    Ledger.PROMISES: _CONDITIONS,
}


# Of fewer than these a median says less than they do themselves.
FEWEST = 5


@dataclass(frozen=True, slots=True)
class Account:
    """What a holder's ledger adds up to at a moment. If it has more lines than are counted, the
    numbers are those of the newest, lower bounds, and the medians are theirs, too."""

    ledger: Ledger
    holder: Holder
    total: Number
    ends: dict[str, Number]  # by the keys of ENDS; none of them is 0
    moved: Number  # at least once
    days_later: float | None  # of these, by the median, on balance; None where no day is known
    days_to_outcome: float | None  # from the statement, by the median; None without an outcome
    # The days behind these medians, from the fewest; where there are many, the first of them.
    each_later: tuple[int, ...] = ()
    each_to_outcome: tuple[int, ...] = ()

    @property
    def is_part(self) -> bool:
        return self.total.at_least


def process_accounts(process: Process, chosen: TimelineFilter, *, reader: Reader) -> list[Account]:
    """Of a process as known on the filter's day; those without any line are left out."""
    asked = [(Holder.PROCESS, process.pk, ledger) for ledger in Ledger]
    return _accounts(asked, chosen, reader=reader)


def actor_accounts(actor: Actor, chosen: TimelineFilter, *, reader: Reader) -> list[Account]:
    """Of an actor: the deadlines that it set, those that were set for it, its threats, its
    promises."""
    asked = [
        (Holder.INITIATOR, actor.pk, Ledger.DEADLINES),
        (Holder.RECIPIENT, actor.pk, Ledger.DEADLINES),
        (Holder.INITIATOR, actor.pk, Ledger.THREATS),
        (Holder.INITIATOR, actor.pk, Ledger.PROMISES),
    ]
    return _accounts(asked, chosen, reader=reader)


# The newest lines of each holder, by the index that has all that is read here; one more than are
# counted, to know of it. What was triggered still waits for what was said to follow.
_ACCOUNTS = f"""
    SELECT holder.place, line.status,
        count(*),
        count(*) FILTER (WHERE line.number <= {MOST_COUNTED}),
        count(*) FILTER (WHERE line.number <= {MOST_COUNTED} AND line.moves > 0),
        percentile_cont(0.5) WITHIN GROUP (ORDER BY line.days_later)
            FILTER (WHERE line.number <= {MOST_COUNTED} AND line.moves_counted > 0),
        percentile_cont(0.5) WITHIN GROUP (ORDER BY line.since - line.stated_on)
            FILTER (WHERE line.number <= {MOST_COUNTED}
                AND line.outcome NOT IN ('', '{Outcome.TRIGGERED}')),
        (array_agg(line.days_later ORDER BY line.days_later)
            FILTER (WHERE line.number <= {MOST_COUNTED} AND line.moves_counted > 0))
            [1:{FEWEST}],
        (array_agg(line.since - line.stated_on ORDER BY line.since - line.stated_on)
            FILTER (WHERE line.number <= {MOST_COUNTED}
                AND line.outcome NOT IN ('', '{Outcome.TRIGGERED}')))
            [1:{FEWEST}]
    FROM unnest(%(kinds)s::text[], %(ids)s::bigint[], %(ledgers)s::text[])
        WITH ORDINALITY holder (kind, id, ledger, place)
    CROSS JOIN LATERAL (
        SELECT period.*, {STATUS_SQL} AS status
        FROM (SELECT %(at)s::date) asked (at)
        CROSS JOIN LATERAL (
            SELECT line.outcome, line.since, line.earliest, line.latest, line.stated_on,
                line.moves, line.moves_counted, line.days_later,
                row_number() OVER (ORDER BY line.known_on DESC, line.entry_id DESC) AS number
            FROM tracker_ledgerline line
            WHERE line.holder = holder.kind AND line.holder_id = holder.id
                AND line.ledger = holder.ledger AND line.state = ANY(%(states)s::text[])
                AND line.known_on <= %(known_by)s::date
                AND line.known_from <= %(at)s::date AND line.known_until > %(at)s::date
            ORDER BY line.known_on DESC, line.entry_id DESC LIMIT {MOST_COUNTED + 1}
        ) period
    ) line
    GROUP BY GROUPING SETS ((holder.place, line.status), (holder.place))"""


def _accounts(
    asked: Sequence[tuple[Holder, int, Ledger]], chosen: TimelineFilter, *, reader: Reader
) -> list[Account]:
    kinds, ids, ledgers = zip(*asked, strict=True)
    rows = fetch_prepared(
        _ACCOUNTS,
        {
            "kinds": [kind.value for kind in kinds],
            "ids": list(ids),
            "ledgers": [ledger.value for ledger in ledgers],
            "states": entry_states(reader),
            "at": chosen.at,
            "known_by": chosen.day("as_of") or date.max,
        },
    )
    found = []
    for place, (holder, _id, ledger) in enumerate(asked, 1):
        of_this = [row[1:] for row in rows if row[0] == place]
        found += [_account(ledger, holder, of_this)] if of_this else []
    return found


def _account(ledger: Ledger, holder: Holder, rows: Iterable[tuple[Any, ...]]) -> Account:
    by_status = {row[0]: row[1:] for row in rows}
    lines, _counted, moved, later, to_outcome, each_later, each_to_outcome = by_status.pop(None)
    more = lines > MOST_COUNTED
    ends = {}
    for key, statuses in ENDS[ledger].items():
        number = sum(by_status[one][1] for one in statuses if one in by_status)
        if number:
            ends[key] = Number(number, at_least=more)
    return Account(
        ledger=ledger,
        holder=holder,
        total=Number.capped(lines, MOST_COUNTED),
        ends=ends,
        moved=Number(moved, at_least=more),
        days_later=later,
        days_to_outcome=to_outcome,
        each_later=tuple(each_later or ()),
        each_to_outcome=tuple(each_to_outcome or ()),
    )
