"""Who did what to whom in PLOVER's sentences, as an editor meets them: with the actors found."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from tests.evaluation.actors import CODES, INTERNATIONAL
from tests.evaluation.corpora import NotThere
from tests.evaluation.events import SOURCES, TARGETS, TODAY, Half, half_of
from tracker.suggest.actors.gazetteer import Gazetteer
from tracker.suggest.found import EventFound, Part
from tracker.suggest.reading import read
from tracker.suggest.text import Document


def report(folder: Path) -> Iterator[str]:
    path = folder / "plover_gsr.json"
    if not path.is_file():
        raise NotThere(f"{folder} has no {path.name}")
    gazetteer = Gazetteer()
    scores: dict[Half, list[tuple[bool, ...]]] = {"read": [], "unread": []}
    for record in json.loads(path.read_text(encoding="utf-8")):
        scores[half_of(record["id"])].append(_score(record, gazetteer))
    yield "The same as it comes out: class among the first two; countries of source, of target"
    for half, rows in scores.items():
        shares = (sum(column) / len(rows) for column in zip(*rows, strict=True))
        yield f"  {half:7} {len(rows):4} sentences  " + "  ".join(f"{one:6.1%}" for one in shares)


def _score(record: dict[str, Any], gazetteer: Gazetteer) -> tuple[bool, bool, bool]:
    document = Document(record["text"], date.fromisoformat(record["date"]))
    events = sorted(read(document, gazetteer).events, key=lambda one: (-one.score, one.start))
    gold = TODAY.get(record["event"], record["event"])
    proposed = events[0].plover_types[:2] if events else ()
    return (
        gold in proposed,
        _fits(record.get("source"), events, SOURCES),
        _fits(record.get("target"), events, TARGETS),
    )


def _fits(gold: Any, events: list[EventFound], roles: frozenset[str]) -> bool:
    """Whether an event has an actor of these countries in such a role; true where none is gold."""
    codes = {actor.get("code", "")[:3] for actor in gold or () if isinstance(actor, dict)}
    wanted = {CODES.get(code, code) for code in codes if code}
    parts = [part for event in events for part in event.parts if part.role in roles]
    return not wanted or bool(wanted & {code for part in parts for code in codes_of(part)})


def codes_of(part: Part) -> set[str]:
    actor = part.actor
    acts_for_many = actor.kind in ("person", "office") and actor.of and not actor.iso_3166
    international = acts_for_many or actor.kind in ("organisation", "bloc", "armed_group")
    return {actor.iso_3166, actor.home, actor.name, *(INTERNATIONAL if international else ())}
