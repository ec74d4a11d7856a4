"""The timeline as CSV (RFC 4180, UTF-8), made and streamed by PostgreSQL's COPY."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import F
from django.utils import timezone

from tracker.exports.columns import COLUMNS, FREE_TEXT, SOURCES
from tracker.exports.formulas import neutralised_sql
from tracker.models.entries import EntryQuerySet
from tracker.timeline.sql import sql_of

CONTENT_TYPE = "text/csv; charset=utf-8"
# Always between quotes: where a list's semicolons separate columns, they must not.
_QUOTED = ", ".join(name for name in COLUMNS if name in FREE_TEXT)
BLOCK = 64 * 1024  # bytes gathered before they are passed on


def csv_filename(*, on: date, process: str = "") -> str:
    """A dated name: demarche-iran-nuclear-2015-2026-11-23.csv."""
    return "-".join(["demarche", *([process] if process else []), on.isoformat()]) + ".csv"


def csv_blocks(
    entries: EntryQuerySet, *, newest_first: bool = True, as_of: date | None = None
) -> Iterator[bytes]:
    """The file, block by block. `entries` come from timeline.entries, as of the same day.

    COPY is one statement and so one snapshot; rows are passed on as the server makes them, and
    no more than a block is ever held here.
    """
    statement, parameters = csv_statement(entries, newest_first=newest_first, as_of=as_of)
    connection.ensure_connection()
    with connection.connection.cursor() as cursor, cursor.copy(statement, parameters) as rows:
        yield from _with_crlf(rows)


def csv_statement(
    entries: EntryQuerySet, *, newest_first: bool, as_of: date | None
) -> tuple[str, dict[str, Any]]:
    """The COPY statement and its parameters: the filter's own queryset, and each row's cells."""
    way = "-" if newest_first else ""
    places = entries.order_by(f"{way}by_day", f"{way}by_key").annotate(day=F("by_day"))
    places = places.values("pk", "day")  # type: ignore[assignment]
    chosen, parameters = sql_of(places, prefix="chosen")
    cells = ",\n    ".join(_cell(name, value) for name, value in COLUMNS.items())
    sources = "\n".join(
        # OFFSET 0 keeps them apart: joined the other way round, everything would be sorted first.
        f"    LEFT JOIN LATERAL ({rows} OFFSET 0) {name} ON true"
        for name, rows in SOURCES.items()
    )
    direction = "DESC" if newest_first else "ASC"
    statement = f"""COPY (
    SELECT {cells}
    FROM ({chosen}) AS chosen (id, by_day)
    CROSS JOIN LATERAL (
        SELECT * FROM tracker_entry WHERE tracker_entry.id = chosen.id OFFSET 0
    ) entry
{sources}
    ORDER BY chosen.by_day {direction}, chosen.id {direction}
) TO STDOUT WITH (FORMAT csv, HEADER, FORCE_QUOTE ({_QUOTED}))"""
    parameters |= {
        "as_of": as_of,
        "at": as_of or timezone.localdate(),
        "site": settings.SITE_URL,
    }
    return statement, parameters


def _cell(name: str, value: str) -> str:
    return f"{neutralised_sql(value) if name in FREE_TEXT else value} AS {name}"


def _with_crlf(rows: Iterable[memoryview]) -> Iterator[bytes]:
    """Each row that COPY sends ends in LF; RFC 4180 wants CRLF there, and only there."""
    block: list[memoryview] = []
    size = 0
    for row in rows:
        block.append(row[:-1])
        size += len(row)
        if size >= BLOCK:
            yield b"\r\n".join(block) + b"\r\n"
            block, size = [], 0
    if block:
        yield b"\r\n".join(block) + b"\r\n"
