"""Whose a condition is and of whom it is asked, read with the actors that Demarche brings along."""

from datetime import date
from pathlib import Path

import pytest

from tracker.suggest.actors.gazetteer import Gazetteer
from tracker.suggest.found import ActorFound
from tracker.suggest.reading import read
from tracker.suggest.text import Document
from tracker.suggest.written import written

CASES = Path(__file__).with_name("whose_conditions.txt")
GAZETTEER = Gazetteer()


def cases() -> list[tuple[str, str]]:
    lines = CASES.read_text(encoding="utf-8").splitlines()
    rows = [line.split(" | ", 1) for line in lines if line and not line.startswith("#")]
    return [(text, who) for who, text in rows]


@pytest.mark.parametrize(("text", "who"), cases())
def test_who_asks_it_of_whom(text: str, who: str) -> None:
    conditions = read(Document(text, date(2025, 4, 18)), GAZETTEER).conditions
    assert [f"{_named(one.initiator)} > {_named(*one.recipients)}" for one in conditions] == [who]


def _named(*actors: ActorFound | None) -> str:
    return " and ".join(actor.name for actor in actors if actor) or "nobody"


def test_of_two_there_is_no_single_recipient() -> None:
    text = "Norway will send monitors if Armenia and Azerbaijan agree to a ceasefire."
    document = Document(text, date(2025, 4, 18))
    reading = read(document, GAZETTEER)
    [condition] = [one for one in written(document, reading) if one["kind"] == "condition"]
    assert (condition["recipient"], condition["recipients"]) == (None, ["Armenia", "Azerbaijan"])
