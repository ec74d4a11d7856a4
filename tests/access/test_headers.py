"""The headers that stand on every answer, whatever it is and however it went."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.conf import settings as site
from django.contrib.auth.models import User
from django.contrib.sessions.backends.db import SessionStore
from django.db import OperationalError
from django.http import StreamingHttpResponse
from django.test import Client
from django.urls import Resolver404, resolve

from tests.access.walk import ADMIN, all_routes
from tests.factories import (
    create_actor,
    create_annotation,
    create_article,
    create_deadline,
    create_event,
    create_process,
    create_user,
)
from tracker.keeping import typed_by
from tracker.timeline.revisions import revisions_of
from tracker.views import timeline

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

ROOT = Path(__file__).resolve().parent.parent.parent
ON_EVERYTHING = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
}
NOT_FOUND = 404
ANSWERS: dict[str, tuple[str, int]] = {
    "front page": ("/", 200),
    "timeline": ("/timeline/", 200),
    "process": ("/processes/talks/", 200),
    "deadlines": ("/processes/talks/deadlines/", 200),
    "conditions": ("/processes/talks/conditions/", 200),
    "demands": ("/processes/talks/demands/", 200),
    "changes": ("/processes/talks/changes/?since=2025-04-18", 200),
    "choices": ("/timeline/choices/topic/", 200),
    "choices of a process": ("/processes/talks/choices/topic/", 200),
    "choices of deadlines": ("/processes/talks/deadlines/choices/topic/", 200),
    "choices of conditions": ("/processes/talks/conditions/choices/topic/", 200),
    "choices of demands": ("/processes/talks/demands/choices/topic/", 200),
    "choices of an actor": ("/actors/arland/choices/topic/", 200),
    "last visit": ("/since/", 204),
    "last visit to a process": ("/since/talks/", 302),
    "entry": ("/entries/{deadline}/", 200),
    "actors": ("/actors/", 200),
    "actor": ("/actors/arland/", 200),
    "articles": ("/articles/", 200),
    "article": ("/articles/{article}/", 200),
    "card of an entry": ("/entries/{deadline}/card.png", 200),
    "card of a process": ("/processes/talks/card.png", 200),
    "file": ("/timeline.csv", 200),
    "file of a process": ("/processes/talks/timeline.csv", 200),
    "file of nonsense": ("/timeline.csv?from=nonsense", 400),
    "sign-in": ("/login/", 200),
    "admin's sign-in": ("/admin/login/", 200),
    "signing out": ("/logout/", 405),
    "admin, closed": ("/admin/", 302),
    "what is kept, closed": ("/kept/", 302),
    "retraction, closed": ("/entries/{deadline}/developments/1/retract/", 302),
    "removal, by reading": ("/entries/{deadline}/developments/1/remove/", 405),
    "publication, by reading": ("/entries/{deadline}/publish/", 405),
    "submission, by reading": ("/entries/{deadline}/submit/", 405),
    "taking back, by reading": ("/desk/take-back/", 405),
    "a decision, by reading": ("/articles/{article}/decide/", 405),
    "a file, by reading": ("/articles/new/file/", 405),
    "an address, by reading": ("/articles/new/address/", 405),
    "what was read, closed": ("/articles/new/1/", 302),
    "a changed text, closed": ("/articles/{article}/text/", 302),
    "a comparison, closed": ("/articles/{article}/text/1/", 302),
    "an original, closed": ("/articles/{article}/versions/1/original/", 302),
    "redirect": ("/processes/", 302),
    "nothing": ("/nowhere/", NOT_FOUND),
    "no slash": ("/timeline", 301),
    "health": ("/healthz", 200),
    "style sheet": ("/static/css/base.css", 200),
    "script": ("/static/js/window-field.js", 200),
    "picture": ("/static/favicon.svg", 200),
    "admin's script": ("/static/admin/js/theme.js", 200),
    "no such file": ("/static/nothing.css", NOT_FOUND),
}
FOR_EDITORS = {
    "admin": "/admin/",
    "admin's form": "/admin/tracker/event/add/",
    "desk": "/desk/",
    "pasting": "/articles/new/",
    "version": "/articles/{article}/versions/1/",
    "window": "/window/?phrase=today",
    "workspace": "/articles/{article}/annotate/",
    "what was decided": "/articles/{article}/decided/",
    "new entry": "/articles/{article}/annotate/event/?start=0&end=4",
    "attaching": "/articles/{article}/attach/?start=0&end=4",
    "development from a text": "/articles/{article}/development/?start=0&end=4",
    "development": "/entries/{deadline}/developments/new/",
    "contrary account": "/entries/{deadline}/contrary/",
    "history": "/entries/{deadline}/history/",
    "revision": "/entries/{deadline}/history/{revision}/",
}
NOT_STATIC = [
    what for what, (url, status) in ANSWERS.items() if status != 200 or "/static/" not in url
]

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def record(db: None, settings: object) -> dict[str, int]:
    """What stands in addresses of it."""
    settings.WHITENOISE_USE_FINDERS = True  # type: ignore[attr-defined]
    process = create_process(slug="talks")
    article = create_article(text="They met.")
    actor = create_actor(name="Arland")
    event = create_event(process=process, by=actor)
    create_annotation(article=article, exact="They met", entry=event)
    deadline = create_deadline(process=process)
    revision = revisions_of(deadline, reader=create_user("clerk", "Editors"))[0].key
    return {"article": article.pk, "deadline": deadline.pk, "revision": revision}


def check(response: "Response") -> None:
    assert {name: response.get(name) for name in ON_EVERYTHING} == ON_EVERYTHING
    policy = dict(
        part.strip().split(" ", 1) for part in response["Content-Security-Policy"].split(";")
    )
    assert POLICY.items() <= policy.items()
    assert "unsafe" not in response["Content-Security-Policy"]
    assert "camera=()" in response["Permissions-Policy"]
    assert len(response["X-Request-ID"]) == 36
    assert "Server" not in response
    assert "Access-Control-Allow-Origin" not in response
    if isinstance(response, StreamingHttpResponse):
        response.getvalue()  # to its end, where it closes its file


def test_every_address_is_asked_for() -> None:
    """But for those within the admin, which answer alike."""
    urls = [url for url, _status in ANSWERS.values()] + list(FOR_EDITORS.values())
    asked = set()
    for url in urls:
        with suppress(Resolver404):
            path = re.sub(r"\{\w+\}", "1", url).partition("?")[0]
            asked.add(f"/{resolve(path).route}")
    assert {route for route in all_routes() if not route.startswith(ADMIN)} - asked == set()


@pytest.mark.parametrize("what", ANSWERS)
def test_they_stand_on(client: Client, record: dict[str, int], what: str) -> None:
    url, status = ANSWERS[what]
    response = client.get(url.format_map(record))
    assert response.status_code == status
    check(response)


@pytest.mark.parametrize("target", ["timeline", "more"])
def test_they_stand_on_fragments(client: Client, target: str) -> None:
    response = client.get("/timeline/", headers={"HX-Request": "true", "HX-Target": target})
    check(response)
    assert b"<html" not in response.content


@pytest.mark.parametrize("what", FOR_EDITORS)
def test_they_stand_on_what_editors_see(
    editor_client: Client, record: dict[str, int], what: str
) -> None:
    response = editor_client.get(FOR_EDITORS[what].format_map(record))
    assert response.status_code == 200
    check(response)


def refuse_a_form(client: Client) -> "Response":
    return Client(enforce_csrf_checks=True).post("/login/", {"username": "x"})


def refuse_a_role(client: Client) -> "Response":
    client.force_login(create_user("reader"))
    return client.get("/articles/new/")


def refuse_a_host(client: Client) -> "Response":
    return client.get("/", headers={"Host": "elsewhere.example"})


def refuse_a_size(client: Client) -> "Response":
    too_much = "x" * (site.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)
    return client.post("/login/", {"username": too_much})


BROKEN: dict[str, tuple[Callable[[Client], "Response"], int, str]] = {
    "a forged form": (refuse_a_form, 403, "too old to be sent"),
    "a role that is missing": (refuse_a_role, 403, "not yours to do"),
    "another host": (refuse_a_host, 400, "could not be read"),
    "too much": (refuse_a_size, 413, "too large"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_they_stand_on_what_is_refused(client: Client, what: str) -> None:
    ask, status, words = BROKEN[what]
    response = ask(client)
    assert response.status_code == status
    assert words in response.content.decode()
    check(response)


def test_they_stand_on_what_fails(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise RuntimeError("zqinsidex")

    monkeypatch.setattr(timeline, "read_filter", fail)
    client.raise_request_exception = False
    response = client.get("/timeline/")
    assert response.status_code == 500
    check(response)


@pytest.mark.parametrize("send", ["a page", "a form"])
def test_they_stand_on_what_is_said_while_the_database_is_away(
    editor: User, monkeypatch: pytest.MonkeyPatch, send: str
) -> None:
    """Missed where nobody has looked yet: at who is signed in."""
    asked = []

    def fail(session: SessionStore) -> None:
        asked.append(session)
        raise OperationalError("gone")

    browser = Client(raise_request_exception=False)
    browser.force_login(editor)
    monkeypatch.setattr(SessionStore, "load", fail)
    typed = {"title": "Typed during an outage", "typed_by": typed_by(editor)}
    page = browser.get("/timeline/") if send == "a page" else browser.post("/articles/new/", typed)
    assert page.status_code == 503
    assert page["Cache-Control"] == "no-store"
    assert ("Typed during an outage" in page.content.decode()) is (send == "a form")
    # Each time may take as long as a server that does not answer is waited for.
    assert len(asked) == 1
    check(page)


def test_no_cache_keeps_what_was_answered_to_one_browser(
    editor_client: Client, record: dict[str, int]
) -> None:
    kept = {}
    for what in NOT_STATIC:
        response = editor_client.get(ANSWERS[what][0].format_map(record))
        said = set(response["Cache-Control"].split(", "))
        if not said & {"private", "no-store"}:
            kept[what] = said
    assert kept == {}
    assert editor_client.get("/timeline.csv")["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("what", NOT_STATIC)
def test_what_strangers_are_answered_is_kept_when_it_says_so(
    client: Client, record: dict[str, int], what: str
) -> None:
    said = client.get(ANSWERS[what][0].format_map(record))["Cache-Control"].split(", ")
    assert {"no-cache", "no-store", "public"} & set(said)


def test_static_files_may_be_kept_whoever_asks(editor_client: Client, client: Client) -> None:
    for browser in (editor_client, client):
        response = browser.get("/static/css/base.css")
        assert "public" in response["Cache-Control"]
        check(response)


SECURELY = """
import django, json
from tracker import settings
settings.STORAGES["staticfiles"]["BACKEND"] = (
    "django.contrib.staticfiles.storage.StaticFilesStorage"
)
django.setup()
from django.test import Client
client = Client()
plain, shown = client.get("/login/"), client.get("/login/", secure=True)
health = client.get("/healthz")
cookie = shown.cookies["__Host-csrftoken"]
print(json.dumps({
    "plain": [plain.status_code, plain["Location"]],
    "health": health.status_code,
    "hsts": shown["Strict-Transport-Security"],
    "cookie": {key: cookie[key] for key in ("secure", "samesite", "path", "domain")},
}))
"""


def test_behind_https_nothing_is_said_in_the_clear(tmp_path: Path) -> None:
    ours = {"SECURE": "True", "DEMARCHE_VAR": str(tmp_path), "ALLOWED_HOSTS": "testserver"}
    ours |= {"DJANGO_SETTINGS_MODULE": "tracker.settings"}
    # No such database: what is asked here must not need one.
    ours |= {"DATABASE_URL": "postgresql://nobody:none@127.0.0.1:1/nothing"}
    answered = subprocess.run(
        [sys.executable, "-c", SECURELY],
        cwd=ROOT,
        env={**os.environ, **ours},
        capture_output=True,
        text=True,
        check=False,
    )
    assert answered.returncode == 0, answered.stderr
    assert json.loads(answered.stdout) == {
        "plain": [301, "https://testserver/login/"],
        "health": 503,
        "hsts": "max-age=31536000; includeSubDomains; preload",
        "cookie": {"secure": True, "samesite": "Lax", "path": "/", "domain": ""},
    }
