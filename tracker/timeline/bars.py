"""A window as a bar: where it lies on its own little axis, in percent."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from tracker.dates.window import OPEN_END, OPEN_START
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
    stated = entry.anchor or entry.known_on
    known = [
        day
        for day in (stated, entry.earliest, entry.latest, standing.earliest, standing.latest)
        if day not in (OPEN_START, OPEN_END)
    ]
    # Where no day is known at all, the moment shown is all that there is to draw.
    known = known or [at]
    first, last = min(known), max(known)
    span = max((last - first).days, 6)
    if 0 < (at - last).days <= span:
        last = at
    if standing.latest == OPEN_END:
        last = _later(max(last, min(at, _later(first, 3 * span))), span // 2)
    days = (last - first).days + 1

    def place(start: date, end: date) -> tuple[float, float]:
        left = max((max(start, first) - first).days, 0)
        right = (min(end, last) - first).days + 1
        return round(100 * left / days, 2), round(100 * max(right - left, 0.3) / days, 2)

    x, width = place(standing.earliest, standing.latest)
    moved = (standing.earliest, standing.latest) != (entry.earliest, entry.latest)
    stated_x, stated_width = place(entry.earliest, entry.latest) if moved else (None, None)
    moment = round(100 * ((at - first).days + 0.5) / days, 2) if first <= at <= last else None
    return Bar(
        first=first,
        last=last,
        x=x,
        width=width,
        open_start=standing.earliest == OPEN_START,
        open_end=standing.latest == OPEN_END,
        at=moment,
        stated_x=stated_x,
        stated_width=stated_width,
    )


def _later(day: date, days: int) -> date:
    """That many days later, and at most the last day that there is."""
    return date.fromordinal(min(day.toordinal() + days, date.max.toordinal()))
