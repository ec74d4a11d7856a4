"""Articles come in exactly as they are, and annotations follow their words."""

import pytest
from django.core.exceptions import ValidationError

from tests.factories import create_annotation, create_article, create_event
from tracker.editing.annotate import annotate, locate
from tracker.editing.articles import MAX_TEXT, add_version
from tracker.models import Annotation, Article
from tracker.selectors.position import TextPosition

pytestmark = pytest.mark.django_db

TEXT = "🕊️ Talks — e\u0301te\u0301 שלום — went on.\n\nThe end came later. The end was calm."


def test_line_ends_become_one_kind_and_nothing_else_changes() -> None:
    article = create_article(text="One\r\nTwo\rThree e\u0301\n")
    assert article.current.text == "One\nTwo\nThree e\u0301"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "no text"),
        (" \r\n ", "no text"),
        ("a\x00b", "position"),
        ("a\ud800b", "surrogate"),
        ("x" * (MAX_TEXT + 1), "up to"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_a_reason(text: str, says: str) -> None:
    with pytest.raises(ValidationError) as refused:
        create_article(text=text)
    assert says in " ".join(refused.value.messages)
    assert not Article.objects.exists()


def test_a_second_article_with_the_same_address_is_refused() -> None:
    create_article(url="https://courier.example/1")
    with pytest.raises(ValidationError, match="already here"):
        create_article(url="https://courier.example/1", text="Another text.")


def test_spans_count_code_points() -> None:
    version = create_article(text=TEXT).current
    event = create_event()
    annotation = annotate(version, locate(version, "שלום"), entry=event)
    assert version.text[annotation.start : annotation.end] == "שלום"
    assert annotation.exact == "שלום"
    assert annotation.prefix.endswith("e\u0301 ")


def test_words_that_stand_twice_need_a_place_or_company() -> None:
    version = create_article(text=TEXT).current
    with pytest.raises(ValidationError, match="more than once"):
        locate(version, "The end")
    second = TEXT.rindex("The end")
    assert locate(version, "The end", start=second) == TextPosition(second, second + 7)
    assert locate(version, "The end", suffix=" was").start == second


def test_words_that_do_not_stand_there_are_refused() -> None:
    version = create_article(text=TEXT).current
    with pytest.raises(ValidationError, match="does not say"):
        locate(version, "The beginning", start=0)


def test_annotations_follow_their_words_into_a_new_version() -> None:
    article = create_article(text=TEXT)
    event = create_event()
    kept = create_annotation(article=article, exact="went on", entry=event)
    lost = create_annotation(article=article, exact="came later", entry=event)
    version = add_version(article, "CORRECTED. " + TEXT.replace("came later", "came soon"))
    kept.refresh_from_db()
    lost.refresh_from_db()
    assert kept.version == version
    assert version.text[kept.start : kept.end] == "went on"
    assert lost.version.number == 1


def test_a_lost_annotation_is_found_again_when_its_words_return() -> None:
    article = create_article(text=TEXT)
    create_annotation(article=article, exact="came later", entry=create_event())
    add_version(article, TEXT.replace("came later", "came soon"))
    version = add_version(article, TEXT.replace("calm", "quiet"))
    assert Annotation.objects.get().version == version


def test_the_same_text_is_no_new_version() -> None:
    article = create_article(text=TEXT)
    assert add_version(article, TEXT.replace("\n", "\r\n")).number == 1
    assert article.versions.count() == 1
