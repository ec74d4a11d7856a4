from datetime import date

import pytest

from tracker.dates.spotted import direction_before, phrase_in

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
        ("the envoys met on Thursday in Oslo", "on Thursday"),
        ("signatures as early as next week, he hoped", "as early as next week"),
        ("by the end of the week, or not at all", "by the end of the week"),
        (
            "it is a matter of days, not a matter of weeks, he said",
            "a matter of days, not a matter of weeks",
        ),
        ("a few days", "a few days"),
        ("two weeks away", "two weeks away"),
        ("they met on Monday and Tuesday in Oslo", "on Monday and Tuesday"),
        ("an answer is due before noon on Monday, he said", "before noon on Monday"),
        ("a truce, possibly as early as next week", "possibly as early as next week"),
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
        "they spring back and fall out in the end",
        "after a few days of calm",
        "after two weeks away from the front",
        "they met on Thursday and go on next week",
        # no rule reads this
        "in the fullness of time",
    ],
)
def test_it_does_not_guess(words: str) -> None:
    assert phrase_in(words, anchor=FRIDAY) == ""


def test_words_that_need_a_day_to_count_from_name_no_time_without_one() -> None:
    assert phrase_in("an answer within three days", anchor=None) == ""


@pytest.mark.parametrize(
    ("before", "direction"),
    [
        ("The envoys met", "past"),
        ("The envoys will meet", "future"),
        ("The envoys, he said, will meet", "future"),
        ("The envoys will meet, he said", "past"),
        ("The sides agreed to meet", "future"),
        ("The sides agreed", "past"),
        ("The minister is to speak", "future"),
        ("Talks resumed", "past"),
        ("They said they would answer", "future"),
        ("An answer", None),
        ("", None),
    ],
)
def test_the_last_verb_before_a_time_says_which_way_it_looks(
    before: str, direction: str | None
) -> None:
    assert direction_before(before) == direction
