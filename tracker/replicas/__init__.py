"""Hot standbys that answer whoever has not signed in (DATABASE_REPLICA_URL).

A request reads from one database, chosen at its beginning (middleware.py) by what is known of the
servers at that moment (standings.py, kept up to date by watch.py). The choice is kept here; the
ORM heeds it through router.py, and hand-written SQL through reading_connection(). Where nobody has
chosen, in commands and in everything that an editor does, the primary is read.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper

PRIMARY = DEFAULT_DB_ALIAS

_reading: ContextVar[str] = ContextVar("reading", default=PRIMARY)


def reading_alias() -> str:
    """Where this request reads: a key of DATABASES."""
    return _reading.get()


def reading_connection() -> BaseDatabaseWrapper:
    """For hand-written SQL that only reads."""
    return connections[reading_alias()]


@contextmanager
def reading_from(alias: str) -> Iterator[None]:
    token = _reading.set(alias)
    try:
        yield
    finally:
        _reading.reset(token)
