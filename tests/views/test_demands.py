"""Who demands what of whom: the matrix, its cells, and the state of each demand."""

from datetime import date, timedelta
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from django.test import Client

from tests.conftest import BOOSTED, HTMX, RESTORED
from tests.factories import (
    DAY,
    create_actor,
    create_annotation,
    create_article,
    create_condition,
    create_deadline,
    create_development,
    create_event,
    create_link,
    create_process,
    create_topic,
    create_track,
)
from tests.views.page import every, get, links, one, page, text, texts
from tracker.models import (
    Actor,
    Affiliation,
    ConditionKind,
    Entry,
    LinkType,
    Outcome,
    Process,
    ReviewState,
    Role,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

URL = "/processes/talks/demands/"


@pytest.fixture
def talks() -> Process:
    return create_process(slug="talks", name="Harbour talks")


@pytest.fixture
def arland(talks: Process) -> Actor:
    return create_actor(name="Arland")


@pytest.fixture
def borland(talks: Process) -> Actor:
    return create_actor(name="Borland")


def asks(by: Actor, of: Actor, **more: object) -> Entry:
    return create_event(plover_type="REQUEST", by=by, to=of, **more)  # type: ignore[arg-type]


def table(shown: Element) -> dict[str, dict[str, str]]:
    """By row and column what stands in the cells that hold something."""
    matrix = one(shown, "table.matrix")
    head, *rows = every(matrix, "tr")
    columns = [text(cell) for cell in every(head, "th")]
    return {
        text(row.find("th")): {
            column: text(cell)
            for column, cell in zip(columns, row.findall("td"), strict=True)
            if cell.find("a") is not None
        }
        for row in rows
    }


@pytest.mark.parametrize(
    ("headers", "is_whole"),
    [({}, True), (HTMX, False), (BOOSTED, True), (RESTORED, True)],
    ids=["page", "fragment", "boosted", "restored"],
)
@pytest.mark.parametrize("query", ["", "?cell=arland:borland"])
def test_the_same_address_answers_with_what_is_asked_for(
    client: Client,
    arland: Actor,
    borland: Actor,
    headers: dict[str, str],
    is_whole: bool,
    query: str,
) -> None:
    asks(arland, borland)
    response = client.get(URL + query, headers=headers)
    shown = page(response)
    assert len(every(shown, "html")) == is_whole
    assert len(every(shown, "#timeline")) == 1
    assert len(every(shown, "nav.readings")) == 1
    assert list(table(shown)) == ["Arland"]
    assert len(every(shown, "section.cell")) == bool(query)
    if not is_whole:
        assert response["HX-Push-Url"] == URL + query.replace(":", "%3A")


@pytest.mark.usefixtures("talks")
def test_requests_deadlines_and_conditions_are_demands(
    client: Client, arland: Actor, borland: Actor
) -> None:
    both: dict[str, Any] = {"by": arland, "to": borland}
    asks(arland, borland)
    create_event(plover_type="THREATEN", **both)
    create_event(plover_type="REQUEST", occurrence="cancelled", **both)
    create_deadline(**both)
    create_deadline(demand="", **both)
    for kind in ConditionKind:
        create_condition(condition_kind=kind, **both)
    # A request, a deadline, and all conditions but the promise.
    cell = table(get(client, URL))["Arland"]["Borland"]
    assert cell.startswith("6: Arland → Borland.")
    assert text(one(get(client, URL), "div.chosen")) == "6 demands"


def test_rows_demand_of_columns_the_most_demanding_first(
    client: Client, arland: Actor, borland: Actor
) -> None:
    corland = create_actor(name="Corland")
    for _ in range(2):
        asks(borland, corland)
    asks(arland, borland)
    asks(borland, arland)
    shown = table(get(client, URL))
    assert list(shown) == ["Borland", "Arland"]
    assert {row: list(cells) for row, cells in shown.items()} == {
        "Borland": ["Corland", "Arland"],
        "Arland": ["Borland"],
    }
    head = every(one(get(client, URL), "table.matrix"), "th")
    assert [cell.get("scope") for cell in head] == ["col"] * 3 + ["row"] * 2


def test_of_several_on_each_side_everyone_demands_of_every_other(
    client: Client, arland: Actor, borland: Actor
) -> None:
    corland = create_actor(name="Corland")
    create_deadline(
        parts=(
            *((one_, Role.INITIATOR) for one_ in (arland, borland)),
            *((one_, Role.RECIPIENT) for one_ in (borland, corland)),
            (create_actor(name="Host"), Role.HOST),
        )
    )
    shown = table(get(client, URL))
    assert {row: set(cells) for row, cells in shown.items()} == {
        "Arland": {"Borland", "Corland"},
        "Borland": {"Corland"},
    }


def test_who_speaks_for_another_that_is_named_has_no_row_of_their_own(
    client: Client, arland: Actor, borland: Actor
) -> None:
    office = create_actor(name="Office", kind="office")
    envoy = create_actor(name="Envoy", kind="person")
    Affiliation.objects.create(actor=envoy, to=office, since=date(2025, 1, 1))
    Affiliation.objects.create(actor=office, to=arland)
    both = ((arland, Role.INITIATOR), (envoy, Role.INITIATOR), (borland, Role.RECIPIENT))
    create_event(plover_type="REQUEST", parts=both)
    assert list(table(get(client, URL))) == ["Arland"]
    # Before the envoy had that office, and where nobody else is named, it is the envoy's own word.
    create_event(plover_type="REQUEST", parts=both, on=date(2024, 1, 1))
    asks(envoy, borland)
    shown = table(get(client, URL))
    assert {row: cells["Borland"][0] for row, cells in shown.items()} == {
        "Arland": "2",
        "Envoy": "2",
    }


def test_demands_without_both_sides_are_said_to_have_no_place(
    client: Client, arland: Actor, borland: Actor
) -> None:
    create_deadline(by=arland)
    create_deadline(by=arland, to=arland)
    empty = text(one(get(client, URL), "div.empty"))
    assert "No demand is on record yet." in empty
    assert "2 demands do not say who makes them, or of whom, and have no place here." in empty
    asks(arland, borland)
    assert "2 demands do not say who makes them" in text(one(get(client, URL), "#entries"))


def test_no_more_rows_and_columns_than_can_be_taken_in(client: Client, borland: Actor) -> None:
    actors = [create_actor(name=f"Number {number:02}") for number in range(15)]
    for number, actor in enumerate(actors):
        for _ in range(15 - number):
            asks(actor, borland)
    shown = get(client, URL)
    assert list(table(shown)) == [f"Number {number:02}" for number in range(12)]
    rest = text(one(shown, "#entries"))
    assert (
        "They demand less, and have no row here: Number 12 (3), Number 13 (2), Number 14 (1)."
        in rest
    )
    address = links(shown)["Number 13"]
    assert address == f"{URL}?initiator=number-13"
    assert list(table(get(client, address))) == ["Number 13"]


# States.


def state(client: Client, cell: str = "arland:borland", query: str = "") -> str:
    """The state of the one demand of a cell, and what it rests on."""
    shown = one(get(client, f"{URL}?cell={cell}{query}"), "section.cell")
    return text(one(shown, "p.stand"))


def test_the_state_of_a_deadline_rests_on_its_development(
    client: Client, arland: Actor, borland: Actor
) -> None:
    deadline = create_deadline(by=arland, to=borland, until=DAY + timedelta(5))
    assert state(client) == "demanded no answer is on record"
    step = create_development(entry=deadline, outcome=Outcome.MET, known_on=DAY)
    assert state(client) == "accepted since 18 April 2025, why"
    shown = one(get(client, f"{URL}?cell=arland:borland"), "p.stand")
    assert links(shown)["why"] == f"/entries/{deadline.pk}/#development-{step.pk}"
    assert "1 accepted" in table(get(client, URL))["Arland"]["Borland"]


def test_the_state_of_a_request_rests_on_the_reply_of_whom_it_was_made_to(
    client: Client, arland: Actor, borland: Actor
) -> None:
    corland = create_actor(name="Corland")
    request = create_event(
        plover_type="REQUEST",
        by=arland,
        parts=((borland, Role.RECIPIENT), (corland, Role.RECIPIENT)),
        on=DAY - timedelta(5),
    )
    refusal = create_event(title="Borland refuses", plover_type="REJECT", by=borland, to=arland)
    create_link(source=refusal, target=request, type=LinkType.RESPONDS_TO)
    assert state(client) == "rejected by Borland refuses, 18 Apr 2025"
    assert state(client, "arland:corland") == "unanswered no answer is on record"
    assert state(client, query="&as_of=2025-04-17") == "unanswered no answer is on record"


def test_who_speaks_for_the_one_who_was_asked_answers_for_it(
    client: Client, arland: Actor, borland: Actor
) -> None:
    envoy = create_actor(name="Envoy", kind="person")
    Affiliation.objects.create(actor=envoy, to=borland)
    yes = create_event(title="The envoy agrees", plover_type="CONCEDE", by=envoy)
    create_link(source=yes, target=asks(arland, borland), type=LinkType.RESPONDS_TO)
    assert state(client) == "accepted by The envoy agrees, 18 Apr 2025"


def test_a_reply_that_is_not_public_is_none(client: Client, arland: Actor, borland: Actor) -> None:
    draft = create_event(plover_type="REJECT", by=borland, state=ReviewState.DRAFT)
    create_link(source=draft, target=asks(arland, borland), type=LinkType.RESPONDS_TO)
    assert state(client) == "unanswered no answer is on record"


# Cells.


def test_a_cell_opens_into_its_demands_with_their_words(
    client: Client, arland: Actor, borland: Actor
) -> None:
    topic = create_topic()
    deadline = create_deadline(
        title="Open the harbour", demand="open it", by=arland, to=borland, topics=(topic,)
    )
    article = create_article(text="They said: open the harbour, and at once. Or else.")
    create_annotation(article=article, exact="open the harbour", entry=deadline)
    create_annotation(article=article, exact="Or else", entry=deadline)
    asks(borland, arland)
    closed = get(client, URL)
    assert every(closed, "section.cell") == []
    (link,) = [
        found
        for found in every(one(closed, "table.matrix"), "a")
        if "Arland → Borland" in text(found)
    ]
    assert link.get("href") == f"{URL}?cell=arland:borland#cell"
    assert link.get("hx-get") == f"{URL}?cell=arland:borland"
    shown = get(client, link.get("hx-get", ""))
    cell = one(shown, "section.cell")
    assert text(one(cell, "h2")) == "Demands: Arland → to Borland"
    assert texts(cell, "h3") == ["Open the harbour last day"] or texts(cell, "h3")[0].startswith(
        "Open the harbour"
    )
    assert "open it" in text(cell)
    assert "Sanctions" in text(cell)
    assert texts(cell, "mark") == ["open the harbour", "Or else"]
    assert "The Test Courier" in text(cell)
    assert len(every(one(shown, "table.matrix"), "td.opened")) == 1
    assert links(cell)["Close"] == URL


def test_a_cell_that_is_none_is_said(client: Client, arland: Actor, borland: Actor) -> None:
    asks(arland, borland)
    shown = get(client, f"{URL}?cell=borland:arland", status=400)
    assert texts(one(shown, "div.empty"), "li") == [
        "cell: Nothing here is called “borland:arland”."
    ]


def test_filters_narrow_the_matrix(client: Client, arland: Actor, borland: Actor) -> None:
    process, topic = Process.objects.get(), create_topic()
    asks(arland, borland, topics=(topic,), track=create_track(process=process))
    asks(borland, arland, on=DAY - timedelta(30))
    for query in (
        *("topic=sanctions", "track=ceasefire", "initiator=arland", "recipient=borland"),
        *("from=2025-04-01", "since=2025-04-01", "q=meet&initiator=arland"),
    ):
        assert list(table(get(client, f"{URL}?{query}"))) == ["Arland"], query
    assert list(table(get(client, f"{URL}?as_of=2025-04-01"))) == ["Borland"]
    counted = one(get(client, URL), "aside.filters")
    create_event(by=arland, topics=(topic,))  # no demand, and so not counted
    assert "Sanctions 1" in texts(counted, "a")
    assert texts(one(get(client, URL), "aside.filters"), "a") == texts(counted, "a")


@pytest.mark.usefixtures("talks")
@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("after=2025-04-18_1", "after: “2025-04-18_1” is not a place in this list."),
        ("process=elsewhere", "process: Nothing here is called “elsewhere”."),
    ],
)
def test_nonsense_is_said(client: Client, query: str, message: str) -> None:
    create_event()
    shown = get(client, f"{URL}?{query}", status=400)
    assert message in texts(one(shown, "div.empty"), "li")


def test_an_empty_result_offers_the_way_out(client: Client, arland: Actor, borland: Actor) -> None:
    asks(arland, borland)
    empty = one(get(client, URL + "?q=submarines"), "div.empty")
    assert "No demand on record fits all of this." in text(empty)
    assert links(empty) == {"Show everything": URL}
