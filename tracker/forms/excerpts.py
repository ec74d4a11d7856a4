"""Three versions of a long text, cut down to where they differ: an article has 60,000 words."""

from collections.abc import Iterable, Iterator

from tracker.forms.worddiff import Piece, word_diff

LONG = 2_000  # characters; less is shown whole
AROUND = 160  # characters kept on either side of a difference
GAP = " … "


def side_by_side(before: str, theirs: str, mine: str) -> tuple[str, list[Piece], list[Piece]]:
    """What it was, and each version with what differs from that. `before` is empty where nobody
    knows; a long text then says how mine differs from theirs."""
    is_long = max(len(before), len(theirs), len(mine)) > LONG
    base = before or (theirs if is_long else "")
    if not base:
        return before, _whole(theirs), _whole(mine)
    sides = word_diff(base, theirs), word_diff(base, mine)
    if not is_long:
        return before, *sides
    places = _near(base, sides)
    shown = [_shortened(side) if _differs(side) else [Piece("same", places)] for side in sides]
    return before and places, shown[0], shown[1]


def _whole(text: str) -> list[Piece]:
    return [Piece("same", text)] if text else []


def _differs(side: list[Piece]) -> bool:
    return any(piece.kind != "same" for piece in side)


def _shortened(pieces: list[Piece]) -> list[Piece]:
    """Without most of what stayed the same."""
    last = len(pieces) - 1
    return [
        Piece("same", _cut(piece.text, is_first=number == 0, is_last=number == last))
        if piece.kind == "same"
        else piece
        for number, piece in enumerate(pieces)
    ]


def _cut(text: str, *, is_first: bool, is_last: bool) -> str:
    if len(text) <= 2 * AROUND:
        return text
    return ("" if is_first else text[:AROUND]) + GAP + ("" if is_last else text[-AROUND:])


def _near(base: str, sides: Iterable[list[Piece]]) -> str:
    """The places of a text at which one of the others differs."""
    found = ""
    end = 0
    for start, stop in sorted(span for side in sides for span in _spans(side)):
        start, stop = max(end, start - AROUND), min(len(base), stop + AROUND)
        if stop > end:
            found += (GAP if start > end else "") + base[start:stop]
            end = stop
    return found + (GAP if end < len(base) else "")


def _spans(side: list[Piece]) -> Iterator[tuple[int, int]]:
    """Where something was added or removed, as places in what it was before."""
    at = 0
    for piece in side:
        width = 0 if piece.kind == "added" else len(piece.text)
        if piece.kind != "same":
            yield at, at + width
        at += width
