"""A saved form says how to undo what it changed."""

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from tests.admin import factories
from tests.admin.conftest import SignedIn
from tests.admin.pages import Page
from tests.views.page import links, one, page
from tracker.models import Event

# Acts are told apart by the time of their transaction.
pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def saved(client: Client, event: Event, **values: str) -> list[str]:
    url = reverse("admin:tracker_event_change", args=[event.pk])
    response = Page(client, url, "event").fill(**values).save()
    assert response.status_code == 302
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_a_change_leads_to_the_revision_before(as_: SignedIn) -> None:
    event, client = factories.create_event(title="Envoys met"), as_("editor")
    said, undo = saved(client, event, title="Nobody met")
    assert "was changed successfully" in said
    (address,) = [part for part in undo.split('"') if part.startswith("/entries/")]
    form = page(client.get(address))
    assert "Envoys" in "".join(one(form, "main").itertext())


def test_there_is_nothing_to_undo_where_nothing_changed(as_: SignedIn) -> None:
    event = factories.create_event()
    assert len(saved(as_("editor"), event)) == 1


def test_what_was_published_by_a_reviewer_can_be_taken_back_by_them(as_: SignedIn) -> None:
    event, client = factories.create_event(), as_("reviewer")
    address = event.get_absolute_url()
    root = page(client.get(address))
    (seen,) = [field for field in root.iter("input") if field.get("name") == "seen"]
    after = page(client.post(f"{address}publish/", {"seen": seen.get("value")}, follow=True))
    undo = links(one(after, ".messages"))["Retract…"]
    assert client.get(undo).context["rows"].get().pk == event.pk
