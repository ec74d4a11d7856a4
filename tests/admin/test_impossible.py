"""What is not possible is refused in the admin, too, with its reason, and nothing typed is lost."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.admin import factories
from tests.admin.conftest import SignedIn
from tests.admin.pages import Page, errors_of, seen_on
from tests.factories import create_development
from tracker.models import Deadline, Development, Entry, Outcome, ReviewState

pytestmark = pytest.mark.django_db

WITHDRAWN = "what was withdrawn cannot be met after that."


@pytest.fixture
def deadline() -> Deadline:
    deadline = factories.create_deadline()
    factories.create_development(entry=deadline, outcome=Outcome.WITHDRAWN)
    return deadline


def said(response: Any) -> str:
    return " ".join(str(message) for message in response.context["messages"])


def test_rows_of_an_entry(as_: SignedIn, deadline: Deadline) -> None:
    address = reverse("admin:tracker_deadline_change", args=[deadline.pk])
    page = Page(as_("editor"), address, "deadline").fill(title="Typed for an hour")
    page.row("developments", outcome="met", window_phrase="2 July 2025")
    answer = page.save()
    assert WITHDRAWN in errors_of(answer)["__all__"][0]
    assert "Typed for an hour" in answer.content.decode()
    assert deadline.developments.count() == 1
    page.change_row("developments", 1, outcome="reiterated", window_phrase="1 June 2025")
    assert page.save().status_code == 302
    assert deadline.developments.count() == 2


def test_rows_of_a_new_entry(as_: SignedIn) -> None:
    process = factories.create_process()
    page = Page(as_("editor"), reverse("admin:tracker_deadline_add"), "deadline")
    page.fill(title="Harbour reopens", process=process.pk).window("30 June 2025")
    page.row("developments", outcome="withdrawn", window_phrase="1 July 2025")
    page.row("developments", outcome="met", window_phrase="2 July 2025")
    assert WITHDRAWN in errors_of(page.save())["__all__"][0]
    assert not Entry.objects.exists()


def test_a_window_that_moves_below_what_became_of_it(as_: SignedIn) -> None:
    deadline = factories.create_deadline()
    new = (deadline.earliest, deadline.latest.replace(month=8, day=1))
    create_development(
        entry=deadline, outcome=Outcome.EXTENDED, on=deadline.latest, new=new, state="draft"
    )
    address = reverse("admin:tracker_deadline_change", args=[deadline.pk])
    page = Page(as_("editor"), address, "deadline").window("30 September 2025")
    page.fill(window_earliest="", window_latest="")
    assert "ends on 30 September 2025" in errors_of(page.save())["__all__"][0]


def test_a_page_of_its_own(as_: SignedIn, deadline: Deadline) -> None:
    add = reverse("admin:tracker_development_add") + f"?entry={deadline.pk}"
    page = Page(as_("editor"), add, "development").fill(outcome="met").window("2 July 2025")
    assert WITHDRAWN in errors_of(page.save())["__all__"][0]
    assert deadline.developments.count() == 1


def test_moving_a_step_to_another_entry(as_: SignedIn, deadline: Deadline) -> None:
    other = factories.create_development(
        entry=factories.create_deadline(), outcome="met", on=deadline.latest.replace(month=8)
    )
    address = reverse("admin:tracker_development_change", args=[other.pk])
    page = Page(as_("editor"), address, "development").fill(entry=deadline.pk)
    assert WITHDRAWN in errors_of(page.save())["__all__"][0]
    assert Development.objects.get(pk=other.pk).entry_id != deadline.pk


@pytest.fixture
def built_on(deadline: Deadline) -> Development:
    """A step without which another would not be possible."""
    deadline.developments.all().delete()
    day = deadline.latest
    for outcome, month in ((Outcome.SHORTENED, 4), (Outcome.EXTENDED, 5)):
        create_development(
            entry=deadline,
            outcome=outcome,
            on=day.replace(month=month - 1),
            new=(day.replace(month=1), day.replace(month=month)),
            state=ReviewState.DRAFT,
        )
    return deadline.developments.get(outcome=Outcome.SHORTENED)


def test_deleting(as_: SignedIn, built_on: Development) -> None:
    client = as_("editor")
    address = reverse("admin:tracker_development_delete", args=[built_on.pk])
    answer = client.post(address, {"post": "yes"}, follow=True)
    assert "one that is extended ends later" in said(answer)
    assert Development.objects.count() == 2
    listed = reverse("admin:tracker_development_changelist")
    chosen = {"action": "delete_selected", "_selected_action": built_on.pk, "post": "yes"}
    answer = client.post(listed, chosen, follow=True)
    assert "one that is extended ends later" in said(answer)
    assert "Successfully" not in said(answer)
    assert Development.objects.count() == 2


def test_retracting_keeps_the_reason(as_: SignedIn, built_on: Development) -> None:
    Development.objects.update(state=ReviewState.PUBLISHED)
    client = as_("reviewer")
    address = reverse("admin:tracker_development_retract", args=[built_on.pk])
    answer = client.post(address, {"reason": "Typed for an hour"})
    shown = answer.content.decode()
    assert "Not retracted." in shown
    assert "one that is extended ends later" in shown
    assert "Typed for an hour" in shown
    listed = reverse("admin:tracker_development_changelist")
    chosen = {"action": "retract", "_selected_action": built_on.pk, "reason": "Typed for an hour"}
    assert "Not retracted." in client.post(listed, chosen).content.decode()
    assert not Development.objects.filter(state=ReviewState.RETRACTED).exists()


def publish(client: Client, model: str, *keys: int) -> Any:
    listed = reverse(f"admin:tracker_{model}_changelist")
    data = {"action": "publish", "_selected_action": keys, "seen": seen_on(client.get(listed))}
    return client.post(listed, data, follow=True)


def test_publishing_some_of_it(as_: SignedIn, built_on: Development) -> None:
    Entry.objects.update(state=ReviewState.PUBLISHED)
    (later,) = Development.objects.exclude(pk=built_on.pk)
    answer = publish(as_("reviewer"), "development", later.pk)
    assert "one that is extended ends later" in said(answer)
    assert not Development.objects.filter(state=ReviewState.PUBLISHED).exists()


def test_publishing_what_was_written_without_rules(as_: SignedIn, deadline: Deadline) -> None:
    factories.create_development(entry=deadline, outcome="met", on=deadline.latest.replace(month=8))
    client = as_("reviewer")
    answer = publish(client, "deadline", deadline.pk)
    assert WITHDRAWN in said(answer)
    # Saved with the button that publishes, it is not saved at all, and says so once.
    address = reverse("admin:tracker_deadline_change", args=[deadline.pk])
    answer = Page(client, address, "deadline").fill(title="Another").save("_act_publish")
    assert WITHDRAWN in errors_of(answer)["__all__"][0]
    assert "successfully" not in answer.content.decode()
    deadline.refresh_from_db()
    assert (deadline.title, deadline.state) == ("Harbour reopens", "draft")
