"""Single sentences, read by everything together with the names that Demarche ships."""

from datetime import date

import pytest

from tracker.suggest.actors.gazetteer import Gazetteer
from tracker.suggest.reading import Reading, read
from tracker.suggest.text import Document

PUBLISHED = date(2025, 4, 18)  # a Friday
GAZETTEER = Gazetteer()


def reading(text: str) -> Reading:
    return read(Document(text, PUBLISHED), GAZETTEER)


@pytest.mark.parametrize(
    ("text", "window", "demand"),
    [
        # the day beside an hour is the day that is meant
        ("Norway must reply by midnight on Tuesday.",
         "[2025-04-18..2025-04-22]", "Norway must reply"),
        ("Chad gave Libya until noon on 29 April to free the hostages.",
         "2025-04-18/2025-04-29", "free the hostages"),
        ("Peru agreed to withdraw its soldiers by 6 p.m. on 2 May.",
         "[2025-04-18..2025-05-02]", "Peru agreed to withdraw its soldiers"),
        ("Peru must withdraw its soldiers by 2 May at 6 p.m.",
         "[2025-04-18..2025-05-02]", "Peru must withdraw its soldiers"),
    ],
)  # fmt: skip
def test_the_deadline_of_a_sentence(text: str, window: str, demand: str) -> None:
    (deadline,) = reading(text).deadlines
    assert deadline.time.window
    assert (deadline.time.window.edtf, deadline.demand) == (window, demand)
