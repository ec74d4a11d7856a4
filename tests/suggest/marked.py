"""Actors and times of made-up sentences, marked as other finders would mark them."""

import re
from datetime import date

from tracker.dates.phrases import UnknownPhrase, resolve
from tracker.suggest.conditions.find import find_conditions
from tracker.suggest.deadlines.find import find_deadlines
from tracker.suggest.found import (
    ActorFound,
    ActorKind,
    ConditionFound,
    DeadlineFound,
    TimeFound,
    Timex3,
)
from tracker.suggest.text import Document

PUBLISHED = date(2025, 4, 18)  # a Friday

CAST: dict[str, tuple[str, ActorKind]] = {
    "Ruritania": ("Ruritania", "state"),
    "Strelsau": ("Ruritania", "state"),
    "Borduria": ("Borduria", "state"),
    "Szohôd": ("Borduria", "state"),
    "Syldavia": ("Syldavia", "state"),
    "Norway": ("Norway", "state"),
    "Oslo": ("Norway", "state"),
    "Kenya": ("Kenya", "state"),
    "the United States": ("United States", "state"),
    "Washington": ("United States", "state"),
    "the Northern Front": ("Northern Front", "armed_group"),
    "the African Union": ("African Union", "organisation"),
    "Ana Ode": ("Ana Ode", "person"),
    "Ode": ("Ana Ode", "person"),
    "Karl Brandt": ("Karl Brandt", "person"),
    "Brandt": ("Karl Brandt", "person"),
    "President Zoltan Mirk": ("Zoltan Mirk", "person"),
    "Mirk": ("Zoltan Mirk", "person"),
}
_NAMES = re.compile(
    r"\b(?:" + "|".join(sorted(map(re.escape, CAST), key=len, reverse=True)) + r")\b",
    re.IGNORECASE,
)
_BY_WORDS = {words.lower(): whom for words, whom in CAST.items()}
_UNIT = r"(?:hours?|days?|weeks?|months?|years?)"
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
)
# As an annotator of TIMEX3 marks them: mostly without the preposition before them.
_TIMES = re.compile(
    rf"(?:a matter of {_UNIT}(?:, not (?:a matter of )?{_UNIT})?|within {_UNIT}"
    rf"|the (?:next|coming) (?:\w+ )?{_UNIT}"
    rf"|next (?:week|month|year)|the end of (?:the |next )?(?:week|month|year|{_MONTH})"
    rf"|(?:\d+|two|three|ten) {_UNIT}|{_UNIT} and {_UNIT}|{_DAY}"
    rf"|\d{{1,2}} {_MONTH}(?: \d{{4}})?|{_MONTH} \d{{4}}|{_MONTH} \d{{1,2}}"
    rf"|tomorrow|yesterday|last {_UNIT})\b"
)


def actors_in(text: str) -> list[ActorFound]:
    return [
        ActorFound(
            start=match.start(),
            end=match.end(),
            why="in the cast",
            score=1,
            name=_BY_WORDS[match[0].lower()][0],
            kind=_BY_WORDS[match[0].lower()][1],
            is_place=text[: match.start()].endswith((" in ", " In ")),
        )
        for match in _NAMES.finditer(text)
    ]


def times_in(text: str, published: date = PUBLISHED) -> list[TimeFound]:
    times = []
    for match in _TIMES.finditer(text):
        try:
            window = resolve(match[0], anchor=published)
        except UnknownPhrase:
            window = None
        times.append(
            TimeFound(
                start=match.start(),
                end=match.end(),
                why="a time",
                score=1,
                timex3=Timex3("DATE", "XXXX"),
                window=window,
            )
        )
    return times


def conditions_in(text: str) -> list[ConditionFound]:
    return find_conditions(Document(text, PUBLISHED), actors=actors_in(text), times=times_in(text))


def deadlines_in(text: str) -> list[DeadlineFound]:
    return find_deadlines(
        Document(text, PUBLISHED),
        actors=actors_in(text),
        times=times_in(text),
        conditions=conditions_in(text),
    )
