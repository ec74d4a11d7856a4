"""The list of actors goes on, by a link, by htmx and by its numbers."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.test import Client

from tests.conftest import BOOSTED, HTMX, RESTORED
from tests.factories import DAY, create_actor, create_event, create_process
from tests.views.page import every, get, links, one, page, text, texts
from tracker.models import Actor, ActorKind, Affiliation, ReviewState
from tracker.templatetags.actors import KINDS
from tracker.timeline import actors

pytestmark = pytest.mark.django_db


def create_crowd(number: int, *, kind: str = ActorKind.STATE) -> None:
    for n in range(number):
        create_actor(name=f"{kind} {n:03}", kind=kind)


def follow(client: Client, url: str) -> list[list[str]]:
    """The names on each page, by the plain links."""
    pages = []
    while url:
        shown = get(client, url)
        pages.append([text(item.find("a")) for item in every(one(shown, "main"), "li")])
        more = every(shown, "#more")
        url = links(more[0])["Next actors"] if more else ""
    return pages


@pytest.mark.parametrize(
    ("headers", "is_whole"),
    [({}, True), (HTMX, False), (BOOSTED, True), (RESTORED, True)],
    ids=["page", "fragment", "boosted", "restored"],
)
def test_the_list_answers_as_page_and_as_rows(
    client: Client, headers: dict[str, str], is_whole: bool
) -> None:
    create_crowd(2)
    response = client.get("/actors/", headers=headers)
    shown = page(response)
    assert texts(shown, "li") == ["state 000 0 entries", "state 001 0 entries"]
    assert texts(shown, "h2") == ["States"]
    assert len(every(shown, "html")) == is_whole
    assert {"HX-Request", "Cookie"} <= {name.strip() for name in response["Vary"].split(",")}


def test_following_the_plain_link_shows_each_actor_once_by_kind_and_name(client: Client) -> None:
    # Every kind, in another order than theirs; names that begin alike, in capitals and not.
    for number, kind in enumerate(reversed(KINDS)):
        for name in ("Berg", "berg", "Berg II", "Ärz", "1", "Ω"):
            for n in range(3):
                create_actor(
                    name=f"{name}{n}{number}", slug=f"a-{Actor.objects.count()}", kind=kind
                )
    pages = follow(client, "/actors/")
    assert [len(names) for names in pages] == [50, 50, 8]
    by_name = list(Actor.objects.order_by("name"))
    expected = [actor.name for kind in KINDS for actor in by_name if actor.kind == kind]
    assert [name for names in pages for name in names] == expected


def test_the_link_to_the_rows_after_these_asks_for_the_same_as_a_page(client: Client) -> None:
    union = create_actor(name="Union", kind="bloc")
    create_crowd(52)
    for actor in Actor.objects.exclude(pk=union.pk):
        Affiliation.objects.create(actor=actor, to=union)
    query = "name=tate&belongs_to=union&as_of=2025-04-18"
    first = get(client, f"/actors/?{query}")
    link = one(one(first, "#more"), "a")
    address = link.get("href", "")
    assert link.get("hx-get") == address
    assert address == f"/actors/?{query}&after=1state+049"
    rows = page(client.get(address, headers=HTMX))
    assert [text(link) for item in every(rows, "li") for link in item.findall("a")] == [
        "state 050",
        "state 051",
    ]
    assert every(rows, "html") == every(rows, "#more") == []
    whole = get(client, address)
    assert links(whole)["Back to the start of the list"] == f"/actors/?{query}"
    # A search begins anew; what else is asked stays.
    fields = {
        field.get("name"): field.get("value") for field in one(whole, "form.find").iter("input")
    }
    assert fields == {"name": "tate", "belongs_to": "union", "as_of": "2025-04-18"}


def test_rows_that_go_on_with_a_kind_have_no_second_heading_and_a_page_has_one(
    client: Client,
) -> None:
    create_crowd(51)
    create_crowd(1, kind=ActorKind.PERSON)
    address = links(one(get(client, "/actors/"), "#more"))["Next actors"]
    assert texts(page(client.get(address, headers=HTMX)), "h2") == ["Persons"]
    assert texts(get(client, address), "h2") == ["States", "Persons"]
    # Where a kind begins with these rows, it is named.
    assert texts(page(client.get("/actors/?after=1state+050", headers=HTMX)), "h2") == ["Persons"]


def test_a_place_outlives_its_actor(client: Client) -> None:
    create_crowd(3)
    Actor.objects.get(name="state 001").delete()
    assert texts(get(client, "/actors/?after=1state+001"), "li") == ["state 002 0 entries"]


FORGED = ["somewhere", "0x", "7", "Arland", "-1x", "1" + "x" * 201, "1\x00", "٣x"]


@pytest.mark.parametrize("place", FORGED)
def test_a_place_that_is_none_is_said(client: Client, place: str) -> None:
    create_crowd(1)
    query = urlencode({"after": place})
    shown = one(get(client, f"/actors/?{query}", status=400), "main")
    assert "is not a place in this list." in text(one(shown, "div.empty"))
    assert every(shown, "h2") == []
    # Rows cannot say so; the page is asked for.
    response = client.get(f"/actors/?{query}", headers=HTMX)
    assert response["HX-Redirect"] == f"/actors/?{query}"


def test_a_place_beyond_the_last_actor_has_a_way_back(client: Client) -> None:
    create_crowd(1)
    empty = one(get(client, "/actors/?name=state&after=9z"), "div.empty")
    assert text(empty) == "The list ends here. Show the list from its beginning"
    assert links(empty)["Show the list from its beginning"] == "/actors/?name=state"


def numbers(client: Client, query: str = "") -> dict[str, str]:
    found = {}
    for item in every(one(get(client, f"/actors/{query}"), "main"), "li"):
        found[text(item.find("a"))] = "".join(texts(item, "span.n"))
    return found


def test_numbers_are_those_of_the_entries_that_are_asked_for(
    client: Client, editor_client: Client
) -> None:
    arland, belmark = create_actor(name="Arland"), create_actor(name="Belmark")
    north, south = create_process(slug="north"), create_process(slug="south")
    create_event(process=north, by=arland, to=belmark, on=DAY)
    create_event(process=south, by=arland, on=DAY + timedelta(days=9))
    create_event(process=north, by=arland, on=DAY, state=ReviewState.DRAFT)
    create_event(process=north, by=belmark, on=DAY, state=ReviewState.RETRACTED)
    for query, readers, editors in (
        ("", ["2 entries", "1 entry"], ["3 entries", "1 entry"]),
        ("?process=north", ["1 entry", "1 entry"], ["2 entries", "1 entry"]),
        ("?process=north&process=south", ["2 entries", "1 entry"], ["3 entries", "1 entry"]),
        ("?as_of=2025-04-20", ["1 entry", "1 entry"], ["2 entries", "1 entry"]),
        ("?since=2025-04-20", ["1 entry", "0 entries"], ["1 entry", "0 entries"]),
        ("?actor=belmark", ["1 entry", "1 entry"], ["1 entry", "1 entry"]),
        ("?kind=deadline", ["0 entries", "0 entries"], ["0 entries", "0 entries"]),
    ):
        assert list(numbers(client, query).values()) == readers, query
        assert list(numbers(editor_client, query).values()) == editors, query


def test_numbers_of_part_of_the_record_are_lower_bounds_where_there_are_too_many(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actors, "MOST_COUNTED", 2)
    for number, name in enumerate(("Arland", "Belmark", "Cordia")):
        create_event(by=create_actor(name=name), on=DAY - timedelta(days=number))
    note = "Only the newest 2 entries that fit are counted"
    # All of the record has been counted beforehand.
    assert set(numbers(client).values()) == {"1 entry"}
    assert note not in text(get(client, "/actors/"))
    create_event(by=Actor.objects.get(name="Arland"), on=DAY)
    found = numbers(client, "?kind=event")
    # Of whom the newest hold nothing, nothing is said.
    assert found == {"Arland": "2+ entries", "Belmark": "1+ entry", "Cordia": ""}
    assert note in text(get(client, "/actors/?kind=event"))
