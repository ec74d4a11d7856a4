"""Keyset paging: a page begins after the entry that its cursor names, however deep it lies."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from tracker.models import Entry
from tracker.models.entries import EntryQuerySet

PAGE_SIZE = 50
_CURSOR = re.compile(r"(\d{4}-\d{2}-\d{2})_(\d{1,18})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Cursor:
    """The last entry of the page before: its first day, and its id to settle ties."""

    earliest: date
    pk: int

    @classmethod
    def parse(cls, text: str) -> "Cursor":
        """Raises ValueError when the text is no cursor."""
        found = _CURSOR.fullmatch(text)
        if not found:
            raise ValueError(text)
        return cls(date.fromisoformat(found[1]), int(found[2]))

    def __str__(self) -> str:
        return f"{self.earliest.isoformat()}_{self.pk}"


@dataclass(frozen=True, slots=True)
class Page:
    entries: list[Entry]
    after: Cursor | None
    next: Cursor | None


def page_after(
    entries: EntryQuerySet,
    after: Cursor | None,
    *,
    newest_first: bool,
    fetch: Callable[[EntryQuerySet], EntryQuerySet] = lambda entries: entries,
    size: int = PAGE_SIZE,
) -> Page:
    """The next entries in order of time (timeline.entries), and where the page after them begins.

    Their keys are found first, by the indexes alone; `fetch` says what else is fetched of them.
    """
    if newest_first:
        entries = entries.order_by("-by_day", "-by_key")  # type: ignore[misc]
    else:
        entries = entries.order_by("by_day", "by_key")  # type: ignore[misc]
    if after and newest_first:
        # The first term alone lets the index find its place; the second settles ties.
        entries = entries.filter(  # type: ignore[misc]
            Q(by_day__lt=after.earliest) | Q(by_key__lt=after.pk), by_day__lte=after.earliest
        )
    elif after:
        entries = entries.filter(  # type: ignore[misc]
            Q(by_day__gt=after.earliest) | Q(by_key__gt=after.pk), by_day__gte=after.earliest
        )
    keys = list(entries.values_list("pk", flat=True)[: size + 1])
    more = len(keys) > size
    found = fetch(Entry.objects.all()).in_bulk(keys[:size])
    # One that went away in between is not missed: its place was in the keys.
    rows = [found[key] for key in keys[:size] if key in found]
    return Page(rows, after, Cursor(rows[-1].earliest, rows[-1].pk) if more else None)
