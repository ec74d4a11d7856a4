"""Decisions about proposals are taken back, while nobody has built on them."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests.conftest import HTMX
from tests.factories import (
    create_annotation,
    create_article,
    create_event,
    create_link,
    create_process,
    create_user,
)
from tests.views.deciding import (
    article_with_proposals,
    decide,
    desk,
    press,
    said,
    standings,
    take_back,
)
from tracker.editing import review
from tracker.editing.from_text import attach, take_off
from tracker.models import (
    Actor,
    Annotation,
    Article,
    Condition,
    Deadline,
    Decision,
    Entry,
    Event,
    Kind,
    ReviewState,
    Verdict,
)
from tracker.selectors.position import TextPosition

pytestmark = pytest.mark.django_db


@pytest.fixture
def article() -> Article:
    return article_with_proposals()


def test_undo_takes_an_entry_back_whole(editor_client: Client, article: Article) -> None:
    press(editor_client, article, "accept", 0)
    answer = take_back(editor_client, article, Decision.objects.get().pk)
    assert said(answer) == "Taken back, with the draft that was made."
    for model in (Entry, Annotation, Decision):
        assert not model.objects.exists()
    assert standings(article)[0] == "condition proposed"


def sent_to_review(entry: Entry, editor: User) -> None:
    review.submit([entry], by=editor)


def published(entry: Entry, editor: User) -> None:
    review.publish([entry], by=create_user("Rita", "Reviewers"))


def backed(entry: Entry, editor: User) -> None:
    create_annotation(article=create_article(title="B"), exact="sides met", entry=entry)


def linked(entry: Entry, editor: User) -> None:
    create_link(source=create_event(process=entry.process), target=entry)


@pytest.mark.parametrize(
    ("touch", "reason"),
    [
        (sent_to_review, "has been sent to review"),
        (published, "has been published"),
        (backed, "Something else hangs on"),
        (linked, "Something else hangs on"),
    ],
)
@pytest.mark.parametrize("model", [Condition, Deadline])
def test_undo_is_refused_once_somebody_has_built_on_it(
    editor_client: Client, editor: User, article: Article, touch: Any, reason: str, model: Any
) -> None:
    press(editor_client, article, "accept", 0)
    touch(Entry.objects.get(pk=model.objects.get().pk), editor)
    answer = take_back(editor_client, article, Decision.objects.get().pk)
    assert reason in said(answer)
    assert (Condition.objects.count(), Deadline.objects.count()) == (1, 1)
    assert standings(article)[0] == "condition accepted"


# What an entry said when it was made is told from what it says by the moment of the transaction.
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_undo_is_refused_once_somebody_has_changed_what_it_says(
    editor_client: Client, article: Article
) -> None:
    press(editor_client, article, "accept", 0)
    Entry.objects.filter(pk=Deadline.objects.get().pk).update(title="Better")
    answer = take_back(editor_client, article, Decision.objects.get().pk)
    assert "“Better” has been changed since" in said(answer)
    assert standings(article)[0] == "condition accepted"


def test_undo_takes_back_what_sources_came_to_and_went_from(
    editor_client: Client, article: Article
) -> None:
    press(editor_client, article, "accept", 0)
    entry = Entry.objects.get(pk=Condition.objects.get().pk)
    other = create_article(text="The sides met.", title="B")
    take_off(attach(entry, version=other.current, position=TextPosition(0, 9)))
    take_back(editor_client, article, Decision.objects.get().pk)
    assert not Entry.objects.exists()


def test_undo_leaves_an_actor_on_record_that_somebody_has_worked_on(
    editor_client: Client,
) -> None:
    create_process()
    article = create_article(title="New", text="Sweden signed the accord on Monday.")
    press(editor_client, article, "accept", 0, add="initiator:Sweden")
    Actor.objects.update(description="Known for long")
    take_back(editor_client, article, Decision.objects.get().pk)
    assert not Entry.objects.exists()
    assert Actor.objects.get().name == "Sweden"


def test_a_split_is_taken_back_whatever_of_another_kind_lies_within(
    editor_client: Client, article: Article
) -> None:
    press(editor_client, article, "split", 0)
    decision = Decision.objects.get()
    Decision.objects.create(
        version=article.current,
        kind=Kind.EVENT,
        start=decision.start,
        end=decision.start + 3,
        turn=1,
        verdict=Verdict.REJECTED,
    )
    assert "one again" in said(take_back(editor_client, article, decision.pk))


def test_what_is_taken_back_twice_says_so(editor_client: Client, article: Article) -> None:
    press(editor_client, article, "reject", 1)
    key = Decision.objects.get().pk
    take_back(editor_client, article, key)
    assert said(take_back(editor_client, article, key)) == "This has been taken back already."
    answer = editor_client.post(decide(article), {"undo": "x"}, headers=HTMX)
    assert answer.status_code == 404


def test_a_quote_that_is_taken_off_by_hand_is_open_again(
    editor_client: Client, article: Article
) -> None:
    press(editor_client, article, "accept", 1)
    annotation = Annotation.objects.get()
    editor_client.post(desk(article), {"remove": annotation.pk})
    assert standings(article)[1] == "event proposed"
    assert Event.objects.get().state == ReviewState.DRAFT
