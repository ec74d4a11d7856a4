"""All check constraints of a row are tried at once; what does not hold says so as before."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import DAY, create_annotation, create_article, create_deadline, create_event
from tracker.models import ReviewState

pytestmark = pytest.mark.django_db


def test_a_row_that_keeps_them_is_tried_by_one_query_a_table() -> None:
    event = create_event()
    with CaptureQueriesContext(connection) as queries:
        event.validate_constraints()
    asked = [query["sql"] for query in queries if query["sql"].startswith("SELECT")]
    # the checks of the event's own table, those of the entry's, and what has to be unique there
    assert len(asked) <= 3


@pytest.mark.parametrize(
    ("changes", "messages"),
    [
        ({"state": ReviewState.RETRACTED}, ["What is retracted needs a reason, and nothing else."]),
        (
            {"state": ReviewState.RETRACTED, "earliest": DAY + timedelta(9)},
            [
                "The earliest day is after the latest day.",
                "What is retracted needs a reason, and nothing else.",
            ],
        ),
    ],
)
def test_each_that_does_not_hold_says_so(changes: dict[str, object], messages: list[str]) -> None:
    deadline = create_deadline()
    for name, value in changes.items():
        setattr(deadline, name, value)
    with pytest.raises(ValidationError) as refusal:
        deadline.validate_constraints()
    assert sorted(refusal.value.messages) == sorted(messages)


def test_with_fields_left_out_the_others_are_still_tried() -> None:
    deadline = create_deadline()
    deadline.earliest = DAY + timedelta(9)
    deadline.state = ReviewState.RETRACTED
    with pytest.raises(ValidationError) as refusal:
        deadline.validate_constraints(exclude={"earliest"})
    assert refusal.value.messages == ["What is retracted needs a reason, and nothing else."]


def test_what_has_to_be_unique_is_still_tried() -> None:
    article, event = create_article(text="They met."), create_event()
    first = create_annotation(article=article, exact="They met", entry=event)
    first.pk, first._state.adding = None, True
    with pytest.raises(ValidationError):
        first.validate_constraints()
