"""Demarche started as a user starts it, in processes of its own."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import psutil
import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
# How long anything may take before the test calls it broken.
PATIENCE = 120.0


def needs(what: str, *found: object) -> pytest.MarkDecorator:
    """Skipped where these programs are missing; on a machine for tests, that is a failure."""
    is_missing = not all(found) and os.environ.get("CI") != "true"
    return pytest.mark.skipif(is_missing, reason=f"needs {what}")


def environment(var: Path, **extra: str) -> dict[str, str]:
    """Ours, without what would lead to another database or another port."""
    ours = {"DATABASE_URL", "DATABASE_REPLICA_URL", "PORT", "DEMARCHE_HOST", "SECRET_KEY"}
    ours = {*ours, "DJANGO_SETTINGS_MODULE"}
    kept = {name: value for name, value in os.environ.items() if name not in ours}
    return {**kept, "DEMARCHE_VAR": str(var), **extra}


def manage(*arguments: str, var: Path, **extra: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment(var, **extra),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


def migrated(var: Path) -> Path:
    """The directory of an installation: empty, with all tables."""
    done = manage("migrate", "--verbosity", "0", var=var)
    assert done.returncode == 0, done.stderr
    return var


def copied(prepared: Path, var: Path) -> Path:
    """Another installation like one that nobody uses at the moment: making one takes longer."""
    wait_until(lambda: not processes_of(prepared))
    # With its owner, who is another user where tests run as root.
    subprocess.run(["cp", "-a", f"{prepared}/.", str(var)], check=True)
    return var


@dataclass
class Served:
    process: subprocess.Popen[str]
    var: Path
    address: str
    written: IO[str]

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.address}/healthz", timeout=5) as response:
                return bool(response.status == 200)
        except OSError:
            return False

    def stop(self, number: int = signal.SIGINT) -> tuple[int, str]:
        """Exit code, and everything it wrote."""
        self.process.send_signal(number)
        code = self.process.wait(PATIENCE)
        return code, self.output()

    def output(self) -> str:
        """What it has written until now."""
        self.written.seek(0)
        return self.written.read()


@contextmanager
def serving(var: Path, *arguments: str, port: int | None = None, **extra: str) -> Iterator[Served]:
    """`manage.py serve`, as soon as it answers; whatever is left of it at the end is killed."""
    port = port or free_port()
    # Into a file: a pipe that nobody reads would be full one day, and everything would wait.
    written = tempfile.TemporaryFile("a+", encoding="utf-8")  # noqa: SIM115 - closed below
    process = subprocess.Popen(
        [sys.executable, "manage.py", "serve", *arguments],
        cwd=ROOT,
        env=environment(var, PORT=str(port), **extra),
        stdout=written,
        stderr=subprocess.STDOUT,
        text=True,
    )
    served = Served(process, var, f"http://127.0.0.1:{port}", written)
    try:
        wait_until(lambda: served.answers() or process.poll() is not None)
        if process.poll() is not None:
            raise AssertionError(f"serve stopped by itself: {served.output()}")
        yield served
    finally:
        kill_everything(var)
        process.wait()
        written.close()


def wait_until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > deadline:
            raise AssertionError("waited in vain")
        time.sleep(0.05)


def processes_of(var: Path) -> list[psutil.Process]:
    """Every living process that belongs to the installation with this directory."""
    found = []
    for process in psutil.process_iter():
        try:
            if process.pid == os.getpid() or process.status() == psutil.STATUS_ZOMBIE:
                continue
            is_server = process.name() == "postgres" and str(var / "postgres") in process.cmdline()
            if is_server or process.environ().get("DEMARCHE_VAR") == str(var):
                found.append(process)
        except psutil.Error:
            continue
    return found


def kill_everything(var: Path) -> None:
    while left := processes_of(var):
        for process in left:
            try:
                process.kill()
            except psutil.NoSuchProcess:
                continue
        psutil.wait_procs(left, timeout=5)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
