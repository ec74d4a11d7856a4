"""What readers may not know stands in no page, file, number, header or error."""

import re
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse

from tests.access.crawl import Answer, answer, crawl
from tests.access.secrets import (
    WORDS_OF_THE_OPEN_RECORD,
    Open,
    create_open_record,
    hide_everything,
)
from tests.admin.pages import Page
from tests.factories import create_user
from tracker.editing.developments import mark_of_life, record_development, remove_development
from tracker.editing.from_text import attach
from tracker.models import Development, Outcome
from tracker.models.fields import window_columns
from tracker.selectors.position import TextPosition

pytestmark = pytest.mark.django_db

STARTS = [
    "/",
    "/?as_of=2025-04-18",
    "/?since=2025-04-17",
    "/timeline/?as_of=2025-04-18",
    "/timeline/?since=2025-04-17",
    "/timeline/?q=open",
    "/timeline/?order=oldest",
    "/timeline/?status=met",
    "/timeline.csv",
    "/timeline.csv?as_of=2025-04-19",
    "/articles/?as_of=2025-04-18",
    "/processes/open/changes/?since=0001-01-01",
    "/processes/open/changes/?since=2025-04-17&as_of=2025-04-19",
    "/processes/open/changes/?visited=2025-04-18T09:30Z",
    "/processes/open/changes/?without=track",
    "/since/?process=open&first=1700000000",
    "/since/open/",
    "/actors/?name=a",
    "/actors/?as_of=2025-04-18",
    "/window/?phrase=tomorrow",
    "/admin/",
    "/admin/tracker/entry/",
    "/nowhere/",
    "/healthz",
    "/timeline/?process=nowhere&from=nonsense&after=nonsense",
    "/timeline.csv?process=nowhere",
]
NOBODY = "zqnobodyx"
NOWHERE = 999_999_999


@pytest.fixture
def record() -> Open:
    return create_open_record()


@pytest.fixture(params=["anonymous", "reader"])
def client(request: pytest.FixtureRequest, db: None) -> Client:
    """Of somebody without a role, signed in or not."""
    client = Client()
    if request.param == "reader":
        client.force_login(create_user("reader"))
    return client


def told(given: Answer, words: list[str], *, asked: str = "") -> list[str]:
    """Which of the words can be read in an answer, apart from those of the question."""
    text = given.all
    return [word for word in words if word in text and word not in asked]


def test_no_page_that_links_lead_to_tells_anything(client: Client, record: Open) -> None:
    words = [*WORDS_OF_THE_OPEN_RECORD, *hide_everything(record).words]
    pages = crawl(client, *STARTS)
    assert len(pages) > 60
    assert {url: found for url, page in pages.items() if (found := told(page, words))} == {}
    broken = {url: page.status for url, page in pages.items() if page.status >= 500}
    assert broken == {}


def test_no_question_about_it_is_answered(client: Client, record: Open) -> None:
    hidden = hide_everything(record)
    words = [*WORDS_OF_THE_OPEN_RECORD, *hidden.words]
    queries = [urlencode({"q": word}) for word in words[::2]] + hidden.queries
    for query in queries:
        asked = query.partition("=")[2]
        table = answer(client, f"/timeline.csv?{query}")
        assert told(table, words, asked=asked) == [], query
        if table.status == 200:
            assert table.body.count("\n") == 1, f"{query} finds something"
    # The page and its numbers are made from the same; a part of the questions is enough.
    for query in [*queries[::9], *hidden.queries]:
        asked = query.partition("=")[2]
        for url in (f"/timeline/?{query}", f"/?{query}", f"/articles/?{query}"):
            assert told(answer(client, url), words, asked=asked) == [], url
    for key in ("type", "topic", "actor", "kind"):
        for value in ("CONSULT", "sanctions", "arland", "condition"):
            assert told(answer(client, f"/timeline/?{key}={value}"), words) == []


def test_what_is_hidden_looks_like_what_never_was(client: Client, record: Open) -> None:
    hidden = hide_everything(record)
    different = {}
    for url in hidden.addresses:
        nowhere = re.sub(r"zq\w+x|\d+", lambda m: NOBODY if m[0][0] == "z" else str(NOWHERE), url)
        for query in ("", "?as_of=2025-04-18", "?as_of=nonsense"):
            if answer(client, url + query) != answer(client, nowhere + query):
                different[url + query] = nowhere
    for question in hidden.queries:
        key, _, slug = question.partition("=")
        for page in ("/timeline/", "/timeline.csv", "/", "/actors/", "/articles/"):
            seen, nothing = (answer(client, f"{page}?{key}={value}") for value in (slug, NOBODY))
            if (seen.status, seen.body.replace(slug, NOBODY)) != (nothing.status, nothing.body):
                different[f"{page}?{question}"] = NOBODY
    assert different == {}


# Each act is a transaction of its own, so that the histories tell them apart.
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_nothing_changes_for_readers_when_something_is_hidden(client: Client, record: Open) -> None:
    """Byte for byte, headers and validators included: no number, no date, no order tells."""
    before = crawl(client, *STARTS)
    hide_everything(record)
    after = crawl(client, *STARTS)
    assert after.keys() == before.keys()
    assert [url for url in before if after[url] != before[url]] == []


def test_nothing_changes_for_readers_when_an_editor_works(
    client: Client, record: Open, editor_client: Client
) -> None:
    """The same for drafts on what is published, made in the ways in which editors make them."""
    before = crawl(client, *STARTS)
    version = record.event.annotations.order_by("pk")[0].version
    attach(record.deadline, version=version, position=TextPosition(5, 8), stance="supports")
    add = Page(editor_client, reverse("admin:tracker_development_add"), "development")
    add.fill(entry=record.condition.pk, outcome="waived").window("1 July 2025")
    assert add.save().status_code == 302
    step = record_development(
        Development(
            entry=record.condition,
            outcome=Outcome.DISPUTED,
            note="zqdraftnotex",
            **window_columns(record.deadline.window),
        ),
        seen=mark_of_life(record.condition),
    )
    remove_development(step, by=create_user("zqremoverx", "Editors"))
    add = Page(editor_client, reverse("admin:tracker_annotation_add"), "annotation")
    add.fill(entry=record.event.pk, article=version.article_id, exact="by daylight")
    assert add.save().status_code == 302
    after = crawl(client, *STARTS)
    assert [url for url in before if after[url] != before[url]] == []
