"""The editors' clock: every write leaves a revision, whichever way it came."""

from datetime import timedelta
from typing import Any

import pghistory
import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.db.models import Model, QuerySet

from tests.factories import (
    DAY,
    create_actor,
    create_annotation,
    create_article,
    create_deadline,
    create_event,
    create_process,
)
from tracker import models
from tracker.models import Article, Entry, Event, Part, Process, Role

pytestmark = pytest.mark.django_db


def revisions_of(row: Model, table: str = "EntryRevision") -> QuerySet[Any]:
    model: type[Model] = apps.get_model("tracker", table)
    return model._default_manager.filter(pgh_obj_id=row.pk)


def labels(revisions: QuerySet[Any]) -> list[str]:
    return list(revisions.order_by("pgh_id").values_list("pgh_label", flat=True))


def test_insert_change_and_delete_each_leave_a_revision() -> None:
    process = create_process(slug="talks", name="Talks")
    Process.objects.filter(pk=process.pk).update(summary="Changed past every save()")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE tracker_process SET name = 'By hand' WHERE id = %s", [process.pk])
    process.delete()
    revisions = apps.get_model("tracker", "ProcessRevision").objects.all()
    assert labels(revisions) == ["insert", "update", "update", "delete"]
    assert list(revisions.order_by("pgh_id").values_list("name", flat=True)) == [
        "Talks",
        "Talks",
        "By hand",
        "By hand",
    ]


def test_an_event_keeps_the_revisions_of_both_its_tables() -> None:
    event = create_event(title="Before")
    Event.objects.filter(pk=event.pk).update(plover_type="AGREE")
    Entry.objects.filter(pk=event.pk).update(title="After")
    assert "update" in labels(revisions_of(event, "EventRevision"))
    assert revisions_of(event).order_by("-pgh_id")[0].title == "After"


def test_what_only_follows_from_other_rows_makes_no_revision() -> None:
    event = create_event()
    before = revisions_of(event).count()
    Entry.objects.filter(pk=event.pk).update(words="an index's own words")
    assert revisions_of(event).count() == before


def test_nor_does_the_place_of_an_article_that_its_sources_carry() -> None:
    article = create_article()
    source = create_annotation(article=article, exact="met on Friday", entry=create_event())
    before = revisions_of(source, "AnnotationRevision").count()
    Article.objects.filter(pk=article.pk).update(published_on=DAY - timedelta(days=1))
    source.refresh_from_db()
    assert source.article_published_on == DAY - timedelta(days=1)
    assert revisions_of(source, "AnnotationRevision").count() == before


def test_a_revision_cannot_be_rewritten() -> None:
    event = create_event()
    with pytest.raises(DatabaseError), transaction.atomic():
        revisions_of(event).update(title="It never said so")
    with pytest.raises(DatabaseError), transaction.atomic():
        revisions_of(event).all().delete()


def test_a_revision_knows_its_context() -> None:
    with pghistory.context(user=7, reason="a test"):
        deadline = create_deadline(on=DAY)
    context = revisions_of(deadline).get(pgh_label="insert").pgh_context
    assert context.metadata["user"] == 7
    assert context.metadata["reason"] == "a test"


@pytest.mark.parametrize(
    "model",
    [
        models.Process,
        models.Track,
        models.Topic,
        models.Actor,
        models.ActorAlias,
        models.Affiliation,
        models.Outlet,
        models.Article,
        models.ArticleVersion,
        models.Original,
        models.Annotation,
        models.Decision,
        models.Entry,
        models.EntryTopic,
        models.Part,
        models.Event,
        models.Deadline,
        models.Condition,
        models.ConditionLink,
        models.Development,
        models.EntryLink,
    ],
)
def test_all_that_editors_write_is_tracked(model: type) -> None:
    assert set(model.pgh_event_models) == {"insert", "update", "delete"}  # type: ignore[attr-defined]


def test_taking_a_part_away_is_on_record() -> None:
    event = create_event(by=create_actor(name="Arland"))
    Part.objects.get(entry=event, role=Role.INITIATOR).delete()
    revisions = apps.get_model("tracker", "PartRevision").objects.filter(entry=event)
    assert labels(revisions) == ["insert", "delete"]
