"""The front page, and a process with where it stands."""

from datetime import timedelta

import pytest
from django.test import Client

from tests.conftest import HTMX
from tests.factories import (
    DAY,
    create_condition,
    create_deadline,
    create_development,
    create_event,
    create_process,
)
from tests.views.page import every, get, links, one, page, text, texts, titles
from tracker.models import Outcome, Process

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture
def talks() -> Process:
    process = create_process(slug="talks", name="Harbour talks")
    create_event(title="They begin", on=DAY - timedelta(10), process_state="active")
    create_event(title="They stop", on=DAY - timedelta(5), process_state="suspended")
    create_event(title="They may sign", on=DAY + timedelta(5), process=process)
    create_deadline(title="Too late", on=DAY - timedelta(8), until=DAY - timedelta(2))
    create_deadline(title="Due later", on=DAY, until=DAY + timedelta(9))
    create_deadline(title="Due soon", on=DAY - timedelta(3), until=DAY + timedelta(4))
    create_condition(title="Open condition", on=DAY - timedelta(1), until=DAY + timedelta(9))
    met = create_condition(title="Met condition", on=DAY - timedelta(9), until=DAY + timedelta(9))
    create_development(entry=met, outcome=Outcome.SATISFIED, on=DAY - timedelta(1))
    return process


def figures(client: Client, url: str) -> dict[str, str]:
    found = one(get(client, url), "dl.figures")
    return {text(box.find("dt")): text(box.find("dd")) for box in every(found, "div")}


@pytest.mark.usefixtures("talks")
@pytest.mark.parametrize("url", ["/", "/processes/talks/"])
def test_it_says_where_the_talks_stand(client: Client, url: str) -> None:
    assert texts(get(client, url), "p.state") == ["Suspended since 13 April 2025: They stop"]
    assert figures(client, url) == {
        "Next deadline": "4 days left Due soon",
        "Open conditions": "1 neither met nor given up",
        "Overdue, no outcome on record": "1 windows that have passed",
        "On record": "8 entries",
    }


@pytest.mark.usefixtures("talks")
@pytest.mark.parametrize("url", ["/", "/processes/talks/"])
def test_on_an_earlier_day_it_stood_elsewhere(client: Client, url: str) -> None:
    earlier = f"{url}?as_of=2025-04-11"
    assert texts(get(client, earlier), "p.state") == ["Active since 8 April 2025: They begin"]
    assert figures(client, earlier) == {
        "Next deadline": "5 days left Too late",
        "Open conditions": "1 neither met nor given up",
        "Overdue, no outcome on record": "0 windows that have passed",
        "On record": "3 entries",
    }


@pytest.mark.usefixtures("talks")
@pytest.mark.parametrize("query", ["", "?as_of=2025-04-17"])
@pytest.mark.parametrize("url", ["/", "/processes/talks/"])
def test_each_number_leads_to_what_it_counts(client: Client, url: str, query: str) -> None:
    found = one(get(client, url + query), "dl.figures")
    counts = [link for link in every(found, "a") if text(link).isdigit()]
    assert len(counts) == 2
    for link in counts:
        listed = titles(get(client, link.get("href", "")))
        assert len(listed) == int(text(link))
        assert ("as_of=2025-04-17" in link.get("href", "")) is bool(query)


@pytest.mark.usefixtures("talks")
def test_the_latest_entries_are_those_that_have_begun(client: Client) -> None:
    latest = one(get(client, "/"), "ul.latest")
    shown = [text(one(item, "a")) for item in every(latest, "li")]
    assert shown == ["Due later", "Open condition", "Due soon", "They stop"]


def test_processes_stand_by_their_newest_entry(client: Client) -> None:
    for slug, days in (("old", 9), ("new", 1), ("middle", 5)):
        create_event(process=create_process(slug=slug), on=DAY - timedelta(days))
    create_process(slug="empty")
    assert texts(get(client, "/"), "h2") == ["New", "Middle", "Old"]


def test_a_process_without_entries_says_so_to_editors_alone(
    client: Client, editor_client: Client
) -> None:
    create_process(slug="quiet")
    for url in ("/processes/quiet/", "/processes/quiet/timeline.csv"):
        assert client.get(url).status_code == 404
    assert "Quiet" not in text(get(client, "/"))
    shown = get(editor_client, "/processes/quiet/")
    assert texts(shown, "p.state") == ["No event on record says where this process stands."]
    assert "Nothing is on record yet." in text(one(shown, "div.empty"))


def test_the_folder_of_processes_is_the_front_page(client: Client) -> None:
    assert client.get("/processes/").headers["Location"] == "/"


def test_no_process_is_said_and_an_editor_is_shown_where_to_begin(
    client: Client, editor_client: Client
) -> None:
    assert text(one(get(client, "/"), "p.empty")) == "No process is on record yet."
    assert "Add the first one" in links(get(editor_client, "/"))


@pytest.mark.usefixtures("talks")
@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("as_of=tomorrow", "as_of: “tomorrow” is not a day. Write it as 2025-04-18."),
        ("as_of=2025-04-19", "as_of: That day has not come yet."),
    ],
)
def test_nonsense_is_said_and_nothing_is_listed(client: Client, query: str, message: str) -> None:
    shown = get(client, f"/?{query}", status=400)
    assert texts(shown, "li") == [message]
    assert every(shown, "section.process") == []
    assert links(shown)["Show everything"] == "/"


@pytest.mark.usefixtures("talks")
def test_the_figures_come_along_when_the_filter_changes(client: Client) -> None:
    fragment = page(client.get("/processes/talks/?as_of=2025-04-11", headers=HTMX))
    assert len(every(one(fragment, "#timeline"), "dl.figures")) == 1


@pytest.mark.usefixtures("talks")
def test_a_process_page_does_not_offer_other_processes(client: Client) -> None:
    create_event(process=create_process(slug="other"))
    filters = one(get(client, "/processes/talks/"), "aside.filters")
    assert "Process" not in texts(filters, "h2")
    assert "Process" in texts(one(get(client, "/timeline/"), "aside.filters"), "h2")
