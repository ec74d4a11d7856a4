"""Days in words, in the forms of the admin."""

from datetime import date, timedelta

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.admin import factories
from tests.admin.conftest import SignedIn
from tests.admin.pages import Page, errors_of
from tests.factories import create_actor, create_deadline, create_event
from tracker.models import Deadline, Event


def said_after(client: Client, page: Page) -> list[str]:
    response = page.save()
    assert response.status_code == 302, errors_of(response)
    seen = client.get(response.headers["Location"])
    return [str(message) for message in get_messages(seen.wsgi_request)]


def test_a_day_in_words_is_saved_and_said(as_: SignedIn) -> None:
    client = as_("editor")
    article = factories.create_article()
    page = Page(client, reverse("admin:tracker_article_change", args=[article.pk]), "article")
    said = said_after(client, page.fill(published_on="yesterday"))
    article.refresh_from_db()
    assert article.published_on == timezone.localdate() - timedelta(1)
    assert any("Published on: “yesterday” was read as" in message for message in said)


def test_a_day_as_a_day_is_saved_and_nothing_is_said(as_: SignedIn) -> None:
    client = as_("editor")
    article = factories.create_article()
    page = Page(client, reverse("admin:tracker_article_change", args=[article.pk]), "article")
    said = said_after(client, page.fill(published_on="2025-04-17"))
    assert not any("was read as" in message for message in said)


@pytest.mark.parametrize(
    ("since", "reason"),
    [
        ("2014", "“2014” is more than one day: 2014"),
        ("last week", "is more than one day"),
        ("before the summit", "“before the summit” is not a day"),
        ("4/5/2014", "may be 4 May or 5 April; write the month as a word"),
    ],
)
def test_what_is_no_single_day_is_refused_in_rows_as_well(
    as_: SignedIn, since: str, reason: str
) -> None:
    actor, other = create_actor(), create_actor()
    page = Page(as_("editor"), reverse("admin:tracker_actor_change", args=[actor.pk]), "actor")
    number = page.row("affiliations", to=other.pk, role="minister", since=since)
    errors = errors_of(page.save())
    assert reason in errors[f"affiliations-{number}-since"][0]


def test_the_day_of_a_row_in_words_is_said(as_: SignedIn) -> None:
    client = as_("editor")
    actor, other = create_actor(), create_actor()
    page = Page(client, reverse("admin:tracker_actor_change", args=[actor.pk]), "actor")
    page.row("affiliations", to=other.pk, role="minister", since="8 May 2014")
    said = said_after(client, page)
    assert actor.affiliations.get().since == date(2014, 5, 8)
    assert any("Since: “8 May 2014” was read as Thursday 8 May 2014" in one for one in said)


def test_words_look_ahead_in_a_deadline_and_in_what_is_planned(as_: SignedIn) -> None:
    client = as_("editor")
    deadline = create_deadline(state="draft")
    url = reverse("admin:tracker_deadline_change", args=[deadline.pk])
    page = Page(client, url, "deadline")
    page.fill(window_earliest="", window_latest="", window_edtf="")
    said = said_after(client, page.window("on Thursday", anchor="2025-04-18"))
    assert Deadline.objects.get().latest == date(2025, 4, 24)
    assert any("When: “on Thursday” was read as Thursday 24 April 2025" in one for one in said)
    # Open once more, it stands there as it was typed: the days were not set by hand.
    again = Page(client, url, "deadline").data
    assert (again["window_phrase"], again["window_earliest"]) == ("on Thursday", "")

    event = create_event(state="draft")
    url = reverse("admin:tracker_event_change", args=[event.pk])
    for occurrence, day in (("occurred", date(2025, 4, 17)), ("planned", date(2025, 4, 24))):
        page = Page(client, url, "event").fill(occurrence=occurrence)
        for part in ("earliest", "latest", "edtf"):
            page.fill(**{f"window_{part}": ""})
        assert page.window("on Thursday", anchor="2025-04-18").save().status_code == 302
        assert Event.objects.get().earliest == day
