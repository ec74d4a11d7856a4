"""DATABASE_URL and DATABASE_REPLICA_URL → DATABASES."""

import pytest
from psycopg.conninfo import conninfo_to_dict

from tracker.database_address import DatabaseAddressError, split_addresses
from tracker.databases import (
    READ_ONLY,
    ReplicaLagError,
    primary_database,
    replica_databases,
    replica_max_lag,
)

ONE, TWO = "postgresql://me:secret@one:5433/name", "postgresql://me:secret@two/name?sslmode=require"


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("", []),
        (" ", []),
        (ONE, [ONE]),
        (f"{ONE} {TWO}", [ONE, TWO]),
        (f"{ONE},{TWO}", [ONE, TWO]),
        (f" {ONE} ,\n{TWO}, ", [ONE, TWO]),
        ("postgresql://a,b:1/n,postgres://c/n", ["postgresql://a,b:1/n", "postgres://c/n"]),
        (f"{ONE} nonsense", [ONE, "nonsense"]),
    ],
)
def test_addresses_stand_apart_by_spaces_or_commas(text: str, addresses: list[str]) -> None:
    assert split_addresses(text) == addresses


def test_each_replica_is_a_database_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_REPLICA_URL", f"{ONE} {TWO} {ONE}")
    found = replica_databases()
    assert {alias: (one["HOST"], one["PORT"]) for alias, one in found.items()} == {
        "replica1": ("one", 5433),
        "replica2": ("two", ""),
    }
    for one in found.values():
        assert one["TEST"] == {"MIRROR": "default"}
        assert one["OPTIONS"]["options"] == READ_ONLY
        assert one["OPTIONS"]["connect_timeout"] == 2
    assert found["replica2"]["OPTIONS"]["sslmode"] == "require"


def test_what_the_address_says_itself_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(
        "DATABASE_REPLICA_URL", f"{ONE}?connect_timeout=9&options=-c%20statement_timeout%3D5s"
    )
    options = replica_databases()["replica1"]["OPTIONS"]
    assert options["connect_timeout"] == 9
    assert options["options"] == f"-c statement_timeout=5s {READ_ONLY}"


@pytest.mark.parametrize("text", ["", " \n"])
def test_without_an_address_there_is_the_primary_alone(
    monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.setenv("DATABASE_REPLICA_URL", text)
    assert replica_databases() == {}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("mysql://me:hunter2@one/name", "DATABASE_REPLICA_URL must begin with postgresql://"),
        (f"{ONE} hunter2", "DATABASE_REPLICA_URL (address 2) is not an address"),
        ("postgresql://me:hunter2@one:x/name", "DATABASE_REPLICA_URL: the port"),
    ],
)
def test_a_malformed_one_gets_a_line_without_its_password(
    monkeypatch: pytest.MonkeyPatch, text: str, told: str
) -> None:
    monkeypatch.setenv("DATABASE_REPLICA_URL", text)
    with pytest.raises(DatabaseAddressError) as caught:
        replica_databases()
    assert str(caught.value).startswith(told)
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://me:s%2Fcret@one:5433,two:5434/name?target_session_attrs=read-write",
        "postgresql://me@[::1]:5433,two:5432/name",
        "postgresql://me@one,two:5434/name",
        ONE,
        TWO,
    ],
)
def test_an_address_means_to_django_what_it_means_to_libpq(url: str) -> None:
    found = primary_database(url)
    libpq = conninfo_to_dict(url)
    assert (found["NAME"], found["USER"], found["PASSWORD"] or None) == (
        libpq["dbname"],
        libpq["user"],
        libpq.get("password"),
    )
    assert found["HOST"] == libpq["host"]
    # libpq leaves a port open that is 5432.
    ports = str(libpq.get("port") or "").split(",")
    if len(ports) > 1:
        ports = [port or "5432" for port in ports]
    assert str(found["PORT"]) == ",".join(ports)
    assert found["OPTIONS"].get("target_session_attrs") == libpq.get("target_session_attrs")


@pytest.mark.parametrize(("text", "seconds"), [("", 10), ("3", 3), ("0.5e1", 5), ("600", 600)])
def test_the_lag_that_is_borne(monkeypatch: pytest.MonkeyPatch, text: str, seconds: float) -> None:
    monkeypatch.setenv("DATABASE_REPLICA_MAX_LAG", text)
    assert replica_max_lag() == seconds


@pytest.mark.parametrize("text", ["0", "2", "-1", "soon", "nan", "inf"])
def test_a_lag_that_makes_no_sense(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("DATABASE_REPLICA_MAX_LAG", text)
    with pytest.raises(ReplicaLagError, match="DATABASE_REPLICA_MAX_LAG must be"):
        replica_max_lag()
