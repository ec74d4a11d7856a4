"""The version of the record: what it moves on with, and that it never comes back."""

import threading

import pytest
from django.db import connection, connections, transaction
from django.test import Client

from tests.factories import create_event
from tracker.models import Entry, RecordVersion
from tracker.timeline.version import record_version


@pytest.mark.django_db
def test_a_server_without_the_last_write_never_comes_to_the_version_that_it_had(
    client: Client,
) -> None:
    event = create_event(title="First")
    before = list(RecordVersion.objects.values_list("slot", "change"))
    Entry.objects.filter(pk=event.pk).update(title="On the old primary alone")
    lost = record_version()
    page = client.get("/timeline/")

    # The standby that is promoted has all but that.
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        Entry.objects.filter(pk=event.pk).update(title="First")
        for slot, change in before:
            RecordVersion.objects.filter(slot=slot).update(change=change)
        cursor.execute("SET LOCAL session_replication_role = origin")
    Entry.objects.filter(pk=event.pk).update(title="Written on the new one")

    assert record_version() != lost
    again = client.get("/timeline/", headers={"If-None-Match": page["ETag"]})
    assert again.status_code == 200
    assert b"Written on the new one" in again.content


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_writers_do_not_wait_for_each_other() -> None:
    one = create_event(title="One")
    two = create_event(title="Two")
    first = record_version()
    inside, done = threading.Event(), threading.Event()

    def write_and_linger() -> None:
        try:
            with transaction.atomic():
                Entry.objects.filter(pk=one.pk).update(title="Changed")
                inside.set()
                done.wait(60)
        finally:
            connections.close_all()

    lingering = threading.Thread(target=write_and_linger)
    lingering.start()
    try:
        assert inside.wait(60)
        with connection.cursor() as cursor:
            # Whoever had to wait for the other would fail here.
            cursor.execute("SET lock_timeout = '5s'")
            try:
                Entry.objects.filter(pk=two.pk).update(title="Changed, too")
            finally:
                cursor.execute("RESET lock_timeout")
        second = record_version()
        assert second != first
    finally:
        done.set()
        lingering.join()
    assert record_version() not in (first, second)
