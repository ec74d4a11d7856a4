"""Somebody at work in a browser, act after act, whoever is killed meanwhile."""

import http.client
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

import psycopg

from tests.launch.running import manage

DESKS = 2
TEXT = "The sides met on Friday. If there is no answer, the mediator leaves."
QUOTE = "The sides met on Friday."
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
    """What the acts are about, by key; the last three are one desk's own."""

    process: int
    topic: int
    actors: list[int]
    article: int
    start: int
    end: int
    on_page: int
    in_text: int
    restored: int


ACTS = (
    *("add", "make_from_text", "change", "publish", "retract"),
    *("record_development", "record_from_text", "remove", "restore", "contradict", "remove"),
)


@dataclass
class Desk:
    """Somebody who does one act after another, and counts what came of them."""

    browser: Browser
    rows: Rows
    connect: Callable[[], "psycopg.Connection[Any]"]
    number: int = 0
    order: tuple[str, ...] = ACTS
    done: dict[str, int] = field(default_factory=dict)
    broken: int = 0
    # Words of what the browser was told is saved, and keys of what it was told is removed.
    acknowledged: list[str] = field(default_factory=list)
    removed: list[int] = field(default_factory=list)

    @property
    def count(self) -> int:
        return sum(self.done.values())

    def work(self, stopping: threading.Event) -> None:
        while not stopping.is_set():
            for name in self.order:
                if stopping.is_set():
                    return
                status = getattr(self, name)()
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
        said = self.fields()
        return self.save("/admin/tracker/deadline/add/", said, words=said["title"])

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
        path = f"/articles/{self.rows.article}/annotate/event/"
        return self.save(path, said, words=said["title"])

    def save(self, path: str, said: dict[str, str], *, words: str) -> int:
        status, _page = self.browser.ask(path, said)
        if status == 302:
            self.acknowledged.append(words)
        return status

    def words(self, about: str) -> str:
        """That nobody else has said."""
        self.number += 1
        return f"{about} {self.number}, {random.random()}"

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
        data = {"reason": self.words("wrong")}
        path = f"/admin/tracker/deadline/{found}/retract/"
        return self.save(path, data, words=data["reason"]) if found else 200

    def record_development(self) -> int:
        said = {"outcome": "met", "window_phrase": "18 April 2025", "note": self.words("Seen")}
        path = f"/entries/{self.rows.on_page}/developments/new/"
        return self.save(path, said, words=said["note"])

    def record_from_text(self) -> int:
        said = {
            "of": str(self.rows.in_text),
            "start": str(self.rows.start),
            "end": str(self.rows.end),
            "outcome": "met",
            "window_phrase": "18 April 2025",
            "note": self.words("Shown"),
        }
        path = f"/articles/{self.rows.article}/development/"
        return self.save(path, said, words=said["note"])

    def remove(self) -> int:
        """What was recorded, so that it can be recorded again."""
        found = self.found(
            "SELECT entry_id, id FROM tracker_development WHERE entry_id IN (%s, %s) ORDER BY id",
            *(self.rows.on_page, self.rows.in_text),
        )
        if not found:
            return 200
        entry, step = found
        status, _page = self.browser.ask(f"/entries/{entry}/developments/{step}/remove/", {})
        if status == 302:
            self.removed.append(step)
        return status

    def restore(self) -> int:
        """To what it said before its last change: there and back."""
        history = f"/entries/{self.rows.restored}/history/"
        _status, page = self.browser.ask(history)
        keys = list(dict.fromkeys(re.findall(rf'href="{history}(\d+)/"', page)))
        if len(keys) < 2:
            return 0
        _status, page = self.browser.ask(f"{history}{keys[1]}/")
        version = re.search(r'name="read_version" value="(\d+)"', page)
        if not version:
            return 0
        said = {"reason": self.words("back"), "read_version": version[1]}
        return self.save(f"{history}{keys[1]}/", said, words=said["reason"])

    def contradict(self) -> int:
        """The newest two that do not contradict each other yet."""
        found = self.found(
            "WITH last AS (SELECT id FROM tracker_entry WHERE title LIKE 'From text %%'"
            " ORDER BY id DESC LIMIT 10)"
            " SELECT a.id, b.id FROM last a JOIN last b ON a.id < b.id WHERE NOT EXISTS (SELECT"
            " FROM tracker_entrylink WHERE source_id IN (a.id, b.id) AND target_id IN (a.id, b.id))"
            " ORDER BY random() LIMIT 1"
        )
        if not found:
            return 200
        said = {"other": str(found[1]), "note": self.words("not so")}
        return self.save(f"/entries/{found[0]}/contrary/", said, words=said["note"])

    def newest(self, state: str) -> int:
        found = self.found(
            "SELECT id FROM tracker_entry WHERE title LIKE 'Whole %%' AND state = %s"
            " ORDER BY id DESC LIMIT 1",
            state,
        )
        return int(found[0]) if found else 0

    def found(self, query: str, *values: object) -> tuple[Any, ...] | None:
        """The first row; None also while nobody can be asked."""
        try:
            with self.connect() as connection:
                return connection.execute(query.encode(), values).fetchone()
        except psycopg.OperationalError:
            return None


def rows(prefix: str, **values: str) -> dict[str, str]:
    data = {f"{prefix}-0-{name}": value for name, value in values.items()}
    count = "1" if values else "0"
    return {**data, f"{prefix}-TOTAL_FORMS": count, f"{prefix}-INITIAL_FORMS": "0"}


PREPARE = f"""{ACCOUNT}
from django.db import transaction
from tests.factories import *
article = create_article(text={TEXT!r})
one, two = create_actor(name="Actor One"), create_actor(name="Actor Two")
process, topic = create_process(slug="talks"), create_topic()
print(process.pk, topic.pk, one.pk, two.pk, article.pk)
for desk in range({DESKS}):
    lives = [create_deadline(title=f"Recorded {{n}}", state="draft") for n in (1, 2)]
    with transaction.atomic():
        entry = create_deadline(title=f"Restored {{desk}}", summary="once", demand="once",
                                by=one, topics=(topic,), state="draft")
    with transaction.atomic():
        entry.summary = entry.demand = "later"
        entry.save()
        entry.parts.update(actor=two)
        entry.entry_topics.all().delete()
        refresh_derived([entry.pk])
    print(*(life.pk for life in lives), entry.pk)
"""


def prepare(var: Path) -> tuple[str, list[Rows]]:
    """An account that is signed in, and for each desk the rows that its acts need."""
    said = manage("shell", "--verbosity", "0", "-c", PREPARE, var=var)
    assert said.returncode == 0, said.stderr
    session, common, *own = said.stdout.splitlines()
    process, topic, one, two, article = map(int, common.split())
    about = (process, topic, [one, two], article, 0, len(QUOTE))
    return session, [Rows(*about, *map(int, line.split())) for line in own]
