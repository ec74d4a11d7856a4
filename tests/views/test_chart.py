"""The chart on its page, alone, and as the part that htmx swaps."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.conftest import BOOSTED, HTMX, RESTORED
from tests.factories import (
    DAY,
    create_actor,
    create_condition,
    create_deadline,
    create_development,
    create_event,
    create_process,
    create_track,
)
from tests.views.page import every, get, one, page, text, texts
from tracker.models import Entry, Outcome, Process, ReviewState

pytestmark = pytest.mark.django_db

CHART = HTMX | {"HX-Target": "chart"}
PAGES = ["/timeline/", "/processes/talks/"]


@pytest.fixture(autouse=True)
def talks() -> None:
    process = create_process(slug="talks", name="Harbour talks")
    track = create_track(process=process)
    arland = create_actor(name="Arland")
    create_event(title="Delegations arrive", process=process, track=track, by=arland)
    create_event(title="A secret", process=process, state=ReviewState.DRAFT)
    deadline = create_deadline(title="Answer <soon>", process=process, until=DAY + timedelta(7))
    create_development(entry=deadline, outcome=Outcome.MET, on=DAY + timedelta(5))
    create_condition(title="Or else", process=process, time_limit=deadline)


@pytest.mark.parametrize("url", PAGES)
@pytest.mark.parametrize(
    ("query", "headers", "is_whole", "has_list", "is_drawn"),
    [
        ("", {}, True, True, False),
        ("", HTMX, False, True, False),
        ("", CHART, False, False, True),
        ("", BOOSTED, True, True, False),
        ("", CHART | RESTORED, True, True, False),
        ("?view=chart", {}, True, False, True),
        ("?view=chart", CHART, False, False, True),
        ("?view=chart", HTMX | {"HX-Target": "timeline"}, False, False, True),
        ("?view=chart", RESTORED, True, False, True),
    ],
)
def test_the_same_address_answers_with_what_is_asked_for(
    client: Client,
    url: str,
    query: str,
    headers: dict[str, str],
    is_whole: bool,
    has_list: bool,
    is_drawn: bool,
) -> None:
    shown = page(client.get(url + query, headers=headers))
    assert len(every(shown, "html")) == is_whole
    assert bool(every(shown, "article")) == has_list
    assert bool(every(shown, "#chart-plot")) == is_drawn


def test_a_chart_above_a_list_is_asked_for_behind_a_plain_link(client: Client) -> None:
    shown = get(client, "/timeline/?kind=event")
    waiting = next(iter(every(one(shown, "#chart"), "p")))
    assert waiting.get("hx-get") == "/timeline/?kind=event"
    (link,) = every(waiting, "a")
    assert link.get("href") == "/timeline/?kind=event&view=chart"


def test_marks_are_links_with_names_and_nothing_is_markup(client: Client) -> None:
    shown = get(client, "/processes/talks/?view=chart")
    marks = {mark.get("aria-label", ""): mark for mark in every(one(shown, "#chart-plot"), "a")}
    (deadline,) = [mark for name, mark in marks.items() if name.startswith("Answer <soon>")]
    assert "met" in (deadline.get("aria-label") or "")
    assert "A secret" not in text(shown)
    assert not every(shown, "soon")
    entries = every(one(shown, "#chart-text"), "li")
    (told,) = [one for one in entries if one.get("data-tells") == deadline.get("data-told")]
    assert "Answer <soon>" in text(told)


def test_drafts_are_drawn_for_editors(editor_client: Client) -> None:
    assert "A secret" in text(one(get(editor_client, "/timeline/?view=chart"), "#chart-plot"))


def test_a_day_in_the_past_shows_what_was_known_then(client: Client) -> None:
    before = get(client, f"/timeline/?view=chart&as_of={DAY - timedelta(1)}")
    assert not [a for a in every(one(before, "#chart-plot"), "a") if a.get("data-entry")]
    then = one(get(client, f"/timeline/?view=chart&as_of={DAY}"), "#chart-plot")
    names = [a.get("aria-label", "") for a in every(then, "a") if a.get("data-entry")]
    assert len(names) == 3
    assert not any("met" in name.split("; ") for name in names)
    assert "As known on 18 Apr 2025" in texts(then, "text")
    assert all(
        f"as_of={DAY}" in (a.get("href") or "") for a in every(then, "a") if a.get("data-entry")
    )


def test_every_way_keeps_to_the_question(client: Client) -> None:
    asked = "view=chart&lanes=kind&links=all"
    shown = get(client, f"/timeline/?kind=event&from={DAY}&to={DAY + timedelta(99)}&{asked}")
    head = every(one(shown, "#chart"), "nav")
    ways = [a.get("href") or "" for nav in head for a in every(nav, "a")]
    assert len(ways) == 11
    assert all("kind=event" in way for way in ways)
    steps = [a.get("href") or "" for a in every(head[0], "a")]
    assert all(asked in way for way in steps)
    filters = [a.get("href") or "" for a in every(one(shown, ".filters"), "a")]
    own = [way for way in filters if way.startswith("/timeline/?") and "dossier" not in way]
    assert own
    assert all(asked in way for way in own)


def test_zooming_leads_to_other_days_of_the_same_chart(client: Client) -> None:
    shown = get(client, f"/timeline/?from={DAY}&to={DAY + timedelta(99)}&view=chart")
    ways = {a.get("id"): a.get("href") for a in every(one(shown, "#chart"), "a")}
    assert ways["chart-in"] == "/timeline/?from=2025-05-13&to=2025-07-01&view=chart"
    assert ways["chart-later"] == "/timeline/?from=2025-06-07&to=2025-09-14&view=chart"
    assert ways["chart-whole"] == "/timeline/?view=chart"


@pytest.mark.parametrize("query", ["view=poem", "lanes=colour", "links=some", "view=chart&lanes=x"])
def test_a_look_that_makes_no_sense_is_said(client: Client, query: str) -> None:
    response = client.get(f"/timeline/?{query}")
    assert response.status_code == 400
    assert "is none of these" in response.content.decode()
    assert not every(page(response, status=400), "#chart-plot")


@pytest.mark.parametrize(
    "query",
    [
        "from=0001-01-01&to=9999-12-31",
        "from=0001-01-01&to=0001-01-01",
        "to=0001-01-01",
        "from=9999-12-31",
        f"from={DAY}&to={DAY}",
        "q=nothingofthekind",
        "from=2099-01-01",
    ],
)
@pytest.mark.parametrize("lanes", ["track", "actor", "kind"])
def test_any_span_can_be_shown(client: Client, query: str, lanes: str) -> None:
    response = client.get(f"/timeline/?{query}&view=chart&lanes={lanes}")
    assert response.status_code == 200
    assert every(page(response), "#chart-plot")


def test_other_pages_leave_looks_to_others(client: Client) -> None:
    assert client.get("/processes/talks/deadlines/?view=poem").status_code == 200
    csv = client.get("/timeline.csv?view=chart&lanes=track")
    assert csv.status_code == 200


@pytest.mark.parametrize("url", [f"{url}?view=chart&lanes=kind" for url in PAGES])
def test_ten_more_entries_take_no_more_queries(client: Client, url: str) -> None:
    process = Process.objects.get()
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    for number in range(10):
        day = DAY + timedelta(number)
        create_event(on=day, process=process)
        deadline = create_deadline(on=day, process=process)
        create_condition(on=day, process=process, time_limit=deadline)
    with CaptureQueriesContext(connection) as more:
        client.get(url)
    assert len(more) <= len(few)


def test_an_entry_beside_the_chart_is_told_in_short(client: Client) -> None:
    entry = Entry.objects.get(title="Answer <soon>")
    address = f"/entries/{entry.pk}/"
    beside = page(client.get(address, headers=HTMX | {"HX-Target": "beside"}))
    assert not every(beside, "html")
    assert "Answer <soon>" in text(beside)
    assert [a.get("href") for a in every(beside, "a.button")] == [address]
    assert every(page(client.get(address, headers=HTMX | RESTORED)), "html")
    early = {"HX-Request": "true", "HX-Target": "beside"}
    assert client.get(f"{address}?as_of=2020-01-01", headers=early).status_code == 404
    hidden = Entry.objects.get(title="A secret")
    assert client.get(f"/entries/{hidden.pk}/", headers=early).status_code == 404
