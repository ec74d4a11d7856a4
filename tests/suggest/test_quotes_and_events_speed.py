"""Twice the text takes about twice the steps, whatever the text is."""

import pytest

from tests.suggest.cast import actors, document
from tests.suggest.counted import calls
from tracker.suggest.events.find import find_events
from tracker.suggest.quotes.find import find_quotes

_LETTERS = 4_000


@pytest.mark.parametrize(
    "unit",
    [
        "said ",
        "said Ode ",
        "Ode said “no deal yet” ",
        "“",
        '"',
        "word ",
        "Norland ",
        "Norland and Sudria, ",
        "refuse to withdraw from ",
        "agreed to ",
        "sanctions ",
        "talks between ",
        "according to ",
        "have been ",
        "if ",
        "Norland, who said, ",
        "Ode said it will not ",
        ") ",
        ", ",
        "Norland met Sudria. ",
    ],
)
def test_growth_is_linear(unit: str) -> None:
    def read(letters: int) -> int:
        text = unit * (letters // len(unit))
        cut, cast = document(text), actors(text)

        def work() -> None:
            quotes = find_quotes(cut, actors=cast)
            find_events(cut, actors=cast, times=(), quotes=quotes)

        return calls(work)

    read(200)  # fills what is kept
    assert read(2 * _LETTERS) < 2.3 * read(_LETTERS)
