"""The world's clock: since when a thing could be known."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from tests.factories import (
    DAY,
    create_annotation,
    create_article,
    create_deadline,
    create_development,
    create_event,
)
from tracker.editing.annotate import detach
from tracker.editing.articles import change_article
from tracker.editing.derived import refresh_derived
from tracker.editing.review import publish
from tracker.models import Annotation, Development, Entry, ReviewState

pytestmark = pytest.mark.django_db


def known_on(entry: Entry) -> date:
    Entry.objects.filter(pk=entry.pk).update(known_on_by_hand=False)
    refresh_derived([entry.pk])
    return Entry.objects.get(pk=entry.pk).known_on


def test_it_is_the_day_of_the_earliest_article() -> None:
    event = create_event(on=date(2025, 4, 1))
    for day in (20, 12, 15):
        article = create_article(published_on=date(2025, 4, day))
        create_annotation(article=article, exact="met on Friday", entry=event)
    assert known_on(event) == date(2025, 4, 12)


def test_without_an_article_it_is_the_first_day_if_that_is_past() -> None:
    assert known_on(create_event(on=date(2025, 4, 1))) == date(2025, 4, 1)


def test_without_either_it_is_the_day_of_the_record() -> None:
    today = timezone.localdate()
    assert known_on(create_event(on=today + timedelta(days=30))) == today
    open_start = create_event(on=date(1, 1, 1), until=DAY, edtf="../2025-04-18")
    assert known_on(open_start) == today


def test_a_day_set_by_hand_stays() -> None:
    event = create_event(on=DAY, known_on=date(2025, 5, 5))
    create_annotation(article=create_article(), exact="met on Friday", entry=event)
    event.refresh_from_db()
    assert event.known_on == date(2025, 5, 5)


def test_what_is_published_rests_on_published_sources_alone(reviewer: User) -> None:
    event = create_event(on=date(2025, 4, 10))
    article = create_article(published_on=date(2025, 4, 12))
    create_annotation(article=article, exact="met on Friday", entry=event, state=ReviewState.DRAFT)
    assert known_on(event) == date(2025, 4, 10)
    event.refresh_from_db()
    assert "met on Friday" not in event.words
    assert publish([event], by=reviewer) == 1
    event.refresh_from_db()
    assert event.known_on == date(2025, 4, 12)
    assert "met on Friday" in event.words


def test_it_follows_the_article_when_its_date_is_put_right(reviewer: User) -> None:
    event = create_event(on=date(2025, 4, 1))
    article = create_article(published_on=date(2025, 4, 12))
    create_annotation(article=article, exact="met on Friday", entry=event)
    assert known_on(event) == date(2025, 4, 12)
    article.published_on = date(2025, 4, 3)
    change_article(article, by=reviewer)
    event.refresh_from_db()
    assert event.known_on == date(2025, 4, 3)


def test_it_follows_when_the_source_is_taken_away() -> None:
    event = create_event(on=date(2025, 4, 1))
    create_annotation(
        article=create_article(published_on=date(2025, 4, 12)), exact="met on Friday", entry=event
    )
    assert known_on(event) == date(2025, 4, 12)
    detach(Annotation.objects.get())
    event.refresh_from_db()
    assert event.known_on == date(2025, 4, 1)


def test_a_development_is_known_by_its_article_or_by_its_event() -> None:
    deadline = create_deadline(on=DAY)
    event = create_event(on=date(2025, 4, 20), known_on=date(2025, 4, 22))
    by_event = create_development(entry=deadline, on=date(2025, 4, 20), event=event)
    by_article = create_development(entry=deadline, on=date(2025, 4, 20))
    create_annotation(
        article=create_article(published_on=date(2025, 4, 25)),
        exact="met on Friday",
        development=by_article,
    )
    Development.objects.update(known_on_by_hand=False)
    refresh_derived([deadline.pk])
    assert Development.objects.get(pk=by_event.pk).known_on == date(2025, 4, 22)
    assert Development.objects.get(pk=by_article.pk).known_on == date(2025, 4, 25)
