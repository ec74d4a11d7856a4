"""A window as a bar: where it lies on its own little axis, in percent."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from tracker.dates.window import OPEN_END, OPEN_START
from tracker.timeline.axis import Axis
from tracker.timeline.states import Standing


class Stated(Protocol):
    """A deadline or a condition as it was stated."""

    @property
    def anchor(self) -> date | None: ...

    @property
    def known_on(self) -> date: ...

    @property
    def earliest(self) -> date: ...

    @property
    def latest(self) -> date: ...


@dataclass(frozen=True, slots=True)
class Bar:
    first: date  # the day at the left edge of the axis
    last: date  # the day at its right edge
    x: float  # the window in force
    width: float
    open_start: bool
    open_end: bool
    at: float | None  # the moment shown; None where it lies beyond the axis
    stated_x: float | None  # the window as first stated, where it has moved since
    stated_width: float | None


def bar(entry: Stated, standing: Standing, at: date) -> Bar:
    """The bar of a deadline or condition at a moment.

    The axis runs from the statement to the end of the window, and on to the moment shown as
    long as that stays readable.
    """
    axis = Axis.over(
        (
            entry.anchor or entry.known_on,
            *(entry.earliest, entry.latest, standing.earliest, standing.latest),
        ),
        at=at,
        has_open_end=standing.latest == OPEN_END,
    )
    now = axis.stretch(standing.earliest, standing.latest)
    moved = (standing.earliest, standing.latest) != (entry.earliest, entry.latest)
    stated = axis.stretch(entry.earliest, entry.latest) if moved else None
    return Bar(
        first=axis.first,
        last=axis.last,
        x=now.x,
        width=now.width,
        open_start=standing.earliest == OPEN_START,
        open_end=standing.latest == OPEN_END,
        at=axis.at(at),
        stated_x=stated.x if stated else None,
        stated_width=stated.width if stated else None,
    )
