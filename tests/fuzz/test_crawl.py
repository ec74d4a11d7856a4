"""Every address, asked for nonsense by everybody: nothing may break.

FUZZ=5000 asks more often than the suite does; FUZZ_SEED=2 asks for other nonsense.
"""

import os
import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from random import Random
from urllib.parse import quote, urlencode, urljoin, urlsplit

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from django.http import StreamingHttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.everything import Everything, create_everything
from tests.factories import create_user
from tests.fuzz.forms import forms_of
from tests.fuzz.junk import HEADERS, VALUES, pairs, value
from tracker.editing.pending_texts import lay_aside
from tracker.imports.incoming import Incoming, Kind
from tracker.models import Article, PendingText
from tracker.timeline.filters import CHOICE_KEYS
from tracker.timeline.revisions import revisions_of

pytestmark = pytest.mark.django_db

TIMES = int(os.environ.get("FUZZ", "300"))
SEED = int(os.environ.get("FUZZ_SEED", "1"))
# Some pages can only be sent to; some lead on.
REACHED = {200, 204, 302, 405}
METHODS = ["HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "PROPFIND", "get"]
# A gap in an address: <int:pk> or (?P<url>.*).
GAP = re.compile(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>|\(\?P<\w+>[^)]*\)")


def routes(resolver: URLResolver, before: str = "") -> Iterator[str]:
    """Every address that there is, with its gaps."""
    for pattern in resolver.url_patterns:
        route = before + str(pattern.pattern).strip("^$")
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, route)
        elif isinstance(pattern, URLPattern):
            yield route


@dataclass
class Crawler:
    random: Random
    clients: list[Client]
    known: dict[str, list[str]]  # what fills a gap of this name, or else of this kind, sensibly

    def address(self) -> str:
        # The admin has most of the addresses; it shall not have most of the requests.
        route = self.random.choice(self.random.choice([self.ours, self.routes]))
        return self.filled(route, is_sensible=self.random.random() < 0.7)

    def filled(self, route: str, *, is_sensible: bool) -> str:
        def fill(gap: re.Match[str]) -> str:
            known = self.known.get(gap["name"]) or self.known[gap["kind"] or "path"]
            chosen = self.random.choice(known if is_sensible else VALUES)
            return quote(chosen[:3000], safe="")

        return "/" + GAP.sub(fill, route)

    def __post_init__(self) -> None:
        self.routes = list(routes(get_resolver()))
        self.ours = [route for route in self.routes if not route.startswith("admin/")]
        self.words = [word for words in self.known.values() for word in words]

    def ask(self) -> str:
        """One request, or a page and one of its forms; how it went wrong, or nothing."""
        client, address = self.random.choice(self.clients), self.address()
        query = urlencode(pairs(self.random, self.words))
        draw = self.random.random()
        if draw < 0.5:
            return self.send(client, "GET", f"{address}?{query}")
        if draw < 0.6:
            return self.send(client, self.random.choice(METHODS), f"{address}?{query}")
        if draw < 0.7:
            body = urlencode(pairs(self.random, self.words, most=9)).encode()
            return self.send(client, "POST", address, body)
        return self.fill_in(client, address)

    def fill_in(self, client: Client, address: str) -> str:
        """Sends a form of this page with a few of its fields changed."""
        try:
            page = client.get(address)
        except Exception as error:
            return f"GET {address}: {error!r}"
        if page.status_code != 200 or not page["Content-Type"].startswith("text/html"):
            return ""
        forms = [form for form in forms_of(page.content.decode()) if "logout" not in form.action]
        if not forms:
            return ""
        form = self.random.choice(forms)
        fields = list(form.fields)
        for _ in range(self.random.randint(0, 3)):
            place = self.random.randrange(len(fields)) if fields else 0
            name = fields[place][0] if fields else "title"
            fields[place : place + 1] = [(name, value(self.random, self.words))]
        target = urlsplit(urljoin(f"http://testserver{address}", form.action))
        return self.send(client, "POST", target.path, urlencode(fields).encode())

    def send(self, client: Client, method: str, address: str, body: bytes = b"") -> str:
        kind = "application/x-www-form-urlencoded"
        if body and self.random.random() < 0.1:
            kind = self.random.choice(
                ["multipart/form-data; boundary=x", "application/json", "é/\x01", "text/html"]
            )
        headers = self.random.choice(HEADERS)
        if self.random.random() < 0.3:
            headers = headers | {"Accept": "text/html"}
        cookies = deepcopy(client.cookies)
        said = f"{method} {address[:300]} {headers} {body[:300]!r} {kind}"
        try:
            # As if it had not been: each request finds the record as it was.
            with transaction.atomic():
                response = client.generic(method, address, body, kind, headers=headers)
                if isinstance(response, StreamingHttpResponse):
                    response.getvalue()
                transaction.set_rollback(True)
        except Exception as error:
            return f"{said}: {error!r:.500}"
        finally:
            # Whom a cookie of nonsense has signed out is signed in again.
            client.cookies = cookies
        return f"{said}: {response.status_code}" if response.status_code >= 500 else ""


def pending(user: User, article: Article | None) -> PendingText:
    """What somebody has brought and not looked over yet."""
    read = Incoming("They met.\n\nSea gates shut.", Kind.HTML, title="Met").as_json()
    return lay_aside(editor=user, read=read, content=b"<p>They met.</p>", article=article)


@pytest.fixture
def crawler() -> Crawler:
    record: Everything = create_everything(words="<b>'\"&")
    clients = [Client(), Client(), Client(), Client()]
    editor, reviewer = create_user("editor", "Editors"), create_user("reviewer", "Reviewers")
    clients[1].force_login(editor)
    clients[2].force_login(reviewer)
    root = create_user("root")
    root.is_staff = root.is_superuser = True
    root.save()
    clients[3].force_login(root)
    rows = (record.event, record.deadline, record.condition, record.development, record.article)
    numbers = [str(row.pk) for row in rows]
    huge = ["0", "99999999999999999999", "9223372036854775807", "9223372036854775808", "007"]
    known = {
        "int": [*numbers, *numbers, *huge],
        "path": [*numbers, *numbers, *numbers, *huge, "_5F", "a/b", "1_3A2"],
        "slug": ["talks", "arland", "envoy", "talks", "arland", "x" * 300, "-"],
        "kind": ["event", "deadline", "condition", "attach", "rumour"],
        "key": [*CHOICE_KEYS, "q", "rumour"],
        "at": [str(one.key) for one in revisions_of(record.event, reader=root)],
        "step": [str(record.development.pk), "0"],
        "id": numbers,
        "number": ["1", "2", "9223372036854775808"],
        "pending": [
            str(pending(user, article).pk)
            for user in (editor, reviewer, root)
            for article in (None, record.article)
        ],
    }
    return Crawler(Random(SEED), clients, known)


def test_it_reaches_what_there_is() -> None:
    found = set(routes(get_resolver()))
    assert {"timeline.csv", "entries/<int:pk>/", "articles/<int:pk>/annotate/<str:kind>/"} <= found
    assert any(route.endswith("tracker/entry/<path:object_id>/change/") for route in found)


def test_what_fills_the_gaps_leads_to_every_page_of_ours(crawler: Crawler) -> None:
    """Otherwise all that the crawler would ever see of a new page is that there is none."""
    (root,) = crawler.clients[3:]
    missed = []
    for route in crawler.ours:
        addresses = {crawler.filled(route, is_sensible=True) for _ in range(80)}
        statuses = (root.get(address).status_code for address in sorted(addresses))
        if not any(status in REACHED for status in statuses):
            missed.append(route)
    assert missed == []


def test_no_nonsense_breaks_anything(crawler: Crawler, caplog: pytest.LogCaptureFixture) -> None:
    broken = [said for _ in range(TIMES) if (said := crawler.ask())]
    assert broken == [], "\n".join(broken)
    raised = [
        record for record in caplog.records if record.exc_info and record.levelname == "ERROR"
    ]
    assert [record for record in raised if not record.name.startswith("django.security")] == []
