"""Killed at any moment, the database holds the whole change or none of it, and all that the
browser was told is saved.

Acts that change many tables are done over HTTP, as people do them, while the process that serves
them (and now and then PostgreSQL itself) is killed without warning. KILLS sets how many times;
KILLS=500 takes some twenty minutes.
"""

import http.client
import os
import random
import re
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any

import psutil
import psycopg
import pytest

from tests.launch.running import (
    PATIENCE,
    Served,
    manage,
    migrated,
    processes_of,
    serving,
    wait_until,
)
from tracker.editing import derived
from tracker.embedded import Place

pytestmark = pytest.mark.launch

KILLS = int(os.environ.get("KILLS", "20"))
# Once in so many times it is a process of PostgreSQL, or PostgreSQL as a whole.
BACKEND_EVERY = 8
DATABASE_EVERY = 12

ACCOUNT = """
from django.contrib.auth.models import User
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
user = User.objects.create_superuser("killer", password="x")
session = SessionStore()
session[SESSION_KEY] = str(user.pk)
session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
session[HASH_SESSION_KEY] = user.get_session_auth_hash()
session.save()
print(session.session_key)
"""

# What must hold of every entry at every moment: each row counts what is broken.
INVARIANTS = {
    "an entry is of one kind": """
        SELECT count(*) FROM tracker_entry e WHERE
        (SELECT count(*) FROM tracker_event k WHERE k.entry_ptr_id = e.id)
        + (SELECT count(*) FROM tracker_deadline k WHERE k.entry_ptr_id = e.id)
        + (SELECT count(*) FROM tracker_condition k WHERE k.entry_ptr_id = e.id) <> 1""",
    "the last revision of an entry is the entry": """
        SELECT count(*) FROM tracker_entry e LEFT JOIN LATERAL (
            SELECT * FROM tracker_entryrevision r WHERE r.pgh_obj_id = e.id
            ORDER BY pgh_id DESC LIMIT 1) r ON true
        WHERE (e.title, e.summary, e.state, e.version, e.known_on)
            IS DISTINCT FROM (r.title, r.summary, r.state, r.version, r.known_on)""",
    "each attached row has its revision": """
        SELECT (SELECT count(*) FROM tracker_part p WHERE NOT EXISTS
            (SELECT FROM tracker_partrevision r WHERE r.pgh_obj_id = p.id))
        + (SELECT count(*) FROM tracker_annotation a WHERE NOT EXISTS
            (SELECT FROM tracker_annotationrevision r WHERE r.pgh_obj_id = a.id
            AND r.state = a.state))
        + (SELECT count(*) FROM tracker_development d WHERE NOT EXISTS
            (SELECT FROM tracker_developmentrevision r WHERE r.pgh_obj_id = d.id
            AND r.state = d.state))""",
    "a deadline from the admin is whole": """
        SELECT count(*) FROM tracker_entry e WHERE e.title LIKE 'Whole %' AND NOT (
            (SELECT count(*) FROM tracker_part p WHERE p.entry_id = e.id) = 2
            AND (SELECT count(*) FROM tracker_entrytopic t WHERE t.entry_id = e.id) = 1
            AND (SELECT count(*) FROM tracker_annotation a WHERE a.entry_id = e.id) = 1
            AND (SELECT count(*) FROM tracker_development d WHERE d.entry_id = e.id) = 1)""",
    "all texts of a change are of the same save": """
        SELECT count(*) FROM tracker_entry e
        JOIN tracker_deadline k ON k.entry_ptr_id = e.id
        JOIN tracker_development d ON d.entry_id = e.id
        WHERE e.title LIKE 'Whole %' AND NOT (e.summary = k.demand AND e.summary = d.note)""",
    "an entry from a text has its words": """
        SELECT count(*) FROM tracker_entry e WHERE e.title LIKE 'From text %' AND NOT (
            (SELECT count(*) FROM tracker_part p WHERE p.entry_id = e.id) = 1
            AND (SELECT count(*) FROM tracker_annotation a WHERE a.entry_id = e.id) = 1)""",
    "what is published is published with what hangs on it": """
        SELECT count(*) FROM tracker_entry e WHERE e.title LIKE 'Whole %' AND e.state = 'published'
        AND (EXISTS (SELECT FROM tracker_annotation a WHERE a.entry_id = e.id
                AND a.state <> 'published')
            OR EXISTS (SELECT FROM tracker_development d WHERE d.entry_id = e.id
                AND d.state <> 'published'))""",
    "what is retracted says why in its history": """
        SELECT count(*) FROM tracker_entry e WHERE e.state = 'retracted' AND NOT EXISTS (
            SELECT FROM tracker_entryrevision r JOIN pghistory_context c ON c.id = r.pgh_context_id
            WHERE r.pgh_obj_id = e.id AND r.state = 'retracted'
            AND c.metadata->>'reason' = e.retraction_reason)""",
}


class Browser:
    """Signed in. Whoever it talks to may be dead."""

    def __init__(self, address: str, session: str) -> None:
        self.address = address
        self.session = session
        self.jar = CookieJar()
        self.opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(self.jar), _NoRedirect
        )

    def ask(self, path: str, data: dict[str, str] | None = None) -> tuple[int, str]:
        """The status and the page; 0 where the connection broke."""
        body = urllib.parse.urlencode(data).encode() if data is not None else None
        request = urllib.request.Request(self.address + path, data=body)
        token = next((one.value for one in self.jar if one.name == "csrftoken"), "")
        request.add_header("Cookie", f"sessionid={self.session}; csrftoken={token}")
        request.add_header("X-CSRFToken", token or "")
        try:
            with self.opener.open(request, timeout=20) as response:
                return response.status, response.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()
        except (OSError, http.client.HTTPException):
            return 0, ""


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: Any) -> None:
        return None


@dataclass
class Rows:
    """What the acts are about, by key."""

    process: int
    topic: int
    actors: list[int]
    article: int
    start: int
    end: int


@dataclass
class Desk:
    """Somebody who does one act after another, and counts what came of them."""

    browser: Browser
    rows: Rows
    connect: Callable[[], "psycopg.Connection[Any]"]
    number: int = 0
    done: dict[str, int] = field(default_factory=dict)
    broken: int = 0
    # Titles of what the browser was told is saved.
    acknowledged: list[str] = field(default_factory=list)

    @property
    def count(self) -> int:
        return sum(self.done.values())

    def work(self, stopping: threading.Event) -> None:
        acts = (self.add, self.make_from_text, self.change, self.publish, self.retract)
        while not stopping.is_set():
            for act in acts:
                if stopping.is_set():
                    return
                status = act()
                name = act.__name__
                if status in (200, 302):
                    self.done[name] = self.done.get(name, 0) + (status == 302)
                else:
                    self.broken += 1
                    time.sleep(0.02)

    def fields(self) -> dict[str, str]:
        self.number += 1
        words = f"words {self.number}, {random.random()}"
        return {
            "title": f"Whole {self.number}",
            "process": str(self.rows.process),
            "window_phrase": "30 June 2025",
            "window_anchor": "",
            "deadline_kind": "target",
            "firmness": "firm",
            "credibility": "6",
            "summary": words,
            "demand": words,
            **rows("parts", actor=str(self.rows.actors[0]), role="initiator"),
            "parts-1-actor": str(self.rows.actors[1]),
            "parts-1-role": "recipient",
            "parts-TOTAL_FORMS": "2",
            **rows("entry_topics", topic=str(self.rows.topic)),
            **rows("annotations", article=str(self.rows.article), exact=QUOTE, stance="supports"),
            **rows("developments", outcome="met", window_phrase="1 July 2025", note=words),
            **rows("links_out"),
            "_save": "Save",
        }

    def add(self) -> int:
        return self.save("/admin/tracker/deadline/add/", self.fields())

    def make_from_text(self) -> int:
        self.number += 1
        said = {
            "title": f"From text {self.number}",
            "process": str(self.rows.process),
            "plover_type": "CONSULT",
            "occurrence": "occurred",
            "credibility": "6",
            "window_phrase": "18 April 2025",
            "start": str(self.rows.start),
            "end": str(self.rows.end),
            "offered": f"host:{self.rows.actors[0]}",
            "parts-TOTAL_FORMS": "1",
            "parts-INITIAL_FORMS": "0",
            "parts-0-actor": "Actor One",
            "parts-0-role": "host",
        }
        return self.save(f"/articles/{self.rows.article}/annotate/event/", said)

    def save(self, path: str, said: dict[str, str]) -> int:
        status, _page = self.browser.ask(path, said)
        if status == 302:
            self.acknowledged.append(said["title"])
        return status

    def change(self) -> int:
        """Every text of an entry, its kind and its development in one save."""
        found = self.newest("draft")
        if not found:
            return 200
        _status, page = self.browser.ask(f"/admin/tracker/deadline/{found}/change/")
        state = re.search(r'name="read_state" value="([^"]*)"', page)
        keys = dict(re.findall(r'name="(\w+-0-id)" value="(\d+)"', page))
        version = re.search(r'name="read_version" value="(\d+)"', page)
        if not (state and version):
            return 0
        data = self.fields() | {"read_state": state[1], "read_version": version[1]}
        for name in ("parts", "entry_topics", "annotations", "developments"):
            for index in (0, 1):
                key = f"{name}-{index}-id"
                pattern = rf'name="{key}" value="(\d+)"'
                if one := re.search(pattern, page):
                    keys[key] = one[1]
            data[f"{name}-INITIAL_FORMS"] = data[f"{name}-TOTAL_FORMS"]
        return self.browser.ask(f"/admin/tracker/deadline/{found}/change/", data | keys)[0]

    def publish(self) -> int:
        found = self.newest("draft")
        if not found:
            return 200
        status, page = self.browser.ask(f"/admin/tracker/entry/?id={found}")
        if not (seen := re.search(rf'name="seen" value="({found}:[^"]+)"', page)):
            return status
        data = {"action": "publish", "_selected_action": str(found), "seen": seen[1]}
        return self.browser.ask("/admin/tracker/entry/", data)[0]

    def retract(self) -> int:
        found = self.newest("published")
        data = {"reason": f"wrong {random.random()}"}
        path = f"/admin/tracker/deadline/{found}/retract/"
        return self.browser.ask(path, data)[0] if found else 200

    def newest(self, state: str) -> int:
        try:
            with self.connect() as connection:
                row = connection.execute(
                    "SELECT id FROM tracker_entry WHERE title LIKE 'Whole %%' AND state = %s "
                    "ORDER BY id DESC LIMIT 1",
                    [state],
                ).fetchone()
        except psycopg.OperationalError:
            return 0
        return int(row[0]) if row else 0


def rows(prefix: str, **values: str) -> dict[str, str]:
    data = {f"{prefix}-0-{name}": value for name, value in values.items()}
    count = "1" if values else "0"
    return {**data, f"{prefix}-TOTAL_FORMS": count, f"{prefix}-INITIAL_FORMS": "0"}


TEXT = "The sides met on Friday. If there is no answer, the mediator leaves."
QUOTE = "The sides met on Friday."


def prepare(var: Path) -> tuple[str, Rows]:
    """An account that is signed in, and the rows that the acts need."""
    script = f"""{ACCOUNT}
from datetime import date
from tracker.editing.articles import add_article
from tracker.models import Actor, Outlet, Process, Topic
outlet = Outlet.objects.create(name="Courier", slug="courier")
article = add_article(outlet=outlet, title="A", published_on=date(2025, 4, 18), text={TEXT!r})
actors = [Actor.objects.create(name=f"Actor {{n}}", slug=f"actor-{{n.lower()}}", kind="state")
          for n in ("One", "Two")]
process = Process.objects.create(name="Talks", slug="talks")
topic = Topic.objects.create(name="Harbours", slug="harbours")
print(process.pk, topic.pk, actors[0].pk, actors[1].pk, article.pk)
"""
    said = manage("shell", "--verbosity", "0", "-c", script, var=var)
    assert said.returncode == 0, said.stderr
    session, numbers = said.stdout.split("\n")[:2]
    process, topic, one, two, article = map(int, numbers.split())
    return session, Rows(process, topic, [one, two], article, 0, len(QUOTE))


def workers(served: Served) -> list[psutil.Process]:
    """The processes that answer: children of the web server's own."""
    (master,) = [
        child
        for child in psutil.Process(served.process.pid).children()
        if child.status() != psutil.STATUS_ZOMBIE and "gunicorn" in " ".join(child.cmdline())
    ]
    return master.children()


def kill_workers(served: Served) -> None:
    kill(workers(served))


def kill_a_backend(served: Served) -> None:
    """One connection's process of PostgreSQL, which then ends all others and recovers."""
    (server,) = database_of(served)
    kill([one for one in server.children() if "demarche demarche" in " ".join(one.cmdline())][-1:])


def kill_the_database(served: Served) -> None:
    """PostgreSQL as a whole; whoever comes next starts it again, from its log."""
    kill(database_of(served))
    started = manage("shell", "--verbosity", "0", "-c", "pass", var=served.var)
    assert started.returncode == 0, started.stderr


def database_of(served: Served) -> list[psutil.Process]:
    """The server; what it has forked a moment ago looks the same for that long."""
    found = [one for one in processes_of(served.var) if one.name() == "postgres"]
    numbers = {one.pid for one in found}
    return [one for one in found if parent_of(one) not in {*numbers, None}]


def parent_of(process: psutil.Process) -> int | None:
    try:
        return process.ppid()
    except psutil.NoSuchProcess:
        return None


def kill(victims: list[psutil.Process]) -> None:
    for process in victims:
        try:
            process.kill()
        except psutil.NoSuchProcess:
            continue


def broken(connection: "psycopg.Connection[Any]") -> dict[str, int]:
    """What does not hold, and how often."""
    found = {}
    for name, query in INVARIANTS.items():
        row = connection.execute(query.encode()).fetchone()
        if row and row[0]:
            found[name] = int(row[0])
    ids = [pk for (pk,) in connection.execute("SELECT id FROM tracker_entry").fetchall()]
    for query in (derived._ENTRIES, derived._DEVELOPMENTS):
        # Brought in line once more, nothing changes: it was in line.
        changed = connection.execute(query.encode(), {"ids": ids, "zone": "UTC"}).rowcount
        if changed:
            found["what follows from other rows does not"] = changed
    connection.rollback()
    return found


def lost(connection: "psycopg.Connection[Any]", acknowledged: list[str]) -> list[str]:
    """The titles that no entry has or, before it was changed, had."""
    found = connection.execute(
        "SELECT revision.title FROM tracker_entry entry"
        " JOIN tracker_entryrevision revision ON revision.pgh_obj_id = entry.id"
    )
    kept = {title for (title,) in found}
    return [title for title in acknowledged if title not in kept]


def test_a_change_is_whole_or_not_there(tmp_path: Path) -> None:
    var = migrated(tmp_path)
    session, about = prepare(var)
    chance = random.Random(20250418)

    def connect() -> "psycopg.Connection[Any]":
        return psycopg.connect(Place(var).url(), connect_timeout=5)

    def found() -> tuple[dict[str, int], list[str]]:
        # Taken before the database is looked at: what is acknowledged meanwhile comes next time.
        acknowledged = [title for desk in desks for title in list(desk.acknowledged)]
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                with connect() as connection:
                    return broken(connection), lost(connection, acknowledged)
            except psycopg.OperationalError:  # recovering
                assert time.monotonic() < deadline, "the database did not come back"
                time.sleep(0.05)

    with serving(var, "--no-demo") as served:
        desks = [Desk(Browser(served.address, session), about, connect) for _ in range(2)]
        for desk in desks:
            assert desk.browser.ask("/articles/new/")[0] == 200
        desks[1].number = 1_000_000
        assert desks[0].add() == 302
        assert desks[0].make_from_text() == 302
        with connect() as connection:
            # Only then is what is acknowledged on the disk.
            for setting in ("fsync", "synchronous_commit"):
                assert connection.execute(f"SHOW {setting}".encode()).fetchone() == ("on",)
            assert lost(connection, [*desks[0].acknowledged, "Not saved"]) == ["Not saved"]
            # What is broken would be found.
            connection.execute("DELETE FROM tracker_part")
            connection.execute("UPDATE tracker_deadline SET demand = 'half a change'")
            assert set(broken(connection)) >= {
                "an entry from a text has its words",
                "all texts of a change are of the same save",
                "what follows from other rows does not",
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
                assert found() == ({}, []), f"after kill {number}"
        finally:
            stopping.set()
            for thread in threads:
                thread.join()
        wait_until(served.answers)
        for act in ("add", "make_from_text", "change", "publish", "retract"):
            assert sum(desk.done.get(act, 0) for desk in desks) > 0, f"no {act} was ever done"
        assert sum(desk.broken for desk in desks) > 0, "nothing was ever interrupted"
        assert found() == ({}, [])
        with connect() as connection:
            row = connection.execute("SELECT count(*) FROM tracker_entry").fetchone()
            assert row is not None
            assert row[0] > 2
