"""The stretch of time that a chart shows, and those nearer, farther, earlier and later."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Self

from tracker.dates.window import OPEN_END, OPEN_START

# The first and the last day of the calendar stand for open ends of windows.
FIRST, LAST = OPEN_START.toordinal() + 1, OPEN_END.toordinal() - 1
LEAST_DAYS = 7  # that zooming leads to; an address may ask for fewer
STEP = 2.0  # by which a step of zooming is nearer or farther
PAN = 0.5  # of what is shown
MARGIN = 0.03  # of the whole, before its first entry and after its last one
NEAR = 0.5  # of the whole: as far beyond its last entry today still belongs to the picture


@dataclass(frozen=True, slots=True)
class Span:
    """Whole days, both included."""

    first: date
    last: date

    @classmethod
    def of(cls, first: int, days: int) -> Self:
        """So many days from the day with this ordinal, pushed back into the calendar."""
        days = max(1, min(days, LAST - FIRST + 1))
        first = max(FIRST, min(first, LAST - days + 1))
        return cls(date.fromordinal(first), date.fromordinal(first + days - 1))

    @classmethod
    def over(cls, days: Iterable[date], *, at: date) -> Self:
        """All of these days with a margin, up to the moment shown if that is not far off."""
        known = [day for day in days if OPEN_START < day < OPEN_END] or [at]
        first, last = min(known).toordinal(), max(known).toordinal()
        reach = max(LEAST_DAYS, round((last - first) * NEAR))
        if last < at.toordinal() <= last + reach:
            last = at.toordinal()
        margin = max(2, round((last - first) * MARGIN))
        return cls.of(first - margin, last - first + 1 + 2 * margin)

    @property
    def days(self) -> int:
        return self.last.toordinal() - self.first.toordinal() + 1

    @property
    def middle(self) -> date:
        return date.fromordinal((self.first.toordinal() + self.last.toordinal()) // 2)

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def place(self, ordinal: float, width: float) -> float:
        """Where a moment lies in a picture of this width; days begin at whole numbers."""
        return (ordinal - self.first.toordinal()) * width / self.days

    def nearer(self) -> Self:
        return self._zoomed(1 / STEP)

    def farther(self) -> Self:
        return self._zoomed(STEP)

    def earlier(self) -> Self:
        return self._moved(-max(1, round(self.days * PAN)))

    def later(self) -> Self:
        return self._moved(max(1, round(self.days * PAN)))

    def around(self, day: date) -> Self:
        """As long as this, with that day in its middle."""
        return self.of(day.toordinal() - self.days // 2, self.days)

    def _zoomed(self, factor: float) -> Self:
        days = max(min(LEAST_DAYS, self.days), round(self.days * factor))
        first = self.first.toordinal() + (self.days - days) // 2
        return self.of(first, days)

    def _moved(self, days: int) -> Self:
        return self.of(self.first.toordinal() + days, self.days)


@dataclass(frozen=True, slots=True)
class Columns:
    """A span in columns of whole days. They begin at multiples of their length, whatever the span,
    so that a column keeps its days while somebody moves along."""

    span: Span
    days: int  # of each

    @classmethod
    def at_most(cls, span: Span, most: int, *, multiple: int = 1) -> Self:
        """As many as there is room for, each of a multiple of so many days."""
        units = -(-span.days // (most * multiple))
        return cls(span, units * multiple)

    # The first of all days was a Monday, and has the number 1.
    @property
    def first(self) -> int:
        return (self.span.first.toordinal() - 1) // self.days

    @property
    def number(self) -> int:
        return (self.span.last.toordinal() - 1) // self.days - self.first + 1

    def of(self, day: date) -> int:
        return (day.toordinal() - 1) // self.days - self.first

    def stretch(self, column: int) -> Span:
        """The days of a column, of those that the calendar has."""
        first = (self.first + column) * self.days + 1
        last = min(first + self.days - 1, LAST)
        return Span(date.fromordinal(max(first, FIRST)), date.fromordinal(last))

    def stretches(self) -> list[Span]:
        return [self.stretch(column) for column in range(self.number)]
