"""How often: daily, twice a week, every other month, each morning."""

import re

from tracker.suggest.times.lengths import length_value
from tracker.suggest.times.rules import Match, rule
from tracker.suggest.times.scene import Draft, Scene
from tracker.suggest.times.words import (
    NUMBER,
    PART,
    PARTS,
    SETS,
    UNIT,
    UNITS_MANY,
    alternatives,
    number,
    unit,
)


def often(match: Match, scene: Scene) -> Draft | None:
    if scene.is_capitalised(match.start()) and re.search(
        r"[a-z] $", scene.text[max(match.start() - 2, 0) : match.start()]
    ):
        return None  # the China Daily
    return Draft(match.start(), match.end(), "SET", SETS[match[0]], "again and again", "", 0.7)


def times_in(match: Match, scene: Scene) -> Draft | None:
    """Twice a week, three times each year."""
    value = length_value(1, unit(match["unit"]))
    return Draft(match.start(), match.end(), "SET", value, "again and again", "", 0.8)


def every(match: Match, scene: Scene) -> Draft | None:
    """Every week, each day, every two years, per month, every other day."""
    count = number(match["n"]) if match["n"] else 2.0 if match["other"] else 1.0
    word = unit(match["unit"])
    if word == "second" and not match["unit"].endswith("s") and match["n"] is None:
        return None  # every second Tuesday
    value = length_value(count, word)
    return Draft(match.start(), match.end(), "SET", value, "again and again", "", 0.8)


def every_some(match: Match, scene: Scene) -> Draft | None:
    """Every few months."""
    value = length_value(None, unit(match["unit"]))
    return Draft(match.start(), match.end(), "SET", value, "again and again", "", 0.7)


def every_part(match: Match, scene: Scene) -> Draft | None:
    """Every night, each morning; every weekday, on weekends."""
    part = match.groupdict().get("part")
    value = f"XXXX-XX-XX{PARTS[part]}" if part else "XXXX-WXX-WE"
    return Draft(match.start(), match.end(), "SET", value, "again and again", "", 0.8)


RULES = (
    rule(
        rf"(?:once|twice|(?:{NUMBER}|several|many) times) (?:a|an|each|every|per) (?P<unit>{UNIT})"
        r"(?! (?:ago|earlier|later))",
        times_in,
    ),
    rule(rf"{alternatives(SETS)}", often),
    rule(
        rf"(?:each and every|every single|every|each|per)(?P<other> other)?"
        rf"(?: (?P<n>{NUMBER})(?: (?:to|or) {NUMBER})?)?"
        rf" (?P<unit>{UNIT})",
        every,
    ),
    rule(rf"every (?:few|several) (?P<unit>{UNITS_MANY})", every_some),
    rule(rf"(?:each|every) (?P<part>{PART})", every_part),
    rule(r"(?<=\bon )weekends|every weekend", every_part),
)
