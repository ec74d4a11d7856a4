"""Pages that readers and caches keep: when they still hold, and what they tell."""

import gzip
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.conftest import HTMX
from tests.factories import (
    create_actor,
    create_annotation,
    create_article,
    create_deadline,
    create_development,
    create_event,
    create_process,
)
from tracker.editing.review import retract
from tracker.models import Actor, Article, Entry, Outcome, Process, ReviewState
from tracker.views import caching

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages() -> dict[str, str]:
    """The address of each kind of public page, by its name."""
    process = create_process(slug="main")
    actor = create_actor(name="Arcadia", slug="arcadia")
    article = create_article(title="They met", text="They met on Friday.")
    event = create_event(title="They meet", process=process, by=actor)
    create_annotation(article=article, exact="They met", entry=event)
    return {
        "front": "/",
        "timeline": "/timeline/",
        "filtered": "/timeline/?kind=event&actor=arcadia",
        "process": "/processes/main/",
        "dossier": "/processes/main/?view=dossier",
        "deadlines": "/processes/main/deadlines/",
        "changes": "/processes/main/changes/",
        "entry": f"/entries/{event.pk}/",
        "actors": "/actors/",
        "actor": "/actors/arcadia/",
        "articles": "/articles/",
        "article": f"/articles/{article.pk}/",
    }


def etags(client: Client, pages: dict[str, str]) -> dict[str, str]:
    return {name: client.get(url)["ETag"] for name, url in pages.items()}


def test_a_page_that_still_holds_takes_one_query_and_no_body(
    client: Client, pages: dict[str, str]
) -> None:
    for url in pages.values():
        first = client.get(url)
        with CaptureQueriesContext(connection) as queries:
            again = client.get(url, headers={"If-None-Match": first["ETag"]})
        assert (again.status_code, again.content, len(queries)) == (304, b"", 1), url
        assert again["ETag"] == first["ETag"]
        assert again["Cache-Control"] == first["Cache-Control"]
        assert again["Vary"] == first["Vary"]


def test_caches_may_keep_what_readers_see_and_must_ask(
    client: Client, pages: dict[str, str]
) -> None:
    response = client.get(pages["timeline"])
    assert response["Cache-Control"] == (
        "public, max-age=0, s-maxage=10, stale-while-revalidate=10, stale-if-error=3600"
    )
    assert {"Cookie", "HX-Request", "HX-Target", "HX-Boosted"} <= set(response["Vary"].split(", "))


def test_each_page_changes_with_what_it_shows_and_only_then(
    client: Client, pages: dict[str, str]
) -> None:
    before = etags(client, pages)

    # Another process, another actor: the pages of the first stay as they are.
    create_event(process=create_process(slug="other"), by=create_actor(name="Borduria"))
    after = etags(client, pages)
    changed = {name for name in pages if before[name] != after[name]}
    assert changed == {"front", "timeline", "filtered", "actors"}

    # A name changes wherever it is shown.
    before = after
    Actor.objects.filter(slug="arcadia").update(name="New Arcadia")
    after = etags(client, pages)
    changed = {name for name in pages if before[name] != after[name]}
    lists = {"timeline", "filtered", "process", "dossier", "changes"}
    assert changed == lists | {"entry", "actors", "actor"}


@pytest.mark.parametrize(
    "change",
    [
        lambda: Entry.objects.update(title="They met at last"),
        lambda: Entry.objects.update(state=ReviewState.DRAFT),
        lambda: Article.objects.update(title="They met again"),
        lambda: Process.objects.update(name="The talks"),
    ],
)
def test_what_changed_is_never_said_to_hold(
    client: Client, pages: dict[str, str], change: object
) -> None:
    shown = {url: client.get(url) for url in pages.values()}
    assert callable(change)
    change()
    for url, before in shown.items():
        asked = client.get(url, headers={"If-None-Match": before["ETag"]})
        plain = Client().get(url)
        if plain.status_code == 200 and plain["ETag"] == before["ETag"]:
            assert asked.status_code == 304
        else:
            assert asked.status_code == plain.status_code != 304
        if asked.status_code == 200:
            assert asked.content == plain.content


def test_a_page_made_anew_and_found_the_same_still_holds(
    client: Client, pages: dict[str, str]
) -> None:
    first = client.get(pages["entry"])
    create_event(title="Something else", state=ReviewState.DRAFT)
    again = client.get(pages["entry"], headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304


def test_drafts_and_their_retraction_are_in_no_etag(
    client: Client, pages: dict[str, str], reviewer: object
) -> None:
    before = etags(client, pages)
    draft = create_event(title="Hidden", state=ReviewState.DRAFT)
    assert etags(client, pages) == before
    Entry.objects.filter(pk=draft.pk).update(state=ReviewState.PUBLISHED)
    assert etags(client, pages) != before
    retract([draft], reason="Wrong", by=reviewer)  # type: ignore[arg-type]
    after = etags(client, pages)
    # One page says that something was retracted.
    assert {name for name in pages if after[name] != before[name]} == {"changes"}


def test_the_day_changes_what_the_clock_says(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    today = timezone.localdate()
    create_deadline(on=today, until=today + timedelta(days=5))
    first = client.get("/timeline/")
    monkeypatch.setattr(timezone, "localdate", lambda: today + timedelta(days=1))
    again = client.get("/timeline/", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 200
    assert again["ETag"] != first["ETag"]


def test_a_page_begun_before_midnight_does_not_hold_after_it(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    today = timezone.localdate()
    create_deadline(on=today, until=today + timedelta(days=5))
    real = caching.PublicPagesMiddleware.finish

    def finished_tomorrow(*args: Any, **kwargs: Any) -> Any:
        monkeypatch.setattr(timezone, "localdate", lambda: today + timedelta(days=1))
        return real(*args, **kwargs)

    with monkeypatch.context() as patch:
        patch.setattr(caching.PublicPagesMiddleware, "finish", finished_tomorrow)
        before = client.get("/timeline/")
    again = client.get("/timeline/", headers={"If-None-Match": before["ETag"]})
    assert again.status_code == 200
    assert again["ETag"] != before["ETag"]


def test_a_fragment_is_not_taken_for_its_page(client: Client, pages: dict[str, str]) -> None:
    page = client.get("/timeline/")
    fragment = client.get("/timeline/", headers={**HTMX, "If-None-Match": page["ETag"]})
    assert fragment.status_code == 200
    assert fragment["ETag"] != page["ETag"]


def test_whoever_is_signed_in_gets_a_page_of_their_own(
    client: Client, editor_client: Client, pages: dict[str, str]
) -> None:
    public = client.get("/timeline/")
    own = editor_client.get("/timeline/", headers={"If-None-Match": public["ETag"]})
    assert own.status_code == 200
    assert not own.has_header("ETag")
    assert own["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize("accepted", ["gzip", "gzip, br", "br;q=0, gzip"])
def test_pages_travel_compressed(client: Client, pages: dict[str, str], accepted: str) -> None:
    plain = client.get("/timeline/")
    packed = client.get("/timeline/", headers={"Accept-Encoding": accepted})
    assert packed["ETag"] == plain["ETag"]
    assert "Accept-Encoding" in packed["Vary"]
    assert len(packed.content) < len(plain.content) / 2
    if packed["Content-Encoding"] == "gzip":
        assert gzip.decompress(packed.content) == plain.content


@pytest.mark.parametrize(
    "junk", ["*", '"', "W/", '"a", "b"', "\N{LATIN SMALL LETTER E WITH ACUTE}"]
)
def test_a_validator_of_nobodys_is_answered_with_the_page(
    client: Client, pages: dict[str, str], junk: str
) -> None:
    client.get("/timeline/")
    answer = client.get("/timeline/", headers={"If-None-Match": junk})
    assert answer.status_code == (304 if junk == "*" else 200)


def test_the_development_of_a_deadline_changes_its_pages(
    client: Client, pages: dict[str, str]
) -> None:
    deadline = create_deadline(process=Process.objects.get(slug="main"))
    url = f"/entries/{deadline.pk}/"
    first = client.get(url)
    create_development(entry=deadline, outcome=Outcome.MET)
    again = client.get(url, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 200
