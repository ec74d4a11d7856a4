from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from tests.factories import DAY, create_event
from tracker.models import Entry
from tracker.timeline.entries import timeline_entries
from tracker.timeline.filters import TimelineFilter
from tracker.timeline.paging import Cursor, page_after


@pytest.mark.parametrize("text", ["", "7", "2025-04-18_", "2025-04-18_x", "2025-04-18_1 ", "_1"])
def test_what_is_no_cursor_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  the message is the text itself
        Cursor.parse(text)


def test_a_cursor_is_written_and_read() -> None:
    cursor = Cursor(date(987, 1, 2), 15)
    assert Cursor.parse(str(cursor)) == cursor


@pytest.mark.django_db
@pytest.mark.parametrize("newest_first", [True, False])
def test_following_the_cursors_shows_every_entry_once(newest_first: bool) -> None:
    # Many on one day, so that the day alone settles nothing.
    for number in range(23):
        create_event(on=DAY + timedelta(days=number // 9))
    expected = list(
        Entry.objects.order_by(
            *(("-earliest", "-pk") if newest_first else ("earliest", "pk"))
        ).values_list("pk", flat=True)
    )
    seen: list[int] = []
    after = None
    while True:
        page = page_after(
            timeline_entries(TimelineFilter(), reader=AnonymousUser()),
            after,
            newest_first=newest_first,
            size=5,
        )
        seen += page.keys
        if page.next is None:
            break
        after = page.next
    assert seen == expected


@pytest.mark.django_db
def test_a_cursor_outlives_its_entry() -> None:
    events = [create_event(on=DAY + timedelta(days=number)) for number in range(3)]
    cursor = Cursor(events[1].earliest, events[1].pk)
    events[1].delete()
    page = page_after(
        timeline_entries(TimelineFilter(), reader=AnonymousUser()), cursor, newest_first=True
    )
    assert page.keys == [events[0].pk]
