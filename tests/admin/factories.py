"""The rows of tests.factories as editors first write them: drafts, known on a derived day."""

from datetime import date
from typing import Any, TypeVar

from django.contrib.auth.models import User

from tests import factories
from tests.factories import (
    create_actor,
    create_outlet,
    create_process,
    create_topic,
    create_track,
)
from tracker.editing.derived import refresh_derived
from tracker.models import (
    Annotation,
    Article,
    Condition,
    Deadline,
    Development,
    Entry,
    Event,
    Outcome,
    ReviewState,
)

__all__ = [
    "create_actor",
    "create_outlet",
    "create_process",
    "create_topic",
    "create_track",
]

AnyEntry = TypeVar("AnyEntry", bound=Entry)

APRIL_17 = date(2025, 4, 17)
TEXT = (
    "The envoy of Veldia said that the harbour would stay closed until the prisoners are home.\n"
    "Talks go on. Talks go on.\n"
    "“We will wait a week”, the envoy said."
)
GROUPS = {"editor": ("Editors",), "reviewer": ("Reviewers",), "reader": ()}


def create_user(*, role: str) -> User:
    """reader: signed in, but not staff. editor, reviewer: staff, of the group. superuser."""
    if role == "superuser":
        return User.objects.create_superuser(role, password="x")
    return factories.create_user(role, *GROUPS[role])


def create_article(*, text: str = TEXT, **details: Any) -> Article:
    return factories.create_article(text=text, **details)


def create_event(*, title: str = "Envoys met", on: date = APRIL_17, **details: Any) -> Event:
    return _draft(factories.create_event(title=title, on=on, **_as_draft(details)))


def create_deadline(
    *, title: str = "Harbour reopens", on: date = date(2025, 6, 30), **details: Any
) -> Deadline:
    return _draft(factories.create_deadline(title=title, on=on, **_as_draft(details)))


def create_condition(
    *, title: str = "Prisoners first", on: date = APRIL_17, **details: Any
) -> Condition:
    return _draft(factories.create_condition(title=title, on=on, **_as_draft(details)))


def create_development(
    *,
    entry: Entry,
    outcome: str = Outcome.MISSED,
    on: date = date(2025, 7, 1),
    state: str = ReviewState.DRAFT,
) -> Development:
    return factories.create_development(entry=entry, outcome=outcome, on=on, state=state)


def create_source(
    *,
    entry: Entry | None = None,
    development: Development | None = None,
    exact: str = "the harbour would stay closed",
    article: Article | None = None,
    state: str = ReviewState.DRAFT,
) -> Annotation:
    return factories.create_annotation(
        article=article or create_article(),
        exact=exact,
        entry=entry,
        development=development,
        state=state,
    )


def _as_draft(details: dict[str, Any]) -> dict[str, Any]:
    return {"state": ReviewState.DRAFT, **details}


def _draft(entry: AnyEntry) -> AnyEntry:
    Entry.objects.filter(pk=entry.pk).update(known_on_by_hand=False)
    refresh_derived([entry.pk])
    entry.refresh_from_db()
    return entry
