"""The day on which something was said, where its sentence names it: "said on Friday"."""

import re
from datetime import date, timedelta

_AROUND = 240  # code points before and after, in which the verb of saying may stand
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SAID = re.compile(
    r"\b(?:said|told|warned|announced|declared|added|stated|vowed|demanded|insisted|promised"
    r"|threatened|suggested|pledged|argued|explained)\b(?: [a-z]+){0,3}? "
    r"(?:on |late |early ){0,2}(" + "|".join(_DAYS) + r")\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?…]\s|\n")


def statement_day(text: str, start: int, end: int, published: date) -> date:
    """From when text[start:end] counts: the last such weekday up to the day of publication, which
    it is itself where the sentence says nothing."""
    before = text[max(start - _AROUND, 0) : start]
    begins = max((found.end() for found in _SENTENCE_END.finditer(before)), default=0)
    after = text[end : end + _AROUND]
    ends = _SENTENCE_END.search(after)
    sentence = before[begins:] + text[start:end] + (after[: ends.start()] if ends else after)
    said = _SAID.search(sentence)
    if said is None:
        return published
    weekday = _DAYS.index(said[1].lower())
    return published - timedelta(days=(published.weekday() - weekday) % 7)
