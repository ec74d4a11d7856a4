from datetime import date

import pytest

from tracker.dates.phrases import UnknownPhrase, resolve

FRIDAY = date(2025, 4, 18)


@pytest.mark.parametrize(
    "phrase",
    [
        "17 April 2025",
        "17 april 2025",
        "17 APRIL 2025",
        "17 Apr 2025",
        "17 Apr. 2025",
        "17 April, 2025",
        "17-Apr-2025",
        "17th April 2025",
        "17th of April 2025",
        "the 17th of April, 2025",
        "April 17, 2025",
        "April 17,2025",
        "April 17 2025",
        "April 17th, 2025",
        "April the 17th, 2025",
        "Apr. 17, 2025",
        "Apr 17 2025",
        "Thursday, 17 April 2025",
        "Thursday 17 April 2025",
        "Thursday, April 17, 2025",
        "Thursday the 17th of April 2025",
        "Thu 17 Apr 2025",
        "Thurs., Apr. 17, 2025",
        "on 17 April 2025",
        "on Thursday, 17 April 2025",
        "On April 17, 2025",
        "during 17 April 2025",
        "2025-04-17",
        "on 2025-04-17",
        "2025\u201104\u201117",
        "  17\u00a0April\n2025 ",
    ],
)
@pytest.mark.parametrize("anchor", [FRIDAY, None])
def test_an_exact_day_is_that_day(phrase: str, anchor: date | None) -> None:
    window = resolve(phrase, anchor=anchor)
    assert window.edtf == "2025-04-17"
    assert window.earliest == window.latest == date(2025, 4, 17)
    assert window.phrase == phrase.strip()
    assert window.anchor == anchor
    assert window.why == "exact day, as written"


MONTHS = [
    ("January", "Jan", "Jan."),
    ("February", "Feb", "Feb."),
    ("March", "Mar", "Mar."),
    ("April", "Apr", "Apr."),
    ("May", "may", "MAY"),
    ("June", "Jun", "Jun."),
    ("July", "Jul", "Jul."),
    ("August", "Aug", "Aug."),
    ("September", "Sept", "Sep."),
    ("October", "Oct", "Oct."),
    ("November", "Nov", "Nov."),
    ("December", "Dec", "Dec."),
]


@pytest.mark.parametrize(("number", "names"), list(enumerate(MONTHS, start=1)))
def test_every_month_is_known_by_all_its_names(number: int, names: tuple[str, ...]) -> None:
    for name in names:
        assert resolve(f"8 {name} 2025", anchor=None).earliest == date(2025, number, 8)
        assert resolve(f"{name} 8, 2025", anchor=None).earliest == date(2025, number, 8)
        assert resolve(f"{name} 2025", anchor=None).edtf == f"2025-{number:02}"


@pytest.mark.parametrize(
    ("phrase", "anchor", "edtf"),
    [
        # a day without its year: the nearest
        ("17 April", FRIDAY, "2025-04-17"),
        ("April 17", FRIDAY, "2025-04-17"),
        ("Thursday, 17 April", FRIDAY, "2025-04-17"),
        ("on April 17th", FRIDAY, "2025-04-17"),
        ("28 December", date(2025, 1, 3), "2024-12-28"),
        ("3 January", date(2024, 12, 28), "2025-01-03"),
        ("29 February", FRIDAY, "2024-02-29"),
        ("29 February", date(1900, 6, 1), "1904-02-29"),
        ("29 February", date(1900, 2, 28), "1896-02-29"),
        ("1 January", date(1, 12, 31), "0002-01-01"),
        ("1 January", date(9999, 12, 31), "9999-01-01"),
        # months and years
        ("April 2025", FRIDAY, "2025-04"),
        ("April, 2025", FRIDAY, "2025-04"),
        ("April of 2025", FRIDAY, "2025-04"),
        ("in April 2025", FRIDAY, "2025-04"),
        ("during Sept. 2025", FRIDAY, "2025-09"),
        ("2025-04", FRIDAY, "2025-04"),
        ("April", FRIDAY, "2025-04"),
        ("in May", FRIDAY, "2025-05"),
        ("December", date(2025, 1, 3), "2024-12"),
        ("2014", FRIDAY, "2014"),
        ("in 2014", FRIDAY, "2014"),
        ("during the year 2014", FRIDAY, "2014"),
        # ranges
        ("31 March to 2 April 2025", None, "2025-03-31/2025-04-02"),
        ("31 March – 2 April 2025", None, "2025-03-31/2025-04-02"),
        ("31 March 2025 to 2 April 2025", None, "2025-03-31/2025-04-02"),
        ("31 March 2025 to 2 April", None, "2025-03-31/2025-04-02"),
        ("March 31 to April 2, 2025", None, "2025-03-31/2025-04-02"),
        ("Thursday 8 to Saturday 10 May 2025", None, "2025-05-08/2025-05-10"),
        ("Monday 31 March to Wednesday 2 April 2025", None, "2025-03-31/2025-04-02"),
        ("2025-03-31 to 2025-04-02", None, "2025-03-31/2025-04-02"),
        ("2025-03-31 - 2025-04-02", None, "2025-03-31/2025-04-02"),
        ("8-10 May 2025", None, "2025-05-08/2025-05-10"),
        ("8 – 10 May 2025", None, "2025-05-08/2025-05-10"),
        ("8th to 10th of May 2025", None, "2025-05-08/2025-05-10"),
        ("May 8–10, 2025", None, "2025-05-08/2025-05-10"),
        ("May 8 through 10, 2025", None, "2025-05-08/2025-05-10"),
        ("May 8-10", FRIDAY, "2025-05-08/2025-05-10"),
        ("8-10 May", FRIDAY, "2025-05-08/2025-05-10"),
        ("May 8 to May 10", FRIDAY, "2025-05-08/2025-05-10"),
        ("between 1 and 5 May 2025", None, "2025-05-01/2025-05-05"),
        ("between 28 April and 5 May 2025", None, "2025-04-28/2025-05-05"),
        ("from 3 to 7 July 2015", None, "2015-07-03/2015-07-07"),
        ("from 3 July until 7 July 2015", None, "2015-07-03/2015-07-07"),
        ("28 December to 3 January 2026", None, "2025-12-28/2026-01-03"),
        ("28 December 2025 to 3 January", None, "2025-12-28/2026-01-03"),
        ("28 December to 3 January", date(2025, 1, 10), "2024-12-28/2025-01-03"),
        ("8-8 May 2025", None, "2025-05-08"),
        ("April to June 2025", None, "2025-04/2025-06"),
        ("April–June 2025", None, "2025-04/2025-06"),
        ("December 2024 – February 2025", None, "2024-12/2025-02"),
        ("November to February 2025", None, "2024-11/2025-02"),
        ("April to June", FRIDAY, "2025-04/2025-06"),
        ("2014-2016", None, "2014/2016"),
        ("2014 to 2016", None, "2014/2016"),
        ("from 2014 to 2016", None, "2014/2016"),
        ("between 2014 and 2016", None, "2014/2016"),
        # counted from the anchor
        ("today", FRIDAY, "2025-04-18"),
        ("Yesterday", FRIDAY, "2025-04-17"),
        ("tomorrow", FRIDAY, "2025-04-19"),
        ("two days ago", FRIDAY, "2025-04-16"),
        ("2 days ago", FRIDAY, "2025-04-16"),
        ("a day ago", FRIDAY, "2025-04-17"),
        ("twenty days ago", FRIDAY, "2025-03-29"),
        ("in 3 days", FRIDAY, "2025-04-21"),
        ("in ten days", FRIDAY, "2025-04-28"),
        ("three weeks ago", FRIDAY, "2025-03-25~/2025-03-31~"),
        ("a week ago", FRIDAY, "2025-04-08~/2025-04-14~"),
        ("two months ago", FRIDAY, "2025-02~"),
        ("four months ago", FRIDAY, "2024-12~"),
        ("12 months ago", FRIDAY, "2024-04~"),
        ("three years ago", FRIDAY, "2022~"),
        ("within 30 days", FRIDAY, "[2025-04-18..2025-05-18]"),
        ("within days", FRIDAY, "[2025-04-19..2025-04-25]"),
        ("in the coming days", FRIDAY, "[2025-04-19..2025-04-25]"),
        ("a matter of days", FRIDAY, "[2025-04-19..2025-04-25]"),
        ("a matter of days, not a matter of weeks", FRIDAY, "[2025-04-19..2025-04-25]"),
        ("a matter of days, not weeks", FRIDAY, "[2025-04-19..2025-04-25]"),
        ("next week", FRIDAY, "[2025-04-21..2025-04-27]"),
        ("next week", date(2025, 4, 21), "[2025-04-28..2025-05-04]"),
        ("within two weeks", FRIDAY, "[2025-04-18..2025-05-02]"),
        ("within the next 10 days", FRIDAY, "[2025-04-18..2025-04-28]"),
        ("within 48 hours", FRIDAY, "[2025-04-18..2025-04-20]"),
        ("within 36 hours", FRIDAY, "[2025-04-18..2025-04-20]"),
        ("within an hour", FRIDAY, "[2025-04-18..2025-04-19]"),
        # one end
        ("by 8 May 2025", FRIDAY, "[2025-04-18..2025-05-08]"),
        ("by 8 May 2025", None, "[..2025-05-08]"),
        ("by 8 April 2025", FRIDAY, "[..2025-04-08]"),
        ("by 18 April 2025", FRIDAY, "2025-04-18"),
        ("by May 8", FRIDAY, "[2025-04-18..2025-05-08]"),
        ("no later than May 8", FRIDAY, "[2025-04-18..2025-05-08]"),
        ("on or before 8 May 2025", None, "[..2025-05-08]"),
        ("until May 11", FRIDAY, "2025-04-18/2025-05-11"),
        ("until 8 May 2025", None, "../2025-05-08"),
        ("before 8 May 2025", FRIDAY, "[2025-04-18..2025-05-07]"),
        ("before 8 May 2025", None, "[..2025-05-07]"),
        ("before May 2025", FRIDAY, "[2025-04-18..2025-04-30]"),
        ("before 2026", FRIDAY, "[2025-04-18..2025-12-31]"),
        ("since 3 May 2025", None, "2025-05-03/.."),
        ("from 3 May 2025", FRIDAY, "2025-05-03/.."),
        ("from 3 May 2025 onwards", FRIDAY, "2025-05-03/.."),
        ("since April", FRIDAY, "2025-04-01/.."),
        ("since 2014", None, "2014-01-01/.."),
        ("after 3 May 2025", FRIDAY, "2025-05-04/.."),
        ("after May 2025", FRIDAY, "2025-06-01/.."),
        # EDTF
        ("2025-04-18/2025-04-25", None, "2025-04-18/2025-04-25"),
        ("[2025-04-18..2025-04-25]", None, "[2025-04-18..2025-04-25]"),
        ("[2025-04-18, 2025-04-20]", None, "[2025-04-18,2025-04-20]"),
        ("{2014,2016}", None, "{2014,2016}"),
        ("../2025-05-08", FRIDAY, "../2025-05-08"),
        ("/2025-05-08", FRIDAY, "/2025-05-08"),
        ("2025-04-19/..", None, "2025-04-19/.."),
        ("2025-04~", None, "2025-04~"),
        ("2025-04-~18", None, "2025-04-~18"),
        ("~2025", None, "~2025"),
        ("202X", None, "202X"),
        ("2025-22", None, "2025-22"),
    ],
)
def test_it_resolves(phrase: str, anchor: date | None, edtf: str) -> None:
    assert resolve(phrase, anchor=anchor).edtf == edtf


@pytest.mark.parametrize(
    ("phrase", "reason"),
    [
        # no such day
        ("31 February 2025", "31 February 2025” is not a day"),
        ("29 February 2025", "not a day"),
        ("31 April 2025", "not a day"),
        ("0 April 2025", "not a day"),
        ("April 0, 2025", "not a day"),
        ("99 April 2025", "not a day"),
        ("2025-02-30", "not a day"),
        ("2025-02-00", "not a day"),
        ("30 February", "no 30 February"),
        ("29-31 February 2025", "not a day"),
        ("17 April 0000", "0001 to 9999"),
        ("0000", "0001 to 9999"),
        ("17 April 10000", "0001 to 9999"),
        ("10000", "0001 to 9999"),
        ("17 April 25", "in four digits"),
        ("April 25, 25", "in four digits"),
        ("2025-13", "neither a month"),
        ("2014-16", "neither a month"),
        ("2024-25", "may be two years, or March–May 2024 in EDTF"),
        ("-0044", "before 0001"),
        ("2025-04-18T10:00", "time of day"),
        ("7000 years ago", "outside the years"),
        ("9000 weeks ago and more", "not understood"),
        ("tomorrow or so", "not understood"),
        # contradictions
        ("Friday, 17 April 2025", "17 April 2025 is a Thursday"),
        ("Friday, 17 April", "17 April 2025 is a Thursday"),
        ("Monday 8 to Tuesday 10 May 2025", "8 May 2025 is a Thursday"),
        ("10-8 May 2025", "ends before it begins"),
        ("2016-2014", "ends before it begins"),
        ("8 May 2025 to 10", "lacks its month"),
        ("8 May 2025 to June 2025", "do not fit"),
        ("2014 to May 2025", "do not fit"),
        ("8 to 10", "do not fit"),
        ("8 and 10 May 2025", "not understood"),
        # with words that change the sense
        ("not on 17 April 2025", "not understood"),
        ("17", "not understood"),
        ("12:30", "not understood"),
        ("17 Avril 2025", "not understood"),
        ("١٧ April 2025", "not understood"),
        # nonsense
        ("", "no words"),
        (" \n\t ", "no words"),
        ("17 April\x002025", "type it anew"),
        ("17 April 2025" + " " * 200, "too long"),
        ("9" * 201, "too long"),
        ("{", "not understood"),
        ("[2025", "a set needs"),
    ],
)
def test_it_refuses_with_a_reason(phrase: str, reason: str) -> None:
    with pytest.raises(UnknownPhrase, match=reason):
        resolve(phrase, anchor=FRIDAY)


@pytest.mark.parametrize(
    "phrase",
    ["17 April", "April", "May 8-10", "by May 8", "before May", "since April", "after 3 May"],
)
def test_without_an_anchor_the_year_must_be_written(phrase: str) -> None:
    with pytest.raises(UnknownPhrase, match="add the year"):
        resolve(phrase, anchor=None)


@pytest.mark.parametrize(
    "phrase",
    [
        "today",
        "yesterday",
        "two days ago",
        "a week ago",
        "3 years ago",
        "in 3 days",
        "within 2 days",
    ],
)
def test_words_that_count_from_a_day_need_one(phrase: str) -> None:
    with pytest.raises(UnknownPhrase, match="count from a day"):
        resolve(phrase, anchor=None)


@pytest.mark.parametrize(
    ("phrase", "anchor"),
    [
        ("tomorrow", date.max),
        ("yesterday", date.min),
        ("in 2 days", date.max),
        ("within 2 weeks", date.max),
        ("a month ago", date.min),
        ("a year ago", date.min),
        ("a week ago", date.min),
        ("after 9999", FRIDAY),
        ("28 December 9999 to 3 January", FRIDAY),
    ],
)
def test_nothing_leaves_the_calendar(phrase: str, anchor: date) -> None:
    with pytest.raises(UnknownPhrase, match="0001 to 9999"):
        resolve(phrase, anchor=anchor)


@pytest.mark.parametrize(
    ("phrase", "why"),
    [
        ("17 April", "year taken from the anchor 18 April 2025: the nearest 17 April"),
        ("May", "whole month, year taken from the anchor 18 April 2025: the nearest May"),
        ("April 2025", "whole month"),
        ("in 2014", "whole year"),
        ("two days ago", "two days before Friday 18 April 2025"),
        ("yesterday", "the day before Friday 18 April 2025"),
        (
            "3 weeks ago",
            "about 3 weeks before Friday 18 April 2025, with three days on either side",
        ),
        ("within 48 hours", "from Friday 18 April 2025 to 48 hours later"),
        ("by 8 May 2025", "from the anchor 18 April 2025 to that day"),
        ("within days", "days, neither hours nor weeks: 1 to 7 days after Friday 18 April 2025"),
        ("next week", "next week, Monday to Sunday, seen from Friday 18 April 2025"),
        ("May 8-10", "May 8 to 10, the year by the anchor 18 April 2025"),
        ("8-10 May 2025", "8 to 10 May 2025, as written"),
        ("after 3 May 2025", "from the day after, end open"),
        ("2025-04~", "EDTF, as written"),
    ],
)
def test_it_says_how_the_words_were_read(phrase: str, why: str) -> None:
    assert resolve(phrase, anchor=FRIDAY).why == why


def test_a_past_day_after_by_is_not_stretched_to_the_anchor() -> None:
    window = resolve("by 8 April 2025", anchor=FRIDAY)
    assert window.is_open_start
    assert "before the anchor 18 April 2025" in window.why
