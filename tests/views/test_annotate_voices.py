"""The annotation workspace: whose words they are; and of what the article is a reprint."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.conftest import HTMX
from tests.factories import (
    create_actor,
    create_annotation,
    create_article,
    create_event,
    create_outlet,
    create_process,
)
from tests.reprinted import OTHER, WIRE
from tests.views.page import every, get, links, one, page, text, texts
from tests.views.test_annotate import TEXT, answers, span, url
from tracker.editing.annotate import Voice
from tracker.forms.voices import mode_of
from tracker.models import Annotation, Article, Entry, Kind, ReviewState

pytestmark = pytest.mark.django_db


@pytest.fixture
def article() -> Article:
    create_process(slug="talks", name="Talks")
    create_actor(name="Arland")
    create_actor(name="The envoy", kind="person")
    return create_article(text=TEXT)


def values(root: Any) -> dict[str, str]:
    chosen = {
        select.get("name", ""): option.get("value", "")
        for select in every(root, "select")
        for option in every(select, "option")
        if "selected" in option.attrib
    }
    return chosen | {
        field.get("name", ""): field.get("value", "") for field in every(root, "input")
    }


# Whose words.

SAID: dict[str, tuple[dict[str, str], tuple[str, str, str, str]]] = {
    "nothing": ({}, ("", "", "", "")),
    "a person": (
        {"speaker": "the envoy", "mode": "quoted"},
        ("The envoy", "quoted", "named", ""),
    ),
    "an official without a name": (
        {"described_as": "one official", "mode": "paraphrased"},
        ("", "paraphrased", "anonymous", "one official"),
    ),
    "an official of somebody": (
        {"speaker": "Arland", "described_as": "one official"},
        ("Arland", "", "anonymous", "one official"),
    ),
    "somebody named whom nobody knows": ({"attribution": "named"}, ("", "", "named", "")),
}


def said_of(annotation: Annotation) -> tuple[str, str, str, str]:
    speaker = annotation.speaker.name if annotation.speaker else ""
    return speaker, annotation.mode, annotation.attribution, annotation.described_as


@pytest.mark.parametrize("kind", [*Kind, "attach"])
@pytest.mark.parametrize(("said", "expected"), SAID.values(), ids=SAID.keys())
def test_it_is_kept_whose_words_they_are(
    editor_client: Client,
    article: Article,
    kind: str,
    said: dict[str, str],
    expected: tuple[str, str, str, str],
) -> None:
    if kind == "attach":
        data: dict[str, Any] = {"claim": f"entry-{create_event().pk}", "stance": "disputes"}
    else:
        data = answers(kind)
    answer = editor_client.post(url(article, kind), data | said | span(article, "met"))
    assert answer.status_code == 302
    assert said_of(Annotation.objects.get()) == expected


@pytest.mark.parametrize("kind", [Kind.EVENT, "attach"])
@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"speaker": "Nobody"}, "No actor is called “Nobody”."),
        ({"mode": "sung"}, "not one of the available choices"),
        (
            {"attribution": "named", "described_as": "one official"},
            "Who is named is not described as an anonymous source.",
        ),
        (
            {"speaker": "The envoy", "attribution": "anonymous"},
            "A person by name is not anonymous: give what they speak for.",
        ),
        ({"described_as": "x" * 201}, "at most 200 characters"),
    ],
)
def test_what_makes_no_sense_is_refused_and_stays(
    editor_client: Client, article: Article, kind: str, said: dict[str, str], reason: str
) -> None:
    data = answers(Kind.EVENT) | {"claim": f"entry-{create_event().pk}", "stance": "disputes"}
    sent = data | {"described_as": "one official"} | said | span(article, "met")
    if "attribution" in said and "described_as" not in said:
        sent["described_as"] = ""
    root = page(editor_client.post(url(article, kind), sent, headers=HTMX))
    assert reason in " ".join(texts(root, "ul.errorlist"))
    assert "open" in one(root, "details.voice").attrib
    typed = values(root)
    assert typed["speaker"] == sent.get("speaker", "")
    assert typed["described_as"] == sent["described_as"]
    assert not Annotation.objects.exists()


def test_it_stays_when_a_row_is_added_and_is_not_judged(
    editor_client: Client, article: Article
) -> None:
    data = answers(Kind.EVENT, add_part="1", speaker="Nob", mode="quoted")
    root = page(
        editor_client.post(url(article, Kind.EVENT), data | span(article, "met"), headers=HTMX)
    )
    assert every(one(root, "details.voice"), "ul.errorlist") == []
    typed = values(root)
    assert (typed["speaker"], typed["mode"]) == ("Nob", "quoted")


@pytest.mark.parametrize(
    ("before", "exact", "after", "expected"),
    [
        ("He said ", "“We met”", ".", "quoted"),
        ("He said “", "We met", "”.", "quoted"),
        ('He said "', "We met", '."', ""),
        ("", "«Nous partons»", "", "quoted"),
        ("„", "Wir gehen", "“", "quoted"),
        ("He said that ", "they met", ".", ""),
        ("“We met”, ", "he said", ".", ""),
        ("", "“", "", ""),
    ],
)
def test_words_between_quotation_marks_are_taken_for_quoted(
    before: str, exact: str, after: str, expected: str
) -> None:
    assert mode_of(before, exact, after) == expected


def test_the_form_begins_with_what_the_text_shows(editor_client: Client) -> None:
    create_process()
    article = create_article(text="The envoy said: “We met”. They parted.")
    for exact, mode, is_open in (("We met", "quoted", True), ("They parted", "", False)):
        root = page(editor_client.get(url(article, "attach"), span(article, exact), headers=HTMX))
        assert values(root).get("mode", "") == mode
        assert ("open" in one(root, "details.voice").attrib) is is_open


def test_the_list_says_it_and_leads_to_where_it_is_changed(
    editor_client: Client, article: Article
) -> None:
    draft = create_event(title="Draft", state=ReviewState.DRAFT)
    voice = Voice(mode="quoted", described_as="one official")
    source = create_annotation(
        article=article, exact="met", entry=draft, state=ReviewState.DRAFT, voice=voice
    )
    create_annotation(article=article, exact="mediator", entry=create_event(title="Public"))
    draft_row, public_row = every(one(get(editor_client, url(article)), "section.rows"), "li")
    assert "“one official” (anonymous, quoted)" in text(draft_row)
    assert editor_client.get(links(draft_row)["Change"]).status_code == 200
    assert str(source.pk) in links(draft_row)["Change"]
    # What is public is a reviewer's to change.
    assert "Change" not in links(public_row)


# Of what it is a reprint.


@pytest.fixture
def wire() -> Article:
    return create_article(title="The wire", outlet=create_outlet(name="Wire"), text=WIRE)


def test_an_article_of_nearly_the_same_text_is_offered_as_its_original(
    editor_client: Client, wire: Article
) -> None:
    create_article(title="Else", outlet=create_outlet(name="Elsewhere"), text=OTHER)
    article = create_article(title="Printed again", text=f"From our desk. {WIRE}")
    address = reverse("annotate", args=[article.pk])
    asked = one(get(editor_client, address), "form.likely")
    assert texts(asked, "li") == ["The wire Wire, 18 April 2025 This is a reprint of it"]
    (button,) = every(asked, "button")
    sent = {"reprint_of": button.get("value", "")}
    answer = editor_client.post(address, sent, follow=True)
    said = "Both count as one independent outlet now. This is a reprint of The wire"
    shown = page(answer)
    assert said in texts(shown, "li")
    assert every(shown, "form.likely") == []
    assert "Reprint of The wire · Wire, 18 April 2025" in texts(shown, "p.meta")
    article.refresh_from_db()
    assert article.reprint_of == wire
    # Looked at from the original, nothing is asked.
    assert every(get(editor_client, reverse("annotate", args=[wire.pk])), "form.likely") == []


def test_who_may_not_change_the_article_is_not_asked(editor_client: Client, wire: Article) -> None:
    article = create_article(text=WIRE)
    create_annotation(article=article, exact="went home with none", entry=create_event())
    address = reverse("annotate", args=[article.pk])
    assert every(get(editor_client, address), "form.likely") == []
    assert editor_client.post(address, {"reprint_of": wire.pk}).status_code == 403


@pytest.mark.parametrize(("said", "status"), [("x", 404), ("999", 404), ("9" * 30, 404)])
def test_what_is_no_article_is_not_found(
    editor_client: Client, wire: Article, said: str, status: int
) -> None:
    address = reverse("annotate", args=[wire.pk])
    assert editor_client.post(address, {"reprint_of": said}).status_code == status


def test_a_reprint_of_its_own_reprint_is_refused(editor_client: Client, wire: Article) -> None:
    reprint = create_article(text=WIRE, reprint_of=wire)
    address = reverse("annotate", args=[wire.pk])
    answer = editor_client.post(address, {"reprint_of": reprint.pk}, follow=True)
    assert "That article is a reprint of this one." in answer.content.decode()
    assert not Entry.objects.exists()
