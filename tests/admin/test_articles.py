"""Articles: their text comes in, changes, and keeps its sources."""

from datetime import date

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from tests.admin import factories
from tests.admin.conftest import SignedIn
from tests.admin.pages import Page, errors_of
from tracker.models import Article


def change_page(client: Client, article: Article) -> Page:
    return Page(client, reverse("admin:tracker_article_change", args=[article.pk]), "article")


def said_after(client: Client, page: Page) -> list[str]:
    response = page.save()
    assert response.status_code == 302, errors_of(response)
    seen = client.get(response.headers["Location"])
    return [str(message) for message in get_messages(seen.wsgi_request)]


def test_an_article_is_added_with_its_text(as_: SignedIn) -> None:
    page = Page(as_("editor"), reverse("admin:tracker_article_add"), "article")
    page.fill(title="News", outlet=factories.create_outlet().pk, published_on="2025-04-18")
    page.fill(url="https://example.org/a", text="Grüße 👋🏽\r\n\r\nשלום")
    assert page.save().status_code == 302
    article = Article.objects.get()
    assert (article.current.number, article.current.text) == (1, "Grüße 👋🏽\n\nשלום")
    assert (article.title, article.url) == ("News", "https://example.org/a")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "required"),
        (" \r\n ", "required"),
        ("a\x07b", "cannot be kept"),
        ("x" * 500_001, "up to 500000"),
    ],
)
def test_a_text_that_cannot_be_kept_says_why(as_: SignedIn, text: str, reason: str) -> None:
    page = Page(as_("editor"), reverse("admin:tracker_article_add"), "article")
    page.fill(title="News", outlet=factories.create_outlet().pk, published_on="2025-04-18")
    errors = errors_of(page.fill(text=text).save())
    assert list(errors) == ["text"]
    assert reason in errors["text"][0]


def test_saving_without_touching_the_text_makes_no_new_version(as_: SignedIn) -> None:
    article = factories.create_article()
    page = change_page(as_("editor"), article).fill(title="Another title")
    assert "\r\n" in page.data["text"]
    assert page.save().status_code == 302
    article.refresh_from_db()
    assert (article.title, article.current.number) == ("Another title", 1)


def test_a_changed_text_says_how_many_sources_moved_and_which_are_lost(as_: SignedIn) -> None:
    article = factories.create_article()
    event = factories.create_event()
    kept = factories.create_source(entry=event, article=article, exact="prisoners are home")
    lost = factories.create_source(entry=event, article=article, exact="We will wait a week")
    client = as_("editor")
    page = change_page(client, article)
    page.fill(text="Correction. " + page.data["text"].replace("wait a week", "wait"))
    moved, gone, *_ = said_after(client, page)
    assert moved == "The changed text is version 2. 1 source moved over to it."
    assert gone.startswith("1 source is lost")
    kept.refresh_from_db()
    assert kept.version.number == 2
    assert kept.version.text[kept.start : kept.end] == "prisoners are home"
    link = gone.partition('href="')[2].partition('"')[0].replace("&amp;", "&")
    listed = client.get(link).context["cl"].result_list
    assert [source.pk for source in listed] == [lost.pk]


def test_a_text_that_was_there_before_is_refused(as_: SignedIn) -> None:
    article = factories.create_article(text="One")
    client = as_("editor")
    assert change_page(client, article).fill(text="Two").save().status_code == 302
    errors = errors_of(change_page(client, article).fill(text="One").save())
    assert errors == {"text": ["An earlier version of this article had exactly this text."]}


def test_a_changed_day_of_publication_changes_what_was_known_when(as_: SignedIn) -> None:
    event = factories.create_event()
    source = factories.create_source(entry=event)
    page = change_page(as_("editor"), source.version.article).fill(published_on="2025-04-20")
    assert page.save().status_code == 302
    event.refresh_from_db()
    assert event.known_on == date(2025, 4, 20)


def test_a_source_keeps_its_place_in_an_older_text_until_its_quote_is_changed(
    as_: SignedIn,
) -> None:
    article = factories.create_article(text="We wait. They wait.")
    source = factories.create_source(
        entry=factories.create_event(), article=article, exact="We wait."
    )
    client = as_("editor")
    assert change_page(client, article).fill(text="They wait.").save().status_code == 302
    url = reverse("admin:tracker_annotation_change", args=[source.pk])
    assert Page(client, url, "annotation").fill(stance="disputes").save().status_code == 302
    source.refresh_from_db()
    assert (source.stance, source.version.number, source.exact) == ("disputes", 1, "We wait.")
    assert Page(client, url, "annotation").fill(exact="They wait.").save().status_code == 302
    source.refresh_from_db()
    assert (source.version.number, source.start, source.exact) == (2, 0, "They wait.")
