"""Deeds and their actors on PLOVER's own sentences (gold standard records, CC BY-SA 4.0), with the
actors that are marked there.

Half of the sentences were read while the rules were written; of the other half the score alone
was looked at.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Literal

from tests.evaluation.corpora import NotThere
from tracker.suggest.events.find import find_events
from tracker.suggest.found import ActorFound, EventFound
from tracker.suggest.quotes.find import find_quotes
from tracker.suggest.text import Document

Half = Literal["read", "unread"]

# The records are of an older draft of the codebook.
TODAY = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}
_MARK = re.compile(r"\((SRC/TAR|SRC|TAR|EVT|LOC):\s*|EVT:\s*")
SOURCES = frozenset({"initiator", "mediator", "host", "attendee"})
TARGETS = frozenset({"recipient", "attendee"})


@dataclass(slots=True)
class Marked:
    """A sentence without its markup, with the spans that were marked."""

    text: str
    sources: list[ActorFound] = field(default_factory=list)
    targets: list[ActorFound] = field(default_factory=list)

    @property
    def actors(self) -> list[ActorFound]:
        return list({(one.start, one.end): one for one in [*self.sources, *self.targets]}.values())

    @property
    def target_roles(self) -> frozenset[str]:
        """Where all are source and target of each other, any part makes them so."""
        return SOURCES | TARGETS if self.sources == self.targets else TARGETS


def unmarked(markup: str) -> Marked:
    """ "(SRC: Syria) (EVT: withdrew)" → the words, and who is which. Marks may stand in marks."""
    text: list[str] = []
    length = 0
    opened: list[tuple[str, int]] = []
    found: list[tuple[str, int, int]] = []
    place = 0
    while place < len(markup):
        if match := _MARK.match(markup, place):
            if match[1]:
                opened.append((match[1], length))
            place = match.end()
            continue
        letter = markup[place]
        place += 1
        if letter == "(":
            opened.append(("", length))
        elif letter == ")" and opened:
            kind, start = opened.pop()
            if kind:
                found.append((kind, start, length))
                continue
        text.append(letter)
        length += 1
    marked = Marked("".join(text))
    for kind, start, end in sorted(found, key=lambda span: span[1]):
        words = marked.text[start:end]
        if kind not in {"SRC", "TAR", "SRC/TAR"} or not words.strip():
            continue
        actor = ActorFound(
            start=start, end=end, why="marked", score=1, name=words.strip(), kind="organisation"
        )
        if "SRC" in kind:
            marked.sources.append(actor)
        if "TAR" in kind:
            marked.targets.append(actor)
    return marked


def markup_of(record: dict[str, Any]) -> str:
    """Some records have it as words, most in a field of its own."""
    info = record["textInfo"]
    return str(info["markup"] if isinstance(info, dict) else info)


def half_of(key: str) -> Half:
    return "unread" if hashlib.sha256(key.encode()).digest()[0] % 2 else "read"


def events_of(marked: Marked) -> list[EventFound]:
    """The sentence's events, the surest first."""
    document = Document(marked.text, date(2000, 1, 1))
    quotes = find_quotes(document, actors=marked.actors)
    events = find_events(document, actors=marked.actors, times=(), quotes=quotes)
    return sorted(events, key=lambda event: (-event.score, event.start))


def has(events: Iterable[EventFound], actors: list[ActorFound], roles: frozenset[str]) -> bool:
    """Whether the surest event gives one of the actors one of the roles; true when none is gold."""
    if not actors:
        return True
    names = {actor.name for actor in actors}
    first = next(iter(events), None)
    parts = first.parts if first else ()
    return any(part.actor.name in names and part.role in roles for part in parts)


@dataclass(slots=True)
class Score:
    sentences: int = 0
    first: int = 0
    first_two: int = 0
    sources: int = 0
    targets: int = 0
    both: int = 0

    def add(self, record: dict[str, Any]) -> list[EventFound]:
        marked = unmarked(markup_of(record))
        events = events_of(marked)
        gold = TODAY.get(record["event"], record["event"])
        proposed = events[0].plover_types[:2] if events else ()
        source = has(events, marked.sources, SOURCES)
        target = has(events, marked.targets, marked.target_roles)
        self.sentences += 1
        self.first += gold in proposed[:1]
        self.first_two += gold in proposed
        self.sources += source
        self.targets += target
        self.both += source and target
        return events

    def __str__(self) -> str:
        shares = {
            "class first": self.first,
            "among two": self.first_two,
            "source": self.sources,
            "target": self.targets,
            "both": self.both,
        }
        return "  ".join(
            f"{name} {count / max(self.sentences, 1):6.1%}" for name, count in shares.items()
        )


def report(folder: Path, *, misses: bool = False) -> Iterator[str]:
    path = folder / "plover_gsr.json"
    if not path.is_file():
        raise NotThere(f"{folder} has no {path.name}")
    scores: dict[Half, Score] = {"read": Score(), "unread": Score()}
    for record in json.loads(path.read_text(encoding="utf-8")):
        half = half_of(record["id"])
        events = scores[half].add(record)
        if misses and half == "read":
            _tell(record, events)
    yield "Classes of events (PLOVER), and who did it to whom"
    for half, score in scores.items():
        yield f"  {half:7} {score.sentences:4} sentences  {score}"


def _tell(record: dict[str, Any], events: list[EventFound]) -> None:
    marked = unmarked(markup_of(record))
    gold = TODAY.get(record["event"], record["event"])
    first = events[0] if events else None
    is_right = first is not None and gold in first.plover_types[:2]
    source = has(events, marked.sources, SOURCES)
    target = has(events, marked.targets, marked.target_roles)
    if is_right and source and target:
        return
    print(f"{record['id']} {gold} {'' if is_right else 'CLASS '}", end="")
    print(f"{'' if source else 'SOURCE '}{'' if target else 'TARGET'}\n   {marked.text}")
    for event in events:
        roles = [(part.role, part.actor.name) for part in event.parts]
        print(f"   {event.score} {event.plover_types} {event.why} {roles}")
