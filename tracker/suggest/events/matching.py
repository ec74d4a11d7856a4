"""Which words of a sentence name a deed: the phrases of the tables, found and put apart."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tracker.suggest.events.forms import Form
from tracker.suggest.events.frames import BE, PREPOSITIONS, Frame, frame_of, helpers_before
from tracker.suggest.events.lexicon import Lexicon, Phrase, Piece, lexicon
from tracker.suggest.found import ActorFound
from tracker.suggest.text import Document, Span

WAIT = 6  # words that may stand between the pieces of a phrase
_WAIT_FOR_VERB = 12  # between a noun and its verb
_LEFT = 16  # how far before a passive verb its noun may stand
_BREAKS = frozenset(";:—–.!?()")
_CLAUSE = frozenset(
    ["that", "which", "who", "but", "after", "before", "while", "because", "if", "unless", "when"]
)


@dataclass(frozen=True, slots=True)
class Match:
    """first to end: the tokens of the phrase; earlier: where the noun of a passive stands."""

    phrase: Phrase
    frame: Frame
    first: int
    end: int
    earlier: int | None = None

    @property
    def is_noun(self) -> bool:
        return self.phrase.is_noun and self.frame.mood == "noun"


class Reading:
    """A document's tokens and which of them name an actor; described: the states that only
    describe something."""

    def __init__(
        self,
        document: Document,
        actors: Sequence[ActorFound],
        described: Sequence[ActorFound] = (),
    ) -> None:
        self.document = document
        self.tokens = document.tokens
        self.lowers = document.lowers
        self.actors = sorted(actors, key=lambda actor: (actor.start, -actor.end))
        self._actor_of: dict[int, int] = {}
        self.spans: list[tuple[int, int]] = []  # tokens of each actor, end exclusive
        for place, actor in enumerate(self.actors):
            first, last = document.token_at(actor.start), document.token_at(actor.end - 1)
            self.spans.append((first, last + 1))
            for number in range(first, last + 1):
                self._actor_of.setdefault(number, place)
        self._firsts = [span[0] for span in self.spans]
        self._described = described
        self._described_at = [document.token_at(one.start) for one in described]

    def actor_at(self, number: int) -> ActorFound | None:
        place = self._actor_of.get(number)
        return None if place is None else self.actors[place]

    def places_between(self, first: int, end: int) -> range:
        """The numbers of the actors whose words begin from this token on, before the end."""
        start = bisect_right(self._firsts, first - 1)
        return range(start, max(bisect_right(self._firsts, end - 1), start))

    def described_between(self, first: int, end: int) -> Sequence[ActorFound]:
        """Of those that only describe something, the ones among these tokens."""
        if first >= end:
            return ()
        start = bisect_left(self._described_at, first)
        return self._described[start : bisect_left(self._described_at, end)]

    def words(self, first: int, end: int) -> str:
        if first >= end:
            return ""
        return self.document.text[self.tokens[first].start : self.tokens[end - 1].end]


def matches(reading: Reading, sentence: Span) -> list[Match]:
    """In order; a phrase within another's words is part of it."""
    numbers = reading.document.tokens_of(sentence)
    table = lexicon()
    found: list[Match] = []
    taken = -1
    used: set[int] = set()
    lowers, phrases = reading.lowers, table.phrases
    for number in numbers:
        if lowers[number] not in phrases or number < taken or _is_compound(reading, number):
            continue
        match = _best(reading, table, number, numbers)
        if match is None:
            continue
        found.append(match)
        taken = match.end if not match.is_noun else number + 1
        if match.earlier is not None:
            used.add(match.earlier)
    return [match for match in found if not (match.is_noun and match.first in used)]


def _is_compound(reading: Reading, number: int) -> bool:
    """The "backed" of "UN-backed forces", who back nobody."""
    if not number or reading.lowers[number - 1] != "-":
        return False
    before, after = reading.tokens[number - 1], reading.tokens[number]
    return before.end == after.start and reading.tokens[number - 2].end == before.start


def _best(reading: Reading, table: Lexicon, number: int, numbers: range) -> Match | None:
    frames: dict[frozenset[Form], Frame | None] = {}
    if _is_army(reading, number):
        return None
    for phrase, forms in _candidates(reading, table, number):
        if phrase.is_noun:
            if _is_verb_of_saying(reading, phrase, number, numbers):
                continue
            if match := _noun(reading, phrase, number, numbers):
                return match
            continue
        if forms not in frames:
            frames[forms] = frame_of(
                reading.tokens,
                number,
                forms,
                numbers.start,
                has_name_before=_has_name_before(reading, number, numbers),
                is_doubtful=phrase.lemma in table.doubtful,
                is_demanded=_is_demanded(reading, number, numbers),
            )
        frame = frames[forms]
        if frame and (match := _verb(reading, phrase, frame, number, numbers)):
            return match
    return None


def _is_verb_of_saying(reading: Reading, phrase: Phrase, number: int, numbers: range) -> bool:
    """The "demands" of "Norway demands that", which is no noun behind a name."""
    is_said = reading.lowers[number + 1 : number + 2] == ["that"]
    return is_said and bool(phrase.rest) and _has_name_before(reading, number, numbers)


def _candidates(
    reading: Reading, table: Lexicon, number: int
) -> Iterator[tuple[Phrase, frozenset[Form]]]:
    """The phrases that may begin here, the longest first, by the words that come soon."""
    form = reading.lowers[number]
    phrases, following = table.phrases[form], table.following[form]
    if _may_be_passive(reading, number):
        yield from phrases
        return
    places = set(following.get("", ()))
    near = reading.lowers[number + 1 : number + 2 + _WAIT_FOR_VERB]
    for word in following.keys() & near:
        places.update(following[word])
    for place in sorted(places):
        yield phrases[place]


def _may_be_passive(reading: Reading, number: int) -> bool:
    """Whether what the verb needs may stand before it."""
    if reading.lowers[number + 1 : number + 2] == ["by"]:
        return True
    before = reading.lowers[max(number - 6, 0) : number]
    return not BE.isdisjoint(before) or "n't" in " ".join(before)


def _is_demanded(reading: Reading, number: int, numbers: range) -> bool:
    """ "that X release": the plain form after "that" and a name."""
    start = max(numbers.start, number - 6)
    return "that" in reading.lowers[start:number]


def _is_army(reading: Reading, number: int) -> bool:
    """ "UN forces", which force nobody."""
    return reading.lowers[number] == "forces" and reading.actor_at(number + 1) is None


def _has_name_before(reading: Reading, number: int, numbers: range) -> bool:
    before = number - 1
    if before not in numbers:
        return False
    if reading.tokens[before].text == ")":
        return True
    is_owner = reading.tokens[before].lower.endswith(("'s", "s'"))
    return reading.actor_at(before) is not None and not is_owner


def _verb(
    reading: Reading, phrase: Phrase, frame: Frame, number: int, numbers: range
) -> Match | None:
    end, earlier = number + 1, None
    for piece in phrase.rest:
        place = _find(reading, piece, end, numbers)
        if place is None and frame.is_passive and (piece.is_class or piece.is_actor):
            earlier = _find_before(reading, piece, frame.start, numbers)
            if earlier is None:
                return None
            continue
        if place is None:
            return None
        end = place + 1
    return Match(phrase, frame, number, end, earlier)


def _find(reading: Reading, piece: Piece, start: int, numbers: range) -> int | None:
    """The token that is the piece, from here on."""
    wait = _WAIT_FOR_VERB if piece.is_verb else WAIT
    last = start + (wait if piece.may_wait else 0)
    for number in range(start, min(last + 1, numbers.stop)):
        token = reading.tokens[number]
        if piece.is_actor:
            actor = reading.actor_at(number)
            if actor is not None:
                return number
        elif token.lower in piece.words:
            return number
        if token.lower in _CLAUSE or (token.lower == "to" and piece.is_class):
            return None
        if token.text in _BREAKS and reading.actor_at(number) is None:
            return None
    return None


def _find_before(reading: Reading, piece: Piece, end: int, numbers: range) -> int | None:
    for number in range(end - 1, max(end - 1 - _LEFT, numbers.start - 1), -1):
        token = reading.tokens[number]
        if piece.is_actor and reading.actor_at(number) is not None:
            return number
        if token.lower in piece.words:
            return number
        if token.text in _BREAKS and reading.actor_at(number) is None:
            return None
    return None


def _noun(reading: Reading, phrase: Phrase, number: int, numbers: range) -> Match | None:
    end = number + 1
    verb: int | None = None
    for piece in phrase.rest:
        place = _find(reading, piece, end, numbers)
        if place is None:
            return None
        if piece.is_verb:
            verb = place
        end = place + 1
    if phrase.rest and phrase.rest[-1].is_actor:
        end -= 1  # the actor is the noun's, not the phrase's
    if verb is None:
        if reading.tokens[number - 1].lower in {"to", "not"} and number > numbers.start:
            return None
        return Match(phrase, Frame(number, number, "noun", "present"), number, end)
    frame = helpers_before(reading.tokens, verb, numbers.start)
    if reading.tokens[verb].lower.endswith("ing") and frame.start == verb:
        return None
    if frame.start <= number:
        return None
    is_finite = reading.tokens[verb - 1].lower not in PREPOSITIONS
    return Match(phrase, _of_events(frame), number, end) if is_finite else None


def _of_events(frame: Frame) -> Frame:
    """ "Talks took place", "talks take place": what happens has happened, unless it will."""
    tense = "past" if frame.tense == "present" else frame.tense
    return Frame(frame.verb, frame.start, "finite", tense, frame.is_negated, frame.is_passive)
