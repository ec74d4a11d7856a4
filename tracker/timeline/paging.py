"""Keyset paging: a page begins after the entry that its cursor names, however deep it lies."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import BooleanField, F, Func, Value

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
    keys: list[int]
    after: Cursor | None
    next: Cursor | None


Place = tuple[date, int]


def places(
    entries: EntryQuerySet, after: Cursor | None = None, *, newest_first: bool = True, most: int
) -> list[Place]:
    """First days and keys of the next entries in order of time (timeline.entries), which the
    indexes alone give."""
    if newest_first:
        entries = entries.order_by("-by_day", "-by_key")  # type: ignore[misc]
    else:
        entries = entries.order_by("by_day", "by_key")  # type: ignore[misc]
    if after:
        place = (after.earliest, after.pk)
        entries = entries.filter(past(("by_day", "by_key"), place, newest_first=newest_first))
    return list(entries.annotate(day=F("by_day")).values_list("day", "pk")[:most])


def page_of(found: Sequence[Place], after: Cursor | None, *, size: int = PAGE_SIZE) -> Page:
    """The page that these places begin: there is another one if there are more than fit."""
    shown = found[:size]
    return Page(
        [pk for _day, pk in shown], after, Cursor(*shown[-1]) if len(found) > size else None
    )


def page_after(
    entries: EntryQuerySet, after: Cursor | None, *, newest_first: bool, size: int = PAGE_SIZE
) -> Page:
    """The keys of the next entries, and where the page after them begins."""
    found = places(entries, after, newest_first=newest_first, most=size + 1)
    return page_of(found, after, size=size)


def past(columns: Sequence[str], place: Sequence[object], *, newest_first: bool = True) -> Func:
    """(column, column) < (value, value), or > where the oldest come first: compared as rows, so
    that an index of these columns finds its place even where many rows share the first value."""
    rows = [Func(*map(F, columns), function="ROW"), Func(*map(Value, place), function="ROW")]
    sign = " < " if newest_first else " > "
    return Func(*rows, arg_joiner=sign, template="(%(expressions)s)", output_field=BooleanField())
