"""Which step may follow which in the life of a deadline or a condition: a table and its reading.

Of Django nothing but the enumerations. Steps come in the order in which they happened, without
those that were retracted. Repeating a demand (reiterated) leaves everything as it stands; a new
window leaves the matter running.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from tracker.dates.window import OPEN_END, Window
from tracker.models import OUTCOMES, Outcome
from tracker.models.developments import MOVES

_AGAIN = frozenset({Outcome.REITERATED})
_ANYTHING = frozenset(Outcome)
_DISPUTE = frozenset({Outcome.DISPUTED})

# What may come after an outcome. After none, and after an extension or a shortening, anything may.
# An outcome that two kinds share has one row: no deadline is disputed, whatever the row says.
MAY_FOLLOW: dict[Outcome, frozenset[Outcome]] = {
    # A part may be done and the rest be missed, done later, given more time or given up.
    Outcome.PARTLY_MET: _ANYTHING,
    # Late is not never: what was missed may still be met, or be given a window after all.
    Outcome.MISSED: _AGAIN
    | {
        Outcome.EXTENDED,
        Outcome.MET,
        Outcome.PARTLY_MET,
        Outcome.WITHDRAWN,
        Outcome.SUPERSEDED,
    },
    # Went by in silence; somebody may find words for it later.
    Outcome.LAPSED: _AGAIN
    | {
        Outcome.EXTENDED,
        Outcome.MET,
        Outcome.PARTLY_MET,
        Outcome.MISSED,
        Outcome.WITHDRAWN,
        Outcome.SUPERSEDED,
    },
    Outcome.MET: frozenset(),
    Outcome.SUPERSEDED: frozenset(),
    Outcome.WITHDRAWN: _DISPUTE,
    Outcome.PARTLY_SATISFIED: _ANYTHING,
    # The “if” has come true; the “then” is open, and what is true may cease to be.
    Outcome.SATISFIED: _ANYTHING - {Outcome.SATISFIED, Outcome.PARTLY_SATISFIED, Outcome.WAIVED},
    Outcome.FAILED: _ANYTHING - {Outcome.FAILED},
    # The “then” is due; the demand may be met late, and nothing come of it.
    Outcome.TRIGGERED: _ANYTHING - {Outcome.TRIGGERED, Outcome.FAILED},
    Outcome.CARRIED_OUT: _DISPUTE,
    Outcome.NOT_CARRIED_OUT: _AGAIN | _DISPUTE | {Outcome.CARRIED_OUT, Outcome.WITHDRAWN},
    Outcome.WAIVED: _DISPUTE,
    Outcome.MOOT: _DISPUTE,
    # Whatever was said to have become of it is open again.
    Outcome.DISPUTED: _ANYTHING,
}

# Silence or failure to act, which nobody can tell of while there is time. What is given up before
# that was withdrawn or superseded; what was only said to be late may still be in time.
_RUN_OUT = frozenset({Outcome.MISSED, Outcome.LAPSED})
# An editor's today may have begun before the server's.
_TOMORROW = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Step:
    outcome: Outcome
    window: Window
    new_window: Window | None = None
    key: int | None = None  # by which it is known again; none has been given to a new one


@dataclass(frozen=True, slots=True)
class Life:
    kind: str
    stated: date | None  # it was said on this day or before; None where nobody knows
    window: Window  # as stated
    steps: Sequence[Step] = ()


class Rule(Enum):
    """Why a step is not possible."""

    FOLLOWS = "follows"  # this does not come after that
    STATED = "stated"  # before anything was said
    TO_COME = "to come"
    NOT_DUE = "not due"  # missed before the window has closed
    NO_END = "no end"  # of a window that could be moved
    LATER = "later"  # an extension must end later than the window in force
    SOONER = "sooner"
    OVER = "over"  # the new window ended before it was set


@dataclass(frozen=True, slots=True)
class Breach:
    rule: Rule
    step: Step
    after: Step | None  # the step that stands in the way, for FOLLOWS
    window: Window  # in force when the step happened
    stated: date | None


def breaches(life: Life, *, today: date | None = None) -> Iterator[Breach]:
    """What is not possible in a life as it is on record: one reason for each such step."""
    before: Step | None = None
    window = life.window
    for step in life.steps:
        rule = _broken(life, step, before=before, window=window, today=today)
        if rule:
            after = before if rule is Rule.FOLLOWS else None
            yield Breach(rule, step, after, window, life.stated)
        # On record it is all the same: what comes after it is held against it.
        if step.outcome in MOVES:
            before, window = None, step.new_window or window
        elif step.outcome != Outcome.REITERATED:
            before = step


def _broken(
    life: Life, step: Step, *, before: Step | None, window: Window, today: date | None
) -> Rule | None:
    if before and step.outcome not in MAY_FOLLOW[before.outcome]:
        return Rule.FOLLOWS
    if life.stated and step.window.latest < life.stated:
        return Rule.STATED
    if today and step.window.earliest > today + _TOMORROW:
        return Rule.TO_COME
    if step.outcome in _RUN_OUT and step.window.latest < due(window):
        return Rule.NOT_DUE
    if step.outcome in MOVES and step.new_window:
        return _broken_move(step, step.new_window, window)
    return None


def due(window: Window) -> date:
    """The day on whose evening it can be missed."""
    return window.earliest if window.latest == OPEN_END else window.latest


def _broken_move(step: Step, new: Window, old: Window) -> Rule | None:
    if step.outcome == Outcome.EXTENDED and new.latest <= old.latest:
        return Rule.NO_END if old.latest == OPEN_END else Rule.LATER
    if step.outcome == Outcome.SHORTENED and new.latest >= old.latest:
        return Rule.SOONER
    return Rule.OVER if new.latest < step.window.earliest else None


def possible_next(life: Life) -> list[Outcome]:
    """The outcomes that may come after all that is on record."""
    return _possible(life, len(life.steps))


def possible_before(life: Life) -> list[Outcome]:
    """Those that may only have come before some of it."""
    found = set(possible_next(life))
    places = range(len(life.steps))
    return [
        outcome
        for outcome in OUTCOMES[life.kind]
        if outcome not in found and any(outcome in _possible(life, place) for place in places)
    ]


def _possible(life: Life, place: int) -> list[Outcome]:
    """What may stand at this place among the steps, whatever the days are."""
    earlier, later = life.steps[:place], life.steps[place:]
    last = _deciding(earlier)
    window = next((s.new_window for s in reversed(earlier) if s.new_window), life.window)
    following = next((step for step in later if step.outcome != Outcome.REITERATED), None)

    def fits(outcome: Outcome) -> bool:
        if last and outcome not in MAY_FOLLOW[last.outcome]:
            return False
        if outcome == Outcome.EXTENDED and window.latest == OPEN_END:
            return False
        if following is None or outcome in MOVES or outcome == Outcome.REITERATED:
            return True
        return following.outcome in MAY_FOLLOW[outcome]

    return [outcome for outcome in OUTCOMES[life.kind] if fits(outcome)]


def _deciding(steps: Sequence[Step]) -> Step | None:
    """The last step that says where the matter stands; None while it is running."""
    for step in reversed(steps):
        if step.outcome in MOVES:
            return None
        if step.outcome != Outcome.REITERATED:
            return step
    return None
