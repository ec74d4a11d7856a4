"""The files beside the pages. What they hold for each filter: test_filtering."""

import csv
from io import StringIO

import pytest
from django.http import StreamingHttpResponse
from django.test import Client

from tests.factories import create_deadline, create_event, create_process, create_topic
from tests.views.page import every, get

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

COLUMNS = (
    "id,process,track,kind,title,summary,phrase,anchor,edtf,earliest,latest,known_on,plover_type,"
    "plover_mode,occurrence,status,status_since,initiators,recipients,other_parts,topics,demand,"
    "consequence,condition_kind,operator,deadline_kind,firmness,credibility,sources,quotes,state,"
    "version,updated_at,url"
)


def download(client: Client, url: str) -> str:
    response = client.get(url)
    assert isinstance(response, StreamingHttpResponse)
    return response.getvalue().decode()


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("/timeline.csv", "demarche-2025-04-18.csv"),
        ("/processes/talks/timeline.csv", "demarche-talks-2025-04-18.csv"),
    ],
)
def test_it_is_a_download_with_a_dated_name(client: Client, url: str, name: str) -> None:
    create_event(process=create_process(slug="talks"))
    response = client.get(url)
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    assert "Cookie" in response["Vary"]
    assert "Content-Length" not in response


def test_the_columns_are_the_contracts(client: Client) -> None:
    create_event()
    header, row, end = download(client, "/timeline.csv").split("\r\n")
    assert header == COLUMNS
    assert len(next(csv.reader([row]))) == len(COLUMNS.split(","))
    assert end == ""


@pytest.mark.parametrize("query", ["", "?q=submarines", "?kind=condition", "?since=2025-04-18"])
def test_an_empty_result_is_a_header_alone(client: Client, query: str) -> None:
    if query:
        create_event()
    assert download(client, f"/timeline.csv{query}") == COLUMNS + "\r\n"


def test_a_process_has_a_file_of_its_own_entries(client: Client) -> None:
    create_event(title="Ours", process=create_process(slug="ours"))
    create_deadline(title="Ours too", process=create_process(slug="theirs"))
    rows = list(csv.DictReader(StringIO(download(client, "/processes/ours/timeline.csv"))))
    assert [(row["title"], row["process"]) for row in rows] == [("Ours", "ours")]


def test_a_file_holds_every_page_whatever_page_it_was_asked_from(client: Client) -> None:
    process = create_process(slug="talks")
    topic = create_topic()
    for number in range(52):
        create_event(title=f"No {number}", process=process, topics=(topic,))
    url: str = "/processes/talks/?topic=sanctions&order=oldest"
    (more,) = every(get(client, url), "#more")
    second = get(client, next(more.iter("a")).get("href", ""))
    (take,) = every(second, "ul.take")
    address = next(take.iter("a")).get("href", "")
    assert address == "/processes/talks/timeline.csv?topic=sanctions&order=oldest"
    rows = list(csv.DictReader(StringIO(download(client, address))))
    assert [row["title"] for row in rows] == [f"No {number}" for number in range(52)]
