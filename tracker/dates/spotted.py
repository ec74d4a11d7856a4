"""The one date that some quoted words name, if they name exactly one, and the tense before it."""

import re
from collections.abc import Callable, Iterator
from datetime import date

from tracker.dates.phrases import Direction, UnknownPhrase, resolve

_WORD = re.compile(r"\S+")
_LONGEST_PHRASE = 9  # words; "a matter of days, not a matter of weeks"
_MOST_WORDS = 80

# A number by itself is a year to the rules ("1500 soldiers"), a month without its capital is a verb
# ("it may fail"), and so is a season: inside other words none of them tells a date.
_TELLS = re.compile(
    r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\w*"
    r"|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
    r"|\b(?:Easter|Christmas|New Year|Good Friday|Pentecost|Thanksgiving|Victory Day)\b"
    r"|\b(?:yesterday|today|tonight|overnight|tomorrow|ago|weekend|midweek|noon|midnight)\b"
    r"|\b(?:hours?|days?|weeks?|months?|quarter|years?|decades?|[0-9]0s)\b"
    r"|\b(?:this|last|next|the) (?:spring|summer|autumn|fall|winter|morning|evening|night)\b"
    r"|\b(?:spring|summer|autumn|fall|winter)(?: of)? [0-9]{4}\b"
    r"|\b[QH][1-4] [0-9]{4}\b|\b[0-9]{4}-[0-9]{2}\b"
)
# How long, but not from when: "a few days of calm", "two weeks away from home". Only somebody who
# chose just these means when.
_BARE = re.compile(r"(?:a few|few|several|some|many|a handful of) \w+|.* away", re.IGNORECASE)
_PAST = (
    r"said|told|met|spoke|held|went|came|left|made|took|gave|began|became|was|were|had|has|have|did"
    r"|[a-z]{2,}ed"
)
_AHEAD = (
    r"will|won['’]t|shall|would"
    r"|(?:is|are|was|were|agreed|plans?|planned|expects?|expected|due|set|scheduled|hopes?|hoped"
    r"|intends?|wants?|wanted|going|promised|vowed) to"
)
_TENSE = re.compile(rf"\b(?:(?P<ahead>{_AHEAD})|{_PAST})\b", re.IGNORECASE)
_EDGES = "\"'“”‘’«»()[],;:.!?…"


def phrase_in(words: str, *, anchor: date | None, direction: Direction | None = None) -> str:
    """The words that name a time: all of them if they do, else the only phrase among them that
    does. Empty when there is none, or more than one: which is meant is not ours to say."""

    def resolves(phrase: str) -> bool:
        try:
            resolve(phrase, anchor=anchor, direction=direction)
        except UnknownPhrase:
            return False
        return True

    if resolves(words.strip()):
        return words.strip()
    phrases = list(_phrases(words, resolves))
    return phrases[0] if len(phrases) == 1 else ""


def _phrases(words: str, resolves: Callable[[str], bool]) -> Iterator[str]:
    """The longest phrases that name a time, from left to right, none within another."""
    places = [match.span() for match in _WORD.finditer(words)][:_MOST_WORDS]
    first = 0
    while first < len(places):
        for last in range(min(first + _LONGEST_PHRASE, len(places)) - 1, first - 1, -1):
            phrase = words[places[first][0] : places[last][1]].strip(_EDGES)
            if _TELLS.search(phrase) and not _BARE.fullmatch(phrase) and resolves(phrase):
                yield phrase
                first = last
                break
        first += 1


def direction_before(words: str) -> Direction | None:
    """Which way the last verb looks that says so, in the words before a time: in “the envoys, he
    said, will meet” ahead, in “the envoys will meet, he said” back."""
    tenses = list(_TENSE.finditer(words))
    if not tenses:
        return None
    return "future" if tenses[-1]["ahead"] else "past"
