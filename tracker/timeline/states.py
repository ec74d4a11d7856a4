"""Where a deadline or a condition stands at a moment: one SQL expression for every use."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from django.db.models import DateField, F, Func, JSONField, Value
from django.db.models.fields.json import KeyTextTransform

from tracker.dates.window import OPEN_START
from tracker.models import STATUSES, ClockState, Outcome
from tracker.models.developments import MOVES
from tracker.models.entries import EntryQuerySet


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
        return self.status in ClockState.values


class StandingField(JSONField):
    """Reads the expression below as a Standing; None for events."""

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        if value is None:
            return None
        # A key taken out of the whole comes as text and is nobody's Standing.
        read = json.loads(value) if isinstance(value, str | bytes) else value
        return Standing.read(read) if isinstance(read, dict) else read


_MOVES = ", ".join(f"'{outcome}'" for outcome in sorted(MOVES))

# The day that stands for an open start is no day on which anything began.
_OPEN_START = f"DATE '{OPEN_START.isoformat()}'"

_KNOWN = """tracker_development development
        WHERE entry.kind <> 'event'
            AND development.entry_id = entry.id
            AND development.state = 'published'
            AND development.known_on <= entry.at"""

_LATEST = """
        ORDER BY development.earliest DESC, development.known_on DESC, development.id DESC
        LIMIT 1"""

_STANDING = f"""(
    SELECT CASE WHEN entry.kind <> 'event' THEN jsonb_build_object(
        'status', CASE
            WHEN step.outcome NOT IN ({_MOVES}) THEN step.outcome
            WHEN running.earliest > entry.at THEN '{ClockState.UPCOMING}'
            WHEN running.latest >= entry.at THEN '{ClockState.OPEN}'
            ELSE '{ClockState.OVERDUE}' END,
        'since', CASE
            WHEN step.outcome NOT IN ({_MOVES})
                THEN coalesce(nullif(step.earliest, {_OPEN_START}), step.known_on)
            WHEN running.earliest > entry.at
                THEN coalesce(step.earliest, entry.anchor, entry.known_on)
            WHEN running.latest >= entry.at
                THEN coalesce(nullif(running.earliest, {_OPEN_START}), entry.anchor, entry.known_on)
            ELSE running.latest + 1 END,
        'earliest', running.earliest,
        'latest', running.latest,
        'step', step.id) END
    FROM (SELECT %(expressions)s)
        AS entry (id, kind, earliest, latest, anchor, known_on, at)
    LEFT JOIN LATERAL (
        SELECT development.id, development.outcome, development.earliest, development.known_on
        FROM {_KNOWN} AND development.outcome <> '{Outcome.REITERATED}' {_LATEST}
    ) step ON true
    LEFT JOIN LATERAL (
        SELECT development.new_earliest, development.new_latest
        FROM {_KNOWN} AND development.outcome IN ({_MOVES}) {_LATEST}
    ) move ON step.id IS NOT NULL
    CROSS JOIN LATERAL (
        SELECT coalesce(move.new_earliest, entry.earliest) AS earliest,
            coalesce(move.new_latest, entry.latest) AS latest
    ) running
)"""


def with_standing(entries: EntryQuerySet, *, at: date) -> EntryQuerySet:
    """Annotates `standing`, a Standing as known at the end of the day `at`; None for events.

    The latest published development known by then decides; one that only says the same again
    (reiterated) does not. Where it leaves the matter running, the clock says the rest.
    """
    columns = [F(name) for name in ("id", "kind", "earliest", "latest", "anchor", "known_on")]
    return entries.annotate(
        standing=Func(
            *columns,
            Value(at, output_field=DateField()),
            template=_STANDING,
            output_field=StandingField(null=True),
        )
    )


STATUS = KeyTextTransform("status", "standing")
