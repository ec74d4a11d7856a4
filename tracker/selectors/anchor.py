"""Find a quote in a text again, or say that it is lost.

Wording is never approximated: evidence that has been reworded is no longer the evidence. Only what
typesetting changes is forgiven, and only when the exact words are nowhere: straight or curly
quotation marks, kinds of dashes, runs of white space, composed or decomposed accents.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from tracker.selectors.position import TextPosition
from tracker.selectors.quote import TextQuote


def find(quote: TextQuote, text: str, *, hint: int | None = None) -> TextPosition | None:
    """Where the quote stands in the text; None when it is lost or cannot be told from its twins.

    Among several places the one whose surroundings agree best wins, then the one nearest to hint
    (the offset where the quote began in an earlier version).
    """
    starts = list(_occurrences(quote.exact, text))
    if starts:
        best = _best(starts, quote, text)
        return _nearest([TextPosition(start, start + len(quote.exact)) for start in best], hint)
    folded = _fold(text)
    wanted = TextQuote(_fold(quote.exact).text, _fold(quote.prefix).text, _fold(quote.suffix).text)
    # Found and judged in the folded text, told in places of the text itself.
    places = {
        start: place
        for start in _occurrences(wanted.exact, folded.text)
        if (place := folded.place(start, start + len(wanted.exact)))
    }
    return _nearest([places[start] for start in _best(list(places), wanted, folded.text)], hint)


def _occurrences(part: str, text: str) -> Iterator[int]:
    start = text.find(part)
    while start >= 0:
        yield start
        start = text.find(part, start + 1)


def _best(starts: list[int], quote: TextQuote, text: str) -> list[int]:
    """Those of the places whose surroundings share most with the quote's prefix and suffix."""
    if len(starts) < 2:
        return starts
    mirrored = quote.prefix[::-1]
    agreements = []
    for start in starts:
        end = start + len(quote.exact)
        before = text[max(0, start - len(mirrored)) : start][::-1]
        after = text[end : end + len(quote.suffix)]
        agreements.append(_common(mirrored, before) + _common(quote.suffix, after))
    most = max(agreements)
    return [start for start, agreed in zip(starts, agreements, strict=True) if agreed == most]


def _common(one: str, other: str) -> int:
    """Length of the common beginning."""
    if one == other:
        return len(one)
    for index, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return index
    return min(len(one), len(other))


def _nearest(twins: list[TextPosition], hint: int | None) -> TextPosition | None:
    if len(twins) == 1:
        return twins[0]
    if not twins or hint is None:
        return None
    return min(twins, key=lambda twin: abs(twin.start - hint))


# ── typography ───────────────────────────────────────────────────────────────────────────────────

# One character for one character, so that offsets stay.
_ALIKE = str.maketrans(
    dict.fromkeys("‘’‚‛ʼ", "'") | dict.fromkeys("“”„‟", '"') | dict.fromkeys("‐‑‒–—―−", "-")
)


class _Piece(NamedTuple):
    folded_start: int
    start: int
    is_whole: bool  # folded as a whole (white space, accented letter): cannot be cut in the middle


@dataclass(frozen=True, slots=True)
class _Folded:
    """A text with its typography levelled, and the way back to places in the text."""

    text: str
    pieces: list[_Piece]  # in order; the last is an empty one at the end
    starts: list[int]  # folded_start of each piece

    def place(self, start: int, end: int) -> TextPosition | None:
        """The span's place in the text; None when it would cut through a letter and its accent."""
        first = self.pieces[bisect_right(self.starts, start) - 1]
        index = bisect_right(self.starts, end - 1) - 1
        last, after = self.pieces[index], self.pieces[index + 1]
        if first.is_whole and start != first.folded_start:
            return None
        if last.is_whole and end != after.folded_start:
            return None
        if unicodedata.combining(self.text[end : end + 1] or " "):
            return None
        source_end = after.start if last.is_whole else last.start + end - last.folded_start
        return TextPosition(first.start + start - first.folded_start, source_end)


def _fold(text: str) -> _Folded:
    flat = text.translate(_ALIKE)
    parts: list[str] = []
    pieces: list[_Piece] = []
    folded_at = done = 0

    def add(part: str, start: int, *, is_whole: bool) -> None:
        nonlocal folded_at
        pieces.append(_Piece(folded_at, start, is_whole))
        parts.append(part)
        folded_at += len(part)

    for match in _whole_pieces(flat).finditer(flat):
        start, end = match.span()
        if start > done:
            add(flat[done:start], done, is_whole=False)
        whole = match[0]
        add(" " if whole.isspace() else unicodedata.normalize("NFD", whole), start, is_whole=True)
        done = end
    if done < len(flat):
        add(flat[done:], done, is_whole=False)
    pieces.append(_Piece(folded_at, len(flat), False))
    return _Folded("".join(parts), pieces, [piece.folded_start for piece in pieces])


def _whole_pieces(text: str) -> re.Pattern[str]:
    """What must be folded in this text: white space that is no single blank, and the letters that
    have another canonical form. Naming just these keeps the rest of a long text out of the loop."""
    letters = {letter for letter in set(text) if letter > "\x7f"}
    marks = "".join(re.escape(each) for each in letters if unicodedata.combining(each))
    composed = "".join(
        re.escape(letter)
        for letter in letters
        if not letter.isspace() and unicodedata.normalize("NFD", letter) != letter
    )
    patterns = [r"[^\S ]\s*", r" \s+"]
    if composed:
        patterns.append(f"[{composed}]" + (f"[{marks}]*" if marks else ""))
    if marks:
        patterns.append(f"[{marks}]{{2,}}")  # may stand in another order
    return re.compile("|".join(patterns))
