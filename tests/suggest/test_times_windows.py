"""The windows of the times of a text: by the rules of tracker.dates, with their reason."""

from datetime import date

import pytest

from tracker.suggest.found import TimeFound
from tracker.suggest.text import Document
from tracker.suggest.times.find import find_times

FRIDAY = date(2025, 4, 18)


def times(text: str) -> list[TimeFound]:
    return find_times(Document(text, FRIDAY))


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("They signed on 17 April 2025.", "2025-04-17"),
        ("They met on Thursday.", "2025-04-17"),
        ("They will meet on Thursday.", "2025-04-24"),
        ("He spoke on Friday morning.", "2025-04-18"),
        ("They talked yesterday.", "2025-04-17"),
        ("They will sign next week.", "[2025-04-21..2025-04-27]"),
        ("If nothing moves within days, they would leave.", "[2025-04-19..2025-04-25]"),
        ("They must answer within 30 days.", "[2025-04-18..2025-05-18]"),
        ("They will meet in two weeks.", "2025-04-29~/2025-05-05~"),
        ("It may end in the next few weeks.", "[2025-04-19..2025-05-18]"),
        ("It has grown in recent months.", "[2024-04-18..2025-04-18]"),
        ("It is a matter of days, not a matter of weeks.", "[2025-04-19..2025-04-25]"),
        ("It will not go on for weeks and months.", "[2025-04-19..2026-04-18]"),
        ("They will be gone by the end of June.", "[2025-06-24..2025-06-30]"),
        ("He was there in the last week of March 2014.", "[2014-03-25..2014-03-31]"),
        ("It began in early 1940.", "[1940-01-01..1940-04-30]"),
        ("It ended in the summer of 1942.", "1942-22"),
        ("It fell in the third quarter of 1989.", "1989-35"),
        ("It was calm around March 1981.", "1981-03~"),
        ("It was calm in the 1990s.", "199X"),
    ],
)
def test_a_time_has_its_window(text: str, edtf: str) -> None:
    (time,) = times(text)
    assert time.window is not None
    assert time.window.edtf == edtf
    assert time.window.phrase == text[time.start : time.end]
    assert time.why


@pytest.mark.parametrize(
    "text",
    [
        "It lasted three days.",
        "They meet every week.",
        "It is now empty.",
        "It took two weeks to build.",
        "It fell in 480 BC.",
        "They had fled within days.",
    ],
)
def test_what_names_no_days_has_no_window(text: str) -> None:
    (time,) = times(text)
    assert time.window is None


def test_the_window_keeps_the_conventions_of_the_house_where_timex3_has_others() -> None:
    (time,) = times("They will meet next weekend.")
    assert time.timex3.value == "2025-W16-WE"
    assert time.window is not None
    assert time.window.edtf == "[2025-04-19..2025-04-20,2025-04-26..2025-04-27]"


def test_no_window_lies_ahead_of_what_has_been() -> None:
    (time,) = times("They slept over the weekend.")
    assert time.window is not None
    assert time.window.latest < FRIDAY


def test_in_a_story_the_days_are_those_of_the_story() -> None:
    found = times("In March 1954 the armies clashed. In May they agreed. Ten days later it rained.")
    assert [time.window.edtf for time in found if time.window] == ["1954-03", "1954-05", "1954-05"]
    assert found[1].window is not None
    assert found[1].window.anchor is None
    assert found[1].why == "the year runs with the text: 1954"


def test_the_reason_says_what_the_days_are_counted_from() -> None:
    (time,) = times("They will sign within days.")
    assert time.why == "days, neither hours nor weeks: 1 to 7 days after Friday 18 April 2025"
