"""Which windows a range of days touches, in the database."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from tests.factories import create_event
from tracker.dates.window import OPEN_END, OPEN_START
from tracker.timeline.entries import timeline_entries
from tracker.timeline.filters import TimelineFilter

pytestmark = pytest.mark.django_db


def touches(first: date | None, last: date | None) -> bool:
    days = {"from": first, "to": last}
    asked = TimelineFilter(days={key: day for key, day in days.items() if day})
    return timeline_entries(asked, reader=AnonymousUser()).exists()


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2025, 3, 1), date(2025, 3, 31), False),
        (date(2025, 3, 1), date(2025, 4, 1), True),
        (date(2025, 4, 10), date(2025, 4, 11), True),
        (date(2025, 4, 30), date(2025, 5, 9), True),
        (date(2025, 5, 1), date(2025, 5, 9), False),
        (None, date(2025, 4, 1), True),
        (None, date(2025, 3, 31), False),
        (date(2025, 4, 30), None, True),
        (date(2025, 5, 1), None, False),
        (None, None, True),
    ],
)
def test_a_range_touches_the_windows_that_share_a_day_with_it(
    first: date | None, last: date | None, expected: bool
) -> None:
    create_event(on=date(2025, 4, 1), until=date(2025, 4, 30))
    assert touches(first, last) is expected


def test_an_open_end_touches_whatever_lies_beyond_the_other() -> None:
    create_event(on=date(2025, 4, 1), until=OPEN_END, edtf="2025-04-01/..")
    assert touches(date(2999, 1, 1), None)
    assert not touches(None, date(2025, 3, 31))


def test_an_open_start_touches_whatever_lies_before_the_other() -> None:
    create_event(on=OPEN_START, until=date(2025, 4, 30), edtf="../2025-04-30")
    assert touches(None, date(1, 1, 2))
    assert not touches(date(2025, 5, 1), None)
