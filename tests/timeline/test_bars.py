"""A window on its axis, in percent."""

from datetime import date

import pytest

from tracker.dates.edtf import parse_edtf
from tracker.dates.window import OPEN_END, OPEN_START
from tracker.models import Deadline
from tracker.timeline.bars import Bar, bar
from tracker.timeline.states import Standing


def drawn(
    edtf: str,
    *,
    at: str,
    stated: str = "2025-04-11",
    now: tuple[date, date] | None = None,
) -> Bar:
    deadline = Deadline(anchor=date.fromisoformat(stated), known_on=date.fromisoformat(stated))
    deadline.window = parse_edtf(edtf)
    deadline.anchor = date.fromisoformat(stated)
    first, last = now or (deadline.earliest, deadline.latest)
    standing = Standing(status="open", since=first, earliest=first, latest=last, step=None)
    return bar(deadline, standing, date.fromisoformat(at))


def test_the_axis_runs_from_the_statement_to_the_last_day() -> None:
    found = drawn("2025-04-16/2025-04-20", at="2025-04-13")
    assert (found.first, found.last) == (date(2025, 4, 11), date(2025, 4, 20))
    assert (found.x, found.width, found.at) == (50, 50, 25)
    assert found.stated_x is None


def test_a_day_just_past_it_is_still_on_the_axis_and_a_far_one_is_not() -> None:
    assert drawn("2025-04-16/2025-04-20", at="2025-04-25").last == date(2025, 4, 25)
    far = drawn("2025-04-16/2025-04-20", at="2026-04-25")
    assert (far.last, far.at) == (date(2025, 4, 20), None)


def test_a_window_that_moved_shows_where_it_was() -> None:
    found = drawn(
        "2025-04-16/2025-04-20", at="2025-04-21", now=(date(2025, 4, 21), date(2025, 4, 30))
    )
    assert (found.stated_x, found.stated_width) == (25, 25)
    assert (found.x, found.width) == (50, 50)


@pytest.mark.parametrize(
    ("edtf", "open_start", "open_end"),
    [("2025-04-16/..", False, True), ("../2025-05-08", True, False)],
)
def test_open_ends_stay_within_the_picture(edtf: str, open_start: bool, open_end: bool) -> None:
    found = drawn(edtf, at="2025-04-18")
    assert (found.open_start, found.open_end) == (open_start, open_end)
    assert OPEN_START < found.first <= found.last < OPEN_END
    assert 0 <= found.x <= found.x + found.width <= 100.01


@pytest.mark.parametrize("at", ["2025-01-01", "2025-04-18", "2025-06-01", "2040-01-01"])
@pytest.mark.parametrize(
    "edtf",
    ["2025-04-18", "2025-04", "2025-04-18/..", "../2025-04-18", "5000/9998", "0002/..", "9000/.."],
)
def test_no_bar_leaves_its_axis(edtf: str, at: str) -> None:
    found = drawn(edtf, at=at)
    assert found.x >= 0
    assert found.x + found.width <= 100.01
    assert found.at is None or 0 <= found.at <= 100
