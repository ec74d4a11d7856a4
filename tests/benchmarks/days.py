"""Days as numbers, written out fast, and the windows that they make."""

from datetime import date
from typing import NamedTuple

from tracker.dates.window import OPEN_END, OPEN_START

# Days before and after today that any row may name.
_PAST, _FUTURE = 31 * 366, 3 * 366


class Span(NamedTuple):
    """A window as it lies in columns."""

    edtf: str
    earliest: str
    latest: str


class Calendar:
    def __init__(self, today: date) -> None:
        self.today = today.toordinal()
        self._first = self.today - _PAST
        days = range(self._first, self.today + _FUTURE)
        self._written = [date.fromordinal(day).isoformat() for day in days]

    def iso(self, day: int) -> str:
        return self._written[day - self._first]

    def day(self, day: int) -> Span:
        iso = self.iso(day)
        return Span(iso, iso, iso)

    def span(self, first: int, last: int, *, one_of: bool = False) -> Span:
        if first == last:
            return self.day(first)
        earliest, latest = self.iso(first), self.iso(last)
        edtf = f"[{earliest}..{latest}]" if one_of else f"{earliest}/{latest}"
        return Span(edtf, earliest, latest)

    def since(self, first: int) -> Span:
        return Span(f"{self.iso(first)}/..", self.iso(first), OPEN_END.isoformat())

    def until(self, last: int) -> Span:
        return Span(f"../{self.iso(last)}", OPEN_START.isoformat(), self.iso(last))
