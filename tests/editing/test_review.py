"""From draft to publication and back: who may, and what goes along."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import PermissionDenied, ValidationError

from tests.factories import (
    create_annotation,
    create_article,
    create_deadline,
    create_development,
    create_event,
)
from tracker.editing.entries import claim_version, may_change
from tracker.editing.review import publish, retract, return_to_draft, submit
from tracker.models import Annotation, Development, Entry, ReviewState

pytestmark = pytest.mark.django_db

DRAFT, IN_REVIEW, PUBLISHED, RETRACTED = (
    ReviewState.DRAFT,
    ReviewState.IN_REVIEW,
    ReviewState.PUBLISHED,
    ReviewState.RETRACTED,
)
ACTS: dict[str, Callable[[Entry, User], int]] = {
    "submit": lambda entry, user: submit([entry], by=user),
    "publish": lambda entry, user: publish([entry], by=user),
    "retract": lambda entry, user: retract([entry], reason="It was misread.", by=user),
    "return": lambda entry, user: return_to_draft([entry], by=user),
}


@pytest.mark.parametrize(
    ("act", "before", "after"),
    [
        ("submit", DRAFT, IN_REVIEW),
        ("submit", IN_REVIEW, IN_REVIEW),
        ("submit", PUBLISHED, PUBLISHED),
        ("submit", RETRACTED, RETRACTED),
        ("publish", DRAFT, PUBLISHED),
        ("publish", IN_REVIEW, PUBLISHED),
        ("publish", PUBLISHED, PUBLISHED),
        ("publish", RETRACTED, RETRACTED),
        ("retract", DRAFT, DRAFT),
        ("retract", IN_REVIEW, IN_REVIEW),
        ("retract", PUBLISHED, RETRACTED),
        ("return", IN_REVIEW, DRAFT),
        ("return", RETRACTED, DRAFT),
        ("return", PUBLISHED, PUBLISHED),
    ],
)
def test_an_act_moves_only_what_it_may(
    reviewer: User, act: str, before: ReviewState, after: ReviewState
) -> None:
    event = create_event(state=before)
    moved = ACTS[act](event, reviewer)
    event.refresh_from_db()
    assert event.state == after
    assert moved == (before != after)
    assert event.version == (2 if before != after else 1)


@pytest.mark.parametrize(
    ("who", "allowed"),
    [
        ("anonymous", set()),
        ("plain_user", set()),
        ("editor", {"submit"}),
        ("reviewer", {"submit", "publish", "retract", "return"}),
    ],
)
def test_roles(request: pytest.FixtureRequest, who: str, allowed: set[str]) -> None:
    user: User | AnonymousUser = request.getfixturevalue(who)
    for name, act in ACTS.items():
        event = create_event(state=DRAFT)
        if name in allowed:
            act(event, user)  # type: ignore[arg-type]
        else:
            with pytest.raises(PermissionDenied):
                act(event, user)  # type: ignore[arg-type]


def test_a_retraction_needs_a_reason_and_deletes_nothing(reviewer: User) -> None:
    event = create_event()
    with pytest.raises(ValidationError, match="needs a reason"):
        retract([event], reason="  ", by=reviewer)
    retract([event], reason="It was misread.", by=reviewer)
    event.refresh_from_db()
    assert event.retraction_reason == "It was misread."


def test_what_is_pending_is_published_with_its_entry(reviewer: User) -> None:
    deadline = create_deadline(state=DRAFT)
    development = create_development(entry=deadline, state=DRAFT)
    article = create_article()
    create_annotation(article=article, exact="met on Friday", entry=deadline, state=DRAFT)
    create_annotation(article=article, exact="no answer", development=development, state=DRAFT)
    assert publish([deadline], by=reviewer) == 1
    assert set(Development.objects.values_list("state", flat=True)) == {PUBLISHED}
    assert set(Annotation.objects.values_list("state", flat=True)) == {PUBLISHED}


def test_publishing_leaves_retracted_steps_retracted(reviewer: User) -> None:
    deadline = create_deadline(state=DRAFT)
    create_development(entry=deadline, state=RETRACTED)
    publish([deadline], by=reviewer)
    assert Development.objects.get().state == RETRACTED


@pytest.mark.parametrize(
    ("state", "editors", "reviewers"),
    [(DRAFT, True, True), (IN_REVIEW, True, True), (PUBLISHED, False, True)],
)
def test_what_is_published_is_a_reviewers_to_change(
    editor: User, reviewer: User, state: str, editors: bool, reviewers: bool
) -> None:
    event = create_event(state=state)
    assert may_change(editor, event) is editors
    assert may_change(reviewer, event) is reviewers


def test_the_second_of_two_who_save_is_told(editor: User) -> None:
    event = create_event(state=DRAFT)
    claim_version(editor, event, version=1)
    with pytest.raises(ValidationError, match="Somebody else saved"):
        claim_version(editor, event, version=1)
    assert Entry.objects.get().version == 2
