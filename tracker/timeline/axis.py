"""An axis of days: where windows lie on it, in percent of its width, and where its lines are."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal, NamedTuple, Self

from tracker.dates.window import OPEN_END, OPEN_START

Grain = Literal["day", "month", "year"]

# As few as can be told apart where there is most room.
MOST_TICKS = 8
LEAST_DAYS = 7
# Percent of the width that are left for the moment shown where the axis breaks off before it.
BREAK = 14


class Stretch(NamedTuple):
    """Where a window lies. What lies before or beyond the axis is cut off, and says so."""

    x: float
    width: float
    is_cut_before: bool
    is_cut_beyond: bool


class Tick(NamedTuple):
    x: float
    day: date
    grain: Grain  # as precisely as its name should say it


@dataclass(frozen=True, slots=True)
class Axis:
    first: date  # the day at its left edge
    last: date  # the day at its right edge, or where it breaks off
    far: date | None = None  # the moment shown, right of the break where it lies far beyond

    @classmethod
    def over(
        cls,
        days: Iterable[date],
        *,
        at: date,
        has_open_end: bool = False,
        breaks: bool = False,
    ) -> Self:
        """From the first of these days to the last, and on to the moment shown as long as that
        stays readable; if it `breaks`, the moment stands right of a break where it does not.
        `has_open_end`: something goes on from there, and needs room to do so."""
        known = [day for day in days if day not in (OPEN_START, OPEN_END)]
        # Where no day is known at all, the moment shown is all that there is to draw.
        known = known or [at]
        first, last = min(known), max(known)
        span = max((last - first).days, LEAST_DAYS - 1)
        if 0 < (at - last).days <= span:
            last = at
        if 0 < (first - at).days <= span:
            first = at
        if has_open_end:
            last = _later(max(last, min(at, _later(first, 3 * span))), span // 2)
        return cls(first, last, at if breaks and at > last else None)

    def beginning(self, day: date) -> Self:
        """The same from this day on, if that is among its days."""
        return replace(self, first=min(max(self.first, day), self.last))

    def around(self, at: date, *, most: int) -> Self:
        """The same, or so many of its days that lie nearest to this one: mostly before it."""
        if self.days <= most:
            return self
        last = min(self.last, _later(min(max(at, self.first), self.last), most // 3))
        last = max(last, _later(self.first, most - 1))
        return replace(self, first=last - timedelta(most - 1), last=last)

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def edge(self) -> float:
        """Where its last day ends, in percent."""
        return 100 - BREAK if self.far else 100

    def stretch(self, earliest: date, latest: date) -> Stretch:
        """Where a window lies on it: a span, never a point, unless it lies elsewhere."""
        left = (max(earliest, self.first) - self.first).days
        right = (min(latest, self.last) - self.first).days + 1
        lasts = self.far is not None and latest >= self.far
        is_elsewhere = right <= 0 or left >= self.days
        x = self._x(min(max(left, 0), self.days))
        width = 100 - x if lasts else self._x(max(right - left, 0.3))
        return Stretch(
            x=x,
            width=0 if is_elsewhere else round(width, 2),
            is_cut_before=earliest < self.first,
            is_cut_beyond=latest > self.last,
        )

    def at(self, day: date) -> float | None:
        """The middle of a day; None where it lies elsewhere."""
        if day == self.far:
            return 100.0
        if not self.first <= day <= self.last:
            return None
        return self._x((day - self.first).days + 0.5)

    def _x(self, days: float) -> float:
        return round(self.edge * days / self.days, 2)

    def ticks(self, most: int = MOST_TICKS) -> list[Tick]:
        """Beginnings of days, weeks, months or years, evenly."""
        for grain, step in _STEPS:
            if self.days / (_DAYS[grain] * step) > most + 2:
                continue
            found = list(self._beginnings(grain, step))
            if len(found) <= most:
                break
        return [Tick(self._x((day - self.first).days), day, grain) for day in found]

    def _beginnings(self, grain: Grain, step: int) -> Iterator[date]:
        if grain == "day":
            # Weeks begin on Mondays; the first of all days was one.
            offset = -(self.first.toordinal() - 1) % step if step % 7 == 0 else 0
            for ordinal in range(self.first.toordinal() + offset, self.last.toordinal() + 1, step):
                yield date.fromordinal(ordinal)
            return
        months = step * (12 if grain == "year" else 1)
        month = -(-(self.first.year * 12 + self.first.month - 1) // months) * months
        while month < (date.max.year + 1) * 12:
            day = date(month // 12, month % 12 + 1, 1)
            if day > self.last:
                return
            if day >= self.first:
                yield day
            month += months


_DAYS: dict[Grain, int] = {"day": 1, "month": 30, "year": 365}
_STEPS: tuple[tuple[Grain, int], ...] = (
    *(("day", step) for step in (1, 2, 7, 14)),
    *(("month", step) for step in (1, 2, 3, 6)),
    *(("year", step * tens) for tens in (1, 10, 100, 1000) for step in (1, 2, 5)),
)


def _later(day: date, days: int) -> date:
    """That many days later, and at most the last day that there is."""
    return date.fromordinal(min(day.toordinal() + days, date.max.toordinal()))
