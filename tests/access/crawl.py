"""Following every link that a person finds, and keeping what was answered."""

import re
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

from django.http import StreamingHttpResponse
from django.test import Client

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

MOST_QUERIES = 30  # filters lead to filters without end
HTMX = {"HX-Request": "true", "HX-Target": "timeline"}
_LINK = re.compile(r"""(?:href|action|src|hx-get)="([^"#]*)""")
# New with every answer; the request's name is given by the crawler.
_TOKEN = re.compile(r'(name="csrfmiddlewaretoken" value=")[^"]*')
_CHANGING = ("Set-Cookie", "Expires")
_NAME = "the-same-for-all"


@dataclass(frozen=True)
class Answer:
    """What came over the wire, but for what is new each time."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: str

    @property
    def all(self) -> str:
        """Everything that can be read in it, whichever way it is written."""
        head = "\n".join(f"{name}: {value}" for name, value in self.headers)
        return f"{head}\n{unquote(head)}\n{self.body}\n{unescape(self.body)}\n{unquote(self.body)}"


def answer(client: Client, url: str, *, htmx: bool = False) -> Answer:
    headers = {"X-Request-ID": _NAME, **(HTMX if htmx else {})}
    response = client.get(url, headers=headers)
    body = _TOKEN.sub(r"\1", _body(response))
    kept = sorted((name, value) for name, value in response.items() if name not in _CHANGING)
    return Answer(response.status_code, tuple(kept), body)


def _body(response: "Response") -> str:
    if isinstance(response, StreamingHttpResponse):
        return response.getvalue().decode()
    return response.content.decode()


def crawl(client: Client, *starts: str) -> dict[str, Answer]:
    """Every address that links lead to, with its answer; and what htmx gets from the first."""
    found: dict[str, Answer] = {}
    waiting = list(starts)
    queries = 0
    while waiting:
        url = waiting.pop(0)
        if url in found or url.startswith("/static/"):
            continue
        if urlsplit(url).query:
            queries += 1
            if queries > MOST_QUERIES and url not in starts:
                continue
        found[url] = answer(client, url)
        if found[url].status == 200 and url in starts and not url.startswith("/admin"):
            found[f"{url} by htmx"] = answer(client, url, htmx=True)
        waiting += [
            urljoin(url, unescape(link))
            for link in _LINK.findall(found[url].body)
            if not urlsplit(link).netloc
        ]
    return found
