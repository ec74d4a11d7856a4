"""Entries in order of time become the groups of a page: months, days, and the line of today."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, Protocol, TypeVar

from tracker.dates.display import grain
from tracker.dates.window import Window
from tracker.timeline.paging import Cursor


class Dated(Protocol):
    @property
    def earliest(self) -> date: ...

    @property
    def window(self) -> Window: ...


D = TypeVar("D", bound=Dated)


@dataclass(slots=True)
class Group(Generic[D]):
    """Entries whose windows begin on one day and are equally precise."""

    day: date
    grain: str  # day, or month and year where the words say no more
    entries: list[D] = field(default_factory=list)
    opens_month: bool = False
    goes_on: bool = False  # the page before ended within this group
    after_today_line: bool = False  # the line stands just before this group


@dataclass(frozen=True, slots=True)
class Grouped(Generic[D]):
    groups: Sequence[Group[D]]
    today_line_last: bool


def group(
    entries: Sequence[D],
    *,
    at: date,
    newest_first: bool,
    after: Cursor | None,
    is_last_page: bool,
) -> Grouped[D]:
    groups = list(_groups(entries))
    before = after.earliest if after else None
    line_drawn = before is not None and _is_past_line(before, at, newest_first=newest_first)
    previous = before
    for one in groups:
        one.opens_month = previous is None or _month(previous) != _month(one.day)
        one.goes_on = previous == one.day and one is groups[0]
        if not line_drawn and _is_past_line(one.day, at, newest_first=newest_first):
            one.after_today_line = line_drawn = True
        previous = one.day
    return Grouped(groups, today_line_last=bool(groups) and not line_drawn and is_last_page)


def _groups(entries: Sequence[D]) -> Iterator[Group[D]]:
    current: Group[D] | None = None
    for entry in entries:
        precision = grain(entry.window)
        precision = precision if precision in ("month", "year") else "day"
        if current is None or (current.day, current.grain) != (entry.earliest, precision):
            if current:
                yield current
            current = Group(entry.earliest, precision)
        current.entries.append(entry)
    if current:
        yield current


def _is_past_line(day: date, at: date, *, newest_first: bool) -> bool:
    return day <= at if newest_first else day > at


def _month(day: date) -> tuple[int, int]:
    return (day.year, day.month)
