"""The lists: columns, search, filters, dates, and a number of queries that does not grow."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.admin import factories
from tests.admin.conftest import SignedIn
from tracker.dates.window import OPEN_END, OPEN_START
from tracker.models import ActorAlias, Entry, Part


def titles(client: Client, model: str, **query: Any) -> list[str]:
    response = client.get(reverse(f"admin:tracker_{model}_changelist"), query)
    assert response.status_code == 200
    return sorted(row.title for row in response.context["cl"].result_list)


@pytest.mark.parametrize("model", ["event", "entry"])
def test_a_row_says_when_in_which_state_of_what_and_who(as_: SignedIn, model: str) -> None:
    event = factories.create_event()
    for name in ("Veldia", "Norrland"):
        Part.objects.create(entry=event, actor=factories.create_actor(name=name), role="host")
    seen = as_("editor").get(reverse(f"admin:tracker_{model}_changelist")).content.decode()
    for words in ("17 Apr 2025", "draft", str(event.process), "Veldia, Norrland"):
        assert words in seen


def test_the_list_of_all_kinds_leads_to_the_form_of_each(as_: SignedIn) -> None:
    entries = [
        factories.create_event(),
        factories.create_deadline(),
        factories.create_condition(),
    ]
    client = as_("editor")
    seen = client.get(reverse("admin:tracker_entry_changelist")).content.decode()
    for entry in entries:
        form = reverse(f"admin:tracker_{entry.kind}_change", args=[entry.pk])
        assert f'href="{form}"' in seen
        own = client.get(reverse("admin:tracker_entry_change", args=[entry.pk]) + "?_popup=1")
        assert own.headers["Location"] == f"{form}?_popup=1"
    assert client.get(reverse("admin:tracker_entry_add")).status_code == 403


def test_the_search_is_of_whole_words_of_title_clauses_and_quotes(as_: SignedIn) -> None:
    factories.create_event(title="Ferries sail")
    factories.create_condition(title="Prisoners", if_clause="the ferry sails")
    quoted = factories.create_event(title="Envoy speaks")
    factories.create_source(entry=quoted, exact="We will wait a week")
    client = as_("editor")
    assert titles(client, "entry", q="ferry") == ["Ferries sail", "Prisoners"]
    assert titles(client, "event", q="waiting") == ["Envoy speaks"]
    assert titles(client, "entry", q="ferry -sail") == []
    assert titles(client, "entry", q="'(& :*") == []


@pytest.mark.parametrize("model", ["entry", "event"])
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"state": "pending"}, ["ahead", "past"]),
        ({"state": "published"}, ["open", "start"]),
        ({"state": "no such state"}, ["ahead", "open", "past", "start"]),
        ({"window": "past"}, ["past", "start"]),
        ({"window": "now"}, ["open"]),
        ({"window": "ahead"}, ["ahead"]),
        ({"window": "open"}, ["open", "start"]),
        ({"earliest__year": 1}, ["start"]),
        ({"earliest__year": 2001}, ["open"]),
        ({"earliest__year": 2025, "earliest__month": 4}, ["past"]),
    ],
)
def test_the_filters(as_: SignedIn, model: str, query: dict[str, Any], found: list[str]) -> None:
    factories.create_event(title="past")
    factories.create_event(title="ahead", on=date(9000, 1, 1), state="in_review")
    factories.create_event(title="open", on=date(2001, 1, 1), until=OPEN_END, state="published")
    factories.create_event(title="start", on=OPEN_START, until=date(2002, 1, 1), state="published")
    assert titles(as_("editor"), model, **query) == found


def test_a_window_without_a_first_day_is_called_so_among_the_years(as_: SignedIn) -> None:
    factories.create_event(on=OPEN_START, until=date(2002, 1, 1))
    factories.create_event()
    seen = as_("editor").get(reverse("admin:tracker_entry_changelist")).content.decode()
    assert "no first day" in seen


@pytest.mark.parametrize(
    "model",
    [
        *("entry", "event", "deadline", "condition", "development", "annotation", "article"),
        *("outlet", "actor", "process", "track", "topic"),
    ],
)
def test_ten_more_rows_take_no_more_queries(as_: SignedIn, model: str) -> None:
    def more() -> None:
        number = Entry.objects.count()
        outlet = factories.create_outlet(name=f"Outlet {number}")
        article = factories.create_article(outlet=outlet)
        factories.create_track(process=factories.create_process())
        factories.create_topic(slug=f"topic-{number}")
        for entry in (
            factories.create_event(),
            factories.create_deadline(),
            factories.create_condition(),
        ):
            Part.objects.create(entry=entry, actor=factories.create_actor(), role="host")
            factories.create_source(entry=entry, article=article)
            if entry.kind != "event":
                factories.create_development(entry=entry, outcome="withdrawn")

    client, url = as_("editor"), reverse(f"admin:tracker_{model}_changelist")
    more()
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    for _ in range(10):
        more()
    with CaptureQueriesContext(connection) as many:
        client.get(url)
    assert len(many) == len(few)


# ── autocompletion ───────────────────────────────────────────────────────────────────────────────


def suggested(client: Client, model: str, field: str, term: str) -> list[str]:
    query = {"app_label": "tracker", "model_name": model, "field_name": field, "term": term}
    response = client.get(reverse("admin:autocomplete"), query)
    assert response.status_code == 200
    return [result["text"] for result in response.json()["results"]]


def test_actors_are_found_by_their_other_names(as_: SignedIn) -> None:
    actor = factories.create_actor(name="Veldia")
    ActorAlias.objects.create(actor=actor, name="The Old Fort", kind="metonym")
    ActorAlias.objects.create(actor=actor, name="The New Fort", kind="metonym")
    assert suggested(as_("editor"), "part", "actor", "fort") == ["Veldia"]


def test_what_is_still_being_typed_finds_entries(as_: SignedIn) -> None:
    factories.create_event(title="Ferries sail")
    factories.create_deadline(title="Ferries stop")
    client = as_("editor")
    assert suggested(client, "entrylink", "target", "ferr") == ["Ferries stop", "Ferries sail"]
    assert suggested(client, "development", "event", "Ferries s") == ["Ferries sail"]
    # Events have no developments.
    assert suggested(client, "development", "entry", "ferr") == ["Ferries stop"]
    assert suggested(client, "condition", "time_limit", "ferr") == ["Ferries stop"]
    assert suggested(client, "entrylink", "target", "\x00") == ["Ferries stop", "Ferries sail"]


@pytest.mark.parametrize(
    ("model", "field"),
    [
        ("event", "process"),
        ("event", "track"),
        ("entrytopic", "topic"),
        ("articleversion", "article"),
        ("article", "outlet"),
        ("annotation", "development"),
        ("affiliation", "to"),
    ],
)
def test_every_autocompleting_field_answers_editors_and_nobody_else(
    as_: SignedIn, model: str, field: str
) -> None:
    assert suggested(as_("editor"), model, field, "a\x00b") == []
    query = {"app_label": "tracker", "model_name": model, "field_name": field}
    assert as_("reader").get(reverse("admin:autocomplete"), query).status_code == 302


def test_retracted_entries_are_not_offered_for_view_on_the_site(as_: SignedIn) -> None:
    client = as_("reviewer")
    for state, shown in (("published", True), ("retracted", False)):
        event: Entry = factories.create_event(state=state)
        url = reverse("admin:tracker_event_change", args=[event.pk])
        seen = client.get(url).content.decode()
        assert (f'href="{event.get_absolute_url()}" class="viewsitelink"' in seen) == shown
