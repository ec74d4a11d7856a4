"""The nearest days on which something became known, held against a slow computation."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import pytest_django
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.http import QueryDict

from tests.factories import (
    create_actor,
    create_deadline,
    create_development,
    create_event,
    create_process,
    create_topic,
    create_track,
)
from tracker.models import Development, Outcome, ReviewState
from tracker.timeline import as_of
from tracker.timeline.as_of import Around, Near, Steps, around, around_filter, steps
from tracker.timeline.entries import timeline_entries
from tracker.timeline.filters import TimelineFilter, read_filter

NOBODY = AnonymousUser()


def day(number: int) -> date:
    """A day of April 2025; today is the 28th."""
    return date(2025, 4, number)


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> date:
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_args: day(28))
    return day(28)


@pytest.fixture(scope="module")
def record(
    django_db_setup: None, django_db_blocker: pytest_django.DjangoDbBlocker
) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        gas, sea = create_process(slug="gas"), create_process(slug="sea")
        pipes = create_track(process=gas, slug="pipes")
        arland, belmark = create_actor(name="Arland"), create_actor(name="Belmark")
        transit = create_topic(slug="transit")
        create_event(title="Valves", process=gas, on=day(2), by=arland, track=pipes)
        create_event(title="Ports", process=sea, on=day(6), by=belmark, topics=(transit,))
        create_event(title="Later", process=sea, on=day(1), known_on=day(25))
        create_event(title="To come", process=gas, on=day(3), known_on=day(30))
        due = create_deadline(title="Answer", process=gas, on=day(4), until=day(20), by=arland)
        create_development(entry=due, outcome=Outcome.REITERATED, on=day(9), known_on=day(10))
        create_development(entry=due, outcome=Outcome.MET, on=day(14))
        hidden = ReviewState.DRAFT
        create_development(entry=due, outcome=Outcome.MET, on=day(16), state=hidden)
        create_event(process=gas, on=day(12), by=arland, state=hidden)
        create_event(process=gas, on=day(18), by=arland, state=ReviewState.RETRACTED)
        yield
        transaction.set_rollback(True)


def read(query: str, at: date) -> TimelineFilter:
    chosen, errors = read_filter(QueryDict(f"{query}&as_of={at.isoformat()}"))
    assert errors == {}
    return chosen


def slowly(chosen: TimelineFilter, today: date) -> tuple[date | None, date | None]:
    question = chosen.without("as_of", "status")
    entries = list(timeline_entries(question, reader=NOBODY))
    if chosen.chosen("status"):
        entries = [entry for entry in entries if entry.kind != "event"]
    steps = Development.objects.published().filter(entry__in=entries)
    known = {entry.known_on for entry in entries} | {step.known_on for step in steps}
    earlier = [one for one in known if one < chosen.at]
    later = [one for one in known if chosen.at < one <= today]
    return max(earlier, default=None), min(later, default=None)


QUERIES = [
    "",
    "process=gas",
    "process=gas&process=sea",
    "track=pipes",
    "process=sea&track=pipes",
    "actor=arland",
    "actor=belmark&kind=event",
    "topic=transit",
    "kind=deadline",
    "kind=condition",
    "status=met",
    "process=gas&status=open",
    "q=valves",
    "since=2025-04-05",
    "from=2025-04-05",
]


@pytest.mark.django_db
@pytest.mark.usefixtures("record")
@pytest.mark.parametrize("few", [False, True], ids=["walked", "one by one"])
@pytest.mark.parametrize("query", QUERIES)
def test_the_nearest_days_are_those_of_entries_and_their_steps(
    query: str, few: bool, today: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    if few:
        monkeypatch.setattr(as_of, "MOST_WALKED", 1)
    for number in range(1, 29):
        chosen = read(query, day(number))
        found = around_filter(chosen, reader=NOBODY)
        assert tuple(near and near.day for near in found) == slowly(chosen, today), chosen.at
        assert all(near.is_change for near in found if near)


@pytest.mark.django_db
@pytest.mark.usefixtures("record", "today")
def test_of_too_many_it_says_how_far_it_has_looked_and_gets_on_from_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(as_of, "MOST_WALKED", 2)
    monkeypatch.setattr(as_of, "MOST_COUNTED", 0)
    seen = []
    at = day(28)
    while near := around_filter(read("actor=belmark", at), reader=NOBODY).previous:
        seen.append(near)
        at = near.day
    assert seen == [
        Near(day(14), is_change=False),
        Near(day(6)),
        Near(day(2), is_change=False),
    ]


@pytest.mark.parametrize(
    ("at", "previous", "following"),
    [(1, None, 2), (2, None, 5), (3, 2, 5), (5, 2, 9), (9, 5, None), (28, 9, None)],
)
def test_of_few_days_the_next_ones_are_picked(
    at: int, previous: int | None, following: int | None, today: date
) -> None:
    days = [day(number) for number in (5, 2, 9, 9, 30)]
    expected = [Near(day(number)) if number else None for number in (previous, following)]
    assert around(days, day(at)) == Around(*expected)


def ways(chosen: TimelineFilter, found: Around) -> dict[str, str | None]:
    made: Steps = steps(chosen, found)
    names = ("before", "after", "previous", "next")
    return {name: (step := getattr(made, name)) and step.query for name in names} | {
        "now": made.now
    }


def test_each_way_keeps_what_else_is_asked_and_begins_at_the_first_page(today: date) -> None:
    chosen, _errors = read_filter(QueryDict("kind=event&as_of=2025-04-18&after=2025-04-01_1"))
    assert ways(chosen, Around(Near(day(17)), Near(day(20)))) == {
        "before": "?kind=event&as_of=2025-04-17",
        "after": "?kind=event&as_of=2025-04-19",
        "previous": "?kind=event&as_of=2025-04-17",
        "next": "?kind=event&as_of=2025-04-20",
        "now": "?kind=event",
    }


def test_the_way_to_today_leads_back_to_now_and_no_further(today: date) -> None:
    yesterday = today - timedelta(days=1)
    found = ways(TimelineFilter(days={"as_of": yesterday}), Around(None, Near(today)))
    assert (found["after"], found["next"], found["now"]) == ("", "", "")
    now = ways(TimelineFilter(), Around())
    assert (now["after"], now["next"], now["previous"]) == (None, None, None)
    assert now["before"] == "?as_of=2025-04-27"
    assert ways(TimelineFilter(days={"as_of": date.min}), Around())["before"] is None
