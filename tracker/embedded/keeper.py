"""The process that runs the embedded PostgreSQL for as long as anybody uses it.

Started by tracker.embedded, to which it reports on its standard output: "ready", "busy" (there is
another keeper) or what went wrong. Its standard error is the server's log.
"""

import ctypes
import fcntl
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

import psutil
import psycopg

from tracker.embedded import (
    PATIENCE,
    EmbeddedDatabaseError,
    Place,
    answers,
    cluster,
    filelocks,
    var_dir,
)

LARGEST_LOG = 5_000_000
PR_SET_PDEATHSIG = 1


def main() -> None:
    # Away from the terminal's Ctrl-C: others may still be using the server.
    os.setsid()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _stop_keeping)
    place = Place(var_dir())
    with filelocks.tried(place.keeper_lock, fcntl.LOCK_EX) as lock:
        if lock is None:
            print("busy")
            return
        os.ftruncate(lock, 0)
        os.write(lock, str(os.getpid()).encode())
        try:
            server = start(place)
        except EmbeddedDatabaseError as error:
            print(error)
            return
        except OSError as error:
            print(f"The embedded database cannot use {place.var}: {error}")
            return
        try:
            os.write(lock, b" ready")
            print("ready", flush=True)
            _let_go_of_stdout()
            keep(place, server)
        finally:
            stop(server)


def _stop_keeping(number: int, frame: FrameType | None) -> None:
    sys.exit(0)


def _let_go_of_stdout() -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)


def keep(place: Place, server: subprocess.Popen[bytes]) -> None:
    """Return when the server is of no more use: it died, its files went, or nobody is left."""
    ours = os.stat(place.data)
    while server.poll() is None:
        try:
            if not os.path.samestat(ours, os.stat(place.data)):
                return
            users = filelocks.try_for(place.users_lock, fcntl.LOCK_EX)
        except FileNotFoundError:
            return
        if users is not None:
            # Held while stopping: whoever comes now waits, and then starts a new server.
            try:
                stop(server)
            finally:
                os.close(users)
            return
        time.sleep(0.5)


def stop(server: subprocess.Popen[bytes]) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    # Fast, then immediate, then merciless; PostgreSQL recovers from all three.
    for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        if server.poll() is not None:
            return
        server.send_signal(number)
        try:
            server.wait(60)
        except subprocess.TimeoutExpired:
            continue


def start(place: Place) -> subprocess.Popen[bytes]:
    """A server that answers, whatever an earlier one left behind."""
    if place.log.stat().st_size > LARGEST_LOG:
        os.truncate(place.log, 0)
    programs = cluster.programs_directory()
    run_as = cluster.server_user(place)
    cluster.ensure_cluster(place, programs, run_as)
    _clear_former_server(place)
    if place.sockets != place.data:
        cluster.make_private_directory(place.sockets, run_as)
    server = _launch(place, programs, run_as)
    try:
        _ensure_database(place)
    except BaseException:
        stop(server)
        raise
    return server


def _clear_former_server(place: Place) -> None:
    """See the end of a server whose keeper was killed, and remove the traces of one that died."""
    socket = place.sockets / ".s.PGSQL.5432"
    for trace in (place.data / "postmaster.pid", Path(f"{socket}.lock")):
        try:
            number = int(trace.read_text().split()[0])
            former = psutil.Process(number)
            if former.name() == "postgres" and str(place.data) in former.cmdline():
                former.send_signal(signal.SIGINT)
                former.wait(60)
        except (OSError, ValueError, IndexError, psutil.NoSuchProcess):
            pass
        except psutil.TimeoutExpired:
            raise EmbeddedDatabaseError(
                f"An earlier database server (process {number}) does not stop"
            ) from None
        # PostgreSQL would believe the trace if its number were now another program's.
        trace.unlink(missing_ok=True)
    socket.unlink(missing_ok=True)


def _launch(place: Place, programs: Path, run_as: cluster.RunAs) -> subprocess.Popen[bytes]:
    command = [
        str(programs / "postgres"),
        *("-D", str(place.data)),
        *("-k", str(place.sockets)),
        *("-c", "listen_addresses="),
        *("-c", "timezone=UTC"),
        *("-c", "log_timezone=UTC"),
    ]
    deadline = time.monotonic() + PATIENCE
    while True:
        said_before = place.log.stat().st_size
        server = subprocess.Popen(
            command,
            env=cluster.bare_environment(),
            stdin=subprocess.DEVNULL,
            stdout=sys.stderr,
            stderr=sys.stderr,
            preexec_fn=_die_with_parent,
            **run_as,
        )
        while server.poll() is None:
            if answers(place):
                return server
            if time.monotonic() > deadline:
                stop(server)
                raise EmbeddedDatabaseError(
                    f"The embedded database does not answer; see {place.log}"
                )
            time.sleep(0.05)
        with place.log.open("rb") as log:
            log.seek(said_before)
            said = log.read().decode(errors="replace")
        # Workers of a server that was killed need a moment to notice.
        if "shared memory block" not in said or time.monotonic() > deadline:
            raise EmbeddedDatabaseError(
                f"The embedded database did not start: {cluster.reason(said)} (see {place.log})"
            )
        time.sleep(0.2)


def _die_with_parent() -> None:
    """Linux: when the keeper is killed, the server shuts down rather than stay behind."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGINT)


def _ensure_database(place: Place) -> None:
    try:
        with psycopg.connect(place.url("postgres"), autocommit=True) as connection:
            found = connection.execute("SELECT 1 FROM pg_database WHERE datname = 'demarche'")
            if found.fetchone() is None:
                connection.execute("CREATE DATABASE demarche")
    except psycopg.Error as error:
        raise EmbeddedDatabaseError(
            f"The embedded database could not be made ready: {cluster.reason(str(error))}"
        ) from None


if __name__ == "__main__":
    main()
