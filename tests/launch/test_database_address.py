from pathlib import Path

import pytest

from tests.launch.running import manage
from tracker.database_address import DatabaseAddressError, checked_address

MALFORMED = [
    ("garbage", "is not an address"),
    ("hunter2@host/name", "is not an address"),
    ("mysql://me:hunter2@host/name", "not mysql://"),
    ("sqlite:///name", "not sqlite://"),
    ("hunter2 hunter2://host/name", "not something else://"),
    ("postgresql://me:hunter2@host", "names no database"),
    ("postgresql://me:hunter2@host/", "names no database"),
    ("postgresql://me:hunter2@host/a/b", "names no database"),
    ("postgresql://me:hunter2@host:port/name", "port"),
    ("postgresql://me:hunter2@host:99999/name", "port"),
    ("postgresql://me:hunter2@host:0/name", "port"),
    ("postgresql://me:hunter2/3@host/name", "%2F"),
    ("postgresql://me:hunter2#3@host/name", "%23"),
    ("postgresql://me:hunter2@[::1/name", "cannot be read"),
    ("postgresql://me:hunter2@one:5432,two:port/name", "port"),
    ("postgresql://me:hunter2@one:5432,two:99999/name", "port"),
    ("postgresql://me:hunter2@one,/name", "cannot be read"),
]


@pytest.mark.parametrize(("url", "told"), MALFORMED)
def test_a_malformed_address_gets_a_line_without_its_password(url: str, told: str) -> None:
    with pytest.raises(DatabaseAddressError) as caught:
        checked_address(url, variable="DATABASE_URL")
    message = str(caught.value)
    assert message.startswith("DATABASE_URL")
    assert told in message
    assert "hunter2" not in message
    assert "\n" not in message


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://me:secret@host:5432/name",
        "postgres://me@host/name?sslmode=require",
        "postgresql:///name",
        "postgresql://me:a%2Fb%23c@[::1]:5432/name",
        "postgresql://me@/name?host=/run/postgresql",
        "postgresql://me:secret@one:5433,two:5434/name?target_session_attrs=read-write",
    ],
)
def test_an_address_that_will_do_stays_as_it_is(url: str) -> None:
    assert checked_address(url, variable="DATABASE_URL") == url


@pytest.mark.launch
@pytest.mark.parametrize("command", ["migrate", "serve", "check"])
def test_the_shell_shows_one_line_for_a_malformed_address(tmp_path: Path, command: str) -> None:
    result = manage(command, var=tmp_path, DATABASE_URL="mysql://me:hunter2@host/name")
    assert result.returncode == 1
    assert result.stderr.startswith("DATABASE_URL must begin with postgresql://")
    assert result.stderr.count("\n") == 1
    assert "hunter2" not in result.stderr + result.stdout


@pytest.mark.launch
@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("postgresql://me:hunter2@127.0.0.1:1/name", "Connection refused"),
        ("postgresql://me:hunter2@/name?host=/nowhere", "No such file"),
        ("postgresql://me:hunter2@127.0.0.1:1/name?colour=blue", "colour"),
    ],
)
@pytest.mark.parametrize("command", ["migrate", "serve"])
def test_the_shell_shows_one_line_for_a_database_that_is_not_there(
    tmp_path: Path, command: str, url: str, told: str
) -> None:
    result = manage(command, var=tmp_path, DATABASE_URL=url, PORT="0" * 4 + "8765")
    assert result.returncode == 1
    assert result.stderr.startswith("The database of DATABASE_URL cannot be used: ")
    assert told in result.stderr
    assert result.stderr.count("\n") == 1
    assert "hunter2" not in result.stderr + result.stdout


@pytest.mark.launch
def test_help_needs_no_database(tmp_path: Path) -> None:
    result = manage("help", var=tmp_path)
    assert result.returncode == 0
    assert not (tmp_path / "postgres").exists()
