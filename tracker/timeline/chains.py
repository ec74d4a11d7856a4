"""The chain of a deadline: its successive windows, and what came of it, as far as was known."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tracker.dates.window import OPEN_END, Window
from tracker.models import Development, Kind, Outcome, ReviewState
from tracker.models.developments import MOVES
from tracker.timeline.axis import Axis
from tracker.timeline.rows import EntryRow

# A first window many times as long as all moves together would leave no room for them: it is cut.
# In multiples of the days between the first and the last thing that moves.
MOST_BEFORE, SHOWN_BEFORE = 2.5, 1.5
LEAST_MOVED = 4  # days


@dataclass(frozen=True, slots=True)
class Moves:
    """How often the last day of a deadline was moved, and by how many days."""

    times: int
    counted: int  # of these, from one day to another: an open end is no day
    days: int  # in all, whichever way
    later: int  # on balance; earlier, where it is less than 0

    @property
    def uncounted(self) -> int:
        return self.times - self.counted


NEVER = Moves(0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class End:
    """An outcome: the last one, or one after which it was moved on all the same."""

    outcome: str
    window: Window  # when it came
    known_on: date
    step: int

    @property
    def label(self) -> str:
        return str(Outcome(self.outcome).label)

    @property
    def day(self) -> date:
        """As states count it: where nobody knows when it came, since it was known."""
        return self.known_on if self.window.is_open_start else self.window.earliest


@dataclass(frozen=True, slots=True)
class Stage:
    """One of its windows."""

    window: Window
    known_on: date
    move: str  # extended or shortened; empty for the window as stated
    moved_in: Window | None  # when it was moved here
    step: int | None
    later: int | None  # days by which this moved its last day; None where that counts no days
    end: End | None  # what came of it under this window

    @property
    def label(self) -> str:
        return str(Outcome(self.move).label)


@dataclass(frozen=True, slots=True)
class Chain:
    stages: list[Stage]
    moves: Moves
    axis: Axis
    at: date

    @property
    def end(self) -> End | None:
        """What it has come to, if anything."""
        return self.stages[-1].end


def chain_of(row: EntryRow, steps: Sequence[Development], *, at: date) -> Chain | None:
    """The chain of a deadline as known at the end of the day `at`; None of anything else. `steps`:
    its developments, as they happened; those that are not published, or not known yet, don't
    count, as in its state (timeline.states)."""
    if row.kind != Kind.DEADLINE:
        return None
    counting = [
        step for step in steps if step.state == ReviewState.PUBLISHED and step.known_on <= at
    ]
    stages = [Stage(row.window, row.known_on, "", None, None, None, None)]
    for step in counting:
        if step.outcome in MOVES and step.new_window:
            stages.append(_moved(stages[-1], step, step.new_window))
        elif step.outcome != Outcome.REITERATED:
            end = End(step.outcome, step.window, step.known_on, step.pk)
            stages[-1] = replace(stages[-1], end=end)
    return Chain(stages, _moves(stages), _axis(row, stages, at), at)


def _moved(before: Stage, step: Development, window: Window) -> Stage:
    has_days = OPEN_END not in (before.window.latest, window.latest)
    return Stage(
        window=window,
        known_on=step.known_on,
        move=step.outcome,
        moved_in=step.window,
        step=step.pk,
        later=(window.latest - before.window.latest).days if has_days else None,
        end=None,
    )


def _moves(stages: Sequence[Stage]) -> Moves:
    days = [stage.later for stage in stages if stage.later is not None]
    return Moves(len(stages) - 1, len(days), sum(map(abs, days)), sum(days))


def _axis(row: EntryRow, stages: Sequence[Stage], at: date) -> Axis:
    days = [row.anchor or row.known_on]
    for stage in stages:
        days += [stage.window.earliest, stage.window.latest]
        if stage.end:
            days.append(stage.end.day)
    is_running = stages[-1].end is None
    has_open_end = is_running and any(stage.window.is_open_end for stage in stages)
    axis = Axis.over(days, at=at, has_open_end=has_open_end, breaks=is_running)
    turns = _turns(stages)
    if len(stages) == 1 or not turns:
        return axis
    moved = max((max(turns) - min(turns)).days, LEAST_MOVED)
    before = (min(turns) - axis.first).days
    if before <= MOST_BEFORE * moved:
        return axis
    return axis.beginning(min(turns) - timedelta(round(SHOWN_BEFORE * moved)))


def _turns(stages: Sequence[Stage]) -> list[date]:
    """The days at which something moves: what is to be told apart in a picture of it."""
    days = [stage.window.latest for stage in stages if not stage.window.is_open_end]
    days += [stage.known_on for stage in stages[1:]]
    days += [stage.end.day for stage in stages if stage.end]
    return days
