import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.launch.running import ROOT, environment, kill_everything, processes_of, wait_until
from tracker import embedded
from tracker.embedded import LONGEST_SOCKET_DIRECTORY, Place

pytestmark = pytest.mark.launch

ASK = """
from tracker import embedded
import psycopg
embedded.ensure_running()
with psycopg.connect(embedded.database_url()) as connection:
    print(connection.execute("SELECT 6 * 7").fetchone()[0])
"""


@pytest.fixture
def var(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "var"
    kill_everything(tmp_path / "var")


def ask(var: Path) -> str:
    """What a process of its own hears from the server, or says in its place."""
    result = subprocess.run(
        [sys.executable, "-c", ASK],
        cwd=ROOT,
        env=environment(var),
        capture_output=True,
        text=True,
        check=False,
    )
    return (result.stdout or result.stderr).strip()


@pytest.mark.parametrize(
    "name",
    [
        "plain",
        "with space, comma's and a %",
        "höhe",
        "deep/" * 30,
    ],
)
def test_any_directory_will_do(tmp_path: Path, name: str) -> None:
    var = tmp_path / name
    sockets = Place(var).sockets
    try:
        assert ask(var) == "42"
        assert len(os.fsencode(sockets)) <= LONGEST_SOCKET_DIRECTORY
        wait_until(lambda: not processes_of(var))
    finally:
        kill_everything(var)
        if sockets != var / "postgres":
            shutil.rmtree(sockets)


def test_several_at_once_share_one_server(var: Path) -> None:
    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(ask, [var] * 6)) == ["42"] * 6
    wait_until(lambda: not processes_of(var))


def test_an_interrupted_first_start_is_made_good(var: Path) -> None:
    unfinished = var / "postgres.new"
    unfinished.mkdir(parents=True)
    (unfinished / "PG_VERSION").write_text("18\n")
    assert ask(var) == "42"


def test_a_trace_with_the_number_of_another_program_is_seen_through(var: Path) -> None:
    assert ask(var) == "42"
    for trace in ("postmaster.pid", ".s.PGSQL.5432.lock"):
        (var / "postgres" / trace).write_text(f"{os.getpid()}\n{var / 'postgres'}\n")
    assert ask(var) == "42"


def test_data_of_another_version_is_left_alone(var: Path) -> None:
    assert ask(var) == "42"
    (var / "postgres" / "PG_VERSION").write_text("16\n")
    assert "was made by PostgreSQL 16" in ask(var).splitlines()[-1]
    assert (var / "postgres" / "PG_VERSION").read_text() == "16\n"


def test_a_directory_of_something_else_is_left_alone(var: Path) -> None:
    (var / "postgres").mkdir(parents=True)
    (var / "postgres" / "thesis.txt").write_text("two years of work")
    assert "is no PostgreSQL data" in ask(var).splitlines()[-1]
    assert (var / "postgres" / "thesis.txt").read_text() == "two years of work"


def test_deleting_the_directory_ends_the_server_and_allows_another(var: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", ASK + "\nprint(flush=True); input()"],
        cwd=ROOT,
        env=environment(var),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as holding:
        assert holding.stdout is not None
        holding.stdout.readline()
        # The server takes files of its own away meanwhile, and may write its last ones.
        while var.exists():
            shutil.rmtree(var, ignore_errors=True)
        assert ask(var) == "42"
        holding.communicate(b"\n")
    assert holding.returncode == 0
    wait_until(lambda: not processes_of(var))


def test_the_address_is_known_without_a_server(var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEMARCHE_VAR", str(var))
    monkeypatch.setenv("DATABASE_URL", " ")
    assert embedded.database_url() == embedded.database_url() == Place(var).url()
    assert not var.exists()
