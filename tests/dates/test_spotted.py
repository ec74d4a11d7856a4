from datetime import date

import pytest

from tracker.dates.spotted import phrase_in

FRIDAY = date(2025, 4, 18)


@pytest.mark.parametrize(
    ("words", "phrase"),
    [
        ("17 April 2025", "17 April 2025"),
        (" yesterday ", "yesterday"),
        ("2014", "2014"),  # all of the words: somebody chose just these
        ("the envoys met on 17 April 2025, and parted", "on 17 April 2025"),
        ("a signature by 26 April, if all goes well", "by 26 April"),
        ("an answer “within three days”", "within three days"),
        ("the day after they said: tomorrow.", "tomorrow"),
        ("talks from 3 to 5 May in Oslo", "from 3 to 5 May"),
    ],
)
def test_it_finds_the_time_that_words_name(words: str, phrase: str) -> None:
    assert phrase_in(words, anchor=FRIDAY) == phrase


@pytest.mark.parametrize(
    "words",
    [
        "",
        "the talks go on",
        # two dates: one of them would be a guess
        "they met on 17 April and meet again on 26 April",
        # numbers and words that only look like a time
        "1500 prisoners came home",
        "it may fail, and they march on",
        "from 2000 to 3000 tonnes of grain",
        # no rule reads this
        "in the fullness of time",
    ],
)
def test_it_does_not_guess(words: str) -> None:
    assert phrase_in(words, anchor=FRIDAY) == ""


def test_words_that_need_a_day_to_count_from_name_no_time_without_one() -> None:
    assert phrase_in("an answer within three days", anchor=None) == ""
