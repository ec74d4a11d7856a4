"""Two texts of an article, paragraph by paragraph, and word by word where these differ."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

from tracker.forms.worddiff import MOST_PAIRS, Piece, pairs, word_diff


class Passage(NamedTuple):
    """Paragraphs that are the same, of which only the count need be shown, or one that is not."""

    pieces: list[Piece]
    same: int = 0


def text_diff(before: str, after: str) -> list[Passage]:
    old = [line for line in before.split("\n") if line.strip()]
    new = [line for line in after.split("\n") if line.strip()]
    if pairs(old, new) > MOST_PAIRS:
        return [Passage(word_diff(before, after))]
    found: list[Passage] = []
    for act, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if act == "equal":
            found.append(Passage([], same=j - i))
        else:
            found.extend(_changed(old[i:j], new[k:m]))
    return found


def _changed(old: list[str], new: list[str]) -> Iterator[Passage]:
    """As many as there are of both are set against each other; the rest came or went whole."""
    both = min(len(old), len(new))
    for one, other in zip(old[:both], new[:both], strict=True):
        yield Passage(word_diff(one, other))
    for line in old[both:]:
        yield Passage([Piece("removed", line)])
    for line in new[both:]:
        yield Passage([Piece("added", line)])
