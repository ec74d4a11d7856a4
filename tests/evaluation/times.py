"""Dates and spans of time: news, narrative, and the dates of events in Wikinews."""

from collections.abc import Iterator
from pathlib import Path

from tests.evaluation.corpora import HALVES, Gold, Half, Text, event_dates, texts, trimmed
from tests.evaluation.timex import Tally, tally
from tracker.suggest.text import Document
from tracker.suggest.times.find import find_times

# Strict, relaxed and value F1 on unread texts, in percent.
AIMS = {"news": (89, 94, 82), "narrative": (86, 92, 79)}
FILES = {"news": "timebank_aquaint_200docs.jsonl", "narrative": "wikiwars_16docs.jsonl"}
DATES_AIM = 75  # percent of the dates of events


def report(folder: Path) -> Iterator[str]:
    yield "Times: strict / relaxed / value F1, in percent"
    for part, name in FILES.items():
        of_part = texts(folder, name)
        aims = " / ".join(map(str, AIMS[part]))
        for half in HALVES:
            yield f"  {part:9}  {half:6}  {scores(of_part, half)}   (aim on unread texts {aims})"
    yield f"Dates of events, Wikinews: {found_dates(folder)} (aim {DATES_AIM} %)"


def scores(of_part: list[Text], half: Half) -> str:
    total = Tally()
    for text in of_part:
        if text.half == half:
            total += tally(text.times, found_in(text))
    figures = (total.strict_f1, total.relaxed_f1, total.value_f1)
    return " / ".join(f"{100 * figure:.1f}" for figure in figures)


def found_in(text: Text) -> list[Gold]:
    return [
        Gold(*trimmed(text.text, time.start, time.end), time.timex3.type, time.timex3.value)
        for time in find_times(Document(text.text, text.published))
    ]


def found_dates(folder: Path) -> str:
    """How many of the dates are the value of a time that was found in the same text."""
    values = {
        text.id: {time.value or "" for time in found_in(text)}
        for text in texts(folder, "wikinews_articles.jsonl")
    }
    wanted = [(identifier, day) for identifier, day in event_dates(folder) if identifier in values]
    found = sum(_is_among(day, values[identifier]) for identifier, day in wanted)
    return f"{found} of {len(wanted)}, {100 * found / max(len(wanted), 1):.1f} %"


def _is_among(day: str, values: set[str]) -> bool:
    known = day.removesuffix("-XX").removesuffix("-XX")
    return any(value.partition("T")[0] == known for value in values)
