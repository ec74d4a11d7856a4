"""A large answer, read as fast as it comes; and what the server's memory does meanwhile."""

import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.request import urlopen

from tests.benchmarks.serving import Server

PATIENCE = 1800.0
_BLOCK = 1 << 20
_LAST_CHUNK = b"0\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Streamed:
    seconds: float
    first_byte: float  # seconds until the first byte of the body


def drain(server: Server, path: str) -> Streamed:
    """Reads the answer and lets it go. No library between: the reader must not be what is slow."""
    request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nConnection: close\r\n\r\n"
    block = memoryview(bytearray(_BLOCK))
    started = time.perf_counter()
    with socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE) as connection:
        connection.sendall(request.encode())
        head, first_byte = b"", 0.0
        while b"\r\n\r\n" not in head:
            received = connection.recv(65536)
            if not received:
                raise RuntimeError(f"{path}: no answer")
            head += received
        tail = head.partition(b"\r\n\r\n")[2]
        if tail:
            first_byte = time.perf_counter() - started
        while count := connection.recv_into(block):
            first_byte = first_byte or time.perf_counter() - started
            # The end may come in pieces.
            tail = (tail + bytes(block[max(0, count - 8) : count]))[-8:]
    seconds = time.perf_counter() - started
    status = head.split(b" ", 2)[1]
    if status != b"200":
        raise RuntimeError(f"{path}: {status.decode()}")
    if b"transfer-encoding: chunked" in head.lower() and not tail.endswith(_LAST_CHUNK):
        raise RuntimeError(f"{path}: the answer broke off")
    return Streamed(seconds, first_byte)


def blocks(server: Server, path: str) -> Iterator[bytes]:
    """The body."""
    with urlopen(f"{server.address}{path}", timeout=PATIENCE) as response:
        while block := response.read(_BLOCK):
            yield block


def growth(server: Server, path: str) -> int:
    """By how many bytes the server's processes grow, at the most, while they stream this."""
    before = server.memory()
    most = before
    done = threading.Event()

    def watch() -> None:
        nonlocal most
        while not done.wait(0.1):
            most = max(most, server.memory())

    watching = threading.Thread(target=watch)
    watching.start()
    try:
        drain(server, path)
    finally:
        done.set()
        watching.join()
    return most - before
