"""Whoever guesses passwords waits, and learns nothing by it."""

import html
import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from axes.models import AccessAttempt
from django.conf import settings as site
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from tracker.logins import NAMES_AN_ADDRESS_MAY_TRY, client_address
from tracker.middleware import RENEW_AFTER, RENEWED_KEY

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

pytestmark = pytest.mark.django_db

DOORS = ["/login/", "/admin/login/"]
_TOKEN = re.compile('csrfmiddlewaretoken" value="[^"]*')
LIMIT = site.AXES_FAILURE_LIMIT


def knock(
    client: Client, *, name: str = "editor", word: str = "guess", at: str = DOORS[0], **more: Any
) -> "Response":
    return client.post(at, {"username": name, "password": word}, **more)


def lock_out(client: Client, **details: Any) -> "Response":
    return [knock(client, **details) for _ in range(LIMIT)][-1]


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("name", ["editor", "nobody-at-all"])
def test_too_many_failures_and_one_waits_whether_or_not_the_name_is_one(
    client: Client, editor: User, door: str, name: str
) -> None:
    for _ in range(LIMIT - 1):
        assert knock(client, name=name, at=door).status_code == 200
    refused = knock(client, name=name, at=door)
    assert refused.status_code == 429
    assert "Wait 15 minutes" in refused.content.decode()
    assert refused["Retry-After"] == "900"
    assert "no-store" in refused["Cache-Control"]
    assert name not in refused.content.decode()


@pytest.mark.parametrize("door", DOORS)
def test_the_right_password_does_not_help_then_at_either_door(
    client: Client, editor: User, door: str
) -> None:
    lock_out(client)
    assert knock(client, word="editor-password", at=door).status_code == 429
    assert "_auth_user_id" not in client.session


def test_what_is_said_is_the_same_for_a_wrong_name_and_a_wrong_password(
    client: Client, editor: User
) -> None:
    wrong_word, wrong_name = (
        _TOKEN.sub("", knock(client, name=name).content.decode()).replace(f'"{name}"', "")
        for name in ("editor", "edifor")
    )
    assert wrong_word.count("Please enter a correct username and password") == 1
    assert wrong_word == wrong_name


def test_nobody_is_locked_out_by_somebody_elsewhere(client: Client, editor: User) -> None:
    assert lock_out(client, REMOTE_ADDR="192.0.2.66").status_code == 429
    assert knock(client, word="editor-password", REMOTE_ADDR="192.0.2.1").status_code == 302


def test_one_password_at_many_names_is_noticed(client: Client, editor: User) -> None:
    for number in range(LIMIT * NAMES_AN_ADDRESS_MAY_TRY):
        assert knock(client, name=f"name-{number}").status_code == 200
    assert knock(client, word="editor-password").status_code == 429
    assert knock(client, word="editor-password", REMOTE_ADDR="192.0.2.1").status_code == 302


def test_a_success_clears_what_was_counted(client: Client, editor: User) -> None:
    for _ in range(2):
        for _ in range(LIMIT - 1):
            knock(client)
        assert knock(client, word="editor-password").status_code == 302
        client.post("/logout/")


def test_one_may_try_again_when_the_time_is_over(client: Client, editor: User) -> None:
    lock_out(client)
    for attempt in AccessAttempt.objects.all():
        attempt.attempt_time -= site.AXES_COOLOFF_TIME - timedelta(seconds=30)
        attempt.save()
    # Trying meanwhile has not made the wait longer.
    assert knock(client).status_code == 429
    for attempt in AccessAttempt.objects.all():
        attempt.attempt_time -= timedelta(minutes=1)
        attempt.save()
    assert knock(client, word="editor-password").status_code == 302


def test_an_operator_lets_somebody_in_again(client: Client, editor: User) -> None:
    lock_out(client)
    call_command("axes_reset_username", "editor", verbosity=0)
    assert knock(client, word="editor-password").status_code == 302


def test_no_password_is_kept_or_logged(
    client: Client, editor: User, caplog: pytest.LogCaptureFixture
) -> None:
    lock_out(client, name="zqnamex", word="zqpasswordx")
    kept = str(list(AccessAttempt.objects.values_list("get_data", "post_data")))
    assert "zqpasswordx" not in kept
    assert "csrfmiddlewaretoken=\\n" not in kept
    assert caplog.text.count("127.0.0.1 at /login/") > 1
    assert "zqpasswordx" not in caplog.text
    assert "zqnamex" not in caplog.text


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("x" * 150, "correct username and password"),
        ("x" * 151, "at most 150 characters (it has 151)"),
        ("x" * 255, "at most 150 characters (it has 255)"),
        ("x" * 256, "at most 150 characters (it has 256)"),
        ("x" * 100_000, "at most 150 characters (it has 100000)"),
        ("edi\0tor", "Null characters are not allowed"),
    ],
    ids=["longest", "151", "255", "256", "100000", "NUL"],
)
def test_a_name_that_no_account_can_have_is_refused_in_words(
    client: Client, door: str, name: str, said: str
) -> None:
    response = knock(client, name=name, at=door)
    assert response.status_code == 200
    assert said in html.unescape(response.content.decode())
    # Nobody's password can be tried at it, so it counts as no attempt.
    assert AccessAttempt.objects.count() == (len(name) == 150)


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(
    ("kind", "is_read"),
    [
        ("application/x-www-form-urlencoded", True),
        ("multipart/form-data; boundary=x", True),
        ("multipart/form-data; boundary=x; charset=UTF8", True),
        ("multipart/form-data; boundary=x; charset=utf-7", False),
        ("multipart/form-data; boundary=x; charset=rot13", False),
        ("multipart/form-data; boundary=x; charset=undefined", False),
    ],
)
def test_half_a_character_is_none(client: Client, door: str, kind: str, is_read: bool) -> None:
    """A lone surrogate, in whichever way a request can bring one along."""
    body = b"username=a%ED%A0%80b&password=%ED%A0%80"
    if kind.startswith("multipart"):
        half = b"+2AA-" if "utf-7" in kind else b"\xed\xa0\x80"
        body = b"".join(
            b'--x\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % (field, half)
            for field in (b"username", b"password")
        )
        body += b"--x--\r\n"
    response = client.generic("POST", door, body, kind)
    assert response.status_code == (200 if is_read else 400)
    assert ("correct username and password" in response.content.decode()) is is_read


def test_readers_pay_nothing_for_it(client: Client) -> None:
    with CaptureQueriesContext(connection) as queries:
        client.get("/login/")
        client.get("/actors/")
    assert [query["sql"] for query in queries if "axes" in (query["sql"] or "")] == []


@pytest.mark.parametrize(
    ("proxies", "forwarded", "remote", "address"),
    [
        (0, "", "192.0.2.1", "192.0.2.1"),
        (0, "198.51.100.9", "192.0.2.1", "192.0.2.1"),  # nobody of ours has said that
        (1, "198.51.100.9", "10.0.0.1", "198.51.100.9"),
        (1, "203.0.113.5, 198.51.100.9", "10.0.0.1", "198.51.100.9"),  # the first is invented
        (2, "203.0.113.5, 198.51.100.9, 10.0.0.2", "10.0.0.1", "198.51.100.9"),
        (2, "198.51.100.9", "10.0.0.1", "10.0.0.1"),  # a proxy was gone around
        (1, "nonsense", "10.0.0.1", None),
        (0, "", "", None),  # a socket of this machine
        (0, "", "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        (0, "", "::ffff:192.0.2.1", "192.0.2.1"),
    ],
)
def test_where_a_request_comes_from(
    settings: Any, proxies: int, forwarded: str, remote: str, address: str | None
) -> None:
    settings.PROXIES = proxies
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    request = RequestFactory().get("/", headers=headers, REMOTE_ADDR=remote)
    assert client_address(request) == address


# ── sessions ─────────────────────────────────────────────────────────────────────────────────────


def test_signing_in_begins_a_new_session_that_scripts_cannot_read(
    client: Client, editor: User
) -> None:
    client.get("/login/")
    session = client.session
    session["planted"] = "by somebody else"
    session.save()
    client.cookies[site.SESSION_COOKIE_NAME] = session.session_key or ""
    answered = knock(client, word="editor-password")
    cookie = answered.cookies[site.SESSION_COOKIE_NAME]
    assert cookie.value != session.session_key
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 12 * 3600)


def test_a_changed_password_ends_the_other_sessions(editor: User) -> None:
    here, there = Client(), Client()
    for client in (here, there):
        client.force_login(editor)
    sent = {
        "old_password": "editor-password",
        "new_password1": "a longer one, newly made",
        "new_password2": "a longer one, newly made",
    }
    assert here.post("/admin/password_change/", sent).status_code == 302
    assert here.get("/articles/new/").status_code == 200
    assert there.get("/articles/new/").status_code == 302


def test_a_session_in_use_is_renewed_now_and_then(editor: User) -> None:
    client = Client()
    client.force_login(editor)
    assert site.SESSION_COOKIE_NAME in client.get("/articles/new/").cookies
    assert site.SESSION_COOKIE_NAME not in client.get("/articles/new/").cookies
    session = client.session
    session[RENEWED_KEY] -= RENEW_AFTER + 1
    session.save()
    assert site.SESSION_COOKIE_NAME in client.get("/articles/new/").cookies


def test_who_reads_gets_no_session(client: Client) -> None:
    for url in ("/", "/timeline/", "/actors/", "/nowhere/"):
        assert client.get(url).cookies == {}
