"""Each request has a name and a line, and the line tells no more than it should."""

import io
import json
import logging
import logging.config
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.contrib.sessions.backends.db import SessionStore
from django.core import signals
from django.db import OperationalError
from django.http import StreamingHttpResponse
from django.test import Client

from tests.factories import create_event
from tracker import middleware, request_ids
from tracker.keeping import typed_by
from tracker.logs import logging_config
from tracker.views import health, timeline

UUID = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"

pytestmark = pytest.mark.django_db


class Log:
    def __init__(self, style: str) -> None:
        self.written = io.StringIO()
        config = logging_config(style)
        config["handlers"]["console"]["stream"] = self.written
        logging.config.dictConfig(config)

    def lines(self) -> list[str]:
        return self.written.getvalue().splitlines()

    def records(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.lines()]


@pytest.fixture
def log() -> Iterator[Log]:
    root = logging.getLogger()
    before = root.handlers[:]
    yield Log("json")
    logging.config.dictConfig(logging_config("json"))
    root.handlers[:] = before


@pytest.mark.parametrize(
    ("sent", "is_kept"),
    [
        ("0f8b6f2e-8f4e-4a53-9a5c-0d8a1c5c2b11", True),
        ("1-67891233-abcdef012345678912345678", True),
        ("req:front.7_x", True),
        ("", False),
        ("short", False),
        ("x" * 65, False),
        ("with space in it", False),
        ("<script>alert(1)</script>", False),
        ('quote"quote"', False),
        ("wörter-und-mehr", False),
    ],
)
def test_a_well_formed_name_is_kept_and_another_replaced(
    client: Client, sent: str, is_kept: bool
) -> None:
    answered = client.get("/nowhere/", headers={"X-Request-ID": sent})["X-Request-ID"]
    assert (answered == sent) is is_kept
    assert is_kept or re.fullmatch(UUID, answered)


def test_each_request_is_one_line(client: Client, log: Log) -> None:
    response = client.get("/timeline/?q=zqwordx")
    (record,) = log.records()
    assert record["request_id"] == response["X-Request-ID"]
    expected = {
        "level": "INFO",
        "logger": "tracker.requests",
        "method": "GET",
        "path": "/timeline/",
        "status": 200,
        "user": None,
        "complete": True,
    }
    assert expected.items() <= record.items()
    assert record["duration_ms"] > 0
    assert re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", record["time"])
    assert "zqwordx" not in log.written.getvalue()


def test_the_line_has_the_users_number_and_neither_name_nor_secrets(
    client: Client, editor: User, log: Log
) -> None:
    sent = {"username": "editor", "password": "editor-password", "csrfmiddlewaretoken": "zqtokenx"}
    assert client.post("/login/", sent).status_code == 302
    client.get("/articles/new/")
    assert [record["user"] for record in log.records()] == [editor.pk, editor.pk]
    written = log.written.getvalue()
    session = client.cookies["sessionid"].value
    for secret in ("editor", "editor-password", "zqtokenx", session):
        assert secret not in written


def test_a_failure_is_told_with_its_request(
    client: Client, log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise RuntimeError("zqinsidex")

    monkeypatch.setattr(timeline, "read_filter", fail)
    client.raise_request_exception = False
    response = client.get("/timeline/?q=zqwordx")
    failure, line = log.records()
    assert failure["request_id"] == line["request_id"] == response["X-Request-ID"]
    assert "RuntimeError: zqinsidex" in failure["exc_info"]
    assert (line["level"], line["status"]) == ("ERROR", 500)
    assert "zqwordx" not in log.written.getvalue()


def test_every_line_of_an_outage_has_its_request(
    client: Client, editor: User, log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise OperationalError("gone")

    client.force_login(editor)
    client.raise_request_exception = False
    monkeypatch.setattr(SessionStore, "load", fail)
    sent = {"title": "zqwordx", "typed_by": typed_by(editor)}
    response = client.post("/articles/new/", sent)
    assert response.status_code == 503
    records = log.records()
    # What failed, the answer in its place, and the line of the request.
    assert {record["logger"] for record in records} == {"django.request", "tracker.requests"}
    assert {record["request_id"] for record in records} == {response["X-Request-ID"]}
    (line,) = [record for record in records if record["logger"] == "tracker.requests"]
    assert (line["level"], line["status"], line["user"]) == ("ERROR", 503, None)
    assert "zqwordx" not in log.written.getvalue()


def test_what_django_says_after_all_else_has_its_request(
    client: Client, log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "_answers", lambda alias: False)
    response = client.get("/healthz")
    assert response.status_code == 503
    assert {record["request_id"] for record in log.records()} == {response["X-Request-ID"]}


def test_a_line_that_cannot_be_written_takes_no_answer_along(
    client: Client, log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object) -> None:
        raise RuntimeError("zqinsidex")

    monkeypatch.setattr(middleware, "escape_uri_path", fail)
    response = client.get("/timeline/")
    assert response.status_code == 200
    (record,) = log.records()
    assert record["request_id"] == response["X-Request-ID"]
    assert "RuntimeError: zqinsidex" in record["exc_info"]


def test_a_file_has_its_line_when_it_has_left(client: Client, log: Log) -> None:
    create_event()
    response = client.get("/timeline.csv")
    assert isinstance(response, StreamingHttpResponse)
    assert log.lines() == []
    assert len(response.getvalue()) > 100
    (record,) = log.records()
    assert (record["path"], record["complete"]) == ("/timeline.csv", True)
    assert record["request_id"] == response["X-Request-ID"]
    assert request_ids.current() == ""


def test_a_file_that_was_broken_off_says_so(
    client: Client, log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    # At the end of a request Django closes its connection, which here is the test's.
    monkeypatch.setattr(signals.request_finished, "send", lambda **_: [])
    create_event()
    response = client.get("/timeline.csv")
    response.close()
    (record,) = log.records()
    assert record["complete"] is False
    assert record["message"].endswith("broken off")


def test_questions_after_health_are_not_worth_a_line(client: Client, log: Log) -> None:
    client.get("/healthz")
    assert log.lines() == []


@pytest.mark.parametrize("style", ["json", "plain"])
def test_a_path_cannot_forge_a_line(client: Client, log: Log, style: str) -> None:
    log = Log(style)
    client.get("/x%0A%0D%1B[31m forged\u2028/")
    (line,) = log.lines()
    assert line.isascii()
    assert "/x%0A%0D%1B" in line


def test_a_line_for_people(client: Client, log: Log) -> None:
    log = Log("plain")
    name = client.get("/actors/")["X-Request-ID"]
    (line,) = log.lines()
    assert re.search(rf"INFO tracker\.requests: GET /actors/ 200 [\d.]+ ms \[{name}\]$", line)


def test_what_is_written_carries_the_name_of_its_request(editor_client: Client, log: Log) -> None:
    sent = {
        "title": "Pasted",
        "new_outlet": "Courier",
        "published_on": "2025-04-18",
        "text": "They met.",
    }
    response = editor_client.post("/articles/new/", sent)
    assert response.status_code == 302
    revision = apps.get_model("tracker", "ArticleRevision").objects.get()
    assert revision.pgh_context.metadata["request"] == response["X-Request-ID"]
