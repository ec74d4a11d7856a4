"""What a chart draws one by one and what it only counts, by whichever lanes; numbers agree with the
record however they are come by."""

from collections import Counter
from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict

from tests.factories import (
    DAY,
    create_actor,
    create_condition,
    create_condition_link,
    create_deadline,
    create_development,
    create_event,
    create_events,
    create_link,
    create_process,
    create_track,
)
from tracker.dates.window import OPEN_END, OPEN_START
from tracker.models import Entry, LinkType, Outcome, Part, ReviewState, Role
from tracker.timeline.chart import actors, picture
from tracker.timeline.chart.picture import Chart, chart_of
from tracker.timeline.filters import read_filter
from tracker.timeline.looks import read_looks

pytestmark = pytest.mark.django_db


@pytest.fixture
def few_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """What takes hundreds of entries in earnest."""
    monkeypatch.setattr(picture, "MOST_DRAWN", 3)


def chart(query: str = "", *, process: str = "") -> Chart:
    asked = QueryDict(query)
    chosen, errors = read_filter(asked)
    chosen = chosen.looking(read_looks(asked, errors))
    assert errors == {}
    if process:
        chosen = chosen.pinned("process", process)
    return chart_of(chosen, reader=AnonymousUser())


def drawn(found: Chart) -> dict[str, list[str]]:
    """The titles of the marks of each lane that has any."""
    lanes: dict[str, list[str]] = {}
    for mark in found.marks:
        for lane in mark.lanes:
            lanes.setdefault(found.lanes.lanes[lane].name, []).append(mark.row.title)
    return lanes


def numbers(found: Chart) -> dict[str, int]:
    """How many entries are counted in each lane; as marks, in columns of their own."""
    lanes: Counter[str] = Counter()
    for (lane, _column), cell in found.cells.items():
        lanes[found.lanes.lanes[lane].name] += cell.number.value
    for mark in found.marks:
        for lane in mark.lanes:
            lanes[found.lanes.lanes[lane].name] += 1
    return dict(lanes)


@pytest.fixture
def talks() -> None:
    process = create_process(slug="talks")
    north, _south = (create_track(process=process, slug=slug) for slug in ("north", "south"))
    arland, belmark = create_actor(name="Arland"), create_actor(name="Belmark")
    create_event(title="They meet", process=process, track=north, by=arland, to=belmark)
    create_event(
        title="They threaten", plover_type="THREATEN", process=process, by=belmark, track=_south
    )
    create_deadline(title="Answer", process=process, track=north, until=DAY + timedelta(7))


@pytest.mark.usefixtures("talks")
@pytest.mark.parametrize(
    ("query", "process", "lanes"),
    [
        ("", "talks", {"North": ["They meet", "Answer"], "South": ["They threaten"]}),
        (
            "",
            "",
            {
                "Words of cooperation": ["They meet"],
                "Words of conflict": ["They threaten"],
                "Deadlines": ["Answer"],
            },
        ),
        ("lanes=actor", "", {"Arland": ["They meet"], "Belmark": ["They meet", "They threaten"]}),
        ("lanes=kind&kind=deadline", "talks", {"Deadlines": ["Answer"]}),
        ("lanes=track&track=south", "", {"South": ["They threaten"]}),
    ],
)
def test_lanes_are_as_the_reader_chooses(
    query: str, process: str, lanes: dict[str, list[str]]
) -> None:
    found = {lane: sorted(titles) for lane, titles in drawn(chart(query, process=process)).items()}
    assert found == {lane: sorted(titles) for lane, titles in lanes.items()}


@pytest.mark.usefixtures("few_drawn")
@pytest.mark.parametrize("query", ["", "lanes=track", "q=sides", "kind=event&lanes=track"])
def test_numbers_agree_with_the_record_however_they_are_come_by(query: str) -> None:
    process = create_process(slug="talks")
    tracks = [create_track(process=process, slug=slug) for slug in ("north", "south")]
    for number in range(40):
        create_event(
            title="The sides meet",
            on=DAY + timedelta(number * 31),
            track=tracks[number % 3] if number % 3 < 2 else None,
            process=process,
        )
    create_event(title="The sides hide", state=ReviewState.DRAFT, process=process)
    found = chart(query)
    assert found.total.value == 40
    expected = (
        {"North": 14, "South": 13, "In no track": 13}
        if "track" in query
        else {"Words of cooperation": 40}
    )
    assert numbers(found) == expected
    assert sum(one.value for one in found.strip.numbers.values()) == 40


@pytest.mark.usefixtures("few_drawn")
def test_numbers_kept_by_week_follow_what_is_written() -> None:
    create_events(days=[DAY + timedelta(number * 30) for number in range(40)])
    moved = Entry.objects.order_by("pk")[0]
    before = chart().strip.columns
    assert numbers(chart())["Words of cooperation"] == 40
    Entry.objects.filter(pk=moved.pk).update(state=ReviewState.RETRACTED, retraction_reason="no")
    assert numbers(chart())["Words of cooperation"] == 39
    last = Entry.objects.published().order_by("pk").last()
    assert last is not None
    Entry.objects.filter(pk=last.pk).update(
        earliest=date(2035, 1, 1), latest=date(2035, 1, 1), edtf="2035-01-01"
    )
    after = chart()
    assert after.whole.last > date(2035, 1, 1)
    assert after.strip.columns != before
    assert numbers(after)["Words of cooperation"] == 39


@pytest.mark.usefixtures("few_drawn")
@pytest.mark.parametrize("most", [actors.MOST, 0], ids=["by week", "column by column"])
def test_an_entry_counts_once_in_the_lane_of_each_of_its_actors(
    most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actors, "MOST", most)
    arland, belmark = create_actor(name="Arland"), create_actor(name="Belmark")
    for number in range(40):
        event = create_event(by=arland, to=arland, on=DAY + timedelta(number * 31))
        if number % 2:
            Part.objects.create(entry=event, actor=belmark, role=Role.HOST)
    create_event(by=arland, state=ReviewState.DRAFT)
    assert numbers(chart("lanes=actor")) == {"Arland": 40, "Belmark": 20}
    part = chart(f"lanes=actor&from={DAY}&to={DAY + timedelta(31 * 20)}")
    assert numbers(part)["Arland"] == 21
    create_event(by=belmark)
    assert numbers(chart("lanes=actor"))["Belmark"] == 21


@pytest.mark.usefixtures("few_drawn")
def test_where_counting_ends_a_number_is_a_lower_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picture, "MOST_IN_COLUMN", 2)
    create_events(days=[DAY] * 9)
    found = chart("q=sides")
    assert found.total.at_least
    (number,) = {
        cell.number
        for (lane, _column), cell in found.cells.items()
        if found.lanes.lanes[lane].key == "vcoop"
    }
    assert (number.value, number.at_least) == (2, True)
    # Nobody has seen that there are none of these.
    others = [cell.number for (lane, _c), cell in found.cells.items() if lane]
    assert others
    assert all((number.value, number.at_least) == (0, True) for number in others)


@pytest.mark.parametrize(
    ("first", "last", "is_there"),
    [
        (DAY, DAY, True),
        (DAY - timedelta(9), DAY + timedelta(9), True),
        (DAY - timedelta(9), DAY - timedelta(1), False),
        (DAY + timedelta(1), DAY + timedelta(9), False),
        (OPEN_START, DAY, True),
        (DAY, OPEN_END, True),
        (OPEN_START, OPEN_END, True),
    ],
)
@pytest.mark.parametrize("crowd", [0, 9], ids=["few", "many"])
def test_what_reaches_into_the_span_is_drawn(
    first: date, last: date, is_there: bool, crowd: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(picture, "MOST_DRAWN", 5)
    create_events(days=[date(2020, 1, 1)] * crowd)
    create_deadline(title="Answer", on=first, until=last, known_on=DAY)
    found = chart(f"from={DAY}&to={DAY}")
    assert [mark.row.title for mark in found.marks] == (["Answer"] if is_there else [])


@pytest.mark.usefixtures("few_drawn")
def test_what_is_not_drawn_of_earlier_windows_is_said() -> None:
    create_deadline(on=DAY - timedelta(30), until=DAY + timedelta(30))
    create_events(days=[DAY] * 9)
    assert chart(f"from={DAY}&to={DAY}").reaching.value == 1


def test_deadlines_carry_their_chain() -> None:
    deadline = create_deadline(until=DAY + timedelta(7))
    create_development(
        entry=deadline,
        outcome=Outcome.EXTENDED,
        on=DAY + timedelta(6),
        new=(DAY, DAY + timedelta(20)),
    )
    create_development(entry=deadline, outcome=Outcome.MET, on=DAY + timedelta(9))
    (mark,) = chart().marks
    assert mark.chain is not None
    assert [stage.window.latest for stage in mark.chain.stages] == [
        DAY + timedelta(7),
        DAY + timedelta(20),
    ]
    (mark,) = chart(f"as_of={DAY + timedelta(3)}").marks
    assert mark.chain is not None
    assert len(mark.chain.stages) == 1


def test_conditions_hang_between_what_they_ask_and_what_they_lead_to() -> None:
    deadline = create_deadline(title="Answer")
    condition = create_condition(title="Or else", time_limit=deadline)
    other = create_condition(title="Unless")
    event = create_event(title="They leave")
    later = create_event(title="They say why")
    create_link(source=event, target=condition, type=LinkType.FULFILS)
    create_link(source=later, target=event)
    create_condition_link(source=condition, target=other)
    names = dict(Entry.objects.values_list("pk", "title"))
    ties = {(names[tie.start], names[tie.end], tie.hangs) for tie in chart().ties}
    assert ties == {
        ("Or else", "Answer", True),
        ("Or else", "They leave", True),
        ("They leave", "They say why", False),
        ("Or else", "Unless", False),
    }
