"""What words of an article can be evidence of: entries, and the developments of these."""

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Prefetch
from django.utils import timezone

from tracker.models import Annotation, Development, Entry, Kind, Process, ReviewState
from tracker.timeline.titles import newest_titled

if TYPE_CHECKING:
    from tracker.models.entries import EntryQuerySet
    from tracker.timeline.visible import Reader

MOST_FOUND = 20


def claim_of(annotation: Annotation) -> Entry | None:
    """The entry that an annotation is about: its own, or that of its development."""
    if annotation.development:
        return annotation.development.entry
    return annotation.entry


def known_since(annotation: Annotation) -> date:
    """The first day on which what an annotation is about could be known."""
    days = [annotation.entry.known_on] if annotation.entry else []
    if annotation.development:
        days += [annotation.development.known_on, annotation.development.entry.known_on]
    return max(days)


def entries_called(q: str, *, reader: "Reader", besides: Entry) -> tuple[list[Entry], bool]:
    """Other entries that have every word of q in their titles, those of its process before all
    others, each lot by nearness in time. Up to MOST_FOUND of them, and whether there are more."""
    entries = _of_kinds(reader, tuple(Kind.values)).exclude(pk=besides.pk)
    found = _nearest(entries.filter(process=besides.process_id), q, besides.earliest)
    if len(found) <= MOST_FOUND:
        found += _nearest(entries.exclude(process=besides.process_id), q, besides.earliest)
    return found[:MOST_FOUND], len(found) > MOST_FOUND


def _nearest(entries: "EntryQuerySet", q: str, day: date) -> list[Entry]:
    most = MOST_FOUND + 1
    if q:
        found = newest_titled(entries, q, most=most)
    else:
        later = entries.filter(earliest__gte=day).order_by("earliest", "pk")[:most]
        earlier = entries.filter(earliest__lt=day).order_by("-earliest", "-pk")[:most]
        found = [*later, *earlier]
    return sorted(found, key=lambda one: abs((one.earliest - day).days))


def claims(
    q: str,
    *,
    reader: "Reader",
    process: Process | None = None,
    kinds: Collection[str] = tuple(Kind.values),
) -> tuple[list[Entry], bool]:
    """Entries of these kinds that have every word of q in their titles, with their developments,
    newest first; those of the process before all others. Up to MOST_FOUND of them, and whether
    there are more."""
    most = MOST_FOUND + 1
    developments = Development.objects.exclude(state=ReviewState.RETRACTED).in_order()
    entries = _of_kinds(reader, kinds).prefetch_related(Prefetch("developments", developments))
    here = entries.filter(process=process) if process else entries
    found = newest_titled(here, q, most=most)
    if process and len(found) < most:
        found += newest_titled(entries.exclude(process=process), q, most=most - len(found))
    return found[:MOST_FOUND], len(found) > MOST_FOUND


def events_that_show(entry: Entry, q: str, *, reader: "Reader") -> tuple[list[Entry], bool]:
    """Events of its process that have every word of q in their titles, by nearness in time to its
    last day; where that lies ahead or nowhere, to today. Up to MOST_FOUND of them, and whether
    there are more."""
    events = _of_kinds(reader, (Kind.EVENT,)).filter(process=entry.process_id)
    found = _nearest(events, q, min(entry.latest, timezone.localdate()))
    return found[:MOST_FOUND], len(found) > MOST_FOUND


def _of_kinds(reader: "Reader", kinds: Collection[str]) -> "EntryQuerySet":
    entries = Entry.objects.visible_to(reader)
    if Kind.EVENT not in kinds:
        # Spelled as its index has it: deadlines and conditions are few among many events.
        entries = entries.exclude(kind=Kind.EVENT)
    if set(kinds) < set(Kind.values):
        entries = entries.filter(kind__in=kinds)
    return entries.select_related("process", "event", "deadline", "condition").defer(
        "words", "search"
    )
