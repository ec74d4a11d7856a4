"""The small drawing of a process: its events by weeks and families."""

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser, User

from tests.factories import create_deadline, create_event, create_process
from tracker.models import Event, Family, Process, ReviewState
from tracker.timeline.filters import TimelineFilter
from tracker.timeline.sketches import Sketch, sketches

pytestmark = pytest.mark.django_db

AT = date(2025, 4, 18)  # a Friday
NOBODY = AnonymousUser()


def event(process: Process, day: str, plover_type: str, **given: Any) -> Event:
    return create_event(
        process=process, on=date.fromisoformat(day), plover_type=plover_type, **given
    )


@pytest.fixture
def process() -> Process:
    process = create_process(slug="talks")
    event(process, "2025-03-03", "AGREE")
    event(process, "2025-03-09", "SANCTION")
    event(process, "2025-03-10", "CONSULT")
    event(process, "2025-04-18", "THREATEN")
    event(process, "2025-04-19", "AID")  # later than the day shown
    event(process, "2025-04-01", "AID", state=ReviewState.DRAFT)
    create_deadline(process=process)
    return process


def sketch_of(process: Process, reader: User | AnonymousUser = NOBODY, **days: date) -> Sketch:
    chosen = TimelineFilter(days=dict(days))
    return sketches([process.pk], chosen, reader=reader)[process.pk]


def numbers(sketch: Sketch) -> dict[str, int]:
    return {family.value: sketch.number(family) for family in Family if sketch.number(family)}


@pytest.mark.parametrize("days", [{}, {"as_of": AT}])
def test_it_counts_what_has_begun_by_families(process: Process, days: dict[str, date]) -> None:
    found = {"vcoop": 2, "mconf": 1, "vconf": 1}
    if not days:
        found["mcoop"] = 1  # begun by the day on which somebody looks
    assert numbers(sketch_of(process, NOBODY, **days)) == found


def test_a_column_is_a_week_from_monday_on(process: Process) -> None:
    sketch = sketch_of(process, as_of=AT)
    assert sketch.weeks == 1
    assert [dict(one) for one in sketch.columns if one][:2] == [
        {"vcoop": 1, "mconf": 1},
        {"vcoop": 1},
    ]


def test_drafts_count_for_editors(process: Process, editor: User) -> None:
    assert numbers(sketch_of(process, editor, as_of=AT))["mcoop"] == 1


def test_what_was_not_known_is_not_drawn(process: Process) -> None:
    assert numbers(sketch_of(process, as_of=date(2025, 3, 9))) == {"vcoop": 1, "mconf": 1}


def test_decades_share_the_columns_that_there_are(process: Process) -> None:
    event(process, "1990-01-01", "AGREE")
    sketch = sketch_of(process, as_of=AT)
    assert len(sketch.columns) <= 121
    assert sketch.weeks > 10
    assert numbers(sketch)["vcoop"] == 3


def test_today_lies_in_it_while_it_is_near(process: Process) -> None:
    near = sketch_of(process, as_of=AT).today
    assert near is not None
    assert 0.9 < near < 1
    assert sketch_of(process, as_of=date(2026, 4, 18)).today is None


def test_a_process_without_events_has_none() -> None:
    process = create_process(slug="quiet")
    create_deadline(process=process)
    assert sketches([process.pk], TimelineFilter(days={}), reader=NOBODY) == {}
