"""The timeline as CSV (RFC 4180, UTF-8), made and streamed by PostgreSQL's COPY."""

from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from datetime import date
from typing import Any

from django.conf import settings
from django.db import Error, connections, transaction
from django.utils import timezone

from tracker.exports.columns import COLUMNS, FREE_TEXT, SOURCES
from tracker.exports.formulas import neutralised_sql
from tracker.models.entries import EntryQuerySet
from tracker.replicas import reading_alias
from tracker.replicas.failover import elsewhere
from tracker.replicas.watch import standings
from tracker.timeline.sql import sql_of

CONTENT_TYPE = "text/csv; charset=utf-8"
# Always between quotes: where a list's semicolons separate columns, they must not.
_QUOTED = ", ".join(name for name in COLUMNS if name in FREE_TEXT)
BLOCK = 64 * 1024  # bytes gathered before they are passed on


def csv_filename(*, on: date, process: str = "") -> str:
    """A dated name: demarche-iran-nuclear-2015-2026-11-23.csv."""
    return "-".join(["demarche", *([process] if process else []), on.isoformat()]) + ".csv"


# For the lists of a million entries: of the server's own choice most of them would go over disk;
# pages are better off without helpers, which `serve` forbids them; and to compile so many
# expressions takes seconds, even for a few rows. A reader who is slow for ever may not keep the
# server from clearing away old rows.
SETTINGS = (
    "SET LOCAL work_mem = '48MB'; SET LOCAL max_parallel_workers_per_gather = 2;"
    " SET LOCAL jit = off; SET LOCAL statement_timeout = '1h'"
)


def csv_blocks(
    entries: EntryQuerySet,
    *,
    newest_first: bool = True,
    as_of: date | None = None,
    from_any: bool = False,
) -> Generator[bytes, None, None]:
    """The file, block by block. `entries` come from timeline.entries, as of the same day.

    COPY is one statement and so one snapshot; rows are passed on as the server makes them, and
    no more than a block is ever held here. The names of the columns leave at once, while the
    server puts the rows in order. Where any database will do, one that fails until then is
    replaced: what has left is the same in every file.
    """
    statement, parameters = csv_statement(entries, newest_first=newest_first, as_of=as_of)
    alias = reading_alias()
    with closing(_rows(alias, statement, parameters)) as rows:
        # A server that has gone is met here, before anything has been said.
        next(rows)
        yield (",".join(COLUMNS) + "\r\n").encode("ascii")
        try:
            first = next(rows, None)
        except Error as error:
            known = standings() if from_any else None
            other = elsewhere(known, error, alias) if known else None
            if other is None:
                raise
        else:
            if first is not None:
                yield first
                yield from rows
            return
    with closing(_rows(other, statement, parameters)) as rows:
        next(rows)
        yield from rows


def _rows(alias: str, statement: str, parameters: dict[str, Any]) -> Generator[bytes, None, None]:
    """Blocks of rows, after an empty one for a server that is there."""
    connection = connections[alias]
    with (
        transaction.atomic(using=alias),
        connection.wrap_database_errors,
        connection.cursor() as cursor,
    ):
        cursor.execute(SETTINGS)
        yield b""
        # Past Django's own cursor, which takes no parameters with COPY while it counts queries.
        with cursor.cursor.copy(statement, parameters) as rows:
            yield from _with_crlf(rows)


def csv_statement(
    entries: EntryQuerySet, *, newest_first: bool, as_of: date | None
) -> tuple[str, dict[str, Any]]:
    """The COPY statement and its parameters: the filter's own queryset, and each row's cells."""
    chosen, parameters = sql_of(entries.order_by().values("pk"), prefix="chosen")
    cells = ",\n    ".join(_cell(name, value) for name, value in COLUMNS.items())
    sources = "\n".join(
        f"    LEFT JOIN ({rows.format(chosen=chosen)}) {name} ON {name}.entry_id = entry.id"
        for name, rows in SOURCES.items()
    )
    direction = "DESC" if newest_first else "ASC"
    statement = f"""COPY (
    SELECT {cells}
    FROM tracker_entry entry
    JOIN tracker_process process ON process.id = entry.process_id
    LEFT JOIN tracker_track track ON track.id = entry.track_id
    LEFT JOIN tracker_event event ON event.entry_ptr_id = entry.id
    LEFT JOIN tracker_deadline deadline ON deadline.entry_ptr_id = entry.id
    LEFT JOIN tracker_condition condition ON condition.entry_ptr_id = entry.id
{sources}
    WHERE entry.id IN ({chosen})
    ORDER BY entry.earliest {direction}, entry.id {direction}
) TO STDOUT WITH (FORMAT csv, FORCE_QUOTE ({_QUOTED}))"""
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
