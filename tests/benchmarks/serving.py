"""The real server on a database of synthetic entries, started and ended as a user would."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import psutil

from tests.benchmarks.machine import cores
from tests.benchmarks.running import ROOT

PATIENCE = 120.0
# What would lead to another database, another port or another way to serve.
_NOT_OURS = (
    *("DATABASE_URL", "DATABASE_REPLICA_URL", "PORT", "DEMARCHE_HOST", "SITE_URL", "SECURE"),
    *("DEBUG", "ALLOWED_HOSTS", "DJANGO_SETTINGS_MODULE", "SECRET_KEY", "WEB_CONCURRENCY"),
)


@dataclass(frozen=True, slots=True)
class Server:
    port: int
    process: psutil.Process

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def memory(self) -> int:
        """Bytes that its processes have for themselves alone."""
        total = 0
        for process in self.process.children(recursive=True):
            try:
                total += process.memory_full_info().uss
            except psutil.NoSuchProcess:
                continue
        return total


def environment(
    database: str, *, var: Path, port: int, settings: str = "tracker.settings"
) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in _NOT_OURS}
    return {
        **kept,
        "DATABASE_URL": database,
        "DEMARCHE_VAR": str(var),
        "DJANGO_SETTINGS_MODULE": settings,
        "PORT": str(port),
        "SITE_URL": f"http://127.0.0.1:{port}",
        "WEB_CONCURRENCY": str(cores()),
    }


@contextmanager
def serving(
    database: str, *, var: Path, settings: str = "tracker.settings", probe: str = "/healthz"
) -> Iterator[Server]:
    """`manage.py serve --no-demo`, from its first answer until the end of the block."""
    var.mkdir(parents=True, exist_ok=True)
    port = _free_port()
    log = var / f"server-{port}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "serve", "--no-demo"],
            cwd=ROOT,
            env=environment(database, var=var, port=port, settings=settings),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    server = Server(port, psutil.Process(process.pid))
    try:
        _wait_for(f"{server.address}{probe}", process, log)
        yield server
        if process.poll() is not None:
            raise RuntimeError(f"The server stopped by itself:\n{log.read_text()}")
        log.unlink()
    finally:
        _stop(process)


def _wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urlopen(address, timeout=30):
                return
        except HTTPError:
            break
        except URLError:
            time.sleep(0.1)
    raise RuntimeError(f"The server does not answer at {address}:\n{log.read_text()}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    """It, and by their numbers whichever of its own processes it leaves behind."""
    if process.poll() is not None:
        return
    started = psutil.Process(process.pid).children(recursive=True)
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    _gone, left = psutil.wait_procs(started, timeout=10)
    for child in left:
        child.kill()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
