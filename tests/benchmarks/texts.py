"""Articles whose texts hold the words that entries quote, and the quotes at their places."""

import hashlib
from typing import NamedTuple

from tests.benchmarks.vocabulary import Vocabulary
from tracker.selectors.quote import CONTEXT

# Most articles are short.
_LENGTHS = (5, 5, 6, 6, 7, 7, 8, 8, 9, 10, 11, 12, 13, 14, 16, 20)
_PARAGRAPH = 4  # sentences


class Quote(NamedTuple):
    """A span of a text as it lies in columns, with COPY's escapes."""

    start: int
    end: int
    exact: str
    prefix: str
    suffix: str


class Text(NamedTuple):
    escaped: str  # for COPY
    sha256: str
    raw: str
    places: list[tuple[int, int]]  # of its sentences, without their full stops


def write_text(words: Vocabulary, first: int, stride: int, length: int) -> Text:
    """Sentences `first`, `first + stride` … of the pool, in paragraphs; no sentence twice."""
    pool = words.sentences
    size = len(pool)
    parts: list[str] = []
    places: list[tuple[int, int]] = []
    at = 0
    for number in range(_LENGTHS[length % len(_LENGTHS)]):
        if number:
            joint = " " if number % _PARAGRAPH else "\n\n"
            parts.append(joint)
            at += len(joint)
        sentence = pool[(first + number * stride) % size]
        parts.append(sentence)
        places.append((at, at + len(sentence) - 1))
        at += len(sentence)
    raw = "".join(parts)
    digest = hashlib.sha256(raw.encode()).hexdigest()
    return Text(raw.replace("\n", r"\n"), digest, raw, places)


def quote(text: Text, sentence: int, *, half: bool) -> Quote:
    """A sentence of the text, or its second half from a word's beginning."""
    start, end = text.places[sentence % len(text.places)]
    raw = text.raw
    if half:
        start = raw.index(" ", max(start, (start + end) // 2 - 12)) + 1
    return Quote(
        start,
        end,
        raw[start:end],
        raw[max(0, start - CONTEXT) : start].replace("\n", r"\n"),
        raw[end : end + CONTEXT].replace("\n", r"\n"),
    )
