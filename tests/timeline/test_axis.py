"""Where windows lie on an axis of days, and where its lines are."""

from datetime import date, timedelta

import pytest

from tracker.dates.window import OPEN_END, OPEN_START
from tracker.timeline.axis import BREAK, MOST_TICKS, Axis, Stretch

FIRST = date(2025, 4, 1)
# Ten days.
TEN = Axis(FIRST, date(2025, 4, 10))


@pytest.mark.parametrize(
    ("first", "last", "lies"),
    [
        (1, 10, Stretch(0, 100, False, False)),
        (3, 4, Stretch(20, 20, False, False)),
        (10, 10, Stretch(90, 10, False, False)),
        (-3, 2, Stretch(0, 20, True, False)),
        (9, 15, Stretch(80, 20, False, True)),
        (-9, 29, Stretch(0, 100, True, True)),
        (-9, -3, Stretch(0, 0, True, False)),
        (12, 15, Stretch(100, 0, False, True)),
    ],
)
def test_a_window_is_a_span_cut_off_where_the_axis_ends(
    first: int, last: int, lies: Stretch
) -> None:
    start, end = (FIRST + timedelta(days=number - 1) for number in (first, last))
    assert TEN.stretch(start, end) == lies


def test_open_ends_are_cut_off_too() -> None:
    assert TEN.stretch(OPEN_START, OPEN_END) == Stretch(0, 100, True, True)


@pytest.mark.parametrize(
    ("days", "at", "first", "last"),
    [
        # The moment belongs to it, as long as the windows can be told apart.
        ([5, 20], 10, 5, 20),
        ([5, 20], 30, 5, 30),
        ([5, 20], 36, 5, 20),
        ([5, 20], 1, 1, 20),
        ([30, 40], 1, 30, 40),
        ([5], 9, 5, 9),
        ([], 9, 9, 9),
    ],
)
def test_it_reaches_over_all_days_and_to_the_moment_if_that_is_near(
    days: list[int], at: int, first: int, last: int
) -> None:
    def day(number: int) -> date:
        return FIRST + timedelta(days=number)

    axis = Axis.over([*map(day, days), OPEN_START, OPEN_END], at=day(at))
    assert axis == Axis(day(first), day(last))


def test_an_open_end_has_room_to_go_on() -> None:
    closed = Axis.over([FIRST, date(2025, 4, 21)], at=FIRST)
    opened = Axis.over([FIRST, date(2025, 4, 21)], at=FIRST, has_open_end=True)
    assert (closed.last, opened.last) == (date(2025, 4, 21), date(2025, 5, 1))


@pytest.mark.parametrize(
    ("at", "first", "last"),
    [
        ("2025-04-18", "2024-08-18", "2025-08-17"),
        ("2000-01-01", "2000-01-01", "2000-12-30"),
        ("2050-01-01", "2029-01-02", "2030-01-01"),
        ("2029-12-31", "2029-01-02", "2030-01-01"),
    ],
)
def test_of_too_many_days_those_around_the_moment_are_shown(at: str, first: str, last: str) -> None:
    axis = Axis(date(2000, 1, 1), date(2030, 1, 1)).around(date.fromisoformat(at), most=365)
    assert (axis.first.isoformat(), axis.last.isoformat()) == (first, last)
    assert axis.days == 365


def test_few_days_are_all_shown() -> None:
    assert TEN.around(date(1999, 1, 1), most=10) is TEN


@pytest.mark.parametrize(
    ("first", "last", "named"),
    [
        ("2025-04-18", "2025-04-18", ["2025-04-18"]),
        ("2025-04-18", "2025-04-21", ["2025-04-18", "2025-04-19", "2025-04-20", "2025-04-21"]),
        ("2025-04-15", "2025-05-08", ["2025-04-21", "2025-04-28", "2025-05-05"]),
        ("2014-11-24", "2015-07-14", ["2014-12-01", "2015-01-01", "2015-02-01", "2015-03-01"]),
        ("2022-11-20", "2025-07-14", ["2023-01-01", "2023-07-01", "2024-01-01", "2024-07-01"]),
        ("1995-04-18", "2025-04-18", ["2000-01-01", "2005-01-01", "2010-01-01", "2015-01-01"]),
    ],
)
def test_beginnings_of_days_weeks_months_and_years_are_named(
    first: str, last: str, named: list[str]
) -> None:
    ticks = Axis(date.fromisoformat(first), date.fromisoformat(last)).ticks()
    assert [tick.day.isoformat() for tick in ticks][: len(named)] == named


@pytest.mark.parametrize("first", [date(1, 1, 1), date(2000, 2, 28), date(2025, 4, 18)])
@pytest.mark.parametrize("days", [*range(1, 60), *range(60, 800, 49), 9999, 40_000, 2_900_000])
def test_there_are_few_lines_all_of_them_on_it(first: date, days: int) -> None:
    axis = Axis(first, first + timedelta(days=days - 1))
    ticks = axis.ticks()
    assert 1 <= len(ticks) <= MOST_TICKS
    assert all(axis.first <= tick.day <= axis.last for tick in ticks)


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


@pytest.mark.parametrize(
    ("at", "last", "far"),
    [(10, 20, None), (30, 30, None), (36, 20, 36), (4000, 20, 4000), (-4000, 20, None)],
)
def test_it_breaks_off_before_a_moment_far_beyond(at: int, last: int, far: int | None) -> None:
    axis = Axis.over([day(5), day(20)], at=day(at), breaks=True)
    assert axis == Axis(day(5), day(last), None if far is None else day(far))


def test_where_it_breaks_off_there_is_room_for_the_moment() -> None:
    axis = Axis(day(0), day(9), far=day(400))
    edge = 100 - BREAK
    assert axis.edge == edge
    assert axis.at(day(400)) == 100
    assert axis.at(day(9)) == pytest.approx(edge * 0.95)
    assert axis.at(day(200)) is None
    assert axis.stretch(day(5), day(9)) == Stretch(edge / 2, edge / 2, False, False)
    # What lasts until then reaches as far as the moment.
    assert axis.stretch(day(5), OPEN_END) == Stretch(edge / 2, 100 - edge / 2, False, True)
    assert all(tick.x <= edge for tick in axis.ticks())
    assert axis.around(day(400), most=5) == Axis(day(5), day(9), day(400))


@pytest.mark.parametrize(("first", "begins"), [(-5, 0), (0, 0), (4, 4), (30, 9)])
def test_it_can_begin_later(first: int, begins: int) -> None:
    axis = Axis(day(0), day(9), day(400))
    assert axis.beginning(day(first)) == Axis(day(begins), day(9), day(400))


@pytest.mark.parametrize("last", [date.max, date.max - timedelta(400)])
def test_the_end_of_the_calendar_has_an_axis_too(last: date) -> None:
    for days in (0, 3, 100, 10_000, 3_000_000):
        assert Axis(last - timedelta(days), last).ticks()
