"""Requests against a primary and a replica that fail when they are told to. Both are the test
database; which of them was asked, and how often, is written down."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import psycopg.errors
import pytest
from django.db import Error, InterfaceError, OperationalError, ProgrammingError, connections
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import Client
from django.urls import path

from tests.factories import create_deadline, create_event
from tracker import urls as site
from tracker.exports import csv
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


class TestExport:
    """The names of the columns leave before COPY begins; its rows may come from elsewhere."""

    @pytest.fixture
    def copies(self, servers: Servers, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
        """`copies(broken, after=rows, error=…)`: so many COPY fail, each after so many rows."""
        monkeypatch.setattr(csv, "standings", lambda: servers.known)
        plain = psycopg.ClientCursor.copy

        def prepare(
            broken: int, *, after: int = 0, error: type[psycopg.Error] = psycopg.OperationalError
        ) -> None:
            begun = 0

            @contextmanager
            def copy(self: Any, *arguments: Any) -> Iterator[Iterator[Any]]:
                nonlocal begun
                begun += 1
                with plain(self, *arguments) as rows:
                    yield until_it_breaks(rows) if begun <= broken else iter(rows)

            def until_it_breaks(rows: Any) -> Iterator[Any]:
                yield from islice(rows, after)
                raise error("terminated")

            monkeypatch.setattr(psycopg.ClientCursor, "copy", copy)

        return prepare

    def test_a_standby_that_fails_over_the_order_of_the_rows_is_not_noticed(
        self, client: Client, servers: Servers, copies: Callable[..., None]
    ) -> None:
        create_event(title="They met")
        whole = b"".join(client.get("/timeline.csv"))
        copies(1)
        assert b"".join(client.get("/timeline.csv")) == whole
        assert b"They met" in whole
        assert servers.known.fault(REPLICA) == "it failed a reader"

    def test_nor_is_one_that_fails_before_a_first_block_is_full(
        self, client: Client, servers: Servers, copies: Callable[..., None]
    ) -> None:
        for title in ("They met", "They met again"):
            create_event(title=title)
        whole = b"".join(client.get("/timeline.csv"))
        copies(1, after=1, error=psycopg.errors.SerializationFailure)
        assert b"".join(client.get("/timeline.csv")) == whole
        assert not servers.known.fault(REPLICA)

    def test_the_names_of_the_columns_do_not_wait_for_rows(
        self, client: Client, copies: Callable[..., None]
    ) -> None:
        copies(2)
        blocks = iter(client.get("/timeline.csv"))
        assert next(blocks).startswith(b"id,process,")
        with pytest.raises(OperationalError):
            next(blocks)

    def test_once_rows_have_left_it_breaks_off(
        self, client: Client, copies: Callable[..., None]
    ) -> None:
        for number in range(3):
            create_event(title=f"Event {number}", summary="word " * 15_000)
        copies(1, after=2)
        blocks = iter(client.get("/timeline.csv"))
        assert next(blocks).startswith(b"id,process,")
        assert b"Event 2" in next(blocks)
        with pytest.raises(OperationalError):
            list(blocks)

    def test_what_took_too_long_is_not_begun_again(
        self, client: Client, copies: Callable[..., None]
    ) -> None:
        copies(1, error=psycopg.errors.QueryCanceled)
        with pytest.raises(OperationalError):
            b"".join(client.get("/timeline.csv"))

    def test_an_editor_is_given_rows_of_the_primary_or_none(
        self, editor_client: Client, copies: Callable[..., None]
    ) -> None:
        copies(1)
        with pytest.raises(OperationalError):
            b"".join(editor_client.get("/timeline.csv"))
