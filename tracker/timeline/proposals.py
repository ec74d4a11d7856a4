"""What the reading assistant proposes to make of an article, for the editors who decide."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from tracker.dates.window import Window
from tracker.models import ArticleVersion, Kind
from tracker.models.decisions import Key
from tracker.suggest.actors.gazetteer import Gazetteer, KnownActor
from tracker.suggest.found import (
    ConditionFound,
    DeadlineFound,
    EventFound,
    Part,
    QuoteFound,
    TimeFound,
)
from tracker.suggest.reading import Reading, belongs, read
from tracker.suggest.text import Document
from tracker.timeline.known_actors import known_actors

Proposed = EventFound | DeadlineFound | ConditionFound
# Characters: a long-read. To read what is longer would keep whoever asks waiting for seconds.
LONGEST = 60_000
LEAST_SAID = 0.6  # of its words that somebody says: then the words are theirs


@dataclass(frozen=True, slots=True)
class Proposal:
    """What could be made of some words. `turn`: how often it was split or merged."""

    kind: Kind
    found: Proposed
    exact: str
    quote: QuoteFound | None = None  # whose words they are, where somebody says them
    turn: int = 0

    @property
    def key(self) -> Key:
        return self.kind.value, self.found.start, self.found.end, self.turn

    @property
    def title(self) -> str:
        return self.found.title or " ".join(self.exact.split())

    @property
    def time(self) -> TimeFound | None:
        if isinstance(self.found, ConditionFound):
            return self.found.deadline.time if self.found.deadline else None
        return self.found.time

    @property
    def window(self) -> Window | None:
        return self.time.window if self.time else None

    @property
    def parts(self) -> list[Part]:
        found = self.found
        if not isinstance(found, ConditionFound):
            return list(found.parts)
        said = [Part(found.initiator, "initiator")] if found.initiator else []
        return [*said, *(Part(actor, "recipient") for actor in found.recipients)]

    def reshaped(self, found: Proposed, text: str) -> "Proposal":
        """What it has become by being split or merged."""
        return replace(self, found=found, exact=text[found.start : found.end], turn=self.turn + 1)


def proposals(version: ArticleVersion) -> list[Proposal]:
    """As the assistant finds them, in the order of the text. A text that is too long for that is
    not read."""
    return [] if is_too_long(version) else _proposals(version.text, _read(version))


def is_too_long(version: ArticleVersion) -> bool:
    return len(version.text) > LONGEST


def _read(version: ArticleVersion) -> Reading:
    known = tuple(known_actors())
    return _reading(version.text, version.article.published_on, known)


@lru_cache(maxsize=8)
def _reading(text: str, published: date, known: tuple[KnownActor, ...]) -> Reading:
    """An editor asks for the same text again and again: with every entry that is made of it."""
    return read(Document(text, published), _gazetteer(known))


@lru_cache(maxsize=2)
def _gazetteer(known: tuple[KnownActor, ...]) -> Gazetteer:
    return Gazetteer(known)


def _proposals(text: str, reading: Reading) -> list[Proposal]:
    """What an event within a condition or a deadline would say is said by that."""
    wholes = reading.wholes
    events = [
        event for event in reading.events if not any(belongs(event, one, text) for one in wholes)
    ]
    found: list[tuple[Kind, Proposed]] = [
        *((Kind.CONDITION, one) for one in reading.conditions),
        *((Kind.DEADLINE, one) for one in reading.deadlines),
        *((Kind.EVENT, one) for one in events),
    ]
    # Of two of a kind about the very same words, the surer one: a decision is about words.
    found.sort(key=lambda pair: (pair[1].start, pair[1].end, pair[1].score))
    of_words = {(kind, one.start, one.end): one for kind, one in found}
    return [
        Proposal(kind, one, text[one.start : one.end], _quote_of(one, reading.quotes))
        for (kind, _start, _end), one in of_words.items()
    ]


def _quote_of(one: Proposed, quotes: Iterable[QuoteFound]) -> QuoteFound | None:
    """What somebody says, of whom the article tells, that most of these words are part of."""
    for quote in quotes:
        shared = min(one.end, quote.end) - max(one.start, quote.start)
        if shared >= LEAST_SAID * (one.end - one.start):
            return quote
    return None
