"""Stepping through time: from the day that a page shows to the day before and after, and to the
nearest days on which something of what it shows became known."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple
from urllib.parse import urlencode

from django.db.models import Max, Min, Q
from django.utils import timezone

from tracker.models import Change, Kind, Process, Track
from tracker.timeline.counts import MOST_COUNTED
from tracker.timeline.entries import timeline_entries
from tracker.timeline.filters import TimelineFilter
from tracker.timeline.paging import places
from tracker.timeline.sql import fetch_prepared
from tracker.timeline.visible import Reader

MOST_WALKED = 400  # changes on either side of a day that are held against a filter
ONE_DAY = timedelta(days=1)


class Near(NamedTuple):
    """A day on which something became known, or as far as anybody has looked for one."""

    day: date
    is_change: bool = True


class Around(NamedTuple):
    """The nearest days on which something became known, before and after the day shown."""

    previous: Near | None = None
    next: Near | None = None


@dataclass(frozen=True, slots=True)
class Step:
    day: date
    query: str  # leads there
    is_change: bool = True


@dataclass(frozen=True, slots=True)
class Steps:
    """Where one gets from the day that a page shows."""

    at: date
    is_past: bool  # the page shows what was known on a day
    before: Step | None
    after: Step | None  # None today
    previous: Step | None
    next: Step | None
    now: str  # the query of the same page as known today
    carried: Sequence[tuple[str, str]]  # what else is asked
    is_boosted: bool  # the page of any other day looks the same, so that htmx can swap it


def steps(
    chosen: TimelineFilter,
    around: Around,
    *,
    also: Sequence[tuple[str, str]] = (),
    is_boosted: bool = True,
) -> Steps:
    """`also`: what a page asks beside the filter, and keeps on the way."""
    today = timezone.localdate()
    at = chosen.at
    others = chosen.without("as_of")
    carried = [*also, *others.pairs()]

    def step(near: Near | None) -> Step | None:
        if near is None:
            return None
        pairs = [*carried, ("as_of", near.day.isoformat())] if near.day < today else carried
        return Step(near.day, _query(pairs), near.is_change)

    return Steps(
        at=at,
        is_past="as_of" in chosen.days,
        before=step(Near(at - ONE_DAY)) if at > date.min else None,
        after=step(Near(at + ONE_DAY)) if at < today else None,
        previous=step(around.previous),
        next=step(around.next),
        now=_query(carried),
        carried=carried,
        is_boosted=is_boosted,
    )


def _query(pairs: Sequence[tuple[str, str]]) -> str:
    return f"?{urlencode(pairs)}" if pairs else ""


def around(days: Iterable[date], at: date) -> Around:
    """The days next to this one, of few; later than today is nothing that a page could show."""
    today = timezone.localdate()
    known = sorted(set(days))
    earlier = [day for day in known if day < at]
    later = [day for day in known if at < day <= today]
    return Around(
        Near(earlier[-1]) if earlier else None,
        Near(later[0]) if later else None,
    )


def around_filter(chosen: TimelineFilter, *, reader: Reader) -> Around:
    """The nearest days on which an entry of this filter, or a step of one, became known.

    States change with the clock, too; where they are asked for, the days count on which something
    became known of any deadline or condition.
    """
    question = chosen.without("as_of", "status")
    if chosen.chosen("status") and not question.chosen("kind"):
        question = question.with_("kind", Kind.DEADLINE, Kind.CONDITION)
    others = {key for key, values in question.choices.items() if values} - {"process", "track"}
    if not (others or question.q or question.days):
        return _kept(question, chosen.at)
    # To look for it takes as long as a list itself, which nobody who narrows that of today asked
    # for. Boards and pages of actors, narrow by their address, have the time.
    is_asked = "as_of" in chosen.days or chosen.pins - {"process"}
    return _walked(question, chosen.at, reader=reader) if is_asked else Around()


_EVERYWHERE = """
    SELECT (SELECT max(known_on) FROM tracker_change WHERE known_on < %(at)s::date),
        (SELECT min(known_on) FROM tracker_change
            WHERE known_on > %(at)s::date AND known_on <= %(today)s::date)"""

# A few steps down the index of each track, 0 for what stands in none.
_OF_TRACKS = """
    SELECT max(one.previous), min(one.next)
    FROM unnest(%(processes)s::bigint[]) process (id)
    CROSS JOIN LATERAL (
        SELECT track.id FROM tracker_track track WHERE track.process_id = process.id
        UNION ALL SELECT 0
    ) strand
    CROSS JOIN LATERAL (SELECT
        (SELECT max(known_on) FROM tracker_change change WHERE change.process_id = process.id
            AND change.track_id = strand.id AND change.known_on < %(at)s::date),
        (SELECT min(known_on) FROM tracker_change change WHERE change.process_id = process.id
            AND change.track_id = strand.id AND change.known_on > %(at)s::date
            AND change.known_on <= %(today)s::date)
    ) one (previous, next)
    WHERE %(tracks)s::bigint[] IS NULL OR strand.id = ANY(%(tracks)s::bigint[])"""


def _kept(question: TimelineFilter, at: date) -> Around:
    """By indexes alone, where nothing narrows the record but processes and tracks."""
    slugs, tracks = question.chosen("process"), question.chosen("track")
    moment = {"at": at, "today": timezone.localdate()}
    if not (slugs or tracks):
        ((previous, following),) = fetch_prepared(_EVERYWHERE, moment)
    else:
        of_tracks = list(Track.objects.filter(slug__in=tracks).values_list("pk", "process_id"))
        asked = Process.objects.filter(slug__in=slugs) if slugs else Process.objects.all()
        if tracks:
            asked = asked.filter(pk__in=[process for _track, process in of_tracks])
        parameters = {
            "processes": list(asked.values_list("pk", flat=True)),
            "tracks": [track for track, _process in of_tracks] if tracks else None,
        }
        ((previous, following),) = fetch_prepared(_OF_TRACKS, parameters | moment)
    return Around(
        Near(previous) if previous else None,
        Near(following) if following else None,
    )


def _walked(question: TimelineFilter, at: date, *, reader: Reader) -> Around:
    """By holding the changes next to the day against the filter. Where none of them fits, few
    entries are looked at one by one; of many, this says how far it has looked."""
    back = _changes(Q(known_on__lt=at), "-known_on", "-entry")
    on = _changes(Q(known_on__gt=at, known_on__lte=timezone.localdate()), "known_on", "entry")
    entries = timeline_entries(question, reader=reader)
    nearby = {entry for _day, entry in (*back, *on)}
    fitting = set(entries.filter(pk__in=nearby).values_list("pk", flat=True))
    found = [next((Near(day) for day, one in way if one in fitting), None) for way in (back, on)]
    open_ways = [
        near is None and len(way) == MOST_WALKED
        for near, way in zip(found, (back, on), strict=True)
    ]
    if any(open_ways):
        few = places(entries, most=MOST_COUNTED + 1)
        if len(few) <= MOST_COUNTED:
            return _of_few([pk for _day, pk in few], at)
        for number, way in enumerate((back, on)):
            if open_ways[number]:
                found[number] = Near(way[-1][0], is_change=False)
    return Around(*found)


def _changes(where: Q, *order: str) -> list[tuple[date, int]]:
    rows = Change.objects.filter(where).order_by(*order).values_list("known_on", "entry")
    return [(day, entry) for day, entry in rows[:MOST_WALKED] if day]


def _of_few(entries: Sequence[int], at: date) -> Around:
    days = Change.objects.filter(entry__in=entries).aggregate(
        previous=Max("known_on", filter=Q(known_on__lt=at)),
        next=Min("known_on", filter=Q(known_on__gt=at, known_on__lte=timezone.localdate())),
    )
    return Around(*(Near(day) if day else None for day in (days["previous"], days["next"])))
