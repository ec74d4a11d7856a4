"""Requests that are nonsense as a whole, and a database that is away."""

from collections.abc import Callable
from typing import Any, NoReturn

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.backends.db import SessionStore
from django.core.files.base import ContentFile
from django.db import InterfaceError, OperationalError
from django.test import Client
from django.test.client import MULTIPART_CONTENT

from tests.conftest import HTMX
from tests.factories import create_article, create_event, create_process
from tests.views.page import one, page, parse, text
from tracker.editing.articles import MAX_TEXT
from tracker.keeping import typed_by
from tracker.models import Article, Entry
from tracker.views import timeline
from tracker.views.trouble import database_is_away

pytestmark = pytest.mark.django_db

PAGE = {"Accept": "text/html,application/xhtml+xml"}
HUGE = "9" * 20


@pytest.mark.parametrize(
    "url",
    [
        "/entries/0/",
        f"/entries/{HUGE}/",
        "/entries/9223372036854775808/",
        "/entries/-1/",
        "/entries/1.5/",
        "/entries/%D9%A1/",
        "/entries/one/",
        f"/articles/{HUGE}/",
        f"/articles/{HUGE}/annotate/",
        f"/articles/{HUGE}/attach/",
        "/processes/%00/",
        "/processes/nowhere/",
        "/processes/nowhere/timeline.csv",
        f"/processes/{'x' * 5000}/",
        "/actors/%ff/",
        "/actors/%ED%A0%80/",
        "/actors/nobody/",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/timeline.exe",
        "/static/../tracker/settings.py",
    ],
)
def test_what_is_not_here_is_not_found(editor_client: Client, client: Client, url: str) -> None:
    for browser in (client, editor_client):
        response = browser.get(url, headers=PAGE)
        if response.status_code == 302:  # asked to sign in first
            assert response["Location"].startswith("/login/")
            continue
        assert response.status_code == 404
        assert "There is nothing here" in response.content.decode()


@pytest.mark.parametrize("url", ["/", "/timeline/", "/timeline.csv", "/actors/", "/healthz"])
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "TRACE", "PROPFIND"])
def test_what_cannot_be_done_is_not_allowed(client: Client, url: str, method: str) -> None:
    assert client.generic(method, url).status_code == 405


def test_the_headers_alone_can_be_asked_for(client: Client) -> None:
    entry = create_event(process=create_process(slug="talks"))
    pages = ["/", "/timeline/", "/processes/talks/", f"/entries/{entry.pk}/", "/actors/", "/login/"]
    for url in [*pages, "/articles/", "/timeline.csv", "/processes/talks/timeline.csv"]:
        asked, told = client.get(url), client.head(url)
        assert (told.status_code, told["Content-Type"]) == (200, asked["Content-Type"]), url
        assert told.getvalue() == b""


def test_a_part_of_a_file_is_not_to_be_had(client: Client) -> None:
    create_event()
    response = client.get("/timeline.csv", headers={"Range": "bytes=0-9"})
    assert response.status_code == 200
    assert len(response.getvalue()) > 100


@pytest.mark.parametrize("host", ["elsewhere.example", "a b", "[::1", "localhost:x", "é", ""])
def test_another_name_is_not_answered_to(client: Client, host: str) -> None:
    response = client.get("/", headers={"Host": host, **PAGE})
    assert response.status_code == 400
    assert "could not be read" in response.content.decode()


def test_a_session_that_is_none_is_nobodys(client: Client) -> None:
    for cookie in ("sessionid=\x00", "sessionid=" + "x" * 4000, "sessionid=é;csrftoken=;;==", "a"):
        assert client.get("/timeline/", headers={"Cookie": cookie}).status_code == 200


# Too much.


def too_much() -> dict[str, str]:
    return {"title": "Long", "published_on": "2025-04-18", "text": "word " * 2 * 1024 * 1024}


@pytest.mark.parametrize("url", ["/articles/new/", "/admin/tracker/article/add/"])
@pytest.mark.parametrize("as_parts", [True, False], ids=["multipart", "urlencoded"])
def test_ten_megabytes_are_refused_with_the_limit(
    editor_client: Client, url: str, *, as_parts: bool
) -> None:
    data: Any = too_much() if as_parts else b"text=" + b"a" * 10 * 1024 * 1024
    kind = MULTIPART_CONTENT if as_parts else "application/x-www-form-urlencoded"
    response = editor_client.post(url, data, kind, headers=PAGE)
    shown = page(response, status=413)
    assert text(one(shown, "h1")) == "Too large"
    assert "up to 5 MB are taken at once. Nothing was saved." in text(one(shown, "p.lead"))
    assert not Article.objects.exists()


@pytest.mark.parametrize("kind", ["event", "deadline", "condition"])
@pytest.mark.parametrize("damaged", [b"a%ED%A0%BDb", b"a%ED%B8%80b", b"a%FF%FEb", b"a%00b"])
def test_damaged_characters_break_no_form(editor_client: Client, kind: str, damaged: bytes) -> None:
    """Halves of surrogate pairs and other bytes that are no text, as no browser sends them."""
    article = create_article()
    names = b"title", b"summary", b"phrase", b"if_clause", b"demand", b"text", b"exact"
    body = b"&".join(name + b"=" + damaged for name in names)
    form = "application/x-www-form-urlencoded"
    for url in (
        f"/admin/tracker/{kind}/add/",
        "/admin/tracker/article/add/",
        f"/articles/{article.pk}/annotate/{kind}/",
        f"/articles/{article.pk}/attach/",
        "/articles/new/",
    ):
        assert editor_client.post(url, body, content_type=form).status_code == 200, url
    assert not Entry.objects.exists()
    assert Article.objects.count() == 1


def test_a_binary_is_no_article(editor_client: Client) -> None:
    binary = bytes(range(256)).decode("latin-1")
    for url, fields in (
        ("/articles/new/", {"text": binary}),
        ("/admin/tracker/article/add/", {"text": binary, "versions-0-text": binary}),
    ):
        data = {"title": "Binary", "published_on": "2025-04-18", "new_outlet": "Courier"}
        shown = page(editor_client.post(url, data | fields))
        assert "cannot be kept" in text(shown), url
    assert not Article.objects.exists()


def test_the_workspace_is_told_in_one_line(editor_client: Client) -> None:
    article = create_article()
    response = editor_client.post(
        f"/articles/{article.pk}/annotate/event/", too_much(), headers=HTMX
    )
    assert response.status_code == 413
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode().startswith("That was too large: up to 5 MB")


def test_a_text_over_the_limit_comes_back_with_the_form(editor_client: Client) -> None:
    """Up to what a request may hold, nothing typed is lost; the limit stands on the form."""
    assert "Up to 500,000 characters." in editor_client.get("/articles/new/").content.decode()
    long = "word " * (MAX_TEXT // 4)
    shown = page(editor_client.post("/articles/new/", too_much() | {"text": long}))
    assert "".join(one(shown, "#id_text").itertext()).strip() == long.strip()
    assert f"The text has {len(long)} characters" in text(shown)


@pytest.mark.parametrize("headers", [PAGE, HTMX], ids=["page", "htmx"])
def test_ten_thousand_fields_are_not_read(editor_client: Client, headers: dict[str, str]) -> None:
    body = "&".join(["topic=x"] * 10_000)
    response = editor_client.post(
        "/articles/new/", body, "application/x-www-form-urlencoded", headers=headers
    )
    assert response.status_code == 400
    assert "could not be read" in response.content.decode()


def test_ten_thousand_choices_are_not_read(client: Client) -> None:
    for url in ("/timeline/", "/timeline.csv"):
        response = client.get(url + "?" + "&".join(["kind=event"] * 10_000), headers=PAGE)
        assert response.status_code == 400


# Files, which no form takes.


@pytest.mark.parametrize("size", [1, 3 * 1024 * 1024], ids=["small", "large"])
@pytest.mark.parametrize(
    "url", ["/login/", "/articles/new/", "/admin/tracker/topic/add/", "/timeline/"]
)
def test_a_file_is_refused_before_any_of_it_is_kept(
    editor: User, monkeypatch: pytest.MonkeyPatch, url: str, size: int
) -> None:
    monkeypatch.setattr("tempfile.NamedTemporaryFile", broken(AssertionError("on the disk")))
    monkeypatch.setattr("tempfile.mkstemp", broken(AssertionError("on the disk")))
    # Whoever attacks has chosen the token, and put the file before it.
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)
    client.cookies["csrftoken"] = token = "t" * 32
    file = ContentFile(b"x" * size, name="x.txt")
    response = client.post(url, {"file": file, "csrfmiddlewaretoken": token}, headers=PAGE)
    shown = page(response, status=413)
    assert text(one(shown, "h1")) == "No files"
    assert "nothing was saved" in text(one(shown, "p.lead"))


def test_a_form_in_parts_without_files_is_taken(editor_client: Client) -> None:
    typed = {
        "title": "Talks",
        "new_outlet": "Courier",
        "published_on": "2025-04-18",
        "text": "They met.",
    }
    assert editor_client.post("/articles/new/", typed).status_code == 302
    assert Article.objects.get().title == "Talks"


# The database is away.


def broken(error: Exception) -> Callable[..., NoReturn]:
    def fail(*_args: object, **_kwargs: object) -> NoReturn:
        raise error

    return fail


@pytest.mark.parametrize("error", [OperationalError("gone"), InterfaceError("closed")])
def test_a_lost_database_is_said_wherever_it_is_missed(
    client: Client, editor: User, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    client.force_login(editor)
    client.raise_request_exception = False
    # In a view, and in what is read before any view: who is signed in.
    for place, name in ((timeline, "read_filter"), (SessionStore, "load")):
        with monkeypatch.context() as patch:
            patch.setattr(place, name, broken(error))
            response = client.get("/timeline/", headers=PAGE)
            assert (response.status_code, response["Retry-After"]) == (503, "5")
            shown = parse(response.content.decode())
            assert text(one(shown, "h1")) == "Not available at the moment"
            line = client.get("/timeline/", headers=HTMX)
            assert (line.status_code, line["Content-Type"][:10]) == (503, "text/plain")
    assert client.get("/timeline/").status_code == 200


def test_what_was_typed_is_said_to_be_there_still(
    editor_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor_client.raise_request_exception = False
    monkeypatch.setattr("tracker.views.paste.add_article", broken(OperationalError("gone")))
    typed = {
        "title": "Talks",
        "new_outlet": "Courier",
        "published_on": "2025-04-18",
        "text": "They met.",
    }
    response = editor_client.post("/articles/new/", typed, headers=PAGE)
    assert response.status_code == 503
    assert "What you typed is still in your browser" in response.content.decode()
    assert not Article.objects.exists()


# The session is written when the view is done, and what it has saved stays saved.


def session_ends(*_args: object, **_kwargs: object) -> NoReturn:
    """As Django says it of a session that somebody has signed out of meanwhile."""
    raise UpdateError


def session_is_lost(*_args: object, **_kwargs: object) -> NoReturn:
    """As Django says it when the database is away."""
    try:
        raise OperationalError("gone")
    except OperationalError:
        raise UpdateError  # noqa: B904 - as it is there


ENDINGS: dict[str, tuple[Callable[..., NoReturn], int, str, str]] = {
    "signed out": (session_ends, 409, "Signed out meanwhile", "it may well have been saved"),
    "database lost": (
        *(session_is_lost, 503, "Not available at the moment"),
        "whether what you sent has been saved is not known",
    ),
}
PASTED = {
    "title": "Talks",
    "new_outlet": "Courier",
    # Read as a day, and said so by a message: messages lie in the session.
    "published_on": "18 April 2025",
    "text": "They met.",
}


@pytest.mark.parametrize("headers", [PAGE, HTMX], ids=["page", "htmx"])
@pytest.mark.parametrize("ending", ENDINGS)
def test_what_was_saved_is_never_said_not_to_be(
    editor_client: Client, monkeypatch: pytest.MonkeyPatch, ending: str, headers: dict[str, str]
) -> None:
    fail, status, title, words = ENDINGS[ending]
    monkeypatch.setattr(SessionStore, "save", fail)
    response = editor_client.post("/articles/new/", PASTED, headers=headers)
    assert Article.objects.get().title == "Talks"
    said = response.content.decode()
    assert response.status_code == status
    assert words in said
    assert "othing was saved" not in said
    if headers is PAGE:
        assert text(one(parse(said), "h1")) == title


@pytest.mark.parametrize("fail", [session_ends, session_is_lost])
def test_a_form_that_may_have_been_saved_comes_back_saying_so(
    editor: User, monkeypatch: pytest.MonkeyPatch, fail: Callable[..., NoReturn]
) -> None:
    client = Client()
    client.force_login(editor)
    monkeypatch.setattr(SessionStore, "save", fail)
    response = client.post("/articles/new/", PASTED | {"typed_by": typed_by(editor)}, headers=PAGE)
    said = response.content.decode()
    assert Article.objects.exists()
    assert "look" in said
    assert "othing was saved" not in said
    assert "ot saved yet" not in said


def test_signed_out_while_a_page_was_made(
    editor_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = editor_client.session
    session["renewed"] = 1  # so long ago that it is written with this request
    session.save()
    monkeypatch.setattr(SessionStore, "save", session_ends)
    response = editor_client.get("/timeline/", headers=PAGE)
    assert "You were signed out while this page was being made" in text(page(response, status=409))


# Whatever else goes wrong.


def test_any_other_fault_is_ours(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    client.raise_request_exception = False
    monkeypatch.setattr(timeline, "read_filter", broken(RuntimeError("a secret")))
    response = client.get("/timeline/", headers=PAGE)
    assert response.status_code == 500
    assert "a secret" not in response.content.decode()
    assert "Traceback" not in response.content.decode()


def test_it_is_seen_behind_what_came_of_it() -> None:
    outcome = ValueError("so")
    outcome.__context__ = OperationalError("gone")
    assert database_is_away(outcome)
    assert not database_is_away(ValueError("so"))
    assert not database_is_away(None)
