"""The pages whose looks are kept, with the demonstration on a day that does not move on."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from tracker.models import Article, Entry

UKRAINE = "/processes/russia-ukraine-2025/"
LONGEST = 2000  # pixels of a page, from its top


@dataclass(frozen=True, slots=True)
class Look:
    name: str
    address: Callable[[], str]
    role: str = ""  # nobody's
    is_dark_too: bool = False  # where colours carry what the page says


def _entry(title: str, page: str = "entry") -> str:
    return reverse(page, args=[Entry.objects.get(title=title).pk])


def _article(page: str) -> str:
    title = "Washington sets the Ukraine talks a short clock"
    return reverse(page, args=[Article.objects.get(title=title).pk])


LOOKS = (
    Look("front", lambda: "/", is_dark_too=True),
    Look("timeline", lambda: "/timeline/", is_dark_too=True),
    Look("chart", lambda: f"{UKRAINE}?view=chart", is_dark_too=True),
    Look("process", lambda: f"{UKRAINE}?as_of=2025-04-20"),
    Look("deadlines", lambda: f"{UKRAINE}deadlines/?as_of=2025-04-20", is_dark_too=True),
    Look("conditions", lambda: f"{UKRAINE}conditions/", is_dark_too=True),
    Look("demands", lambda: f"{UKRAINE}demands/"),
    Look("changes", lambda: f"{UKRAINE}changes/?since=2025-04-18"),
    Look("entry", lambda: _entry("Meet again in London"), is_dark_too=True),
    Look("actors", lambda: "/actors/"),
    Look("actor", lambda: "/actors/ukraine/"),
    Look("articles", lambda: "/articles/"),
    Look("article", lambda: _article("article")),
    Look("annotate", lambda: _article("annotate"), role="editor", is_dark_too=True),
    Look("list", lambda: "/admin/tracker/entry/", role="reviewer", is_dark_too=True),
    Look(
        "form",
        lambda: _entry("Meet again in London", "admin:tracker_deadline_change"),
        role="reviewer",
        is_dark_too=True,
    ),
    Look("login", lambda: "/login/"),
)
