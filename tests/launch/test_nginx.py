"""docs/nginx.conf, in front of a site that answers as Demarche does and counts how often."""

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse, IncompleteRead
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from scripts.trial_nginx import fronting, nginx
from tests.launch.running import needs, serving, wait_until
from tracker.embedded import Place

pytestmark = [
    pytest.mark.launch,
    needs("nginx", nginx()),
]


KEPT_FOR_A_SECOND = "public, max-age=0, s-maxage=1, stale-while-revalidate=1, stale-if-error=3600"


@dataclass
class Site:
    port: int = 0
    asked: Counter[str] = field(default_factory=Counter)
    tag: str = 'W/"one"'
    is_away: bool = False
    named: list[str] = field(default_factory=list)


class Answers(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    site: Site

    def do_GET(self) -> None:
        site = self.site
        site.named.append(self.headers["X-Request-ID"])
        if self.path.endswith(".csv"):
            return self.break_off()
        public = self.path == "/timeline/" and "sessionid" not in self.headers.get("Cookie", "")
        unchanged = public and self.headers.get("If-None-Match") == site.tag
        status = 503 if site.is_away else 304 if unchanged else 200
        site.asked[f"{self.path} {status}"] += 1
        assert not self.headers.get("Accept-Encoding")
        body = b"" if unchanged else f"{self.headers.get('HX-Request')} {site.tag}".encode()
        self.send_response(status)
        self.send_header("X-Request-ID", site.named[-1])
        self.send_header("Vary", "Cookie, HX-Request")
        if public and not site.is_away:
            self.send_header("ETag", site.tag)
            self.send_header(
                "Cache-Control", "public, max-age=0, s-maxage=1, stale-while-revalidate=1"
            )
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


def test_what_is_new_since_a_visit_is_asked_of_the_site_each_time(front: int, site: Site) -> None:
    for number in range(1, 4):
        answer, _body = ask(front, "/since/?process=talks", Cookie="visit=1-2")
        assert answer.headers["X-Cache"] is None
        assert "private" in answer.headers["Cache-Control"]
        assert site.asked["/since/?process=talks 200"] == number


def test_readers_go_on_reading_while_the_site_is_away(front: int, site: Site) -> None:
    ask(front, "/timeline/")
    site.is_away = True
    ask_until(front, lambda: site.asked["/timeline/ 503"] > 0)
    response, body = ask(front, "/timeline/")
    assert (response.status, body) == (200, b'None W/"one"')


def test_a_file_that_breaks_off_is_not_taken_for_a_whole_one(front: int) -> None:
    with pytest.raises(IncompleteRead):
        ask(front, "/timeline.csv")


def test_the_first_to_come_after_a_pause_gets_what_holds_now(front: int, site: Site) -> None:
    ask(front, "/timeline/")
    site.tag = 'W/"two"'
    time.sleep(4)  # longer than any answer may be kept
    assert ask(front, "/timeline/")[1] == b'None W/"two"'


def test_each_request_has_a_name_of_its_own_that_the_client_has_not_chosen(
    front: int, site: Site
) -> None:
    made = ask(front, "/timeline/", X_Request_ID="chosen-by-somebody")[0]
    assert made.headers.get_all("X-Request-ID") == site.named
    assert "chosen-by-somebody" not in site.named
    from_memory = ask(front, "/timeline/")[0]
    assert from_memory.headers["X-Cache"] == "HIT"
    assert from_memory.headers["X-Request-ID"] is None


# In a process of its own: entries of the other one are no more than what a file needs.
TO_BE_WITHDRAWN = """
WITH process AS (
    INSERT INTO tracker_process (slug, name, summary) VALUES ('one', 'One', '') RETURNING id),
entry AS (
    INSERT INTO tracker_entry (process_id, kind, title, summary, phrase, edtf, earliest, latest,
        window_why, known_on, known_on_by_hand, state, retraction_reason, credibility, version,
        words, created_at, updated_at)
    SELECT id, 'event', 'To be withdrawn', '', '', '2025-04-18', '2025-04-18', '2025-04-18', '',
        '2025-04-18', true, 'published', '', 6, 1, '', now(), now()
    FROM process RETURNING id)
INSERT INTO tracker_event (entry_ptr_id, plover_type, plover_mode, occurrence, process_state)
SELECT id, 'CONSULT', '', 'occurred', '' FROM entry RETURNING entry_ptr_id
"""


def test_in_front_of_demarche_itself(filled: Path, tmp_path: Path) -> None:
    with (
        serving(filled, "--no-demo", SHARED_CACHE_SECONDS="1") as served,
        fronting(tmp_path, urlsplit(served.address).port or 0) as port,
    ):
        with psycopg.connect(Place(filled).url()) as connection:
            row = connection.execute(TO_BE_WITHDRAWN).fetchone()
            assert row is not None
            url = f"/entries/{row[0]}/"

        first, page = ask(port, url)
        assert (first.status, first.headers["X-Cache"]) == (200, "MISS")
        assert b"To be withdrawn" in page
        again, same = ask(port, url)
        assert (again.headers["X-Cache"], same) == ("HIT", page)
        assert ask(port, url, If_None_Match=first.headers["ETag"])[0].status == 304
        # It still holds: Demarche says so, and nothing is made anew.
        wait_until(lambda: cache(port, url) == "REVALIDATED")

        part, fragment = ask(
            port, "/timeline/?process=one", HX_Request="true", HX_Target="timeline"
        )
        whole, timeline = ask(port, "/timeline/?process=one")
        assert (part.status, whole.status) == (200, 200)
        assert b"<html" in timeline
        assert b"<html" not in fragment

        own, _ = ask(port, url, Cookie="sessionid=anybodys")
        assert own.headers["X-Cache"] == "BYPASS"
        assert "private" in own.headers["Cache-Control"]

        file, rows = ask(port, "/timeline.csv?process=one")
        assert (file.status, file.headers["X-Cache"]) == (200, None)
        assert rows.count(b"To be withdrawn") == 1

        with psycopg.connect(Place(filled).url()) as connection:
            connection.execute(
                "UPDATE tracker_entry SET state = 'retracted', retraction_reason = 'Wrong'"
                " WHERE title = 'To be withdrawn'"
            )
        time.sleep(3)  # longer than it may be kept
        gone, said = ask(port, url)
        assert gone.status == 404
        assert b"To be withdrawn" not in said


def test_what_is_too_much_is_said_by_demarche(prepared: Path, tmp_path: Path) -> None:
    with (
        serving(prepared, "--no-demo") as served,
        fronting(tmp_path, urlsplit(served.address).port or 0) as port,
    ):
        connection = HTTPConnection("127.0.0.1", port, timeout=60)
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"csrftoken={'t' * 32}",
        }
        connection.request("POST", "/login/", b"text=" + b"a" * 10 * 1024 * 1024, headers)
        response = connection.getresponse()
        assert response.status == 413
        assert b"up to 5 MB are taken at once" in response.read()
        connection.close()
