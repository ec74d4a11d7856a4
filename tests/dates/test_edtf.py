from contextlib import suppress
from datetime import date, timedelta

import edtf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.dates.edtf import EdtfError, format_edtf, parse_edtf

MIN, MAX = "0001-01-01", "9999-12-31"


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        # level 0
        ("2025-04-18", "2025-04-18", "2025-04-18"),
        ("2025-04", "2025-04-01", "2025-04-30"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("1900-02", "1900-02-01", "1900-02-28"),
        ("2025", "2025-01-01", "2025-12-31"),
        ("0987", "0987-01-01", "0987-12-31"),
        ("2025-04-18/2025-04-25", "2025-04-18", "2025-04-25"),
        ("2025-04/2025-06", "2025-04-01", "2025-06-30"),
        ("2014/2016", "2014-01-01", "2016-12-31"),
        ("2025/2025-04-18", "2025-01-01", "2025-04-18"),
        ("2025-04-18/2025", "2025-04-18", "2025-12-31"),
        # level 1: qualifiers keep the bounds
        ("2025-04-18?", "2025-04-18", "2025-04-18"),
        ("2025-04-18~", "2025-04-18", "2025-04-18"),
        ("2025-04-18%", "2025-04-18", "2025-04-18"),
        ("2025-04~", "2025-04-01", "2025-04-30"),
        ("2025?", "2025-01-01", "2025-12-31"),
        ("2025-04-18~/2025-04-25?", "2025-04-18", "2025-04-25"),
        # level 1: unknown digits
        ("202X", "2020-01-01", "2029-12-31"),
        ("20XX", "2000-01-01", "2099-12-31"),
        ("000X", "0001-01-01", "0009-12-31"),
        ("2025-XX", "2025-01-01", "2025-12-31"),
        ("2025-04-XX", "2025-04-01", "2025-04-30"),
        ("2025-XX-XX", "2025-01-01", "2025-12-31"),
        ("2025-1X", "2025-10-01", "2025-12-31"),
        ("2025-04-2X", "2025-04-20", "2025-04-29"),
        ("2025-02-2X", "2025-02-20", "2025-02-28"),
        ("2025-XX-31", "2025-01-31", "2025-12-31"),
        ("202X-02-29", "2020-02-29", "2028-02-29"),
        # level 1: open and unknown ends
        ("../2025-05-08", MIN, "2025-05-08"),
        ("/2025-05-08", MIN, "2025-05-08"),
        ("2025-04-19/..", "2025-04-19", MAX),
        ("2025-04-19/", "2025-04-19", MAX),
        ("../2025-05", MIN, "2025-05-31"),
        ("2025-05/..", "2025-05-01", MAX),
        ("../..", MIN, MAX),
        # level 1: seasons, of the northern hemisphere, winter into the next year
        ("2025-21", "2025-03-01", "2025-05-31"),
        ("2025-22", "2025-06-01", "2025-08-31"),
        ("2025-23", "2025-09-01", "2025-11-30"),
        ("2025-24", "2025-12-01", "2026-02-28"),
        ("2023-24~", "2023-12-01", "2024-02-29"),
        # level 2: seasons by hemisphere, quarters, thirds and halves of a year
        ("2025-25", "2025-03-01", "2025-05-31"),
        ("2025-28", "2025-12-01", "2026-02-28"),
        ("2025-29", "2025-09-01", "2025-11-30"),
        ("2025-30", "2025-12-01", "2026-02-28"),
        ("2025-32", "2025-06-01", "2025-08-31"),
        ("2025-33", "2025-01-01", "2025-03-31"),
        ("2025-36", "2025-10-01", "2025-12-31"),
        ("2025-38", "2025-05-01", "2025-08-31"),
        ("2025-40", "2025-01-01", "2025-06-30"),
        ("2025-41", "2025-07-01", "2025-12-31"),
        # level 2: qualifiers on components
        ("2025-04-~18", "2025-04-18", "2025-04-18"),
        ("?2025-04-~18", "2025-04-18", "2025-04-18"),
        ("2025~-04-18", "2025-04-18", "2025-04-18"),
        ("2025-04?-18", "2025-04-18", "2025-04-18"),
        ("2025-%04", "2025-04-01", "2025-04-30"),
        # level 2: sets
        ("[2025-04-18..2025-04-25]", "2025-04-18", "2025-04-25"),
        ("[2025-04-18,2025-04-20]", "2025-04-18", "2025-04-20"),
        ("[2025-04-20,2025-04-18]", "2025-04-18", "2025-04-20"),
        ("[2025-04-18]", "2025-04-18", "2025-04-18"),
        ("[2025-04, 2025-06]", "2025-04-01", "2025-06-30"),
        ("[..2025-05-08]", MIN, "2025-05-08"),
        ("[2025-05-08..]", "2025-05-08", MAX),
        ("[2025-04-18,2025-04-20..2025-04-22]", "2025-04-18", "2025-04-22"),
        ("[..2024,2025-04-18]", MIN, "2025-04-18"),
        ("[2024,2025-04-18..]", "2024-01-01", MAX),
        ("[2025-04-18~..2025-04-25~]", "2025-04-18", "2025-04-25"),
        ("{2025-04-18,2025-04-20}", "2025-04-18", "2025-04-20"),
        ("{2014..2016}", "2014-01-01", "2016-12-31"),
    ],
)
def test_it_reads_edtf(text: str, earliest: str, latest: str) -> None:
    window = parse_edtf(text)
    assert (str(window.earliest), str(window.latest)) == (earliest, latest)


def test_white_space_that_edtf_does_not_have_is_not_kept() -> None:
    assert parse_edtf(" [2025-04-18, 2025-04-20]\n").edtf == "[2025-04-18,2025-04-20]"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        ("  ", "empty"),
        ("2025," * 60, "too long"),
        ("yesterday", "not of the form"),
        ("25", "not of the form"),
        ("2025-4-18", "not of the form"),
        ("2025-04-18-19", "not of the form"),
        ("~2025~", "not of the form"),
        ("2025 -04", "not of the form"),
        ("2025-04-18\x00", "not of the form"),
        ("٢٠٢٥-04-18", "not of the form"),
        ("20250418", "four digits"),
        ("12025", "four digits"),
        ("0000", "0001 to 9999"),
        ("0000-05-01", "0001 to 9999"),
        ("-0044-03-15", "before 0001"),
        ("2025-04-01/-0044", "before 0001"),
        ("Y170000002", "with Y"),
        ("1950S2", "significant digits"),
        ("2025-04-18T10:00:00Z", "time of day"),
        ("2025-13", "neither a month"),
        ("2025-00", "neither a month"),
        ("2025-00-10", "neither a month"),
        ("2025-42", "neither a month"),
        ("2025-21-05", "neither a month"),
        ("202X-21", "whole year"),
        ("9999-24", "after the year 9999"),
        ("2025-02-29", "calendar"),
        ("2025-04-31", "calendar"),
        ("2025-04-00", "calendar"),
        ("2025-04-32", "calendar"),
        ("2025-02-3X", "calendar"),
        ("20XX-02-30", "calendar"),
        ("XXXX", "known digit"),
        ("XXXX-12-25", "known digit"),
        ("202x", "capital X"),
        ("202u", "capital X"),
        ("2025-04-18/open", "older draft"),
        ("unknown/2025", "older draft"),
        ("2025-04-18/2025-04-17", "ends before it begins"),
        ("[2025-04-18..2025-04-17]", "ends before it begins"),
        ("2024/2025/2026", "two ends"),
        ("/", "date at one end"),
        ("/..", "date at one end"),
        ("[]", "a set needs"),
        ("[2025", "a set needs"),
        ("[2025}", "a set needs"),
        ("{2025]", "a set needs"),
        ("[..]", "open start"),
        ("[2024,..2025]", "open start"),
        ("[2024..,2025]", "open end"),
        ("[2024/2025]", "not of the form"),
        ("[2024,,2025]", "nothing is not of the form"),
        ("2025-04-18/[2025-04-20]", "not of the form"),
    ],
)
def test_it_refuses_what_it_cannot_hold_and_says_why(text: str, reason: str) -> None:
    with pytest.raises(EdtfError, match=reason):
        parse_edtf(text)


@pytest.mark.parametrize(
    ("earliest", "latest", "written"),
    [
        ("2025-04-18", "2025-04-18", "2025-04-18"),
        ("2025-04-01", "2025-04-30", "2025-04"),
        ("2024-02-01", "2024-02-29", "2024-02"),
        ("2024-02-01", "2024-02-28", "2024-02-01/2024-02-28"),
        ("2025-01-01", "2025-12-31", "2025"),
        ("2025-04-18", "2025-04-25", "2025-04-18/2025-04-25"),
        ("2025-04-01", "2025-06-30", "2025-04/2025-06"),
        ("2014-01-01", "2016-12-31", "2014/2016"),
        (MIN, "2025-05-08", "../2025-05-08"),
        ("2025-05-08", MAX, "2025-05-08/.."),
        ("2025-01-01", MAX, "2025-01-01/.."),
        (MIN, MAX, "../.."),
        (MIN, MIN, "0001-01-01"),
    ],
)
def test_it_writes_the_shortest_exact_form(earliest: str, latest: str, written: str) -> None:
    assert format_edtf(date.fromisoformat(earliest), date.fromisoformat(latest)) == written


@pytest.mark.parametrize(
    ("earliest", "latest", "one_of", "approximate"),
    [
        ("2025-04-18", "2025-04-25", "[2025-04-18..2025-04-25]", "2025-04-18~/2025-04-25~"),
        ("2025-04-01", "2025-04-30", "[2025-04-01..2025-04-30]", "2025-04~"),
        ("2025-04-18", "2025-04-18", "2025-04-18", "2025-04-18~"),
        (MIN, "2025-05-08", "[..2025-05-08]", "../2025-05-08~"),
        ("2025-05-08", MAX, "[2025-05-08..]", "2025-05-08~/.."),
    ],
)
def test_it_writes_one_of_and_approximately(
    earliest: str, latest: str, one_of: str, approximate: str
) -> None:
    first, last = date.fromisoformat(earliest), date.fromisoformat(latest)
    assert format_edtf(first, last, one_of=True) == one_of
    assert format_edtf(first, last, approximate=True) == approximate


def test_it_writes_no_window_that_ends_before_it_begins() -> None:
    with pytest.raises(ValueError, match="after the latest"):
        format_edtf(date(2025, 4, 18), date(2025, 4, 17))


days = st.dates()


@settings(deadline=None)
@given(st.tuples(days, days).map(sorted), st.booleans(), st.booleans())
def test_what_is_written_reads_back_with_the_same_bounds(
    bounds: list[date], one_of: bool, approximate: bool
) -> None:
    earliest, latest = bounds
    window = parse_edtf(format_edtf(earliest, latest, one_of=one_of, approximate=approximate))
    assert (window.earliest, window.latest) == (earliest, latest)


@settings(deadline=None)
@given(st.text(alphabet="0123456789X-/.,[]{}?~%Y ", max_size=40))
def test_any_text_gives_a_window_or_a_reason(text: str) -> None:
    with suppress(EdtfError):
        window = parse_edtf(text)
        assert window.earliest <= window.latest


plain = st.sampled_from([4, 7, 10])
# The other library counts years from the calendar's first on; short windows keep both in range.
closed = st.tuples(days.filter(lambda day: 1 < day.year < 9990), st.integers(0, 900))


@settings(deadline=None)
@given(closed, plain)
def test_another_library_reads_plain_dates_and_intervals_alike(
    span: tuple[date, int], size: int
) -> None:
    first = span[0].isoformat()[:size]
    last = (span[0] + timedelta(days=span[1])).isoformat()[:size]
    for text in (first, f"{first}/{last}"):
        window, other = parse_edtf(text), edtf.parse_edtf(text)
        assert window.earliest == date(*other.lower_strict()[:3])
        assert window.latest == date(*other.upper_strict()[:3])
