"""A server of a few files on loopback, compressed as ours are, each made ready before it is asked.

So that what a library has to wait for is as short as it can be.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from threading import Thread
from urllib.parse import urlsplit

import brotli  # type: ignore[import-untyped]

# As those are that are compressed once and for all, and as the one is that is made for a request.
BEST, QUICK = 11, 5


@dataclass(frozen=True, slots=True)
class File:
    body: bytes  # compressed by brotli
    media_type: str


def file(name: str, content: bytes, *, quality: int = BEST) -> File:
    media_type = guess_type(name)[0] or "application/octet-stream"
    return File(brotli.compress(content, quality=quality), media_type)


@contextmanager
def serving_files(files: Mapping[str, File]) -> Iterator[str]:
    """The address at which they are, by their paths, until the end of the block."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"  # connections are kept, as by ours

        def do_GET(self) -> None:
            found = files.get(urlsplit(self.path).path)
            if found is None:
                self.send_error(404)
                return
            self.send_response(200)
            self.send_header("Content-Type", found.media_type)
            self.send_header("Content-Encoding", "br")
            self.send_header("Content-Length", str(len(found.body)))
            self.end_headers()
            self.wfile.write(found.body)

        def log_message(self, *arguments: object) -> None:
            """Lines of a log are of no use here."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
