"""What became of a deadline or a condition, taken back; and what readers are told of it."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories import DAY, create_deadline, create_development, create_event, create_process
from tests.views.page import every, form_fields, get, one, page, text, texts
from tracker.editing.pending import retract_developments
from tracker.models import Deadline, Development, Outcome, ReviewState
from tracker.templatetags.dates import short_day

pytestmark = pytest.mark.django_db


@pytest.fixture
def deadline() -> Deadline:
    process = create_process(slug="talks", name="Talks")
    return create_deadline(
        title="Answer soon", process=process, on=DAY, until=DAY + timedelta(10), anchor=DAY
    )


def acts(client: Client, step: Development) -> list[str]:
    root = get(client, f"/entries/{step.entry_id}/")
    return texts(one(root, f"#development-{step.pk}"), "button")


def test_each_is_offered_what_is_theirs_to_do(
    client: Client, editor_client: Client, reviewer_client: Client, deadline: Deadline
) -> None:
    public = create_development(entry=deadline, outcome=Outcome.MISSED, on=DAY + timedelta(11))
    draft = create_development(
        entry=deadline, outcome=Outcome.MET, on=DAY + timedelta(12), state=ReviewState.DRAFT
    )
    assert acts(client, public) == []
    assert (acts(editor_client, public), acts(editor_client, draft)) == ([], ["Remove"])
    assert acts(reviewer_client, public) == ["Retract it"]
    assert acts(reviewer_client, draft) == ["Remove"]


def test_a_draft_is_removed(editor_client: Client, deadline: Deadline) -> None:
    draft = create_development(entry=deadline, state=ReviewState.DRAFT)
    address = f"/entries/{deadline.pk}/developments/{draft.pk}/remove/"
    answer = editor_client.post(address, follow=True)
    assert answer.redirect_chain == [(f"/entries/{deadline.pk}/#developments", 302)]
    assert texts(page(answer), ".messages") == ["Removed: “met”."]
    assert not Development.objects.exists()
    assert editor_client.post(address).status_code == 404


def test_a_reviewer_retracts_with_a_reason_that_editors_see(
    client: Client, editor_client: Client, reviewer_client: Client, deadline: Deadline
) -> None:
    public = create_development(entry=deadline, outcome=Outcome.MISSED, on=DAY + timedelta(11))
    address = f"/entries/{deadline.pk}/developments/{public.pk}/retract/"
    assert "Retract “missed”, 29 Apr 2025" in texts(get(reviewer_client, address), "h1")
    assert "A retraction needs a reason." in text(page(reviewer_client.post(address)))
    answer = reviewer_client.post(address, {"reason": "A misreading"}, follow=True)
    assert texts(page(answer), ".messages") == ["Retracted: “missed”."]
    for browser in (editor_client, reviewer_client):
        seen = text(one(get(browser, f"/entries/{deadline.pk}/"), "details.taken-back"))
        assert seen == (
            "1 development was retracted Missed Tuesday 29 April 2025 Reason: A misreading"
        )
    shown = get(client, f"/entries/{deadline.pk}/")
    assert "misreading" not in text(shown)
    assert every(shown, "details.taken-back") == []
    assert text(one(shown, "p.status")) == text(one(shown, "p.status"))
    assert reviewer_client.post(address, {"reason": "Again"}).status_code == 404


@pytest.mark.parametrize("reader", ["anonymous", "reviewer"])
def test_readers_are_told_that_a_development_was_retracted_and_not_which(
    client: Client, reviewer: User, deadline: Deadline, reader: str
) -> None:
    step = create_development(entry=deadline, outcome="missed", on=DAY + timedelta(10))
    if reader == "reviewer":
        client.force_login(reviewer)
    retract_developments([step], reason="A misreading", by=reviewer)
    on = short_day(timezone.localdate())
    said = text(get(client, f"/entries/{deadline.pk}/"))
    assert f"A development was retracted on {on}." in said
    assert ("A misreading" in said) is (reader == "reviewer")
    earlier = get(client, f"/entries/{deadline.pk}/?as_of=2025-04-30")
    assert "was retracted" not in text(earlier)


def test_a_step_without_an_event_and_without_words_says_so(
    client: Client, deadline: Deadline
) -> None:
    shown = create_event(title="They answer", process=deadline.process)
    create_development(entry=deadline, outcome="partly_met", on=DAY + timedelta(1), event=shown)
    create_development(entry=deadline, outcome="missed", on=DAY + timedelta(10))
    steps = every(one(get(client, f"/entries/{deadline.pk}/"), "ol.steps"), "li")
    unsourced = "No source is on record for this yet."
    assert [unsourced in text(step) for step in steps] == [False, True]


def test_what_others_rest_on_is_not_retracted_alone(
    reviewer_client: Client, deadline: Deadline
) -> None:
    first = create_development(
        entry=deadline, outcome=Outcome.SHORTENED, on=DAY, new=(DAY, DAY + timedelta(2))
    )
    create_development(
        entry=deadline,
        outcome=Outcome.EXTENDED,
        on=DAY + timedelta(1),
        new=(DAY, DAY + timedelta(4)),
    )
    address = f"/entries/{deadline.pk}/developments/{first.pk}/retract/"
    answer = reviewer_client.post(address, {"reason": "A misreading"})
    root = page(answer)
    assert "But that is on record: “extended”, on 19 April 2025." in text(one(root, "form.record"))
    assert form_fields(answer, action="")["reason"] == "A misreading"


def test_readers_cost_no_more_than_before(
    client: Client, editor_client: Client, deadline: Deadline
) -> None:
    create_development(entry=deadline, state=ReviewState.RETRACTED)
    with CaptureQueriesContext(connection) as queries:
        client.get(f"/entries/{deadline.pk}/")
    assert not [query for query in queries if "'retracted'" in str(query["sql"])]
