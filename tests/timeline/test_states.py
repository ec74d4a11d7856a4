"""The state of a deadline or a condition at a moment (and, in test_every_day, of all of them on
any day)."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.factories import create_condition, create_deadline, create_development, create_event
from tracker.dates.window import OPEN_END
from tracker.models import Entry, Outcome, ReviewState
from tracker.timeline.states import Standing, with_standing


def day(number: int) -> date:
    """A day of April 2025, and on."""
    return date(2025, 3, 31) + timedelta(days=number)


def standing(entry: Entry, at: date) -> Standing:
    found: Standing = read_standing(entry, at)
    return found


def read_standing(entry: Entry, at: date) -> Any:
    return with_standing(Entry.objects.filter(pk=entry.pk), at=at).get().standing  # type: ignore[attr-defined]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("at", "status", "since"),
    [
        (9, "upcoming", 5),
        (10, "open", 10),
        (15, "open", 10),
        (16, "overdue", 16),
        (300, "overdue", 16),
    ],
)
def test_the_clock_says_upcoming_open_overdue(at: int, status: str, since: int) -> None:
    deadline = create_deadline(on=day(10), until=day(15), anchor=day(5), known_on=day(6))
    found = standing(deadline, day(at))
    assert (found.status, found.since) == (status, day(since))
    assert found.step is None


@pytest.mark.django_db
def test_an_event_has_no_standing() -> None:
    event = create_event()
    assert read_standing(event, day(1)) is None


@pytest.mark.django_db
def test_an_open_end_is_never_overdue() -> None:
    condition = create_condition(on=day(1), until=OPEN_END)
    assert standing(condition, date(2999, 1, 1)).status == "open"


@pytest.mark.django_db
def test_an_open_start_is_open_since_it_was_known() -> None:
    deadline = create_deadline(
        on=date(1, 1, 1), until=day(20), edtf="../2025-04-20", known_on=day(5)
    )
    found = standing(deadline, day(10))
    assert (found.status, found.since) == ("open", day(5))


@pytest.mark.django_db
def test_a_chain_of_extensions_is_followed_day_by_day() -> None:
    deadline = create_deadline(on=day(1), until=day(10))
    create_development(entry=deadline, outcome=Outcome.EXTENDED, on=day(10), new=(day(10), day(17)))
    create_development(entry=deadline, outcome=Outcome.EXTENDED, on=day(17), new=(day(17), day(20)))
    last = create_development(entry=deadline, outcome=Outcome.MISSED, on=day(21))
    assert [standing(deadline, day(n)).status for n in (9, 10, 17, 20, 21, 90)] == [
        "open",
        "open",
        "open",
        "open",
        "missed",
        "missed",
    ]
    assert standing(deadline, day(12)).latest == day(17)
    final = standing(deadline, day(90))
    assert (final.since, final.latest, final.step) == (day(21), day(20), last.pk)


@pytest.mark.django_db
def test_what_is_not_known_yet_does_not_count() -> None:
    deadline = create_deadline(on=day(1), until=day(10))
    create_development(entry=deadline, outcome=Outcome.MET, on=day(8), known_on=day(30))
    assert standing(deadline, day(29)).status == "overdue"
    assert standing(deadline, day(30)).status == "met"
    assert standing(deadline, day(30)).since == day(8)


@pytest.mark.django_db
@pytest.mark.parametrize("state", [ReviewState.DRAFT, ReviewState.IN_REVIEW, ReviewState.RETRACTED])
def test_only_published_developments_count(state: str) -> None:
    deadline = create_deadline(on=day(1), until=day(10))
    create_development(entry=deadline, outcome=Outcome.MET, on=day(8), state=state)
    assert standing(deadline, day(20)).status == "overdue"


@pytest.mark.django_db
def test_reiterating_changes_nothing() -> None:
    condition = create_condition(on=day(1), until=day(10))
    create_development(entry=condition, outcome=Outcome.WAIVED, on=day(5))
    create_development(entry=condition, outcome=Outcome.REITERATED, on=day(7))
    assert standing(condition, day(8)).status == "waived"
