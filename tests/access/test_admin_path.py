"""The admin is where the operator puts it, and nobody outside is told where."""

import importlib
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import clear_url_caches, reverse

from tests.access.crawl import crawl
from tests.access.walk import ADMIN, all_routes
from tests.factories import create_event
from tracker import urls
from tracker.admin_path import TAKEN, admin_path


@pytest.fixture
def moved(settings: Any) -> Iterator[None]:
    settings.ADMIN_PATH = "back-stage/door7"
    importlib.reload(urls)
    clear_url_caches()
    yield
    settings.ADMIN_PATH = "admin"
    importlib.reload(urls)
    clear_url_caches()


@pytest.mark.django_db
@pytest.mark.usefixtures("moved")
def test_it_moves_as_a_whole(client: Client, editor: User) -> None:
    event = create_event(state="draft")
    assert client.get("/admin/").status_code == 404
    client.force_login(editor)
    assert reverse("admin:index") == "/back-stage/door7/"
    pages = crawl(client, "/", f"/entries/{event.pk}/", "/back-stage/door7/tracker/event/")
    assert f"/back-stage/door7/tracker/event/{event.pk}/change/" in pages
    assert [
        url for url, page in pages.items() if "/admin/" in url or 'href="/admin/' in page.body
    ] == []


@pytest.mark.django_db
@pytest.mark.usefixtures("moved")
def test_readers_are_not_told_where(client: Client) -> None:
    create_event()
    pages = crawl(client, "/", "/nowhere/", "/articles/new/")
    assert [url for url, page in pages.items() if "back-stage" in page.all] == []


@pytest.mark.parametrize("text", ["admin", "/admin/", "back-stage", "a/b/c", "x9_"])
def test_a_path_may_be(text: str) -> None:
    assert admin_path(text) == text.strip("/")


@pytest.mark.parametrize(
    "text", ["", "/", "timeline", "login/x", "a//b", "../x", "a b", "é", "a?b", "-x", "<int:pk>"]
)
def test_a_path_may_not_be(text: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="ADMIN_PATH"):
        admin_path(text)


def test_the_addresses_that_are_taken_are_known() -> None:
    taken = {route.split("/")[1] for route in all_routes() if not route.startswith(ADMIN)}
    assert taken - {""} <= TAKEN
