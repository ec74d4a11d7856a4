"""What was published is a reviewer's to change: editors are told so, and what they can do."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.admin import factories
from tests.views.page import get, links, texts
from tracker.models import Entry

RECORD, CONTRARY = "record what became of it", "add a contrary account"
CREATE = {"event": factories.create_event, "deadline": factories.create_deadline}


def addresses(entry: Entry) -> dict[str, str]:
    admin = reverse(f"admin:tracker_{entry.kind}_change", args=[entry.pk])
    return {"page": entry.get_absolute_url(), "admin": admin}


def signed_in(role: str) -> Client:
    client = Client()
    client.force_login(factories.create_user(role=role))
    return client


@pytest.mark.parametrize("where", ["page", "admin"])
@pytest.mark.parametrize(
    ("kind", "state", "says", "offers"),
    [
        ("deadline", "published", "only a reviewer can change it", {RECORD, CONTRARY}),
        ("event", "published", "only a reviewer can change it", {CONTRARY}),
        ("deadline", "retracted", "only a reviewer can change it or bring it back", set()),
    ],
)
@pytest.mark.django_db
def test_an_editor_is_told_who_may_change_it_and_what_else_there_is(
    where: str, kind: str, state: str, says: str, offers: set[str]
) -> None:
    entry = CREATE[kind](state=state)
    page = get(signed_in("editor"), addresses(entry)[where])
    (said,) = texts(page, ".closed")
    assert says in said
    assert "ask" in said
    found = {words: link for words, link in links(page).items() if words in (RECORD, CONTRARY)}
    assert set(found) == offers
    other = signed_in("superuser")
    for address in found.values():
        get(other, address.partition("#")[0])


@pytest.mark.parametrize(
    ("role", "state", "where"),
    [
        ("editor", "draft", "page"),
        ("editor", "draft", "admin"),
        ("reviewer", "published", "page"),
        ("reviewer", "published", "admin"),
        ("reader", "published", "page"),
    ],
)
@pytest.mark.django_db
def test_who_may_change_it_or_only_reads_is_told_nothing(role: str, state: str, where: str) -> None:
    deadline = factories.create_deadline(state=state)
    assert texts(get(signed_in(role), addresses(deadline)[where]), ".closed") == []
