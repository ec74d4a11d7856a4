"""A PostgreSQL of a test's own, which can be taken away and brought back."""

import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.launch.running import PATIENCE
from tracker.embedded import Place
from tracker.embedded.cluster import (
    RunAs,
    bare_environment,
    ensure_cluster,
    make_private_directory,
    programs_directory,
    server_user,
)


@dataclass(frozen=True, slots=True)
class Scratch:
    place: Place
    programs: Path
    run_as: RunAs

    @property
    def url(self) -> str:
        return self.place.url("postgres")

    def start(self) -> None:
        sockets = f"-F -c listen_addresses= -k '{self.place.sockets}'"
        self._control("start", "-w", "-l", str(self.place.data / "log"), "-o", sockets)

    def go_away(self) -> None:
        """Without a word to whoever is connected, as in a crash."""
        self._control("stop", "-m", "immediate")

    def _control(self, *arguments: str) -> None:
        command = [str(self.programs / "pg_ctl"), "-D", str(self.place.data), *arguments]
        # Its output to nowhere: the server would hold a pipe open for as long as it runs.
        subprocess.run(
            command,
            env=bare_environment(),
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE,
            check=True,
            **self.run_as,
        )


@contextmanager
def scratch_server() -> Iterator[Scratch]:
    # Not in pytest's directory: each pytest that starts closes that to other users, and the
    # server may have to be one.
    with (
        tempfile.TemporaryDirectory(prefix="demarche-") as directory,
        _server(Place(Path(directory))) as scratch,
    ):
        yield scratch


@contextmanager
def _server(place: Place) -> Iterator[Scratch]:
    programs = programs_directory()
    run_as = server_user(place)
    ensure_cluster(place, programs, run_as)
    if place.sockets != place.data:
        make_private_directory(place.sockets, run_as)
    scratch = Scratch(place, programs, run_as)
    scratch.start()
    try:
        yield scratch
    finally:
        if (place.data / "postmaster.pid").exists():
            scratch.go_away()
