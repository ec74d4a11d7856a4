"""Clients that neither send nor read keep nobody else waiting; whoever is only slow is served."""

import contextlib
import json
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from tests.launch.running import PATIENCE, Served, serving, wait_until
from tests.launch.slow import ENTRIES, read_all, slowly
from tracker.embedded import Place

pytestmark = pytest.mark.launch

THREADS = 8
FILE = "/timeline.csv?process=many"


def sent(served: Served, request: bytes) -> socket.socket:
    """A client that has sent this, and does nothing more."""
    address = urlsplit(served.address)
    client = socket.create_connection((address.hostname, address.port), timeout=PATIENCE)
    client.sendall(request)
    return client


@pytest.fixture
def crowd() -> Iterator[Callable[[socket.socket], object]]:
    with ExitStack() as stack:
        yield stack.enter_context


def open_files(var: Path) -> int:
    with psycopg.connect(Place(var).url()) as connection:
        found = connection.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'COPY%' AND state = 'active'"
        ).fetchone()
        return found[0] if found else 0


def test_twice_as_many_idle_readers_as_threads_hold_up_nobody(
    filled: Path, crowd: Callable[[socket.socket], object]
) -> None:
    with serving(filled, "--no-demo", WEB_CONCURRENCY="1", CLIENT_TIMEOUT="600") as served:
        for _ in range(2 * THREADS):
            crowd(slowly(served, FILE))
        wait_until(lambda: open_files(filled) == THREADS // 2)
        assert served.answers()
        with slowly(served, FILE) as late:
            refused = read_all(late)
    assert refused.startswith(b"HTTP/1.1 503 ")
    assert b"\r\nRetry-After: 10\r\n" in refused
    assert b"Too many files are on their way" in refused


def test_whoever_reads_nothing_is_let_go_with_the_place_and_the_transaction(
    filled: Path, crowd: Callable[[socket.socket], object]
) -> None:
    with serving(filled, "--no-demo", WEB_CONCURRENCY="1", CLIENT_TIMEOUT="1") as served:
        for _ in range(THREADS // 2):
            client = slowly(served, FILE)
            crowd(client)
            assert client.recv(15).startswith(b"HTTP/1.1 200")

        def is_whole() -> bool:
            with slowly(served, FILE) as late:
                return read_all(late).count(b"Entry ") == ENTRIES

        wait_until(is_whole)
        wait_until(lambda: open_files(filled) == 0)
        output = served.output()
    lines = [json.loads(line) for line in output.splitlines() if '"/timeline.csv"' in line]
    assert [line["status"] for line in lines if not line["complete"]] == [200] * (THREADS // 2)
    assert "Traceback" not in output


def test_whoever_reads_slowly_gets_the_whole_file(filled: Path) -> None:
    """All of it takes several times as long as nobody may read nothing for."""
    with (
        serving(filled, "--no-demo", WEB_CONCURRENCY="1", CLIENT_TIMEOUT="1") as served,
        slowly(served, FILE) as client,
    ):
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 64 * 1024)
        found = b""
        while block := client.recv(256 * 1024):
            found += block
            time.sleep(0.02)
    assert found.count(b"Entry ") == ENTRIES
    assert found.endswith(b"0\r\n\r\n")


@pytest.fixture(scope="module")
def patient(prepared: Path) -> Iterator[Served]:
    with serving(prepared, "--no-demo", WEB_CONCURRENCY="1", CLIENT_TIMEOUT="600") as served:
        yield served


UNFINISHED = {
    "nothing": b"",
    "half a line": b"GET / HT",
    "half a head": b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Half: ",
    "a request and half of the next": (
        b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\nGET / HTTP/1.1\r\nHo"
    ),
}


def test_requests_that_have_not_arrived_hold_up_nobody(
    patient: Served, crowd: Callable[[socket.socket], object]
) -> None:
    clients = [sent(patient, said) for said in UNFINISHED.values() for _ in range(2 * THREADS)]
    for client in clients:
        crowd(client)
    wait_until(patient.answers)
    # They are let go, too: whoever still holds on reads the end.
    for client in clients:
        with contextlib.suppress(ConnectionResetError):
            read_all(client)
    assert "Traceback" not in patient.output()


def test_forms_that_never_arrive_are_let_go(
    filled: Path, crowd: Callable[[socket.socket], object]
) -> None:
    head = (
        b"POST /login/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n"
        b"Content-Type: application/x-www-form-urlencoded\r\n"
        b"Cookie: csrftoken=" + b"t" * 32 + b"\r\n\r\nusername="
    )
    with serving(filled, "--no-demo", WEB_CONCURRENCY="1", CLIENT_TIMEOUT="1") as served:
        clients = [sent(served, head) for _ in range(THREADS)]
        for client in clients:
            crowd(client)
        wait_until(served.answers)
        for client in clients:
            assert read_all(client)[:12] in (b"HTTP/1.1 400", b"HTTP/1.1 403", b"")
        assert "Traceback" not in served.output()


def test_a_head_that_comes_in_pieces_is_answered_as_one(patient: Served) -> None:
    pieces = ["GET /healthz HT", "TP/1.1\r\nHost: localhost\r\nConnection: cl", "ose\r\n\r", "\n"]
    with sent(patient, b"") as client:
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for piece in pieces:
            client.sendall(piece.encode())
            time.sleep(0.2)
        assert read_all(client).startswith(b"HTTP/1.1 200 ")
