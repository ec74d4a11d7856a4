"""One reading of an article: all that is found in it."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field

from tracker.suggest.actors.described import find_described
from tracker.suggest.actors.find import find_actors
from tracker.suggest.actors.gazetteer import Gazetteer
from tracker.suggest.conditions.find import find_conditions
from tracker.suggest.conditions.line import Lines
from tracker.suggest.conditions.voices import Voices
from tracker.suggest.deadlines.again import joined
from tracker.suggest.deadlines.find import find_deadlines
from tracker.suggest.events.find import find_events
from tracker.suggest.found import (
    ActorFound,
    ConditionFound,
    DeadlineFound,
    EventFound,
    Found,
    QuoteFound,
    TimeFound,
)
from tracker.suggest.quotes.find import find_quotes
from tracker.suggest.quotes.speakers import Speakers
from tracker.suggest.text import Document
from tracker.suggest.times.find import find_times
from tracker.suggest.times.hours import with_their_days

# Below this a suggestion would be turned down more often than not.
LEAST_DEADLINE = 0.55
# Deeds, in PLOVER's sense; demands and threats are words, and what a deadline is about.
_DEEDS = frozenset(
    ["COOPERATE", "AID", "RETREAT", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"]
)
_LEADS_UP = 2  # code points between them
_SENTENCE_END = re.compile(r"[.!?…\n]")


@dataclass(frozen=True, slots=True)
class Reading:
    """Each list in the order of the text. What lies within a condition, a deadline or an event is
    part of that (tracker.suggest.written says of which)."""

    actors: list[ActorFound] = field(default_factory=list)
    times: list[TimeFound] = field(default_factory=list)
    conditions: list[ConditionFound] = field(default_factory=list)
    deadlines: list[DeadlineFound] = field(default_factory=list)
    quotes: list[QuoteFound] = field(default_factory=list)
    events: list[EventFound] = field(default_factory=list)

    @property
    def wholes(self) -> list[ConditionFound | DeadlineFound]:
        """What an event can be part of, in the order of the text: each deadline at every place
        that speaks of it."""
        deadlines = (each for one in self.deadlines for each in (one, *one.again))
        return sorted([*self.conditions, *deadlines], key=lambda one: one.start)


def read(document: Document, gazetteer: Gazetteer) -> Reading:
    actors = find_actors(document, gazetteer)
    times = find_times(document)
    days = with_their_days(document.text, times)
    lines = Lines(document)
    speakers = Speakers(document, actors)
    quotes = find_quotes(document, actors=actors, speakers=speakers)
    voices = Voices(document, actors, quotes, speakers)
    conditions = find_conditions(document, actors=actors, times=days, lines=lines, voices=voices)
    deadlines = joined(
        found
        for found in find_deadlines(
            document, actors=actors, times=days, conditions=conditions, lines=lines, voices=voices
        )
        if found.score >= LEAST_DEADLINE
    )
    events = find_events(
        document,
        actors=actors,
        times=days,
        quotes=quotes,
        speakers=speakers,
        described=find_described(document, gazetteer, actors),
    )
    return Reading(
        actors=actors,
        times=times,
        conditions=conditions,
        deadlines=deadlines,
        quotes=quotes,
        events=_without_what_may_be(events, conditions, deadlines),
    )


def _without_what_may_be(
    events: list[EventFound], conditions: list[ConditionFound], deadlines: list[DeadlineFound]
) -> list[EventFound]:
    """Without what happens only if a condition comes true, or may happen by a time that somebody
    hopes for: the condition or the deadline says so already. What one side would do to another
    stays: to say so is a threat or a promise, and those are events."""
    hoped = _spans(one for one in deadlines if one.firmness == "aspirational")
    conditional = _spans(conditions)
    return [
        event
        for event in events
        if event.occurrence != "planned"
        or not (
            _is_within(hoped, event.start)
            or (_is_within(conditional, event.start) and not _has_recipient(event))
        )
    ]


def _spans(found: Iterable[Found]) -> list[tuple[int, int]]:
    return sorted((one.start, one.end) for one in found)


def _has_recipient(event: EventFound) -> bool:
    return any(part.role == "recipient" for part in event.parts)


def _is_within(spans: list[tuple[int, int]], offset: int) -> bool:
    """Spans in order, of which none is within another: one or two before are enough."""
    place = bisect_left(spans, (offset + 1, 0)) - 1
    return any(start <= offset < end for start, end in spans[max(place - 2, 0) : place + 1])


def _is_done(event: EventFound) -> bool:
    return event.occurrence == "occurred" and event.plover_type in _DEEDS


def belongs(inner: Found, outer: Found, text: str) -> bool:
    """Whether most of it lies within the other, or it only leads up to that: "X warned that",
    before "if …". What has been done already is no part of what is due: "recalled its envoy, and
    gave them two days"."""
    if isinstance(outer, DeadlineFound) and isinstance(inner, EventFound) and _is_done(inner):
        return False
    shared = min(inner.end, outer.end) - max(inner.start, outer.start)
    if 2 * shared >= inner.end - inner.start:
        return True
    leads_up = 0 <= outer.start - inner.end <= _LEADS_UP
    return leads_up and not _SENTENCE_END.search(text, inner.end - 1, outer.start)
