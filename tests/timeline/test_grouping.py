"""Months, days and the line of today."""

from datetime import date
from typing import NamedTuple

import pytest

from tracker.dates.edtf import parse_edtf
from tracker.dates.window import Window
from tracker.timeline.grouping import Grouped, group
from tracker.timeline.paging import Cursor

AT = date(2025, 4, 18)


class Entry(NamedTuple):
    window: Window

    @property
    def earliest(self) -> date:
        return self.window.earliest


def grouped(
    *edtfs: str, newest_first: bool = True, after: str = "", is_last_page: bool = True
) -> Grouped[Entry]:
    return group(
        [Entry(parse_edtf(edtf)) for edtf in edtfs],
        at=AT,
        newest_first=newest_first,
        after=Cursor(date.fromisoformat(after), 1) if after else None,
        is_last_page=is_last_page,
    )


def sketch(found: Grouped[Entry]) -> list[str]:
    """One line a group: | before the line of today, # where a month opens, … where it goes on."""
    lines = [
        f"{'|' if one.after_today_line else ''}{'#' if one.opens_month else ''}"
        f"{'…' if one.goes_on else ''}{one.day} {one.grain} {len(one.entries)}"
        for one in found.groups
    ]
    return [*lines, "|"] if found.today_line_last else lines


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (
            grouped("2025-05-02", "2025-04-18", "2025-04-18", "2025-04-01"),
            ["#2025-05-02 day 1", "|#2025-04-18 day 2", "2025-04-01 day 1"],
        ),
        (
            grouped("2025-04-01", "2025-04-18", "2025-05-02", newest_first=False),
            ["#2025-04-01 day 1", "2025-04-18 day 1", "|#2025-05-02 day 1"],
        ),
        (grouped("2025-04-01"), ["|#2025-04-01 day 1"]),
        (grouped("2025-05-01"), ["#2025-05-01 day 1", "|"]),
        (grouped("2025-05-01", is_last_page=False), ["#2025-05-01 day 1"]),
        (grouped("2025-04-01", newest_first=False), ["#2025-04-01 day 1", "|"]),
        # A month is not its first day.
        (
            grouped("2025-04", "2025-04-01"),
            ["|#2025-04-01 month 1", "2025-04-01 day 1"],
        ),
        (grouped("2025"), ["|#2025-01-01 year 1"]),
        (grouped("2025-04-10/2025-04-25"), ["|#2025-04-10 day 1"]),
        # A later page: the line stands where it is crossed, and only there.
        (grouped("2025-04-17", after="2025-04-18"), ["2025-04-17 day 1"]),
        (grouped("2025-04-17", after="2025-04-19"), ["|2025-04-17 day 1"]),
        (grouped("2025-04-17", after="2025-04-17"), ["…2025-04-17 day 1"]),
        (grouped(), []),
    ],
)
def test_entries_become_groups(found: Grouped[Entry], expected: list[str]) -> None:
    assert sketch(found) == expected
