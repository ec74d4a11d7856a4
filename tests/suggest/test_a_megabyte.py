"""A megabyte of one thing is read whole: whoever took more than linear time would not come back
from it (at a thousand times what stands in an article, a square is a million times as much)."""

import pytest

from tests.suggest.test_times_any_text import FRIDAY
from tracker.suggest.actors.gazetteer import Gazetteer
from tracker.suggest.reading import read
from tracker.suggest.text import Document
from tracker.suggest.written import written

MEGABYTE = 1_000_000
GAZETTEER = Gazetteer()


@pytest.mark.parametrize("unit", ["if ", "7", '"', "“", "word ", "Kyiv said. "])
def test_all_finders_come_back_from_it(unit: str) -> None:
    text = (unit * MEGABYTE)[:MEGABYTE]
    document = Document(text, FRIDAY)
    found = read(document, GAZETTEER)
    assert (found.conditions, found.deadlines, found.events) == ([], [], [])
    assert all(
        text[item["start"] : item["end"]] == item["exact"] for item in written(document, found)
    )
