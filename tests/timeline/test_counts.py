"""Numbers beside the filters: exact, or lower bounds that say so."""

from collections import Counter
from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser, User

from tests.factories import (
    DAY,
    create_actor,
    create_condition,
    create_deadline,
    create_development,
    create_event,
    create_process,
    create_topic,
    create_track,
)
from tracker.models import Entry, Outcome, ReviewState, Role
from tracker.timeline import counts
from tracker.timeline.counts import Number, count
from tracker.timeline.entries import timeline_entries
from tracker.timeline.filters import TimelineFilter

pytestmark = pytest.mark.django_db

KEYS = ("kind", "status", "process", "track", "actor", "type", "topic", "initiator", "recipient")
QUESTIONS = [
    {},
    {"process": ("north",)},
    {"process": ("north", "south")},
    {"kind": ("deadline",)},
    {"actor": ("arland",)},
    {"actor": ("arland", "belmark"), "status": ("open", "met")},
    {"initiator": ("arland",), "recipient": ("belmark",)},
    {"status": ("overdue",)},
    {"status": ("met",), "process": ("south",)},
    {"topic": ("grain",), "type": ("AGREE",)},
    {"track": ("truce",)},
]


@pytest.fixture
def record() -> None:
    topics = [create_topic(slug=slug) for slug in ("grain", "gas")]
    arland, belmark = create_actor(name="Arland"), create_actor(name="Belmark")
    states = [ReviewState.PUBLISHED, ReviewState.PUBLISHED, ReviewState.DRAFT]
    for slug in ("north", "south"):
        process = create_process(slug=slug)
        track = create_track(process=process, slug="truce" if slug == "north" else "talks")
        for number in range(6):
            common = {
                "process": process,
                "track": track if number % 2 else None,
                "topics": (topics[number % 2],),
                "parts": ((arland, Role.INITIATOR), (belmark, Role.RECIPIENT), (arland, Role.HOST)),
                "state": states[number % 3],
                "on": DAY + timedelta(days=number),
            }
            create_event(plover_type="AGREE" if number % 2 else "CONSULT", **common)  # type: ignore[arg-type]
            deadline = create_deadline(until=DAY + timedelta(days=number), **common)  # type: ignore[arg-type]
            create_condition(until=date(2999, 1, 1), **common)  # type: ignore[arg-type]
            if number % 2:
                create_development(entry=deadline, outcome=Outcome.MET)


def naive(key: str, question: TimelineFilter, reader: AnonymousUser | User) -> Counter[str]:
    """Entry by entry."""
    found: Counter[str] = Counter()
    for entry in timeline_entries(question.without(key), reader=reader):
        parts = list(entry.parts.select_related("actor"))
        standing = entry.standing  # type: ignore[attr-defined]
        values = {
            "kind": {entry.kind},
            "status": {standing.status} if standing else set(),
            "process": {entry.process.slug},
            "track": {entry.track.slug} if entry.track else set(),
            "type": {entry.event.plover_type} if entry.kind == "event" else set(),
            "topic": {topic.slug for topic in entry.topics.all()},
            "actor": {part.actor.slug for part in parts},
            "initiator": {part.actor.slug for part in parts if part.role == Role.INITIATOR},
            "recipient": {part.actor.slug for part in parts if part.role == Role.RECIPIENT},
        }[key]
        found.update(values)
    return found


@pytest.mark.usefixtures("record")
@pytest.mark.parametrize("asked", QUESTIONS, ids=str)
@pytest.mark.parametrize("who", ["anonymous", "editor"])
def test_each_number_is_that_of_counting_entry_by_entry(
    request: pytest.FixtureRequest, asked: dict[str, tuple[str, ...]], who: str
) -> None:
    reader = request.getfixturevalue(who)
    question = TimelineFilter(choices=asked)
    found = count(question, KEYS, reader=reader)
    assert found.total == Number(timeline_entries(question, reader=reader).count())
    for key in KEYS:
        said = {one.value: one.number.value for one in found.choices[key]}
        assert said == naive(key, question, reader), key
        assert not any(one.number.at_least for one in found.choices[key])


@pytest.mark.usefixtures("record")
@pytest.mark.parametrize("asked", QUESTIONS[3:], ids=str)
def test_what_is_not_counted_to_its_end_says_so_and_is_no_more_than_there_is(
    monkeypatch: pytest.MonkeyPatch, anonymous: AnonymousUser, asked: dict[str, tuple[str, ...]]
) -> None:
    monkeypatch.setattr(counts, "MOST_COUNTED", 3)
    question = TimelineFilter(choices=asked)
    found = count(question, KEYS, reader=anonymous)
    total = timeline_entries(question, reader=anonymous).count()
    assert found.total == (Number(3, at_least=True) if total > 3 else Number(total))
    for key in KEYS:
        true = naive(key, question, anonymous)
        for one in found.choices[key]:
            if one.number.at_least:
                assert one.number.value <= true[one.value]
            else:
                assert one.number.value == true[one.value]


@pytest.mark.usefixtures("record")
def test_what_the_clock_moves_is_counted_no_further_than_is_said(
    monkeypatch: pytest.MonkeyPatch, anonymous: AnonymousUser
) -> None:
    monkeypatch.setattr(counts, "MOST_COUNTED", 3)
    found = count(TimelineFilter(), KEYS, reader=anonymous)
    said = {one.value: str(one.number) for one in found.choices["status"]}
    true = naive("status", TimelineFilter(), anonymous)
    assert true["open"] > 3
    assert true["met"] > 3
    # What the database keeps is exact however much there is: outcomes, for one.
    running = {value: "3+" if n > 3 else str(n) for value, n in true.items() if value != "met"}
    assert said == running | {"met": str(true["met"])}
    assert found.total == Number(Entry.objects.filter(state=ReviewState.PUBLISHED).count())


@pytest.mark.usefixtures("record")
@pytest.mark.parametrize("asked", QUESTIONS[:3], ids=str)
def test_an_outcome_that_will_be_known_only_later_does_not_count_yet(
    anonymous: AnonymousUser, asked: dict[str, tuple[str, ...]]
) -> None:
    met = Entry.objects.filter(developments__outcome=Outcome.MET).first()
    running = Entry.objects.filter(kind="deadline", state="published", developments=None).first()
    assert met
    assert running
    later = date.today() + timedelta(days=2)
    create_development(entry=running, outcome=Outcome.MISSED, known_on=later)
    create_development(entry=met, outcome=Outcome.SUPERSEDED, known_on=later)
    question = TimelineFilter(choices=asked)
    found = count(question, KEYS, reader=anonymous)
    said = {one.value: one.number.value for one in found.choices["status"]}
    assert said == naive("status", question, anonymous)
    assert "missed" not in said
    assert "superseded" not in said


def test_the_most_frequent_names_are_listed_and_the_chosen_ones(
    anonymous: AnonymousUser,
) -> None:
    for number in range(4):
        actor = create_actor(name=f"Actor {number}")
        for _ in range(4 - number):
            create_event(by=actor)
    found = count(TimelineFilter(), ["actor"], reader=anonymous, most=2)
    assert [one.value for one in found.choices["actor"]] == ["actor-0", "actor-1"]
    assert found.unlisted == {"actor"}
    chosen = TimelineFilter(choices={"actor": ("actor-3",)})
    found = count(chosen, ["actor"], reader=anonymous, most=2)
    assert [(one.value, one.number.value) for one in found.choices["actor"]] == [
        ("actor-3", 1),
        ("actor-0", 4),
    ]
