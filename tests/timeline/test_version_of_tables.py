"""Whatever a page shows, the version of the record moves on with it: table by table, column by
column, over a record that has something of everything."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, models, transaction
from django.test import Client

from tests.everything import Everything, create_everything
from tracker.models import decisions, kept, originals
from tracker.timeline.version import record_version

pytestmark = pytest.mark.django_db

Table = type[models.Model]


def tables() -> list[Table]:
    """All that people write and readers may see: neither their revisions, nor what triggers keep
    beside it, nor the originals, nor what editors decide among themselves."""
    return [
        model
        for model in apps.get_app_config("tracker").get_models()
        if model.__module__ not in (kept.__name__, originals.__name__, decisions.__name__)
        and not hasattr(model, "pgh_tracked_model")
    ]


def columns(model: Table) -> list["models.Field[Any, Any]"]:
    return [
        field
        for field in model._meta.local_concrete_fields
        if not field.primary_key and not isinstance(field, models.GeneratedField)
    ]


@pytest.fixture
def record() -> Everything:
    return create_everything()


@contextmanager
def taken_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def values(field: "models.Field[Any, Any]", row: models.Model) -> list[Any]:
    """What the row's column might hold instead; at last what it holds, for where the database
    takes nothing else: a statement that sets it is a change of that column, too."""
    value = getattr(row, field.attname)
    others: list[Any]
    if field.is_relation:
        assert field.related_model is not None
        rows = field.related_model._default_manager.exclude(pk=value)
        others = [*rows.values_list("pk", flat=True)]
    elif field.choices:
        others = [one for one, _label in field.flatchoices if one != value]
    elif isinstance(value, bool):
        others = [not value]
    elif isinstance(value, int):
        others = [value + 1, value - 1]
    elif isinstance(value, date):  # or a moment
        others = [value + timedelta(1), value - timedelta(1)]
    elif value is None:
        others = [date(2025, 4, 18)]
    else:
        others = [f"{value}x", f"x{value}"[: field.max_length], "XX", "Q1", "a" * 64]
    return [*others, value]


def change(model: Table, field: "models.Field[Any, Any]") -> int:
    """Give each row that bears it another value in this column; how many did."""
    changed = 0
    for row in model._default_manager.order_by("pk"):
        for value in values(field, row):
            try:
                with transaction.atomic():
                    rows = model._base_manager.filter(pk=row.pk)
                    assert rows.update(**{field.attname: value}) == 1
                    with connection.cursor() as cursor:
                        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            except DatabaseError:
                continue  # a value that the database does not take there
            changed += 1
            break
    return changed


@pytest.mark.parametrize("model", tables(), ids=lambda model: model._meta.model_name)
def test_the_version_moves_on_with_every_column(model: Table, record: Everything) -> None:
    for field in columns(model):
        before = record_version()
        with taken_back():
            assert change(model, field), f"nothing was changed in {field}"
            assert record_version() != before, field
        assert record_version() == before


@pytest.mark.parametrize("model", tables(), ids=lambda model: model._meta.model_name)
def test_the_version_moves_on_with_rows_that_come_and_go(model: Table, record: Everything) -> None:
    table = model._meta.db_table
    names = ", ".join(
        f'"{field.column}"'
        for field in model._meta.local_concrete_fields
        if not isinstance(field, models.GeneratedField)
    )
    with taken_back(), connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE put_aside AS SELECT * FROM {table}")  # noqa: S608
        versions = [record_version()]
        cursor.execute(f"DELETE FROM {table}")  # noqa: S608
        assert cursor.rowcount > 0
        versions.append(record_version())
        cursor.execute(f"INSERT INTO {table} ({names}) SELECT {names} FROM put_aside")  # noqa: S608
        versions.append(record_version())
    assert len(set(versions)) == 3


@pytest.mark.parametrize("model", tables(), ids=lambda model: model._meta.model_name)
def test_a_page_that_changed_with_a_table_is_not_said_to_hold(
    client: Client, model: Table, record: Everything
) -> None:
    pages = {
        url: client.get(url)
        for url in (
            "/",
            "/timeline/",
            f"/processes/{record.process.slug}/",
            f"/processes/{record.process.slug}/deadlines/",
            f"/processes/{record.process.slug}/changes/?since=0001-01-01",
            f"/entries/{record.event.pk}/",
            f"/entries/{record.deadline.pk}/",
            f"/entries/{record.condition.pk}/",
            "/actors/",
            "/actors/arland/",
            "/actors/envoy/",
            "/articles/",
            f"/articles/{record.article.pk}/",
        )
    }
    with taken_back():
        for field in columns(model):
            change(model, field)
        changed = 0
        for url, before in pages.items():
            asked = client.get(url, headers={"If-None-Match": before["ETag"]})
            anew = client.get(url)
            if anew.status_code == 200 and anew.content == before.content:
                assert (asked.status_code, anew["ETag"]) == (304, before["ETag"]), url
            else:
                changed += 1
                assert asked.status_code == anew.status_code != 304, url
                assert anew.get("ETag") != before["ETag"], url
    assert changed, "no page shows it"
