"""The state of a deadline or a condition at a moment, held against a slow reading in Python."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.factories import create_condition, create_deadline, create_development, create_event
from tracker.dates.window import OPEN_END
from tracker.models import OUTCOMES, Entry, Kind, Outcome, ReviewState
from tracker.models.developments import MOVES
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


# -- against an independent reading --------------------------------------------------------------


@dataclass(frozen=True)
class Step:
    outcome: Outcome
    on: date
    known_on: date
    new: tuple[date, date] | None


def slowly(first: date, last: date, steps: list[Step], at: date) -> tuple[str, date]:
    """The rule as the design words it: the latest development known by then, and the clock."""
    known = [(step.on, step.known_on, place, step) for place, step in enumerate(steps)]
    known = sorted(row for row in known if row[1] <= at)
    told = [row[3] for row in known if row[3].outcome != Outcome.REITERATED]
    if told and told[-1].outcome not in MOVES:
        return told[-1].outcome, last
    if told and told[-1].new:
        first, last = told[-1].new
    if at < first:
        return "upcoming", last
    return ("open" if at <= last else "overdue"), last


days = st.integers(0, 40).map(day)


@st.composite
def steps_of(draw: st.DrawFn, kind: str) -> list[Step]:
    steps = []
    for _number in range(draw(st.integers(0, 5))):
        outcome = draw(st.sampled_from(OUTCOMES[kind]))
        on = draw(days)
        new = None
        if outcome in MOVES:
            new = (min(pair := sorted((draw(days), draw(days)))), pair[1])
        steps.append(Step(outcome, on, on + timedelta(days=draw(st.integers(0, 5))), new))
    return steps


class RandomLives(TestCase):
    @hypothesis_settings(max_examples=40, deadline=None)
    @given(st.sampled_from([Kind.DEADLINE, Kind.CONDITION]), st.data())
    def test_any_life_is_read_alike_on_every_day(self, kind: Kind, data: st.DataObject) -> None:
        first, last = sorted((data.draw(days), data.draw(days)))
        steps = data.draw(steps_of(kind))
        create = create_deadline if kind == Kind.DEADLINE else create_condition
        entry = create(on=first, until=last)
        for step in steps:
            create_development(
                entry=entry,
                outcome=step.outcome,
                on=step.on,
                known_on=step.known_on,
                new=step.new,
            )
        for number in range(0, 48, 3):
            expected, _last = slowly(first, last, steps, day(number))
            assert standing(entry, day(number)).status == expected
