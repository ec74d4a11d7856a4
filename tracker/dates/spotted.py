"""The one date that some quoted words name, if they name exactly one."""

import re
from collections.abc import Iterator
from datetime import date

from tracker.dates.phrases import UnknownPhrase, resolve

_WORD = re.compile(r"\S+")
_LONGEST_PHRASE = 8  # words; "no later than Thursday, the 17th of April 2025"
_MOST_WORDS = 80

# A number by itself is a year to the rules ("1500 soldiers"), and a month without its capital is
# a verb ("it may fail"): inside other words neither tells a date.
_TELLS = re.compile(
    r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\w*"
    r"|\b(?:yesterday|today|tomorrow|ago|hours?|days?|weeks?|months?|years?)\b"
    r"|\b[0-9]{4}-[0-9]{2}\b"
)
_EDGES = "\"'“”‘’«»()[],;:.!?…"


def phrase_in(words: str, *, anchor: date | None) -> str:
    """The words that name a time: all of them if they do, else the only phrase among them that
    does. Empty when there is none, or more than one: which is meant is not ours to say."""
    if _resolves(words.strip(), anchor):
        return words.strip()
    phrases = list(_phrases(words, anchor))
    return phrases[0] if len(phrases) == 1 else ""


def _phrases(words: str, anchor: date | None) -> Iterator[str]:
    """The longest phrases that name a time, from left to right, none within another."""
    places = [match.span() for match in _WORD.finditer(words)][:_MOST_WORDS]
    first = 0
    while first < len(places):
        for last in range(min(first + _LONGEST_PHRASE, len(places)) - 1, first - 1, -1):
            phrase = words[places[first][0] : places[last][1]].strip(_EDGES)
            if _TELLS.search(phrase) and _resolves(phrase, anchor):
                yield phrase
                first = last
                break
        first += 1


def _resolves(phrase: str, anchor: date | None) -> bool:
    try:
        resolve(phrase, anchor=anchor)
    except UnknownPhrase:
        return False
    return True
