"""Requests against a primary and a replica that fail when they are told to. Both are the test
database; which of them was asked, and how often, is written down."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import psycopg.errors
import pytest
from django.db import Error, InterfaceError, OperationalError, ProgrammingError, connections
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import Client
from django.urls import path

from tests.factories import create_deadline, create_event
from tracker import urls as site
from tracker.models import Actor
from tracker.replicas import PRIMARY, middleware, reading_alias, reading_connection
from tracker.replicas.standings import Mark, Report, Standings

pytestmark = pytest.mark.django_db

REPLICA = "replica1"


@dataclass
class Servers:
    known: Standings
    asked: list[str] = field(default_factory=list)
    # After so many queries this server answers no more, with this error.
    last: dict[str, tuple[int, Error]] = field(default_factory=dict)

    def answer(self, execute: Callable[..., Any], *arguments: Any) -> Any:
        alias = reading_alias()
        self.asked.append(alias)
        many, error = self.last.get(alias, (0, None))
        if error is not None and self.asked.count(alias) > many:
            raise error
        return execute(*arguments)


@pytest.fixture
def servers(monkeypatch: pytest.MonkeyPatch) -> Iterator[Servers]:
    known = Standings(max_lag=10, clock=lambda: 0.0)
    known.primary_wrote(Mark(0.0, 9))
    known.replica_said(REPLICA, Report(0.0, 9))
    monkeypatch.setattr(middleware, "standings", lambda: known)
    found = Servers(known)
    connections[REPLICA] = connections[PRIMARY]
    with connections[PRIMARY].execute_wrapper(found.answer):
        yield found
    del connections[REPLICA]


def broken(request: HttpRequest) -> HttpResponse:
    Actor.objects.first()
    raise ValueError("a slip")


def stream(request: HttpRequest) -> StreamingHttpResponse:
    """A file of three blocks, a query for each."""

    def blocks() -> Iterator[bytes]:
        for number in range(3):
            with reading_connection().cursor() as cursor:
                cursor.execute("SELECT %s", [number])
            yield b"%d" % number

    return StreamingHttpResponse(blocks())


# For the tests that ask for them; the others see the site's own.
urlpatterns = [path("broken", broken), path("stream", stream), *site.urlpatterns]


def database_error(kind: type[Error], cause: Exception | None = None) -> Error:
    error = kind("it is gone")
    error.__cause__ = cause
    return error


LOST = database_error(OperationalError)


@pytest.mark.parametrize("url", ["/", "/timeline/", "/timeline/?q=talks", "/timeline.csv"])
def test_a_reader_reads_from_the_replica_alone(client: Client, servers: Servers, url: str) -> None:
    response = client.get(url)
    assert response.status_code == 200
    b"".join(response)  # a file is left when it has been read
    assert set(servers.asked) <= {REPLICA}
    assert reading_alias() == PRIMARY


def test_an_editor_reads_what_was_written(editor_client: Client, servers: Servers) -> None:
    servers.asked.clear()
    assert editor_client.get("/timeline/").status_code == 200
    assert set(servers.asked) == {PRIMARY}


@pytest.mark.parametrize("method", ["post", "put", "delete", "options"])
def test_what_is_no_reading_goes_to_the_primary(
    client: Client, servers: Servers, method: str
) -> None:
    getattr(client, method)("/login/", {"username": "nobody", "password": "nothing"})
    assert REPLICA not in servers.asked


def test_a_stale_session_cookie_reads_from_the_primary(client: Client, servers: Servers) -> None:
    client.cookies["sessionid"] = "long-gone"
    assert client.get("/timeline/").status_code == 200
    assert set(servers.asked) == {PRIMARY}


@pytest.mark.parametrize("queries", [0, 1, 3])
@pytest.mark.parametrize(
    "error",
    [
        LOST,
        database_error(InterfaceError),
        database_error(OperationalError, psycopg.errors.AdminShutdown()),
        database_error(OperationalError, psycopg.errors.SerializationFailure()),
        database_error(ProgrammingError, psycopg.errors.UndefinedColumn()),
    ],
)
def test_a_replica_that_fails_in_the_middle_of_a_page_is_not_noticed(
    client: Client, servers: Servers, error: Error, queries: int
) -> None:
    create_event(title="They met")
    create_deadline()
    servers.asked.clear()
    servers.last = {REPLICA: (queries, error)}
    response = client.get("/timeline/")
    assert response.status_code == 200
    assert b"They met" in response.content
    assert servers.asked.count(REPLICA) == queries + 1
    assert servers.asked[-1] == PRIMARY


@pytest.mark.parametrize(
    ("error", "rests"),
    [
        (LOST, True),
        # It has only given way to what it replays, or not come as far as a new column.
        (database_error(OperationalError, psycopg.errors.SerializationFailure()), False),
        (database_error(ProgrammingError, psycopg.errors.UndefinedColumn()), False),
    ],
)
def test_only_a_server_that_is_away_is_left_out(
    client: Client, servers: Servers, error: Error, rests: bool
) -> None:
    servers.last = {REPLICA: (0, error)}
    client.get("/timeline/")
    assert bool(servers.known.fault(REPLICA)) is rests


def test_a_page_that_is_not_there_is_not_there_the_second_time_either(
    client: Client, servers: Servers
) -> None:
    servers.last = {REPLICA: (0, LOST)}
    assert client.get("/entries/123456/").status_code == 404
    assert servers.asked[-1] == PRIMARY


def test_a_standby_answers_readers_while_the_primary_is_away(
    client: Client, servers: Servers
) -> None:
    servers.known.replica_said(REPLICA, Report(0.0, 1))  # far behind
    servers.last = {PRIMARY: (0, LOST)}
    assert client.get("/timeline/").status_code == 200
    assert servers.asked[0] == PRIMARY
    assert set(servers.asked[1:]) == {REPLICA}


def test_with_nobody_left_the_reader_is_told(client: Client, servers: Servers) -> None:
    client.raise_request_exception = False
    servers.last = {REPLICA: (0, LOST), PRIMARY: (0, LOST)}
    assert client.get("/timeline/").status_code == 503
    assert servers.asked == [REPLICA, PRIMARY]


def test_a_statement_that_took_too_long_is_not_tried_again(
    client: Client, servers: Servers
) -> None:
    client.raise_request_exception = False
    error = database_error(OperationalError, psycopg.errors.QueryCanceled())
    servers.last = {REPLICA: (0, error)}
    assert client.get("/timeline/").status_code == 503
    assert servers.asked == [REPLICA]


@pytest.mark.urls(__name__)
def test_a_fault_of_our_own_is_not_tried_again(client: Client, servers: Servers) -> None:
    with pytest.raises(ValueError, match="a slip"):
        client.get("/broken")
    assert servers.asked == [REPLICA]


@pytest.mark.urls(__name__)
class TestStream:
    def test_all_of_it_is_read_where_it_began(self, client: Client, servers: Servers) -> None:
        assert b"".join(client.get("/stream")) == b"012"
        assert servers.asked == [REPLICA] * 3

    def test_a_fault_before_the_first_block_is_not_noticed(
        self, client: Client, servers: Servers
    ) -> None:
        servers.last = {REPLICA: (0, LOST)}
        assert b"".join(client.get("/stream")) == b"012"
        assert servers.asked == [REPLICA] + [PRIMARY] * 3

    def test_a_later_fault_breaks_it_off(self, client: Client, servers: Servers) -> None:
        servers.last = {REPLICA: (1, LOST)}
        blocks = iter(client.get("/stream"))
        assert next(blocks) == b"0"
        with pytest.raises(OperationalError):
            next(blocks)
        assert reading_alias() == PRIMARY
