"""Articles come in exactly as they are, and annotations follow their words."""

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError

from tests.factories import (
    change_text,
    create_annotation,
    create_article,
    create_event,
    create_outlet,
)
from tracker.editing.annotate import annotate, locate
from tracker.editing.articles import (
    MAX_TEXT,
    add_version,
    change_article,
    mark_reprint,
    may_change_article,
)
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
    version = change_text(article, "CORRECTED. " + TEXT.replace("came later", "came soon"))
    kept.refresh_from_db()
    lost.refresh_from_db()
    assert kept.version == version
    assert version.text[kept.start : kept.end] == "went on"
    assert lost.version.number == 1


def test_a_lost_annotation_is_found_again_when_its_words_return() -> None:
    article = create_article(text=TEXT)
    create_annotation(article=article, exact="came later", entry=create_event())
    change_text(article, TEXT.replace("came later", "came soon"))
    version = change_text(article, TEXT.replace("calm", "quiet"))
    assert Annotation.objects.get().version == version


def test_the_same_text_is_no_new_version() -> None:
    article = create_article(text=TEXT)
    assert change_text(article, TEXT.replace("\n", "\r\n")).number == 1
    assert article.versions.count() == 1


def test_of_two_alike_places_of_one_claim_one_may_be_all_that_is_left() -> None:
    article = create_article(text="The end came. Then the end came again, the end came.")
    event = create_event()
    version = article.current
    for start in (19, 39):
        position = locate(version, "the end came", start=start)
        annotate(version, position, entry=event)
    newest = change_text(article, "Then the end came again.")
    assert sorted(Annotation.objects.values_list("version__number", flat=True)) == [1, 2]
    assert newest.annotations.get().exact == "the end came"


def test_a_retracted_source_can_be_attached_again() -> None:
    article, event = create_article(text=TEXT), create_event()
    create_annotation(article=article, exact="went on", entry=event, state="retracted")
    create_annotation(article=article, exact="went on", entry=event)
    assert Annotation.objects.count() == 2


def test_what_was_retracted_holds_no_place_in_a_new_version() -> None:
    article, event = create_article(text=TEXT), create_event()
    create_annotation(article=article, exact="went on", entry=event, state="retracted")
    again = create_annotation(article=article, exact="went on", entry=event)
    version = change_text(article, "CORRECTED. " + TEXT)
    again.refresh_from_db()
    assert again.version == version
    assert version.annotations.count() == 2


def test_the_evidence_of_what_is_public_is_a_reviewers_to_change(
    editor: User, reviewer: User
) -> None:
    article = create_article(text=TEXT)
    assert may_change_article(editor, article)
    create_annotation(article=article, exact="went on", entry=create_event())
    assert not may_change_article(editor, article)
    with pytest.raises(PermissionDenied):
        add_version(article, "Another text.", by=editor)
    with pytest.raises(PermissionDenied):
        change_article(article, by=editor)
    assert add_version(article, "Another text.", by=reviewer).number == 2


def test_words_selected_in_an_older_text_are_found_in_the_newest() -> None:
    article = create_article(text=TEXT)
    older = article.current
    newest = change_text(article, "CORRECTED. " + TEXT)
    annotation = annotate(older, locate(older, "went on"), entry=create_event())
    assert annotation.version == newest
    assert newest.text[annotation.start : annotation.end] == "went on"
    change_text(article, "Nothing of it is left.")
    with pytest.raises(ValidationError, match="does not say"):
        annotate(older, locate(older, "came later"), entry=create_event())


def test_a_quote_is_no_copy() -> None:
    version = create_article(text="word " * 1000).current
    with pytest.raises(ValidationError, match="up to"):
        annotate(version, TextPosition(0, 4000), entry=create_event())


# What an article is a reprint of.


def test_a_reprint_of_a_reprint_is_one_of_the_original(editor: User) -> None:
    first, second, third = (create_article(title=title) for title in ("1", "2", "3"))
    mark_reprint(second, of=first, by=editor)
    mark_reprint(third, of=second, by=editor)
    third.refresh_from_db()
    assert third.reprint_of == first
    assert create_article(reprint_of=second).reprint_of == first


def test_the_reprints_of_what_turns_out_to_be_one_follow_it(editor: User) -> None:
    first, second, third = (create_article(title=title) for title in ("1", "2", "3"))
    mark_reprint(third, of=second, by=editor)
    mark_reprint(second, of=first, by=editor)
    third.refresh_from_db()
    assert third.reprint_of == first


def test_two_articles_are_not_reprints_of_each_other(editor: User) -> None:
    first, second = create_article(title="1"), create_article(title="2")
    mark_reprint(second, of=first, by=editor)
    for wrong in (second, first):
        with pytest.raises(ValidationError):
            mark_reprint(first, of=wrong, by=editor)


def test_an_article_takes_the_place_of_the_outlet_that_it_was_taken_over_from(
    editor: User,
) -> None:
    article = create_article(origin=create_outlet(name="The Agency"))
    report = create_article(outlet=create_outlet(name="The Agency"))
    mark_reprint(article, of=report, by=editor)
    article.refresh_from_db()
    assert (article.reprint_of, article.origin) == (report, None)


def test_of_what_something_public_rests_on_a_reviewer_says_it(editor: User, reviewer: User) -> None:
    article, report = create_article(), create_article(outlet=create_outlet(name="The Agency"))
    create_annotation(article=article, exact="The sides met", entry=create_event())
    with pytest.raises(PermissionDenied):
        mark_reprint(article, of=report, by=editor)
    mark_reprint(article, of=report, by=reviewer)
