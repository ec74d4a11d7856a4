"""docs/nginx.conf, in front of a site that answers as Demarche does and counts how often."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse, IncompleteRead
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from scripts.trial_nginx import fronting, nginx
from tests.launch.running import wait_until

pytestmark = [
    pytest.mark.launch,
    pytest.mark.skipif(nginx() is None, reason="needs nginx"),
]


@dataclass
class Site:
    port: int = 0
    asked: Counter[str] = field(default_factory=Counter)
    tag: str = 'W/"one"'
    is_away: bool = False


class Answers(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    site: Site

    def do_GET(self) -> None:
        site = self.site
        if self.path.endswith(".csv"):
            return self.break_off()
        public = self.path == "/timeline/" and "sessionid" not in self.headers.get("Cookie", "")
        unchanged = public and self.headers.get("If-None-Match") == site.tag
        status = 503 if site.is_away else 304 if unchanged else 200
        site.asked[f"{self.path} {status}"] += 1
        assert not self.headers.get("Accept-Encoding")
        body = b"" if unchanged else f"{self.headers.get('HX-Request')} {site.tag}".encode()
        self.send_response(status)
        self.send_header("Vary", "Cookie, HX-Request")
        if public and not site.is_away:
            self.send_header("ETag", site.tag)
            self.send_header("Cache-Control", "public, max-age=0, s-maxage=1")
        else:
            self.send_header("Cache-Control", "private, no-store")
        if not unchanged:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def break_off(self) -> None:
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        self.wfile.write(b"5\r\nhalf,\r\n")
        self.close_connection = True

    def log_message(self, *arguments: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[Site]:
    found = Site()
    handler = type("Handler", (Answers,), {"site": found})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    found.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield found
    server.shutdown()
    server.server_close()


@pytest.fixture
def front(site: Site, tmp_path: Path) -> Iterator[int]:
    with fronting(tmp_path, site.port) as port:
        yield port


def ask(port: int, path: str, **headers: str) -> tuple[HTTPResponse, bytes]:
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        connection.request("GET", path, headers=named)
        response = connection.getresponse()
        return response, response.read()
    finally:
        connection.close()


def ask_until(port: int, condition: Callable[[], bool]) -> None:
    def asked() -> bool:
        ask(port, "/timeline/")
        return condition()

    wait_until(asked)


def cache(port: int, path: str, **headers: str) -> str | None:
    return ask(port, path, **headers)[0].headers["X-Cache"]


def test_a_crowd_costs_one_question_and_an_unchanged_page_a_304(front: int, site: Site) -> None:
    assert ask(front, "/timeline/")[1] == b'None W/"one"'
    for _ in range(20):
        # Readers bring cookies of all sorts, which make no difference.
        ask(front, "/timeline/", Cookie="csrftoken=x; seen=y", Accept_Encoding="br")
    assert site.asked["/timeline/ 200"] == 1
    ask_until(front, lambda: site.asked["/timeline/ 304"] > 0)
    assert site.asked["/timeline/ 200"] == 1
    # A browser that has it already is told so by nginx.
    assert ask(front, "/timeline/", If_None_Match='W/"one"')[0].status == 304
    site.tag = 'W/"two"'
    wait_until(lambda: ask(front, "/timeline/")[1] == b'None W/"two"')


def test_parts_for_htmx_and_whole_pages_are_kept_apart(front: int) -> None:
    assert ask(front, "/timeline/")[1].startswith(b"None")
    assert ask(front, "/timeline/", HX_Request="true")[1].startswith(b"true")
    assert ask(front, "/timeline/")[1].startswith(b"None")


@pytest.mark.parametrize("cookie", ["sessionid=x", "a=b; __Host-sessionid=x", "a=b;sessionid=x"])
def test_whoever_has_signed_in_is_answered_by_the_site(front: int, site: Site, cookie: str) -> None:
    cache(front, "/timeline/")
    for _ in range(3):
        assert cache(front, "/timeline/", Cookie=cookie) == "BYPASS"
    assert site.asked["/timeline/ 200"] == 4
    assert cache(front, "/timeline/") != "MISS"


def test_what_is_not_for_everybody_is_not_kept(front: int, site: Site) -> None:
    before = site.asked["/healthz 200"]
    for _ in range(3):
        assert cache(front, "/healthz") == "MISS"
    assert site.asked["/healthz 200"] == before + 3


def test_readers_go_on_reading_while_the_site_is_away(front: int, site: Site) -> None:
    ask(front, "/timeline/")
    site.is_away = True
    ask_until(front, lambda: site.asked["/timeline/ 503"] > 0)
    response, body = ask(front, "/timeline/")
    assert (response.status, body) == (200, b'None W/"one"')


def test_a_file_that_breaks_off_is_not_taken_for_a_whole_one(front: int) -> None:
    with pytest.raises(IncompleteRead):
        ask(front, "/timeline.csv")
