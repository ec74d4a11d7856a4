"""What the annotation workspace says of what is on record, and of what a form needs."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import (
    create_annotation,
    create_article,
    create_deadline,
    create_development,
    create_event,
    create_process,
)
from tests.views.page import every, get, one, text, texts
from tracker.models import Kind, ReviewState

pytestmark = pytest.mark.django_db

DRAFT, IN_REVIEW, PUBLISHED = ReviewState.DRAFT, ReviewState.IN_REVIEW, ReviewState.PUBLISHED
TEXT = "They met on Friday. If no answer comes, the mediator leaves."


@pytest.mark.parametrize(
    ("of_entry", "of_step", "of_words", "said"),
    [
        (DRAFT, None, DRAFT, ["draft"]),
        (IN_REVIEW, None, DRAFT, ["in review"]),
        (PUBLISHED, None, DRAFT, ["draft"]),
        (PUBLISHED, None, PUBLISHED, []),
        (PUBLISHED, DRAFT, DRAFT, ["draft"]),
        (PUBLISHED, IN_REVIEW, DRAFT, ["in review"]),
        (IN_REVIEW, DRAFT, DRAFT, ["in review"]),
    ],
)
def test_a_row_says_how_far_its_entry_is(
    editor_client: Client,
    of_entry: ReviewState,
    of_step: ReviewState | None,
    of_words: ReviewState,
    said: list[str],
) -> None:
    article = create_article(text=TEXT)
    entry = create_deadline(state=of_entry)
    step = create_development(entry=entry, state=of_step) if of_step else None
    create_annotation(
        article=article,
        exact="They met",
        entry=None if step else entry,
        development=step,
        state=of_words,
    )
    root = get(editor_client, reverse("annotate", args=[article.pk]))
    (row,) = every(one(root, "section.rows"), "li")
    assert texts(row, ".pending") == said


def test_drafts_that_were_sent_say_so(editor_client: Client) -> None:
    article = create_article(text=TEXT)
    create_annotation(article=article, exact="They met", entry=create_event(state=DRAFT))
    address = reverse("annotate", args=[article.pk])
    editor_client.post(address, {"submit": "1"})
    assert texts(one(get(editor_client, address), "section.rows"), ".pending") == ["in review"]


@pytest.mark.parametrize(
    ("words", "operator", "clause"),
    [
        ("If no answer comes, the mediator leaves", "if", "no answer comes"),
        ("They met on Friday. If no answer comes, the mediator leaves", "if", ""),
    ],
)
def test_what_a_condition_asks_is_filled_in_only_where_the_words_begin_with_it(
    editor_client: Client, words: str, operator: str, clause: str
) -> None:
    create_process()
    article = create_article(text=TEXT)
    address = reverse("annotate_new", args=[article.pk, Kind.CONDITION])
    root = get(editor_client, f"{address}?exact={words}")
    (field,) = [one for one in every(root, "textarea") if one.get("name") == "if_clause"]
    assert text(field) == clause
    assert field.get("aria-describedby") == "id_if_clause_helptext"
    assert text(one(root, "#id_if_clause_helptext")) == "What is asked, without the word “if”"


@pytest.mark.parametrize("kind", list(Kind))
def test_fields_that_have_to_be_filled_in_are_marked(editor_client: Client, kind: Kind) -> None:
    create_process()
    article = create_article(text=TEXT)
    address = reverse("annotate_new", args=[article.pk, kind])
    root = get(editor_client, f"{address}?exact=They+met")
    making = one(root, "#making")
    needed = {
        field.get("id", "")
        for tag in ("input", "select", "textarea")
        for field in every(making, tag)
        if "required" in field.attrib
    }
    marked = {label.get("for") for box in every(making, ".needed") for label in every(box, "label")}
    assert {"id_title", "id_process"} <= needed
    assert {name for name in needed if "window" not in name} <= marked
    assert not {"id_track", "id_summary"} & marked
