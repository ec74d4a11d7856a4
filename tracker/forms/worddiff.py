"""Two versions of a text, word by word."""

import re
from collections import Counter
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
_SENTENCES = re.compile(r"[^.!?\n]*[.!?\n]+\s*|[^.!?\n]+")
# Beyond this, comparing each word with each takes seconds: sentences do.
MOST_WORDS = 2_000
# And beyond this, sentences do not either: a list of two words, repeated through a whole text.
MOST_PAIRS = 2_000_000


class Piece(NamedTuple):
    kind: Literal["same", "added", "removed"]
    text: str


def word_diff(before: str, after: str) -> list[Piece]:
    """`after`, with what it has more than `before`, and what it lacks, where that stood."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if max(len(old), len(new)) > MOST_WORDS:
        old, new = _SENTENCES.findall(before), _SENTENCES.findall(after)
    if pairs(old, new) > MOST_PAIRS:
        old, new = [before], [after]
    pieces: list[Piece] = []
    for act, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if act == "equal":
            pieces.append(Piece("same", "".join(new[k:m])))
            continue
        if i < j:
            pieces.append(Piece("removed", "".join(old[i:j])))
        if k < m:
            pieces.append(Piece("added", "".join(new[k:m])))
    return pieces


def pairs(old: list[str], new: list[str]) -> int:
    """How many pairs of the same words the comparison would weigh."""
    counts = Counter(new)
    return sum(count * counts[word] for word, count in Counter(old).items())
