"""gunicorn's worker, with threads for those alone who send and read.

A thread that waits for a client answers nobody else, and a process has few of them. So a request
gets one when its head has arrived, and a client who neither sends nor reads for a while loses it
again. Who sends or reads a little all the time keeps it: what stands in front of a public site
(docs/nginx.conf) waits for those.
"""

import errno
import os
import socket
import struct
import time
from functools import partial
from selectors import EVENT_READ
from typing import Any

from gunicorn.http import wsgi  # type: ignore[import-untyped]
from gunicorn.workers.gthread import ThreadWorker  # type: ignore[import-untyped]

SECONDS_FOR_HEAD = 10
LONGEST_HEAD = 32 * 1024  # bytes; beyond, gunicorn says what is wrong with it
SECONDS_TO_LEAVE = 2
SECONDS_TO_YIELD = 0.0005  # for each request that is being answered
HEARD_OUT = 64 * 1024
# What the system takes from us for a client who has not read yet. Left to itself, it grows to
# megabytes, and a reader of them looks idle until a third of that has been read.
SEND_BUFFER = 256 * 1024


def seconds_idle() -> int:
    """CLIENT_TIMEOUT, which the settings have found to be a number."""
    return int(os.environ.get("CLIENT_TIMEOUT") or 30)


class Answer(wsgi.Response):  # type: ignore[misc]
    """Without gunicorn's name: whoever looks for servers with a known hole need not be told."""

    def default_headers(self) -> list[str]:
        lines: list[str] = super().default_headers()
        return [line for line in lines if not line.startswith("Server:")]


class Worker(ThreadWorker):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reading_head: dict[Any, float] = {}  # connections with a thread → until when
        self.leaving: dict[Any, float] = {}  # connections that have their answer → until when

    def run(self) -> None:
        wsgi.Response = Answer  # gunicorn has no setting for it
        for listener in self.sockets:
            # Connections inherit them. They hold for each single send and receive.
            limit = struct.pack("ll", seconds_idle(), 0)
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, limit)
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, limit)
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER)
        super().run()

    def accept(self, listener: socket.socket) -> None:
        """Who has more to do waits longer, so that a process with less takes the connection: it
        stays with whoever took it, and a process that took most would leave cores idle."""
        if self.cfg.workers > 1:
            waiting = len(self.keepalived_conns) + len(self.pending_conns) + len(self.leaving)
            time.sleep(SECONDS_TO_YIELD * min(self.nr_conns - waiting, self.cfg.threads))
        super().accept(listener)

    def enqueue_req(self, conn: Any) -> None:
        """Called in the loop whenever there is something to read; gives it a thread or waits on."""
        if _has_read_ahead(conn) or _head_has_arrived(conn):
            conn.head_until = None
            super().enqueue_req(conn)
            return
        if getattr(conn, "head_until", None) is None:
            conn.head_until = time.monotonic() + SECONDS_FOR_HEAD
        conn.timeout = conn.head_until
        conn.sock.setblocking(False)
        self.pending_conns.append(conn)
        self.poller.register(conn.sock, EVENT_READ, partial(self.on_pending_socket_readable, conn))

    def handle(self, conn: Any) -> Any:
        self.reading_head[conn] = time.monotonic() + SECONDS_FOR_HEAD
        try:
            return super().handle(conn)
        finally:
            self.reading_head.pop(conn, None)

    def handle_request(self, req: Any, conn: Any) -> Any:
        self.reading_head.pop(conn, None)
        try:
            return super().handle_request(req, conn)
        except BlockingIOError as error:
            # Nothing was read for so long: as if the client had gone, which is no fault of ours.
            raise ConnectionResetError(errno.ECONNRESET, "Nothing was read for too long") from error

    def finish_request(self, conn: Any, fs: Any) -> None:
        """Called in the loop. gunicorn would wait here for clients to hang up, one by one."""
        if fs.cancelled() or fs.exception() or fs.result():
            super().finish_request(conn, fs)
            return
        try:
            conn.sock.shutdown(socket.SHUT_WR)
            conn.sock.setblocking(False)
            self.poller.register(conn.sock, EVENT_READ, partial(self.hear_out, conn))
        except (OSError, ValueError):  # It has been closed already.
            self.nr_conns -= 1
            conn.close()
            return
        conn.still_heard = HEARD_OUT
        self.leaving[conn] = time.monotonic() + SECONDS_TO_LEAVE

    def hear_out(self, conn: Any, _sock: socket.socket) -> None:
        """What comes after the answer is thrown away. Hung up on while it comes, a client might
        lose the end of the answer (RFC 9112, 9.6)."""
        try:
            heard = len(conn.sock.recv(4096))
        except BlockingIOError:
            return
        except OSError:
            heard = 0
        conn.still_heard -= heard
        if not heard or conn.still_heard <= 0:
            self.hang_up(conn)

    def hang_up(self, conn: Any) -> None:
        del self.leaving[conn]
        self.poller.unregister(conn.sock)
        self.nr_conns -= 1
        conn.close()

    def murder_pending(self) -> None:
        """Called once a second; gunicorn's own part closes connections that never got a thread."""
        super().murder_pending()
        now = time.monotonic()
        for conn in [one for one, until in self.leaving.items() if until < now]:
            self.hang_up(conn)
        for conn, until in self.reading_head.copy().items():
            if until < now:
                self.reading_head.pop(conn, None)
                try:
                    conn.sock.shutdown(socket.SHUT_RD)
                except OSError:  # It has been closed meanwhile.
                    continue


def _has_read_ahead(conn: Any) -> bool:
    """True when some of the next request came along with the one before."""
    return conn.parser is not None and bool(conn.parser.unreader.buf.getvalue())


def _head_has_arrived(conn: Any) -> bool:
    """Looks at what has arrived without taking it. If that is not all, the system tells when
    there is more, and not again that there is this."""
    expected = getattr(conn, "expected", 1)
    try:
        found = len(head := conn.sock.recv(LONGEST_HEAD, socket.MSG_PEEK))
        is_all = b"\r\n\r\n" in head or found == LONGEST_HEAD or found < expected
    except BlockingIOError:
        found, is_all = 0, False
    except OSError:  # It is gone, and so says whoever reads from it.
        return True
    # Less than what it was to wait for means that no more will come.
    conn.expected = 1 if is_all else found + 1
    if conn.expected != expected:
        conn.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVLOWAT, conn.expected)
    return is_all
