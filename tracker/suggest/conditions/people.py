"""The actors of an article, as clauses speak of them: by name, as a subject, by a pronoun."""

from bisect import bisect_left
from collections.abc import Sequence

from tracker.suggest.conditions.agents import Clause, read_clause
from tracker.suggest.conditions.voices import Voice, Voices
from tracker.suggest.conditions.words import is_finite, word_set
from tracker.suggest.found import ActorFound
from tracker.suggest.text import Document, Span

_OURS = word_set("conditions_people", "ours")
_THEIRS = word_set("conditions_people", "theirs")
_PERSONS = word_set("conditions_people", "persons")
_BEARING = word_set("conditions_people", "bearing")
_FARTHEST = 25  # tokens


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
        for place in range(first, min(first + 25, len(tokens))):
            token = tokens[place]
            if token.start >= end:
                break
            named = self.within(token.start, token.end)
            if named:
                return named[0]
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

    def clause(self, span: tuple[int, int]) -> Clause:
        return read_clause(self._document, self.within(*span), *span)

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
