"""How often a deadline moved, in words."""

import pytest

from tracker.templatetags.deadlines import later_words, moves_words
from tracker.timeline.chains import Moves


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (1, "1 day later"),
        (7, "7 days later"),
        (-1, "1 day earlier"),
        (-12, "12 days earlier"),
        (0, "to the same day"),
    ],
)
def test_later_and_earlier(days: int, words: str) -> None:
    assert later_words(days) == words


@pytest.mark.parametrize(
    ("moves", "words"),
    [
        (Moves(0, 0, 0, 0), ""),
        (Moves(1, 1, 7, 7), "moved once, 7 days later"),
        (Moves(3, 3, 13, 13), "moved 3 times, 13 days later in all"),
        (Moves(2, 2, 5, -5), "moved 2 times, 5 days earlier in all"),
        (Moves(2, 2, 13, 7), "moved 2 times, by 13 days in all, 7 days later on balance"),
        (Moves(2, 2, 20, 0), "moved 2 times, by 20 days in all, and back to where it was"),
        (Moves(1, 0, 0, 0), "moved once, from or to an open end, which counts no days"),
        (
            Moves(2, 1, 7, 7),
            "moved 2 times, 7 days later, 1 of these from or to an open end, which counts no days",
        ),
        (
            Moves(4, 2, 7, 7),
            "moved 4 times, 7 days later in all,"
            " 2 of these from or to an open end, which count no days",
        ),
    ],
)
def test_moves_say_their_sum_and_what_is_not_in_it(moves: Moves, words: str) -> None:
    assert moves_words(moves) == words
