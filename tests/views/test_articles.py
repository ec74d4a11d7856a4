"""The list of articles, and an article with its marks."""

from datetime import date, timedelta
from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import User
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
from tracker.editing.articles import change_article
from tracker.editing.review import publish, retract
from tracker.models import Article, ReviewState, Stance
from tracker.timeline import articles

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


@pytest.mark.parametrize("who", ["client", "editor_client"])
def test_following_the_plain_link_shows_each_article_once(
    request: pytest.FixtureRequest, who: str
) -> None:
    # Many on one day, so that the day alone settles nothing; several spans of each, and drafts
    # between what readers may see.
    event, draft = create_event(), create_event(state=ReviewState.DRAFT)
    for n in range(108):
        article = create_article(title=f"No {n}", published_on=DAY - timedelta(days=n // 40))
        for exact in ("The sides met", "Friday"):
            create_annotation(article=article, exact=exact, entry=event if n % 2 else draft)
    public = Article.objects.filter(title__regex="[13579]$")
    expected = public if who == "client" else Article.objects.all()
    client: Client = request.getfixturevalue(who)
    seen, url = [], "/articles/"
    while url:
        shown = get(client, url)
        seen += texts(shown, "h2")
        more = every(shown, "#more")
        url = next((link.get("href", "") for block in more for link in every(block, "a")), "")
    newest = expected.order_by("-published_on", "-pk")
    assert seen == list(newest.values_list("title", flat=True))


def test_the_link_to_the_rows_after_these_asks_for_the_same_as_a_page(client: Client) -> None:
    create_published(52)
    link = one(one(get(client, "/articles/?since=2024-01-01"), "#more"), "a")
    address = link.get("href", "")
    assert link.get("hx-get") == address
    assert address.startswith("/articles/?since=2024-01-01&after=")
    rows = page(client.get(address, headers=HTMX))
    assert texts(rows, "h2") == ["No 48", "No 51"]
    assert every(rows, "html") == every(rows, "#more") == []
    whole = get(client, address)
    assert texts(whole, "h2") == texts(rows, "h2")
    assert links(whole)["Back to the start of the list"] == "/articles/?since=2024-01-01"


FORGED = [
    "somewhere",
    "2025-04-18",
    "2025-02-31_1",
    "2025-04-18_x",
    f"2025-04-18_{'9' * 30}",
    "\x00",
]


@pytest.mark.parametrize("place", FORGED)
def test_a_place_that_is_none_is_said(client: Client, place: str) -> None:
    create_published(1)
    query = urlencode({"after": place})
    shown = get(client, f"/articles/?{query}", status=400)
    said = place.replace("\x00", "\N{REPLACEMENT CHARACTER}")
    assert f"“{said}” is not a place in this list." in text(one(shown, "main"))
    assert texts(one(shown, "main"), "h2") == []
    # Rows cannot say so; the page is asked for.
    response = client.get(f"/articles/?{query}", headers=HTMX)
    assert response["HX-Redirect"] == f"/articles/?{query}"


def test_a_place_beyond_the_last_article_has_a_way_back(client: Client) -> None:
    create_published(1)
    empty = one(get(client, f"/articles/?after=0001-01-01_{'9' * 18}"), "p.empty")
    assert text(empty) == "The list ends here. Show the list from its beginning"


def test_an_article_whose_day_is_put_right_moves_in_the_list(
    client: Client, reviewer: User
) -> None:
    create_published(2)
    assert texts(get(client, "/articles/"), "h2") == ["No 1", "No 0"]
    first = Article.objects.get(title="No 0")
    first.published_on = DAY + timedelta(days=1)
    change_article(first, by=reviewer)
    assert texts(get(client, "/articles/"), "h2") == ["No 0", "No 1"]
    assert texts(get(client, f"/articles/?as_of={DAY}"), "h2") == ["No 1"]


def test_an_article_comes_and_goes_with_what_rests_on_it(client: Client, reviewer: User) -> None:
    event = create_event(state=ReviewState.DRAFT)
    article = create_article(title="Courier")
    create_annotation(article=article, exact="met", entry=event, state=ReviewState.DRAFT)
    assert "Courier" not in text(get(client, "/articles/"))
    publish([event], by=reviewer)
    assert texts(get(client, "/articles/"), "h2") == ["Courier"]
    retract([event], reason="wrong", by=reviewer)
    assert "Courier" not in text(get(client, "/articles/"))


def test_annotations_are_counted_no_further_than_is_said(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(articles, "MOST_COUNTED", 2)
    event, article = create_event(), create_article()
    for number, exact in enumerate(("The sides", "met", "Friday"), start=1):
        create_annotation(article=article, exact=exact, entry=event)
        said = text(every(get(client, "/articles/"), "p.meta")[0])
        assert said.endswith(["1 annotation", "2 annotations", "2+ annotations"][number - 1])


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
