"""The database goes away in the middle of everything, and comes back; the application stays."""

import http.client
import json
import re
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.cookiejar import CookieJar
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode, urlsplit

import psycopg
import pytest

from tests.launch.running import Served, manage, serving
from tests.launch.scratch import Scratch, scratch_server

pytestmark = pytest.mark.launch

PAGE = {"Accept": "text/html"}
HTMX = {"HX-Request": "true", "Accept": "*/*"}
HEADERS = {
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
PAGES = ["/", "/timeline/", "/timeline/?kind=deadline&q=talks", "/actors/", "/articles/", "/admin/"]
# More at once than the server has threads, so that each thread's connection is asked.
CROWD = 24

# Rows for a file that no buffer holds whole, before everything that pages show.
MANY_ROWS = """
DO $$
DECLARE columns text;
BEGIN
    SET LOCAL session_replication_role = replica;
    SELECT string_agg(column_name, ', ') INTO columns FROM information_schema.columns
    WHERE table_name = 'tracker_entry' AND is_generated = 'NEVER'
    AND column_name NOT IN ('id', 'summary', 'earliest');
    EXECUTE format(
        'INSERT INTO tracker_entry (summary, earliest, %s) SELECT repeat(''talks '', 2000),'
        '''1900-01-01'', %s FROM (SELECT * FROM tracker_entry'
        ' WHERE kind = ''event'' AND state = ''published'' LIMIT 1) one,'
        ' generate_series(1, 4000)', columns, columns);
END $$"""


class Answer(NamedTuple):
    status: int
    headers: http.client.HTTPMessage
    text: str


class Browser:
    """With cookies; follows no redirects, and raises nothing for a status."""

    def __init__(self, served: Served) -> None:
        self.address = served.address
        self.jar = CookieJar()
        self.opener = urllib.request.build_opener(
            _StayHere, urllib.request.HTTPCookieProcessor(self.jar)
        )

    def send(
        self, path: str, data: dict[str, str] | None = None, headers: dict[str, str] = PAGE
    ) -> Answer:
        if data is not None:
            token = next(cookie.value for cookie in self.jar if cookie.name == "csrftoken")
            data = data | {"csrfmiddlewaretoken": token or ""}
        body = None if data is None else urlencode(data).encode()
        request = urllib.request.Request(self.address + path, data=body, headers=headers)
        try:
            answer = self.opener.open(request, timeout=60)
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            return Answer(answer.status, answer.headers, answer.read().decode())


class _StayHere(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: object) -> None:
        return None


@pytest.fixture(scope="module")
def database() -> Iterator[Scratch]:
    with scratch_server() as scratch:
        yield scratch


@pytest.fixture(scope="module")
def served(database: Scratch, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    var: Path = tmp_path_factory.mktemp("served")
    with serving(var, DATABASE_URL=database.url, WEB_CONCURRENCY="1") as served:
        with psycopg.connect(database.url) as connection:
            connection.execute(MANY_ROWS)
        yield served


@pytest.fixture(scope="module")
def editor(served: Served, database: Scratch) -> Browser:
    made = manage(
        *("shell", "--verbosity", "0", "-c"),
        "from django.contrib.auth.models import User\n"
        "User.objects.create_superuser('somebody', password='some words')",
        var=served.var,
        DATABASE_URL=database.url,
    )
    assert made.returncode == 0, made.stderr
    browser = Browser(served)
    browser.send("/login/")
    signed_in = browser.send("/login/", {"username": "somebody", "password": "some words"})
    assert signed_in.status == 302
    return browser


def crowd(browser: Browser) -> set[int]:
    """The statuses of all pages, asked for by many at once."""
    with ThreadPoolExecutor(CROWD) as pool:
        answers = pool.map(lambda place: browser.send(PAGES[place % len(PAGES)]), range(2 * CROWD))
        return {answer.status for answer in answers}


def check_told(answer: Answer, served: Served, line: str) -> None:
    """It has the headers of all answers, and the log a line with its name."""
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "camera=()" in answer.headers["Permissions-Policy"]
    name = answer.headers["X-Request-ID"]
    of_it = [json.loads(one) for one in served.output().splitlines() if name in one]
    assert [one["logger"] for one in of_it].count("tracker.requests") == 1
    assert any(one["message"].startswith(line) for one in of_it)


def test_every_kind_of_request_is_told_and_the_same_request_works_afterwards(
    editor: Browser, served: Served, database: Scratch
) -> None:
    typed = {
        "title": "Typed during an outage",
        "new_outlet": "The Test Courier",
        "published_on": "2025-04-18",
        "text": "The envoys met.",
    }
    assert crowd(editor) == {200}
    form = editor.send("/articles/new/")
    assert form.status == 200
    # Whose form it is, as the browser sends it along.
    typed["typed_by"] = re.findall(r'name="typed_by" value="([^"]+)"', form.text)[0]
    database.go_away()
    try:
        for path in PAGES:
            page = editor.send(path)
            assert (page.status, page.headers["Retry-After"]) == (503, "5"), path
            assert page.headers["Content-Type"] == "text/html; charset=utf-8"
            assert page.headers["Cache-Control"] == "no-store"
            assert "<h1>Not available at the moment</h1>" in page.text
            assert "Traceback" not in page.text
            check_told(page, served, f"GET {path.partition('?')[0]} 503")
        part = editor.send("/timeline/?kind=event", headers=HTMX)
        assert part.status == 503
        assert part.text == "The database cannot be reached at the moment. Try again in a moment.\n"
        file = editor.send("/timeline.csv", headers={"Accept": "*/*"})
        assert (file.status, file.headers["Content-Type"]) == (503, "text/plain; charset=utf-8")
        sent = editor.send("/articles/new/", typed)
        assert (sent.status, sent.headers["Retry-After"]) == (503, "5")
        assert "whether this was saved is not known" in sent.text
        for name, value in typed.items():
            assert f'name="{name}" value="{value}"' in sent.text
        check_told(sent, served, "POST /articles/new/ 503")
        assert editor.send("/healthz").status == 503
    finally:
        database.start()
    # Every thread had a connection to the server that is no more.
    assert crowd(editor) == {200}
    assert editor.send("/timeline.csv?process=iran-nuclear-2015").status == 200
    with psycopg.connect(database.url) as connection:
        count = "SELECT count(*) FROM tracker_article WHERE title = 'Typed during an outage'"
        assert connection.execute(count).fetchone() == (0,)
        outlets = "SELECT count(*) FROM tracker_outlet WHERE name = 'The Test Courier'"
        assert connection.execute(outlets).fetchone() == (0,)
        again = editor.send("/articles/new/", typed)
        assert re.fullmatch(r"/articles/\d+/annotate/", again.headers["Location"])
        assert connection.execute(count).fetchone() == (1,)


def test_a_file_that_breaks_off_is_no_shorter_file(served: Served, database: Scratch) -> None:
    connection = http.client.HTTPConnection(urlsplit(served.address).netloc, timeout=60)
    connection.request("GET", "/timeline.csv")
    answer = connection.getresponse()
    assert answer.status == 200
    assert answer.read(1000).startswith(b"id,process,track")
    database.go_away()
    try:
        with pytest.raises((http.client.IncompleteRead, ConnectionError)):
            answer.read()
    finally:
        database.start()
    connection.close()


def test_whoever_is_in_the_middle_of_a_request_gets_a_page_or_is_told(
    editor: Browser, database: Scratch
) -> None:
    seen: set[int] = set()
    over = threading.Event()

    def ask(place: int) -> None:
        while not over.is_set():
            seen.add(editor.send(PAGES[place % len(PAGES)]).status)

    with ThreadPoolExecutor(4) as pool:
        asking = [pool.submit(ask, place) for place in range(4)]
        try:
            for _ in range(3):
                database.go_away()
                database.start()
        finally:
            over.set()
    assert [task.exception() for task in asking] == [None] * 4
    assert seen <= {200, 503}
    assert crowd(editor) == {200}
