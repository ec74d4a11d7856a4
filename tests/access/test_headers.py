"""The headers that stand on every answer, whatever it is and however it went."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.conf import settings as site
from django.http import StreamingHttpResponse
from django.test import Client

from tests.factories import create_event, create_process, create_user
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
    "actors": ("/actors/", 200),
    "articles": ("/articles/", 200),
    "file": ("/timeline.csv", 200),
    "file of a process": ("/processes/talks/timeline.csv", 200),
    "file of nonsense": ("/timeline.csv?from=nonsense", 400),
    "sign-in": ("/login/", 200),
    "admin's sign-in": ("/admin/login/", 200),
    "admin, closed": ("/admin/", 302),
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
NOT_STATIC = [
    what for what, (url, status) in ANSWERS.items() if status != 200 or "/static/" not in url
]

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def record(db: None, settings: object) -> None:
    settings.WHITENOISE_USE_FINDERS = True  # type: ignore[attr-defined]
    create_event(process=create_process(slug="talks"))


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
    if isinstance(response, StreamingHttpResponse):
        response.getvalue()  # to its end, where it closes its file


@pytest.mark.parametrize("what", ANSWERS)
def test_they_stand_on(client: Client, what: str) -> None:
    url, status = ANSWERS[what]
    response = client.get(url)
    assert response.status_code == status
    check(response)


@pytest.mark.parametrize("target", ["timeline", "more"])
def test_they_stand_on_fragments(client: Client, target: str) -> None:
    response = client.get("/timeline/", headers={"HX-Request": "true", "HX-Target": target})
    check(response)
    assert b"<html" not in response.content


def test_they_stand_on_the_admin_and_the_workspace(editor_client: Client) -> None:
    for url in ("/admin/", "/admin/tracker/event/add/", "/articles/new/", "/window/?phrase=today"):
        response = editor_client.get(url)
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


def test_no_cache_keeps_what_was_answered_to_one_browser(editor_client: Client) -> None:
    kept = {}
    for what in NOT_STATIC:
        said = set(editor_client.get(ANSWERS[what][0])["Cache-Control"].split(", "))
        if not said & {"private", "no-store"}:
            kept[what] = said
    assert kept == {}
    assert editor_client.get("/timeline.csv")["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("what", NOT_STATIC)
def test_what_strangers_are_answered_is_kept_when_it_says_so(client: Client, what: str) -> None:
    said = client.get(ANSWERS[what][0])["Cache-Control"].split(", ")
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
