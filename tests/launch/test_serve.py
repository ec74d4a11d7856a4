import signal
import socket
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from tests.launch.running import (
    PATIENCE,
    ROOT,
    environment,
    free_port,
    kill_everything,
    manage,
    processes_of,
    serving,
    wait_until,
)
from tracker.embedded import Place

pytestmark = pytest.mark.launch


def test_the_first_start_prepares_everything_and_the_second_finds_it(tmp_path: Path) -> None:
    with serving(tmp_path) as first:
        with psycopg.connect(Place(tmp_path).url()) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
        code, output = first.stop()
    assert code == 0
    assert f"Demarche is at {first.address} (Ctrl-C stops it)" in output
    assert "migrations applied" in output
    assert "Traceback" not in output

    with serving(tmp_path) as second:
        with psycopg.connect(Place(tmp_path).url()) as connection:
            assert connection.execute("SELECT answer FROM kept").fetchall() == [(42,)]
        code, output = second.stop()
    assert code == 0
    assert "migrations applied" not in output


def test_two_first_starts_at_once_prepare_everything_once(tmp_path: Path) -> None:
    def start(port: int) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "manage.py", "serve"],
            cwd=ROOT,
            env=environment(tmp_path, PORT=str(port)),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    starts = [start(free_port()) for _ in range(2)]
    outputs = ["", ""]
    try:
        for number, process in enumerate(starts):
            assert process.stdout is not None
            for line in process.stdout:
                outputs[number] += line
                if "Ctrl-C stops it" in line:
                    break
        for process in starts:
            process.send_signal(signal.SIGINT)
        assert [process.wait(PATIENCE) for process in starts] == [0, 0]
    finally:
        kill_everything(tmp_path)
        for process in starts:
            process.communicate()
    assert sum("migrations applied" in output for output in outputs) == 1, outputs
    assert sum("shown this once" in output for output in outputs) == 1, outputs


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_the_application_and_its_database(
    prepared: Path, number: signal.Signals
) -> None:
    with serving(prepared, "--no-demo") as served:
        assert processes_of(prepared)
        code, output = served.stop(number)
        assert (code, "Traceback" in output) == (0, False)
        assert output.endswith("Demarche has stopped.\n")
        wait_until(lambda: not processes_of(prepared))
        assert not (prepared / "postgres" / "postmaster.pid").exists()


def test_the_database_stays_while_somebody_else_uses_it(prepared: Path) -> None:
    with serving(prepared, "--no-demo") as served:
        other = manage("shell", "--verbosity", "0", "-c", "print('done')", var=prepared)
        assert other.stdout == "done\n"
        assert served.answers()


def test_what_was_killed_leaves_nothing_behind(prepared: Path) -> None:
    with serving(prepared, "--no-demo") as served:
        served.process.kill()
        wait_until(lambda: not processes_of(prepared))


def test_it_starts_again_after_everything_was_killed(prepared: Path) -> None:
    port = free_port()
    with serving(prepared, "--no-demo", port=port):
        with psycopg.connect(Place(prepared).url()) as connection:
            connection.execute("CREATE TABLE survived AS SELECT 42 AS answer")
        kill_everything(prepared)
        assert (prepared / "postgres" / "postmaster.pid").exists()
    with serving(prepared, "--no-demo", port=port) as served:
        with psycopg.connect(Place(prepared).url()) as connection:
            assert connection.execute("SELECT answer FROM survived").fetchall() == [(42,)]
        assert served.stop()[0] == 0


def test_a_taken_port_is_told_before_anything_is_made(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = manage("serve", var=tmp_path, PORT=str(port))
    assert result.returncode == 1
    assert result.stderr.startswith(f"Port {port} on 127.0.0.1 cannot be had")
    assert "PORT=" in result.stderr
    assert result.stderr.count("\n") == 1
    assert not (tmp_path / "postgres").exists()


@pytest.mark.parametrize("port", ["eight", "0", "65536", "-1", "80.5", "²", " "])
def test_a_port_that_is_none_gets_a_line(tmp_path: Path, port: str) -> None:
    result = manage("serve", var=tmp_path, PORT=port)
    assert result.returncode == 1
    assert result.stderr == f"PORT must be a number from 1 to 65535, not {port!r}\n"


def test_the_secret_key_is_made_for_its_owner_alone(prepared: Path) -> None:
    assert (prepared / "secret-key").stat().st_mode & 0o777 == 0o600
