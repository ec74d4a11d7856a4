"""From an entry's page: to review, and to readers."""

import pytest
from django.test import Client

from tests.factories import (
    create_actor,
    create_annotation,
    create_article,
    create_deadline,
    create_development,
    create_event,
)
from tests.views.page import every, get, page, text, texts
from tracker.models import Annotation, Development, Entry, Outcome, ReviewState

pytestmark = pytest.mark.django_db

DRAFT, IN_REVIEW, PUBLISHED = ReviewState.DRAFT, ReviewState.IN_REVIEW, ReviewState.PUBLISHED


def acts(client: Client, entry: Entry) -> list[str]:
    """What can be done there to bring it on its way."""
    root = get(client, entry.get_absolute_url())
    return [text(button) for box in every(root, ".on-its-way") for button in every(box, "button")]


@pytest.mark.parametrize(
    ("state", "pending", "for_editors", "for_reviewers"),
    [
        (DRAFT, "", ["Send to review"], ["Publish", "Send to review"]),
        (IN_REVIEW, "", [], ["Publish"]),
        (PUBLISHED, "", [], []),
        (PUBLISHED, "development", [], ["Publish what is pending here"]),
        (PUBLISHED, "source", [], ["Publish what is pending here"]),
        (PUBLISHED, "source of a development", [], ["Publish what is pending here"]),
        (ReviewState.RETRACTED, "", [], []),
    ],
)
def test_each_finds_what_is_theirs_to_do(
    editor_client: Client,
    reviewer_client: Client,
    state: str,
    pending: str,
    for_editors: list[str],
    for_reviewers: list[str],
) -> None:
    entry = create_deadline(state=state)
    article = create_article(text="They met.")
    if pending == "development":
        create_development(entry=entry, state=DRAFT)
    elif pending == "source":
        create_annotation(article=article, exact="They met", entry=entry, state=DRAFT)
    elif pending:
        step = create_development(entry=entry)
        create_annotation(article=article, exact="They met", development=step, state=DRAFT)
    assert acts(editor_client, entry) == for_editors
    assert acts(reviewer_client, entry) == for_reviewers


def test_an_editor_sends_and_a_reviewer_publishes(
    editor_client: Client, reviewer_client: Client
) -> None:
    entry = create_deadline(state=DRAFT)
    create_development(entry=entry, outcome=Outcome.MET, state=DRAFT)
    address = entry.get_absolute_url()
    root = page(editor_client.post(f"{address}submit/", follow=True))
    assert texts(root, ".messages")[0].startswith("Sent to review")
    assert "waits for a reviewer on the desk" in text(every(root, ".on-its-way")[0])
    root = get(reviewer_client, address)
    (seen,) = [field for field in every(root, "input") if field.get("name") == "seen"]
    root = page(
        reviewer_client.post(f"{address}publish/", {"seen": seen.get("value")}, follow=True)
    )
    assert texts(root, ".messages")[0].startswith("1 was published")
    assert Entry.objects.get().state == Development.objects.get().state == PUBLISHED


def test_it_is_published_only_as_it_was_seen(reviewer_client: Client) -> None:
    entry = create_event(state=IN_REVIEW)
    (seen,) = [
        field.get("value", "")
        for field in every(get(reviewer_client, entry.get_absolute_url()), "input")
        if field.get("name") == "seen"
    ]
    article = create_article(text="They met.")
    create_annotation(article=article, exact="They met", entry=entry, state=DRAFT)
    for said in (seen, "", "0"):
        root = page(
            reviewer_client.post(f"{entry.get_absolute_url()}publish/", {"seen": said}, follow=True)
        )
        assert texts(root, ".messages")[0].startswith("1 was skipped")
    assert Entry.objects.get().state == IN_REVIEW
    assert Annotation.objects.get().state == DRAFT


def test_what_is_no_draft_is_not_sent_again(editor_client: Client) -> None:
    entry = create_event()
    root = page(editor_client.post(f"{entry.get_absolute_url()}submit/", follow=True))
    assert texts(root, ".messages") == ["Only drafts can be sent to review."]
    assert Entry.objects.get().state == PUBLISHED


@pytest.mark.parametrize("is_named", [True, False])
def test_editors_are_told_that_nobody_is_named(
    client: Client, editor_client: Client, is_named: bool
) -> None:
    entry = create_deadline(by=create_actor() if is_named else None)
    told = "nobody is named in it"
    address = entry.get_absolute_url()
    assert (told in editor_client.get(address).content.decode()) is not is_named
    assert told not in client.get(address).content.decode()
