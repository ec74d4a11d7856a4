"""The timeline as a page and as its parts, its groups, the line of today, and its pages."""

from datetime import date, timedelta
from itertools import chain
from xml.etree.ElementTree import Element

import pytest
from django.test import Client

from tests.conftest import BOOSTED, HTMX, RESTORED
from tests.factories import DAY, create_actor, create_event, create_events, create_process
from tests.views.page import every, get, links, one, page, text, texts, titles

pytestmark = pytest.mark.django_db

MORE = HTMX | {"HX-Target": "more"}
LISTS = ["/timeline/", "/processes/talks/", "/actors/arland/"]


@pytest.fixture
def talks() -> None:
    process = create_process(slug="talks")
    arland = create_actor(name="Arland")
    create_event(title="Delegations arrive", process=process, by=arland)
    create_event(title="Delegations leave", process=process, by=arland, on=DAY + timedelta(days=1))


@pytest.mark.usefixtures("talks")
@pytest.mark.parametrize("url", LISTS)
@pytest.mark.parametrize(
    ("headers", "is_whole", "has_filters"),
    [
        ({}, True, True),
        (HTMX, False, True),
        (MORE, False, False),
        (BOOSTED, True, True),
        (RESTORED, True, True),
    ],
    ids=["page", "fragment", "more", "boosted", "restored"],
)
def test_the_same_address_answers_with_what_is_asked_for(
    client: Client, url: str, headers: dict[str, str], is_whole: bool, has_filters: bool
) -> None:
    response = client.get(url, headers=headers)
    shown = page(response)
    assert titles(shown) == ["Delegations leave", "Delegations arrive"]
    assert len(every(shown, "html")) == is_whole
    assert len(every(shown, "#timeline")) == has_filters
    assert len(every(shown, "form")) >= has_filters
    varies = {name.strip() for name in response["Vary"].split(",")}
    assert {"HX-Request", "HX-Target", "Cookie"} <= varies


@pytest.mark.usefixtures("talks")
@pytest.mark.parametrize("url", LISTS)
def test_a_fragment_tells_the_browser_its_address_without_empty_fields(
    client: Client, url: str
) -> None:
    response = client.get(url + "?q=delegations&from=&to=&kind=&order=oldest", headers=HTMX)
    assert response["HX-Push-Url"] == f"{url}?q=delegations&order=oldest"


@pytest.mark.usefixtures("talks")
@pytest.mark.parametrize("headers", [{}, MORE, BOOSTED, RESTORED])
def test_nothing_else_changes_the_address(client: Client, headers: dict[str, str]) -> None:
    assert "HX-Push-Url" not in client.get("/timeline/?q=arrive", headers=headers)


@pytest.mark.usefixtures("talks")
@pytest.mark.parametrize("url", LISTS)
def test_a_fragment_of_nonsense_keeps_the_question_in_the_address(client: Client, url: str) -> None:
    response = client.get(url + "?from=2025-04-19&to=2025-04-18", headers=HTMX)
    assert "The last day lies before the first day." in response.content.decode()
    assert response["HX-Push-Url"] == url + "?from=2025-04-19&to=2025-04-18"


def test_nothing_on_record_is_said(client: Client) -> None:
    shown = get(client, "/timeline/")
    assert text(one(shown, "div.empty")) == "Nothing is on record yet."


@pytest.mark.usefixtures("talks")
@pytest.mark.parametrize("url", LISTS)
def test_an_empty_result_offers_the_way_out(client: Client, url: str) -> None:
    empty = one(get(client, url + "?q=submarines"), "div.empty")
    assert "Nothing on record fits all of this." in text(empty)
    assert links(empty) == {"Show everything": url}
    assert len(titles(get(client, url))) == 2


@pytest.mark.usefixtures("talks")
def test_a_page_past_the_end_leads_back_to_the_list(client: Client) -> None:
    empty = one(get(client, "/timeline/?after=1900-01-01_1"), "div.empty")
    assert "The list ends here." in text(empty)
    assert links(empty) == {"Show everything": "/timeline/"}


@pytest.mark.usefixtures("talks")
def test_what_is_chosen_can_be_let_go_one_by_one_or_as_a_whole(client: Client) -> None:
    shown = get(client, "/timeline/?kind=event&q=arrive&from=2025-04-01")
    chosen = one(shown, "div.chosen")
    assert text(every(chosen, "span")[0]) == "1 entry"
    assert links(chosen) | {"Newest first": "", "Oldest first": ""} == {
        "Leave out: Kind: event": "/timeline/?q=arrive&from=2025-04-01",
        "Leave out: “arrive”": "/timeline/?kind=event&from=2025-04-01",
        "Leave out: From: 2025-04-01": "/timeline/?kind=event&q=arrive",
        "Show everything": "/timeline/",
        "Newest first": "",
        "Oldest first": "",
    }


def next_address(shown: Element) -> str | None:
    """The address of the plain link to the next page."""
    return one(one(shown, "#more"), "a").get("href") if every(shown, "#more") else None


# Groups: months, days, and entries that are only known to the month or the year.


def test_entries_stand_under_their_months_and_days(client: Client) -> None:
    create_event(title="March", on=date(2025, 3, 31))
    create_event(title="First", on=date(2025, 4, 1))
    create_event(title="First too", on=date(2025, 4, 1))
    create_event(title="Second", on=date(2025, 4, 2))
    shown = get(client, "/timeline/?order=oldest")
    assert texts(shown, "h2.month") == ["March 2025", "April 2025"]
    assert [(text(one(day, "h3")), titles(day)) for day in every(shown, "div.day")] == [
        ("31 Mar Monday", ["March"]),
        ("1 Apr Tuesday", ["First", "First too"]),
        ("2 Apr Wednesday", ["Second"]),
    ]


@pytest.mark.parametrize(
    ("until", "edtf", "heading"),
    [
        (date(2025, 4, 30), "2025-04", "Apr 2025 in the month"),
        (date(2025, 12, 31), "2025-04/2025-12", "1 Apr Tuesday"),
        (date(2025, 4, 5), "[2025-04-01..2025-04-05]", "1 Apr Tuesday"),
    ],
)
def test_a_group_says_no_more_than_the_source(
    client: Client, until: date, edtf: str, heading: str
) -> None:
    create_event(on=date(2025, 4, 1), until=until, edtf=edtf)
    assert texts(get(client, "/timeline/"), "h3") == [heading]


def test_an_entry_known_to_the_year_stands_under_its_year(client: Client) -> None:
    create_event(on=date(2024, 1, 1), until=date(2024, 12, 31), edtf="2024")
    assert texts(get(client, "/timeline/"), "h3") == ["2024 in the year"]


# The line of today.


def lines(shown: Element) -> list[str]:
    """The page from top to bottom: titles, and the line."""
    return [
        text(found.find("a")) if found.tag == "h4" else "———"
        for found in shown.iter()
        if found.tag == "h4" or "today" in found.get("class", "").split()
    ]


@pytest.mark.parametrize(
    ("days", "newest", "oldest"),
    [
        ([-1, 1], "+1 ——— -1", "-1 ——— +1"),
        ([-1, 0, 1], "+1 ——— +0 -1", "-1 +0 ——— +1"),
        ([-2, -1], "——— -1 -2", "-2 -1 ———"),
        ([1, 2], "+2 +1 ———", "——— +1 +2"),
        ([], "", ""),
    ],
    ids=["between", "today itself is past", "all past", "all to come", "nothing"],
)
@pytest.mark.usefixtures("today")
def test_the_line_of_today_parts_past_from_future(
    client: Client, days: list[int], newest: str, oldest: str
) -> None:
    for day in days:
        create_event(title=f"{day:+}", on=DAY + timedelta(days=day))
    assert lines(get(client, "/timeline/")) == newest.split()
    assert lines(get(client, "/timeline/?order=oldest")) == oldest.split()


@pytest.mark.usefixtures("today")
@pytest.mark.parametrize(("past", "future"), [(60, 10), (10, 60), (50, 20), (0, 51), (51, 0)])
@pytest.mark.parametrize("order", ["newest", "oldest"])
def test_the_line_is_drawn_once_over_all_pages_and_in_its_place(
    client: Client, past: int, future: int, order: str
) -> None:
    create_events(title="past", days=[DAY - timedelta(days=n % 7) for n in range(past)])
    create_events(title="future", days=[DAY + timedelta(days=1 + n % 7) for n in range(future)])
    url: str | None = f"/timeline/?order={order}"
    seen: list[str] = []
    while url:
        shown = get(client, url)
        seen += lines(shown)
        url = next_address(shown)
    expected = [*["past"] * past, "———", *["future"] * future]
    assert seen == (expected if order == "oldest" else expected[::-1])


def test_the_line_of_another_day_says_whose_knowledge_it_is(client: Client) -> None:
    create_event()
    assert texts(get(client, "/timeline/?as_of=2025-04-20"), "p.today") == [
        "As known on 20 April 2025"
    ]


# Pages.


@pytest.mark.parametrize("order", ["newest", "oldest"])
@pytest.mark.parametrize("headers", [{}, MORE], ids=["pages", "more"])
def test_following_the_plain_link_shows_each_entry_once(
    client: Client, order: str, headers: dict[str, str]
) -> None:
    # Seventy on one day, so that a page ends among ties.
    days = [DAY + timedelta(days=max(0, number - 70) // 4) for number in range(120)]
    numbers = {f"entry-{entry.pk}": number for number, entry in enumerate(create_events(days=days))}
    url: str | None = f"/timeline/?kind=event&order={order}"
    seen: list[list[int]] = []
    while url:
        shown = page(client.get(url, headers=headers))
        seen.append(
            [numbers[shown_entry.get("id", "")] for shown_entry in every(shown, "article.entry")]
        )
        url = next_address(shown)
    assert [len(numbers) for numbers in seen] == [50, 50, 20]
    expected = list(range(120))
    assert list(chain(*seen)) == (expected if order == "oldest" else expected[::-1])


def test_the_link_to_the_next_page_is_the_one_that_htmx_follows(client: Client) -> None:
    create_events(days=[DAY] * 51)
    (more,) = one(get(client, "/timeline/?kind=event&order=oldest"), "#more").iter("a")
    assert more.get("hx-get") == more.get("href")
    assert more.get("href", "").startswith("/timeline/?kind=event&order=oldest&after=2025-04-18_")


def test_a_day_that_goes_on_is_not_headed_twice(client: Client) -> None:
    create_events(days=[DAY] * 52)
    first = get(client, "/timeline/")
    second = get(client, next_address(first) or "")
    assert texts(first, "h2.month") == ["April 2025"]
    assert texts(second, "h2.month") == []
    (heading,) = every(second, "h3")
    assert every(heading, "span.hidden")


@pytest.mark.parametrize("url", ["/timeline/", "/processes/talks/", "/actors/"])
def test_only_reading_is_answered(client: Client, url: str) -> None:
    assert client.post(url).status_code == 405


def test_an_unknown_process_or_actor_is_not_found(client: Client) -> None:
    assert client.get("/processes/nowhere/").status_code == 404
    assert client.get("/processes/nowhere/timeline.csv").status_code == 404
    assert client.get("/actors/nobody/").status_code == 404
