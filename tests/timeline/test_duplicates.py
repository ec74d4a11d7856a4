"""How alike two titles are: what was reported before may be on record from another article."""

import pytest

from tracker.timeline.duplicates import ALIKE, LEAST_WORDS_ALIKE, likeness

LONG = "Talks take place between European leaders, the U.S., and Ukraine in Paris"
NAMES = ("ukraine", "u", "s")


@pytest.mark.parametrize("short", ["Paris talks", "Talks in Paris", "Ukraine talks in Paris"])
def test_a_short_title_is_alike_where_a_long_one_says_all_of_it(short: str) -> None:
    alike = likeness(short, LONG, without=NAMES)
    assert LEAST_WORDS_ALIKE < alike < ALIKE  # the day, the type or who acts has to agree, too
    assert alike == likeness(LONG, short, without=NAMES)


@pytest.mark.parametrize("other", ["Geneva talks", "Talks", "Sanctions lifted", "", "Ukraine"])
def test_other_titles_are_not(other: str) -> None:
    assert likeness(other, LONG, without=NAMES) < LEAST_WORDS_ALIKE
