"""Days, counted by dateparser: which day is written, and which one lies so far from another.

dateparser sees one whole date, or one length of time, and nothing else, with its guessing switched
off: given a part of a date, or words beside it, it fills the gaps from today without saying so.
"""

from calendar import monthrange
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

import dateparser

from tracker.dates.display import MONTHS
from tracker.dates.reading import UnknownPhrase
from tracker.dates.window import OPEN_END, OPEN_START

DAY = timedelta(days=1)
WEEK = timedelta(weeks=1)
_ABSOLUTE: dict[str, Any] = {
    "STRICT_PARSING": True,
    "REQUIRE_PARTS": ["day", "month", "year"],
    "PARSERS": ["absolute-time"],
    "DATE_ORDER": "DMY",
}
_RELATIVE: dict[str, Any] = {"PARSERS": ["relative-time"], "TIMEZONE": "UTC"}


@lru_cache(maxsize=4096)
def calendar_day(day: int, month: str, year: int) -> date:
    """The day that is written; refused unless dateparser reads the very same."""
    name = MONTHS[int(month) - 1] if month.isdigit() else month.rstrip(".")
    text = f"{day} {name} {year:04}"
    found = dateparser.parse(text, languages=["en"], settings=_ABSOLUTE)
    if found is None or (found.day, found.year) != (day, year):
        raise UnknownPhrase(f"“{text}” is not a day of the calendar")
    return found.date()


@lru_cache(maxsize=4096)
def shifted(day: date, number: int, unit: str) -> date:
    """So many units later, or earlier when negative; OverflowError outside the calendar.

    A month after 31 January is the last day of February.
    """
    if number == 0:
        return day
    text = f"in {number} {unit}s" if number > 0 else f"{-number} {unit}s ago"
    try:
        found = dateparser.parse(
            text,
            languages=["en"],
            settings=_RELATIVE | {"RELATIVE_BASE": datetime.combine(day, time(12))},
        )
    except (ValueError, OverflowError) as error:
        raise OverflowError(text) from error
    if found is None:
        raise OverflowError(text)
    return found.date()


def working_days_later(day: date, number: int) -> date:
    """So many Mondays to Fridays later."""
    weeks, rest = divmod(number, 5)
    day += weeks * WEEK
    while day.weekday() > 4:  # begun on a weekend, the first of them is Monday
        day -= DAY
    for _ in range(rest):
        day += DAY if day.weekday() < 4 else timedelta(days=7 - day.weekday())
    return day


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def month_days(year: int, month: int) -> tuple[date, date]:
    """First and last day; months beyond December belong to the years after."""
    years, month = divmod(month - 1, 12)
    year = in_calendar(year + years)
    return date(year, month + 1, 1), date(year, month + 1, monthrange(year, month + 1)[1])


def in_calendar(year: int) -> int:
    if not OPEN_START.year <= year <= OPEN_END.year:
        raise OverflowError(year)
    return year
