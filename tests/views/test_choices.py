"""All choices of one key: as a page, and in the place of the few beside the timeline."""

import pytest
from django.test import Client

from tests.conftest import HTMX
from tests.factories import (
    create_actor,
    create_condition,
    create_deadline,
    create_event,
    create_process,
)
from tests.views.page import every, get, one, page, text
from tracker.models import Actor, Process
from tracker.timeline.counts import MOST_NAMED

pytestmark = pytest.mark.django_db
MANY = MOST_NAMED + 3
WHOLE = {"boosted": {"HX-Boosted": "true"}, "restored": {"HX-History-Restore-Request": "true"}}


@pytest.fixture
def record() -> None:
    talks = create_process(slug="talks")
    for number in range(MANY):
        actor = create_actor(name=f"Actor {number:02}")
        for _ in range(MANY - number):
            create_event(process=talks, by=actor)
    create_event(process=create_process(slug="others"), by=create_actor(name="Elsewhere"))


@pytest.mark.usefixtures("record")
def test_the_timeline_lists_the_most_frequent_and_leads_to_all(client: Client) -> None:
    beside = one(get(client, "/processes/talks/?kind=event"), "ul#choices-actor")
    links = every(beside, "a")
    assert [text(link).split()[1] for link in links[:-1]] == [f"{n:02}" for n in range(MOST_NAMED)]
    assert links[-1].get("href") == "/processes/talks/choices/actor/?kind=event"
    assert links[-1].get("hx-get") == links[-1].get("href")


@pytest.mark.usefixtures("record")
@pytest.mark.parametrize("key", ["initiator", "recipient"])
def test_what_begins_folded_is_fetched_when_it_is_unfolded(client: Client, key: str) -> None:
    beside = one(get(client, "/timeline/?q=event"), f"ul#choices-{key}")
    (link,) = every(beside, "a")
    assert link.get("href") == f"/timeline/choices/{key}/?q=event"
    chosen = one(get(client, f"/timeline/?{key}=actor-00"), f"ul#choices-{key}")
    assert "Actor 00" in text(chosen)


@pytest.mark.usefixtures("record")
@pytest.mark.parametrize("headers", [{}, *({**HTMX, **more} for more in WHOLE.values())])
def test_as_a_page_its_links_lead_to_the_timeline(client: Client, headers: dict[str, str]) -> None:
    address = "/processes/talks/choices/actor/?kind=event&as_of=2025-04-18"
    found = page(client.get(address, headers=headers))
    links = every(one(found, "ul#choices-actor"), "a")
    assert len(links) == MANY
    assert not any("hx-get" in link.attrib for link in links)
    back = "/processes/talks/?kind=event&as_of=2025-04-18"
    assert links[0].get("href") == "/processes/talks/?kind=event&actor=actor-00&as_of=2025-04-18"
    assert back in [link.get("href") for link in every(found, "a")]


@pytest.mark.usefixtures("record")
def test_as_a_part_they_take_the_place_of_the_few_and_the_focus_goes_on(client: Client) -> None:
    response = client.get("/timeline/choices/actor/?kind=event", headers=HTMX)
    assert response.content.lstrip().startswith(b'<ul id="choices-actor">')
    links = every(page(response), "a")
    assert len(links) == MANY + 1
    assert [place for place, link in enumerate(links) if "autofocus" in link.attrib] == [MOST_NAMED]
    assert links[0].get("hx-get") == "/timeline/?kind=event&actor=actor-00"


@pytest.mark.usefixtures("record")
@pytest.mark.parametrize(
    "path",
    [
        "/timeline/choices/kind/",
        "/timeline/choices/nothing/",
        "/timeline/choices/q/",
        "/processes/talks/choices/process/",
        "/processes/nowhere/choices/actor/",
    ],
)
def test_what_has_no_such_choices_is_not_found(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.usefixtures("record")
def test_nonsense_is_told_and_nothing_is_counted(client: Client) -> None:
    response = client.get("/timeline/choices/actor/?from=2025-02-31")
    assert response.status_code == 400
    assert "from" in response.content.decode()
    assert "Actor 00" not in response.content.decode()


@pytest.mark.usefixtures("record")
@pytest.mark.parametrize(
    ("reading", "expected"),
    [
        ("deadlines", ["Actor 01 1"]),
        ("conditions", ["Actor 00 1"]),
        ("demands", ["Actor 00 1", "Actor 01 1"]),
    ],
)
def test_beside_the_readings_of_a_process_they_count_what_these_show(
    client: Client, reading: str, expected: list[str]
) -> None:
    talks, (first, second) = Process.objects.get(slug="talks"), Actor.objects.all()[:2]
    create_condition(process=talks, by=first)
    create_deadline(process=talks, by=second)
    address = f"/processes/talks/{reading}/"
    beside = one(get(client, f"{address}?as_of=2025-04-18"), "aside.filters")
    hrefs = [link.get("href") for link in every(beside, "a")]
    assert f"{address}choices/initiator/?as_of=2025-04-18" in hrefs
    listed = every(one(get(client, f"{address}choices/initiator/"), "ul#choices-initiator"), "a")
    assert [text(link) for link in listed] == expected
    slug = listed[0].get("href", "").removeprefix(f"{address}?initiator=")
    assert slug == expected[0][:8].lower().replace(" ", "-")
    assert client.get(f"{address}choices/kind/").status_code == 404


@pytest.mark.usefixtures("record")
@pytest.mark.parametrize(
    "path",
    [
        "/timeline/",
        "/actors/actor-00/",
        *(f"/processes/talks/{part}" for part in ("", "deadlines/", "conditions/", "demands/")),
    ],
)
def test_wherever_choices_are_offered_all_of_them_are_there(client: Client, path: str) -> None:
    create_condition(process=Process.objects.get(slug="talks"), by=Actor.objects.first())
    beside = one(get(client, f"{path}?as_of=2025-04-18"), "aside.filters")
    offered = [href for link in every(beside, "a") if "choices" in (href := link.get("href", ""))]
    assert offered
    assert [client.get(href).status_code for href in offered] == [200 for _ in offered]
