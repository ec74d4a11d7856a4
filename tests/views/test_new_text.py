"""The text of an article has changed: it is compared first, and what is lost is listed."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests.factories import (
    change_text,
    create_annotation,
    create_article,
    create_condition,
    create_event,
)
from tests.imports import samples
from tests.views.page import every, get, links, one, page, text, texts
from tracker.imports.incoming import Incoming, Original
from tracker.imports.read import read
from tracker.models import Annotation, Article, PendingText
from tracker.views import arriving

pytestmark = pytest.mark.django_db

OLD = (
    "The envoys met in the harbour hall.\n\nArland would open the sea gates within days, its "
    "envoy said.\n\nNobody said “when” an answer might come.\n\nThey parted without a word."
)
NEW = (
    "The envoys met in the harbour hall.\n\nArland would open its sea gates within a few days, "
    'its envoy said.\n\nNobody said "when" an answer might come.'
)


@pytest.fixture
def article() -> Article:
    article = create_article(text=OLD, title="The harbour", url=samples.ADDRESS)
    for state, exact, title in (
        ("draft", "met in the harbour hall", "They meet"),
        ("draft", "open the sea gates within days", "Gates open"),
        ("draft", "Nobody said “when” an answer", "No answer"),
    ):
        event = create_event(title=title, state=state)
        create_annotation(article=article, exact=exact, entry=event, state=state)
    create_annotation(
        article=article,
        exact="parted without a word",
        entry=create_condition(title="They part", state="draft"),
        state="draft",
    )
    return article


def given(client: Client, article: Article, words: str) -> str:
    answer = client.post(f"/articles/{article.pk}/text/", {"way": "text", "text": words})
    assert answer.status_code == 302, texts(page(answer), ".errorlist")
    return str(answer["Location"])


def named(root: Any, name: str) -> list[Any]:
    return [field for field in root.iter() if field.get("name") == name]


def source(title: str) -> Annotation:
    return Annotation.objects.get(entry__title=title)


def test_the_differences_and_what_becomes_of_the_sources_are_shown_before_anything_is_saved(
    editor_client: Client, article: Article
) -> None:
    root = get(editor_client, given(editor_client, article, NEW))
    assert article.versions.count() == 1
    assert [text(piece) for piece in every(one(root, ".passages"), "ins")][:2] == [
        "[added: its ]",
        "[added: a few ]",
    ]
    assert "1 paragraph is the same" in texts(root, ".same")
    assert "1 stands there word for word" in text(one(root, "main"))
    offered = {
        box.get("value", "").partition(" ")[2]: "checked" in box.attrib
        for box in named(root, "follow")
    }
    assert offered == {
        "open its sea gates within a few days": False,
        # Marks alone are others: that is said, and ticked.
        'Nobody said "when" an answer': True,
    }
    assert links(root)["They part"] == source("They part").entry.get_absolute_url()  # type: ignore[union-attr]


def test_nothing_is_complained_of_before_anything_is_sent(
    editor_client: Client, article: Article
) -> None:
    shown = editor_client.get(f"/articles/{article.pk}/text/").content.decode()
    assert "errorlist" not in shown
    assert "aria-invalid" not in shown
    answer = editor_client.post(f"/articles/{article.pk}/text/", {"way": "file"})
    assert "Choose a file first." in answer.content.decode()


def test_only_what_was_ticked_follows_and_the_rest_is_listed_as_lost(
    editor_client: Client, article: Article
) -> None:
    where = given(editor_client, article, NEW)
    key = source("Gates open").pk
    editor_client.post(
        where, {"text": NEW, "follow": f"{key} open its sea gates within a few days"}
    )
    version = article.current
    assert (version.number, version.text) == (2, NEW)
    moved = source("Gates open")
    assert (moved.version, moved.exact) == (version, "open its sea gates within a few days")
    assert version.text[moved.start : moved.end] == moved.exact
    # The history says what it was.
    revisions = Annotation.pgh_event_models["update"].objects.filter(pgh_obj=key)  # type: ignore[attr-defined]
    assert revisions.order_by("-pgh_id").first().exact == moved.exact
    assert source("They meet").version == version
    for title in ("No answer", "They part"):
        assert source(title).version.number == 1
    assert not PendingText.objects.exists()
    root = get(editor_client, f"/articles/{article.pk}/annotate/")
    assert len(every(root, ".late")) == 2


def test_what_is_lost_can_follow_later_from_the_list_beside_the_text(
    editor_client: Client, article: Article
) -> None:
    change_text(article, NEW)
    desk = f"/articles/{article.pk}/annotate/"
    root = get(editor_client, desk)
    values = [button.get("value", "") for button in named(root, "follow")]
    assert len(values) == 2
    editor_client.post(desk, {"follow": values[0]})
    assert source("Gates open").exact == "open its sea gates within a few days"
    # Words that nobody was shown are not taken.
    editor_client.post(desk, {"follow": f"{source('No answer').pk} Something else"})
    assert source("No answer").version.number == 1


def test_what_is_published_follows_by_a_reviewers_word_alone(
    editor_client: Client, reviewer_client: Client
) -> None:
    article = create_article(text=OLD)
    create_annotation(
        article=article, exact="open the sea gates within days", entry=create_event(title="Out")
    )
    assert editor_client.get(f"/articles/{article.pk}/text/").status_code == 403
    change_text(article, NEW)
    desk = f"/articles/{article.pk}/annotate/"
    value = f"{source('Out').pk} open its sea gates within a few days"
    assert named(get(editor_client, desk), "follow") == []
    assert editor_client.post(desk, {"follow": value}).status_code == 403
    reviewer_client.post(desk, {"follow": value})
    assert source("Out").version.number == 2


def test_the_address_is_checked_for_changes(
    editor_client: Client, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = [OLD, NEW]

    def fetch(address: str, *, agent: str) -> tuple[Original, Incoming]:
        paragraphs = tuple(shown.pop(0).split("\n\n"))
        found = Original(samples.html(paragraphs=paragraphs).encode(), address=address)
        return found, read(found)

    monkeypatch.setattr(arriving, "fetch_apart", fetch)
    where = f"/articles/{article.pk}/text/"
    (field,) = every(get(editor_client, where), "#address-address")
    assert field.get("value") == samples.ADDRESS
    check = {"way": "address", "address": samples.ADDRESS}
    answer = editor_client.post(where, check, follow=True)
    assert "Nothing has changed" in text(one(page(answer), "main"))
    assert not PendingText.objects.exists()
    root = page(editor_client.post(where, check, follow=True))
    assert f"Fetched from {samples.ADDRESS}" in text(one(root, "main"))
    found = PendingText.objects.get()
    editor_client.post(f"{where}{found.pk}/", {"text": NEW})
    assert article.current.original.fetched_from == samples.ADDRESS
    assert article.current.text == NEW


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (OLD, "nothing has changed"),
        (" ", "This field is required."),
        ("a\x00b", "cannot be kept"),
    ],
)
def test_what_is_no_new_text_is_said(
    editor_client: Client, article: Article, words: str, reason: str
) -> None:
    answer = editor_client.post(f"/articles/{article.pk}/text/", {"way": "text", "text": words})
    assert reason in " ".join(texts(page(answer), ".errorlist"))


def test_a_correction_is_compared_again_before_it_is_saved(
    editor_client: Client, article: Article
) -> None:
    where = given(editor_client, article, NEW)
    corrected = NEW.replace("a few days", "days")
    editor_client.post(where, {"text": corrected.replace("\n", "\r\n"), "look": "1"})
    assert article.versions.count() == 1
    values = [box.get("value") for box in named(get(editor_client, where), "follow")]
    assert f"{source('Gates open').pk} open its sea gates within days" in values


def test_what_waits_is_of_its_article_and_its_editor(
    editor_client: Client, reviewer_client: Client, article: Article
) -> None:
    where = given(editor_client, article, NEW)
    assert reviewer_client.get(where).status_code == 404
    other = create_article(title="Other")
    assert (
        editor_client.get(where.replace(f"/{article.pk}/", f"/{other.pk}/", 1)).status_code == 404
    )
    assert editor_client.post(where, {"discard": "1"}).status_code == 302
    assert editor_client.get(where).status_code == 404


def test_each_version_shows_what_is_different_from_the_one_before(
    editor_client: Client, article: Article, client: Client, plain_user: User
) -> None:
    change_text(article, NEW)
    root = get(editor_client, f"/articles/{article.pk}/versions/2/")
    assert "[removed: They parted without a word. ]" in texts(one(root, ".passages"), "del")
    assert "the first" in text(
        one(get(editor_client, f"/articles/{article.pk}/versions/1/"), "main")
    )
    client.force_login(plain_user)
    assert client.get(f"/articles/{article.pk}/versions/2/").status_code == 403
