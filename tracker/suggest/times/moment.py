"""A moment: a date as exactly as it is known, with its value in TIMEX3, and what lies beside it."""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from tracker.suggest.times.words import SEASON_STARTS

Grain = Literal[
    "century", "decade", "year", "half", "season", "quarter", "month", "week", "weekend", "day"
]
# The months that one of them has.
_MONTHS = {"century": 1200, "decade": 120, "year": 12, "half": 6, "quarter": 3, "month": 1}


@dataclass(frozen=True, slots=True)
class Moment:
    """year: astronomically nothing but as said, BC below zero (-480). For a week or a weekend, day
    is one of its days. A day of 0 in a month, or a month of 0, is not known ("1915-XX-XX")."""

    grain: Grain
    year: int
    month: int = 0
    day: int = 0
    number: int = 0  # of the quarter or the half
    season: str = ""
    part: str = ""  # of the day: TMO, T17:00

    @property
    def value(self) -> str:
        year = f"BC{-self.year:04}" if self.year < 0 else f"{self.year:04}"
        match self.grain:
            case "century":
                return year[:-2]
            case "decade":
                return year[:-1]
            case "year":
                return year
            case "half":
                return f"{year}-H{self.number}"
            case "quarter":
                return f"{year}-Q{self.number}"
            case "season":
                return f"{year}-{self.season}"
            case "month":
                return f"{year}-{self.month:02}"
            case "week" | "weekend":
                return self._week_value()
        month = f"{self.month:02}" if self.month else "XX"
        return f"{year}-{month}-{self.day:02}{self.part}" if self.day else f"{year}-{month}-XX"

    def _week_value(self) -> str:
        day = self.date
        if day is None:
            return f"{self.year:04}-WXX"
        iso = day.isocalendar()
        return f"{iso.year:04}-W{iso.week:02}{'-WE' if self.grain == 'weekend' else ''}"

    @property
    def date(self) -> date | None:
        """A day of it, where one is known."""
        if not (0 < self.year < 10_000 and self.month and self.day):
            return None
        return date(self.year, self.month, min(self.day, monthrange(self.year, self.month)[1]))

    @property
    def starts(self) -> tuple[int, int]:
        """The year and the month in which it begins; a month of 0 is not known."""
        if self.grain == "season":
            return self.year, SEASON_STARTS[self.season]
        if self.grain in ("quarter", "half"):
            return self.year, (self.number - 1) * _MONTHS[self.grain] + 1
        return self.year, self.month

    def at(self, part: str) -> "Moment":
        return replace(self, part=part)


def day_of(day: date) -> Moment:
    return Moment("day", day.year, day.month, day.day)


def real_day(year: int, month: int, day: int) -> bool:
    """30 February is none. Of years before Christ the leap years are not asked."""
    return 1 <= day <= (monthrange(year, month)[1] if 0 < year < 10_000 else 31)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> tuple[int, int]:
    """The month and the day in that year."""
    first = date(year, month, 1).isoweekday()
    day = 1 + (weekday - first) % 7
    last = monthrange(year, month)[1]
    return month, (day + 7 * (nth - 1) if nth > 0 else day + 7 * ((last - day) // 7))


def month_shifted(year: int, month: int, by: int) -> tuple[int, int]:
    year, month = divmod(year * 12 + month - 1 + by, 12)
    return year, month + 1


def shifted(base: Moment, by: int, unit: str) -> Moment | None:
    """So many units after the moment, as exactly as the unit says; None where nobody can say."""
    by_years = {"year": 1, "decade": 10, "century": 100}.get(unit, 0) * by
    if by_years:
        if base.grain == "quarter":
            return _checked(replace(base, year=base.year + by_years))
        return _checked(Moment("year", base.year + by_years))
    if unit == "quarter":
        quarter = whole(base, "quarter")
        if quarter is None:
            return None
        base = quarter
        year, number = divmod(base.year * 4 + base.number - 1 + by, 4)
        return _checked(Moment("quarter", year, number=number + 1))
    if unit == "month":
        year, month = base.starts
        if not month:
            return None
        return _checked(Moment("month", *month_shifted(year, month, by)))
    return _by_days(base, by, unit)


def _by_days(base: Moment, by: int, unit: str) -> Moment | None:
    day = base.date
    if day is None:
        if base.grain in ("month", "year") and unit == "day":
            return Moment("day", base.year, base.month)  # four days after some day of it
        return None
    try:
        moved = day + timedelta(days=by * (7 if unit in ("week", "fortnight", "weekend") else 1))
    except OverflowError:
        return None
    grain: Grain = "week" if unit in ("week", "fortnight") else "day"
    if unit == "weekend":
        grain = "weekend"
    return Moment(grain, moved.year, moved.month, moved.day)


def _checked(moment: Moment) -> Moment | None:
    """Outside the years that have four digits, nothing; nor is there a year 0."""
    return moment if 0 < abs(moment.year) < 10_000 else None


def whole(base: Moment, unit: str) -> Moment | None:
    """The week, the month, the year … with this moment in it."""
    year, month = base.starts
    match unit:
        case "day":
            return base if base.grain == "day" else None
        case "week" | "weekend":
            if base.date is None:
                return None
            return Moment("week" if unit == "week" else "weekend", year, month, base.day)
        case "month":
            return Moment("month", year, month) if month else None
        case "quarter":
            if base.grain == "quarter":
                return base
            return Moment("quarter", year, number=(month + 2) // 3) if month else None
        case "year":
            return Moment("year", year)
        case "decade":
            return Moment("decade", year)
        case "century":
            return Moment("century", year)
    return None
