"""Whose a condition is and of whom it is asked, read with the actors that Demarche brings along."""

from datetime import date
from pathlib import Path

import pytest

from tracker.suggest.actors.gazetteer import Gazetteer
from tracker.suggest.found import ActorFound
from tracker.suggest.reading import read
from tracker.suggest.text import Document

CASES = Path(__file__).with_name("whose_conditions.txt")
GAZETTEER = Gazetteer()


def cases() -> list[tuple[str, str]]:
    lines = CASES.read_text(encoding="utf-8").splitlines()
    rows = [line.split(" | ", 1) for line in lines if line and not line.startswith("#")]
    return [(text, who) for who, text in rows]


@pytest.mark.parametrize(("text", "who"), cases())
def test_who_asks_it_of_whom(text: str, who: str) -> None:
    conditions = read(Document(text, date(2025, 4, 18)), GAZETTEER).conditions
    assert [f"{_named(one.initiator)} > {_named(one.recipient)}" for one in conditions] == [who]


def _named(actor: ActorFound | None) -> str:
    return actor.name if actor else "nobody"
