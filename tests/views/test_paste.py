"""An article is pasted: what is kept, what is refused, and what stays on the page."""

from typing import Any
from urllib.parse import quote_plus

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests.factories import create_article, create_outlet
from tests.views.page import every, get, links, one, page, texts
from tracker.editing.articles import MAX_TEXT
from tracker.models import Article, Outlet

pytestmark = pytest.mark.django_db

URL = "/articles/new/"


def typed(**changes: Any) -> dict[str, Any]:
    return {
        "title": "The envoys meet",
        "new_outlet": "The Test Courier",
        "url": "https://courier.example/envoys",
        "published_on": "2025-04-18",
        "text": "The envoys met.\r\n\r\n👍🏽 They parted.\r\n",
    } | changes


def test_it_is_for_editors(client: Client, plain_user: User) -> None:
    assert client.get(URL)["Location"] == f"/login/?next={URL}"
    client.force_login(plain_user)
    assert client.get(URL).status_code == 403
    assert client.post(URL, typed()).status_code == 403
    assert not Article.objects.exists()


def test_a_pasted_article_is_kept_and_opened_for_annotating(editor_client: Client) -> None:
    assert every(get(editor_client, URL), "form")
    answer = editor_client.post(URL, typed())
    article = Article.objects.get()
    assert answer["Location"] == f"/articles/{article.pk}/annotate/"
    assert article.current.text == "The envoys met.\n\n👍🏽 They parted."
    assert (article.title, article.url) == ("The envoys meet", "https://courier.example/envoys")
    assert (article.outlet.name, article.outlet.slug) == ("The Test Courier", "the-test-courier")


def test_an_outlet_is_chosen_or_named(editor_client: Client) -> None:
    outlet = create_outlet()
    editor_client.post(URL, typed(outlet=outlet.pk, new_outlet="", url=""))
    editor_client.post(URL, typed(new_outlet=" the test  COURIER ", url="", text="Another."))
    assert [article.outlet for article in Article.objects.all()] == [outlet, outlet]
    # Names without a Latin letter, and names that differ in marks only, are outlets all the same.
    for number, name in enumerate(("הצופה", "الشرق", "The Test-Courier")):
        editor_client.post(URL, typed(new_outlet=name, url="", text=f"Text {number}."))
    assert sorted(Outlet.objects.values_list("slug", flat=True)) == [
        "outlet",
        "outlet-2",
        "the-test-courier",
        "the-test-courier-2",
    ]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"title": " "}, "This field is required."),
        ({"title": "x" * 301}, "at most 300 characters"),
        ({"title": "a\x07b"}, "U+0007 (BEL) at position 1 cannot be kept"),
        ({"new_outlet": ""}, "Say who published it."),
        ({"outlet": "1"}, "not one of the available choices"),
        ({"url": "courier"}, "Enter a valid URL."),
        ({"url": "javascript:alert(1)"}, "Enter a valid URL."),
        ({"published_on": "one fine day"}, "“one fine day” is not a day."),
        ({"published_on": "last week"}, "“last week” is more than one day"),
        ({"published_on": ""}, "This field is required."),
        ({"text": " \r\n "}, "This field is required."),
        ({"text": "x" * (MAX_TEXT + 1)}, f"The text has {MAX_TEXT + 1} characters"),
        ({"text": "PK\x03\x04\x00"}, "U+0003 (ETX) at position 2 cannot be kept"),
        ({"text": "null\x00byte"}, "U+0000 (NUL) at position 4 cannot be kept"),
        (
            {"text": "half a \ufffd pair"},
            "The character at position 8, after “half a ”, is damaged",
        ),
    ],
)
def test_what_cannot_be_kept_is_said_and_everything_stays(
    editor_client: Client, changes: dict[str, str], reason: str
) -> None:
    data = typed(**changes)
    root = page(editor_client.post(URL, data))
    assert reason in " ".join(texts(root, ".errorlist"))
    shown = {field.get("name"): field.get("value", "") for field in every(root, "input")}
    for name in ("title", "url", "published_on", "new_outlet"):
        assert shown[name] == data[name]
    (area,) = every(root, "textarea")
    # A text field begins behind one line end, and shows the rest as it was typed.
    assert "".join(area.itertext()).removeprefix("\n") == data["text"]
    assert not Article.objects.exists()
    assert not Outlet.objects.exists()


def test_half_of_a_surrogate_pair_is_refused(editor_client: Client) -> None:
    """As no browser sends it, but a program may."""
    body = "&".join(f"{key}={quote_plus(value)}" for key, value in typed().items())
    answer = editor_client.post(
        URL, f"{body}&text=a%ED%A0%BDb", content_type="application/x-www-form-urlencoded"
    )
    assert "is damaged" in " ".join(texts(page(answer), ".errorlist"))
    assert not Article.objects.exists()


def test_an_article_that_is_here_is_named(editor_client: Client) -> None:
    article = create_article(url="https://courier.example/envoys", title="Here already")
    root = page(editor_client.post(URL, typed(text="Other words.")))
    assert "An article with this address is already here." in texts(root, "li")
    assert links(root)["Here already"] == article.get_absolute_url()
    assert links(root)["annotate it"] == f"/articles/{article.pk}/annotate/"
    assert Article.objects.count() == 1


def test_articles_without_an_address_may_be_many(editor_client: Client) -> None:
    for number in range(2):
        editor_client.post(URL, typed(url="", text=f"Text {number}."))
    assert Article.objects.count() == 2


def test_an_outlet_and_a_new_one_are_one_too_many(editor_client: Client) -> None:
    outlet = create_outlet()
    root = page(editor_client.post(URL, typed(outlet=outlet.pk, new_outlet="Another")))
    assert "Choose an outlet or name a new one, not both." in texts(root, "li")
    chosen = one(root, "#id_outlet").findall("option[@selected]")
    assert [option.get("value") for option in chosen] == [str(outlet.pk)]
