"""The annotated texts, where somebody has them. They stay there: nothing of them is in the project.

Every text is on one of two halves, by a hash of its id: one that the rules may be tuned on, one of
which only the score is looked at.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

Half = Literal["tuned", "unread"]
HALVES: tuple[Half, ...] = ("tuned", "unread")


class NotThere(Exception):
    """The corpora, or one of them, are not where they were said to be."""


@dataclass(frozen=True, slots=True)
class Gold:
    """One annotated time; start and end are code points, without white space around them."""

    start: int
    end: int
    type: str | None
    value: str | None


@dataclass(frozen=True, slots=True)
class Text:
    id: str
    published: date
    text: str
    times: tuple[Gold, ...]

    @property
    def half(self) -> Half:
        return half_of(self.id)


def half_of(identifier: str) -> Half:
    return HALVES[hashlib.sha256(identifier.encode()).digest()[0] % 2]


def texts(folder: Path, name: str) -> list[Text]:
    """Of one file with a text in every line."""
    return [_text(record) for record in _records(folder / name)]


def _text(record: dict[str, Any]) -> Text:
    text = record["text"]
    times = (_gold(text, time) for time in record["timexes"])
    return Text(
        record["id"],
        date.fromisoformat(record["dct"][:10]),
        text,
        tuple(time for time in times if time.end > time.start),
    )


def _gold(text: str, record: dict[str, Any]) -> Gold:
    start, end = trimmed(text, record["start"], record["end"])
    value = record["value"]
    return Gold(start, end, record["type"], value.strip() if value is not None else None)


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _records(path: Path) -> Iterator[dict[str, Any]]:
    try:
        with path.open(encoding="utf-8") as lines:
            yield from map(json.loads, lines)
    except FileNotFoundError as error:
        raise NotThere(f"there is no {path}") from error


def event_dates(folder: Path) -> list[tuple[str, str]]:
    """The text and the date of every dated event; what is not known of a date is an X."""
    path = folder / "wikinews_event_dates.json"
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise NotThere(f"there is no {path}") from error
    return [(row[0], row[1]) for row in rows if row[1] != "XXXX-XX-XX"]
