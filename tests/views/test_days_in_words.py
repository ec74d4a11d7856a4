"""Days of the query string in words: read, said, and never carried on as words."""

import csv
from datetime import date
from io import StringIO

import pytest
from django.http import StreamingHttpResponse
from django.test import Client

from tests.conftest import BOOSTED, HTMX, RESTORED
from tests.factories import create_event, create_process
from tests.views.page import every, get, one, page, text, texts, titles

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

LAST_WEEK = "last week, Monday to Sunday, seen from Friday 18 April 2025"
READ = [
    (
        "from=last+week",
        "from=2025-04-07",
        f"From: “last week” is read as Monday 7 April 2025, the first of its days ({LAST_WEEK}).",
    ),
    (
        "to=last+week",
        "to=2025-04-13",
        f"To: “last week” is read as Sunday 13 April 2025, the last of its days ({LAST_WEEK}).",
    ),
    (
        "as_of=last+week",
        "as_of=2025-04-13",
        f"As known on: “last week” is read as Sunday 13 April 2025, the last of its days "
        f"({LAST_WEEK}).",
    ),
    (
        "as_of=this+week",
        "as_of=2025-04-18",
        "As known on: “this week” is read as Friday 18 April 2025, "
        "the last of its days that has come (this week, Monday to Sunday",
    ),
    (
        "since=last+week",
        "since=2025-04-06",
        "Known since: “last week” is read as Sunday 6 April 2025, "
        f"the day before its first, so that it is all in ({LAST_WEEK}).",
    ),
    (
        "since=yesterday",
        "since=2025-04-17",
        "Known since: “yesterday” is read as Thursday 17 April 2025 "
        "(the day before Friday 18 April 2025).",
    ),
    ("from=mid-April", "from=2025-04-11", "From: “mid-April” is read as Friday 11 April 2025, "),
    ("from=since+February", "from=2025-02-01", "From: “since February” is read as Saturday 1 Feb"),
]


@pytest.fixture
def record() -> None:
    for day in (5, 7, 13, 15):
        create_event(title=f"On the {day}th", on=_april(day))


def _april(day: int) -> date:
    return date(2025, 4, day)


@pytest.mark.usefixtures("record")
@pytest.mark.parametrize(("asked", "meant", "said"), READ)
@pytest.mark.parametrize("headers", [{}, HTMX, BOOSTED, RESTORED])
def test_the_page_lists_as_for_the_day_and_says_which_it_read(
    client: Client, asked: str, meant: str, said: str, headers: dict[str, str]
) -> None:
    shown = page(client.get(f"/timeline/?{asked}", headers=headers))
    assert titles(shown) == titles(get(client, f"/timeline/?{meant}"))
    (sentence,) = texts(shown, "p.read-as")
    assert sentence.startswith(said)


@pytest.mark.usefixtures("record")
@pytest.mark.parametrize(("asked", "meant", "said"), READ)
def test_every_address_on_the_page_holds_the_day_itself(
    client: Client, asked: str, meant: str, said: str
) -> None:
    shown = get(client, f"/timeline/?{asked}&kind=event")
    addresses = [
        address
        for link in every(one(shown, "#timeline"), "a")
        for address in (link.get("href", ""), link.get("hx-get", ""))
        if "?" in address
    ]
    key, _, words = asked.partition("=")
    assert any(meant in address for address in addresses)
    assert not [address for address in addresses if f"{key}={words}" in address]
    value = one(shown, f"#filter-{key}").get("value")
    assert f"{key}={value}" == meant


@pytest.mark.parametrize(("asked", "meant", "said"), READ)
def test_the_address_that_is_pushed_holds_the_day_itself(
    client: Client, asked: str, meant: str, said: str
) -> None:
    response = client.get(f"/timeline/?{asked}", headers=HTMX)
    assert response["HX-Push-Url"] == f"/timeline/?{meant}"


def test_a_day_is_read_as_it_stands_and_nothing_is_said(client: Client) -> None:
    assert texts(get(client, "/timeline/?from=2025-04-07"), "p.read-as") == []


@pytest.mark.usefixtures("record")
def test_files_take_words_too(client: Client) -> None:
    response = client.get("/timeline.csv?from=last+week&to=last+week&order=oldest")
    assert isinstance(response, StreamingHttpResponse)
    rows = list(csv.DictReader(StringIO(response.getvalue().decode(), newline="")))
    assert [row["title"] for row in rows] == ["On the 7th", "On the 13th"]


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("from=soon", "“soon” names no length of time; type the day itself."),
        ("from=before+the+summit", "“before the summit” is not a day. Write it as 2025-04-18, or"),
        ("from=until+2014", "“until 2014” has no first day."),
        ("to=since+February", "“since February” has no last day."),
        ("as_of=tomorrow", "That day has not come yet."),
        ("to=4/5/2025", "“4/5/2025” may be 4 May or 5 April; write the month as a word."),
        ("from=2025-02-30", "“2025-02-30” is not a day. Write it as 2025-04-18."),
    ],
)
def test_words_that_mean_no_day_are_refused_beside_their_field(
    client: Client, query: str, message: str
) -> None:
    key, _, words = query.partition("=")
    shown = get(client, f"/timeline/?{query}", status=400)
    field = one(shown, f"#filter-{key}")
    assert field.get("aria-invalid") == "true"
    assert text(one(shown, f"#{field.get('aria-describedby')}")).startswith(message)
    # What was typed stays there, to be mended.
    assert field.get("value") in (words.replace("+", " "), "2025-04-19")
    refused = client.get(f"/timeline.csv?{query}")
    assert refused.status_code == 400
    assert f"{key}: {message}" in refused.content.decode()


@pytest.mark.parametrize("url", ["/", "/articles/", "/actors/"])
def test_other_pages_say_it_as_well(client: Client, url: str) -> None:
    (sentence,) = texts(get(client, f"{url}?as_of=yesterday"), "p.read-as")
    assert "is read as Thursday 17 April 2025" in sentence


@pytest.mark.parametrize("board", ["", "deadlines/", "conditions/", "demands/"])
def test_the_readings_of_a_process_say_it_as_well(client: Client, board: str) -> None:
    create_event(process=create_process(slug="talks"))
    (sentence,) = texts(get(client, f"/processes/talks/{board}?as_of=yesterday"), "p.read-as")
    assert "is read as Thursday 17 April 2025" in sentence


def test_an_entry_says_it_as_well(client: Client) -> None:
    event = create_event(on=_april(1))
    (sentence,) = texts(get(client, f"/entries/{event.pk}/?as_of=yesterday"), "p.read-as")
    assert "is read as Thursday 17 April 2025" in sentence
