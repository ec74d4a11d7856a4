"""Two editors at one life, in the same moment, each with a connection of their own."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from tests.factories import DAY, create_deadline
from tracker.dates.window import Window
from tracker.editing.developments import Overtaken, mark_of_life, record_development
from tracker.editing.lives import Impossible
from tracker.models import Deadline, Development, Outcome

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def at_once(deadline: Deadline, outcomes: list[Outcome], *, seen: str = "") -> list[str]:
    """What came of each of them, when all were sent together."""
    start = Barrier(len(outcomes))

    def send(outcome: Outcome) -> str:
        try:
            development = Development(entry_id=deadline.pk, outcome=outcome)
            development.window = Window(edtf=DAY.isoformat(), earliest=DAY, latest=DAY)
            start.wait()
            record_development(development, seen=seen)
        except (Impossible, Overtaken) as refusal:
            return type(refusal).__name__
        finally:
            connections.close_all()
        return "recorded"

    with ThreadPoolExecutor(len(outcomes)) as threads:
        return sorted(threads.map(send, outcomes))


def test_of_two_that_exclude_each_other_one_is_recorded() -> None:
    deadline = create_deadline()
    found = at_once(deadline, [Outcome.MET, Outcome.WITHDRAWN])
    assert found == ["Impossible", "recorded"]
    assert deadline.developments.count() == 1


def test_of_two_that_do_not_know_of_each_other_the_second_looks_again() -> None:
    deadline = create_deadline()
    found = at_once(deadline, [Outcome.REITERATED] * 2, seen=mark_of_life(deadline))
    assert found == ["Overtaken", "recorded"]
