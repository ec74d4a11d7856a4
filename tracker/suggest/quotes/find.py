"""Quotes: what somebody is made to say, in his own words or in the writer's, with who says it."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from tracker.suggest.found import ActorFound, Attribution, QuoteFound
from tracker.suggest.quotes.paraphrased import paraphrases
from tracker.suggest.quotes.said import Said
from tracker.suggest.quotes.speakers import Attribution as Attributed
from tracker.suggest.quotes.speakers import Speakers
from tracker.suggest.quotes.words import ANONYMOUS, NAMING, PRONOUNS
from tracker.suggest.text import Document, Span

_FRAGMENT = 5  # tokens
_WHERE = frozenset({"in", "at", "near", "inside", "outside", "based"})
_NEAR = 6  # tokens between a verb of saying and its quotation


@dataclass(frozen=True, slots=True)
class _Voice:
    """Who says it, and how that is known."""

    words: str
    actor: ActorFound | None
    attribution: Attribution | None
    why: str
    score: float
    fewest_words: int  # shorter ones are words held with tongs, not quotes


_NOBODY = _Voice("", None, None, "between quotation marks, by nobody who is named", 0.35, 6)


def find_quotes(
    document: Document, *, actors: Sequence[ActorFound], speakers: Speakers | None = None
) -> list[QuoteFound]:
    """Direct quotes and paraphrases, in the order of the text. speakers: of this document with
    these actors, where they were read already."""
    speakers = speakers or Speakers(document, actors)
    attributions = speakers.attributions
    quoted = list(_Quoted(document, speakers, attributions).found())
    told = [
        QuoteFound(
            start=said.start,
            end=said.end,
            why=f"what follows “{document.tokens[by.verb].text}”"
            if said.start > document.tokens[by.verb].start
            else f"what “{document.tokens[by.verb].text}” ends",
            score=0.75 if by.actor else 0.55,
            mode="paraphrased",
            attribution=_attribution(speakers, by),
            speaker=by.actor,
            speaker_words=_words(document, speakers, by),
        )
        for by, said in paraphrases(document, attributions)
    ]
    quoted = _without_held(document, quoted, told)
    return sorted([*quoted, *told], key=lambda quote: (quote.start, quote.end))


def _without_held(
    document: Document, quoted: list[QuoteFound], told: list[QuoteFound]
) -> list[QuoteFound]:
    """Without the few words between marks in what is told of the same speaker: they are part of
    that, and alone they say nothing."""
    starts = [one.start for one in told]
    kept = []
    for quote in quoted:
        place = bisect_right(starts, quote.start) - 1
        around = told[place] if place >= 0 and quote.end <= told[place].end else None
        is_short = len(document.tokens_of(Span(quote.start, quote.end))) <= _FRAGMENT
        if not (around and is_short and around.speaker_words == quote.speaker_words):
            kept.append(quote)
    return kept


def _words(document: Document, speakers: Speakers, by: Attributed) -> str:
    if by.speaker is None:
        return ""
    span = speakers.span(by.speaker)
    return document.text[span.start : span.end]


def _attribution(speakers: Speakers, by: Attributed) -> Attribution | None:
    """Anonymous: a kind of person and no name; named: all others who are known at all."""
    if by.speaker is None:
        return None
    words = speakers.words(by.speaker)
    if by.actor and by.actor.kind == "person":
        return "named"
    if len(words) == 1 and words[0].lower in PRONOUNS:
        return "named" if by.actor else None
    places = [place for place, word in enumerate(words) if word.lower in ANONYMOUS]
    if not places:
        return "named" if by.actor or any(word.is_capitalised for word in words) else "anonymous"
    # "A diplomat in Lima": where somebody speaks is no name.
    behind = takewhile(lambda word: word.lower not in _WHERE, words[places[-1] + 1 :])
    has_name = any(word.is_capitalised for word in behind)
    is_office = words[places[-1]].is_capitalised and places[-1] > 0
    return "named" if has_name or is_office else "anonymous"


class _Quoted:
    """The direct quotes, each with the attribution that fits best, else the voice before."""

    def __init__(
        self, document: Document, speakers: Speakers, attributions: list[Attributed]
    ) -> None:
        self._document = document
        self._speakers = speakers
        self._said = Said(attributions)

    def found(self) -> Iterator[QuoteFound]:
        before: Span | None = None
        voice = _NOBODY
        quotations = self._document.quotations
        for place, span in enumerate(quotations):
            after = quotations[place + 1] if place + 1 < len(quotations) else None
            heard = self._attributed(span, before, after)
            if heard is None:
                heard = self._continued(voice, before, span)
            words = self._size(span)
            if words >= heard.fewest_words:
                yield self._quote(span, heard)
            if heard.words and words > 1:
                voice, before = heard, span
            else:
                before = span

    def _quote(self, span: Span, voice: _Voice) -> QuoteFound:
        text = self._document.text[span.start : span.end]
        start = span.start + len(text) - len(text.lstrip())
        end = start + len(text.strip())
        return QuoteFound(
            start=min(self._document.after_dateline(start), end - 1),
            end=end,
            why=voice.why,
            score=voice.score,
            mode="quoted",
            attribution=voice.attribution,
            speaker=voice.actor,
            speaker_words=voice.words,
        )

    def _size(self, span: Span) -> int:
        tokens = self._document.tokens
        return sum(tokens[number].text[0].isalnum() for number in self._document.tokens_of(span))

    def _attributed(self, span: Span, before: Span | None, after: Span | None) -> _Voice | None:
        """By a verb right before it, right after it, or elsewhere in its sentence."""
        document = self._document
        numbers = document.tokens_of(span)
        first = document.sentence_at(span.start)
        last = document.sentence_at(max(span.end - 1, span.start))
        preceding = self._preceding(numbers.start, first)
        following = self._following(numbers.stop, last, after)
        gap = numbers.start - preceding.last if preceding else 0
        is_own = preceding and not (before and before.start > document.tokens[preceding.verb].start)
        if preceding and is_own and gap <= _NEAR:
            name = document.tokens[preceding.verb].lower
            return self._voice(preceding, 0.9, 3 if name in NAMING else 2)
        if following and following.first - numbers.stop <= 3:
            return self._voice(following, 0.9, 1 if self._is_whole(span) else 3)
        if preceding:
            return self._voice(preceding, 0.75, 3)
        if following and following.is_inverted:
            return self._voice(following, 0.75, 3)
        return self._voice(following, 0.6, 4) if following else None

    def _is_whole(self, span: Span) -> bool:
        return self._document.text[span.end - 1] in ",.!?"

    def _preceding(self, number: int, sentence: int) -> Attributed | None:
        """The last attribution of the sentence before this token."""
        return next(self._said.before(number, sentence), None)

    def _following(self, number: int, sentence: int, after: Span | None) -> Attributed | None:
        """The first attribution after this token and before the next quotation."""
        for attribution in self._said.after(number, sentence):
            verb = self._document.tokens[attribution.verb]
            return None if after and verb.start > after.start else attribution
        return None

    def _voice(self, by: Attributed, score: float, fewest: int) -> _Voice:
        words = _words(self._document, self._speakers, by)
        verb = self._document.tokens[by.verb].text
        why = f"“{words} {verb}”" if words and by.verb >= by.first else f"“{verb}”"
        if by.speaker and by.verb < by.speaker[0]:
            why = f"“{verb} {words}”"
        attribution = _attribution(self._speakers, by)
        return _Voice(words, by.actor, attribution, why, score, fewest)

    def _continued(self, voice: _Voice, before: Span | None, span: Span) -> _Voice:
        """A quote without a verb of its own goes on with the voice of the quote before it."""
        if before is None or not voice.words:
            return _NOBODY
        document = self._document
        between = document.sentence_at(span.start) - document.sentence_at(before.end - 1)
        if between <= 1:
            score, fewest, why = 0.75, 3, "goes on from the quote before"
        elif between <= 4:
            score, fewest, why = 0.5, 4, "by the last who was quoted"
        else:
            return _NOBODY
        return _Voice(voice.words, voice.actor, voice.attribution, why, score, fewest)
