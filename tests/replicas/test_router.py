import pytest

from tests.factories import create_event, create_process
from tracker.models import Entry
from tracker.replicas import reading_alias, reading_from
from tracker.replicas.router import ReplicaRouter


@pytest.mark.parametrize("alias", ["default", "replica1"])
def test_reads_go_where_the_request_reads_and_writes_to_the_primary(alias: str) -> None:
    router = ReplicaRouter()
    with reading_from(alias):
        assert router.db_for_read(Entry) == alias
        assert router.db_for_write(Entry) == "default"
    assert reading_alias() == "default"


def test_a_lock_is_taken_on_the_primary() -> None:
    with reading_from("replica1"):
        assert Entry.objects.all().db == "replica1"
        assert Entry.objects.select_for_update().db == "default"


@pytest.mark.parametrize(("alias", "may"), [("default", True), ("replica1", False)])
def test_migrations_are_for_the_primary(alias: str, may: bool) -> None:
    assert ReplicaRouter().allow_migrate(alias, "tracker") is may


@pytest.mark.django_db
def test_a_row_read_from_a_replica_may_be_referred_to() -> None:
    process = create_process()
    process._state.db = "replica1"
    assert create_event(process=process).process == process
