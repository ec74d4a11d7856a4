"""One day: as 2025-04-18, or in words that mean no more than that."""

import re
from datetime import date

from tracker.dates.display import words
from tracker.dates.phrases import Direction, UnknownPhrase, resolve
from tracker.dates.reading import NoLength
from tracker.dates.window import Window

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def is_iso(text: str) -> bool:
    """Written as a day is written, whether or not there is such a day."""
    return _ISO_DAY.fullmatch(text) is not None


def iso_day(text: str) -> date | None:
    """None when the text is not written so; ValueError when it is, and there is no such day."""
    return date.fromisoformat(text) if is_iso(text) else None


def resolve_for_a_day(
    phrase: str, *, anchor: date | None, direction: Direction | None = None
) -> Window:
    """The window of the words, where a day is wanted: advice on open ends would help nobody."""
    try:
        return resolve(phrase, anchor=anchor, direction=direction)
    except NoLength as error:
        raise UnknownPhrase(error.for_a_day) from error


def one_day(phrase: str, *, anchor: date, direction: Direction | None = None) -> Window:
    """The window of one day that the words mean; UnknownPhrase when it is none, or wider."""
    window = resolve_for_a_day(phrase, anchor=anchor, direction=direction)
    if not window.is_day:
        raise UnknownPhrase(
            f"“{window.phrase}” is more than one day: {words(window)}; write which of them it is"
        )
    return window
