"""Statements that are planned only once, and where they must not be."""

from typing import Any

import pytest
from django.db import connection

from tracker.timeline import sql
from tracker.timeline.sql import fetch_prepared

pytestmark = pytest.mark.django_db

STATEMENT = "SELECT %(number)s::int + 1 AS for_this_test_alone"


def prepared() -> int:
    """How often the session has it, after it was asked twice."""
    for number in (1, 2):
        assert fetch_prepared(STATEMENT, {"number": number}) == [(number + 1,)]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE %s",
            ["%AS for_this_test_alone"],
        )
        (found,) = cursor.fetchone()
    connection.connection.execute("DEALLOCATE ALL")
    return int(found)


def test_a_connection_of_our_own_keeps_what_was_prepared() -> None:
    assert prepared() == 1


def test_nothing_is_prepared_where_a_pooler_lends_the_connection(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    connection.ensure_connection()
    monkeypatch.setitem(sql._kept, connection.connection, False)
    assert prepared() == 0


def test_nothing_is_prepared_where_it_is_forbidden(settings: Any) -> None:
    settings.PREPARE_STATEMENTS = False
    assert prepared() == 0


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_column_that_a_migration_changes_meanwhile_is_read_all_the_same() -> None:
    # By another connection, as a migration would: this one must not hear of it.
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("CREATE TABLE tracker_trial (said varchar(3))")
            cursor.execute("INSERT INTO tracker_trial VALUES ('yes')")
            for change in ("", "ALTER TABLE tracker_trial ALTER said TYPE text"):
                if change:
                    cursor.execute(change)
                for _ in range(2):
                    assert fetch_prepared("SELECT said FROM tracker_trial", {}) == [("yes",)]
    finally:
        with other.cursor() as cursor:
            cursor.execute("DROP TABLE IF EXISTS tracker_trial")
        other.close()
