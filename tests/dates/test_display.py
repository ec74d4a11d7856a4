from datetime import date

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tracker.dates.display import english_day, grain, short, words
from tracker.dates.edtf import format_edtf, parse_edtf
from tracker.dates.phrases import resolve
from tracker.dates.window import Window


@pytest.mark.parametrize(
    ("edtf", "long", "narrow"),
    [
        ("2025-04-17", "Thursday 17 April 2025", "17 Apr 2025"),
        ("0987-01-02", "Tuesday 2 January 0987", "2 Jan 0987"),
        ("2025-04", "April 2025", "Apr 2025"),
        ("2014", "2014", "2014"),
        ("2025-04-18/2025-04-25", "18–25 April 2025", "18–25 Apr 2025"),
        ("2025-03-31/2025-04-02", "31 March – 2 April 2025", "31 Mar – 2 Apr 2025"),
        (
            "2024-12-30/2025-01-02",
            "30 December 2024 – 2 January 2025",
            "30 Dec 2024 – 2 Jan 2025",
        ),
        ("2025-04/2025-06", "April–June 2025", "Apr–Jun 2025"),
        ("2024-12/2025-02", "December 2024 – February 2025", "Dec 2024 – Feb 2025"),
        ("2014/2016", "2014–2016", "2014–2016"),
        ("2025-22", "June–August 2025", "Jun–Aug 2025"),
        ("202X", "2020–2029", "2020–2029"),
        ("2025-04-XX", "April 2025", "Apr 2025"),
        ("../2025-05-08", "until 8 May 2025", "until 8 May 2025"),
        ("/2025-09-08", "until 8 September 2025", "until 8 Sep 2025"),
        ("2025-05-03/..", "from 3 May 2025 on", "from 3 May 2025 on"),
        ("../..", "at any time", "at any time"),
        ("[2025-04-18..2025-04-25]", "some day 18–25 April 2025", "some day 18–25 Apr 2025"),
        ("[2025-04-01..2025-04-30]", "some day 1–30 April 2025", "some day 1–30 Apr 2025"),
        (
            "[2025-04-18..2025-05-08]",
            "some day 18 April – 8 May 2025",
            "some day 18 Apr – 8 May 2025",
        ),
        ("[..2025-05-08]", "by 8 May 2025", "by 8 May 2025"),
        ("[2025-05-08..]", "8 May 2025 or later", "8 May 2025 or later"),
        ("[2025-05-08]", "Thursday 8 May 2025", "8 May 2025"),
        ("[2025-05-08,2025-05-10]", "8 May 2025 or 10 May 2025", "8 May 2025 or 10 May 2025"),
        (
            "{2025-05-01,2025-05-05,2025-05-08..2025-05-10}",
            "1 May 2025, 5 May 2025 and 8–10 May 2025",
            "1 May 2025, 5 May 2025 and 8–10 May 2025",
        ),
        ("2025-04~", "about April 2025", "about Apr 2025"),
        ("2025-04-17~", "about 17 April 2025", "about 17 Apr 2025"),
        ("2025-04-17?", "perhaps 17 April 2025", "perhaps 17 Apr 2025"),
        ("2014%", "perhaps about 2014", "perhaps about 2014"),
        ("2025-04-~17", "about 17 April 2025", "about 17 Apr 2025"),
        ("2025-04-14~/2025-04-20~", "about 14–20 April 2025", "about 14–20 Apr 2025"),
    ],
)
def test_it_says_windows_in_words(edtf: str, long: str, narrow: str) -> None:
    window = parse_edtf(edtf)
    assert words(window) == long
    assert short(window) == narrow


@pytest.mark.parametrize(
    ("edtf", "expected"),
    [
        ("2025-04-17", "day"),
        ("2025-04-17~", "day"),
        ("[2025-04-17]", "day"),
        ("2025-04-14/2025-04-20", "week"),
        ("[2025-04-19..2025-04-25]", "week"),
        ("2025-04", "month"),
        ("2025-04~", "month"),
        ("2025-04-XX", "month"),
        ("2025", "year"),
        ("2014/2016", "span"),
        ("2025-04/2025-06", "span"),
        ("2025-04-18/2025-04-25", "span"),
        ("../2025-04-17", "span"),
        ("2025-04-17/..", "span"),
        ("[2025-04-01,2025-04-30]", "span"),
    ],
)
def test_it_knows_how_finely_a_window_is_known(edtf: str, expected: str) -> None:
    assert grain(parse_edtf(edtf)) == expected


def test_a_window_without_edtf_is_said_by_its_days() -> None:
    assert words(Window("", date(2025, 4, 18), date(2025, 4, 25))) == "18–25 April 2025"


def test_words_and_formats_can_be_translated() -> None:
    german = {
        "l j F Y": "l, j. F Y",
        "j F Y": "j. F Y",
        "j": "j.",
        "until %(last)s": "bis %(last)s",
        "%(first)s–%(last)s": "%(first)s bis %(last)s",
    }

    def gettext(text: str) -> str:
        return german.get(text, text)

    def format_day(day: date, form: str) -> str:
        return english_day(day, form).replace("May", "Mai").replace("Thursday", "Donnerstag")

    def say(edtf: str) -> str:
        return words(parse_edtf(edtf), gettext=gettext, format_day=format_day)

    assert say("2025-05-08") == "Donnerstag, 8. Mai 2025"
    assert say("../2025-05-08") == "bis 8. Mai 2025"
    assert say("2025-05-08/2025-05-10") == "8. bis 10. Mai 2025"


some_days = st.dates(min_value=date(1, 1, 2), max_value=date(9999, 12, 30))


@settings(deadline=None)
@given(st.tuples(some_days, some_days).map(sorted))
def test_closed_windows_read_back_from_their_words(bounds: list[date]) -> None:
    earliest, latest = bounds
    window = parse_edtf(format_edtf(earliest, latest))
    for said in (words(window), short(window)):
        again = resolve(said, anchor=None)
        assert (again.earliest, again.latest) == (earliest, latest)


@settings(deadline=None)
@given(some_days, st.sampled_from([4, 7, 10]), some_days)
def test_days_months_and_years_read_back_from_their_words(
    day: date, size: int, anchor: date
) -> None:
    window = parse_edtf(str(day)[:size])
    # The first and the last year of the calendar cannot be told from open ends.
    assume(not window.is_open_start and not window.is_open_end)
    again = resolve(words(window), anchor=anchor)
    assert (again.earliest, again.latest, again.edtf) == (
        window.earliest,
        window.latest,
        window.edtf,
    )


@settings(deadline=None)
@given(some_days)
def test_open_windows_read_back_from_their_words(day: date) -> None:
    for edtf in (f"../{day}", f"{day}/..", f"[..{day}]"):
        assert resolve(words(parse_edtf(edtf)), anchor=None).edtf == edtf
