"""Actors and times for tests: looked up by their words, as other finders would find them."""

import re
from datetime import date

from tracker.dates.window import Window
from tracker.suggest.found import ActorFound, ActorKind, TimeFound, Timex3
from tracker.suggest.text import Document

_PEOPLE: dict[str, tuple[str, ActorKind]] = {
    "Ode": ("Anna Ode", "person"),
    "Anna Ode": ("Anna Ode", "person"),
    "Brandt": ("Karl Brandt", "person"),
    "Karl Brandt": ("Karl Brandt", "person"),
    "President Kamara": ("Kamara", "person"),
    "Kamara": ("Kamara", "person"),
    "Norland": ("Norland", "state"),
    "Norlandic": ("Norland", "state"),
    "Sudria": ("Sudria", "state"),
    "Sudrian": ("Sudria", "state"),
    "Ostia": ("Ostia", "state"),
    "Ostian": ("Ostia", "state"),
    "Vestland": ("Vestland", "state"),
    "the Union": ("the Union", "bloc"),
    "The Union": ("the Union", "bloc"),
    "the Front": ("the Front", "armed_group"),
    "The Front": ("the Front", "armed_group"),
}
_NAMES = re.compile(rf"\b(?:{'|'.join(sorted(_PEOPLE, key=len, reverse=True))})(?!\w)")
_TIMES = re.compile(
    r"(?:on |last )?(?:Monday|Tuesday|Friday)|yesterday|next (?:week|month)|within days|today"
)
DAY = date(2025, 4, 18)


def document(text: str) -> Document:
    return Document(text, DAY)


def actors(text: str) -> list[ActorFound]:
    return [
        ActorFound(
            start=match.start(),
            end=match.end(),
            why="cast",
            score=1,
            name=_PEOPLE[match[0]][0],
            kind=_PEOPLE[match[0]][1],
            is_place=text[: match.start()].endswith((" in ", " near ")),
        )
        for match in _NAMES.finditer(text)
    ]


def times(text: str) -> list[TimeFound]:
    return [
        TimeFound(
            start=match.start(),
            end=match.end(),
            why="cast",
            score=1,
            timex3=Timex3("DATE", "2025-04-18"),
            window=Window("2025-04-18", DAY, DAY, phrase=match[0]),
        )
        for match in _TIMES.finditer(text)
    ]
