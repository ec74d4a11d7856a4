"""Servers on this machine, decent or not, and the rules that let a test in."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from ipaddress import ip_address

from tracker.imports.guard import Address, Rules

HERE = ip_address("127.0.0.1")
Answer = Callable[[socket.socket, bytes], None]


@contextmanager
def serving(
    answer: Answer, *, first: Callable[[socket.socket], None] | None = None
) -> Iterator[int]:
    """A port of this machine; every request that comes there is given to `answer`, or every
    connection, before anything is read, to `first`."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                connection, _place = listener.accept()
            except OSError:
                return
            threading.Thread(target=work, args=(connection,), daemon=True).start()

    def work(connection: socket.socket) -> None:
        # The other side may have had enough.
        with connection, suppress(OSError):
            if first:
                first(connection)
            else:
                answer(connection, connection.recv(65536))

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield listener.getsockname()[1]
    finally:
        listener.close()


def said(
    body: bytes = b"", *, status: str = "200 OK", kind: str = "text/html", more: str = ""
) -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n{more}\r\n"
    return head.encode() + body


def says(answer: bytes) -> Answer:
    def send(connection: socket.socket, _request: bytes) -> None:
        connection.sendall(answer)

    return send


def rules(*, seconds: float = 10, **hosts: str) -> Rules:
    """Names lead here, or where they are said to; and here one may go, unlike anybody else."""

    def resolve(host: str, _port: int) -> list[Address]:
        return [ip_address(hosts.get(host.partition(".")[0], "127.0.0.1"))]

    return Rules(ports=None, may_reach=lambda one: one == HERE, resolve=resolve, whole_time=seconds)
