"""Bulk actions: what they do, and what they say they did."""

import csv
import io
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.db import OperationalError
from django.test import Client
from django.urls import reverse

from tests.admin import factories
from tests.admin.conftest import SignedIn
from tests.admin.pages import Page, fields_of, seen_on
from tracker.admin import claims
from tracker.models import Annotation, Development, Entry, Event


def send(client: Client, action: str, rows: Iterable[object], *, model: str = "entry") -> list[str]:
    """Runs the action and returns what the next page says."""
    keys = [str(row.pk) for row in rows]  # type: ignore[attr-defined]
    url = reverse(f"admin:tracker_{model}_changelist")
    data = {"action": action, "_selected_action": keys, "reason": "Wrong"}
    response = client.post(url, {**data, "seen": seen_on(client.get(url))})
    assert response.status_code == 302
    return [str(message) for message in get_messages(client.get(url).wsgi_request)]


def test_messages_say_how_many_and_why_others_were_skipped(as_: SignedIn) -> None:
    states = ("draft", "draft", "in_review", "published", "retracted")
    entries = [factories.create_event(state=state) for state in states]
    client = as_("reviewer")
    done, skipped = send(client, "submit", entries)
    assert done == "2 entries were sent to review."
    assert skipped == (
        "3 were skipped (1 in review, 1 published, 1 retracted). Only drafts can be sent to review."
    )
    assert send(client, "publish", entries)[0] == (
        "3 entries were published, with what was pending on them."
    )
    assert send(client, "retract", entries[:1])[0] == "1 entry was retracted."
    assert send(client, "return_to_draft", entries)[0] == "2 entries were returned to draft."


def test_publishing_again_publishes_what_is_pending_on_it(as_: SignedIn) -> None:
    deadline = factories.create_deadline(state="published")
    factories.create_development(entry=deadline)
    factories.create_source(entry=deadline)
    quiet = factories.create_event(state="published")
    said = send(as_("reviewer"), "publish", [deadline, quiet])
    assert said[0] == "1 entry was published, with what was pending on it."
    assert said[1].startswith("1 was skipped (1 published).")
    assert Development.objects.get().state == Annotation.objects.get().state == "published"


def publish(client: Client, model: str, seen: list[str], *rows: Any) -> list[str]:
    url = reverse(f"admin:tracker_{model}_changelist")
    data = {"action": "publish", "_selected_action": [row.pk for row in rows], "seen": seen}
    assert client.post(url, data).status_code == 302
    return [str(message) for message in get_messages(client.get(url).wsgi_request)]


@pytest.mark.parametrize("model", ["entry", "deadline"])
@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda d: ("deadline", d, {"title": "Another"}), id="its title"),
        pytest.param(
            lambda d: ("development", d.developments.get(), {"note": "Another"}), id="a note"
        ),
        pytest.param(lambda d: ("annotation", d.annotations.get(), {"stance": "disputes"}),
                     id="a stance"),
        pytest.param(
            lambda d: ("annotation", Annotation.objects.get(development__entry=d),
                       {"stance": "disputes"}),
            id="a stance below",
        ),
    ],
)  # fmt: skip
def test_what_has_changed_since_the_list_was_shown_is_not_published(
    as_: SignedIn, model: str, change: Callable[[Any], tuple[str, Any, dict[str, str]]]
) -> None:
    deadline = factories.create_deadline(state="in_review")
    other = factories.create_deadline(title="Other")
    factories.create_source(entry=deadline)
    factories.create_source(development=factories.create_development(entry=deadline))
    reviewer, url = as_("reviewer"), reverse(f"admin:tracker_{model}_changelist")
    seen = seen_on(reviewer.get(url))
    assert len(seen) == 2
    noun, row, values = change(deadline)
    own = Page(as_("editor"), reverse(f"admin:tracker_{noun}_change", args=[row.pk]), noun)
    assert own.fill(**values).save().status_code == 302
    said = publish(reviewer, model, seen, deadline, other)
    assert said[0].startswith("1 entry was published")
    assert said[1].startswith("1 was skipped: it is not as it was when this list was opened")
    assert dict(Entry.objects.values_list("title", "state"))["Other"] == "published"
    deadline.refresh_from_db()
    assert deadline.state == "in_review"
    assert publish(reviewer, model, seen_on(reviewer.get(url)), deadline)[0].startswith("1 entry")


@pytest.mark.parametrize("model", ["development", "annotation"])
def test_a_draft_that_has_changed_since_the_list_was_shown_is_not_published(
    as_: SignedIn, model: str
) -> None:
    """Its entry is published, and says nothing of it."""
    deadline = factories.create_deadline(state="published")
    development = factories.create_development(entry=deadline)
    source = factories.create_source(entry=deadline)
    row = development if model == "development" else source
    reviewer, url = as_("reviewer"), reverse(f"admin:tracker_{model}_changelist")
    seen = seen_on(reviewer.get(url))
    own = Page(as_("editor"), reverse(f"admin:tracker_{model}_change", args=[row.pk]), model)
    change = {"development": {"note": "Another"}, "annotation": {"stance": "disputes"}}[model]
    assert own.fill(**change).save().status_code == 302
    (said,) = publish(reviewer, model, seen, row)
    assert said.startswith("1 was skipped: it is not as it was")
    row.refresh_from_db()
    assert row.state == "draft"


@pytest.mark.parametrize(
    ("action", "state", "says"),
    [
        ("submit", "draft", "1 was skipped: it is not as it was when this list was opened"),
        ("return_to_draft", "in_review", "1 was skipped: it is not as it was"),
        ("retract", "published", "1 was skipped: it is not as it was"),
    ],
)
def test_what_has_changed_since_the_list_was_shown_is_not_acted_on(
    as_: SignedIn, action: str, state: str, says: str
) -> None:
    event = factories.create_event(state=state)
    reviewer, url = as_("reviewer"), reverse("admin:tracker_event_changelist")
    seen = seen_on(reviewer.get(url))
    own = Page(reviewer, reverse("admin:tracker_event_change", args=[event.pk]), "event")
    assert own.fill(title="Another").save().status_code == 302
    reviewer.get(url)  # what was said of that
    data = {"action": action, "_selected_action": [event.pk], "reason": "Wrong"}
    assert reviewer.post(url, {**data, "seen": seen}).status_code == 302
    said = [str(one) for one in get_messages(reviewer.get(url).wsgi_request)]
    assert said[0].startswith(says)
    assert Event.objects.get().state == state
    assert reviewer.post(url, {**data, "seen": seen_on(reviewer.get(url))}).status_code == 302
    assert Event.objects.get().state != state


@pytest.mark.parametrize("is_action", [True, False])
def test_what_has_changed_since_its_retraction_was_asked_for_is_looked_at_again(
    as_: SignedIn, is_action: bool
) -> None:
    event = factories.create_event(state="published")
    reviewer, url = as_("reviewer"), reverse("admin:tracker_event_changelist")
    if is_action:
        page = reviewer.post(url, {"action": "retract", "_selected_action": [event.pk]})
    else:
        url = reverse("admin:tracker_event_retract", args=[event.pk])
        page = reviewer.get(url)
    data = fields_of(page, "retract_form") | {"reason": "Wrong day"}
    own = Page(reviewer, reverse("admin:tracker_event_change", args=[event.pk]), "event")
    assert own.fill(title="Corrected").save().status_code == 302
    again = reviewer.post(url, data)
    assert "Somebody has changed something of it" in again.content.decode()
    assert Event.objects.get().state == "published"
    data = fields_of(again, "retract_form")
    assert data["reason"] == "Wrong day"
    assert reviewer.post(url, data).status_code == 302
    assert Event.objects.get().state == "retracted"


def test_what_no_list_showed_is_not_published(as_: SignedIn) -> None:
    event, other = factories.create_event(), factories.create_event(title="Other")
    reviewer = as_("reviewer")
    seen = seen_on(reviewer.get(reverse("admin:tracker_event_changelist")))
    (own,) = (one for one in seen if one.startswith(f"{event.pk}:"))
    forged = own.replace(f"{event.pk}:", f"{other.pk}:", 1)
    for marks in ([], ["", "x", "1:2", "a:b:c"], [forged]):
        (said,) = publish(reviewer, "event", marks, other)
        assert said.startswith("1 was skipped")
    assert not Event.objects.filter(state="published").exists()


def test_entries_of_all_kinds_are_acted_on_together(as_: SignedIn) -> None:
    entries = [
        factories.create_event(),
        factories.create_deadline(),
        factories.create_condition(),
    ]
    send(as_("reviewer"), "publish", entries)
    assert set(Entry.objects.values_list("state", flat=True)) == {"published"}


def test_a_retraction_asks_for_its_reason_first(as_: SignedIn) -> None:
    events = [factories.create_event(state="published") for _ in range(3)]
    draft = factories.create_event()
    client = as_("reviewer")
    url = reverse("admin:tracker_event_changelist") + "?state=published"
    chosen = [str(event.pk) for event in [*events[:2], draft]]
    page = client.post(
        reverse("admin:tracker_event_changelist"),
        {"action": "retract", "_selected_action": chosen},
    )
    assert page.status_code == 200
    assert "Retract all 2" in page.content.decode()
    assert "1 more was chosen and stays as it is" in page.content.decode()
    data = fields_of(page, "retract_form")
    refused = client.post(url.partition("?")[0], {**data, "reason": "  "})
    assert "A retraction needs a reason." in refused.content.decode()
    assert not Event.objects.filter(state="retracted").exists()
    done = client.post(url.partition("?")[0], {**data, "reason": "Wrong day"})
    assert done.status_code == 302
    retracted = Event.objects.filter(state="retracted")
    assert {event.pk for event in retracted} == {event.pk for event in events[:2]}
    assert {event.retraction_reason for event in retracted} == {"Wrong day"}


def test_a_retraction_from_the_entrys_own_page(as_: SignedIn) -> None:
    event = factories.create_event(state="published")
    url = reverse("admin:tracker_event_retract", args=[event.pk])
    client = as_("reviewer")
    assert "Retract it" in client.get(url).content.decode()
    assert "needs a reason" in client.post(url, {"reason": ""}).content.decode()
    response = client.post(url, {"reason": "Wrong day"})
    assert response.headers["Location"] == reverse("admin:tracker_event_change", args=[event.pk])
    assert Event.objects.get().state == "retracted"
    # There is nothing to retract any more.
    assert client.post(url, {"reason": "Again"}).status_code == 302
    assert Event.objects.get().retraction_reason == "Wrong day"


def test_retracting_all_of_a_long_list_retracts_what_the_page_showed(as_: SignedIn) -> None:
    for _ in range(60):
        factories.create_event(state="published")
    first = str(Event.objects.values_list("pk", flat=True)[0])
    client = as_("reviewer")
    url = reverse("admin:tracker_event_changelist")
    asked = {"action": "retract", "_selected_action": first, "select_across": "1", "index": "0"}
    data = fields_of(client.post(url, asked), "retract_form")
    later = factories.create_event(state="published")
    assert client.post(url, {**data, "reason": "Wrong day"}).status_code == 302
    assert list(Event.objects.filter(state="published")) == [later]


def test_developments_and_sources_are_published_and_retracted_by_themselves(
    as_: SignedIn,
) -> None:
    deadline = factories.create_deadline(state="published")
    development = factories.create_development(entry=deadline)
    waiting = factories.create_development(entry=factories.create_deadline())
    of_it = factories.create_source(development=development)
    source = factories.create_source(entry=deadline)
    reviewer = as_("reviewer")
    said = send(reviewer, "publish", [development, waiting], model="development")
    assert said[0] == "1 development was published."
    assert said[1].startswith("1 was skipped (1 draft). Only what is pending is published")
    of_it.refresh_from_db()
    waiting.refresh_from_db()
    assert (of_it.state, waiting.state) == ("published", "draft")
    send(reviewer, "publish", [source], model="annotation")
    deadline.refresh_from_db()
    assert source.exact in deadline.words
    send(reviewer, "retract", [source], model="annotation")
    send(reviewer, "retract", [development], model="development")
    deadline.refresh_from_db()
    development.refresh_from_db()
    assert (development.state, development.retraction_reason) == ("retracted", "Wrong")
    assert source.exact not in deadline.words


def test_an_editor_neither_publishes_nor_retracts_developments_and_sources(
    as_: SignedIn,
) -> None:
    deadline = factories.create_deadline(state="published")
    development = factories.create_development(entry=deadline)
    source = factories.create_source(entry=deadline)
    client = as_("editor")
    for model, row in (("development", development), ("annotation", source)):
        url = reverse(f"admin:tracker_{model}_changelist")
        for action in ("publish", "retract"):
            data = {"action": action, "_selected_action": [row.pk], "reason": "No"}
            assert client.post(url, data).status_code == 403
    assert Development.objects.get().state == Annotation.objects.get().state == "draft"


def test_the_export_holds_the_chosen_entries_alone(as_: SignedIn) -> None:
    chosen = [factories.create_event(title="=A “quoted”\ntitle"), factories.create_deadline()]
    factories.create_condition()
    response = as_("editor").post(
        reverse("admin:tracker_entry_changelist"),
        {"action": "export_csv", "_selected_action": [entry.pk for entry in chosen]},
    )
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert response.headers["Content-Disposition"].startswith('attachment; filename="demarche-')
    text = b"".join(response.streaming_content).decode()  # type: ignore[attr-defined]
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert {int(row["id"]) for row in rows} == {entry.pk for entry in chosen}
    assert {row["state"] for row in rows} == {"draft"}


def test_an_action_is_done_on_all_or_on_none(
    as_: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    deadline = factories.create_deadline()
    developments = [factories.create_development(entry=deadline) for _ in range(2)]
    done: list[object] = []

    def fail_at_the_second(entries: object) -> None:
        done.append(entries)
        if len(done) == 2:
            raise OperationalError("the connection is lost")

    monkeypatch.setattr(claims, "refresh_derived", fail_at_the_second)
    data = {"action": "delete_selected", "post": "yes"}
    chosen = {"_selected_action": [development.pk for development in developments]}
    with pytest.raises(OperationalError):
        as_("superuser").post(reverse("admin:tracker_development_changelist"), {**data, **chosen})
    assert deadline.developments.count() == 2
