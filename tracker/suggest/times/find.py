"""Dates and spans of time in running text, each with its window and its value in TIMEX3.

The words of time are few, so the text is read where one of them stands, once, from left to right;
what has been read is what the next words may count from.
"""

from tracker.suggest.found import TimeFound, Timex3
from tracker.suggest.text import Document, Token
from tracker.suggest.times import (
    again,
    beside,
    clock,
    compared,
    distance,
    lengths,
    parts,
    periods,
    weekdays,
    written,
    years,
)
from tracker.suggest.times.first_words import COMMON, FIRST_WORDS, FOLLOWERS, WITH_CAPITAL
from tracker.suggest.times.openings import by_opening
from tracker.suggest.times.rules import Rule
from tracker.suggest.times.scene import Draft, Scene
from tracker.suggest.times.windows import window_of

__all__ = ["find_times"]

RULES: tuple[Rule, ...] = (
    *compared.RULES,
    *parts.RULES,
    *clock.RULES,
    *periods.RULES,
    *distance.RULES,
    *weekdays.RULES,
    *beside.RULES,
    *again.RULES,
    *lengths.RULES,
    *written.RULES,
    *years.RULES,
)
_rules_at = by_opening(RULES)


def find_times(document: Document) -> list[TimeFound]:
    """In the order of the text, none over another."""
    scene = Scene(document, _read)
    found = []
    done = 0
    tokens = document.tokens
    beginnings = {word for word in set(document.lowers) if _begins_some(word)}
    for place, word in enumerate(document.lowers):
        if word not in beginnings:
            continue
        token = tokens[place]
        if token.start < done or not _may_begin(tokens, place):
            continue
        if token.start and scene.text[token.start - 1].isalnum():
            continue  # the 380s in A380s
        scene.enter(token.start)
        scene.outer = token.start
        draft = _read(scene, token.start)
        if draft is None:
            continue
        scene.note(draft)
        done = draft.end
        found.append(_time(draft, scene))
    return found


def _begins_some(word: str) -> bool:
    """Most words begin no time."""
    return word[0].isdigit() or word.removesuffix("'s") in FIRST_WORDS or word in FIRST_WORDS


def _may_begin(tokens: list[Token], place: int) -> bool:
    """Of a word that can begin one: most of "the" and "a" do not, and the rules are not asked."""
    token = tokens[place]
    word = token.lower if token.lower in FIRST_WORDS else token.lower.removesuffix("'s")
    if word in WITH_CAPITAL:
        return token.is_capitalised
    if word in COMMON:
        following = tokens[place + 1].lower if place + 1 < len(tokens) else ""
        return following.removesuffix("'s") in FOLLOWERS or following[:1].isdigit()
    return True


def _read(scene: Scene, place: int) -> Draft | None:
    """By the first rule that fits and has something to say."""
    for rule in _rules_at(scene.text, place):
        own = rule.pattern.match(scene.text, place)
        if own is not None and (draft := rule.read(own, scene)) is not None:
            return draft
    return None


def _time(draft: Draft, scene: Scene) -> TimeFound:
    window = window_of(draft, scene)
    return TimeFound(
        start=draft.start,
        end=draft.end,
        why=window.why if window else draft.why,
        score=draft.score,
        timex3=Timex3(draft.type, draft.value, draft.mod),
        window=window,
    )
