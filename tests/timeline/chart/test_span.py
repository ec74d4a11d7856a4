"""Spans of a chart: zooming and moving by whole days, within the calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.dates.window import OPEN_END, OPEN_START
from tracker.timeline.chart.span import FIRST, LAST, LEAST_DAYS, Columns, Span

YEAR = Span(date(2025, 1, 1), date(2025, 12, 31))
AT = date(2025, 4, 18)

ordinals = st.integers(FIRST, LAST)
spans = st.builds(Span.of, ordinals, st.integers(1, LAST - FIRST + 1))


@pytest.mark.parametrize(
    ("span", "days"),
    [
        (YEAR.nearer(), 182),
        (YEAR.farther(), 730),
        (YEAR.earlier(), 365),
        (YEAR.later(), 365),
        (YEAR.around(AT), 365),
        (Span(AT, AT).nearer(), 1),
        (Span(AT, AT).farther(), 2),
        (Span.of(AT.toordinal(), LEAST_DAYS).nearer(), LEAST_DAYS),
    ],
)
def test_a_step_leads_to_so_many_days(span: Span, days: int) -> None:
    assert span.days == days


def test_zooming_keeps_the_middle_and_moving_keeps_the_length() -> None:
    assert abs((YEAR.nearer().middle - YEAR.middle).days) <= 1
    assert abs((YEAR.farther().middle - YEAR.middle).days) <= 1
    assert YEAR.later().first == YEAR.first + timedelta(182)
    assert YEAR.earlier().first == YEAR.first - timedelta(182)
    assert AT in YEAR.around(AT)


@given(spans, st.dates())
def test_no_way_leads_out_of_the_calendar(span: Span, day: date) -> None:
    for to in (span.nearer(), span.farther(), span.earlier(), span.later(), span.around(day)):
        assert OPEN_START < to.first <= to.last < OPEN_END


@pytest.mark.parametrize(
    ("days", "holds", "leaves_out"),
    [
        ([], [AT], []),
        ([AT], [AT], []),
        ([OPEN_START, AT, OPEN_END], [AT], [date(1000, 1, 1), date(9000, 1, 1)]),
        # Today, if it is near.
        ([date(2025, 3, 1), date(2025, 4, 16)], [date(2025, 3, 1), AT], []),
        ([date(2015, 3, 1), date(2015, 7, 14)], [date(2015, 7, 14)], [AT]),
    ],
)
def test_the_whole_holds_what_is_known_and_today_if_that_is_near(
    days: list[date], holds: list[date], leaves_out: list[date]
) -> None:
    whole = Span.over(days, at=AT)
    assert all(day in whole for day in holds)
    assert not any(day in whole for day in leaves_out)


@given(spans, st.integers(1, 200), st.sampled_from([1, 7]))
def test_columns_cover_a_span_without_gaps(span: Span, most: int, multiple: int) -> None:
    columns = Columns.at_most(span, most, multiple=multiple)
    assert columns.days % multiple == 0
    assert columns.number <= most + 1
    first, last = columns.stretch(0), columns.stretch(columns.number - 1)
    assert first.first <= span.first
    assert last.last >= span.last
    assert columns.of(span.first) == 0
    assert columns.of(span.last) == columns.number - 1
    if columns.number > 1:
        following = columns.stretch(1)
        assert following.first.toordinal() == first.last.toordinal() + 1


def test_columns_keep_their_days_while_somebody_moves_along() -> None:
    here = Columns.at_most(YEAR, 36)
    there = Columns.at_most(YEAR.later(), 36)
    days = {one.first for one in here.stretches()}
    assert days & {one.first for one in there.stretches()}
