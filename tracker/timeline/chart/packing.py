"""Where marks and their words stand in a lane: in rows, so that nothing lies on anything else.

Words stand right of their mark, or left of it where there is more room, cut where that is little,
and left out where there is none. They cross the line of the moment shown only where they would
have no room else. What finds no row is folded into a number by whoever asked.
"""

from bisect import insort
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

GAP = 5.0  # between a mark and its words, and between what stands side by side
WANTED = 190.0  # of the words of one mark, as far as there is room
LEAST = 46.0  # that is worth beginning with words
LONGEST = 340.0  # of words that have room
HOLDING = 260.0  # as long as a bar must be to have more words on it than it has room for


class Item(NamedTuple):
    key: int
    left: float
    right: float
    words: str
    is_long: bool = False  # a bar: its words may stand on it, and it leaves rows to others


class Words(NamedTuple):
    x: float
    text: str
    side: Literal["after", "before", "on"]


class Place(NamedTuple):
    row: int
    words: Words | None


@dataclass(frozen=True, slots=True)
class Packed:
    places: dict[int, Place]
    folded: list[int]
    rows: int


@dataclass(frozen=True, slots=True)
class Lettering:
    """How wide words are, and how they are cut."""

    width: Callable[[str], float]
    cut: Callable[[str, float], str]


def pack(
    items: Sequence[Item],
    *,
    width: float,
    most_rows: int,
    lettering: Lettering,
    line: float | None = None,
) -> Packed:
    """`line`: where one is drawn through all rows, which words keep off."""
    rows: list[_Row] = []
    folded = []
    # Long ones first: they find no room between others. But they leave half of the rows.
    for item in sorted(items, key=lambda one: (not one.is_long, one.left, one.key)):
        most = -(-most_rows // 2) if item.is_long else most_rows
        reach = item.right + _wanted(item, lettering)
        row = _row_for(item, max(item.right, min(reach, width)), rows, most=most, width=width)
        if row is None:
            folded.append(item.key)
        else:
            insort(row.items, item, key=lambda one: one.left)
            row.spans.append((item.left, reach + GAP))
    places = {}
    for number, row in enumerate(rows):
        for key, words in _lettered(row.items, width, lettering, line):
            places[key] = Place(number, words)
    return Packed(places, folded, len(rows))


@dataclass(frozen=True, slots=True)
class _Row:
    items: list[Item] = field(default_factory=list)  # from left to right
    # From where to where each of them and the words that it wants reach, in any order
    spans: list[tuple[float, float]] = field(default_factory=list)


def _row_for(item: Item, reach: float, rows: list[_Row], *, most: int, width: float) -> _Row | None:
    """The first row with room for it and its words; else a new one, or one with room for it."""
    begins, ends = item.left, reach + GAP
    for row in rows[:most]:
        if all(ends <= left or right <= begins for left, right in row.spans):
            return row
    if len(rows) < most:
        rows.append(_Row())
        return rows[-1]
    bare = [row for row in rows[:most] if all(_apart(item, other) for other in row.items)]
    return max(bare, key=lambda row: _room(item, row.items, width)) if bare else None


def _wanted(item: Item, lettering: Lettering) -> float:
    if not item.words or _holds(item, lettering):
        return 0.0
    return min(lettering.width(item.words), WANTED) + GAP


def _holds(item: Item, lettering: Lettering) -> bool:
    """True where its words stand on it."""
    return item.is_long and item.right - item.left >= min(lettering.width(item.words), HOLDING)


def _apart(one: Item, other: Item) -> bool:
    return one.right + GAP <= other.left or other.right + GAP <= one.left


def _room(item: Item, row: list[Item], width: float) -> float:
    """Between it and what follows in the row, on its way out of what stands before it."""
    after = min((other.left for other in row if other.left >= item.right), default=width)
    before = max((other.right for other in row if other.right <= item.left), default=0.0)
    return min(after - item.right, WANTED) + min(item.left - before, WANTED)


def _on(item: Item, lettering: Lettering, line: float | None) -> Words:
    """On a bar: from its beginning, or on the longer side of the line where that cuts them."""
    left, right = item.left, item.right
    need = lettering.width(item.words)
    if line is not None and left - GAP < line < min(right, left + need) + GAP:
        if line - left >= right - line or line - left >= need + GAP:
            right = line - GAP
        else:
            left = line + GAP
    return Words(left, lettering.cut(item.words, right - left), "on")


def _lettered(
    row: list[Item], width: float, lettering: Lettering, line: float | None
) -> "list[tuple[int, Words | None]]":
    """From left to right, each in the room that is left between those beside it."""
    found: list[tuple[int, Words | None]] = []
    taken = 0.0  # up to where
    for place, item in enumerate(row):
        following = row[place + 1].left - GAP if place + 1 < len(row) else width
        if line is not None and item.right <= line:
            following = min(following, line - GAP)
        full = min(lettering.width(item.words), LONGEST)
        need = min(full, LEAST)
        after = following - item.right - GAP
        before = item.left - GAP - taken
        if line is not None and item.left >= line:
            # Behind the line; across it only where they would have no room at all.
            behind = item.left - GAP - max(taken, line + GAP)
            before = behind if max(behind, after) >= need else before
        # Right of the mark, unless they would be cut there and have more room on the left.
        is_after = after >= need and (after >= full or after >= before)
        words = None
        taken = item.right + GAP
        if item.words and _holds(item, lettering):
            words = _on(item, lettering, line)
        elif item.words and is_after:
            text = lettering.cut(item.words, min(after, LONGEST))
            words = Words(item.right + GAP, text, "after")
            taken += lettering.width(text) + GAP
        elif item.words and before >= need:
            text = lettering.cut(item.words, min(before, LONGEST))
            words = Words(item.left - GAP, text, "before")
        found.append((item.key, words))
    return found
