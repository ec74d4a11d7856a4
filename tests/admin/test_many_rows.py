"""A form takes a hundred new rows at once, and makes no more than it takes."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.admin import factories
from tests.admin.conftest import SignedIn
from tests.admin.pages import Page, errors_of
from tracker.admin.base import MOST_NEW_ROWS
from tracker.models import ActorAlias, Deadline, Process, Track

SAID = "Up to 100 new rows are taken at once"
ADD_DEADLINE = reverse("admin:tracker_deadline_add")


@pytest.fixture
def client(as_: SignedIn) -> Client:
    return as_("editor")


def of_rows(page: Page) -> list[str]:
    return [name for name in page.data if name.endswith("-TOTAL_FORMS")]


@pytest.mark.parametrize(
    "number", ["101", "2001", "9223372036854775808", "9" * 400], ids=["101", "2001", "2^63", "9…"]
)
def test_more_are_refused_in_words_and_not_made(client: Client, number: str) -> None:
    page = Page(client, ADD_DEADLINE, "deadline").fill(title="Kept")
    for name in of_rows(page):
        page.fill(**{name: number})
    response = page.save()
    assert {name for name, said in errors_of(response).items() if SAID in said[0]} == {
        name.removesuffix("-TOTAL_FORMS") for name in of_rows(page)
    }
    assert Deadline.objects.count() == 0
    for inline in response.context["inline_admin_formsets"]:
        assert inline.formset.forms == []
    assert 'value="Kept"' in response.content.decode()


def test_rows_of_all_sorts_count_together(client: Client) -> None:
    page = Page(client, ADD_DEADLINE, "deadline")
    page.fill(**{"parts-TOTAL_FORMS": MOST_NEW_ROWS, "topics-TOTAL_FORMS": 2})
    assert SAID in errors_of(page.save())["parts"][0]


def test_what_is_there_already_does_not_count(client: Client) -> None:
    actor = factories.create_actor(name="Veldia")
    ActorAlias.objects.bulk_create(
        ActorAlias(actor=actor, name=f"Alias {number}") for number in range(MOST_NEW_ROWS + 5)
    )
    page = Page(client, reverse("admin:tracker_actor_change", args=[actor.pk]), "actor")
    assert page.data["aliases-MAX_NUM_FORMS"] == str(2 * MOST_NEW_ROWS + 5)
    page.row("aliases", name="One more")
    assert page.save().status_code == 302
    assert actor.aliases.count() == MOST_NEW_ROWS + 6


def test_as_many_as_are_taken_are_saved(client: Client) -> None:
    page = Page(client, reverse("admin:tracker_process_add"), "process")
    page.fill(name="Talks", slug="talks")
    for number in range(MOST_NEW_ROWS):
        page.row("tracks", name=f"Track {number}", slug=f"track-{number}")
    assert page.save().status_code == 302
    assert Track.objects.filter(process=Process.objects.get()).count() == MOST_NEW_ROWS


def test_rows_that_are_shown_again_ask_nothing_each(client: Client) -> None:
    def queries(rows: int) -> int:
        page = Page(client, ADD_DEADLINE, "deadline")
        page.fill(**{"developments-TOTAL_FORMS": rows})
        with CaptureQueriesContext(connection) as asked:
            response = page.save()
        made = [inline.formset.forms for inline in response.context["inline_admin_formsets"]]
        assert rows in [len(forms) for forms in made]
        return len(asked)

    queries(1)  # what is looked up once a process is looked up here
    assert queries(12) == queries(2)
