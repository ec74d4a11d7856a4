"""Who says a condition or sets a deadline, and to whom: by speakers and by subjects of verbs."""

from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from tracker.suggest.conditions.words import SAID, TO_SOMEBODY, is_finite, word_set
from tracker.suggest.found import ActorFound
from tracker.suggest.text import Document, Span, opens_without_name

_FAR = 30  # tokens between a verb of saying and its subject, at most
_WIDE = 200  # tokens to each side in which a verb of saying is looked for
_SENTENCES_BACK = 8
_OURS = word_set("conditions_people", "ours")
_THEIRS = word_set("conditions_people", "theirs")
_PERSONS = word_set("conditions_people", "persons")

_TOLD = frozenset({"told", "tells", "telling", "assured", "assures", "promised", "informed"})
_SPEECH = word_set("conditions_people", "speech")


class Parties(NamedTuple):
    initiator: ActorFound | None
    recipient: ActorFound | None
    why: str
    acting: ActorFound | None = None  # who is to act in the then part
    asked: ActorFound | None = None  # whom the if part speaks of


class People:
    """The actors of an article, by their places. Places as places ("in Kyiv") act not."""

    def __init__(self, document: Document, actors: Sequence[ActorFound]) -> None:
        self._document = document
        self._actors = sorted(
            (actor for actor in actors if not actor.is_place), key=lambda a: (a.start, -a.end)
        )
        self._starts = [actor.start for actor in self._actors]

    @cached_property
    def _verbs(self) -> list[int]:
        """The numbers of the verbs of saying outside quotations."""
        document = self._document
        return [
            place
            for place, word in enumerate(document.lowers)
            if word in SAID and not document.is_quoted(document.tokens[place].start)
        ]

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

    def subject_of_sentence(self, offset: int) -> ActorFound | None:
        """Of the sentence that holds the offset, if it begins with an actor before it."""
        sentence = self._document.sentences[self._document.sentence_at(offset)]
        found = self.subject(sentence.start, offset)
        return found if isinstance(found, ActorFound) else None

    def speaker(self, start: int, end: int) -> ActorFound | None:
        """Who says text[start:end], inside quotation marks or without them."""
        if self.is_of_nameless(start):
            return None
        number = self._document.sentence_at(start)
        sentence = self._document.sentences[number]
        verbs = self._sayings(sentence.start, sentence.end, start, end)
        for verb in verbs:
            if actor := self._who_says(verb, sentence.start, start, end):
                return actor
        if not self._document.is_quoted(start):
            return None
        for back in range(number - 1, max(number - 1 - _SENTENCES_BACK, -1), -1):
            sentence = self._document.sentences[back]
            for verb in reversed(self._sayings(sentence.start, sentence.end, start, end)):
                if actor := self._who_says(verb, sentence.start, start, end):
                    return actor
        return None

    def _sayings(self, first: int, last: int, start: int, end: int) -> list[int]:
        """The numbers of the verbs of saying there, outside quotations, the nearest to
        text[start:end] first."""
        document = self._document
        middle = document.token_at(start)
        low = bisect_left(self._verbs, max(document.token_at(first), middle - _WIDE))
        high = bisect_left(self._verbs, min(document.token_at(last - 1) + 1, middle + _WIDE))
        # "he said" may stand amid what he says, but only between quotation marks.
        amid = document.is_quoted(start)
        found = [
            place
            for place in self._verbs[low:high]
            if amid or not start <= document.tokens[place].start < end
        ]
        return sorted(found, key=lambda place: (place > middle, abs(place - middle)))[:6]

    def _who_says(self, verb: int, sentence: int, start: int, end: int) -> ActorFound | None:
        tokens = self._document.tokens
        offset = tokens[verb].start
        pronoun = tokens[verb - 1].lower if verb and tokens[verb - 1].start >= sentence else ""
        if pronoun in ("he", "she"):
            return self._person_before(offset)
        not_before = max(sentence, tokens[max(verb - _FAR, 0)].start)
        if start < offset:
            not_before = max(not_before, end if end <= offset else start)
        before = self.before(offset, not_before=not_before)
        after = self.within(tokens[verb].end, tokens[min(verb + 4, len(tokens) - 1)].end)
        if tokens[verb].lower in TO_SOMEBODY:
            after = []
        if before:
            return before[-1] if len(before) > 1 and self._adjoin(before) else before[0]
        return after[0] if after and after[0].start >= sentence else None

    def _person_before(self, offset: int) -> ActorFound | None:
        """Whom "he" means: the last person who spoke, else the last one named."""
        persons = [actor for actor in self.before(offset) if actor.kind in ("person", "office")]
        for actor in persons[:6]:
            place = self._document.token_at(actor.end - 1)
            own = self._document.tokens[place]
            following = [token.lower for token in self._document.tokens[place + 1 : place + 4]]
            if any(word in SAID for word in following):
                return actor
            if own.lower.endswith("'s") and any(word in _SPEECH for word in following):
                return actor
        return persons[0] if persons else None

    def _adjoin(self, before: list[ActorFound]) -> bool:
        """ "Secretary of State Marco Rubio": marks of one name; the first is the whole."""
        return (
            all(later.start <= earlier.end + 1 for later, earlier in pairwise(before))
            and before[0].name == before[-1].name
        )

    def hearer(self, start: int) -> ActorFound | None:
        """To whom it is said: "warned Moscow that …"."""
        tokens = self._document.tokens
        place = self._document.token_at(start)
        sentence = self._document.sentences[self._document.sentence_at(start)]
        for back in range(place - 1, max(place - 10, -1), -1):
            if tokens[back].start < sentence.start:
                return None
            if tokens[back].lower in (
                "told",
                "warned",
                "warning",
                "assured",
                "reminded",
                "warns",
                "tells",
                "telling",
                "promised",
                "gave",
                "ordered",
                "urged",
            ):
                heard = self.within(tokens[back].end, start)
                return heard[0] if heard else None
        return None

    def is_told(self, start: int) -> bool:
        """Whether "told X that" stands right before: and not "warned X that it would lose"."""
        place = self._document.token_at(start)
        before = self._document.lowers[max(place - 6, 0) : place]
        return not _TOLD.isdisjoint(before) and self.hearer(start) is not None

    def is_of_nameless(self, start: int) -> bool:
        """Whether ", saying" stands right before, of a subject without a name: "the army"."""
        place = self._document.token_at(start)
        near = range(max(place - 3, 1), place)
        return any(self._is_participle(one) and self._has_nameless(one) for one in near)

    def _is_participle(self, verb: int) -> bool:
        """ ", saying": it is said by the subject of the sentence."""
        lowers = self._document.lowers
        return verb > 0 and lowers[verb].endswith("ing") and lowers[verb - 1] == ","

    def _has_nameless(self, verb: int) -> bool:
        """Whether the sentence has a verb before it names anybody: "The army rejected X's …"."""
        document = self._document
        start = document.tokens[verb].start
        first = document.sentences[document.sentence_at(start)].start
        names = self.within(first, start)
        before = document.tokens_of(Span(first, names[0].start if names else start))
        return opens_without_name([document.lowers[number] for number in before])

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


def parties(people: People, if_span: tuple[int, int], then_span: tuple[int, int] | None) -> Parties:
    """Who says the condition (or acts in what follows), and of whom the if part asks."""
    span = then_span or if_span
    speaker = people.speaker(*span)
    asked = people.subject(*if_span)
    acting = people.subject(*then_span) if then_span else None
    if acting == "they" and asked == "they" and then_span and not people.is_person(span[0]):
        # "warned Moscow that it would pay if it left": both are Moscow.
        asked = people.hearer(min(span[0], if_span[0])) or asked
        acting = asked if isinstance(asked, ActorFound) else acting
    if acting == "they":
        acting = _meant(people, span, speaker) or "they"
        if isinstance(asked, ActorFound) and then_span and then_span[0] > if_span[0]:
            acting = asked
    if asked == "they":
        other = acting if isinstance(acting, ActorFound) else speaker
        asked = people.pronoun(if_span[0], avoid=other)
    initiator, why = _initiator(acting, asked, speaker)
    is_nameless = people.is_of_nameless(span[0])
    subject = people.subject_of_sentence(span[0])
    if subject and not (initiator or is_nameless or _is_asked(subject, asked, if_span)):
        initiator, why = subject, f"{subject.name} is the subject of the sentence"
    recipient = _recipient(people, if_span, then_span, asked, acting, initiator)
    return Parties(
        initiator,
        recipient,
        why,
        acting if isinstance(acting, ActorFound) else None,
        asked if isinstance(asked, ActorFound) else None,
    )


def _meant(people: People, span: tuple[int, int], speaker: ActorFound | None) -> ActorFound | None:
    """Whom the "it" or "he" of what follows means. Whoever tells another what "he" will do speaks
    of himself; so does somebody without a name, who is in no list."""
    is_person = people.is_person(span[0])
    if speaker and (speaker.kind == "person") == is_person and people.is_told(span[0]):
        return speaker
    if speaker is None and people.is_of_nameless(span[0]):
        return None
    return people.pronoun(span[0], avoid=speaker, is_person=is_person)


def _is_asked(
    subject: ActorFound, asked: ActorFound | str | None, if_span: tuple[int, int]
) -> bool:
    """Iran in "if Iran refuses, the powers will …": others would do it to whom it is asked of."""
    return subject == asked and if_span[0] <= subject.start < if_span[1]


def _initiator(
    acting: ActorFound | str | None, asked: ActorFound | str | None, speaker: ActorFound | None
) -> tuple[ActorFound | None, str]:
    if isinstance(acting, ActorFound) and not (
        isinstance(asked, ActorFound) and asked.name == acting.name
    ):
        return acting, f"{acting.name} is who acts in what follows"
    if speaker:
        return speaker, f"{speaker.name} says it"
    return None, ""


def _recipient(
    people: People,
    if_span: tuple[int, int],
    then_span: tuple[int, int] | None,
    asked: ActorFound | str | None,
    acting: ActorFound | str | None,
    initiator: ActorFound | None,
) -> ActorFound | None:
    """Nobody where the if part names two: "if Moscow or Kyiv …"."""
    own = initiator.name if initiator else ""
    named = [actor for actor in people.within(*if_span) if actor.name != own]
    if len({actor.name for actor in named if actor.kind != "person"}) > 1:
        subject = asked if isinstance(asked, ActorFound) and asked.name != own else None
        return subject if subject and not _joined(named) else None
    if isinstance(asked, ActorFound) and asked.name != own:
        return asked
    if named:
        return named[0]
    if isinstance(acting, ActorFound) and acting.name != own:
        return acting
    if then_span:
        met = [actor for actor in people.within(*then_span) if actor.name != own]
        if len({actor.name for actor in met}) == 1:
            return met[0]
    heard = people.hearer(min(if_span[0], then_span[0] if then_span else if_span[0]))
    return heard if heard and heard.name != own else None


def _joined(named: list[ActorFound]) -> bool:
    """ "Russia and Ukraine": two that stand right beside each other."""
    return named[1].start - named[0].end <= len(" and the ")


def setting_parties(people: People, span: tuple[int, int], *, owes: bool, asks: bool) -> Parties:
    """Who sets a deadline, and for whom. `owes`: the subject is the one that must; `asks`: the
    subject asks it of another; else the subject means to do it."""
    acting, speaker = people.subject(*span), people.speaker(*span)
    if acting == "they":
        acting = people.pronoun(span[0], avoid=None, is_person=people.is_person(span[0])) or speaker
    subject = acting if isinstance(acting, ActorFound) else None
    if owes:
        if subject is None or (speaker and speaker.name == subject.name):
            return Parties(speaker, None, "", subject)
        return Parties(speaker, subject, "", subject)
    initiator = subject or speaker
    if not asks:
        return Parties(initiator, None, "", subject)
    own = initiator.name if initiator else ""
    named = [actor for actor in people.within(*span) if actor.name != own]
    heard = named[0] if named else people.hearer(span[0])
    return Parties(initiator, heard if heard and heard.name != own else None, "", heard)
