"""One date as English writes it, down to the parts that are there: "Thursday, 17 April", "2014".

Only the spelling is read here. Which day it is, and whether there is such a day, is another matter.
"""

import re
from typing import NamedTuple

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY = (
    r"(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?"
    r"|sat(?:urday)?|sun(?:day)?)"
)
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_ON = rf"(?:(?P<weekday>{_WEEKDAY})\.?,? )?(?:the )?"
_DAY_MONTH = rf"{_ON}{_DAY}(?: of)?[ -](?P<month>{_MONTH})"
_MONTH_DAY = rf"{_ON}(?P<month>{_MONTH}) (?:the )?{_DAY}"
_OF_YEAR = r"(?:, ?| )(?P<year>[0-9]{1,7})"

# Numbers in the place of a year may have any length here, so that the refusal can name the fault.
_FULL_DAYS = (
    rf"{_DAY_MONTH}(?:, ?|[ -])(?P<year>[0-9]{{1,7}})",
    rf"{_MONTH_DAY}{_OF_YEAR}",
    r"(?P<year>[0-9]{4})-(?P<month>0[1-9]|1[0-2])-(?P<day>[0-9]{2})",
)
_BARE_DAYS = (_DAY_MONTH, _MONTH_DAY)
_FULL_MONTHS = (
    rf"(?P<month>{_MONTH})(?:,? | of )(?P<year>[0-9]{{3,7}})",
    r"(?P<year>[0-9]{4})-(?P<month>0[1-9]|1[0-2])",
)
_BARE_MONTHS = (rf"(?P<month>{_MONTH})",)
_YEARS = (r"(?P<year>[0-9]{3,7})",)
# What an end of a range may be, when the other end says the rest: "8-10 May", "May 8-10, 2025".
_FRAGMENTS = (rf"{_ON}{_DAY}", rf"{_ON}{_DAY}{_OF_YEAR}")

FLAGS = re.IGNORECASE | re.ASCII
_SPELLINGS = tuple(
    re.compile(spelling, FLAGS)
    for spelling in (
        *_FULL_DAYS,
        *_BARE_DAYS,
        *_FULL_MONTHS,
        *_BARE_MONTHS,
        *_YEARS,
        *_FRAGMENTS,
    )
)


def _any(*spellings: str) -> str:
    """One pattern for all spellings, without their group names, which may stand in it only once."""
    return re.sub(r"\?P<\w+>", "?:", "|".join(spellings))


FULL_DAY, BARE_DAY = _any(*_FULL_DAYS), _any(*_BARE_DAYS)
FULL_MONTH, BARE_MONTH = _any(*_FULL_MONTHS), _any(*_BARE_MONTHS)
ANY = _any(*_FULL_DAYS, *_BARE_DAYS, *_FULL_MONTHS, *_BARE_MONTHS, *_YEARS)
END = _any(*_FULL_DAYS, *_BARE_DAYS, *_FULL_MONTHS, *_BARE_MONTHS, *_YEARS, *_FRAGMENTS)


class WrittenError(ValueError):
    """The text is not one date; the message says why."""


class Written(NamedTuple):
    """One date as far as it is written."""

    year: int | None
    month: str | None
    day: int | None
    weekday: str | None

    @property
    def grain(self) -> str:
        return "day" if self.day is not None else "month" if self.month else "year"


def read_written(text: str) -> Written:
    """The parts of one date, or of a fragment of one; WrittenError when it is neither."""
    for spelling in _SPELLINGS:
        match = spelling.fullmatch(text)
        if match:
            parts = match.groupdict()
            return Written(
                year=_year(parts["year"]) if parts.get("year") else None,
                month=parts.get("month"),
                day=int(parts["day"]) if parts.get("day") else None,
                weekday=parts.get("weekday"),
            )
    raise WrittenError(f"“{text}” is not a date")


def _year(digits: str) -> int:
    if len(digits) != 4 or digits == "0000":
        raise WrittenError(f"“{digits}” is not a year from 0001 to 9999, in four digits")
    return int(digits)
