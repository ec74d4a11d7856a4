"""Hand-written SQL that reads: Django's querysets inside it, and statements planned only once."""

import re
from typing import Any
from weakref import WeakKeyDictionary

import psycopg
from django.conf import settings
from django.db import NotSupportedError
from django.db.models import QuerySet

from tracker.replicas import reading_alias, reading_connection

Parameters = dict[str, Any]


def sql_of(rows: "QuerySet[Any, Any]", *, prefix: str) -> tuple[str, Parameters]:
    """The SELECT of a queryset and its parameters by name: Django's own come by position, and
    one statement takes them all in one way."""
    sql, values = rows.query.get_compiler(reading_alias()).as_sql()
    parameters = {f"{prefix}_{number}": value for number, value in enumerate(values)}
    names = iter(parameters)
    return re.sub(
        "%[s%]", lambda m: "%%" if m[0] == "%%" else f"%({next(names)})s", sql
    ), parameters


def fetch_prepared(statement: str, parameters: Parameters) -> list[tuple[Any, ...]]:
    """The rows of a statement whose text is always the same: to plan one of our longer ones takes
    PostgreSQL as long as to run it. Write the types of parameters into it, `%(day)s::date`."""
    with reading_connection().cursor() as cursor:
        raw = reading_connection().connection
        if not (settings.PREPARE_STATEMENTS and _keeps_its_session(raw)):
            cursor.execute(statement, parameters)
            return list(cursor.fetchall())
        plain, cursor.cursor = cursor.cursor, _PreparingCursor(raw)
        try:
            cursor.execute(statement, parameters)
        except NotSupportedError:
            # "cached plan must not change result type": a migration has changed a column meanwhile.
            if raw.info.transaction_status != psycopg.pq.TransactionStatus.IDLE:
                raise
            cursor.cursor = plain
            cursor.execute(statement, parameters)
        return list(cursor.fetchall())


class _PreparingCursor(psycopg.Cursor[Any]):
    """Inside of Django's, which has no word for it."""

    def execute(self, query: Any, params: Any = None, **options: Any) -> "_PreparingCursor":
        super().execute(query, params, prepare=True, binary=True, **options)
        return self


_kept: "WeakKeyDictionary[psycopg.Connection[Any], bool]" = WeakKeyDictionary()


def _keeps_its_session(raw: "psycopg.Connection[Any]") -> bool:
    """False behind a pooler that lends the connection to others after each transaction: what was
    prepared on it may be elsewhere by then. A pooler gives out numbers of its own for cancelling,
    while PostgreSQL gives that of its process; for one that passes that on, there is the setting
    PREPARE_STATEMENTS."""
    if raw not in _kept:
        with psycopg.Cursor(raw) as cursor:
            row = cursor.execute("SELECT pg_backend_pid()", prepare=False).fetchone()
            _kept[raw] = row is not None and row[0] == raw.info.backend_pid
            if _kept[raw]:
                # Else PostgreSQL plans anew for each set of values, in the hope of a better plan;
                # ours are written so that one is the best for all.
                cursor.execute("SET plan_cache_mode = force_generic_plan", prepare=False)
    return _kept[raw]
