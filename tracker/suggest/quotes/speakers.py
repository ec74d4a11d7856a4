"""Who speaks: the verbs of saying in a text, each with the words that name its speaker."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from tracker.suggest.found import ActorFound
from tracker.suggest.quotes.words import (
    ALL_SAYING,
    BEFORE_VERB,
    DOUBTFUL,
    LEADING,
    LEFT_STOPS,
    OF_PERSONS,
    PRONOUNS,
    QUOTING,
    RIGHT_STOPS,
    TELLING,
    TIME_PREPOSITIONS,
    TIME_WORDS,
    TITLES,
)
from tracker.suggest.text import Document, Span, Token, opens_without_name

_LONGEST_NAME = 18  # tokens
_PAUSES = frozenset(',;:—–-()"“”«»„…?!')
_MARKS = frozenset('"“”«»„')
_PERSONS = frozenset({"person", "office"})
_KINDS = {"person": 0, "office": 1, "organisation": 2, "armed_group": 2, "bloc": 2, "state": 3}


@dataclass(frozen=True, slots=True)
class Attribution:
    """verb and speaker are numbers of tokens; the speaker's end is exclusive."""

    verb: int
    sentence: int
    speaker: tuple[int, int] | None
    actor: ActorFound | None = None
    is_inverted: bool = False  # "said X", "according to X"
    is_relative: bool = False  # "the progress X said was needed": its words are not whole

    is_participle: bool = False  # ", saying": of a speaker who stands anywhere before

    @property
    def first(self) -> int:
        if self.is_participle:
            return self.verb
        return min(self.verb, self.speaker[0]) if self.speaker else self.verb

    @property
    def last(self) -> int:
        return max(self.verb, self.speaker[1] - 1) if self.speaker else self.verb


class ActorsAt:
    """The actors whose words overlap a span, found by halving."""

    def __init__(self, actors: Sequence[ActorFound]) -> None:
        self._actors = sorted(actors, key=lambda actor: actor.start)
        self._starts = [actor.start for actor in self._actors]

    def within(self, span: Span) -> list[ActorFound]:
        first = max(bisect_left(self._starts, span.start) - 1, 0)
        last = bisect_left(self._starts, span.end)
        return [actor for actor in self._actors[first:last] if actor.end > span.start]

    def speaker(self, span: Span) -> ActorFound | None:
        found = [actor for actor in self.within(span) if not actor.is_place]
        return min(found, key=lambda actor: (_KINDS[actor.kind], actor.start), default=None)


class Speakers:
    """Reads the verbs of saying of a document, in order, and remembers who spoke last."""

    def __init__(self, document: Document, actors: Sequence[ActorFound]) -> None:
        self._document = document
        self._tokens = document.tokens
        self.actors = ActorsAt(actors)
        self._last_person: tuple[int, ActorFound] | None = None
        self._last_body: tuple[int, ActorFound] | None = None
        self._pronouns: dict[str, str] = {}  # once "he", always "he"

    @cached_property
    def attributions(self) -> list[Attribution]:
        """Outside quotation marks."""
        return list(self._attributions())

    def _attributions(self) -> Iterator[Attribution]:
        quotations = self._document.quotations
        quotation = 0
        for sentence, span in enumerate(self._document.sentences):
            numbers = self._document.tokens_of(span)
            before: Attribution | None = None
            for number in numbers:
                token = self._tokens[number]
                if token.lower not in ALL_SAYING and token.lower != "according":
                    continue
                while quotation < len(quotations) and quotations[quotation].end <= token.start:
                    quotation += 1
                is_quoted = (
                    quotation < len(quotations) and quotations[quotation].start <= token.start
                )
                if is_quoted or not self._says(number, numbers):
                    continue
                if found := self._read(number, sentence, numbers, before):
                    before = found
                    yield found

    def _says(self, number: int, numbers: range) -> bool:
        word = self._tokens[number].lower
        if word == "according":
            return self._lower(number + 1, numbers) == "to"
        if word not in ALL_SAYING or self._tokens[number].is_capitalised:
            return False
        if word in DOUBTFUL:
            previous = self._lower(number - 1, numbers)
            is_name = number > numbers.start and self._tokens[number - 1].is_capitalised
            return is_name or previous in PRONOUNS
        return True

    def _lower(self, number: int, numbers: range) -> str:
        return self._tokens[number].lower if number in numbers else ""

    def _read(
        self, number: int, sentence: int, numbers: range, before: Attribution | None
    ) -> Attribution | None:
        word = self._tokens[number].lower
        if word == "according":
            speaker, inverted = self._after(number + 2, numbers), True
        elif word.endswith("ing") and self._lower(number - 1, numbers) == ",":
            if before:
                return Attribution(
                    number, sentence, before.speaker, before.actor, is_participle=True
                )
            return self._participle(number, sentence, numbers)
        else:
            speaker, inverted = self._before(number, numbers), False
            if speaker is None and word not in TELLING:
                speaker, inverted = self._inverted(number, numbers), True
        if speaker is None:
            return None
        name = self._name_after_noun(speaker)
        actor = self._actor(name or speaker, sentence)
        return Attribution(
            number, sentence, name or speaker, actor, inverted, is_relative=name is not None
        )

    def _participle(self, number: int, sentence: int, numbers: range) -> Attribution | None:
        speaker = self._subject(number, numbers)
        if speaker is None:
            return None
        actor = self._actor(speaker, sentence)
        return Attribution(number, sentence, speaker, actor, is_participle=True)

    def _subject(self, verb: int, numbers: range) -> tuple[int, int] | None:
        """Whom ", saying" is said of: the first actor of its sentence."""
        first = max(numbers.start, verb - 60)
        span = Span(self._tokens[first].start, self._tokens[verb].start)
        actor = next((one for one in self.actors.within(span) if not one.is_place), None)
        if actor is None or actor.start < span.start:
            return None
        before = self._document.lowers[numbers.start : self._document.token_at(actor.start)]
        if opens_without_name(before):
            return None
        return (
            self._document.token_at(actor.start),
            self._document.token_at(actor.end - 1) + 1,
        )

    def _name_after_noun(self, speaker: tuple[int, int]) -> tuple[int, int] | None:
        """The name in "the exact progress Rubio (said was needed)"; None where it is a title."""
        start, end = speaker
        while end > start and self._tokens[end - 1].is_capitalised:
            end -= 1
        if end == speaker[1] or end - start < 2:
            return None
        noun = self._tokens[end - 1]
        opens = any(
            word.lower in {"the", "a", "an"} or word.lower.endswith("ing")
            for word in self._tokens[start:end]
        )
        is_title = noun.lower in TITLES or noun.lower in LEADING | {"of", "the", "-"}
        return (end, speaker[1]) if opens and noun.text.isalpha() and not is_title else None

    def _before(self, verb: int, numbers: range) -> tuple[int, int] | None:
        """The words before the verb: "the Russian minister, Sergei Lavrov, said"."""
        end = self._past_bracket(self._past_adverbs(verb, numbers), numbers)
        if self._lower(end - 1, numbers) in {"who", "which"}:
            if self._tokens[verb].lower in QUOTING:  # "who asked not to be named"
                return None
            end -= 2 if self._lower(end - 2, numbers) == "," else 1
        start = end
        if self._lower(end - 1, numbers) == ",":
            comma = self._comma_before(end - 1, numbers)
            if comma is None:
                return None
            start, end = comma, end - 1
            if not self._tokens[comma + 1].is_capitalised or end - comma > 6:
                end = comma
        while start > numbers.start and verb - start < _LONGEST_NAME:
            token = self._tokens[start - 1]
            if token.text in _PAUSES and not self._joins(start - 1, numbers):
                break
            if token.lower in LEFT_STOPS and not self._joins(start - 1, numbers):
                break
            start -= 1
        while start < end and self._leads(start, end):
            start += 1
        return (start, end) if self._names_somebody(start, end) else None

    def _past_bracket(self, end: int, numbers: range) -> int:
        """Before the abbreviation in "the World Food Programme (WFP) said"."""
        if self._lower(end - 1, numbers) == ")" and self._lower(end - 3, numbers) == "(":
            return end - 3
        return end

    def _past_adverbs(self, verb: int, numbers: range) -> int:
        """The end of the words before the verb's own adverbs and helping verbs, and "on Friday"."""
        end = verb
        while end > numbers.start and verb - end < 8:
            word = self._tokens[end - 1].lower
            is_adverb = word.endswith("ly") and not self._tokens[end - 1].is_capitalised
            is_time = word in TIME_WORDS or (end < verb and word in TIME_PREPOSITIONS)
            if not (word in BEFORE_VERB or is_adverb or is_time):
                break
            end -= 1
        return end

    def _comma_before(self, comma: int, numbers: range) -> int | None:
        """The comma that opens the apposition which this one closes."""
        for number in range(comma - 1, max(numbers.start, comma - 16) - 1, -1):
            if self._tokens[number].text == ",":
                return number
            if self._tokens[number].text in _PAUSES:
                return None
        return None

    def _joins(self, number: int, numbers: range) -> bool:
        """A hyphen within a word; "and" between names."""
        token = self._tokens[number]
        inside = numbers.start < number < numbers.stop - 1
        if token.text == "-":
            return inside
        if token.lower in {"with", "to"}:  # "a person familiar with the talks"
            return inside and self._tokens[number - 1].lower in {"familiar", "close"}
        if token.lower != "and" or not inside:
            return False
        following = self._tokens[number + 1]
        return self._tokens[number - 1].is_capitalised and (
            following.is_capitalised or following.lower == "the"
        )

    def _leads(self, start: int, end: int) -> bool:
        """Words before the speaker: "On Friday Rubio said"."""
        token = self._tokens[start]
        return token.lower in LEADING or (token.lower in TIME_WORDS and end - start > 1)

    def _inverted(self, verb: int, numbers: range) -> tuple[int, int] | None:
        """The words after the verb, where a comma or a mark stands before: "..., said X"."""
        previous = self._lower(verb - 1, numbers)
        if previous and previous not in _MARKS and previous not in {",", "?", "!"}:
            return None
        return self._after(verb + 1, numbers) if previous else None

    def _after(self, start: int, numbers: range) -> tuple[int, int] | None:
        end = start
        while end < numbers.stop and end - start < _LONGEST_NAME:
            token = self._tokens[end]
            if token.text in _PAUSES and not self._joins(end, numbers):
                break
            is_stop = token.lower in RIGHT_STOPS or token.lower in TIME_WORDS
            if is_stop and not self._joins(end, numbers):
                break
            end += 1
        while end > start and self._tokens[end - 1].text == "." and end - start > 1:
            if len(self._tokens[end - 2].text) == 1:  # "the U.S."
                break
            end -= 1
        return (start, end) if self._names_somebody(start, end) else None

    def _names_somebody(self, start: int, end: int) -> bool:
        if start >= end:
            return False
        words = self._tokens[start:end]
        first = words[0].lower
        if first in {"it", "there", "what", "this"} and len(words) == 1:
            return first == "it"
        if words[-1].lower.endswith(("'s", "s'")) or words[-1].lower in {"the", "a", "an", "of"}:
            return False
        return any(word.text[:1].isalpha() for word in words)

    def span(self, speaker: tuple[int, int]) -> Span:
        return Span(self._tokens[speaker[0]].start, self._tokens[speaker[1] - 1].end)

    def words(self, speaker: tuple[int, int]) -> list[Token]:
        return self._tokens[speaker[0] : speaker[1]]

    def _actor(self, speaker: tuple[int, int], sentence: int) -> ActorFound | None:
        """Who it is; "he" is the last person who spoke, within four sentences."""
        actor = self.actors.speaker(self.span(speaker))
        first = self._tokens[speaker[0]].lower
        is_pronoun = speaker[1] - speaker[0] == 1 and first in PRONOUNS
        if actor is None and is_pronoun:
            actor = self._referred(first, sentence)
        elif actor is None:  # somebody else, whom nobody knows
            self._last_person = self._last_body = None
        if actor and actor.kind in _PERSONS:
            self._last_person = (sentence, actor)
        elif actor:
            self._last_body = (sentence, actor)
        return actor

    def _referred(self, pronoun: str, sentence: int) -> ActorFound | None:
        last = self._last_person if pronoun in OF_PERSONS else self._last_body
        if last is None or sentence - last[0] > 4:
            return None
        actor = last[1]
        if pronoun in OF_PERSONS and self._pronouns.setdefault(actor.name, pronoun) != pronoun:
            return None
        return actor
