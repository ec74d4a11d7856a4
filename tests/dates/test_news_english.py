"""What the words of news mean, said on Friday 18 April 2025."""

from datetime import date

import pytest

from tracker.dates.phrases import Direction, UnknownPhrase, resolve

FRIDAY = date(2025, 4, 18)


@pytest.mark.parametrize(
    ("phrase", "edtf"),
    [
        # weekdays: the last one, as in a report; the preposition knows better
        ("Thursday", "2025-04-17"),
        ("on Thursday", "2025-04-17"),
        ("Friday", "2025-04-18"),
        ("on Friday", "2025-04-18"),
        ("Saturday", "2025-04-12"),
        ("by Thursday", "[2025-04-18..2025-04-24]"),
        ("by Friday", "2025-04-18"),
        ("no later than Monday", "[2025-04-18..2025-04-21]"),
        ("until Thursday", "2025-04-18/2025-04-24"),
        ("before Thursday", "[2025-04-18..2025-04-23]"),
        ("from Monday", "2025-04-21/.."),
        ("since Monday", "2025-04-14/.."),
        ("as early as Tuesday", "[2025-04-22..]"),
        ("from Monday to Friday", "2025-04-14/2025-04-18"),
        ("next Thursday", "2025-04-24"),
        ("next Friday", "2025-04-25"),
        ("next Saturday", "[2025-04-19,2025-04-26]"),
        ("last Friday", "2025-04-11"),
        ("last Thursday", "[2025-04-10,2025-04-17]"),
        ("this Saturday", "2025-04-19"),
        ("this coming Thursday", "2025-04-24"),
        ("this past Thursday", "2025-04-17"),
        ("Thursday of next week", "2025-04-24"),
        ("Monday last week", "2025-04-07"),
        ("last week’s Monday", "2025-04-07"),
        ("Thursday week", "2025-05-01"),
        ("a week from Thursday", "2025-05-01"),
        ("the first Monday of May", "2025-05-05"),
        ("the last Monday in May", "2025-05-26"),
        # the hour of a day is not kept
        ("Friday morning", "2025-04-18"),
        ("Thursday night", "2025-04-17"),
        ("late on Tuesday", "2025-04-15"),
        ("early Friday", "2025-04-18"),
        ("at noon on 8 May", "2025-05-08"),
        ("8 May at 10:30 GMT", "2025-05-08"),
        ("10 a.m. on Thursday", "2025-04-17"),
        ("by noon on 8 May", "[2025-04-18..2025-05-08]"),
        ("midnight on Friday", "2025-04-18"),
        ("by midnight", "2025-04-18"),
        ("on the morning of 14 July", "2025-07-14"),
        ("tomorrow evening", "2025-04-19"),
        ("tonight", "2025-04-18"),
        ("this morning", "2025-04-18"),
        ("last night", "2025-04-17"),
        ("overnight", "[2025-04-17..2025-04-18]"),
        ("overnight into Thursday", "[2025-04-16..2025-04-17]"),
        # beside the anchor
        ("yesterday", "2025-04-17"),
        ("tomorrow", "2025-04-19"),
        ("the day before yesterday", "2025-04-16"),
        ("the day after tomorrow", "2025-04-20"),
        # weeks, from Monday to Sunday
        ("this week", "[2025-04-14..2025-04-20]"),
        ("last week", "[2025-04-07..2025-04-13]"),
        ("next week", "[2025-04-21..2025-04-27]"),
        ("early next week", "[2025-04-21..2025-04-23]"),
        ("late last week", "[2025-04-10..2025-04-13]"),
        ("the middle of next week", "[2025-04-22..2025-04-24]"),
        ("midweek", "[2025-04-15..2025-04-17]"),
        ("later this week", "[2025-04-19..2025-04-20]"),
        ("earlier this week", "[2025-04-14..2025-04-17]"),
        ("as early as next week", "[2025-04-21..]"),
        ("by the end of the week", "[2025-04-18..2025-04-20]"),
        ("at the end of next week", "[2025-04-25..2025-04-27]"),
        ("by next week", "[2025-04-18..2025-04-27]"),
        ("the week of 22 April", "[2025-04-21..2025-04-27]"),
        ("the week after Easter", "[2025-04-21..2025-04-27]"),
        ("this weekend", "[2025-04-19..2025-04-20]"),
        ("over the weekend", "[2025-04-19..2025-04-20]"),
        ("last weekend", "[2025-04-12..2025-04-13]"),
        ("next weekend", "[2025-04-19..2025-04-20,2025-04-26..2025-04-27]"),
        # months and their parts
        ("this month", "2025-04"),
        ("next month", "2025-05"),
        ("last month", "2025-03"),
        ("later this month", "[2025-04-19..2025-04-30]"),
        ("end of April", "[2025-04-24..2025-04-30]"),
        ("by the end of April", "[2025-04-18..2025-04-30]"),
        ("before the end of April", "[2025-04-18..2025-04-30]"),
        ("before the end of the month", "[2025-04-18..2025-04-30]"),
        ("before the end of March", "[..2025-03-31]"),
        ("before the start of May", "[2025-04-18..2025-04-30]"),
        ("mid-April", "[2025-04-11..2025-04-20]"),
        ("mid April 2025", "[2025-04-11..2025-04-20]"),
        ("early May", "[2025-05-01..2025-05-10]"),
        ("early in May", "[2025-05-01..2025-05-10]"),
        ("late April 2025", "[2025-04-21..2025-04-30]"),
        ("late November 1995", "[1995-11-21..1995-11-30]"),
        ("the beginning of May", "[2025-05-01..2025-05-07]"),
        ("by the beginning of May", "[2025-04-18..2025-05-01]"),
        ("the first half of May", "[2025-05-01..2025-05-15]"),
        ("the second half of April", "[2025-04-16..2025-04-30]"),
        ("the first week of May", "[2025-05-01..2025-05-07]"),
        ("throughout next week", "2025-04-21/2025-04-27"),
        ("by May", "[2025-04-18..2025-05-31]"),
        ("until May", "2025-04-18/2025-05"),
        ("this May", "2025-05"),
        ("next May", "[2025-05,2026-05]"),
        ("last March", "[2024-03,2025-03]"),
        # longer times
        ("Q2 2025", "2025-34"),
        ("the second quarter of 2025", "2025-34"),
        ("this quarter", "2025-34"),
        ("H1 2025", "2025-40"),
        ("in the second half of 2025", "2025-41"),
        ("spring 2025", "2025-21"),
        ("the summer of 2025", "2025-22"),
        ("last summer", "2024-22"),
        ("next summer", "[2025-22,2026-22]"),
        ("winter 2025", "2025-24"),
        ("the winter of 2024-25", "2024-24"),
        ("in 2014", "2014"),
        ("this year", "2025"),
        ("next year", "2026"),
        ("the 1990s", "199X"),
        ("in the early 1990s", "[1990-01-01..1993-12-31]"),
        ("the '90s", "199X"),
        ("the end of the year", "[2025-12-01..2025-12-31]"),
        ("by year's end", "[2025-04-18..2025-12-31]"),
        ("by year-end", "[2025-04-18..2025-12-31]"),
        ("mid-2025", "[2025-05-01..2025-08-31]"),
        # ranges
        ("May 8-10", "2025-05-08/2025-05-10"),
        ("between 1 and 5 May", "2025-05-01/2025-05-05"),
        ("31 March to 2 April", "2025-03-31/2025-04-02"),
        ("late April to mid-May", "2025-04-21/2025-05-20"),
        # one end
        ("by 8 May", "[2025-04-18..2025-05-08]"),
        ("no later than May 8", "[2025-04-18..2025-05-08]"),
        ("until May 11", "2025-04-18/2025-05-11"),
        ("since February", "2025-02-01/.."),
        ("not before May", "[2025-05-01..]"),
        # so much time
        ("within 30 days", "[2025-04-18..2025-05-18]"),
        ("within 48 hours", "[2025-04-18..2025-04-20]"),
        ("within three weeks", "[2025-04-18..2025-05-09]"),
        ("within six months", "[2025-04-18..2025-10-18]"),
        ("within a year", "[2025-04-18..2026-04-18]"),
        ("within 10 working days", "[2025-04-18..2025-05-02]"),
        ("within 30 days of 8 May", "[2025-05-08..2025-06-07]"),
        ("for the next 30 days", "2025-04-18/2025-05-18"),
        ("the past three days", "2025-04-15/2025-04-18"),
        ("over the past week", "2025-04-11/2025-04-18"),
        ("in the last 24 hours", "2025-04-17/2025-04-18"),
        ("in two weeks", "2025-04-29~/2025-05-05~"),
        ("three weeks ago", "2025-03-25~/2025-03-31~"),
        ("in two to three weeks", "[2025-05-02..2025-05-09]"),
        ("within two or three days", "[2025-04-18..2025-04-21]"),
        ("a year and a half ago", "2023-10~"),
        ("six months ago", "2024-10~"),
        ("half a year ago", "2024-10~"),
        ("a couple of days ago", "2025-04-16"),
        ("twenty-one days ago", "2025-03-28"),
        ("more than a year ago", "[..2024-04-18]"),
        ("less than a week ago", "[2025-04-11..2025-04-18]"),
        # without a number: up to the next larger unit
        ("within days", "[2025-04-19..2025-04-25]"),
        ("in the coming days", "[2025-04-19..2025-04-25]"),
        ("in a few days", "[2025-04-19..2025-04-25]"),
        ("a few days", "[2025-04-19..2025-04-25]"),
        ("a matter of days", "[2025-04-19..2025-04-25]"),
        ("a matter of days, not a matter of weeks", "[2025-04-19..2025-04-25]"),
        ("within hours", "[2025-04-18..2025-04-19]"),
        ("in the next few weeks", "[2025-04-19..2025-05-18]"),
        ("weeks, not months", "[2025-04-19..2025-05-18]"),
        ("over the coming months", "[2025-04-19..2026-04-18]"),
        ("weeks and months", "[2025-04-19..2026-04-18]"),
        ("in recent months", "[2024-04-18..2025-04-18]"),
        ("in recent days", "[2025-04-11..2025-04-18]"),
        ("a few days ago", "[2025-04-11..2025-04-17]"),
        # days with names
        ("Easter", "2025-04-20"),
        ("Easter Sunday", "2025-04-20"),
        ("Good Friday", "2025-04-18"),
        ("by Easter", "[2025-04-18..2025-04-20]"),
        ("before Easter", "[2025-04-18..2025-04-19]"),
        ("Orthodox Easter 2024", "2024-05-05"),
        ("Easter 2024", "2024-03-31"),
        ("by Christmas", "[2025-04-18..2025-12-25]"),
        ("Christmas", "2024-12-25"),
        ("next Christmas", "[2025-12-25,2026-12-25]"),
        ("New Year's Eve", "2024-12-31"),
        ("a week after Easter", "2025-04-27"),
        # about, perhaps, or
        ("around 8 May", "2025-05-08~"),
        ("about three weeks ago", "2025-03-25~/2025-03-31~"),
        ("about ten days ago", "2025-04-08~"),
        ("perhaps in May", "2025-05?"),
        ("8 May or 10 May", "[2025-05-08,2025-05-10]"),
        ("Thursday or Friday", "[2025-04-17,2025-04-18]"),
        ("17/04/2025", "2025-04-17"),
    ],
)
def test_it_means(phrase: str, edtf: str) -> None:
    assert resolve(phrase, anchor=FRIDAY).edtf == edtf


@pytest.mark.parametrize(
    ("phrase", "reason"),
    [
        ("before the summit", "“the summit” is not a date that the rules know"),
        ("by the next round of talks", "is not a date that the rules know"),
        ("within 30 days of the signature", "“the signature” is not a date"),
        ("soon", "names no length of time"),
        ("very shortly", "names no length of time"),
        ("at some later date", "names no length of time"),
        ("recently", "names no length of time"),
        ("the same Friday", "counts from a day that these words do not name"),
        ("the following day", "counts from a day that these words do not name"),
        ("two days later", "counts from a day that these words do not name"),
        ("fiscal 2025", "begins on another day for each government"),
        ("in FY2026", "begins on another day for each government"),
        ("by the end of Ramadan", "moves with the moon"),
        ("Passover", "moves with the moon"),
        ("Independence Day", "another day in every country"),
        ("50 days", "says how long, not from when"),
        ("for 30 days", "says how long, not from when"),
        ("days", "says how long, not from when"),
        ("for weeks", "says how long, not from when"),
        ("4/5/2025", "4 May or 5 April; write the month as a word"),
        ("early Easter weekend", "early, mid and late are known of"),
        ("the morning of next week", "is more than one day here"),
        ("between mid-May and early May", "ends before it begins"),
    ],
)
def test_what_nobody_can_know_is_refused_with_what_would_help(phrase: str, reason: str) -> None:
    with pytest.raises(UnknownPhrase, match=reason):
        resolve(phrase, anchor=FRIDAY)


@pytest.mark.parametrize(
    ("phrase", "direction", "edtf"),
    [
        ("on Thursday", "past", "2025-04-17"),
        ("on Thursday", "future", "2025-04-24"),
        ("Friday morning", "past", "2025-04-18"),
        ("Friday morning", "future", "2025-04-18"),
        ("from Monday to Wednesday", "future", "2025-04-21/2025-04-23"),
        # where the words know themselves, nobody asks
        ("by Thursday", "past", "[2025-04-18..2025-04-24]"),
        ("since Thursday", "future", "2025-04-17/.."),
        ("over the weekend", "past", "[2025-04-12..2025-04-13]"),
        ("over the weekend", "future", "[2025-04-19..2025-04-20]"),
        ("overnight", "future", "[2025-04-18..2025-04-19]"),
        ("this Thursday", "future", "2025-04-24"),
        ("50 days", "future", "[2025-04-18..2025-06-07]"),
        ("a few days", "future", "[2025-04-19..2025-04-25]"),
        ("a few days", "past", "[2025-04-11..2025-04-18]"),
        ("weeks", "future", "[2025-04-19..2025-05-18]"),
        ("for 30 days", "future", "2025-04-18/2025-05-18"),
        # a date without its year: what has just gone by is meant, what is long past is not
        ("8 January", None, "2025-01-08"),
        ("8 January", "future", "2026-01-08"),
        ("8 April", "future", "2025-04-08"),
        ("by 8 April", None, "[..2025-04-08]"),
        ("by 25 December", None, "[2025-04-18..2025-12-25]"),
        ("Christmas", "future", "2025-12-25"),
        ("the winter", None, "2024-24"),
        ("the winter", "future", "2025-24"),
    ],
)
def test_the_direction_is_asked_where_the_words_have_none(
    phrase: str, direction: Direction | None, edtf: str
) -> None:
    assert resolve(phrase, anchor=FRIDAY, direction=direction).edtf == edtf


@pytest.mark.parametrize(
    ("phrase", "why"),
    [
        (
            "on Thursday",
            "the last Thursday before Friday 18 April 2025, as in a report of what has happened; "
            "where it lies ahead, write “next Thursday” or the date",
        ),
        ("Friday morning", "the hour is not kept; the anchor itself, Friday 18 April 2025"),
        (
            "by Thursday",
            "from the anchor 18 April 2025 to that day; "
            "the first Thursday after Friday 18 April 2025, as the words look ahead",
        ),
        ("next Saturday", "that of this week to some, of the week after to others"),
        ("midnight on Friday", "midnight is taken as the end of that day; "),
        (
            "by Easter",
            "from the anchor 18 April 2025 to that day; Western Easter Sunday: "
            "Sunday 20 April 2025, the nearest to 18 April 2025 "
            "(Orthodox Easter is on the same day)",
        ),
        ("Easter 2024", "Western Easter Sunday: Sunday 31 March 2024 (Orthodox Easter is on 5 May"),
        (
            "as early as next week",
            "not before 21 April 2025, most likely by 27 April 2025; no end is said; "
            "next week, Monday to Sunday, seen from Friday 18 April 2025",
        ),
        ("by May", "to the last day of that time, though some mean its first, 1 May 2025"),
        # the end of a month is its last day, which "before" leaves in; other days it leaves out
        (
            "before the end of the month",
            "from the anchor 18 April 2025 to the last day of it; the month of the anchor",
        ),
        ("by the end of the month", "from the anchor 18 April 2025 to the last day of it"),
        ("before May", "from the anchor 18 April 2025 to the day before; "),
        ("before the start of May", "from the anchor 18 April 2025 to the day before; "),
        ("before 8 April", "up to the day before; start open, for it was over before the anchor"),
        ("mid-April", "days 11 to 20; whole month, year taken from the anchor"),
        (
            "winter 2025",
            "by the year in which it begins; write “winter 2024-25” for the one before",
        ),
        ("weeks and months", "months, not years: up to a year after Friday 18 April 2025"),
        ("in two weeks", "about two weeks after Friday 18 April 2025, with three days on either"),
        ("by 25 December", "the next 25 December"),
        ("a few days", "as the words look ahead; write “a few days ago” for those before"),
    ],
)
def test_an_assumption_stands_in_the_reason(phrase: str, why: str) -> None:
    assert why in resolve(phrase, anchor=FRIDAY).why
