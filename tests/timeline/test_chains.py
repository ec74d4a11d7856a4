"""The successive windows of a deadline, and what came of it."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from tests.factories import DAY, create_condition, create_deadline, create_development
from tracker.dates.window import OPEN_END
from tracker.models import Deadline, Entry, Outcome, ReviewState
from tracker.timeline.chains import Chain, Moves, chain_of
from tracker.timeline.rows import rows_of

pytestmark = pytest.mark.django_db


def day(number: int) -> date:
    return DAY + timedelta(number)


def chain(entry: Entry, at: date) -> Chain:
    (row,) = rows_of([entry.pk], reader=AnonymousUser(), at=at)
    found = chain_of(row, list(entry.developments.in_order()), at=at)
    assert found
    return found


def said(found: Chain) -> list[tuple[str, date, int | None, str]]:
    """Of each stage the move, the last day, by how many days that is later, and what came of it."""
    return [
        (stage.move, stage.window.latest, stage.later, stage.end.outcome if stage.end else "")
        for stage in found.stages
    ]


@pytest.fixture
def deadline() -> Deadline:
    """Due on day 10, moved to 17, back to 14, then missed."""
    found = create_deadline(on=day(0), until=day(10))
    for outcome, on, until in (
        (Outcome.EXTENDED, 10, 17),
        (Outcome.REITERATED, 11, None),
        (Outcome.SHORTENED, 12, 14),
        (Outcome.MISSED, 15, None),
    ):
        new = (day(on), day(until)) if until else None
        create_development(entry=found, outcome=outcome, on=day(on), new=new)
    return found


def test_each_move_is_a_stage_and_the_outcome_the_end(deadline: Deadline) -> None:
    found = chain(deadline, day(20))
    assert said(found) == [
        ("", day(10), None, ""),
        ("extended", day(17), 7, ""),
        ("shortened", day(14), -3, "missed"),
    ]
    assert found.moves == Moves(times=2, counted=2, days=10, later=4)
    assert found.end
    assert (found.end.label, found.end.day) == ("missed", day(15))
    assert (found.axis.first, found.axis.last) == (day(0), day(20))


@pytest.mark.parametrize(
    ("at", "stages", "later", "ended"),
    [(0, 1, 0, False), (9, 1, 0, False), (10, 2, 7, False), (12, 3, 4, False), (15, 3, 4, True)],
)
def test_it_is_as_long_as_was_known(
    deadline: Deadline, at: int, stages: int, later: int, ended: bool
) -> None:
    found = chain(deadline, day(at))
    assert (len(found.stages), found.moves.later, bool(found.end)) == (stages, later, ended)


@pytest.mark.parametrize("state", [ReviewState.DRAFT, ReviewState.RETRACTED])
def test_what_is_not_published_is_no_link_of_it(state: str) -> None:
    found = create_deadline(until=day(10))
    create_development(entry=found, outcome=Outcome.EXTENDED, new=(DAY, day(20)), state=state)
    create_development(entry=found, outcome=Outcome.MET, state=state)
    assert said(chain(found, day(30))) == [("", day(10), None, "")]


def test_an_open_end_counts_no_days() -> None:
    found = create_deadline(until=day(10))
    for number, last in enumerate((OPEN_END, day(20), day(25))):
        create_development(entry=found, outcome=Outcome.EXTENDED, on=day(number), new=(DAY, last))
    moves = chain(found, day(30)).moves
    assert moves == Moves(times=3, counted=1, days=5, later=5)
    assert moves.uncounted == 2


def test_what_was_moved_on_after_an_outcome_runs_again() -> None:
    found = create_deadline(until=day(10))
    create_development(entry=found, outcome=Outcome.LAPSED, on=day(11))
    create_development(entry=found, outcome=Outcome.EXTENDED, on=day(12), new=(day(12), day(19)))
    last = chain(found, day(13))
    assert said(last) == [("", day(10), None, "lapsed"), ("extended", day(19), 9, "")]
    assert last.end is None


def test_steps_stand_as_they_happened_however_late_they_became_known() -> None:
    found = create_deadline(until=day(10))
    create_development(entry=found, outcome=Outcome.EXTENDED, on=day(9), new=(DAY, day(30)))
    create_development(
        entry=found, outcome=Outcome.EXTENDED, on=day(5), known_on=day(12), new=(DAY, day(20))
    )
    assert said(chain(found, day(11))) == [("", day(10), None, ""), ("extended", day(30), 20, "")]
    assert said(chain(found, day(12))) == [
        ("", day(10), None, ""),
        ("extended", day(20), 10, ""),
        ("extended", day(30), 10, ""),
    ]


def test_an_outcome_of_an_unknown_day_counts_since_it_was_known() -> None:
    found = create_deadline(until=day(10))
    met = create_development(entry=found, outcome=Outcome.MET, on=date(1, 1, 1), known_on=day(4))
    end = chain(found, day(5)).end
    assert end
    assert (end.day, end.step) == (day(4), met.pk)


@pytest.mark.parametrize(
    ("first", "last", "steps", "begins", "ends", "breaks"),
    [
        # Little before what moves: all of it is shown.
        (-15, 10, [(10, 20), (21, None)], -15, 21, False),
        # Much: so much of it that the moves, of eleven days, have room.
        (-200, 10, [(10, 20), (21, None)], 10 - 16, 21, False),
        # Moves of hardly any days get some room, too.
        (-200, 10, [(10, 11), (12, None)], 10 - 6, 12, False),
        (-300, 10, [(-50, 20), (21, None)], -50 - 106, 21, False),
        # What has never moved is shown whole.
        (-200, 10, [(11, None)], -200, 11, False),
        # What still runs goes on to the moment, beyond a break where that is far.
        (-200, 10, [(10, 20)], 10 - 15, 20, True),
        (-200, 10, [], -200, 10, True),
    ],
)
def test_the_axis_leaves_room_for_the_moves(
    first: int,
    last: int,
    steps: list[tuple[int, int | None]],
    begins: int,
    ends: int,
    breaks: bool,
) -> None:
    found = create_deadline(on=day(first), until=day(last), known_on=day(first))
    for on, until in steps:
        outcome = Outcome.MISSED if until is None else Outcome.EXTENDED
        new = None if until is None else (day(on), day(until))
        create_development(entry=found, outcome=outcome, on=day(on), new=new)
    axis = chain(found, day(900)).axis
    assert (axis.first, axis.last) == (day(begins), day(ends))
    assert axis.far == (day(900) if breaks else None)


def test_only_deadlines_have_one() -> None:
    condition = create_condition()
    (row,) = rows_of([condition.pk], reader=AnonymousUser(), at=DAY)
    assert chain_of(row, [], at=DAY) is None
