"""The timeline as CSV (RFC 4180, UTF-8), made and streamed by PostgreSQL's COPY."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.conf import settings
from django.db import connection

from tracker.exports.columns import COLUMNS, FREE_TEXT
from tracker.exports.formulas import neutralised_sql
from tracker.models.entries import EntryQuerySet

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
    """The file, block by block. `entries` carry their standing (timeline.states), as of the same
    day as is given here.

    COPY is one statement and so one snapshot; rows are passed on as the server makes them, and
    no more than a block is ever held here.
    """
    statement, parameters = _select(entries, newest_first=newest_first)
    parameters |= {"as_of": as_of, "site": settings.SITE_URL}
    connection.ensure_connection()
    with connection.connection.cursor() as cursor, cursor.copy(statement, parameters) as rows:
        yield from _with_crlf(rows)


def _select(entries: EntryQuerySet, *, newest_first: bool) -> tuple[str, dict[str, Any]]:
    """The COPY statement and its parameters: the filter's own queryset, and each row's cells."""
    chosen_rows = entries.order_by().values("pk", "standing")  # type: ignore[misc]
    sql, values = chosen_rows.query.sql_with_params()
    parameters = {f"chosen_{number}": value for number, value in enumerate(values)}
    # Django's parameters come by position; one statement takes them all by name.
    names = iter(parameters)
    chosen = re.sub("%[s%]", lambda m: "%%" if m[0] == "%%" else f"%({next(names)})s", sql)
    raw = ",\n        ".join(f"{cell} AS {name}" for name, cell in COLUMNS.items())
    cells = ",\n    ".join(
        f"{neutralised_sql(name)} AS {name}" if name in FREE_TEXT else name for name in COLUMNS
    )
    direction = "DESC" if newest_first else "ASC"
    statement = f"""COPY (
    SELECT {cells}
    FROM (
        SELECT entry.earliest AS by_day, {raw}
        FROM ({chosen}) AS chosen (id, standing)
        JOIN tracker_entry entry ON entry.id = chosen.id
        JOIN tracker_process process ON process.id = entry.process_id
        LEFT JOIN tracker_track track ON track.id = entry.track_id
        LEFT JOIN tracker_event event ON event.entry_ptr_id = entry.id
        LEFT JOIN tracker_deadline deadline ON deadline.entry_ptr_id = entry.id
        LEFT JOIN tracker_condition condition ON condition.entry_ptr_id = entry.id
    ) raw
    ORDER BY by_day {direction}, id {direction}
) TO STDOUT WITH (FORMAT csv, HEADER, FORCE_QUOTE ({_QUOTED}))"""
    return statement, parameters


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
