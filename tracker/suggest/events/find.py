"""Events: what was done, by whom, to whom, when, with its PLOVER type."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tracker.suggest.events.drafts import Draft, drafts_of
from tracker.suggest.events.grounds import acts_without_name
from tracker.suggest.events.matching import Reading
from tracker.suggest.events.nameless import is_of_somebody, meets_somewhere, people_there
from tracker.suggest.events.parts import others_of, parts_of
from tracker.suggest.events.retold import (
    is_announced,
    is_done_to,
    is_other,
    is_reproach,
    lacks_author,
)
from tracker.suggest.events.subjects import Subject, coordinated, preposition, subject_of
from tracker.suggest.events.titles import noun_start, title_of
from tracker.suggest.events.weighed import is_no_deed
from tracker.suggest.found import ActorFound, EventFound, Part, QuoteFound, TimeFound
from tracker.suggest.quotes.said import Said
from tracker.suggest.quotes.speakers import Speakers
from tracker.suggest.text import Document, Span, opens_without_name

_LEAST = 0.5  # score of a deed that is worth an editor's look
_SAYS_LITTLE = 0.68
_BACKGROUND = 0.9
_SAYS_NO_DEED = 0.55  # below the least, but for the surest of words
_OF_NOBODY = 0.55  # "ministers will meet in Lima": an editor knows whose
_LIST = 12  # tokens before and after one of several
_ITS = frozenset(["its", "their"])
_UNNAMED = frozenset(["it", "them", "him", "here"])
_TO_COME = frozenset(
    ["will", "would", "could", "may", "might", "must", "should", "can", "shall", "won't", "if"]
) | {"wouldn't", "couldn't", "it'll", "they'll", "we'll", "he'll", "she'll", "unless", "face"}
_LEAST_ALONE = 0.3  # of the likeliest deed in a text that has no other


def find_events(
    document: Document,
    *,
    actors: Sequence[ActorFound],
    times: Sequence[TimeFound],
    quotes: Sequence[QuoteFound],
    speakers: Speakers | None = None,
    described: Sequence[ActorFound] = (),
) -> list[EventFound]:
    """One per deed that matters, in the order of the text; the likeliest alone where none is sure.
    speakers: as for find_quotes; described: states that only describe ("a Turkish convoy")."""
    speakers = speakers or Speakers(document, actors)
    found = _Finder(document, actors, times, quotes, speakers, described).found()
    sure = [event for event in found if event.score >= _LEAST]
    told = [event for event in found if event.parts or event.teller]
    return sure or sorted(told, key=lambda event: -event.score)[:1]


# The verb, its types and mode, and who has which part.
_Words = tuple[str, tuple[str, ...], str, frozenset[tuple[str, str]]]


@dataclass(slots=True)
class _Told:
    """What the sentences so far have told: the last who did something."""

    subjects: list[ActorFound]
    sentence: int


class _Finder:
    def __init__(
        self,
        document: Document,
        actors: Sequence[ActorFound],
        times: Sequence[TimeFound],
        quotes: Sequence[QuoteFound],
        speakers: Speakers,
        described: Sequence[ActorFound],
    ) -> None:
        self._document = document
        self._reading = Reading(document, actors, described)
        self._times = sorted(times, key=lambda time: time.start)
        self._time_starts = [time.start for time in self._times]
        self._quotes = sorted(
            (quote for quote in quotes if quote.mode == "quoted"), key=lambda quote: quote.start
        )
        self._quote_starts = [quote.start for quote in self._quotes]
        self._said = Said(speakers.attributions)
        self._told = _Told([], -9)
        self._said_before: dict[_Words, EventFound] = {}

    def found(self) -> list[EventFound]:
        events: list[EventFound] = []
        for number, sentence in enumerate(self._document.sentences):
            if not self._document.is_captioned(sentence.start):
                events += self._in_sentence(number, sentence)
        return events

    def _in_sentence(self, number: int, sentence: Span) -> list[EventFound]:
        numbers = self._document.tokens_of(sentence)
        events: list[EventFound] = []
        floor = numbers.start
        before: list[ActorFound] = []
        for draft in drafts_of(self._reading, number, self._said):
            floor = max(floor, self._clause_start(draft, number))
            subject = subject_of(self._reading, draft.frame, numbers.start, floor)
            doers = self._doers(draft, subject, before, number)
            if doers:
                before = doers
                self._told = _Told(doers, number)
            floor = draft.match.end
            event = self._event(draft, subject, doers, number, sentence)
            if event and event.score >= _LEAST_ALONE and not self._is_repeated(draft, event):
                events.append(event)
        return events

    def _is_repeated(self, draft: Draft, event: EventFound) -> bool:
        """The same reproach again, at no other time: one entry will do."""
        if not is_reproach(draft):
            return False
        words = _same_words(draft, event)
        if words not in self._said_before:
            self._said_before[words] = event
            return False
        before, time = self._said_before[words].time, event.time
        return not (time and time.window) or bool(before and before.window == time.window)

    def _clause_start(self, draft: Draft, number: int) -> int:
        """After the verb of saying before the deed: what stands before it is another clause."""
        by = next(self._said.before(draft.frame.start, number), None)
        return by.verb + 1 if by else 0

    def _doers(
        self,
        draft: Draft,
        subject: Subject,
        before: list[ActorFound],
        number: int,
    ) -> list[ActorFound]:
        if draft.match.frame.mood == "noun" and draft.frame is draft.match.frame:
            return self._owner(draft, number)
        if draft.frame.mood == "gerund" and before:
            return before
        if subject.kind == "named":
            return [self._reading.actors[place] for place in subject.places]
        if subject.kind == "pronoun":
            speaker = self._speaker(draft, number, is_own=subject.word in {"i", "we"})
            if subject.word in {"we", "they"} and speaker:
                return self._with_those_beside(speaker)
            if subject.word in {"i", "we"} or speaker:
                return [speaker] if speaker else []
            if before:
                return before
            if self._is_of_nameless(subject, number):
                return []
            if subject.word in {"it", "they"} and (near := self._near(draft, number)):
                return [near]
            return self._told.subjects if number - self._told.sentence <= 2 else []
        if subject.kind == "shared" or draft.match.frame.mood == "gerund":
            return before
        return []

    def _with_those_beside(self, speaker: ActorFound) -> list[ActorFound]:
        """ "Italy and Libya said they would": both."""
        reading = self._reading
        token = self._document.token_at(speaker.start)
        for place in reading.places_between(max(token - _LIST, 0), token + 1):
            row = [reading.actors[one] for one in coordinated(reading, place, token + _LIST)]
            if speaker in row:
                return row
        return [speaker]

    def _is_of_nameless(self, subject: Subject, number: int) -> bool:
        """ "The army rejected a truce by X, saying it would …": the army is not X."""
        lowers = self._reading.lowers
        first = self._document.tokens_of(self._document.sentences[number]).start
        before = lowers[max(subject.start - 3, first) : subject.start]
        if "," not in before or not any(word.endswith("ing") for word in before):
            return False
        places = self._reading.places_between(first, subject.start)
        name = self._reading.spans[places[0]][0] if places else subject.start
        return opens_without_name(lowers[first:name])

    def _near(self, draft: Draft, number: int) -> ActorFound | None:
        """The last actor before "it" in its sentence that is no person."""
        first = self._document.tokens_of(self._document.sentences[number]).start
        places = self._reading.places_between(max(first, draft.frame.start - 25), draft.frame.start)
        actors = [self._reading.actors[place] for place in places]
        return next((one for one in reversed(actors) if one.kind != "person"), None)

    def _owner(self, draft: Draft, number: int) -> list[ActorFound]:
        """Whose attack it is: "Russia's attack on X"; "X claimed responsibility for an attack";
        "X defended its attack"."""
        first = draft.match.first
        if claimants := self._claimants(first):
            return claimants
        places = self._reading.places_between(max(first - 4, 0), first)
        if not places:
            is_own = not _ITS.isdisjoint(self._reading.lowers[max(first - 3, 0) : first])
            near = self._near(draft, number) if is_own else None
            return [near] if near else []
        place = places[-1]
        words = self._reading.tokens[self._reading.spans[place][1] : first]
        is_near = all(word.text[0].isalnum() for word in words)
        if not is_near or preposition(self._reading, place) in {"in", "at"}:
            return []
        return [self._reading.actors[place]]

    def _claimants(self, noun: int) -> list[ActorFound]:
        lowers, reading = self._reading.lowers, self._reading
        near = lowers[max(noun - 5, 0) : noun]
        if "responsibility" not in near:
            return []
        at = max(noun - 5, 0) + near.index("responsibility")
        places = reading.places_between(max(at - 6, 0), at)
        is_claim = lowers[at - 1] in ("claimed", "claims", "claim", "claiming")
        return [reading.actors[places[-1]]] if places and is_claim else []

    def _speaker(self, draft: Draft, number: int, *, is_own: bool) -> ActorFound | None:
        """Who says "we will"; who says that "it" will."""
        if quote := self._quote(draft):
            return quote.speaker
        if is_own:
            return None
        preceding = self._said.before(draft.match.first, number)
        return next((by.actor for by in preceding if by.actor), None)

    def _teller(self, draft: Draft, number: int) -> ActorFound | None:
        """The same, or who is named after it: "…, X said"."""
        speaker = self._speaker(draft, number, is_own=False)
        following = self._said.after(draft.extent, number)
        return speaker or next((by.actor for by in following if by.actor), None)

    def _quote(self, draft: Draft) -> QuoteFound | None:
        """The quote that the deed is named in."""
        start = self._reading.tokens[draft.match.first].start
        place = bisect_left(self._quote_starts, start + 1) - 1
        is_within = place >= 0 and start < self._quotes[place].end
        return self._quotes[place] if is_within else None

    def _is_quoted(self, draft: Draft) -> bool:
        return self._quote(draft) is not None

    def _event(
        self,
        draft: Draft,
        subject: Subject,
        doers: list[ActorFound],
        number: int,
        sentence: Span,
    ) -> EventFound | None:
        reading = self._reading
        numbers = self._document.tokens_of(sentence)
        others = others_of(reading, draft.match, draft.extent)
        if not doers and subject.kind in {"none", "shared"}:
            doers = people_there(reading, draft, subject, others, numbers)
        parts = parts_of(reading, draft, doers, others, numbers)
        meaning = draft.meaning
        speaker = self._teller(draft, number)
        is_told = draft.is_must
        teller = None
        if draft.is_must:
            parts = self._demanded(draft, doers, number)
        elif draft.match.is_noun and speaker and lacks_author(draft, parts, speaker):
            parts = (Part(speaker, "initiator"), *parts)
        elif not parts and speaker:
            teller = speaker
        elif speaker and is_announced(draft, parts, speaker):
            parts = (Part(speaker, "initiator"), *parts)
        elif speaker and is_done_to(reading, draft, parts, speaker):
            parts = (*parts, Part(speaker, "recipient"))
        elif speaker and doers and is_other(speaker, doers) and is_reproach(draft):
            is_told = True
            parts = (Part(speaker, "initiator"), *(Part(actor, "recipient") for actor in doers))
            meaning = replace(
                meaning, types=("ACCUSE", "REJECT"), mode="disapprove", occurrence="occurred"
            )
        first = min(subject.start, draft.words[0]) if doers else draft.words[0]
        is_meeting = not parts and meets_somewhere(reading, draft, subject, others)
        is_whole = is_meeting or (not doers and is_of_somebody(reading, draft, subject))
        first = min(first, draft.match.first, subject.start if is_whole else first)
        if draft.match.earlier is not None:
            first = min(first, noun_start(reading, draft.match.earlier))
        elif draft.match.phrase.is_noun and draft.match.frame.mood == "finite":
            first = min(first, noun_start(reading, draft.match.first))
        span = Span(reading.tokens[first].start, reading.tokens[draft.extent - 1].end)
        return EventFound(
            start=span.start,
            end=span.end,
            why=self._why(draft, parts),
            score=_OF_NOBODY
            if is_meeting
            else round(self._score(draft, subject, parts, span, teller), 2),
            plover_type=meaning.first,
            plover_types=meaning.types,
            plover_mode=meaning.mode,
            occurrence=meaning.occurrence,
            parts=parts,
            teller=teller,
            time=self._time(span, sentence, reading.tokens[draft.match.first].start),
            title=title_of(
                reading, draft, parts, first, teller=teller, is_told=is_told, is_whole=is_whole
            ),
        )

    def _demanded(self, draft: Draft, doers: list[ActorFound], number: int) -> tuple[Part, ...]:
        """ "X said that Y must": X demands it of Y."""
        by = self._teller(draft, number)
        if by is None or by in doers:
            return ()
        asked = doers or self._hearers(draft, number)
        return (Part(by, "initiator"), *(Part(actor, "recipient") for actor in asked))

    def _hearers(self, draft: Draft, number: int) -> list[ActorFound]:
        """ "Told Norway that talks must go on": whom it is said to."""
        said = next(self._said.before(draft.match.first, number), None)
        if said is None or said.is_inverted:
            return []
        near = self._reading.places_between(said.verb + 1, min(said.verb + 4, draft.frame.start))
        found = [self._reading.actors[place] for place in near]
        return [one for one in found if not one.is_place][:1]

    def _why(self, draft: Draft, parts: tuple[Part, ...]) -> str:
        words = self._reading.words(*draft.words)
        why = f"“{words}”"
        return f"{why}: {draft.meaning.why}" if draft.meaning.why else why

    def _lasts(self, time: TimeFound) -> bool:
        """ "For weeks": how long, and not when."""
        if time.timex3.type != "DURATION":
            return False
        before = self._document.token_at(time.start) - 1
        return before >= 0 and self._reading.lowers[before] == "for"

    def _score(
        self,
        draft: Draft,
        subject: Subject,
        parts: tuple[Part, ...],
        span: Span,
        teller: ActorFound | None,
    ) -> float:
        score = draft.meaning.score
        roles = {part.role for part in parts}
        if draft.match.frame.mood == "noun":
            score *= 0.8 if len(parts) > 1 else 0.6
        elif draft.match.frame.mood in {"reduced", "gerund"}:
            score *= 0.85
        if not (roles or teller):
            return score * 0.5
        if self._is_quoted(draft):
            score *= 0.9
        if not (roles & {"initiator", "host", "mediator"} or teller):
            is_bare = draft.match.frame.mood == "finite" and not draft.match.frame.is_passive
            is_somebody = acts_without_name(self._reading, subject.start, draft.frame.start)
            if "attendee" in roles and subject.kind == "named":
                pass  # "officials from Peru and Norway met"
            elif is_bare and not (is_somebody or draft.match.phrase.is_noun):
                score *= 0.6
            elif "attendee" not in roles:
                score *= 0.85
        if not roles & {"recipient", "attendee"}:
            score *= _SAYS_LITTLE if self._is_vague(draft) else 0.9
        if draft.effect == "warning" and not draft.is_filled and self._tells_what_is(draft):
            score *= _SAYS_LITTLE
        if self._reading.lowers[max(draft.frame.start - 2, 0) : draft.frame.start].count("whom"):
            score *= _BACKGROUND  # "hostages whom they had seized"
        return min(score, 1) * (
            _SAYS_NO_DEED if is_no_deed(self._reading, draft, subject, parts) else 1
        )

    def _is_vague(self, draft: Draft) -> bool:
        """ "Came here", "praised it": where or whom is not said."""
        match = draft.match
        is_active = match.frame.mood != "noun" and not match.frame.is_passive
        words = self._reading.lowers[match.first : match.end + 1]
        return is_active and not _UNNAMED.isdisjoint(words)

    def _tells_what_is(self, draft: Draft) -> bool:
        """ "Warned that it is so": a clause in which nothing is to come, and no threat."""
        words = self._reading.lowers[draft.match.end : draft.extent]
        return "that" in words[:6] and _TO_COME.isdisjoint(words)

    def _time(self, span: Span, sentence: Span, at: int) -> TimeFound | None:
        """The nearest in its clause, else the nearest in its sentence."""
        first = bisect_left(self._time_starts, sentence.start)
        last = bisect_left(self._time_starts, sentence.end)
        times = [time for time in self._times[first:last][:20] if not self._lasts(time)]
        own = [time for time in times if span.start <= time.start < span.end]
        return min(own or times, key=lambda time: abs(time.start - at), default=None)


def _same_words(draft: Draft, event: EventFound) -> _Words:
    """What makes a reproach the same as one before."""
    parts = frozenset((part.actor.name, part.role) for part in event.parts)
    return draft.match.phrase.lemma, event.plover_types, event.plover_mode, parts
