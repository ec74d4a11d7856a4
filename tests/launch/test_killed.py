"""Killed at any moment, the database holds the whole change or none of it, and all that the
browser was told is saved.

Acts that change many tables are done over HTTP, as people do them, while the process that serves
them (and now and then PostgreSQL itself) is killed without warning. KILLS sets how many times;
KILLS=500 takes some twenty minutes.
"""

import os
import random
import threading
import time
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.launch.desks import ACTS, Browser, Desk, prepare
from tests.launch.killing import kill_a_backend, kill_the_database, kill_workers
from tests.launch.running import PATIENCE, serving, wait_until
from tests.launch.wholeness import broken, come_back, lost
from tracker.embedded import Place

pytestmark = pytest.mark.launch

KILLS = int(os.environ.get("KILLS", "20"))
# Once in so many times it is a process of PostgreSQL, or PostgreSQL as a whole.
BACKEND_EVERY = 8
DATABASE_EVERY = 12
# That is broken, lost or come back.
NOTHING: tuple[dict[str, int], list[str], list[int]] = ({}, [], [])


def done(desks: list[Desk]) -> set[str]:
    return {act for desk in desks for act, times in desk.done.items() if times}


def test_a_change_is_whole_or_not_there(installation: Path) -> None:
    var = installation
    session, abouts = prepare(var)
    chance = random.Random(20250418)

    def connect() -> "psycopg.Connection[Any]":
        return psycopg.connect(Place(var).url(), connect_timeout=5)

    def found() -> tuple[dict[str, int], list[str], list[int]]:
        # Taken before the database is looked at: what is acknowledged meanwhile comes next time.
        acknowledged = [words for desk in desks for words in list(desk.acknowledged)]
        removed = [step for desk in desks for step in list(desk.removed)]
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                with connect() as connection:
                    return (
                        broken(connection),
                        lost(connection, acknowledged),
                        come_back(connection, removed),
                    )
            except psycopg.OperationalError:  # recovering
                assert time.monotonic() < deadline, "the database did not come back"
                time.sleep(0.05)

    with serving(var, "--no-demo") as served:
        desks = [Desk(Browser(served.address, session), about, connect) for about in abouts]
        for desk in desks:
            assert desk.browser.ask("/articles/new/")[0] == 200
        desks[1].number, desks[1].order = 1_000_000, (*ACTS[5:], *ACTS[:5])
        assert desks[0].add() == 302
        assert desks[0].make_from_text() == 302
        for act in ("record_development", "record_from_text", "restore"):
            assert getattr(desks[0], act)() == 302, act
        with connect() as connection:
            # Only then is what is acknowledged on the disk.
            for setting in ("fsync", "synchronous_commit"):
                assert connection.execute(f"SHOW {setting}".encode()).fetchone() == ("on",)
            assert lost(connection, [*desks[0].acknowledged, "Not saved"]) == ["Not saved"]
            # What is broken would be found.
            connection.execute("DELETE FROM tracker_part")
            connection.execute("UPDATE tracker_deadline SET demand = 'half a change'")
            connection.execute("UPDATE tracker_entry SET version = version + 1")
            connection.execute("DELETE FROM tracker_annotation WHERE development_id IS NOT NULL")
            assert set(broken(connection)) >= {
                "an entry from a text has its words",
                "all texts of a change are of the same save",
                "what follows from other rows does not",
                "a development from a text has its words",
                "what is recorded and removed counts as a change of its entry",
                "an entry that was put back is of one moment",
                "a contradiction counts as a change of its entry",
            }
        stopping = threading.Event()
        threads = [threading.Thread(target=desk.work, args=[stopping]) for desk in desks]
        for thread in threads:
            thread.start()
        try:
            for number in range(1, KILLS + 1):
                # In the middle of something: what takes its place needs a moment to be at work.
                before = sum(desk.count for desk in desks)
                wait_until(lambda before=before: sum(desk.count for desk in desks) > before)  # type: ignore[misc]
                time.sleep(chance.uniform(0, 0.3))
                if number % BACKEND_EVERY == 0:
                    kill_a_backend(served)
                elif number % DATABASE_EVERY == 0:
                    kill_the_database(served)
                else:
                    kill_workers(served)
                assert found() == NOTHING, f"after kill {number}"
            # Each of them was done; a slow machine needs a moment more for the last.
            wait_until(lambda: done(desks) == set(ACTS))
        finally:
            stopping.set()
            for thread in threads:
                thread.join()
        wait_until(served.answers)
        assert sum(desk.broken for desk in desks) > 0, "nothing was ever interrupted"
        assert found() == NOTHING
        with connect() as connection:
            row = connection.execute("SELECT count(*) FROM tracker_entry").fetchone()
            assert row is not None
            assert row[0] > 2
