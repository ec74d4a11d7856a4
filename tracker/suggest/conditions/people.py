"""The actors of an article, as clauses speak of them: by name, as a subject, by a pronoun."""

from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property

from tracker.suggest.conditions.agents import Clause, read_clause
from tracker.suggest.conditions.voices import Voice, Voices
from tracker.suggest.conditions.words import Phrases, is_finite, word_set
from tracker.suggest.found import ActorFound
from tracker.suggest.text import Document, Span

_OURS = word_set("conditions_people", "ours")
_THEIRS = word_set("conditions_people", "theirs")
_PERSONS = word_set("conditions_people", "persons")
_BEARING = word_set("conditions_people", "bearing")
_BOTH = Phrases(word_set("conditions_people", "both_sides"))
_PAIRED = frozenset(["both", "neither", "either", "between"])
_SIDES = frozenset(["state", "armed_group", "organisation", "bloc"])
_FARTHEST = 25  # tokens
_JOINT = 10  # characters between two that are named together
_PAIRS = 6  # that are looked at
_RECENT = 2  # sentences


class People:
    """The actors of an article, by their places. Places as places ("in Kyiv") act not."""

    def __init__(
        self, document: Document, actors: Sequence[ActorFound], voices: Voices | None = None
    ) -> None:
        self._document = document
        self._voices = voices or Voices(document, actors)
        self._actors = sorted(
            (actor for actor in actors if not actor.is_place), key=lambda a: (a.start, -a.end)
        )
        self._starts = [actor.start for actor in self._actors]
        # A state that a clause begins with acts, whatever else its name may stand for.
        self._places = {one.start: one for one in actors if one.is_place and one.kind == "state"}

    def within(self, start: int, end: int) -> list[ActorFound]:
        return self._actors[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def before(self, offset: int, *, not_before: int = 0) -> list[ActorFound]:
        """Those that stand before the offset, the nearest first; at most a dozen."""
        last = bisect_left(self._starts, offset)
        found = self._actors[max(last - 12, 0) : last]
        return [actor for actor in reversed(found) if actor.start >= not_before]

    def subject(self, start: int, end: int) -> ActorFound | str | None:
        """Who stands before the first verb of a clause; "we" or "they" for a pronoun."""
        tokens = self._document.tokens
        first = self._document.token_at(start)
        for place in range(first, min(first + _FARTHEST, len(tokens))):
            token = tokens[place]
            if token.start >= end:
                break
            named = self.within(token.start, token.end)
            if named:
                return named[0]
            if place == first and token.start in self._places:
                return self._places[token.start]
            if token.lower in _OURS:
                return "we"
            if token.lower in _THEIRS:
                return "they"
            if token.lower in ("you", "you're", "your", "you'll"):
                return "you"
            if place > first and is_finite(token.lower):
                break
        return None

    def author_of(self, offset: int) -> ActorFound | None:
        """Who "renewed its threat of": the actor that the sentence begins with, unless that lives
        with what follows or turns it down."""
        sentence = self._document.sentences[self._document.sentence_at(offset)]
        found = self.subject(sentence.start, offset)
        if not isinstance(found, ActorFound):
            return None
        between = self._document.tokens_of(Span(found.end, max(offset, found.end)))
        words = (self._document.lowers[number] for number in between[:_FARTHEST])
        return found if _BEARING.isdisjoint(words) else None

    def voice(self, if_span: tuple[int, int], then_span: tuple[int, int] | None = None) -> Voice:
        """Who says it, and to whom."""
        spans = [if_span, then_span or if_span]
        start, end = min(span[0] for span in spans), max(span[1] for span in spans)
        return self._voices.of(start, end, at=spans[1][0])

    def speaks_of_both(self, start: int, end: int) -> bool:
        """ "The two sides", "either side or both"."""
        document = self._document
        numbers = document.tokens_of(Span(start, end))
        words = document.lowers[numbers.start : numbers.stop]
        return _BOTH.find(words, 0, len(words)) is not None

    def pair_before(self, offset: int) -> tuple[ActorFound, ...]:
        """The two that were last named together: "neither Russia nor Ukraine"; two that only stand
        together, where that was not long before."""
        last = bisect_left(self._pair_starts, offset)
        for pair, is_marked in reversed(self._pairs[max(last - _PAIRS, 0) : last]):
            number = self._document.sentence_at(offset)
            near = number - self._document.sentence_at(pair[0].start) <= _RECENT
            if is_marked or near:
                return pair
        return ()

    @cached_property
    def _pair_starts(self) -> list[int]:
        return [pair[0].start for pair, _ in self._pairs]

    @cached_property
    def _pairs(self) -> list[tuple[tuple[ActorFound, ActorFound], bool]]:
        """Two states or groups that are named together, and whether as the two: "between"."""
        actors = [one for one in self._actors if one.kind in _SIDES]
        found = []
        for before, first, second in zip([None, *actors], actors, actors[1:], strict=False):
            is_list = before is not None and first.start - before.end <= len(", the ")
            if not is_list and first.name != second.name and self._are_joined(first, second):
                place = self._document.token_at(first.start)
                near = self._document.lowers[max(place - 3, 0) : place]
                found.append(((first, second), not _PAIRED.isdisjoint(near)))
        return found

    def _are_joined(self, first: ActorFound, second: ActorFound) -> bool:
        if not 0 < second.start - first.end <= _JOINT:
            return False
        between = self._document.text[first.end : second.start].split()
        return between[:1] in (["and"], ["or"], ["nor"]) and len(between) <= 2

    def clause(self, span: tuple[int, int]) -> Clause:
        head = self._places.get(span[0])
        actors = self.within(*span)
        return read_clause(self._document, [head, *actors] if head else actors, *span)

    def pronoun(
        self, start: int, *, avoid: ActorFound | None, is_person: bool = False
    ) -> ActorFound | None:
        """The actor that "it" or "they" may mean: the nearest before it in its sentence or in
        the one before."""
        number = self._document.sentence_at(start)
        floor = self._document.sentences[max(number - 1, 0)].start
        for actor in self.before(start, not_before=floor):
            if avoid is not None and actor.name == avoid.name:
                continue
            if (actor.kind == "person") == is_person:
                return actor
        return None

    def is_person(self, start: int) -> bool:
        return self._document.tokens[self._document.token_at(start)].lower in _PERSONS
