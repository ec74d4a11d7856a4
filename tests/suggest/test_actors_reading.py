"""A place's name is read as its government or as a place; and texts of any size take their time."""

from datetime import date

import pytest

from tracker.suggest.actors.find import find_actors, is_government
from tracker.suggest.actors.gazetteer import Gazetteer
from tracker.suggest.actors.scan import Scan
from tracker.suggest.text import Document

GAZETTEER = Gazetteer()
DAY = date(2025, 4, 18)

ACTS = [
    "[Chad] signed the pact.",
    "The offer from Mali to [Chad] stands.",
    "A pact between Mali and [Chad] was signed.",
    "Neither Mali nor [Chad] agreed.",
    "The sanctions on [Chad] were lifted.",
    "They urged [Chad] to sign.",
    "It was built by [Chad].",
    "[Chad]'s government fell.",
    "[Chad], long a friend, has agreed.",
    "When [Chad] refused, they left.",
    "The president of [Chad] wrote.",
    "He played for [Chad].",
    "Talks with [Chad] go on.",
    "The criticism of [Chad] grew.",
]
PLACES = [
    "They live in [Chad].",
    "They met in Abéché, [Chad].",
    "He came back from [Chad].",
    "She moved to [Chad].",
    "Rain fell across northern [Chad].",
    "[Chad]'s northern border is long.",
    "[Chad] is a country in Africa.",
    "They visited [Chad].",
    "The capital of [Chad] is large.",
    "It lies near [Chad].",
    "He left for [Chad].",
    "A road that runs between Niger and [Chad].",
    "The rest of [Chad] is dry.",
]


def read(sentence: str) -> bool:
    start, end = sentence.index("["), sentence.index("]") - 1
    return is_government(Document(sentence.replace("[", "").replace("]", ""), DAY), start, end)


@pytest.mark.parametrize("sentence", ACTS)
def test_a_government_acts(sentence: str) -> None:
    assert read(sentence)


@pytest.mark.parametrize("sentence", PLACES)
def test_a_place_does_not(sentence: str) -> None:
    assert not read(sentence)


def test_a_span_without_a_word_is_no_government() -> None:
    assert not is_government(Document("  ", DAY), 0, 1)
    assert not is_government(Document("", DAY), 0, 0)


def _steps(text: str, monkeypatch: pytest.MonkeyPatch) -> int:
    """How often a word was looked at."""
    count = 0
    look = Scan.at

    def counted(self: Scan, index: int) -> str:
        nonlocal count
        count += 1
        return look(self, index)

    monkeypatch.setattr(Scan, "at", counted)
    find_actors(Document(text, DAY), GAZETTEER)
    monkeypatch.undo()
    return count


HARD = [
    "President ",
    "U.S. ",
    "U.",
    "Kyiv and ",
    "French, ",
    "former ",
    "Ode ",
    "Ministry of ",
    "of ",
    "he said ",
    "Marco Rubio he said ",
    "Marco Rubio. He said ",
    "Ana Ruiz, ",
    "deputy Russian ",
    "’s",
    "“",
    "-A",
]


@pytest.mark.parametrize("piece", HARD)
def test_twice_the_text_takes_twice_the_steps(piece: str, monkeypatch: pytest.MonkeyPatch) -> None:
    few = _steps(piece * 500, monkeypatch)
    many = _steps(piece * 1000, monkeypatch)
    assert many <= 2.2 * few + 200
