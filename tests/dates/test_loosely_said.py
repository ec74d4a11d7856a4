"""How people say when, short of a date: a week or two, the week after next, possibly by Friday."""

from datetime import date

import pytest

from tracker.dates.phrases import Direction, UnknownPhrase, resolve
from tracker.dates.single import one_day

MONDAY, WEDNESDAY, FRIDAY = date(2025, 4, 14), date(2025, 4, 16), date(2025, 4, 18)
SUNDAY, MONTHS_END = date(2025, 4, 20), date(2025, 1, 31)


@pytest.mark.parametrize(
    ("phrase", "anchor", "edtf"),
    [
        # so long from now
        ("in two weeks' time", FRIDAY, "2025-04-29~/2025-05-05~"),
        ("in a month’s time", FRIDAY, "2025-05~"),
        ("in a month's time", MONTHS_END, "2025-02~"),
        ("in a week or two", FRIDAY, "[2025-04-25..2025-05-02]"),
        ("in a day or two", FRIDAY, "[2025-04-19..2025-04-20]"),
        ("in the next day or two", FRIDAY, "[2025-04-18..2025-04-20]"),
        ("within a week or two", FRIDAY, "[2025-04-18..2025-05-02]"),
        ("a day or two ago", FRIDAY, "[2025-04-16..2025-04-17]"),
        ("a week or so ago", FRIDAY, "2025-04-08~/2025-04-14~"),
        ("in a day or so", FRIDAY, "2025-04-19~"),
        ("within roughly two weeks", FRIDAY, "[2025-04-18..2025-05-02]"),
        ("just two days ago", FRIDAY, "2025-04-16"),
        ("only days ago", FRIDAY, "[2025-04-11..2025-04-17]"),
        ("a few weeks from now", FRIDAY, "[2025-04-19..2025-05-18]"),
        ("just days away", FRIDAY, "[2025-04-19..2025-04-25]"),
        ("days rather than weeks", FRIDAY, "[2025-04-19..2025-04-25]"),
        ("weeks rather than months", FRIDAY, "[2025-04-19..2025-05-18]"),
        ("days, if not hours", FRIDAY, "[2025-04-18..2025-04-25]"),
        ("a week on Tuesday", FRIDAY, "2025-04-29"),
        ("a week on Friday", WEDNESDAY, "2025-04-25"),
        ("a week today", FRIDAY, "2025-04-25"),
        ("two weeks tomorrow", FRIDAY, "2025-05-03"),
        # the one after the next, the one before the last
        ("the week after next", FRIDAY, "[2025-04-28..2025-05-04]"),
        ("the week after next", SUNDAY, "[2025-04-28..2025-05-04]"),
        ("the month after next", date(2025, 12, 31), "2026-02"),
        ("the year before last", FRIDAY, "2023"),
        ("the Friday after next", FRIDAY, "2025-05-02"),
        ("the Friday after next", WEDNESDAY, "[2025-04-25,2025-05-02]"),
        ("the Sunday before last", FRIDAY, "2025-04-06"),
        ("the weekend after next", MONDAY, "[2025-04-26..2025-04-27,2025-05-03..2025-05-04]"),
        ("the Monday after Easter", FRIDAY, "2025-04-21"),
        ("the Friday before 1 May", FRIDAY, "2025-04-25"),
        # days by their number
        ("on the 25th", FRIDAY, "2025-04-25"),
        ("by the 5th", FRIDAY, "[2025-04-18..2025-05-05]"),
        ("by the 31st", MONTHS_END, "2025-01-31"),
        ("by the 30th", MONTHS_END, "[2025-01-31..2025-03-30]"),
        ("on the 5th of next month", FRIDAY, "2025-05-05"),
        ("by the first of the month", FRIDAY, "[2025-04-18..2025-05-01]"),
        ("on the first of May", FRIDAY, "2025-05-01"),
        # feasts that are more than a day
        ("over the Easter weekend", FRIDAY, "[2025-04-18..2025-04-21]"),
        ("over Easter", FRIDAY, "[2025-04-18..2025-04-21]"),
        ("over Christmas 2025", FRIDAY, "[2025-12-24..2025-12-26]"),
        # a winter crosses the end of a year
        ("this winter", date(2025, 1, 10), "2024-24"),
        ("last winter", date(2025, 2, 28), "2023-24"),
        ("this winter", date(2025, 12, 1), "2025-24"),
        # this one: where it has gone by, or another is nearer, both are kept
        ("this Monday", FRIDAY, "[2025-04-14,2025-04-21]"),
        ("this Monday", SUNDAY, "[2025-04-14,2025-04-21]"),
        ("this Monday", MONDAY, "2025-04-14"),
        ("this January", date(2025, 12, 31), "[2025-01,2026-01]"),
        ("this December", date(2026, 1, 1), "[2025-12,2026-12]"),
        ("this December", FRIDAY, "2025-12"),
        ("this winter", FRIDAY, "[2024-24,2025-24]"),
        ("this summer", date(2026, 1, 1), "2026-22"),
        ("this Easter", date(2025, 12, 31), "[2025-04-20,2026-04-05]"),
        # both of them, one of them
        ("on Thursday and Friday", FRIDAY, "{2025-04-17,2025-04-18}"),
        ("Friday and Saturday", FRIDAY, "{2025-04-18,2025-04-19}"),
        ("in April and May", FRIDAY, "{2025-04,2025-05}"),
        ("Friday or Saturday", FRIDAY, "[2025-04-18,2025-04-19]"),
        ("either Friday or Saturday", FRIDAY, "[2025-04-18,2025-04-19]"),
        ("on or about 8 May", FRIDAY, "2025-05-08~"),
        # the end of a day
        ("by the end of business on Monday", FRIDAY, "[2025-04-18..2025-04-21]"),
        ("by close of business Monday", FRIDAY, "[2025-04-18..2025-04-21]"),
        ("by the end of the day", FRIDAY, "2025-04-18"),
        ("by end of day Monday", FRIDAY, "[2025-04-18..2025-04-21]"),
        # hedges: what they are put before stays what it was
        ("possibly as early as next week", FRIDAY, "[2025-04-21..]"),
        ("perhaps as soon as Tuesday", FRIDAY, "[2025-04-22..]"),
        ("possibly by Monday", FRIDAY, "[2025-04-18..2025-04-21]"),
        ("likely within days", FRIDAY, "[2025-04-19..2025-04-25]"),
        ("probably not before May", FRIDAY, "[2025-05-01..]"),
        ("possibly on Monday", FRIDAY, "2025-04-21?"),
        ("possibly possibly May", FRIDAY, "2025-05?"),
        ("most likely next week", FRIDAY, "2025-04-21?/2025-04-27?"),
        ("by Monday at the latest", FRIDAY, "[2025-04-18..2025-04-21]"),
        ("at the latest by Monday", FRIDAY, "[2025-04-18..2025-04-21]"),
        ("at the earliest next week", FRIDAY, "[2025-04-21..]"),
        ("not until after Easter", FRIDAY, "2025-04-21/.."),
    ],
)
def test_it_means(phrase: str, anchor: date, edtf: str) -> None:
    assert resolve(phrase, anchor=anchor).edtf == edtf


@pytest.mark.parametrize(
    ("phrase", "direction", "edtf"),
    [
        ("the 25th", "past", "2025-03-25"),
        ("the 10th", "future", "2025-05-10"),
        ("possibly on Monday", "past", "2025-04-14?"),
        ("up to 60 days", "future", "[2025-04-18..2025-06-17]"),
        ("this Monday", "past", "2025-04-14"),
        ("this Monday", "future", "2025-04-21"),
        ("for up to two weeks", "future", "2025-04-18/2025-05-02"),
        ("a couple of days", "future", "[2025-04-18..2025-04-20]"),
    ],
)
def test_the_direction_is_asked_where_the_words_have_none(
    phrase: str, direction: Direction, edtf: str
) -> None:
    assert resolve(phrase, anchor=FRIDAY, direction=direction).edtf == edtf


@pytest.mark.parametrize(
    ("phrase", "why"),
    [
        ("in the next couple of days", "from Friday 18 April 2025 to a couple of days later"),
        ("the past couple of weeks", "from a couple of weeks before Friday 18 April 2025"),
        ("within about ten days", "from Friday 18 April 2025 to about ten days later"),
        ("within two weeks or so", "from Friday 18 April 2025 to two weeks or so later"),
        ("possibly by Monday", "in doubt, for it says “possibly”; from the anchor 18 April 2025"),
        ("on the 25th", "the nearest such day; write it where it is another"),
        ("the Easter weekend", "Good Friday to Easter Monday, by Western Easter"),
    ],
)
def test_the_reason_says_what_was_taken_for_granted(phrase: str, why: str) -> None:
    assert why in resolve(phrase, anchor=FRIDAY).why


@pytest.mark.parametrize(
    ("phrase", "reason"),
    [
        ("a couple of days", "write “within a couple of days”, “the past couple of days” or “a co"),
        ("for a week", "write “for the next week” or “for the past week”"),
        ("up to 60 days", "“up to 60 days” says how long, not from when; write “within 60 days”"),
        ("for at least a week", "says how long at least"),
        ("tomorrow or so", "“tomorrow or so” is not understood yet; type the first"),
        ("in weeks or three", "“in weeks or three” is not understood yet; type the first"),
        ("three months on Tuesday", "is read of weeks only"),
        ("the 31st of next week", "within a month only"),
        ("on the 31st of April", "31 April"),
        ("for now", "“for now” names no length of time"),
        ("until further notice", "names no length of time"),
        ("Friday and Friday", "are the same time"),
        ("from the 1st to the 15th", "do not fit together without a month; add it"),
        ("exactly a year ago", "not understood"),
    ],
)
def test_what_stays_unknown_says_what_would_help(phrase: str, reason: str) -> None:
    with pytest.raises(UnknownPhrase, match=reason):
        resolve(phrase, anchor=FRIDAY)


@pytest.mark.parametrize("phrase", ["soon", "recently", "in the near future"])
def test_where_a_day_is_wanted_no_end_can_be_left_open(phrase: str) -> None:
    with pytest.raises(UnknownPhrase) as unknown:
        one_day(phrase, anchor=FRIDAY)
    assert str(unknown.value) == f"“{phrase}” names no length of time; type the day itself"
