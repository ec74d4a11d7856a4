"""Whether a sentence is about talks between states or armed parties, and not about other bargains.

The measure is simple on purpose: words of the subject in its parts, who acts in it, and what the
article around it is about, each counted, against a threshold.
"""

from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache

from tracker.suggest.conditions.people import People
from tracker.suggest.conditions.words import CONDITIONS, Phrases, word_set
from tracker.suggest.text import Document

ENOUGH = 3
_NEAR = 60  # tokens to each side that count as its surroundings
_DENSE = 12  # words of the subject in a thousand tokens: an article about talks; twice that: only
_STRONG = Phrases(CONDITIONS["topic"]["strong"])
_WEAK = Phrases(CONDITIONS["topic"]["weak"])
_ELSEWHERE = Phrases(CONDITIONS["topic"]["elsewhere"])
_SPEAKERS = word_set("conditions_topic", "speakers")


class Topic:
    """What an article is about, counted once."""

    def __init__(self, document: Document, people: People) -> None:
        self._document = document
        self._people = people
        self._words, self._strong, self._elsewhere = _counted(document)

    def weight(self, spans: Sequence[tuple[int, int]]) -> int:
        """How much speaks for it, from −2 to about 10; see `ENOUGH`."""
        strong = weak = elsewhere = 0
        speaks = False
        for start, end in spans:
            first = self._document.token_at(start)
            last = self._document.token_at(end - 1) + 1
            strong += _within(self._strong, first, last)
            elsewhere += _within(self._elsewhere, first, last)
            weak += _WEAK.count(self._words, first, last)
            speaks = speaks or any(word in _SPEAKERS for word in self._words[first:last])
        own = 2 * min(strong, 2) + min(weak, 2) + self._acting(spans) + int(speaks)
        return own + self._around(spans[0][0]) - 2 * min(elsewhere, 2)

    def _acting(self, spans: Sequence[tuple[int, int]]) -> int:
        """From 0 to 3: whether a state is named, or anybody; whether it is between two states."""
        actors = [actor for start, end in spans for actor in self._people.within(start, end)]
        between = int(self._is_between_states(spans[0][0]))
        if any(actor.kind != "person" for actor in actors):
            return 2 + between
        return 1 + between if actors or between else 0

    def _is_between_states(self, offset: int) -> bool:
        sentence = self._document.sentences[self._document.sentence_at(offset)]
        named = self._people.within(sentence.start, sentence.end)
        codes = {actor.iso_3166 or (actor.kind != "person" and actor.name) for actor in named}
        return len(codes - {False}) > 1

    def _around(self, offset: int) -> int:
        """From −2 to 4: what the sentences around it, and the whole article, are about."""
        place = self._document.token_at(offset)
        near = _within(self._strong, place - _NEAR, place + _NEAR)
        near_elsewhere = _within(self._elsewhere, place - _NEAR, place + _NEAR)
        whole, other = len(self._strong), len(self._elsewhere)
        if near_elsewhere > near or other > whole:
            return -2
        about = 0
        if whole > 2 * other:
            about = min(whole * 1000 // (_DENSE * max(len(self._words), 200)), 2)
        return int(near >= 1) + int(near >= 3) + about


@lru_cache(maxsize=2)
def _counted(document: Document) -> tuple[list[str], list[int], list[int]]:
    """Its words, and at which of them one of the subject stands, or one of another. Kept, since
    conditions and deadlines of an article are looked for one after the other."""
    words = document.lowers
    elsewhere = [one for one in _ELSEWHERE.places(words) if not _is_of_states(document, one)]
    return words, _STRONG.places(words), elsewhere


def _is_of_states(document: Document, place: int) -> bool:
    """The European Union is no union of workers."""
    return document.lowers[place] == "union" and document.tokens[place].is_capitalised


def _within(places: list[int], first: int, last: int) -> int:
    return bisect_left(places, last) - bisect_left(places, first)
