"""The sentence around a span of text."""

import re
from collections.abc import Iterator

from tracker.selectors.position import TextPosition

# A terminator, the closing marks after it, and the white space that has to follow (it need not
# after the full-width terminators, whose scripts put none). Possessive, and begun only where a run
# of marks begins, so that a line of a million dots costs no more than its length.
_END = re.compile(
    r"""(?: (?<![.!?…؟۔])[.!?…؟۔]++ ["'”’»)\]]*+ (?=\s) | [。！？]++ [”’」』）]*+ ) \s*""",
    re.VERBOSE,
)
_OPENERS = "\"'“‘«([¿¡"

# Always followed by what they belong to.
_TITLES = re.compile(
    "mrs?|ms|mx|messrs|dr|prof|st|gen|lt|col|maj|capt|cmdr|adm|sgt|cpl|sen|rep|gov|pres|amb|hon|rev"
    r"|fr|vs|cf|viz|e\.g|i\.e|approx|dept",
    re.IGNORECASE,
)
# Abbreviations only before a number: "No. 5", "Apr. 17"; else the word may end its sentence.
_BEFORE_NUMBERS = re.compile(
    "nos?|arts?|sec|paras?|pp?|vol|fig|ch|res|doc|ca?"
    "|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec",
    re.IGNORECASE,
)
_INITIALS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")
_LAST_WORD = re.compile(r"[^\s\"'“‘«(\[]*$")
_LONGEST_ABBREVIATION = 20


def sentence_around(text: str, start: int, end: int) -> TextPosition:
    """The sentence, or the sentences, that hold text[start:end], without white space at the ends.

    A newline ends a sentence too. A span of white space alone is returned as it is.
    """
    span = TextPosition(start, end)
    words = span.slice(text)
    if words.isspace():
        return span
    start += len(words) - len(words.lstrip())
    end -= len(words) - len(words.rstrip())
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    line_end = len(text) if line_end < 0 else line_end
    first, last = line_start, line_end
    for boundary in _boundaries(text, line_start, line_end):
        if boundary <= start:
            first = boundary
        elif boundary >= end:
            last = boundary
            break
    sentence = text[first:last]
    return TextPosition(
        first + len(sentence) - len(sentence.lstrip()),
        last - (len(sentence) - len(sentence.rstrip())),
    )


def sentence_spans(text: str) -> Iterator[TextPosition]:
    """All sentences in order, without the white space around them. A newline ends a sentence."""
    line_start = 0
    while line_start < len(text):
        line_end = text.find("\n", line_start)
        line_end = len(text) if line_end < 0 else line_end
        first = line_start
        for boundary in (*_boundaries(text, line_start, line_end), line_end):
            sentence = text[first:boundary]
            if words := sentence.strip():
                start = first + len(sentence) - len(sentence.lstrip())
                yield TextPosition(start, start + len(words))
            first = boundary
        line_start = line_end + 1


def _boundaries(text: str, start: int, end: int) -> Iterator[int]:
    """The offsets at which a sentence begins, after the first."""
    for match in _END.finditer(text, start, end):
        after = match.end()
        if after < end and not _goes_on(text, match, after):
            yield after


def _goes_on(text: str, match: re.Match[str], after: int) -> bool:
    """True when the mark does not end the sentence: an abbreviation, or a small letter follows."""
    follows = text[after : after + 5].lstrip(_OPENERS)[:1]
    if follows.islower():
        return True
    if match[0].rstrip() != ".":
        return False
    before = text[max(0, match.start() - _LONGEST_ABBREVIATION) : match.start()]
    word_match = _LAST_WORD.search(before)
    word = word_match[0] if word_match else ""
    if _TITLES.fullmatch(word):
        return True
    if _BEFORE_NUMBERS.fullmatch(word):
        return follows.isdigit()
    if word.lower() in ("a.m", "p.m") and text[after] == "(":
        return True  # at 10 a.m. (0700 GMT) on Friday
    # Initials: "U.S. officials", "J. Smith". But "I" is a word, and "a.m." may end its sentence.
    return word != "I" and word[:1].isupper() and _INITIALS.fullmatch(word) is not None
