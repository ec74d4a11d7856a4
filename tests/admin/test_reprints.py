"""In the admin: what an article was taken from, and whose words a source is."""

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from tests.admin import factories
from tests.admin.conftest import SignedIn
from tests.admin.pages import Page, errors_of
from tests.reprinted import OTHER, WIRE
from tests.views.page import every, page, texts
from tracker.models import Annotation, Article

ADD = "admin:tracker_article_add"


def change_url(article: Article) -> str:
    return reverse("admin:tracker_article_change", args=[article.pk])


def create_wire() -> Article:
    outlet = factories.create_outlet(name="The Wire")
    return factories.create_article(title="The wire", outlet=outlet, text=WIRE)


def add(client: Client, **values: object) -> Page:
    given = Page(client, reverse(ADD), "article")
    outlet = factories.create_outlet().pk
    return given.fill(title="Again", outlet=outlet, published_on="2025-04-19", text=OTHER, **values)


def test_an_article_is_added_as_a_reprint(as_: SignedIn) -> None:
    wire, agency = create_wire(), factories.create_outlet(name="The Agency")
    client = as_("editor")
    assert add(client, reprint_of=wire.pk).save().status_code == 302
    assert add(client, origin=agency.pk).save().status_code == 302
    assert list(
        Article.objects.exclude(pk=wire.pk).order_by("pk").values_list("reprint_of", "origin")
    ) == [
        (wire.pk, None),
        (None, agency.pk),
    ]


def test_what_cannot_be_is_said_beside_its_field(as_: SignedIn) -> None:
    wire, agency = create_wire(), factories.create_outlet(name="The Agency")
    client = as_("editor")
    own = factories.create_outlet()
    assert errors_of(add(client, reprint_of=wire.pk, origin=agency.pk).save()) == {
        "origin": ["Say it once: the article reprinted, or its outlet."]
    }
    assert errors_of(add(client, origin=own.pk).save()) == {
        "origin": ["This is the outlet that it stands in."]
    }
    reprint = factories.create_article(reprint_of=wire)
    changing = Page(client, change_url(wire), "article")
    assert errors_of(changing.fill(reprint_of=reprint.pk).save()) == {
        "reprint_of": ["That article is a reprint of this one."]
    }
    assert errors_of(changing.fill(reprint_of=wire.pk).save()) == {
        "reprint_of": ["An article is no reprint of itself."]
    }


def test_nearly_the_same_text_is_asked_about_and_offered(as_: SignedIn) -> None:
    wire = create_wire()
    client = as_("editor")
    answer = add(client).fill(text=f"From our desk.\r\n\r\n{WIRE}").save()
    article = Article.objects.exclude(pk=wire.pk).get()
    seen = client.get(answer.headers["Location"])
    said = [str(message) for message in get_messages(seen.wsgi_request)]
    assert said[0].startswith("Nearly the same text: The wire (The Wire, ")
    assert f'href="{change_url(article)}#id_likely"' in said[0]
    form = Page(client, change_url(article), "article")
    assert form.data["likely"] == ""
    labels = texts(page(client.get(change_url(article))), "label")
    assert any(label.startswith("The wire (The Wire, ") for label in labels)
    assert form.fill(likely=wire.pk).save().status_code == 302
    article.refresh_from_db()
    assert article.reprint_of == wire
    # Said, it is not asked any more.
    assert Page(client, change_url(article), "article").data["likely"] == ""
    shown = page(client.get(change_url(article)))
    assert [one for one in every(shown, "input") if one.get("type") == "radio"] == []


def test_what_was_chosen_by_search_goes_before_what_was_offered(as_: SignedIn) -> None:
    wire, other = create_wire(), factories.create_article(text=OTHER)
    outlet = factories.create_outlet(name="Elsewhere")
    article = factories.create_article(text=WIRE, outlet=outlet)
    form = Page(as_("editor"), change_url(article), "article")
    assert form.fill(likely=wire.pk, reprint_of=other.pk).save().status_code == 302
    article.refresh_from_db()
    assert article.reprint_of == other


def test_a_text_that_has_become_another_s_is_asked_about(as_: SignedIn) -> None:
    create_wire()
    outlet = factories.create_outlet(name="Elsewhere")
    article = factories.create_article(text=OTHER, outlet=outlet)
    client = as_("editor")
    answer = Page(client, change_url(article), "article").fill(text=WIRE).save()
    seen = client.get(answer.headers["Location"])
    said = [str(message) for message in get_messages(seen.wsgi_request)]
    assert any(words.startswith("Nearly the same text: The wire") for words in said)


def test_who_may_only_read_an_article_is_offered_nothing(as_: SignedIn) -> None:
    wire = create_wire()
    event = factories.create_event()
    outlet = factories.create_outlet(name="Elsewhere")
    article = factories.create_article(text=WIRE, outlet=outlet, reprint_of=wire)
    factories.create_source(
        entry=event, article=article, exact="went home with none", state="published"
    )
    answer = as_("editor").get(change_url(article))
    assert answer.status_code == 200
    assert "The wire" in answer.content.decode()
    assert b"Nearly the same text" not in answer.content


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"mode": "quoted", "described_as": "one envoy"}, ("quoted", "anonymous", "one envoy")),
        ({"attribution": "named"}, ("", "named", "")),
        ({}, ("", "", "")),
    ],
)
def test_a_source_says_whose_words_it_is(
    as_: SignedIn, said: dict[str, str], expected: tuple[str, str, str]
) -> None:
    article, event = factories.create_article(), factories.create_event()
    form = Page(as_("editor"), reverse("admin:tracker_annotation_add"), "annotation")
    form.fill(article=article.pk, exact="the harbour would stay closed", entry=event.pk, **said)
    assert form.save().status_code == 302
    source = Annotation.objects.get()
    assert (source.mode, source.attribution, source.described_as) == expected


def test_a_speaker_is_named_unless_something_else_is_said(as_: SignedIn) -> None:
    source = factories.create_source(entry=factories.create_event())
    ministry = factories.create_actor(name="The ministry", kind="office")
    envoy = factories.create_actor(name="The envoy", kind="person")
    url = reverse("admin:tracker_annotation_change", args=[source.pk])
    client = as_("editor")
    assert Page(client, url, "annotation").fill(speaker=envoy.pk).save().status_code == 302
    source.refresh_from_db()
    assert (source.speaker, source.attribution) == (envoy, "named")
    form = Page(client, url, "annotation").fill(attribution="anonymous")
    assert errors_of(form.save()) == {
        "speaker": ["A person by name is not anonymous: give what they speak for."]
    }
    form = Page(client, url, "annotation").fill(attribution="anonymous", speaker=ministry.pk)
    assert form.fill(described_as="an official of the ministry").save().status_code == 302
    source.refresh_from_db()
    assert (source.speaker, source.described_as) == (ministry, "an official of the ministry")
    form = Page(client, url, "annotation").fill(attribution="named")
    assert errors_of(form.save()) == {
        "described_as": ["Who is named is not described as an anonymous source."]
    }
