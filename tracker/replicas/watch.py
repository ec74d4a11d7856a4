"""Asks the servers how they are, in threads of their own, so that no reader ever waits for it."""

import logging
import os
import threading
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from django.conf import settings
from django.db import Error, connections

from tracker.replicas import PRIMARY
from tracker.replicas.standings import Mark, Report, Standings

logger = logging.getLogger("tracker.replicas")

SECONDS_BETWEEN = 1.0
# One that did not answer: asked less often, but soon enough that nobody waits for its return.
SECONDS_BETWEEN_FAILURES = 2.0

# The name of a file of the log begins with the number of the timeline, in eight digits.
WRITTEN = """
SELECT pg_wal_lsn_diff(written, '0/0')::bigint, left(pg_walfile_name(written), 8)
FROM pg_current_wal_flush_lsn() AS written
"""
REPLAYED = """
SELECT CASE WHEN pg_is_in_recovery()
    THEN pg_wal_lsn_diff(pg_last_wal_replay_lsn(), '0/0')::bigint
END
"""

_starting = threading.Lock()
_standings: Standings | None = None
_process: int | None = None


def replica_aliases() -> list[str]:
    return [alias for alias in settings.DATABASES if alias != PRIMARY]


def standings() -> Standings | None:
    """What this process knows of its servers; None where no replicas are named.

    The first to ask in a process sets the watch: threads do not survive the fork by which
    gunicorn makes its workers.
    """
    global _standings, _process
    if not replica_aliases():
        return None
    if _process != os.getpid():
        with _starting:
            if _process != os.getpid():
                _standings = Standings(max_lag=settings.DATABASE_REPLICA_MAX_LAG)
                _watch(_standings)
                _process = os.getpid()
    return _standings


def _watch(known: Standings) -> None:
    _start(PRIMARY, partial(ask_primary, known))
    for alias in replica_aliases():
        _start(alias, partial(ask_replica, known, alias))


def _start(alias: str, ask: Callable[[], bool]) -> None:
    def again_and_again() -> None:
        while True:
            try:
                answered = ask()
            except Exception:
                # A watch that ends would leave the replica unused, or in use, for good.
                logger.exception("watching %s", alias)
                answered = False
            time.sleep(SECONDS_BETWEEN if answered else SECONDS_BETWEEN_FAILURES)

    threading.Thread(target=again_and_again, name=f"watch-{alias}", daemon=True).start()


def ask_primary(known: Standings) -> bool:
    at = time.monotonic()
    try:
        position, timeline = _row(PRIMARY, WRITTEN)
    except Error:
        known.failed(PRIMARY)
        return False
    known.primary_wrote(Mark(at, position, timeline))
    return True


def ask_replica(known: Standings, alias: str) -> bool:
    at = time.monotonic()
    try:
        (position,) = _row(alias, REPLAYED)
    except Error as error:
        reason = str(error).strip().partition("\n")[0] or type(error).__name__
        # As old as the answer: finding out may have taken longer than a report stays fresh.
        known.replica_said(alias, Report(time.monotonic(), None, reason))
        return False
    reason = "" if position else "it is no standby"
    known.replica_said(alias, Report(at, position, reason, heard=time.monotonic()))
    return True


def _row(alias: str, statement: str) -> tuple[Any, ...]:
    """The one row of a statement, over this thread's own connection, made anew after a fault."""
    connection = connections[alias]
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement)
            row: tuple[Any, ...] = cursor.fetchone()
    except Error:
        connection.close()
        raise
    return row
