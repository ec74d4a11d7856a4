"""Where each process stands at a moment, with what that rests on."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tracker.models import (
    Entry,
    Event,
    Occurrence,
    Process,
    ReviewState,
)
from tracker.models.entries import EntryQuerySet
from tracker.replicas import reading_connection
from tracker.timeline.counts import MOST_COUNTED, Number, seen_by
from tracker.timeline.entries import Reader, timeline_entries
from tracker.timeline.filters import TimelineFilter

LATEST_SHOWN = 4
NONE = Number(0)


@dataclass(slots=True)
class Summary:
    """One process at a moment. The numbers are of what the reader may see."""

    process: Process
    at: date
    entries: Number = NONE
    open_conditions: Number = NONE
    overdue: Number = NONE
    state_event: Event | None = None
    next_deadline: Entry | None = None
    latest: list[Entry] = field(default_factory=list)


# For each process a few steps down its indexes, however many entries there are. All that is
# said of deadlines and conditions is read from the standing periods of that moment.
_RUNNING = """FROM tracker_standingperiod period
        WHERE period.process_id = process.id AND period.state = ANY(%(states)s)
            AND period.known_from <= %(at)s AND period.known_until > %(at)s
            AND (%(as_of)s::date IS NULL OR period.known_on <= %(as_of)s)
            AND period.outcome = ''"""

# Leads the planner to the index of each process (as in timeline.counts).
_IN_ORDER = "ORDER BY period.process_id, period.outcome, period.latest"

_KNOWN = """FROM tracker_entry entry
            WHERE entry.process_id = process.id AND entry.state = ANY(%(states)s)
                AND entry.known_on <= %(as_of)s"""

_KEPT = """SELECT number FROM tracker_tally tally
            WHERE tally.process_id = process.id AND tally.audience = %(audience)s
                AND tally.facet = 'all'
            UNION ALL SELECT number FROM tracker_tallychange change
            WHERE change.process_id = process.id AND change.audience = %(audience)s
                AND change.facet = 'all'"""


def _capped(rows: str) -> str:
    return f"(SELECT count(*) FROM (SELECT {rows} LIMIT {MOST_COUNTED + 1}) capped)"


_FIGURES = f"""
SELECT process.id,
    CASE WHEN %(as_of)s::date IS NULL
        THEN (SELECT coalesce(sum(number), 0)::bigint FROM ({_KEPT}) kept)
        ELSE {_capped(_KNOWN)} END,
    %(as_of)s::date IS NOT NULL,
    {_capped(f"{_RUNNING} AND period.latest >= %(at)s AND period.kind = 'condition' {_IN_ORDER}")},
    {_capped(f"{_RUNNING} AND period.latest < %(at)s {_IN_ORDER} DESC")},
    (SELECT period.entry_id {_RUNNING} AND period.latest >= %(at)s AND period.kind = 'deadline'
        {_IN_ORDER}, period.entry_id LIMIT 1)
FROM tracker_process process
WHERE process.id = ANY(%(processes)s)"""


def summaries(
    chosen: TimelineFilter, *, reader: Reader, only: Process | None = None
) -> list[Summary]:
    """A summary for each process, as known on the filter's day, in a fixed number of queries.

    With `since`, its latest entries are those that became known after that day. For one process
    alone they are left out: its page lists them all.
    """
    asked = TimelineFilter(days={k: day for k, day in chosen.days.items() if k == "as_of"})
    processes = [only] if only else list(Process.objects.visible_to(reader))
    found = {process.pk: Summary(process, chosen.at) for process in processes}
    known = timeline_entries(asked, reader=reader)

    next_deadlines = {}
    for pk, entries, is_capped, conditions, overdue, next_deadline in _figures(
        found, chosen, reader=reader
    ):
        summary = found[pk]
        summary.entries = capped(entries) if is_capped else Number(entries)
        summary.open_conditions, summary.overdue = capped(conditions), capped(overdue)
        if next_deadline:
            next_deadlines[next_deadline] = summary
    for entry in known.filter(pk__in=list(next_deadlines)).select_related("deadline"):
        next_deadlines[entry.pk].next_deadline = entry

    for event in state_events(found, at=chosen.at):
        found[event.process_id].state_event = event

    if only is None:
        newest = _newest(found, known, chosen)
        rows = known.filter(pk__in=newest).select_related("event")
        for entry in rows.defer("words", "search").order_by("-earliest", "-pk"):
            found[entry.process_id].latest.append(entry)
    return list(found.values())


def capped(number: int) -> Number:
    return Number(min(number, MOST_COUNTED), at_least=number > MOST_COUNTED)


def _figures(
    processes: Iterable[int], chosen: TimelineFilter, *, reader: Reader
) -> list[tuple[Any, ...]]:
    audience, states = seen_by(reader)
    parameters: dict[str, Any] = {
        "processes": list(processes),
        "states": states,
        "audience": audience,
        "at": chosen.at,
        "as_of": chosen.day("as_of"),
    }
    with reading_connection().cursor() as cursor:
        cursor.execute(_FIGURES, parameters)
        return list(cursor.fetchall())


def _newest(processes: Iterable[int], known: EntryQuerySet, chosen: TimelineFilter) -> list[int]:
    """The keys of the newest entries of each process that have begun."""
    if since := chosen.day("since"):
        known = known.filter(known_on__gt=since)
    begun = known.filter(earliest__lte=chosen.at).order_by("-earliest", "-pk")
    few = [begun.filter(process=pk).values_list("pk", flat=True)[:LATEST_SHOWN] for pk in processes]
    return list(few[0].union(*few[1:], all=True)) if few else []


def state_events(processes: Iterable[int], *, at: date) -> list[Event]:
    """For each process the latest published event, known by then, that says where it stands."""
    events = (
        Event.objects.filter(
            state=ReviewState.PUBLISHED, occurrence=Occurrence.OCCURRED, known_on__lte=at
        )
        .exclude(process_state="")
        .order_by("-earliest", "-pk")
    )
    latest = [events.filter(process=pk).values_list("pk", flat=True)[:1] for pk in processes]
    found = list(latest[0].union(*latest[1:], all=True)) if latest else []
    return list(Event.objects.filter(pk__in=found).defer("words", "search"))
