"""Who did what to whom in sentences written for the purpose, which everybody may read."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from tests.evaluation.events import SOURCES, TARGETS
from tests.evaluation.whole import codes_of
from tracker.suggest.actors.gazetteer import Gazetteer
from tracker.suggest.reading import read
from tracker.suggest.text import Document

FILE = Path(__file__).with_name("who_to_whom.txt")
_DAY = date(2000, 1, 1)
_CODES = {"United Nations": "UNO", "European Union": "EUR"}


def score() -> tuple[int, int, int]:
    """Sentences; how many have the right source; how many the right target."""
    gazetteer = Gazetteer()
    sources = targets = 0
    lines = [line for line in FILE.read_text(encoding="utf-8").splitlines() if line[:1] != "#"]
    for line in lines:
        sides, _, text = line.partition("|")
        source, _, target = sides.partition(">")
        events = read(Document(text, _DAY), gazetteer).events
        parts = [part for event in events for part in event.parts]
        doers = {code for part in parts if part.role in SOURCES for code in _codes(codes_of(part))}
        others = {code for part in parts if part.role in TARGETS for code in _codes(codes_of(part))}
        sources += source in doers
        is_mutual = " and " in text and {source, target} <= doers
        targets += target in others or is_mutual
    return len(lines), sources, targets


def _codes(codes: set[str]) -> set[str]:
    return {_CODES.get(code, code) for code in codes}


def report(_folder: Path) -> Iterator[str]:
    sentences, sources, targets = score()
    yield "Countries of source and target in sentences written for the purpose, all of them read"
    yield f"  {sentences} sentences  {sources / sentences:6.1%}  {targets / sentences:6.1%}"
