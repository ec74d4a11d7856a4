import time
from collections.abc import Iterator

import pytest
from django.db import OperationalError, connection, connections
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


class TestForReaders:
    """A load balancer that asks this keeps the site up for readers while the primary is away."""

    @pytest.fixture
    def known(self, monkeypatch: pytest.MonkeyPatch) -> Standings:
        known = Standings(max_lag=10)
        monkeypatch.setattr(health, "standings", lambda: known)
        monkeypatch.setattr(health, "replica_aliases", lambda: ["replica1"])
        return known

    @pytest.fixture
    def away(self, monkeypatch: pytest.MonkeyPatch, db: None) -> Iterator[set[str]]:
        """The aliases of the servers that do not answer; the replica is the test database."""
        found: set[str] = set()

        class Replica:
            def cursor(self) -> object:
                return connected("replica1")

        plain = connection.cursor

        def connected(alias: str) -> object:
            if alias in found:
                raise OperationalError("connection refused")
            return plain()

        monkeypatch.setattr(connection, "cursor", lambda: connected("default"))
        connections["replica1"] = Replica()  # type: ignore[assignment]
        yield found
        found.clear()
        del connections["replica1"]

    @pytest.mark.parametrize(
        ("servers_away", "position", "for_readers", "for_all"),
        [
            (set(), 9, 200, 200),
            (set(), None, 200, 200),
            ({"default"}, 9, 200, 503),
            ({"default"}, 1, 200, 503),  # behind: what it has is better than nothing
            ({"default"}, None, 503, 503),
            ({"replica1"}, 9, 200, 200),
            ({"default", "replica1"}, 9, 503, 503),
        ],
    )
    def test_it_is_well_when_any_database_answers_them(
        self,
        client: Client,
        known: Standings,
        away: set[str],
        servers_away: set[str],
        position: int | None,
        for_readers: int,
        for_all: int,
    ) -> None:
        now = time.monotonic()
        known.primary_wrote(Mark(now, 9))
        known.replica_said("replica1", Report(now, position, "gone"))
        away |= servers_away
        found = client.get("/healthz?for=readers")
        assert found.status_code == for_readers
        assert found.content.startswith(
            b"ok\nreplica1 is " if for_readers == 200 else b"database unreachable\n"
        )
        assert "no-store" in found["Cache-Control"]
        assert client.get("/healthz").status_code == for_all

    @pytest.mark.django_db
    def test_without_replicas_it_is_the_same(
        self, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert client.get("/healthz?for=readers").content == b"ok\n"

        def refuse() -> None:
            raise OperationalError("connection refused")

        monkeypatch.setattr(connection, "cursor", refuse)
        assert client.get("/healthz?for=readers").status_code == 503

    def test_a_question_that_is_not_known_is_not_taken_for_another(self, client: Client) -> None:
        assert client.get("/healthz?for=writers").status_code == 400
