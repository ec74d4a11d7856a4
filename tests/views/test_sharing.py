"""What a shared link looks like: words in the head of a page, and a picture."""

from datetime import timedelta
from io import BytesIO
from xml.etree.ElementTree import Element

import pytest
from django.conf import settings
from django.test import Client
from PIL import Image

from tests.factories import DAY, create_deadline, create_event, create_process
from tests.views.page import every, get
from tracker.exports import cards
from tracker.exports.cards import SANS, Card, font_of, png, wrapped
from tracker.models import Event, Process, ReviewState

pytestmark = pytest.mark.django_db


@pytest.fixture
def process() -> Process:
    return create_process(slug="talks", name="Harbour talks")


@pytest.fixture
def event(process: Process) -> Event:
    return create_event(title="They <meet>", process=process, plover_type="AGREE")


def metas(root: Element) -> dict[str, str]:
    return {
        str(one.get(key)): one.get("content") or ""
        for one in every(root, "meta")
        for key in ("property", "name")
        if one.get(key)
    }


def test_a_page_says_what_it_is(
    client: Client, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "SITE_URL", "https://talks.example")
    said = metas(get(client, f"/entries/{event.pk}/?as_of={DAY}"))
    assert said["og:title"] == "They <meet>"
    assert said["og:description"] == said["description"] == "They <meet>"
    assert said["og:type"] == "article"
    assert said["og:url"] == f"https://talks.example/entries/{event.pk}/?as_of={DAY}"
    picture = f"https://talks.example/entries/{event.pk}/card.png?as_of={DAY}"
    assert said["og:image"] == picture


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("/processes/talks/", "/processes/talks/card.png"),
        ("/processes/talks/deadlines/", "/processes/talks/card.png"),
        ("/timeline/", "/static/card.png"),
        ("/", "/static/card.png"),
        ("/login/", "/static/card.png"),
    ],
)
def test_every_page_has_a_picture(client: Client, event: Event, url: str, path: str) -> None:
    assert metas(get(client, url))["og:image"].endswith(path)


@pytest.mark.parametrize("query", ["", f"?as_of={DAY}"])
def test_pictures_are_of_the_size_that_is_asked_for(
    client: Client, event: Event, query: str
) -> None:
    for url in ("/processes/talks/card.png", f"/entries/{event.pk}/card.png"):
        answer = client.get(url + query)
        assert answer["Content-Type"] == "image/png"
        assert Image.open(BytesIO(answer.content)).size == (1200, 630)
        again = client.get(url + query, headers={"If-None-Match": answer["ETag"]})
        assert again.status_code == 304


def test_a_picture_changes_with_what_it_shows(client: Client, process: Process) -> None:
    deadline = create_deadline(title="An answer", process=process)
    url = f"/entries/{deadline.pk}/card.png"
    before = client.get(url).content
    deadline.title = "Another answer"
    deadline.save()
    assert client.get(url).content != before
    assert client.get(f"{url}?as_of={DAY}").content != client.get(url).content


def test_what_is_hidden_has_no_picture(client: Client, process: Process, event: Event) -> None:
    draft = create_event(process=process, state=ReviewState.DRAFT)
    urls = [
        f"/entries/{draft.pk}/card.png",
        f"/entries/{event.pk}/card.png?as_of={DAY - timedelta(1)}",
        f"/entries/{event.pk}/card.png?as_of=nonsense",
        "/entries/999999/card.png",
        "/processes/nowhere/card.png",
    ]
    assert [client.get(url).status_code for url in urls] == [404] * len(urls)


@pytest.mark.parametrize(
    "words",
    ["", "x" * 5000, "محادثات السلام", "和平谈判", "a\u0301\ud7ff\U0001f54a " * 40, "1 " * 4000],
)
def test_any_words_can_be_drawn(words: str) -> None:
    assert png(Card(kicker=words, title=words, state=words, note=words)).startswith(b"\x89PNG")


def test_its_colours_are_those_of_the_pages() -> None:
    light = (settings.BASE_DIR / "static/css/tokens.css").read_text().partition("@media")[0]
    for family, colour in cards.COLOURS.items():
        assert f"--fam-{family}: {colour};" in light
    for tone, colour in cards.TONES.items():
        assert f"--{tone}: {colour};" in light
    for name, colour in (("paper", cards.PAPER), ("ink", cards.INK), ("accent", cards.ACCENT)):
        assert f"--{name}: {colour};" in light


def test_a_title_is_broken_into_lines_and_clipped() -> None:
    font = font_of(SANS, 30)
    lines = wrapped("one two three four five six seven", font, 200, 2)
    assert lines[0].startswith("one")
    assert len(lines) == 2
    assert lines[-1].endswith("…")
    assert wrapped("one two", font, 1000, 2) == ["one two"]
