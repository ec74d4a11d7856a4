"""What a browser does not send, straight to the web server."""

import contextlib
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.launch.running import Served, serving

pytestmark = pytest.mark.launch


@pytest.fixture(scope="module")
def served(prepared: Path) -> Iterator[Served]:
    with serving(prepared, "--no-demo", WEB_CONCURRENCY="1") as served:
        yield served


def answer(served: Served, request: bytes) -> bytes:
    """Everything that comes back until the server hangs up."""
    place = urlsplit(served.address)
    assert place.hostname
    assert place.port
    with socket.create_connection((place.hostname, place.port), timeout=60) as connection:
        connection.sendall(request)
        connection.shutdown(socket.SHUT_WR)
        received = b""
        while block := connection.recv(65536):
            received += block
    return received


def get(path: str, *headers: str) -> bytes:
    lines = [f"GET {path} HTTP/1.1", "Host: localhost", "Connection: close", *headers, "", ""]
    return "\r\n".join(lines).encode("latin-1", "replace")


@pytest.mark.parametrize(
    ("request_", "statuses"),
    [
        (get("/timeline/?q=" + "x" * 10_000), {400, 414}),
        (get("/timeline/", "X-Long: " + "z" * 100_000), {400, 431}),
        (get("/timeline/", *(f"X-{number}: a" for number in range(500))), {400, 431}),
        (get("/processes/%00/"), {404}),
        (get("/actors/%ff%fe/"), {404}),
        (get("/timeline/?from=%ED%A0%80&q=%00"), {400}),
        (get("/timeline/", "Host: elsewhere.example"), {400}),
        (get("/timeline.csv"), {200}),
        (get("/static/favicon.svg"), {200}),
        (get("/timeline/", "Cookie: sessionid=\xff\xfe; =;;"), {200}),
        (b"GET / HTTP/9.9\r\nHost: localhost\r\n\r\n", {400, 505}),
        (b"POST /login/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: -5\r\n\r\n", {400}),
        (b"POST /login/ HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: x\r\n\r\n", {400, 501}),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_each_gets_an_answer(served: Served, request_: bytes, statuses: set[int]) -> None:
    received = answer(served, request_)
    version, status, _ = received.split(maxsplit=2)
    assert version == b"HTTP/1.1"
    assert int(status) in statuses
    assert b"Traceback" not in received
    head = received.partition(b"\r\n\r\n")[0].lower()
    # Neither the name of the server, nor an invitation to pages from elsewhere.
    assert b"\nserver:" not in head
    assert b"access-control" not in head
    assert served.answers()


@pytest.mark.parametrize(
    "request_",
    [
        get("/" + "y" * 1_000_000),
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",  # the beginning of TLS
        b"GET / HTTP/1.1\r\nHost: lo",
    ],
    ids=["endless", "TLS", "half"],
)
def test_what_is_no_request_ends_no_more_than_itself(served: Served, request_: bytes) -> None:
    with contextlib.suppress(OSError):
        assert b"Traceback" not in answer(served, request_)
    assert served.answers()


def test_ten_megabytes_get_their_answer_all_the_same(served: Served) -> None:
    """A browser that is still sending would show a broken connection in place of it."""
    body = b"text=" + b"a" * 10 * 1024 * 1024
    head = (
        "POST /login/ HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\nConnection: close\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
        "Cookie: csrftoken=" + "x" * 32 + "\r\n\r\n"
    )
    received = answer(served, head.encode() + body)
    assert received.startswith(b"HTTP/1.1 413 ")
    assert b"up to 5 MB are taken at once" in received
