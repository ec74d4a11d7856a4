"""Who says what stands in a clause, and to whom: by quotes and by verbs of saying."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from tracker.suggest.conditions.words import word_set
from tracker.suggest.events.frames import DETERMINERS
from tracker.suggest.found import ActorFound, QuoteFound
from tracker.suggest.quotes.find import find_quotes
from tracker.suggest.quotes.said import Said
from tracker.suggest.quotes.speakers import Attribution, Speakers
from tracker.suggest.quotes.words import ANONYMOUS, SAYING_THAT
from tracker.suggest.text import Document, Span, opens_without_name

_HEARING = word_set("conditions_people", "to_hearer")
_PRESS = word_set("conditions_people", "press")
_BEFORE_HEARER = word_set("conditions_people", "before_hearer")
_MESSAGES = word_set("conditions_people", "messages")
_NEAR = 5  # tokens from a verb to the end of whom it is said to
_BACK = 40  # tokens before a clause in which a message to somebody is named


class Voice(NamedTuple):
    """actor is None where nobody says it, and where somebody without a name does (is_nameless)."""

    actor: ActorFound | None = None
    hearer: ActorFound | None = None
    is_nameless: bool = False
    is_anonymous: bool = False  # "an official": may tell of others, and not of the own side

    @property
    def is_silent(self) -> bool:
        return self.actor is None and not self.is_nameless


class Voices:
    """The speakers of an article. quotes, speakers: of this document, where they were read
    already."""

    def __init__(
        self,
        document: Document,
        actors: Sequence[ActorFound],
        quotes: Sequence[QuoteFound] | None = None,
        speakers: Speakers | None = None,
    ) -> None:
        self._document = document
        self._actors = actors
        self._known_quotes = quotes
        self._speakers = speakers or Speakers(document, actors)
        self._at = sorted(
            (one.start, one.end, number) for number, one in enumerate(actors) if not one.is_place
        )

    @cached_property
    def _said(self) -> Said:
        return Said(self._speakers.attributions)

    @cached_property
    def _quotes(self) -> list[QuoteFound]:
        """Those between quotation marks, which do not overlap."""
        quotes = self._known_quotes
        if quotes is None:
            quotes = find_quotes(self._document, actors=self._actors, speakers=self._speakers)
        return [one for one in quotes if one.mode == "quoted"]

    @cached_property
    def _quote_starts(self) -> list[int]:
        return [quote.start for quote in self._quotes]

    def of(self, start: int, end: int, *, at: int) -> Voice:
        """Who says text[start:end], and what stands at the offset above all."""
        number = self._document.sentence_at(start)
        by = self._attribution(start, end, number)
        quote = self._quote(at) or self._quote(start)
        if quote and quote.speaker_words:
            hearer = self._hearer(by) if by and by.actor == quote.speaker else None
            return Voice(
                quote.speaker, hearer, quote.speaker is None, quote.attribution == "anonymous"
            )
        if by is None and number and self._document.is_quoted(at):
            # “…,” X said that day. “If it fails, we leave.”
            by = next(self._said.before(self._document.token_at(start), number - 1), None)
        if by is None:
            is_nameless = self._is_of_nameless(start)
            return Voice(hearer=self._addressed(start, number), is_nameless=is_nameless)
        hearer = self._hearer(by) or self._addressed(start, number)
        return Voice(by.actor, hearer, by.actor is None, self._is_anonymous(by))

    def _quote(self, offset: int) -> QuoteFound | None:
        place = bisect_right(self._quote_starts, offset) - 1
        is_within = place >= 0 and offset < self._quotes[place].end
        return self._quotes[place] if is_within else None

    def _attribution(self, start: int, end: int, sentence: int) -> Attribution | None:
        """By the nearest verb of saying before it in its sentence, else by one within or behind
        it; where it goes on in the next sentence, by one between the two."""
        first, last = (self._document.token_at(offset) for offset in (start, end - 1))
        before = self._said.before(first, sentence)
        if found := next(
            (one for one in before if one.last < first and self._has_words(one)), None
        ):
            return found
        within = (one for one in self._said.after(first, sentence) if self._has_words(one))
        return next(
            (
                one
                for one in within
                if one.first > last or self._is_aside(one) or (one.first == first and one.actor)
            ),
            None,
        )

    def _has_words(self, by: Attribution) -> bool:
        """Not "recalled its envoy", "announced a truce": that is done, and not said."""
        lowers = self._document.lowers
        if by.is_inverted or lowers[by.verb] not in SAYING_THAT:
            return True
        following = lowers[by.verb + 1 : by.verb + 10]
        return "that" in following or not DETERMINERS.issuperset(following[:1])

    def _is_aside(self, by: Attribution) -> bool:
        """ "If it fails,” X said, “we": between commas or quotation marks, within the clause."""
        before = self._document.tokens[by.first - 1].text if by.first else ""
        return before in {",", "”", '"', "—", "–"}

    def _is_of_nameless(self, start: int) -> bool:
        """Whether ", saying" stands right before, of a subject without a name: "the army"."""
        document = self._document
        place = document.token_at(start)
        if not any(_is_participle(document, one) for one in range(max(place - 3, 1), place)):
            return False
        first = document.sentences[document.sentence_at(start)].start
        name = next((at for at, _, _ in self._from(first) if at < start), start)
        before = document.tokens_of(Span(first, name))
        return opens_without_name([document.lowers[number] for number in before])

    def _from(self, offset: int) -> list[tuple[int, int, int]]:
        place = bisect_left(self._at, (offset, 0, 0))
        return self._at[place : place + 1]

    def _is_anonymous(self, by: Attribution) -> bool:
        if by.speaker is None or (by.actor and by.actor.kind in ("person", "office")):
            return False
        return any(word.lower in ANONYMOUS for word in self._speakers.words(by.speaker))

    def _hearer(self, by: Attribution) -> ActorFound | None:
        """Moscow in "warned Moscow that", and not in "told Moscow newspapers that"."""
        if self._document.lowers[by.verb] not in _HEARING:
            return None
        return self._named_at(by.verb + 1)

    def _named_at(self, place: int) -> ActorFound | None:
        """The actor whose name, over an article and adjectives, begins here."""
        tokens = self._document.tokens
        for number in range(place, min(place + _NEAR, len(tokens))):
            found = self._actor_at(tokens[number].start)
            if found is None:
                if tokens[number].lower in _BEFORE_HEARER:
                    continue
                return None
            after = self._document.token_at(found.end - 1) + 1
            words = self._document.lowers[place : after + 3]
            return None if not _PRESS.isdisjoint(words) else found
        return None

    def _actor_at(self, offset: int) -> ActorFound | None:
        place = bisect_right(self._at, (offset, len(self._document.text), 0)) - 1
        if place < 0 or not self._at[place][0] <= offset < self._at[place][1]:
            return None
        return self._actors[self._at[place][2]]

    def _addressed(self, start: int, sentence: int) -> ActorFound | None:
        """To whom a message goes that the sentence names: "a warning to Iran: without …"."""
        document = self._document
        first = document.token_at(document.sentences[sentence].start)
        place = document.token_at(start)
        for number in range(place - 1, max(first, place - _BACK) - 1, -1):
            if document.lowers[number] in _HEARING and (found := self._named_at(number + 1)):
                return found
            is_message = document.lowers[number] in _MESSAGES
            if is_message and document.lowers[number + 1 : number + 2] in (["to"], ["for"]):
                return self._named_at(number + 2)
        return None


def _is_participle(document: Document, verb: int) -> bool:
    """ ", saying": it is said by the subject of the sentence."""
    return document.lowers[verb].endswith("ing") and document.lowers[verb - 1] == ","
