"""Every key of the query string, on the pages and in the files: what it leaves of nine entries."""

import csv
from collections.abc import Iterator
from datetime import date
from io import StringIO
from urllib.parse import parse_qsl, urlsplit

import pytest
import pytest_django
from django.db import transaction
from django.http import StreamingHttpResponse
from django.test import Client

from tests.conftest import HTMX
from tests.factories import (
    create_actor,
    create_condition,
    create_deadline,
    create_development,
    create_event,
    create_process,
    create_topic,
    create_track,
)
from tests.views.page import every, get, one, page, text, texts, titles
from tracker.models import Outcome, PloverType, Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record", "today")]


def day(number: int) -> date:
    """A day of April 2025; today is the 18th."""
    return date(2025, 4, number)


@pytest.fixture(scope="module")
def record(
    django_db_setup: None, django_db_blocker: pytest_django.DjangoDbBlocker
) -> Iterator[None]:
    """The nine entries, made once; each test is rolled back to here."""
    with django_db_blocker.unblock(), transaction.atomic():
        create_record()
        yield
        transaction.set_rollback(True)


def create_record() -> None:
    """Two processes. Titles are single letters, in the order of time."""
    gas, sea = create_process(slug="gas"), create_process(slug="sea")
    pipes = create_track(process=gas, slug="pipes")
    arland, belmark = create_actor(name="Arland"), create_actor(name="Belmark")
    envoy = create_actor(name="Envoy", kind="office")
    transit, fishing = create_topic(slug="transit"), create_topic(slug="fishing")
    agree = PloverType.AGREE
    create_event(title="A", process=gas, on=day(1), by=arland, to=belmark, topics=(transit,))
    create_event(title="B", process=gas, on=day(2), by=belmark, plover_type=agree, track=pipes)
    create_event(title="C", process=sea, on=day(3), parts=((envoy, Role.MEDIATOR),))
    create_event(title="D", process=sea, on=day(20), topics=(fishing, transit), known_on=day(4))
    shut = "Valves are shut"
    create_deadline(title="E", process=gas, on=day(5), until=day(10), by=arland, summary=shut)
    create_deadline(title="F", process=gas, on=day(15), until=day(25))
    create_deadline(title="G", process=sea, on=day(21), until=day(22), known_on=day(7))
    met = create_deadline(title="H", process=sea, on=day(8), until=day(30), known_on=day(8))
    create_development(entry=met, outcome=Outcome.MET, on=day(12))
    create_condition(title="I", process=sea, on=day(9), until=day(28), if_clause="the valves open")


ALL = "G D F I H E C B A"

CASES = [
    ("", ALL),
    ("process=gas", "F E B A"),
    ("process=gas&process=sea", ALL),
    ("track=pipes", "B"),
    ("kind=event", "D C B A"),
    ("kind=deadline", "G F H E"),
    ("kind=condition", "I"),
    ("kind=condition&kind=event", "D I C B A"),
    ("actor=arland", "E A"),
    ("actor=belmark", "B A"),
    ("actor=envoy", "C"),
    ("actor=arland&actor=belmark", "E B A"),
    ("initiator=arland", "E A"),
    ("initiator=arland&initiator=belmark", "E B A"),
    ("recipient=belmark", "A"),
    ("initiator=envoy", ""),
    ("topic=transit", "D A"),
    ("topic=transit&topic=fishing", "D A"),
    ("topic=fishing", "D"),
    ("type=AGREE", "B"),
    ("type=AGREE&type=CONSULT", "D C B A"),
    ("status=overdue", "E"),
    ("status=open", "F I"),
    ("status=upcoming", "G"),
    ("status=met", "H"),
    ("status=met&status=overdue", "H E"),
    ("q=valves", "I E"),
    ("q=valve", "I E"),
    ("q=shut+valves", "E"),
    ("q=%22valves+open%22", "I"),
    ("q=valves+-shut", "I"),
    ("q=shut+or+open", "I E"),
    # A window counts as soon as it touches the days asked for.
    ("from=2025-04-22", "G F I H"),
    ("to=2025-04-02", "B A"),
    ("from=2025-04-10&to=2025-04-10", "I H E"),
    ("as_of=2025-04-04", "D C B A"),
    ("since=2025-04-07", "F I H"),
    ("since=2025-04-04&as_of=2025-04-07", "G E"),
    ("as_of=2025-04-11&status=open", "I H"),
    ("as_of=2025-04-12&status=met", "H"),
    ("as_of=2025-04-10&status=open", "I H E"),
    ("order=newest", ALL),
    ("order=oldest", " ".join(reversed(ALL.split()))),
    ("process=gas&kind=deadline", "F E"),
    ("process=gas&kind=deadline&actor=arland", "E"),
    ("actor=belmark&initiator=arland", "A"),
    ("kind=event&status=open", ""),
    ("q=valves&kind=deadline&from=2025-04-06&order=oldest", "E"),
    ("utm_source=elsewhere", ALL),
]


@pytest.mark.parametrize(("query", "expected"), CASES)
def test_the_page_lists_what_is_asked_for(client: Client, query: str, expected: str) -> None:
    shown = get(client, f"/timeline/?{query}")
    assert titles(shown) == expected.split()
    number = len(expected.split())
    assert text(every(one(shown, "div.chosen"), "span")[0]).split()[0] == str(number)


@pytest.mark.parametrize(("query", "expected"), CASES)
def test_the_file_holds_what_the_page_lists(client: Client, query: str, expected: str) -> None:
    response = client.get(f"/timeline.csv?{query}")
    assert isinstance(response, StreamingHttpResponse)
    rows = list(csv.DictReader(StringIO(response.getvalue().decode(), newline="")))
    assert [row["title"] for row in rows] == expected.split()


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("/processes/gas/", "F E B A"),
        ("/processes/gas/?process=gas", "F E B A"),
        ("/processes/sea/?kind=event&order=oldest", "C D"),
        ("/actors/arland/", "E A"),
        ("/actors/arland/?kind=event", "A"),
        ("/actors/belmark/?initiator=arland", "A"),
    ],
)
def test_pages_of_one_process_or_actor_filter_alike(
    client: Client, url: str, expected: str
) -> None:
    assert titles(get(client, url)) == expected.split()


@pytest.mark.parametrize(
    "query",
    ["kind=event", "process=gas&kind=deadline", "q=valves", "as_of=2025-04-11", "initiator=arland"],
)
def test_a_number_beside_a_choice_is_what_its_link_shows(client: Client, query: str) -> None:
    asked = parse_qsl(query)
    counted = 0
    for choice in every(one(get(client, f"/timeline/?{query}"), "aside.filters"), "a"):
        address = choice.get("href", "")
        added = [pair for pair in parse_qsl(urlsplit(address).query) if pair not in asked]
        # Beside one of its own key it adds to the list; alone it narrows it to its number.
        if choice.get("hx-get") and added and added[0][0] not in dict(asked):
            assert choice.get("hx-get") == address
            assert len(titles(get(client, address))) == int(text(choice.find("span")))
            counted += 1
    assert counted > 2


def test_choices_keep_what_else_is_chosen_and_let_go_of_themselves(client: Client) -> None:
    shown = get(client, "/timeline/?kind=event&q=valves&order=oldest&after=2025-04-01_1")
    chosen = [link for link in every(shown, "a") if link.get("aria-current") == "true"]
    assert "/timeline/?q=valves&order=oldest" in [link.get("href") for link in chosen]


def test_the_form_carries_the_choices_along(client: Client) -> None:
    form = one(get(client, "/timeline/?kind=event&kind=deadline&q=x&order=oldest"), "aside")
    hidden = [
        (i.get("name"), i.get("value")) for i in form.iter("input") if i.get("type") == "hidden"
    ]
    assert hidden == [("kind", "event"), ("kind", "deadline"), ("order", "oldest")]


NONSENSE = [
    ("process=nowhere", "process", "Nothing here is called “nowhere”."),
    ("track=nowhere", "track", "Nothing here is called “nowhere”."),
    ("kind=rumour", "kind", "Nothing here is called “rumour”."),
    ("actor=arland&actor=nobody", "actor", "Nothing here is called “nobody”."),
    ("initiator=nobody", "initiator", "Nothing here is called “nobody”."),
    ("recipient=nobody", "recipient", "Nothing here is called “nobody”."),
    ("topic=weather", "topic", "Nothing here is called “weather”."),
    ("type=agree", "type", "Nothing here is called “agree”."),
    ("status=extended", "status", "Nothing here is called “extended”."),
    ("q=the", "q", "“the” holds no word that can be searched for."),
    (
        "from=sideways",
        "from",
        "“sideways” is not a day. Write it as 2025-04-18, or in words such as “last week”.",
    ),
    ("to=2025-02-31", "to", "“2025-02-31” is not a day. Write it as 2025-04-18."),
    ("from=2025-04-02&to=2025-04-01", "to", "The last day lies before the first day."),
    ("as_of=2025-04-19", "as_of", "That day has not come yet."),
    (
        "since=%00",
        "since",
        "“�” is not a day. Write it as 2025-04-18, or in words such as “last week”.",
    ),
    ("order=sideways", "order", "The order is “newest” or “oldest”, not “sideways”."),
    ("after=somewhere", "after", "“somewhere” is not a place in this list."),
]


@pytest.mark.parametrize(("query", "key", "message"), NONSENSE)
@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "fragment"])
def test_nonsense_is_answered_with_a_message_and_no_list(
    client: Client, query: str, key: str, message: str, headers: dict[str, str]
) -> None:
    shown = page(client.get(f"/timeline/?{query}", headers=headers), status=400)
    assert titles(shown) == []
    listed = one(shown, "#timeline")
    (alert,) = (found for found in listed.iter() if found.get("role") == "alert")
    assert f"{key}: {message}" in texts(alert, "li")
    assert "Show everything" in text(alert)


@pytest.mark.parametrize(("query", "key", "message"), NONSENSE)
def test_the_message_stands_beside_its_field(
    client: Client, query: str, key: str, message: str
) -> None:
    filters = one(get(client, f"/timeline/?{query}", status=400), "aside.filters")
    fields = [found for found in filters.iter("input") if found.get("name") == key]
    if key in ("order", "after"):  # no field of the form
        return
    assert message in texts(filters, "p.error")
    for field in fields:
        if field.get("type") != "hidden":
            assert field.get("aria-invalid") == "true"
            assert text(one(filters, f"#{field.get('aria-describedby')}")) == message


@pytest.mark.parametrize(("query", "key", "message"), NONSENSE)
def test_a_file_of_nonsense_is_refused(client: Client, query: str, key: str, message: str) -> None:
    response = client.get(f"/timeline.csv?{query}")
    assert response.status_code == 400
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert f"{key}: {message}" in response.content.decode().splitlines()


@pytest.mark.parametrize(
    ("url", "key"),
    [("/processes/gas/?process=sea", "process"), ("/actors/arland/?actor=envoy", "actor")],
)
def test_a_page_of_one_does_not_pretend_to_show_another(client: Client, url: str, key: str) -> None:
    shown = get(client, url, status=400)
    assert titles(shown) == []
    assert any(words.startswith(f"{key}: This page shows one") for words in texts(shown, "li"))


def test_a_file_of_one_process_refuses_another(client: Client) -> None:
    response = client.get("/processes/gas/timeline.csv?process=sea")
    assert response.status_code == 400
    assert response.content.decode().startswith("process: ")


def test_leaving_the_nonsense_out_keeps_the_rest(client: Client) -> None:
    shown = get(client, "/timeline/?kind=deadline&from=sideways", status=400)
    way_out = {text(link): link.get("href") for link in every(one(shown, "section"), "a")}
    assert way_out["Leave that part out"] == "/timeline/?kind=deadline"


# Search.


def test_the_words_found_are_marked_where_they_stand(client: Client) -> None:
    shown = get(client, "/timeline/?q=valves")
    marked = {
        text(one(entry, "h4")): texts(entry, "mark") for entry in every(shown, "article.entry")
    }
    assert marked == {
        "I open, 10 days left": ["valves"],
        "E overdue by 8 days": ["Valves"],
    }


def test_words_found_in_a_title_are_marked_in_it(client: Client) -> None:
    create_event(title="A valve bursts", on=day(6))
    (entry,) = every(get(client, "/timeline/?q=bursting"), "article.entry")
    assert texts(one(entry, "h4"), "mark") == ["bursts"]


def test_the_search_of_the_header_finds_the_same(client: Client) -> None:
    (form,) = (
        found
        for found in get(client, "/actors/").iter("form")
        if "search" in found.get("class", "")
    )
    (field,) = form.iter("input")
    assert (form.get("action"), form.get("method", "get"), field.get("name")) == (
        "/timeline/",
        "get",
        "q",
    )
