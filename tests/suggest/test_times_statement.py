"""Lengths of time count from the day on which they were said, where the sentence names it."""

from datetime import date

import pytest

from tracker.suggest.actors.gazetteer import Gazetteer
from tracker.suggest.reading import read
from tracker.suggest.text import Document
from tracker.suggest.times.find import find_times
from tracker.suggest.times.statement import statement_day

SATURDAY = date(2025, 4, 19)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Ode said on Friday that the talks would end within days.", 18),
        ("The truce must hold within days, he told reporters on Thursday.", 17),
        ("A deal is due in the coming weeks, she warned late Monday.", 14),
        # on the day itself, and where nothing is said
        ("Ode said on Saturday that it would come within days.", 19),
        ("The truce must hold within days, he said.", 19),
        # another sentence says something else; a weekday that is not the saying's
        ("He said on Friday that they left. The truce must come within days.", 19),
        ("They must sign within days. She left, he said on Friday.", 19),
        ("He said that they would meet within days of the visit that began on Friday.", 19),
    ],
)
def test_which_day_it_was_said_on(text: str, day: int) -> None:
    start = text.index("within" if "within" in text else "in the")
    assert statement_day(text, start, start + 11, SATURDAY) == date(2025, 4, day)


def test_the_window_of_a_condition_counts_from_there() -> None:
    text = "Ode said on Friday that unless there is movement within days Peru will leave the talks."
    (condition,) = read(Document(text, SATURDAY), Gazetteer()).conditions
    assert condition.deadline is not None
    window = condition.deadline.time.window
    assert window is not None
    assert (window.anchor, window.earliest, window.latest) == (
        date(2025, 4, 18),
        date(2025, 4, 19),
        date(2025, 4, 25),
    )
    assert "after Friday 18 April 2025" in window.why


def test_a_weekday_that_is_due_is_the_next_after_it_was_said() -> None:
    text = "Ode said on Thursday that Peru must sign the treaty by Friday."
    (deadline,) = read(Document(text, date(2025, 4, 18)), Gazetteer()).deadlines
    assert deadline.time.window is not None
    assert deadline.time.window.latest == date(2025, 4, 18)


def test_the_value_is_that_of_the_words() -> None:
    (time,) = find_times(Document("The truce must hold within days, he said.", SATURDAY))
    assert time.timex3.value == "PXD"
