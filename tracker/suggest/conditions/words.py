"""Lists of words and phrases, and a quick way to find them."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from tracker.suggest.tables import table


class Phrases:
    """Words and phrases to find among words; "*" ends a stem ("negotiat*").

    To look at one place costs a few dictionary look-ups, however long the list.
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        self._by_word: dict[str, list[tuple[str, ...]]] = {}
        self._by_stem: dict[str, list[tuple[str, ...]]] = {}
        for phrase in phrases:
            first, *rest = phrase.split()
            table = self._by_stem if first.endswith("*") else self._by_word
            table.setdefault(first.removesuffix("*"), []).append(tuple(rest))
        self._stem_lengths = sorted({len(stem) for stem in self._by_stem})
        # Most words of a text stand in it many times.
        self._rests = lru_cache(maxsize=8192)(self._look_up)

    def at(self, words: Sequence[str], place: int) -> int:
        """How many words the longest phrase has that stands at this place; 0 for none."""
        if not 0 <= place < len(words):
            return 0
        longest = 0
        for rest in self._rests(words[place]):
            if len(rest) >= longest and (not rest or _follow(words, place + 1, rest)):
                longest = len(rest) + 1
        return longest

    def places(self, words: Sequence[str]) -> list[int]:
        """All places at which one stands."""
        known = {word for word in set(words) if self._rests(word)}
        places = (place for place, word in enumerate(words) if word in known)
        return [place for place in places if self.at(words, place)]

    def find(self, words: Sequence[str], first: int, last: int) -> tuple[int, int] | None:
        """The first place from `first` up to `last` at which one stands, and its end."""
        for place in range(max(first, 0), min(last, len(words))):
            if length := self.at(words, place):
                return place, place + length
        return None

    def count(self, words: Sequence[str], first: int, last: int) -> int:
        """At how many places one stands."""
        return sum(
            1 for place in range(max(first, 0), min(last, len(words))) if self.at(words, place)
        )

    def __contains__(self, word: str) -> bool:
        return any(not rest for rest in self._rests(word))

    def _look_up(self, word: str) -> tuple[tuple[str, ...], ...]:
        found = list(self._by_word.get(word, ()))
        for length in self._stem_lengths:
            if length > len(word):
                break
            found.extend(self._by_stem.get(word[:length], ()))
        return tuple(found)


def _follow(words: Sequence[str], place: int, rest: tuple[str, ...]) -> bool:
    if place + len(rest) > len(words):
        return False
    return all(
        words[place + number].startswith(word[:-1])
        if word.endswith("*")
        else words[place + number] == word
        for number, word in enumerate(rest)
    )


CONDITIONS = table("conditions")
_GRAMMAR = table("conditions_grammar")


def word_set(file: str, name: str) -> frozenset[str]:
    """One of the closed classes of `conditions_grammar.toml`."""
    return frozenset(_GRAMMAR[file][name])


SAID = frozenset(CONDITIONS["said"]["verbs"])
TO_SOMEBODY = frozenset(CONDITIONS["said"]["to_somebody"])
ACTS = frozenset(CONDITIONS["said"]["acts"])

MODALS = word_set("conditions_words", "modals")
AUXILIARIES = MODALS | word_set("conditions_words", "auxiliaries")
_CONTRACTED = ("'re", "'ve", "'ll", "'d", "'m")
# Verbs of the trade as they stand in if parts and then parts; others are known by their endings.
VERBS = word_set("conditions_words", "verbs")
_NOT_PAST = word_set("conditions_words", "not_past")


def is_auxiliary(word: str) -> bool:
    return word in AUXILIARIES or (word.endswith(_CONTRACTED) and word[0] != "'")


def is_finite(word: str) -> bool:
    """Likely to be the verb of a clause."""
    return (
        is_auxiliary(word)
        or word in VERBS
        or (word.endswith("ed") and len(word) > 4 and word not in _NOT_PAST)
    )


def is_modal(word: str) -> bool:
    return word in MODALS or word.endswith(("'ll", "'d"))
