"""Texts have an end: where people type them, and where the search index is made of them."""

import pytest
from django.core.exceptions import ValidationError

from tests.factories import create_annotation, create_article, create_event, create_process
from tracker.dates.edtf import parse_edtf
from tracker.editing.entries import create_entry
from tracker.models import Condition, Deadline, Entry, Event
from tracker.models.entries import LONGEST

pytestmark = pytest.mark.django_db

TOO_LONG = "word " * (LONGEST // 5) + "more"


@pytest.mark.parametrize(
    ("entry", "column"),
    [
        (Event(plover_type="CONSULT"), "summary"),
        (Deadline(), "demand"),
        (Deadline(), "consequence"),
        (Condition(condition_kind="threat", if_clause="a", then_clause="b"), "if_clause"),
        (Condition(condition_kind="threat", if_clause="a", then_clause="b"), "then_clause"),
    ],
)
def test_a_text_that_is_too_long_is_refused_at_its_field(entry: Entry, column: str) -> None:
    entry.title, entry.process = "They meet", create_process()
    entry.window = parse_edtf("2025-04-18")
    setattr(entry, column, TOO_LONG)
    with pytest.raises(ValidationError) as refused:
        create_entry(entry)
    assert list(refused.value.message_dict) == [column]
    assert not Entry.objects.exists()


def test_any_number_of_quotes_can_be_indexed() -> None:
    # More distinct words than one row of a search index holds.
    text = " ".join(f"w{number:07}" for number in range(50_000))
    article, event = create_article(text=text), create_event()
    for start in range(0, 160_000, 1_998):
        create_annotation(article=article, exact=text[start : start + 1_998], entry=event)
    event.refresh_from_db()
    assert event.annotations.count() > 80
    assert Entry.objects.filter(search="w0000001").exists()
