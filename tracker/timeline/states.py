"""Where a deadline or a condition stands at a moment: one SQL expression for every use."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from django.db.models import DateField, F, Func, JSONField, Q, Value
from django.db.models.fields.json import KeyTextTransform

from tracker.dates.window import OPEN_START
from tracker.models import STATUSES, ClockState, Kind
from tracker.models.entries import EntryQuerySet

CLOCK_STATES = frozenset(ClockState.values)


@dataclass(frozen=True, slots=True)
class Standing:
    """The state of a deadline or a condition, and what it rests on."""

    status: str  # a ClockState or an Outcome
    since: date  # its first day
    earliest: date  # the window in force, after extensions
    latest: date
    step: int | None  # the development that decides, if any does

    @classmethod
    def read(cls, value: dict[str, Any]) -> Self:
        return cls(
            status=value["status"],
            since=date.fromisoformat(value["since"]),
            earliest=date.fromisoformat(value["earliest"]),
            latest=date.fromisoformat(value["latest"]),
            step=value["step"],
        )

    @property
    def label(self) -> str:
        return str(STATUSES[self.status])

    @property
    def is_running(self) -> bool:
        return self.status in CLOCK_STATES


class StandingField(JSONField):
    """Reads the expression below as a Standing; None for events."""

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        if value is None:
            return None
        # A key taken out of the whole comes as text and is nobody's Standing.
        read = json.loads(value) if isinstance(value, str | bytes) else value
        return Standing.read(read) if isinstance(read, dict) else read


# The day that stands for an open start is no day on which anything began.
_OPEN_START = f"DATE '{OPEN_START.isoformat()}'"

# What was known is kept by the database (models.kept.StandingPeriod); the clock is read here. All
# that follows is made of this: what it says of a window in force, held against the moment. (That
# an upcoming one has not passed goes without saying, but leads to an index.)
_CLOCK: Mapping[str, tuple[tuple[str, str], ...]] = {
    ClockState.UPCOMING.value: (("earliest", ">"), ("latest", ">")),
    ClockState.OPEN.value: (("earliest", "<="), ("latest", ">=")),
    ClockState.OVERDUE.value: (("latest", "<"),),
}
_LOOKUPS = {">": "gt", "<=": "lte", ">=": "gte", "<": "lt"}


def _clock_sql(state: str) -> str:
    return " AND ".join(f"period.{column} {sign} asked.at" for column, sign in _CLOCK[state])


# For hand-written SQL: `period` is a row of that table, or of another with its columns; `asked.at`
# the moment.
STATUS_SQL = f"""CASE
            WHEN period.outcome <> '' THEN period.outcome
            WHEN {_clock_sql(ClockState.UPCOMING)} THEN '{ClockState.UPCOMING}'
            WHEN {_clock_sql(ClockState.OPEN)} THEN '{ClockState.OPEN}'
            ELSE '{ClockState.OVERDUE}' END"""

# The same as conditions, which indexes can answer.
STATUS_CONDITIONS = {
    **{state: f"period.outcome = '' AND {_clock_sql(state)}" for state in _CLOCK},
    **{status: f"period.outcome = '{status}'" for status in STATUSES if status not in _CLOCK},
}
# Upcoming or open, in one stretch of an index.
NOT_PASSED = "period.outcome = '' AND period.latest >= asked.at"

# `asked.anchor` and `asked.known_on` are the entry's.
SINCE_SQL = f"""CASE
            WHEN period.outcome <> '' OR period.earliest > asked.at THEN period.since
            WHEN period.latest >= asked.at
                THEN coalesce(nullif(period.earliest, {_OPEN_START}), asked.anchor, asked.known_on)
            ELSE period.latest + 1 END"""

_STANDING = f"""(
    SELECT jsonb_build_object(
        'status', {STATUS_SQL},
        'since', {SINCE_SQL},
        'earliest', period.earliest,
        'latest', period.latest,
        'step', period.step_id)
    FROM (SELECT %(expressions)s) AS asked (id, anchor, known_on, at)
    JOIN tracker_standingperiod period ON period.entry_id = asked.id
        AND period.known_from <= asked.at AND period.known_until > asked.at
)"""


def with_standing(entries: EntryQuerySet, *, at: date) -> EntryQuerySet:
    """Annotates `standing`, a Standing as known at the end of the day `at`; None for events.

    The latest published development known by then decides; one that only says the same again
    (reiterated) does not. Where it leaves the matter running, the clock says the rest.
    """
    return entries.annotate(
        standing=Func(
            *(F(name) for name in ("id", "anchor", "known_on")),
            Value(at, output_field=DateField()),
            template=_STANDING,
            output_field=StandingField(null=True),
        )
    )


STATUS = KeyTextTransform("status", "standing")


def in_status(
    entries: EntryQuerySet, statuses: Sequence[str], *, at: date, **also: object
) -> EntryQuerySet:
    """Those that stand so at the end of the day `at`, by the indexes of the periods. `also`: what
    else is said of the period that holds then, as lookups."""
    running = Q()
    for state in _CLOCK:
        if state in statuses:
            running |= _clock(state, at)
    outcomes = [status for status in statuses if status not in _CLOCK]
    asked = Q(standing_periods__outcome__in=outcomes) if outcomes else Q()
    if running:
        asked |= Q(running, standing_periods__outcome="")
    # In one filter: all of it is said of one and the same period.
    return entries.filter(
        asked,
        ~Q(kind=Kind.EVENT),
        standing_periods__known_from__lte=at,
        standing_periods__known_until__gt=at,
        **{f"standing_periods__{lookup}": value for lookup, value in also.items()},
    )


def _clock(state: str, at: date) -> Q:
    said = {f"standing_periods__{name}__{_LOOKUPS[sign]}": at for name, sign in _CLOCK[state]}
    return Q(**said)
