"""A real PostgreSQL of our own, for whoever has not set DATABASE_URL.

Its data lies in VAR/postgres. Every process that needs it holds a shared lock on
VAR/postgres.users, which the operating system takes back however that process ends. A keeper
(keeper.py) runs the server and stops it as soon as nobody holds that lock any more, so no
list of users can go stale and no server is left behind.
"""

import atexit
import fcntl
import hashlib
import os
import re
import signal
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import psycopg

from tracker.database_address import checked_address
from tracker.embedded import filelocks
from tracker.startup_errors import StartupError

ROOT = Path(__file__).resolve().parent.parent.parent
# Recovering after a crash may take PostgreSQL minutes; longer than this is a fault.
PATIENCE = 300.0
# A socket address holds 104 bytes on macOS and 108 on Linux; "/.s.PGSQL.5432" takes 14.
LONGEST_SOCKET_DIRECTORY = 86
UNTROUBLED_PATH = re.compile(r"[A-Za-z0-9_./-]+")


class EmbeddedDatabaseError(StartupError):
    pass


@dataclass(frozen=True, slots=True)
class Place:
    """Where one embedded server keeps its things."""

    var: Path

    @property
    def data(self) -> Path:
        return self.var / "postgres"

    @property
    def log(self) -> Path:
        return self.var / "postgres.log"

    @property
    def users_lock(self) -> Path:
        return self.var / "postgres.users"

    @property
    def keeper_lock(self) -> Path:
        return self.var / "postgres.keeper"

    @property
    def sockets(self) -> Path:
        """The directory of the server's socket: the data directory unless its path will not do."""
        path = str(self.data)
        if len(os.fsencode(path)) <= LONGEST_SOCKET_DIRECTORY and UNTROUBLED_PATH.fullmatch(path):
            return self.data
        # Not TMPDIR or XDG_RUNTIME_DIR: two terminals may differ in them and must still meet.
        digest = hashlib.sha256(os.fsencode(path)).hexdigest()[:16]
        return Path("/tmp") / f"demarche-{digest}"  # noqa: S108 - owner and mode are checked

    def url(self, database: str = "demarche") -> str:
        host = urlencode({"host": str(self.sockets)}, safe="/")
        return f"postgresql://demarche@/{database}?{host}"


@dataclass(frozen=True, slots=True)
class Membership:
    place: Place
    process: int
    users: int  # descriptor of the lock
    keeper: int | None  # its process, when it is a child of ours


_membership: Membership | None = None


def var_dir() -> Path:
    """Where everything lies that this installation makes: DEMARCHE_VAR, or var/ beside the code."""
    return Path(os.environ.get("DEMARCHE_VAR") or ROOT / "var").expanduser().resolve()


def is_used() -> bool:
    """True when no database is named, so that we run one of our own."""
    return not os.environ.get("DATABASE_URL", "").strip()


def database_url() -> str:
    """DATABASE_URL, or the address of our own server, which this does not start."""
    if is_used():
        return Place(var_dir()).url()
    return checked_address(os.environ["DATABASE_URL"].strip(), variable="DATABASE_URL")


def ensure_running() -> None:
    """Join the server, starting it if need be, until this process ends."""
    global _membership
    if not is_used():
        return
    place = Place(var_dir())
    if _membership and _membership.place == place and _membership.process == os.getpid():
        return
    try:
        place.var.mkdir(parents=True, exist_ok=True)
        # Waits here while a keeper is stopping the server.
        users = filelocks.wait_for(place.users_lock, fcntl.LOCK_SH)
    except OSError as error:
        raise EmbeddedDatabaseError(
            f"The embedded database cannot use {place.var}: {error.strerror}; "
            "set DEMARCHE_VAR to a directory of yours, or DATABASE_URL to a PostgreSQL"
        ) from None
    keeper = None
    try:
        deadline = time.monotonic() + PATIENCE
        while not is_ready(place):
            report, keeper = _call_keeper(place)
            if report not in ("ready", "busy"):
                raise EmbeddedDatabaseError(
                    report or f"The embedded database did not start; see {place.log}"
                )
            if time.monotonic() > deadline:
                raise EmbeddedDatabaseError(
                    f"The embedded database does not answer; see {place.log}"
                )
            if report == "busy":
                time.sleep(0.1)
    except BaseException:
        os.close(users)
        raise
    _membership = Membership(place, os.getpid(), users, keeper)
    atexit.register(leave)


def leave() -> None:
    """Stop using the server, and see it stopped when nobody else uses it."""
    global _membership
    member, _membership = _membership, None
    # A fork shares its parent's lock and must not give it away.
    if member is None or member.process != os.getpid():
        return
    atexit.unregister(leave)
    try:
        fcntl.flock(member.users, fcntl.LOCK_UN)
        fcntl.flock(member.users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        keeper = int(member.place.keeper_lock.read_text().split()[0])
        if is_kept(member.place):
            os.kill(keeper, signal.SIGTERM)
        deadline = time.monotonic() + PATIENCE
        while is_kept(member.place) and time.monotonic() < deadline:
            time.sleep(0.02)
        if member.keeper is not None:
            os.waitpid(member.keeper, 0)
    except (OSError, ValueError, IndexError, KeyboardInterrupt):
        pass  # Others use it, or the keeper has seen for itself that nobody does.
    finally:
        os.close(member.users)


def answers(place: Place) -> bool:
    """True when the server takes connections."""
    if not (place.data / "postmaster.pid").exists():
        return False
    try:
        psycopg.connect(place.url("postgres"), connect_timeout=3).close()
    except psycopg.OperationalError:
        return False
    return True


def is_ready(place: Place) -> bool:
    """True when a keeper has said that all is there, and the server still answers."""
    return (
        is_kept(place)
        and place.keeper_lock.read_text().endswith(" ready")  # see keeper.main
        and answers(place)
    )


def is_kept(place: Place) -> bool:
    """True while a keeper lives."""
    with filelocks.tried(place.keeper_lock, fcntl.LOCK_SH) as lock:
        return lock is None


def _call_keeper(place: Place) -> tuple[str, int]:
    """Start a keeper: what it reports (ready, busy or a sentence of regret) and its process."""
    reading, writing = os.pipe()
    # -P: the directory of the script, whose "selectors" is not Python's, stays off the path.
    command = [sys.executable, "-P", "-m", "tracker.embedded.keeper"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "DEMARCHE_VAR": str(place.var)}
    try:
        process = os.posix_spawn(
            sys.executable,
            command,
            environment,
            file_actions=[
                (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
                (os.POSIX_SPAWN_DUP2, writing, 1),
                (os.POSIX_SPAWN_OPEN, 2, place.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600),
            ],
        )
    except OSError as error:
        os.close(reading)
        raise EmbeddedDatabaseError(
            f"The embedded database cannot be started, or write {place.log}: {error.strerror}"
        ) from None
    finally:
        os.close(writing)
    with os.fdopen(reading, encoding="utf-8", errors="replace") as report:
        said = report.read().strip()
    if said != "ready":
        os.waitpid(process, 0)
    return said, process
