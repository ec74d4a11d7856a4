"""Everything between a fresh checkout and a page in the browser."""

import ctypes
import fcntl
import hashlib
import os
import signal
import socket
import subprocess
import sys
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import ProgrammingError, connection
from django.db.migrations.executor import MigrationExecutor
from psycopg.errors import InsufficientPrivilege

from tracker import embedded, listening, startup
from tracker.backups.here import serving_lock
from tracker.embedded import filelocks
from tracker.startup_errors import StartupError

# A page is a few milliseconds of Python, so a process per core; beyond four, one machine's
# PostgreSQL (100 connections) and memory would rather have somebody think about it.
MOST_WORKERS = 4
SECONDS_TO_FINISH = 10
PREPARING_LOCK = 0x64656D61
SHORT_ANSWERS = """
DO $$ BEGIN
    EXECUTE format('ALTER ROLE CURRENT_USER IN DATABASE %I SET jit = off', current_database());
    EXECUTE format('ALTER ROLE CURRENT_USER IN DATABASE %I'
        ' SET max_parallel_workers_per_gather = 0', current_database());
END $$
"""
PR_SET_PDEATHSIG = 1


class ServeError(StartupError):
    pass


class Command(BaseCommand):
    help = (
        "Prepare the database, the demonstration and the static files, and serve Demarche. "
        "Environment: PORT (8000), DEMARCHE_HOST (127.0.0.1), "
        "WEB_CONCURRENCY (processes; one per core, up to 4)."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--no-demo", action="store_true", help="leave an empty database empty")

    def handle(self, *args: Any, no_demo: bool, **options: Any) -> None:
        # Not HOST: tcsh and conda set that to something else.
        host = os.environ.get("DEMARCHE_HOST") or "127.0.0.1"
        try:
            with stopping_quietly(), claimed_port(host, wanted_port()) as listener, serving():
                startup.open_database()
                self.prepare(demo=not no_demo)
                self.serve(listener, host)
        except KeyboardInterrupt:
            embedded.leave()
            self.say("Demarche has stopped.")

    def say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()

    def prepare(self, *, demo: bool) -> None:
        try:
            # Two that start together would both migrate.
            with prepared_by_one_at_a_time():
                ask_for_short_answers()
                if migrated := migrate():
                    self.say(f"The database is prepared (migrations applied: {migrated}).")
                if demo and not apps.get_model("tracker", "Process").objects.exists():
                    call_command("demo", stdout=self.stdout, stderr=self.stderr)
        except ProgrammingError as error:
            if not isinstance(error.__cause__, InsufficientPrivilege):
                raise
            reason = str(error).partition("\n")[0]
            raise ServeError(f"The database user may not make the tables: {reason}") from error
        finally:
            connection.close()
        # The same for the files, which are each machine's own.
        settings.STATIC_ROOT.parent.mkdir(parents=True, exist_ok=True)
        lock = filelocks.wait_for(settings.STATIC_ROOT.with_name("static.lock"), fcntl.LOCK_EX)
        try:
            collect_static_files()
        finally:
            os.close(lock)

    def serve(self, listener: socket.socket, host: str) -> None:
        gunicorn = subprocess.Popen(
            gunicorn_command(listener.fileno()),
            env={**os.environ, "DATABASE_URL": embedded.database_url()},
            pass_fds=[listener.fileno()],
            # Ctrl-C reaches only us, and we ask it to finish what it is answering.
            start_new_session=True,
            preexec_fn=stop_with_parent,
        )
        try:
            while gunicorn.poll() is None and not is_listening(listener):
                time.sleep(0.05)
            if gunicorn.poll() is None:
                port = listener.getsockname()[1]
                shown = f"[{host}]" if ":" in host else host
                self.say(f"Demarche is at http://{shown}:{port} (Ctrl-C stops it)")
            gunicorn.wait()
        finally:
            stop(gunicorn, listener)
        raise ServeError("The web server has stopped by itself; its last words are above")


@contextmanager
def stopping_quietly() -> Iterator[None]:
    """SIGTERM and a closed terminal (SIGHUP) stop us as Ctrl-C does."""

    def interrupt(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = [signal.signal(number, interrupt) for number in numbers]
    try:
        yield
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)


@contextmanager
def serving() -> Iterator[None]:
    """Told to whoever would restore a backup under us; and not while somebody does."""
    serving_lock().parent.mkdir(parents=True, exist_ok=True)
    with filelocks.tried(serving_lock(), fcntl.LOCK_SH) as lock:
        if lock is None:
            raise ServeError("A backup is being restored: start Demarche when that is done")
        yield


def wanted_port() -> int:
    text = os.environ.get("PORT") or "8000"
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 65535):
        raise ServeError(f"PORT must be a number from 1 to 65535, not {text!r}")
    return int(text)


@contextmanager
def claimed_port(host: str, port: int) -> Iterator[socket.socket]:
    """The port, bound before anything slow is done and handed to gunicorn as it is."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except OSError as error:
        raise ServeError(f"HOST {host!r} is no address of this machine: {error}") from None
    with socket.socket(family, kind, protocol) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(address)
            # Reusable for the bind, because of connections that closed a moment ago; not
            # afterwards, so that nobody else gets the port while we prepare. Not listening
            # yet either: a port that is open is a Demarche that answers.
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 0)
        except OSError as error:
            raise ServeError(
                f"Port {port} on {host} cannot be had ({error.strerror}): "
                f"choose another, for example PORT={min(port + 1, 65535)} make run"
            ) from None
        yield listener


@contextmanager
def prepared_by_one_at_a_time() -> Iterator[None]:
    """A lock for as long as a transaction of another connection is open: a pooler hands a session
    on after each transaction, and migrations may want to be outside of any."""
    holder = connection.copy()
    try:
        holder.set_autocommit(False)
        with holder.cursor() as cursor:
            cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
            # Asked again and again: one that waits within a statement would hold up a migration
            # that makes an index concurrently, and so itself.
            while True:
                cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [PREPARING_LOCK])
                if cursor.fetchone()[0]:
                    break
                time.sleep(0.2)
        yield
    finally:
        holder.close()


def ask_for_short_answers() -> None:
    """PostgreSQL takes the many expressions of an export for work that is worth compiling, which
    takes seconds where running them takes milliseconds; and a page for work that is worth sharing
    out, where to call the helpers takes longer than the page. Said of our user in our database,
    this also holds on standbys and behind a pooler."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('jit')::boolean"
            " OR current_setting('max_parallel_workers_per_gather') <> '0'"
        )
        if cursor.fetchone()[0]:
            cursor.execute(SHORT_ANSWERS)


def migrate() -> int:
    """Bring the schema up to date; how many migrations that took."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        call_command("migrate", verbosity=0, interactive=False)
    return len(plan)


def collect_static_files() -> None:
    """collectstatic compresses every file, so only when one of them has changed."""
    stamp = settings.STATIC_ROOT.with_name("static.stamp")
    digest = hashlib.sha256(str(settings.STORAGES["staticfiles"]).encode())
    for finder in get_finders():
        for path, storage in finder.list([]):
            found = os.stat(storage.path(path))
            digest.update(f"{path}\0{found.st_size}\0{found.st_mtime_ns}\n".encode())
    fingerprint = digest.hexdigest()
    if (
        settings.STATIC_ROOT.exists()
        and stamp.exists()
        and stamp.read_text(encoding="ascii") == fingerprint
    ):
        return
    call_command("collectstatic", verbosity=0, interactive=False)
    stamp.write_text(fingerprint, encoding="ascii")


def gunicorn_command(descriptor: int) -> list[str]:
    workers = os.environ.get("WEB_CONCURRENCY") or str(min(os.cpu_count() or 1, MOST_WORKERS))
    return [
        *(sys.executable, "-m", "gunicorn", "tracker.wsgi"),
        *("--bind", f"fd://{descriptor}"),
        *("--worker-class", "tracker.worker.Worker", "--workers", workers),
        *("--threads", str(settings.THREADS)),
        *("--graceful-timeout", str(SECONDS_TO_FINISH)),
        # Preloaded: what cannot be imported fails once, and before the port is open.
        *("--preload", "--log-level", "warning", "--no-control-socket"),
        *("--chdir", str(settings.BASE_DIR)),
    ]


def stop_with_parent() -> None:
    """Linux: when we are killed, gunicorn is asked to stop rather than keep the port."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def is_listening(listener: socket.socket) -> bool:
    return bool(listener.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN))


def stop(gunicorn: subprocess.Popen[bytes], listener: socket.socket) -> None:
    """Let it finish its answers; a second Ctrl-C does not wait for them."""
    if gunicorn.poll() is not None:
        return
    try:
        if is_listening(listener):
            listening.leave(listener)
        gunicorn.terminate()
        gunicorn.wait(SECONDS_TO_FINISH + 5)
    except (KeyboardInterrupt, subprocess.TimeoutExpired):
        os.killpg(gunicorn.pid, signal.SIGKILL)
        gunicorn.wait()
