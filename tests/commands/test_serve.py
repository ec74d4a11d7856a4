import pytest
from django.db import connection

from tracker.management.commands.serve import (
    PREPARING_LOCK,
    ask_for_short_answers,
    prepared_by_one_at_a_time,
)


def is_free() -> bool:
    """True when somebody else could prepare the database now."""
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [PREPARING_LOCK])
            return bool(cursor.fetchone()[0])
    finally:
        other.close()


@pytest.mark.django_db
def test_the_database_is_prepared_by_one_at_a_time() -> None:
    assert is_free()
    with prepared_by_one_at_a_time():
        assert not is_free()
        # The work itself is done outside of the transaction that holds the lock.
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_locks WHERE pid = pg_backend_pid()"
                " AND locktype = 'advisory'"
            )
            assert cursor.fetchone()[0] == 0
    assert is_free()


@pytest.mark.django_db
def test_whoever_connects_from_now_on_has_nothing_compiled() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL jit = on")
        ask_for_short_answers()
        cursor.execute(
            "SELECT unnest(setconfig) FROM pg_db_role_setting"
            " JOIN pg_database ON pg_database.oid = setdatabase"
            " WHERE datname = current_database() AND setrole = current_user::regrole"
        )
        assert {("jit=off",), ("max_parallel_workers_per_gather=0",)} <= set(cursor.fetchall())
