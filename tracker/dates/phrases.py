"""The words of a source → the window they mean, by rules that a reader can check one by one.

`tracker.dates.rules` is the table. What no row of it covers is refused, with a reason: a wrong date
that looks certain costs more than a date typed by hand.
"""

import re
from dataclasses import replace
from datetime import date

from tracker.dates.edtf import EdtfError, parse_edtf
from tracker.dates.reading import (
    Basis,
    Direction,
    NotUnderstood,
    Reading,
    UnknownPhrase,
    said,
    said_full,
)
from tracker.dates.rule import Rule
from tracker.dates.rules import RULES, TIMES
from tracker.dates.window import Window
from tracker.dates.words import SAYS_NOTHING
from tracker.dates.written import WrittenError

__all__ = ["LONGEST", "RULES", "Direction", "NotUnderstood", "UnknownPhrase", "resolve"]

LONGEST = 200
LONGEST_WHY = 300  # what a column holds
# They say nothing that the words do not show, and are left out after another reason.
_SHOWN_ANYWAY = ("exact day, as written", "whole month", "whole year", "EDTF, as written")


def resolve(phrase: str, *, anchor: date | None, direction: Direction | None = None) -> Window:
    """The window that the words mean when said on the anchor; UnknownPhrase when it is not known.

    The anchor is usually the day of publication. Words that depend on it are refused without one.
    The direction is asked where the words have none: "on Thursday" is the last one, as in a report
    of what has happened, unless the future is meant; "by Thursday" and "since Thursday" know
    themselves.
    """
    text = _tidy(phrase)
    basis = Basis(anchor, direction, _times, _anything)
    try:
        reading = _read(RULES, text, basis)
        window = parse_edtf(reading.edtf)
    except NotUnderstood as error:
        if error.words == text:
            raise
        if SAYS_NOTHING.fullmatch(error.words):
            raise NotUnderstood(text) from error
        raise NotUnderstood(error.words, within=text) from error
    except (EdtfError, WrittenError) as error:
        raise UnknownPhrase(f"“{text}” cannot be read: {error}") from error
    except OverflowError as error:
        raise UnknownPhrase(f"“{text}” lies outside the years 0001 to 9999") from error
    why = reading.why if len(reading.why) <= LONGEST_WHY else f"{reading.why[: LONGEST_WHY - 1]}…"
    return replace(window, phrase=phrase.strip(), anchor=anchor, why=why)


def _times(words: str, basis: Basis) -> Reading:
    return _read(TIMES, words, basis)


def _anything(words: str, basis: Basis) -> Reading:
    return _read(RULES, words, basis)


def _read(rules: tuple[Rule, ...], text: str, basis: Basis) -> Reading:
    """By the first rule that fits, with its reason in full."""
    for rule in rules:
        if match := rule.pattern.fullmatch(text):
            reading = rule.read(match, basis)
            return replace(reading, why=_why(reading, rule, match, basis))
    raise NotUnderstood(text)


def _why(reading: Reading, rule: Rule, match: re.Match[str], basis: Basis) -> str:
    anchor = basis.anchor
    places = {
        "anchor": said(anchor) if anchor else "",
        "anchor_day": said_full(anchor) if anchor else "",
        **match.groupdict(default=""),
        **reading.facts,
    }
    own = (reading.why or rule.why).format(**places)
    if own and reading.inner in _SHOWN_ANYWAY:
        return own
    reasons = [reason for whole in (own, reading.inner) for reason in whole.split("; ")]
    return "; ".join(dict.fromkeys(filter(None, reasons)))


_LIKE = str.maketrans({**dict.fromkeys("‐‑‒–—―−", "-"), **dict.fromkeys("’‘ʼ", "'")})
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# mid-April, year-end; but not 17-Apr-2025
_JOINED = re.compile(r"\b(early|mid|late|end|week|month|quarter|year)-(?=[a-z0-9])", re.IGNORECASE)


def _tidy(phrase: str) -> str:
    if len(phrase) > LONGEST:
        raise UnknownPhrase(f"this is too long for a date (more than {LONGEST} characters)")
    if _CONTROLS.search(phrase):
        raise UnknownPhrase("there are characters in it that no text has; type it anew")
    text = " ".join(phrase.translate(_LIKE).split())
    if not text:
        raise UnknownPhrase("there are no words to read a date from")
    return _JOINED.sub(r"\1 ", text)
