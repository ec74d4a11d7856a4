"""The entries of a database as the libraries want them: each in the format that it documents."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

import psycopg

from tests.benchmarks import ready  # noqa: F401 - the models' lists need Django
from tracker.dates.window import OPEN_END, OPEN_START
from tracker.models import PLOVER

_ENTRIES = """
    SELECT id, title, earliest, latest, kind, coalesce(plover_type, '')
    FROM tracker_entry LEFT JOIN tracker_event ON entry_ptr_id = id
    WHERE state = 'published' ORDER BY earliest, id"""


class Entry(NamedTuple):
    pk: int
    title: str
    first: date
    last: date | None  # none for a single day, or an open end
    lane: str  # as our chart has them unless asked otherwise: a family of events, or a kind


def published(database: str) -> list[Entry]:
    with psycopg.connect(database) as connection:
        return [_entry(*row) for row in connection.execute(_ENTRIES)]


def _entry(pk: int, title: str, earliest: date, latest: date, kind: str, plover_type: str) -> Entry:
    lane = PLOVER[plover_type].family.value if plover_type else kind
    if earliest == OPEN_START:
        # Neither library knows windows without a beginning: it stands where it ends.
        earliest = latest
    last = None if latest in (earliest, OPEN_END) else latest
    return Entry(pk, title, earliest, last, lane)


def for_vis(entries: Sequence[Entry]) -> Mapping[str, object]:
    items = []
    for entry in entries:
        item: dict[str, object] = {
            "id": entry.pk,
            "content": entry.title,
            "group": entry.lane,
            "start": entry.first.isoformat(),
        }
        if entry.last:
            item["end"] = entry.last.isoformat()
        items.append(item)
    return {"items": items, "groups": [{"id": one, "content": one} for one in _lanes(entries)]}


def for_timelinejs(entries: Sequence[Entry]) -> Mapping[str, object]:
    events = []
    for entry in entries:
        event: dict[str, object] = {
            "unique_id": str(entry.pk),
            "text": {"headline": entry.title},
            "group": entry.lane,
            "start_date": _parts(entry.first),
        }
        if entry.last:
            event["end_date"] = _parts(entry.last)
        events.append(event)
    return {"events": events}


def _parts(day: date) -> Mapping[str, int]:
    return {"year": day.year, "month": day.month, "day": day.day}


def _lanes(entries: Iterable[Entry]) -> list[str]:
    return sorted({entry.lane for entry in entries})
