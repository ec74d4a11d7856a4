"""Where words are best cut in two: between sentences or clauses."""

import re

from tracker.selectors.position import TextPosition
from tracker.selectors.sentences import sentence_spans

# From the best kind of place to the worst. What is matched is where the second half begins.
_PLACES = (
    re.compile(r"(?<=[;:—–])\s+|(?<=[”»\"],)\s+|(?<=[”»\"])\s+(?=\w)"),
    re.compile(r"(?<=,)\s+(?=(?:and|but|or|while|whereas|then|so)\b)", re.IGNORECASE),
    re.compile(r"(?<=,)\s+"),
    re.compile(r"\s+(?=(?:and|but|or|while|whereas|unless|if|until)\b)", re.IGNORECASE),
)
_LOOSE = " \t\n,;:—–-"
_WORD = re.compile(r"\w+")
_LEAST_WORDS = 2  # in each half


def best_cut(text: str, start: int, end: int) -> int | None:
    """The place within text[start:end] at which its second half begins: of the best kind of place
    that there is, the one nearest to the middle. None where no clause ends within them."""
    words = text[start:end]
    sentences = [start + span.start for span in sentence_spans(words)]
    kinds = [sentences, *([start + m.end() for m in one.finditer(words)] for one in _PLACES)]
    middle = (start + end) / 2
    for places in kinds:
        good = [place for place in places if halves(text, start, end, place)]
        if good:
            return min(good, key=lambda place: (abs(place - middle), place))
    return None


def halves(text: str, start: int, end: int, place: int) -> tuple[TextPosition, TextPosition] | None:
    """Both sides of a place, without the white space and the marks between them; None where one
    side says too little to stand for itself."""
    if not start < place < end:
        return None
    first = text[start:place].rstrip(_LOOSE)
    second = text[place:end].lstrip(_LOOSE)
    if min(len(_WORD.findall(first)), len(_WORD.findall(second))) < _LEAST_WORDS:
        return None
    return TextPosition(start, start + len(first)), TextPosition(end - len(second), end)
