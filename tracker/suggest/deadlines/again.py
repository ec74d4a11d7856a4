"""One deadline that several sentences speak of."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from tracker.suggest.conditions.words import word_set
from tracker.suggest.found import DeadlineFound, Part

_WORD = re.compile(r"[^\W\d_]{4,}")
_STEM = 5  # letters: "withdraw", "withdrawal"
_SHARED = 0.6  # of the words of both
_NEAREST = 4  # of those with the same window that are compared
_EMPTY = word_set("deadlines_again", "empty")

_Days = tuple[date, date]


def joined(deadlines: Iterable[DeadlineFound]) -> list[DeadlineFound]:
    """In order; what is due on the same days and says no other demand belongs to the first. That
    takes from it whom it concerns and what follows, where its own sentence does not say."""
    found: list[DeadlineFound] = []
    again: list[list[DeadlineFound]] = []
    by_days: dict[_Days, list[int]] = {}
    for one in deadlines:
        window = one.time.window
        places = by_days.setdefault((window.earliest, window.latest), []) if window else []
        same = next((at for at in places[-_NEAREST:] if _is_same(found[at], one)), None)
        if same is None:
            places.append(len(found))
            found.append(one)
            again.append([])
        else:
            found[same] = _filled(found[same], one)
            again[same].append(one)
    return [
        replace(first, again=tuple(others)) if others else first
        for first, others in zip(found, again, strict=True)
    ]


def _filled(first: DeadlineFound, other: DeadlineFound) -> DeadlineFound:
    roles = {part.role for part in first.parts}
    more = tuple(part for part in other.parts if part.role not in roles)
    return replace(
        first,
        demand=first.demand or other.demand,
        consequence=first.consequence or other.consequence,
        parts=(*first.parts, *more),
    )


def _is_same(first: DeadlineFound, other: DeadlineFound) -> bool:
    asked = [_asked(one.parts) for one in (first, other)]
    if all(asked) and asked[0] != asked[1]:
        return False
    words = [_words(one.demand) for one in (first, other)]
    shared, both = words[0] & words[1], words[0] | words[1]
    return shared in words or len(shared) >= _SHARED * len(both)


def _asked(parts: Iterable[Part]) -> set[str]:
    return {part.actor.name for part in parts if part.role == "recipient"}


def _words(demand: str) -> set[str]:
    return {word[:_STEM] for word in _WORD.findall(demand.lower()) if word not in _EMPTY}
