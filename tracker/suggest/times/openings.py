"""Which rules a time may be read by, by the words that it begins with: a handful of the many, so
that the others are not asked.

What a rule may begin with is told by its own pattern: `regex` can match the beginning of a text
whose end is still to come.
"""

import re
from collections.abc import Callable, Sequence
from functools import cache, lru_cache

import regex

from tracker.suggest.times.first_words import COMMON
from tracker.suggest.times.rules import Rule
from tracker.suggest.times.words import alternatives

_MOST = 4096  # beginnings that are remembered
# "the", "a", "last" begin so many that the next word is asked, too.
_OPENING = re.compile(rf"(?:{alternatives(COMMON)}) [a-z]+|[a-z]+|.", re.DOTALL)
# What stands before a time is no part of its beginning.
_BEHIND = re.compile(r"\(\?<[=!][^()]*\)")

RulesAt = Callable[[str, int], Sequence[Rule]]


def by_opening(rules: Sequence[Rule]) -> RulesAt:
    """A function from a place in a text to those of the rules, in order, that may fit there."""

    @cache
    def beginnings() -> list[regex.Pattern[str]]:
        return [regex.compile(_BEHIND.sub("", rule.pattern.pattern)) for rule in rules]

    @lru_cache(maxsize=_MOST)
    def opened_by(words: str) -> tuple[Rule, ...]:
        return tuple(
            rule
            for rule, begins in zip(rules, beginnings(), strict=True)
            if begins.match(words, partial=True)
        )

    def at(text: str, place: int) -> Sequence[Rule]:
        opening = _OPENING.match(text, place)
        return opened_by(opening[0]) if opening else ()

    return at
