"""Conditions as cards and as a graph, and what an outcome still waits for."""

from datetime import timedelta
from itertools import pairwise
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
    create_condition_link,
    create_deadline,
    create_development,
    create_event,
    create_process,
    create_topic,
    create_track,
)
from tests.views.page import every, get, links, one, page, text, texts, titles
from tracker.models import Condition, Operator, Outcome, Process, Relation, ReviewState

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

URL = "/processes/talks/conditions/"
MORE = HTMX | {"HX-Target": "more"}


@pytest.fixture
def talks() -> Process:
    return create_process(slug="talks", name="Harbour talks")


@pytest.fixture
def truce(talks: Process) -> Condition:
    """A truce that waits for another promise, for its deadline, and for nothing that blocks it."""
    arland, borland = create_actor(name="Arland"), create_actor(name="Borland")
    deadline = create_deadline(
        title="Answer by Monday", on=DAY, until=DAY + timedelta(3), by=arland, to=borland
    )
    truce = create_condition(
        title="A truce for an answer",
        until=DAY + timedelta(9),
        if_clause="Borland accepts the truce",
        then_clause="the guns fall silent",
        time_limit=deadline,
        by=arland,
        to=borland,
    )
    arms = create_condition(
        title="No arms meanwhile",
        until=DAY + timedelta(9),
        operator=Operator.ONLY_IF,
        if_clause="no arms arrive",
        then_clause="Borland agrees",
        by=borland,
        to=arland,
    )
    blocked = create_condition(
        title="Shelling goes on",
        if_clause="the shelling goes on",
        then_clause="all is off",
        on=DAY - timedelta(5),
    )
    force = create_condition(title="A force", if_clause="it holds", then_clause="a force comes")
    create_condition_link(source=truce, target=arms, relation=Relation.AND)
    create_condition_link(source=truce, target=blocked, relation=Relation.UNLESS)
    create_condition_link(source=force, target=truce, relation=Relation.OR)
    create_condition(title="By itself", if_clause="it rains", then_clause="they stay in")
    return truce


# The page, and the parts of it.


@pytest.mark.usefixtures("truce")
@pytest.mark.parametrize(
    ("headers", "is_whole"),
    [({}, True), (HTMX, False), (BOOSTED, True), (RESTORED, True)],
    ids=["page", "fragment", "boosted", "restored"],
)
@pytest.mark.parametrize("query", ["", "?status=open", "?outcome={}"])
def test_the_same_address_answers_with_what_is_asked_for(
    client: Client, truce: Condition, headers: dict[str, str], is_whole: bool, query: str
) -> None:
    shown = page(client.get(URL + query.format(truce.pk), headers=headers))
    assert len(every(shown, "html")) == is_whole
    assert len(every(shown, "#timeline")) == 1
    assert len(every(shown, "nav.readings")) == 1
    assert "A truce for an answer" in titles(shown)
    assert len(every(shown, "#unmet")) == ("outcome" in query)


@pytest.mark.usefixtures("truce")
@pytest.mark.parametrize(
    ("query", "pushed"),
    [
        ("?q=truce&from=&kind=condition", "?q=truce"),
        ("?outcome={}&as_of=2025-04-18", "?as_of=2025-04-18&outcome={}"),
        ("?outcome=0&q=truce", "?outcome=0&q=truce"),
    ],
)
def test_a_fragment_tells_the_browser_its_address(
    client: Client, truce: Condition, query: str, pushed: str
) -> None:
    response = client.get(URL + query.format(truce.pk), headers=HTMX)
    assert response["HX-Push-Url"] == URL + pushed.format(truce.pk)


def test_it_is_one_of_the_readings_of_a_process(client: Client, truce: Condition) -> None:
    shown = get(client, "/processes/talks/?as_of=2025-04-18")
    address = links(one(shown, "nav.readings"))["Conditions"]
    assert address == f"{URL}?as_of=2025-04-18"
    (current,) = [
        link
        for link in every(one(get(client, address), "nav.readings"), "a")
        if link.get("aria-current")
    ]
    assert text(current) == "Conditions"


@pytest.mark.usefixtures("talks")
def test_nothing_on_record_is_said(client: Client) -> None:
    create_event()
    shown = get(client, URL)
    assert text(one(shown, "div.empty")) == "No condition is on record yet."
    assert every(shown, "svg") == []


@pytest.mark.usefixtures("truce")
def test_an_empty_result_offers_the_way_out(client: Client) -> None:
    empty = one(get(client, URL + "?q=submarines"), "div.empty")
    assert "No condition on record fits all of this." in text(empty)
    assert links(empty) == {"Show everything": URL}


@pytest.mark.usefixtures("truce")
@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("kind=deadline", "kind: This page shows conditions. The timeline can show others."),
        ("outcome=0", "outcome: Nothing here is called “0”."),
        ("outcome=²", "outcome: Nothing here is called “²”."),
        ("status=met&order=up", "order: The order is “newest” or “oldest”, not “up”."),
    ],
)
def test_nonsense_is_said(client: Client, query: str, message: str) -> None:
    shown = get(client, f"{URL}?{query}", status=400)
    assert message in texts(one(shown, "div.empty"), "li")
    assert titles(shown) == []


# Cards.


def groups(shown: Element) -> dict[str, list[str]]:
    """The headings of the cards, and the titles under each."""
    found: dict[str, list[str]] = {}
    for element in one(shown, "#entries").iter():
        if element.tag == "h3" and "month" in element.get("class", ""):
            found[text(element)] = []
        elif element.tag == "h4":
            found[list(found)[-1]].append(text(element.find("a")))
    return found


def test_cards_stand_by_state_what_is_to_be_done_first(client: Client, truce: Condition) -> None:
    create_development(entry=Condition.objects.get(title="By itself"), outcome=Outcome.SATISFIED)
    assert groups(get(client, URL)) == {
        "Window passed, outcome unknown 1": ["Shelling goes on"],
        "Open 3": ["A force", "No arms meanwhile", "A truce for an answer"],
        "Satisfied 1": ["By itself"],
    }


def test_a_card_says_what_it_hangs_on_since_when_and_in_whose_words(
    client: Client, truce: Condition
) -> None:
    article = create_article(text="Arland said so. The guns would fall silent.")
    create_annotation(article=article, exact="The guns would fall silent", entry=truce)
    card = one(get(client, URL), f"#entry-{truce.pk}")
    said = text(card)
    for words in (
        *("open, 9 days left", "since 18 April 2025", "Arland → to Borland"),
        *("ifBorland accepts the truce", "thenthe guns fall silent"),
        *("Deadline: Answer by Monday open, 3 days left", "The guns would fall silent"),
    ):
        assert words in said
    assert links(card)["What is still unmet for this outcome?"] == f"{URL}?outcome={truce.pk}#unmet"


def test_of_many_in_a_state_the_newest_are_shown_and_the_way_to_all(
    client: Client, talks: Process
) -> None:
    for number in range(60):
        create_condition(title=f"Open {number}", until=DAY + timedelta(9))
    shown = get(client, URL)
    assert list(groups(shown)) == ["Open 60"]
    assert len(titles(shown)) == 6
    address = links(shown)["All that are “open”"]
    assert address == f"{URL}?status=open"
    first = get(client, address)
    assert len(titles(first)) == 50
    (more,) = one(first, "#more").iter("a")
    assert more.get("href") == more.get("hx-get")
    for headers in ({}, MORE):
        rest = page(client.get(more.get("href", ""), headers=headers))
        assert len(titles(rest)) == 10
        assert not every(rest, "#more")
    assert len(set(titles(first)) | set(titles(rest))) == 60
    assert every(rest, "figure.net") == []


@pytest.mark.usefixtures("talks")
def test_filters_narrow_cards_and_graph(client: Client) -> None:
    process = Process.objects.get()
    track, topic = create_track(process=process), create_topic()
    arland = create_actor(name="Arland")
    wanted = create_condition(title="Wanted", track=track, topics=(topic,), by=arland)
    also = create_condition(title="Also", track=track, topics=(topic,), by=arland)
    create_condition(title="Other")
    for query in ("track=ceasefire", "topic=sanctions", "actor=arland", "initiator=arland"):
        shown = get(client, f"{URL}?{query}")
        assert sorted(titles(shown)) == ["Also", "Wanted"]
        assert sorted(boxes(shown)) == sorted(f"/entries/{one.pk}/" for one in (wanted, also))
    counted = one(get(client, URL), "aside.filters")
    assert "Kind" not in texts(counted, "h2")
    assert "Ceasefire 2" in texts(counted, "a")


@pytest.mark.usefixtures("talks")
def test_drafts_are_seen_by_editors_alone(client: Client, editor_client: Client) -> None:
    shown, hidden = (
        create_condition(title="Public"),
        create_condition(title="Not yet", state=ReviewState.DRAFT),
    )
    create_condition_link(source=shown, target=hidden)
    assert "Not yet" not in text(get(client, URL))
    assert "Not yet" not in text(get(client, f"{URL}?outcome={shown.pk}"))
    assert client.get(f"{URL}?outcome={hidden.pk}").status_code == 400
    assert "Not yet" in text(get(editor_client, URL))
    assert "Not yet" in text(get(editor_client, f"{URL}?outcome={shown.pk}"))


def test_that_the_window_of_a_threat_has_passed_is_nobodys_debt(
    client: Client, talks: Process
) -> None:
    create_condition(title="Threat", on=DAY - timedelta(9), until=DAY - timedelta(3))
    create_deadline(title="Due", process=talks, on=DAY - timedelta(9), until=DAY - timedelta(3))
    shown = get(client, "/processes/talks/")
    tags = {text(tag): tag.get("class") for tag in every(shown, "span.tag")}
    assert tags == {
        "window passed, outcome unknown": "tag quiet",
        "overdue by 3 days": "tag late",
    }


@pytest.mark.parametrize("query", ["", "?outcome={}"])
def test_a_single_condition_is_not_drawn_and_nothing_in_it_is_more_than_others(
    client: Client, talks: Process, query: str
) -> None:
    alone = create_condition(title="Alone", until=DAY + timedelta(3))
    shown = get(client, URL + query.format(alone.pk))
    assert every(shown, "figure.net") == []
    assert titles(shown) == ["Alone"]
    assert "unblock" not in text(one(shown, "#timeline"))
    assert texts(one(shown, "div.chosen"), "span")[0] == "1 condition"


# The graph.


def items(element: Element) -> list[Element]:
    """Those of its own list, not of the lists in that."""
    found = element.find("ul")
    return [] if found is None else list(found)


def graph(shown: Element) -> Element:
    return one(one(shown, "figure.net"), "svg")


def boxes(shown: Element) -> list[str]:
    """The addresses of the conditions that are drawn."""
    return [next(box.iter("a")).get("href", "") for box in every(graph(shown), "g.box")]


def test_conditions_are_boxes_and_joins_have_their_words(client: Client, truce: Condition) -> None:
    shown = graph(get(client, URL))
    assert len(every(shown, "g.box")) == 5
    assert sorted(texts(shown, "g.junction")) == [
        "needs this, tooand",
        "or this insteador",
        "unless this is satisfiedunless",
    ]
    # A line into a join, and one from it.
    assert len(every(shown, "path.join")) == 6
    (box,) = [
        box
        for box in every(shown, "g.box")
        if next(box.iter("a")).get("href") == f"/entries/{truce.pk}/"
    ]
    assert "soon" in box.get("class", "")
    said = texts(box, "text")
    assert said[:2] == ["open, 9 days left", "Arland → Borland"]
    assert "if Borland accepts the truce" in said
    assert said[-1].startswith("3 days left · Answer by")
    assert {link.get("href") for link in box.iter("a")} == {
        f"/entries/{truce.pk}/",
        f"/entries/{truce.time_limit_id}/",
        f"{URL}?outcome={truce.pk}#unmet",
    }


def test_the_same_stands_below_in_nested_lists(client: Client, truce: Condition) -> None:
    words = one(get(client, URL), "#net-in-words")
    said = text(words)
    assert (
        "Arland to Borland: if Borland accepts the truce, then the guns fall silent"
        " (open, 9 days left). By: Answer by Monday (open, 3 days left)." in said
    )
    tree = {text(item).split(":")[0]: item for item in items(words)}
    assert list(tree) == ["A force", "By itself"]
    below = text(tree["A force"])
    assert below.index("or: or this instead") < below.index("A truce for an answer")
    assert below.index("A truce for an answer") < below.index("and: needs this, too")
    assert below.index("needs this, too") < below.index("No arms meanwhile")
    assert below.index("unless: unless this is satisfied") < below.index("Shelling goes on")


def test_no_style_stands_in_the_drawing(client: Client, truce: Condition) -> None:
    assert b"style=" not in client.get(URL).content


def test_conditions_that_wait_for_each_other_are_drawn(client: Client, talks: Process) -> None:
    first, second = create_condition(title="First"), create_condition(title="Second")
    create_condition_link(source=first, target=second)
    create_condition_link(source=second, target=first)
    shown = get(client, URL)
    assert len(boxes(shown)) == 2
    assert len(every(graph(shown), "path.back")) == 1
    assert "(told above)" in text(one(shown, "#net-in-words"))
    asked = get(client, f"{URL}?outcome={first.pk}")
    assert "a circle, counted once" in text(one(asked, "#unmet"))


def test_no_more_is_drawn_than_can_be_taken_in_and_that_is_said(
    client: Client, talks: Process
) -> None:
    conditions = [create_condition(title=f"Number {number}") for number in range(70)]
    joined = conditions[:62]
    for one_, other in pairwise(joined):
        create_condition_link(source=one_, target=other)
    shown = get(client, URL)
    assert len(boxes(shown)) == 60
    caption = text(one(one(shown, "figure.net"), "figcaption"))
    assert caption.startswith("60 of 70 conditions are drawn")
    assert "The filters narrow them." in caption
    asked = get(client, f"{URL}?outcome={joined[0].pk}")
    assert len(boxes(asked)) == 60
    assert "only the nearest of them are weighed" in text(one(asked, "#unmet"))


def test_what_stands_alone_does_not_fill_the_drawing(client: Client, talks: Process) -> None:
    for number in range(20):
        create_condition(title=f"Number {number}")
    shown = get(client, URL)
    assert len(boxes(shown)) == 12
    assert text(one(one(shown, "figure.net"), "figcaption")).startswith("12 of 20 conditions")


# What is still unmet.


def test_what_is_unmet_is_said_each_in_a_sentence_with_its_evidence(
    client: Client, truce: Condition
) -> None:
    arms = Condition.objects.get(title="No arms meanwhile")
    asked = get(client, f"{URL}?outcome={truce.pk}")
    panel = one(asked, "#unmet")
    assert text(one(panel, "p.outcome")) == "“the guns fall silent”"
    assert "It waits for 3 things." in text(panel)
    assert [text(item) for item in items(panel)] == [
        "“Borland accepts the truce” is still awaited (open, 9 days left)."
        " Arland → Borland evidence",
        "Its time is still running: “Answer by Monday” (open, 3 days left)."
        " Arland → Borland evidence",
        "“no arms arrive” is still awaited (open, 9 days left). Borland → Arland evidence",
    ]
    hrefs = [link.get("href") for link in panel.iter("a") if text(link) == "evidence"]
    assert hrefs == [
        f"/entries/{truce.pk}/#evidence",
        f"/entries/{truce.time_limit_id}/#evidence",
        f"/entries/{arms.pk}/#evidence",
    ]
    assert "No single one of them would unblock anything by itself." in text(panel)
    # Only what the outcome waits for is drawn, and what is unmet is pointed out.
    assert len(boxes(asked)) == 3
    assert len(every(graph(asked), "g.unmet")) == 2
    assert len(every(graph(asked), "g.asked")) == 1


def test_what_blocks_and_what_would_unblock_most(client: Client, truce: Condition) -> None:
    for title in ("A truce for an answer", "No arms meanwhile", "Shelling goes on"):
        step = create_development(
            entry=Condition.objects.get(title=title), outcome=Outcome.SATISFIED
        )
    asked = get(client, f"{URL}?outcome={truce.pk}")
    panel = one(asked, "#unmet")
    assert "As things stand, it is not to be had." in text(panel)
    (item,) = items(panel)
    assert (
        text(item)
        == "“the shelling goes on” stands in its way (satisfied). evidence ★ unblocks most"
    )
    assert links(panel)["evidence"] == f"/entries/{step.entry_id}/#development-{step.pk}"
    assert "“the shelling goes on” alone would settle it." in text(panel)
    assert len(every(graph(asked), "g.best")) == 1


def test_all_is_met(client: Client, talks: Process) -> None:
    met = create_condition()
    create_development(entry=met, outcome=Outcome.SATISFIED)
    panel = one(get(client, f"{URL}?outcome={met.pk}"), "#unmet")
    assert "Nothing: all that it waits for is met." in text(panel)


def test_of_alternatives_one_would_do(client: Client, truce: Condition) -> None:
    force = Condition.objects.get(title="A force")
    panel = one(get(client, f"{URL}?outcome={force.pk}"), "#unmet")
    assert "It waits for one thing." in text(panel)
    (choice,) = items(panel)
    assert text(choice).startswith("One of these would do:“it holds”")
    assert "All of these together:“Borland accepts the truce”" in text(choice)


def test_it_is_answered_as_of_a_day(client: Client, truce: Condition) -> None:
    create_development(entry=truce, outcome=Outcome.FAILED, on=DAY)
    for query, words in (
        ("", "“Borland accepts the truce” has come to nothing (failed)."),
        ("&as_of=2025-04-17", None),
    ):
        response = client.get(f"{URL}?outcome={truce.pk}{query}")
        if words:
            assert words in text(one(page(response), "#unmet"))
        else:
            # On that day nobody knew of it.
            assert response.status_code == 400


def test_a_question_keeps_the_day_and_the_form_keeps_the_question(
    client: Client, truce: Condition
) -> None:
    asked = get(client, f"{URL}?outcome={truce.pk}&as_of=2025-04-18")
    assert links(one(asked, "nav.asof"))["Back to today"] == f"{URL}?outcome={truce.pk}"
    assert links(one(asked, "#unmet"))["Back to all conditions"] == f"{URL}?as_of=2025-04-18"
    fields = {
        field.get("name"): field.get("value") for field in one(asked, "aside.filters").iter("input")
    }
    assert fields["outcome"] == str(truce.pk)
    assert fields["as_of"] == "2025-04-18"
    assert f"{URL}?as_of=2025-04-18&outcome={truce.pk}#unmet" in links(asked).values()
