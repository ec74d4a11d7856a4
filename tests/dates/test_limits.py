"""By, before, until, after, within, from: what is still in the window, on any day of the week."""

from datetime import date

import pytest

from tracker.dates.phrases import resolve

MONDAY, THURSDAY, FRIDAY = date(2025, 4, 14), date(2025, 4, 17), date(2025, 4, 18)
SATURDAY, SUNDAY = date(2025, 4, 19), date(2025, 4, 20)
MONTHS_END, YEARS_END = date(2025, 4, 30), date(2025, 12, 31)


@pytest.mark.parametrize(
    ("phrase", "anchor", "edtf"),
    [
        # before a part of a day: on that day still
        ("before noon on Friday", FRIDAY, "2025-04-18"),
        ("before noon", FRIDAY, "2025-04-18"),
        ("before noon on Monday", FRIDAY, "[2025-04-18..2025-04-21]"),
        ("before 5 p.m. on Monday", FRIDAY, "[2025-04-18..2025-04-21]"),
        ("before noon on 8 May", FRIDAY, "[2025-04-18..2025-05-08]"),
        ("before midnight on Sunday", FRIDAY, "[2025-04-18..2025-04-20]"),
        ("before midnight", FRIDAY, "2025-04-18"),
        ("before midnight tonight", FRIDAY, "2025-04-18"),
        ("before dawn on Saturday", FRIDAY, "[2025-04-18..2025-04-19]"),
        ("before Saturday morning", FRIDAY, "[2025-04-18..2025-04-19]"),
        ("before early Saturday", FRIDAY, "[2025-04-18..2025-04-19]"),
        ("before the morning of 8 May", FRIDAY, "[2025-04-18..2025-05-08]"),
        ("before tonight", FRIDAY, "2025-04-18"),
        ("before tomorrow night", FRIDAY, "[2025-04-18..2025-04-19]"),
        # before a day: not on it
        ("before Saturday", FRIDAY, "2025-04-18"),
        ("before tomorrow", FRIDAY, "2025-04-18"),
        ("before the weekend", FRIDAY, "2025-04-18"),
        ("before Friday", FRIDAY, "[2025-04-18..2025-04-24]"),
        ("before the weekend", SATURDAY, "[2025-04-19..2025-04-25]"),
        ("before two weeks from now", FRIDAY, "[2025-04-18..2025-05-01]"),
        # before the end of something: up to its last day
        ("before the end of the week", FRIDAY, "[2025-04-18..2025-04-20]"),
        ("before the end of the week", SUNDAY, "2025-04-20"),
        ("before the end of next week", FRIDAY, "[2025-04-18..2025-04-27]"),
        ("before the end of the month", FRIDAY, "[2025-04-18..2025-04-30]"),
        ("before the end of the month", MONTHS_END, "2025-04-30"),
        ("before year's end", FRIDAY, "[2025-04-18..2025-12-31]"),
        ("before the week is out", FRIDAY, "[2025-04-18..2025-04-20]"),
        ("before the year is out", YEARS_END, "2025-12-31"),
        # after
        ("after noon on Friday", FRIDAY, "2025-04-18/.."),
        ("after midnight on Friday", FRIDAY, "2025-04-19/.."),
        ("after Friday", FRIDAY, "2025-04-19/.."),
        ("after the start of next week", FRIDAY, "2025-04-21/.."),
        ("after the end of May", FRIDAY, "2025-06-01/.."),
        # until, through
        ("until May", FRIDAY, "2025-04-18/2025-05"),
        ("through May", FRIDAY, "2025-04-18/2025-05"),
        ("up to and including Sunday", FRIDAY, "2025-04-18/2025-04-20"),
        ("through year-end", date(2026, 1, 1), "2026"),
        ("through Sunday", FRIDAY, "2025-04-18/2025-04-20"),
        ("through next week", FRIDAY, "2025-04-18/2025-04-27"),
        ("from now until May", FRIDAY, "2025-04-18/2025-05-31"),
        ("from Thursday night to Friday morning", THURSDAY, "2025-04-17/2025-04-18"),
        # not before what has begun
        ("as early as this week", FRIDAY, "[2025-04-18..]"),
        ("as soon as this month", FRIDAY, "[2025-04-18..]"),
        ("no earlier than this week", FRIDAY, "[2025-04-18..]"),
        ("this week at the earliest", SUNDAY, "[2025-04-20..]"),
        ("as early as this weekend", FRIDAY, "[2025-04-19..]"),
        ("not before last week", FRIDAY, "[2025-04-07..]"),
        # within
        ("within this week", FRIDAY, "[2025-04-18..2025-04-20]"),
        ("within this month", FRIDAY, "[2025-04-18..2025-04-30]"),
        ("within this year", YEARS_END, "2025-12-31"),
        ("within the week", FRIDAY, "[2025-04-18..2025-04-25]"),
        ("within the next week", FRIDAY, "[2025-04-18..2025-04-25]"),
        ("for the next month", FRIDAY, "2025-04-18/2025-05-18"),
        ("over the next week", FRIDAY, "[2025-04-18..2025-04-25]"),
        ("within two weeks from Thursday", FRIDAY, "[2025-04-24..2025-05-08]"),
        ("hours or days", FRIDAY, "[2025-04-18..2025-04-25]"),
        ("by midweek", FRIDAY, "[2025-04-18..2025-04-24]"),
        # so much from a day: that day lies ahead, unless a date says otherwise
        ("two weeks from Thursday", FRIDAY, "2025-05-08"),
        ("two weeks from Thursday", THURSDAY, "2025-05-01"),
        ("a week from Tuesday", FRIDAY, "2025-04-29"),
        ("three days from Monday", FRIDAY, "2025-04-24"),
        ("90 days from 18 January", FRIDAY, "2025-04-18"),
        ("two weeks after Thursday", FRIDAY, "2025-05-01"),
        ("a month from Friday", FRIDAY, "2025-05~"),
        ("two years from Easter", FRIDAY, "2027~"),
        ("from Monday morning", FRIDAY, "2025-04-21/.."),
        ("from 15 April", FRIDAY, "2025-04-15/.."),
        ("from the 25th", date(2026, 1, 1), "2026-01-25/.."),
        ("from midnight on Sunday", FRIDAY, "2025-04-20/.."),
        ("for 90 days from 18 April", FRIDAY, "2025-04-18/2025-07-17"),
        ("for two weeks from Monday", FRIDAY, "2025-04-21/2025-05-05"),
        ("for 30 days starting on Monday", FRIDAY, "2025-04-21/2025-05-21"),
        # a limit is counted to the day
        ("by two weeks from now", FRIDAY, "[2025-04-18..2025-05-02]"),
        ("no later than a month from Friday", FRIDAY, "[2025-04-18..2025-05-18]"),
        ("no earlier than two weeks from now", FRIDAY, "[2025-05-02..]"),
    ],
)
def test_it_means(phrase: str, anchor: date, edtf: str) -> None:
    assert resolve(phrase, anchor=anchor).edtf == edtf


@pytest.mark.parametrize(
    ("phrase", "why"),
    [
        ("before noon on Monday", "from the anchor 18 April 2025 to that day itself; the hour"),
        ("before midnight", "to that day itself; on the anchor itself, for no day is named; midn"),
        ("before the end of the month", "from the anchor 18 April 2025 to the last day of it; "),
        ("before Friday", "to the day before; that of 25 April 2025, for the one before it has"),
        ("before 8 April", "up to the day before; start open, for it was over before the anchor"),
        ("until May", "though some mean its first, 1 May 2025"),
        ("now until May", "though some mean up to the first day of the other time, 1 May 2025"),
        ("from April until June", "though some mean up to the first day, 1 June 2025"),
        ("through May", "from the anchor 18 April 2025 to the last day of it; whole month, year"),
        ("no earlier than this week", "not before the anchor 18 April 2025, which is in that"),
        ("by two weeks from now", "to that day; 2 May 2025, counted to the day"),
        ("from midnight on Sunday", "from that day, for the midnight before it may be meant; end"),
        ("within the month", "to one month later, though some mean the end of the month"),
        ("within days", "days, neither hours nor weeks: 1 to 7 days after Friday 18 April 2025"),
        ("two weeks from Thursday", "the first Thursday after Friday 18 April 2025"),
    ],
)
def test_the_reason_agrees_with_the_window(phrase: str, why: str) -> None:
    assert why in resolve(phrase, anchor=FRIDAY).why


@pytest.mark.parametrize("phrase", ["through May", "from April through June"])
def test_through_is_never_the_first_day(phrase: str) -> None:
    assert "though" not in resolve(phrase, anchor=FRIDAY).why


def test_a_reason_is_given_once() -> None:
    assert resolve("late on Friday night", anchor=FRIDAY).why.count("the hour is not kept") == 1
