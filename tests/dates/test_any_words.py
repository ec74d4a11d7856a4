"""Whatever is typed: a window that holds together, or a reason."""

import re
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from tracker.dates.display import english_day, words
from tracker.dates.edtf import format_edtf, parse_edtf
from tracker.dates.phrases import LONGEST_WHY, RULES, Direction, UnknownPhrase, resolve
from tracker.dates.window import Window

FRIDAY = date(2025, 4, 18)
EXAMPLES = [example for rule in RULES for example in rule.examples]

words_of_dates = st.lists(
    st.sampled_from(
        [
            *("17", "8", "2025", "0", "31", "two", "a", "99", "9999", "T10:00", "half", "noon"),
            *("April", "May", "Feb.", "Friday", "days", "weeks", "today", "year", "1990s", "Q2"),
            *(",", "-", "–", "/", "..", "[", "]", "~", "'s", "{anchor}", "{", "%s"),
            *("to", "from", "by", "until", "within", "ago", "in", "on", "the", "of", "and", "or"),
            *("between", "before", "since", "next", "last", "this", "early", "mid", "end", "half"),
            *("about", "perhaps", "as early as", "not before", "a matter of", "recent", "coming"),
            *("Easter", "Christmas", "spring", "winter", "weekend", "night", "first", "week"),
        ]
    ),
    max_size=9,
).map(" ".join)
# Examples of the table within one another: what nobody has thought of.
nested = st.lists(
    st.sampled_from(
        [*EXAMPLES, "by", "early", "the end of", "from", "to", "until", "around", "or"]
    ),
    max_size=4,
).map(" ".join)
directions: st.SearchStrategy[Direction | None] = st.sampled_from([None, "past", "future"])


@settings(deadline=None)
@given(
    st.one_of(words_of_dates, nested, st.text(max_size=60)),
    st.one_of(st.none(), st.dates()),
    directions,
)
@example("tomorrow", date.max, None)
@example("the 90s", date.min, None)
@example("this decade", date.min, None)
@example("last weekend", date.min, None)
@example("by Easter", date(9999, 12, 31), None)
@example("next winter", date(9998, 12, 1), None)
def test_any_words_give_a_window_or_a_reason(
    phrase: str, anchor: date | None, direction: Direction | None
) -> None:
    with suppress(UnknownPhrase):
        window = resolve(phrase, anchor=anchor, direction=direction)
        assert window.earliest <= window.latest
        assert window.phrase == phrase.strip()
        assert 0 < len(window.why) <= LONGEST_WHY
        assert "{" not in window.why or "{" in phrase
        again = parse_edtf(window.edtf)
        assert (again.earliest, again.latest) == (window.earliest, window.latest)
        with suppress(UnknownPhrase):  # 2024-25 may be two years
            assert resolve(window.edtf, anchor=anchor).edtf == window.edtf


@settings(deadline=None)
@given(st.dates(), st.sampled_from(["j F", "F j"]), st.dates())
def test_a_day_without_its_year_is_never_far_from_the_anchor(
    day: date, form: str, anchor: date
) -> None:
    window = resolve(english_day(day, form), anchor=anchor)
    assert (window.earliest.month, window.earliest.day) == (day.month, day.day)
    edge = anchor.year in (date.min.year, date.max.year)
    leap = (day.month, day.day) == (2, 29)
    assert edge or leap or abs((window.earliest - anchor).days) <= 183


@settings(deadline=None)
@given(st.sampled_from([one for one in EXAMPLES if one]), st.dates(), directions)
def test_what_the_table_reads_is_read_on_any_day(
    phrase: str, anchor: date, direction: Direction | None
) -> None:
    assume(1600 < anchor.year < 4000)
    assume(not refusal(phrase, FRIDAY, None))
    reason = refusal(phrase, anchor, direction)
    # On the last day of a week nothing of it is left.
    assert not reason or re.search("nothing of the|ends before", reason)


def refusal(phrase: str, anchor: date, direction: Direction | None) -> str:
    try:
        window = resolve(phrase, anchor=anchor, direction=direction)
    except UnknownPhrase as unknown:
        return str(unknown)
    assert window.earliest <= window.latest
    return ""


some_days = st.dates(min_value=date(1, 1, 2), max_value=date(9999, 12, 30))


@settings(deadline=None)
@given(st.tuples(some_days, some_days).map(sorted), st.booleans(), st.booleans(), some_days)
def test_a_window_said_in_words_is_read_as_the_same_window(
    bounds: list[date], one_of: bool, approximate: bool, anchor: date
) -> None:
    first, last = bounds
    said = parse_edtf(format_edtf(first, last, one_of=one_of, approximate=approximate))
    again = resolve(words(said), anchor=anchor)
    assert (again.earliest, again.latest) == (first, last)
    assert one_of or again.edtf == said.edtf


@settings(deadline=None)
@given(some_days, st.booleans())
def test_an_open_window_said_in_words_is_read_as_the_same_window(day: date, one_of: bool) -> None:
    for first, last in ((date.min, day), (day, date.max)):
        said = parse_edtf(format_edtf(first, last, one_of=one_of))
        again = resolve(words(said), anchor=None)
        assert (again.edtf, again.earliest, again.latest) == (said.edtf, first, last)


@pytest.mark.parametrize("phrase", EXAMPLES)
def test_what_the_table_gives_is_read_again_from_its_words(phrase: str) -> None:
    try:
        window: Window = resolve(phrase, anchor=FRIDAY)
    except UnknownPhrase:
        return
    again = resolve(words(window), anchor=None)
    assert (again.earliest, again.latest) == (window.earliest, window.latest)
