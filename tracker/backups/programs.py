"""The server that holds the data, and the programs of PostgreSQL that fit it."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg import pq

from tracker.backups import BackupError

NEEDED = ("pg_dump", "pg_restore", "psql")
# Scripts of newer programs set what servers before 17 do not know, and stop there.
STRICT_BEFORE = 17
# As Debian and Red Hat keep several versions side by side.
USUAL_PLACES = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin")


@dataclass(frozen=True, slots=True)
class Server:
    """One database, by the parameters of a connection to it."""

    parameters: Mapping[str, Any]

    @property
    def database(self) -> str:
        return str(self.parameters["dbname"])

    def named(self, database: str) -> "Server":
        return Server({**self.parameters, "dbname": database})

    def connect(self, *, autocommit: bool = False) -> "psycopg.Connection[tuple[Any, ...]]":
        try:
            connection = psycopg.connect(**self.parameters, autocommit=autocommit)
        except psycopg.OperationalError as error:
            said = str(error).strip().partition("\n")[0].removeprefix("connection failed: ")
            raise BackupError(f"The database cannot be used: {said}") from None
        connection.prepare_threshold = None  # a pooler between us may not know statements again
        return connection

    def environment(self) -> dict[str, str]:
        """For PostgreSQL's programs: nothing of it, a password least of all, is on a command line,
        where every user of the machine could read it."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
        names = {
            option.keyword.decode(): option.envvar.decode()
            for option in pq.Conninfo.get_defaults()
            if option.envvar
        }
        given = {
            names[keyword]: str(value)
            for keyword, value in self.parameters.items()
            if keyword in names and value not in (None, "")
        }
        return {**kept, **given, "PGCLIENTENCODING": "UTF8", "LC_MESSAGES": "C"}


def major(connection: "psycopg.Connection[Any]") -> int:
    return connection.info.server_version // 10000


def version_of(program: Path) -> int | None:
    """The major version of a program; None when it cannot be run."""
    try:
        said = subprocess.run(
            [str(program), "--version"], capture_output=True, text=True, check=True
        ).stdout
    except (OSError, subprocess.CalledProcessError):
        return None
    found = re.search(r"\(PostgreSQL\) (\d+)", said)
    return int(found[1]) if found else None


def fits(version: int, *, server: int) -> bool:
    """Programs must not be older than the server, nor so new that it does not understand them."""
    return version == server or version > server >= STRICT_BEFORE


def programs_for(server: int, *, places: Iterable[Path]) -> Path:
    """The directory of programs that fit a server of this version: its own before newer ones."""
    found: dict[int, Path] = {}
    for place in places:
        if all((place / name).exists() for name in NEEDED):
            version = version_of(place / "pg_dump")
            if version is not None:
                found.setdefault(version, place)
    fitting = sorted(version for version in found if fits(version, server=server))
    if fitting:
        return found[fitting[0]]
    has = ", ".join(str(version) for version in sorted(found))
    raise BackupError(
        f"The server is PostgreSQL {server}, and its programs (pg_dump, pg_restore, psql) are "
        f"needed in that version; {f'here are only those of {has}' if has else 'here are none'}. "
        f"Install postgresql-client-{server}, or name their directory in PG_PROGRAMS"
    )


def usual_places(*, bundled: Path | None) -> list[Path]:
    """Where programs may lie: where PG_PROGRAMS says, on the path, as packaged, brought along."""
    if said := os.environ.get("PG_PROGRAMS"):
        return [Path(said)]
    places = [Path(found).parent for name in ("pg_dump",) if (found := shutil.which(name))]
    for pattern in USUAL_PLACES:
        places += sorted(Path("/").glob(pattern.removeprefix("/")))
    return [*places, *([bundled] if bundled else [])]


def run(
    programs: Path, name: str, *arguments: str, server: Server
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [str(programs / name), *arguments],
        env=server.environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )


def reason(said: bytes) -> str:
    """The line in which a program says what went wrong."""
    lines = [line.strip() for line in said.decode(errors="replace").splitlines() if line.strip()]
    wrong = [line for line in lines if "error:" in line or "ERROR:" in line or "FATAL:" in line]
    return (wrong or lines or ["it said nothing"])[0]
