"""The list of articles, and an article with its marks."""

from datetime import date, timedelta

import pytest
from django.test import Client

from tests.conftest import BOOSTED, HTMX, RESTORED
from tests.factories import (
    DAY,
    change_text,
    create_annotation,
    create_article,
    create_deadline,
    create_development,
    create_event,
)
from tests.views.page import every, get, links, one, page, text, texts
from tracker.models import Stance

pytestmark = pytest.mark.django_db

TEXT = (
    "The sides met on Friday. 🕊 If there is no answer, the mediator leaves.\n\n"
    "قال الوسيط إن المهلة تنتهي غدا.\n"
)


def create_published(number: int) -> None:
    for n in range(number):
        article = create_article(title=f"No {n}", published_on=DAY - timedelta(days=n // 3))
        create_annotation(article=article, exact="The sides met", entry=create_event())


@pytest.mark.parametrize(
    ("headers", "is_whole"),
    [({}, True), (HTMX, False), (BOOSTED, True), (RESTORED, True)],
    ids=["page", "fragment", "boosted", "restored"],
)
def test_the_list_answers_as_page_and_as_rows(
    client: Client, headers: dict[str, str], is_whole: bool
) -> None:
    create_published(2)
    response = client.get("/articles/", headers=headers)
    shown = page(response)
    assert texts(shown, "h2") == ["No 1", "No 0"]
    assert len(every(shown, "html")) == is_whole
    assert {"HX-Request", "Cookie"} <= {name.strip() for name in response["Vary"].split(",")}


def test_following_the_plain_link_shows_each_article_once(editor_client: Client) -> None:
    for n in range(54):
        create_article(title=f"No {n}", published_on=DAY - timedelta(days=n // 10))
    first = get(editor_client, "/articles/")
    link = one(one(first, "#more"), "a")
    assert link.get("hx-get") == link.get("href")
    second = get(editor_client, link.get("href", ""))
    assert every(second, "#more") == []
    seen = texts(first, "h2") + texts(second, "h2")
    assert len(seen) == 54
    assert sorted(seen) == sorted(f"No {n}" for n in range(54))


def test_a_place_that_is_none_is_said(client: Client) -> None:
    create_published(1)
    shown = get(client, "/articles/?after=somewhere", status=400)
    assert "“somewhere” is not a place in this list." in text(shown)


def test_no_article_is_said(client: Client) -> None:
    empty = one(get(client, "/articles/"), "p.empty")
    assert text(empty).startswith("No article is on record here.")


def test_words_are_marked_and_lead_to_their_entries(client: Client) -> None:
    article = create_article(text=TEXT, url="https://courier.example/1")
    event = create_event(title="A meeting")
    deadline = create_deadline(title="An answer is due")
    create_annotation(article=article, exact="The sides met", entry=event)
    create_annotation(article=article, exact="المهلة", entry=deadline)
    shown = get(client, f"/articles/{article.pk}/")
    marks = {text(mark): mark for mark in every(one(shown, "div.text"), "a.ann")}
    assert {words: mark.get("href") for words, mark in marks.items()} == {
        "The sides met": f"/entries/{event.pk}/",
        "المهلة": f"/entries/{deadline.pk}/",
    }
    assert marks["The sides met"].get("title") == "event: A meeting"
    assert links(one(shown, "aside"))["A meeting"] == f"/entries/{event.pk}/"
    assert links(shown)["original"] == "https://courier.example/1"


def test_the_text_itself_is_shown_whole_whatever_is_marked(client: Client) -> None:
    article = create_article(text=TEXT)
    event, deadline = create_event(), create_deadline()
    create_annotation(article=article, exact="met on Friday. 🕊 If there", entry=event)
    create_annotation(article=article, exact="🕊 If there is no answer", entry=deadline)
    create_annotation(article=article, exact="leaves.\n\nقال", entry=event)
    body = one(get(client, f"/articles/{article.pk}/"), "div.text")
    lines = ["".join(paragraph.itertext()) for paragraph in every(body, "p")]
    assert lines == [line for line in article.current.text.split("\n") if line]
    overlap = [text(mark) for mark in every(body, "a") if "d2" in mark.get("class", "")]
    assert overlap == ["🕊 If there"]


def test_each_annotation_has_its_place_once(client: Client) -> None:
    article = create_article(text=TEXT)
    annotations = [
        create_annotation(article=article, exact=exact, entry=create_event())
        for exact in (
            "The sides met on Friday",
            "The sides",
            "sides met",
            "The sides met on Friday",
        )
    ]
    shown = get(client, f"/articles/{article.pk}/")
    for annotation in annotations:
        assert len(every(shown, f"#annotation-{annotation.pk}")) == 1


def test_words_of_a_development_lead_to_it(client: Client) -> None:
    article = create_article(text=TEXT)
    step = create_development(entry=create_deadline(title="An answer is due"))
    create_annotation(article=article, exact="The sides met", development=step)
    (mark,) = every(get(client, f"/articles/{article.pk}/"), "a.ann")
    address = mark.get("href", "")
    assert address.endswith(f"#development-{step.pk}")
    entry_page = get(client, address.partition("#")[0])
    assert len(every(entry_page, f"#development-{step.pk}")) == 1


def test_a_disputing_source_says_so(client: Client) -> None:
    article = create_article(text=TEXT)
    create_annotation(
        article=article, exact="The sides met", entry=create_event(), stance=Stance.DISPUTES
    )
    shown = get(client, f"/articles/{article.pk}/")
    assert "disputes" in every(shown, "a.ann")[0].get("class", "")
    assert texts(shown, "b.stance") == ["disputes"]


def test_what_a_new_version_no_longer_says_is_shown_as_lost(client: Client) -> None:
    article = create_article(text=TEXT)
    event = create_event(title="A meeting")
    create_annotation(article=article, exact="The sides met", entry=event)
    create_annotation(article=article, exact="the mediator leaves", entry=event)
    change_text(article, "Corrected: there was no meeting. Else the mediator leaves.")
    shown = get(client, f"/articles/{article.pk}/")
    assert "text version 2" in text(one(shown, "main"))
    assert texts(shown, "a.ann") == ["the mediator leaves"]
    (lost,) = every(one(shown, "ol.lost"), "li")
    assert text(one(lost, "q")) == "The sides met"
    assert links(lost)["A meeting"] == f"/entries/{event.pk}/"


def test_an_unknown_article_is_not_found(client: Client) -> None:
    assert client.get("/articles/999/").status_code == 404
    assert client.get("/articles/99999999999999999999/").status_code == 404


def test_both_clocks_choose_articles_by_their_day(client: Client) -> None:
    for day in (10, 20):
        article = create_article(title=f"Article {day}", published_on=date(2025, 4, day))
        create_annotation(article=article, exact="met on Friday", entry=create_event())
    assert "Article 20" not in text(get(client, "/articles/?as_of=2025-04-15"))
    assert "Article 10" not in text(get(client, "/articles/?since=2025-04-15"))
    assert "2025-02-31" in text(get(client, "/articles/?since=2025-02-31", status=400))


def test_an_article_as_of_a_day_marks_what_was_known_then(client: Client) -> None:
    article = create_article(text=TEXT, published_on=date(2025, 4, 10))
    for title, day in (("Known early", 11), ("Known late", 20)):
        entry = create_event(title=title, known_on=date(2025, 4, day))
        create_annotation(article=article, exact="The sides met", entry=entry)
    assert "Known late" in text(get(client, f"/articles/{article.pk}/"))
    then = text(get(client, f"/articles/{article.pk}/?as_of=2025-04-15"))
    assert "Known early" in then
    assert "Known late" not in then
    assert "not out yet" in text(get(client, f"/articles/{article.pk}/?as_of=2025-04-01"))
    refused = get(client, f"/articles/{article.pk}/?as_of=2025-02-31", status=400)
    assert "2025-02-31" in text(refused)
