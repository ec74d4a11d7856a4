"""Entries that a proposal looks like: what it says may be on record from another article."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q

from tracker.models import Entry, Kind, Part, Process
from tracker.suggest.found import ConditionFound, DeadlineFound, EventFound
from tracker.timeline.proposals import Proposal
from tracker.timeline.quotes import quotes_of
from tracker.timeline.rows import QuoteRow
from tracker.timeline.visible import Reader

MOST_COMPARED = 200  # those nearest in time
MOST_SHOWN = 3
ALIKE = 0.5
# What the words are alike counts most; the rest makes a likeness likelier. Names are left out of
# the words: whoever acts in both is counted as an actor.
LEAST_WORDS_ALIKE = 0.25
# "Paris talks" says in two words what a headline of nine says: nearly all of the shorter one's
# trigrams are the longer one's. One word alone ("talks") says too little.
LEAST_TOLD, NEARLY_ALL, SHORT_OF_LONG = 10, 0.8, 0.35
_SHARED_ACTORS, _SAME_TYPE, _SAME_DAY = 0.25, 0.1, 0.1
_DAYS_AROUND = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class LooksLike:
    entry: Entry
    source: QuoteRow | None  # the first words that it rests on
    is_from_here: bool  # these are of the same article
    score: float


def looks_like(
    proposal: Proposal,
    *,
    process: Process | None,
    actors: Iterable[int],
    published: date,
    article: int,
    reader: Reader,
) -> list[LooksLike]:
    """The likeliest first. Three statements, however many proposals there are."""
    actors = set(actors)
    entries = _candidates(proposal, process, actors, published, reader)
    scored = [(_score(proposal, entry, actors), entry) for entry in entries]
    best = sorted(
        ((score, entry) for score, entry in scored if score >= ALIKE),
        key=lambda pair: (-pair[0], pair[1].pk),
    )[:MOST_SHOWN]
    quotes = quotes_of([entry.pk for _s, entry in best], reader=reader, as_of=None, most=1)
    found = []
    for score, entry in best:
        source = next(iter(quotes.get(entry.pk, [])), None)
        is_from_here = source is not None and source.article == article
        found.append(LooksLike(entry, source, is_from_here, score))
    return found


def _candidates(
    proposal: Proposal, process: Process | None, actors: set[int], published: date, reader: Reader
) -> list[Entry]:
    """Of its kind, in its process or with one of its actors, at about its time."""
    if process is None and not actors:
        return []
    window = proposal.window
    first = max(window.earliest, date.min + _DAYS_AROUND) if window else published
    last = min(window.latest, date.max - _DAYS_AROUND) if window else published
    if proposal.kind != Kind.EVENT:
        # Stated in this article or shortly before it, whatever it waits for.
        first, last = min(first, published), max(last, published)
    near = Q(earliest__lte=last + _DAYS_AROUND, latest__gte=first - _DAYS_AROUND)
    of_it = Q(process=process) if process else Q(pk__in=[])
    if actors:
        of_it |= Q(Exists(Part.objects.filter(entry=OuterRef("pk"), actor__in=actors)))
    entries = (
        Entry.objects.visible_to(reader)
        .filter(near, of_it, kind=proposal.kind)
        .select_related("event", "deadline", "condition")
        .defer("words", "search")
        .prefetch_related("parts")
        .order_by("-earliest", "-pk")
    )
    return list(entries[:MOST_COMPARED])


def _score(proposal: Proposal, entry: Entry, actors: set[int]) -> float:
    found = proposal.found
    names = {word for part in proposal.parts for word in _words(part.actor.name)}
    score = max(likeness(one, other, without=names) for one, other in _said(proposal, entry))
    if score < LEAST_WORDS_ALIKE:
        return 0.0
    own = {part.actor_id for part in entry.parts.all()}
    if actors and own:
        score += _SHARED_ACTORS * len(actors & own) / min(len(actors), len(own))
    if isinstance(found, EventFound) and entry.event.plover_type == found.plover_type:
        score += _SAME_TYPE
        window = proposal.window
        if window and window.is_day and entry.window.earliest == window.earliest:
            score += _SAME_DAY
    return score


def _said(proposal: Proposal, entry: Entry) -> list[tuple[str, str]]:
    """What is compared with what."""
    found = proposal.found
    pairs = [(proposal.title, entry.title)]
    if isinstance(found, ConditionFound):
        pairs.append((found.if_clause, entry.condition.if_clause))
    if isinstance(found, DeadlineFound) and found.demand:
        pairs.append((found.demand, entry.deadline.demand))
    return pairs


def likeness(one: str, other: str, *, without: Collection[str] = ()) -> float:
    """Of two short texts, by the trigrams of their words: 0 to 1."""
    first, second = _trigrams(one, without), _trigrams(other, without)
    if not first or not second:
        return 0.0
    shared = len(first & second)
    alike = shared / len(first | second)
    fewer = min(len(first), len(second))
    if fewer >= LEAST_TOLD and shared >= NEARLY_ALL * fewer:
        return max(alike, SHORT_OF_LONG)
    return alike


def _trigrams(said: str, without: Collection[str]) -> set[str]:
    return {
        padded[place : place + 3]
        for word in _words(said)
        if word not in without
        for padded in (f"  {word} ",)
        for place in range(len(padded) - 2)
    }


def _words(said: str) -> list[str]:
    return "".join(letter if letter.isalnum() else " " for letter in said.lower()).split()
