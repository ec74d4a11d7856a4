"""Keyset paging: a page begins after the entry that its cursor names, however deep it lies."""

import re
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
    entries: EntryQuerySet, after: Cursor | None, *, newest_first: bool, size: int = PAGE_SIZE
) -> Page:
    """The next entries in order of time, and where the page after them begins."""
    if newest_first:
        entries = entries.order_by("-earliest", "-pk")
    else:
        entries = entries.order_by("earliest", "pk")
    if after and newest_first:
        # The first term alone lets the index find its place; the second settles ties.
        entries = entries.filter(
            Q(earliest__lt=after.earliest) | Q(pk__lt=after.pk), earliest__lte=after.earliest
        )
    elif after:
        entries = entries.filter(
            Q(earliest__gt=after.earliest) | Q(pk__gt=after.pk), earliest__gte=after.earliest
        )
    rows = list(entries[: size + 1])
    more = len(rows) > size
    rows = rows[:size]
    return Page(rows, after, Cursor(rows[-1].earliest, rows[-1].pk) if more else None)
