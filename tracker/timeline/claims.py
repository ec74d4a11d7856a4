"""What words of an article can be evidence of: entries, and the developments of these."""

from typing import TYPE_CHECKING

from django.db.models import Case, IntegerField, Prefetch, Q, Value, When

from tracker.models import Annotation, Development, Entry, ReviewState

if TYPE_CHECKING:
    from tracker.timeline.visible import Reader

MOST_FOUND = 20
MOST_WORDS = 12


def claim_of(annotation: Annotation) -> Entry | None:
    """The entry that an annotation is about: its own, or that of its development."""
    if annotation.development:
        return annotation.development.entry
    return annotation.entry


def claims(q: str, *, reader: "Reader", process: int | None = None) -> tuple[list[Entry], int]:
    """Entries that have every word of q in their titles, with their developments, newest first;
    those of the process before all others. Up to MOST_FOUND of them, and how many there are."""
    wanted = Q()
    for word in q.split()[:MOST_WORDS]:
        wanted &= Q(title__icontains=word)
    developments = Development.objects.exclude(state=ReviewState.RETRACTED).in_order()
    elsewhere = Case(
        When(process=process, then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    found = Entry.objects.visible_to(reader).filter(wanted)
    entries = (
        found.select_related("process", "event", "deadline", "condition")
        .defer("words", "search")
        .prefetch_related(Prefetch("developments", developments))
        .order_by(elsewhere, "-earliest", "-pk")
    )
    return list(entries[:MOST_FOUND]), found.count()
