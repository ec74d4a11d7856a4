"""Where each process stands at a moment, with what that rests on."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count

from tracker.models import ClockState, Entry, Event, Kind, Occurrence, Process, ReviewState
from tracker.models.entries import EntryQuerySet
from tracker.timeline.entries import Reader, timeline_entries, with_rows
from tracker.timeline.filters import TimelineFilter
from tracker.timeline.states import STATUS

LATEST_SHOWN = 4


@dataclass(slots=True)
class Summary:
    """One process at a moment. The counts are of what the reader may see."""

    process: Process
    at: date
    entries: int = 0
    open_conditions: int = 0
    overdue: int = 0
    state_event: Event | None = None
    next_deadline: Entry | None = None
    latest: list[Entry] = field(default_factory=list)


def summaries(
    chosen: TimelineFilter, *, reader: Reader, only: Process | None = None
) -> list[Summary]:
    """A summary for each process, as known on the filter's day, in a fixed number of queries.

    With `since`, its latest entries are those that became known after that day.
    """
    asked = TimelineFilter(days={k: day for k, day in chosen.days.items() if k == "as_of"})
    if only:
        asked = asked.with_("process", only.slug)
    processes = [only] if only else list(Process.objects.visible_to(reader))
    found = {process.pk: Summary(process, chosen.at) for process in processes}
    known = timeline_entries(asked, reader=reader).annotate(status=STATUS).order_by()

    for pk, kind, status, number in known.values_list("process", "kind", "status").annotate(
        n=Count("pk")
    ):
        summary = found[pk]
        summary.entries += number
        if kind == Kind.CONDITION and status in (ClockState.OPEN, ClockState.UPCOMING):
            summary.open_conditions += number
        if status == ClockState.OVERDUE:
            summary.overdue += number

    running = known.filter(
        kind=Kind.DEADLINE, status__in=[ClockState.OPEN, ClockState.UPCOMING]
    ).select_related("deadline")
    # The window in force decides which comes next; in JSON too, ISO days sort as days.
    soonest = running.order_by("process_id", "standing__latest", "pk")  # type: ignore[misc]
    for entry in soonest.distinct("process_id"):
        found[entry.process_id].next_deadline = entry

    for event in state_events(at=chosen.at, only=only):
        found[event.process_id].state_event = event

    shown = with_rows(
        timeline_entries(asked, reader=reader).filter(pk__in=_newest(found, known, chosen)),
        reader=reader,
        as_of=chosen.day("as_of"),
    )
    for entry in shown.order_by("-earliest", "-pk"):
        found[entry.process_id].latest.append(entry)
    return list(found.values())


def _newest(processes: Iterable[int], known: EntryQuerySet, chosen: TimelineFilter) -> list[int]:
    """The keys of the newest entries of each process that have begun: for each a few steps down
    its index by time, however many entries there are."""
    if since := chosen.day("since"):
        known = known.filter(known_on__gt=since)
    begun = known.filter(earliest__lte=chosen.at).order_by("-earliest", "-pk")
    few = [begun.filter(process=pk).values_list("pk", flat=True)[:LATEST_SHOWN] for pk in processes]
    return list(few[0].union(*few[1:], all=True)) if few else []


def state_events(*, at: date, only: Process | None = None) -> "list[Event]":
    """For each process the latest published event, known by then, that says where it stands."""
    events = Event.objects.filter(
        state=ReviewState.PUBLISHED, occurrence=Occurrence.OCCURRED, known_on__lte=at
    ).exclude(process_state="")
    if only:
        events = events.filter(process=only)
    return list(events.order_by("process_id", "-earliest", "-pk").distinct("process_id"))
