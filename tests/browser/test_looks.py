"""The main pages look as they did: a picture of each is held against the one that is kept.

Noticed is what stands elsewhere, is missing, or has another size: a stylesheet that is not loaded,
a column that has moved by some pixels, a line that wraps where it did not. Not noticed are words
of the same length, hues of the same lightness, and letters drawn by another rasteriser. The fonts
have to be those of scripts/install-system-packages.sh.

python -m tests.browser.looks makes the pictures anew, where a page is to look different; a picture
that failed lies in var/looks beside what differs in it.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.contrib.staticfiles import finders
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Page, Route

from tests.browser.conftest import Login, NewPage
from tests.browser.looks import pages, pictures
from tests.browser.looks.pages import LOOKS, Look
from tracker.editing import demo

NOW = datetime(2025, 11, 28, 12, tzinfo=UTC)  # two days after all that the demonstration tells
WIDE, NARROW = 1280, 390
# What is fetched once the page is there has come: fragments, and what the words of windows mean.
COMPLETE = """() =>
  !document.querySelector(".htmx-request, [hx-trigger=load]") &&
  [...document.querySelectorAll("window-field")].every(
    (field) => !field.querySelector("input").value || field.querySelector("output").textContent,
  )"""
ANOTHER_DAY = """([today, then]) => {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode;
    if (!today.some((words) => text.data.includes(words))) continue;
    today.forEach((words, one) => (text.data = text.data.replaceAll(words, then[one])));
    text.data = text.data.replace(/\\d\\d:\\d\\d/g, "12:00");
  }
}"""


@pytest.fixture(autouse=True)
def demonstration(monkeypatch: pytest.MonkeyPatch, editor: User, reviewer: User) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    demo.load(editor=editor, reviewer=reviewer)


def days_of(at: datetime) -> list[str]:
    return [f"{at:%Y-%m-%d}", f"{at.day} {at:%B %Y}", f"{at.day} {at:%b %Y}"]


def opened(page: Page, look: Look) -> None:
    page.goto(look.address())
    page.wait_for_function(COMPLETE)
    page.evaluate("document.fonts.ready")
    # The database's own clock, which says when something was saved, goes on.
    page.evaluate(ANOTHER_DAY, [days_of(datetime.now(tz=UTC)), days_of(NOW)])


def taken(page: Page, *, width: int) -> Image.Image:
    height = page.evaluate("document.documentElement.scrollHeight")
    box = {"x": 0, "y": 0, "width": width, "height": min(height, pages.LONGEST)}
    shot = page.screenshot(full_page=True, clip=box, animations="disabled")  # type: ignore[arg-type]
    return pictures.shrunken(shot, width=width)


def looks_of(page: Page, look: Look) -> Iterator[tuple[str, Image.Image]]:
    page.set_viewport_size({"width": WIDE, "height": 900})
    page.emulate_media(color_scheme="light")
    opened(page, look)
    yield f"{look.name}-wide", taken(page, width=WIDE)
    if look.is_dark_too:
        page.emulate_media(color_scheme="dark")
        yield f"{look.name}-dark", taken(page, width=WIDE)
        page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": NARROW, "height": 844})
    opened(page, look)
    yield f"{look.name}-narrow", taken(page, width=NARROW)


def signed_in(new_page: NewPage, login: Login, look: Look) -> Page:
    page = new_page(reduced_motion="reduce")
    page.clock.set_fixed_time(NOW)
    if look.role:
        login(page, User.objects.get(username=look.role))
    return page


def test_the_main_pages_look_as_they_did(new_page: NewPage, login: Login) -> None:
    found, seen = {}, set()
    by_role = {look.role: signed_in(new_page, login, look) for look in LOOKS}
    for look in LOOKS:
        for name, now in looks_of(by_role[look.role], look):
            seen.add(name)
            if pictures.is_to_be_kept(name):
                pictures.keep(name, now)
            elif said := pictures.what_differs(name, now):
                found[name] = said
    for name in pictures.all_kept() - seen:
        if not pictures.is_to_be_kept(name):
            found[name] = "is a picture of no page"
        else:
            pictures.forget(name)
    assert found == {}


def with_css(added: str | None, route: Route) -> None:
    """The stylesheet as it is and something after it; None for an empty one."""
    name = route.request.url.split("/static/")[1].split("?")[0]
    path = finders.find(name)
    assert isinstance(path, str)
    body = "" if added is None else Path(path).read_text(encoding="utf-8") + added
    route.fulfill(body=body, content_type="text/css")


# Page, stylesheet, and what stands at its end; None for an empty one.
BROKEN = [
    ("front", "css/base.css", None),
    ("timeline", "css/timeline.css", None),
    ("form", "css/admin.css", None),
    ("entry", "css/base.css", "main { padding-left: 44px; }"),
    ("timeline", "css/timeline.css", ".cols { grid-template-columns: 232px minmax(0, 1fr); }"),
    ("deadlines", "css/base.css", "h1 { margin-bottom: 24px; }"),
    ("list", "css/admin.css", "#changelist-filter { display: none; }"),
    ("actors", "css/base.css", "body { font-size: 1rem; }"),
    ("login", "css/base.css", "button.primary { display: none; }"),
]
# As another rasteriser might draw them.
THE_SAME = [
    ("front", "css/base.css", "body { -webkit-text-stroke: .3px; }"),
    ("entry", "css/base.css", "main { transform: translate(.4px, .4px); }"),
]


def test_what_is_broken_is_noticed_and_what_is_drawn_otherwise_is_not(
    new_page: NewPage, login: Login
) -> None:
    by_role = {look.role: signed_in(new_page, login, look) for look in LOOKS}
    another = []
    for name, stylesheet, added in (*BROKEN, *THE_SAME):
        (look,) = (look for look in LOOKS if look.name == name)
        page = by_role[look.role]
        page.route(f"**/{stylesheet}*", partial(with_css, added))
        opened(page, look)
        if pictures.is_another(pictures.kept(f"{name}-wide"), taken(page, width=WIDE)):
            another.append((name, stylesheet, added))
        page.unroute_all()
    assert another == BROKEN
