import time

import pytest
from django.db import OperationalError, connection
from django.test import Client

from tracker.replicas.standings import Mark, Report, Standings
from tracker.views import health


@pytest.mark.django_db
def test_it_is_well_when_the_database_answers(client: Client) -> None:
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")
    assert "no-store" in response["Cache-Control"]


def test_it_is_not_when_the_database_is_gone(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> None:
        raise OperationalError("connection refused")

    monkeypatch.setattr(connection, "cursor", refuse)
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (503, b"database unreachable\n")
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_it_says_which_replicas_are_in_use(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    known = Standings(max_lag=10)
    now = time.monotonic()
    known.primary_wrote(Mark(now, 9))
    known.replica_said("replica1", Report(now, 9))
    known.replica_said("replica2", Report(now, None, "no route to host 10.0.0.7"))
    monkeypatch.setattr(health, "standings", lambda: known)
    monkeypatch.setattr(health, "replica_aliases", lambda: ["replica1", "replica2"])
    response = client.get("/healthz")
    assert response.content == b"ok\nreplica1 is in use\nreplica2 is left out\n"
