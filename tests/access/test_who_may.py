"""The site does what the table of rights says: no more, no less, nothing forgotten."""

from typing import TYPE_CHECKING, Any

import pghistory.models
import pytest
from django.contrib.auth.models import User
from django.db import transaction
from django.test import Client

from tests.access.record import Names, create_record
from tests.access.table import ROLES, read_table
from tests.access.walk import address, all_routes, outcome
from tests.admin.factories import create_user

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

TABLE = read_table()
# A forger who has learnt this has the form of somebody who is signed in.
TOKEN = "t" * 32
# Deletes what is asked about, retracts what is asked about, makes nothing whole.
SENT = {"post": "yes", "reason": "Because"}


@pytest.fixture
def names(db: None) -> Names:
    return create_record()


def signed_in(role: str) -> Client:
    client = Client(enforce_csrf_checks=True)
    if role != "anonymous":
        client.force_login(User.objects.filter(username=role).first() or create_user(role=role))
    return client


def ask(client: Client, method: str, url: str, **more: Any) -> "Response":
    """What is answered; nothing of it stays, not even in the browser."""
    cookies = {name: morsel.value for name, morsel in client.cookies.items()}
    before = transaction.savepoint()
    try:
        return client.generic(method, url, **more)
    finally:
        transaction.savepoint_rollback(before)
        client.cookies.clear()
        client.cookies.load(cookies)


def send(client: Client, url: str) -> "Response":
    client.cookies["csrftoken"] = TOKEN
    body = "&".join(f"{name}={value}" for name, value in SENT.items())
    return ask(
        client,
        "POST",
        url,
        data=body,
        content_type="application/x-www-form-urlencoded",
        headers={"X-CSRFToken": TOKEN},
    )


def is_kept_by_caches(response: "Response") -> bool:
    return not {"private", "no-store"} & set(response.get("Cache-Control", "").split(", "))


def test_every_address_of_the_site_is_in_the_table() -> None:
    assert sorted({row.route for row in TABLE}) == sorted(set(all_routes()))


@pytest.mark.parametrize("role", ROLES)
def test_each_may_do_what_the_table_says_and_no_cache_keeps_what_is_ones_own(
    names: Names, role: str
) -> None:
    client = signed_in(role)
    different, kept = {}, []
    for row in TABLE:
        url = address(row.route, *(names[name] for name in row.of))
        answers = (ask(client, "GET", url), send(client, url))
        seen = tuple(outcome(answer) for answer in answers)
        if seen != (said := (row.reading[role], row.sending[role])):
            different[f"{row.route} of {row.of}"] = f"{seen}, and the table says {said}"
        if role != "anonymous" and any(is_kept_by_caches(answer) for answer in answers):
            kept.append(url)
    assert different == {}
    assert kept == []


def test_nothing_is_sent_without_the_form_of_this_session(names: Names) -> None:
    client = signed_in("reviewer")
    urls = [address(row.route, *(names[name] for name in row.of)) for row in TABLE]
    assert {
        url: found for url in urls if (found := outcome(ask(client, "POST", url))) != "no"
    } == {}
    refused = client.post("/articles/new/")
    assert (refused.status_code, b"too old to be sent" in refused.content) == (403, True)


def test_other_methods_change_nothing(names: Names) -> None:
    client = signed_in("reviewer")
    client.handler.enforce_csrf_checks = False
    changes = pghistory.models.Events.objects.count()
    answered = {}
    for row in TABLE:
        url = address(row.route, *(names[name] for name in row.of))
        allowed = ("405", "no", "none", row.reading["reviewer"], row.sending["reviewer"])
        for method in ("PUT", "DELETE"):
            if (found := outcome(client.generic(method, url))) not in allowed:
                answered[f"{method} {url}"] = found
    assert answered == {}
    assert pghistory.models.Events.objects.count() == changes
