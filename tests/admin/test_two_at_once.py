"""Two people at one entry: nobody's work is lost unseen."""

import pytest
from django.urls import reverse

from tests.admin import factories
from tests.admin.conftest import SignedIn
from tests.admin.pages import Page, errors_of, fields_of
from tracker.models import Entry, Event, Part


def test_the_second_to_save_is_told_keeps_what_was_typed_and_may_save_again(
    as_: SignedIn,
) -> None:
    event = factories.create_event(title="Envoys met", summary="Long ago")
    actor = factories.create_actor()
    url = reverse("admin:tracker_event_change", args=[event.pk])
    client = as_("editor")
    mine = Page(client, url, "event").fill(title="Mine", summary="My words")
    mine.window("18 April 2025").fill(window_earliest="", window_latest="")
    mine.row("parts", actor=actor.pk, role="host")
    theirs = Page(as_("reviewer"), url, "event").fill(title="Theirs")
    assert theirs.save().status_code == 302

    answer = mine.save()
    errors = errors_of(answer)
    assert "Somebody else saved this" in errors["__all__"][0]
    assert errors["title"] == ["Saved now: Theirs"]
    assert errors["summary"] == ["Saved now: Long ago"]
    assert errors["window"] == ["Saved now: Thursday 17 April 2025"]
    assert Event.objects.get().title == "Theirs"
    kept = fields_of(answer, "event_form")
    assert (kept["title"], kept["summary"], kept["window_phrase"]) == (
        "Mine",
        "My words",
        "18 April 2025",
    )
    assert (kept["parts-0-actor"], kept["parts-0-role"]) == (str(actor.pk), "host")

    mine.data = kept
    assert mine.save().status_code == 302
    event.refresh_from_db()
    assert (event.title, event.summary, event.earliest.day) == ("Mine", "My words", 18)
    assert event.parts.get().actor == actor


def test_every_save_moves_the_version_on_by_one(as_: SignedIn) -> None:
    event = factories.create_event()
    url = reverse("admin:tracker_event_change", args=[event.pk])
    for version in (2, 3):
        assert Page(as_("editor"), url, "event").save().status_code == 302
        assert Entry.objects.get().version == version


@pytest.mark.parametrize("version", ["", "0", "x", "99999999999999999999", "-1", None])
def test_a_version_that_was_never_read_is_a_conflict(as_: SignedIn, version: str | None) -> None:
    event = factories.create_event()
    url = reverse("admin:tracker_event_change", args=[event.pk])
    page = Page(as_("editor"), url, "event").fill(title="Changed", read_version=version)
    assert "__all__" in errors_of(page.save())
    assert Event.objects.get().title == "Envoys met"


def test_a_row_that_somebody_else_removed_can_be_let_go(as_: SignedIn) -> None:
    event = factories.create_event()
    part = Part.objects.create(entry=event, actor=factories.create_actor(), role="host")
    url = reverse("admin:tracker_event_change", args=[event.pk])
    page = Page(as_("editor"), url, "event").fill(title="Changed")
    part.delete()
    assert "Somebody else removed this row" in errors_of(page.save())["parts-0-id"][0]
    page.change_row("parts", 0, DELETE="on")
    assert page.save().status_code == 302
    assert Event.objects.get().title == "Changed"


def test_publishing_while_the_form_is_open_closes_it_to_the_editor(as_: SignedIn) -> None:
    event = factories.create_event()
    url = reverse("admin:tracker_event_change", args=[event.pk])
    page = Page(as_("editor"), url, "event").fill(title="Changed")
    data = {"action": "publish", "_selected_action": [event.pk]}
    as_("reviewer").post(reverse("admin:tracker_event_changelist"), data)
    assert page.save().status_code == 403


@pytest.mark.parametrize("model", ["development", "annotation"])
def test_a_claims_own_page_and_its_entrys_form_know_of_each_other(
    as_: SignedIn, model: str
) -> None:
    deadline = factories.create_deadline()
    development = factories.create_development(entry=deadline)
    source = factories.create_source(entry=deadline)
    pk = development.pk if model == "development" else source.pk
    client = as_("editor")
    whole = Page(client, reverse("admin:tracker_deadline_change", args=[deadline.pk]), "deadline")
    own = Page(client, reverse(f"admin:tracker_{model}_change", args=[pk]), model)
    stale = Page(client, reverse(f"admin:tracker_{model}_change", args=[pk]), model)
    change = {"development": {"note": "By phone"}, "annotation": {"stance": "disputes"}}[model]
    assert own.fill(**change).save().status_code == 302
    assert "__all__" in errors_of(whole.save())
    assert "__all__" in errors_of(stale.save())
