"""The files beside the pages. What they hold for each filter: test_filtering."""

import csv
from collections.abc import Callable, Iterator
from io import StringIO
from typing import Any

import pytest
from django.conf import settings as site
from django.db import connection
from django.http import StreamingHttpResponse
from django.test import Client

from tests.factories import create_deadline, create_event, create_process, create_topic
from tests.views.page import every, get
from tracker.views import exports

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


@pytest.fixture
def files_on_their_way(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> Iterator[list[StreamingHttpResponse]]:
    """As many as are made for strangers at a time, none of them read."""
    create_event(process=create_process(slug="talks"))
    found: list[Any] = [client.get("/timeline.csv") for _ in range(site.EXPORTS_AT_ONCE)]
    assert [one.status_code for one in found] == [200] * site.EXPORTS_AT_ONCE
    # They all stand on the test's one connection.
    monkeypatch.setattr(connection, "close_if_unusable_or_obsolete", lambda: None)
    yield found
    for one in found:
        one.close()


@pytest.mark.parametrize("url", ["/timeline.csv", "/processes/talks/timeline.csv"])
def test_one_stranger_too_many_is_told_when_to_come_again(
    client: Client, files_on_their_way: list[StreamingHttpResponse], url: str
) -> None:
    refused = client.get(url)
    assert (refused.status_code, refused["Retry-After"]) == (503, "10")
    assert refused.content.decode().startswith("Too many files are on their way")
    # Pages, headers and what is wrong with a question need no place.
    assert client.get("/timeline/").status_code == 200
    assert client.head(url).status_code == 200
    assert client.get(f"{url}?from=nonsense").status_code == 400


def test_whoever_has_signed_in_does_not_wait_for_strangers(
    editor_client: Client, files_on_their_way: list[StreamingHttpResponse]
) -> None:
    assert download(editor_client, "/timeline.csv").count("\r\n") == 2


def read_to_its_end(file: StreamingHttpResponse) -> None:
    file.getvalue()


def break_off(file: StreamingHttpResponse) -> None:
    next(iter(file))
    file.close()


def give_up_unread(file: StreamingHttpResponse) -> None:
    file.close()
    file.close()


@pytest.mark.parametrize("end", [read_to_its_end, break_off, give_up_unread])
def test_a_file_that_ends_makes_room_for_one(
    client: Client,
    files_on_their_way: list[StreamingHttpResponse],
    end: Callable[[StreamingHttpResponse], None],
) -> None:
    end(files_on_their_way[0])
    assert client.get("/timeline.csv").status_code == 200
    assert client.get("/timeline.csv").status_code == 503


def test_a_file_that_fails_makes_room_for_one(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object, **_kwargs: object) -> Iterator[bytes]:
        yield b"id\r\n"
        raise RuntimeError("in the middle")

    with monkeypatch.context() as patch:
        patch.setattr(exports, "csv_blocks", fail)
        for _ in range(site.EXPORTS_AT_ONCE + 1):
            with pytest.raises(RuntimeError, match="in the middle"):
                download(client, "/timeline.csv")
    assert client.get("/timeline.csv").status_code == 200


def test_a_file_that_cannot_even_be_closed_makes_room_for_one(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cling(*_args: object, **_kwargs: object) -> Iterator[bytes]:
        try:
            yield b"id\r\n"
        finally:
            raise RuntimeError("its database has gone")

    monkeypatch.setattr(connection, "close_if_unusable_or_obsolete", lambda: None)
    with monkeypatch.context() as patch:
        patch.setattr(exports, "csv_blocks", cling)
        for _ in range(site.EXPORTS_AT_ONCE + 1):
            response = client.get("/timeline.csv")
            assert isinstance(response, StreamingHttpResponse)
            blocks = response.streaming_content
            next(iter(blocks))
            response.close()
            del blocks
    assert client.get("/timeline.csv").status_code == 200
