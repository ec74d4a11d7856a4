"""Whoever changes what readers see says why; what is pending needs no reason."""

from typing import Any

import pghistory.models
import pytest
from django.urls import reverse

from tests.admin import factories
from tests.admin.conftest import SignedIn
from tests.admin.pages import Page, errors_of, fields_of
from tracker.models import Annotation, Deadline, Development, Entry

MISSING = "Say why: this changes something that readers see."


def page_of(as_: SignedIn, row: Any, *, role: str = "reviewer") -> Page:
    model = row._meta.model_name
    page = Page(as_(role), reverse(f"admin:tracker_{model}_change", args=[row.pk]), model)
    return page.fill(why="")


def adding(as_: SignedIn, model: str) -> Page:
    page = Page(as_("reviewer"), reverse(f"admin:tracker_{model}_add"), model)
    return page.fill(why="")


def reasons() -> set[str]:
    """All that stand in the history."""
    contexts = pghistory.models.Context.objects.filter(metadata__has_key="reason")
    return {context.metadata["reason"] for context in contexts}


def deadline_with(*, state: str) -> Deadline:
    """With a source and a development in each of both states."""
    deadline = factories.create_deadline(state=state)
    rows = (("published", "the harbour", "reiterated"), ("draft", "the prisoners", "missed"))
    for own, exact, outcome in rows:
        factories.create_development(entry=deadline, outcome=outcome, state=own)
        factories.create_source(entry=deadline, exact=exact, state=own)
    return deadline


def a_field(page: Page) -> str:
    page.fill(title="Another")
    return "_save"


def a_part(page: Page) -> str:
    page.row("parts", actor=factories.create_actor().pk, role="host")
    return "_save"


def a_draft_source(page: Page) -> str:
    page.row("annotations", article=factories.create_article().pk, exact="We will wait a week")
    return "_save"


def a_pending_row(page: Page) -> str:
    (pending,) = Development.objects.filter(state="draft").values_list("pk", flat=True)
    for number in range(2):
        if page.data[f"developments-{number}-id"] == str(pending):
            page.change_row("developments", number, note="By letter")
    return "_save"


def a_public_row(page: Page) -> str:
    (public,) = Development.objects.filter(state="published").values_list("pk", flat=True)
    for number in range(2):
        if page.data[f"developments-{number}-id"] == str(public):
            page.change_row("developments", number, note="By letter")
    return "_save"


def publishing(page: Page) -> str:
    return "_act_publish"


def nothing(page: Page) -> str:
    return "_save"


@pytest.mark.parametrize(
    ("state", "change", "needs"),
    [
        ("draft", a_field, False),
        ("in_review", a_part, False),
        ("draft", publishing, False),
        ("published", nothing, False),
        ("published", a_draft_source, False),
        ("published", a_pending_row, False),
        ("published", a_field, True),
        ("published", a_part, True),
        ("published", a_public_row, True),
        ("published", publishing, True),
    ],
)
def test_an_entry_that_readers_see_is_changed_with_a_reason(
    as_: SignedIn, state: str, change: Any, needs: bool
) -> None:
    deadline = deadline_with(state=state)
    page = page_of(as_, deadline)
    button = change(page)
    answer = page.save(button)
    deadline.refresh_from_db()
    if not needs:
        assert answer.status_code == 302
        return
    assert errors_of(answer) == {"why": [MISSING]}
    assert (deadline.title, deadline.version) == ("Harbour reopens", 1)
    page.data = fields_of(answer, "deadline_form")  # nothing of what was typed is lost
    assert page.fill(why="a misprint").save(button).status_code == 302
    assert reasons() == {"a misprint"}


@pytest.mark.parametrize(
    ("of", "own", "button", "needs"),
    [
        ("published", "published", "_save", True),
        ("published", "draft", "_act_publish", True),
        ("published", "draft", "_save", False),
        ("draft", "draft", "_save", False),
        ("draft", "published", "_save", False),
    ],
)
@pytest.mark.parametrize("model", ["development", "annotation"])
def test_so_are_developments_and_sources_on_their_own_pages(
    as_: SignedIn, model: str, of: str, own: str, button: str, needs: bool
) -> None:
    deadline = factories.create_deadline(state=of)
    claim: Development | Annotation
    if model == "development":
        claim = factories.create_development(entry=deadline, state=own)
        changes = {"note": "By letter"}
    else:
        claim = factories.create_source(entry=deadline, state=own)
        changes = {"stance": "disputes"}
    page = page_of(as_, claim).fill(**changes)
    answer = page.save(button)
    if not needs:
        assert answer.status_code == 302
        return
    assert errors_of(answer) == {"why": [MISSING]}
    assert page.fill(why="a misprint").save(button).status_code == 302
    assert reasons() == {"a misprint"}


def test_what_is_added_and_published_at_once_says_why(as_: SignedIn) -> None:
    deadline = factories.create_deadline(state="published")
    page = adding(as_, "development").fill(entry=deadline.pk, outcome="missed")
    page.window("1 July 2025")
    assert errors_of(page.save("_act_publish")) == {"why": [MISSING]}
    assert not Development.objects.exists()
    assert page.fill(why="it was missed").save("_act_publish").status_code == 302
    assert Development.objects.get().state == "published"
    assert reasons() == {"it was missed"}


def test_a_reason_goes_on_record_where_none_is_needed(as_: SignedIn) -> None:
    event = factories.create_event()
    page = page_of(as_, event, role="editor").fill(title="Another", why="a misprint")
    assert page.save().status_code == 302
    assert reasons() == {"a misprint"}


def test_who_may_only_read_is_asked_nothing(as_: SignedIn) -> None:
    event = factories.create_event(state="published")
    url = reverse("admin:tracker_event_change", args=[event.pk])
    assert b'name="why"' not in as_("editor").get(url).content
    assert b'name="why"' in as_("reviewer").get(url).content


def test_the_reason_comes_through_the_page_of_both_versions(as_: SignedIn) -> None:
    event = factories.create_event(state="published")
    mine = page_of(as_, event).fill(summary="Mine", why="my words")
    theirs = page_of(as_, event, role="superuser").fill(title="Theirs", why="their title")
    assert theirs.save().status_code == 302
    answer = mine.save()
    shown = [one["difference"].key for _side, rows in answer.context["sides"] for one in rows]
    assert shown == ["title", "summary"]
    data = fields_of(answer, "merge_form")
    assert data["why"] == "my words"
    merged = mine.client.post(mine.url, {**data, "_merged": "Save"})
    assert merged.status_code == 302
    event.refresh_from_db()
    assert (event.title, event.summary) == ("Theirs", "Mine")
    assert reasons() == {"their title", "my words"}


def test_a_reason_has_an_end(as_: SignedIn) -> None:
    event = factories.create_event(state="published")
    page = page_of(as_, event).fill(title="Another", why="x" * 1001)
    assert list(errors_of(page.save())) == ["why"]
    assert Entry.objects.get().title == "Envoys met"
