"""The backups of this installation: its database, its folder, its programs."""

import fcntl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tracker import embedded
from tracker.backups import BackupError, making, restoring
from tracker.backups.making import Say
from tracker.backups.manifest import Manifest
from tracker.backups.programs import Server, usual_places
from tracker.embedded import cluster, filelocks


def server_of(settings: Mapping[str, Any]) -> Server:
    """The database of one entry of Django's DATABASES."""
    own = ("cursor_factory", "pool", "server_side_binding", "isolation_level", "assume_role")
    options = settings.get("OPTIONS") or {}
    named = {
        "dbname": settings["NAME"],
        "user": settings.get("USER"),
        "password": settings.get("PASSWORD"),
        "host": settings.get("HOST"),
        "port": settings.get("PORT"),
    }
    return Server(
        {name: value for name, value in options.items() if name not in own}
        | {name: value for name, value in named.items() if value}
    )


def places() -> list[Path]:
    try:
        bundled = cluster.programs_directory()
    except embedded.EmbeddedDatabaseError:
        bundled = None
    if embedded.is_used() and bundled:
        return [bundled]
    return usual_places(bundled=bundled)


def directory() -> Path:
    return embedded.var_dir() / "backups"


def backup(
    server: Server, file: Path | None, *, say: Say, verify: bool = True, prefix: str = "demarche"
) -> Path:
    """Returns where it lies."""
    file = file or directory() / making.name_for(datetime.now(UTC), prefix=prefix)
    making.make_backup(server, file, places=places(), say=say, verify=verify)
    return file


def restore(
    server: Server, dump: Path, *, replace: bool, known_migrations: list[str], ours: int, say: Say
) -> Manifest:
    """`ours` is the backend of the caller's own connection."""
    with nobody_serves():
        target = restoring.look_at(server, ours=[ours])
        if target.others:
            raise BackupError(
                f"The database is in use ({target.others} other connections): stop Demarche, "
                "wherever it is served, and whatever else is connected"
            )
        said, programs = restoring.check(
            dump, server=target.version, places=places(), known_migrations=known_migrations
        )
        if not target.is_empty:
            if not replace:
                raise BackupError(
                    "The database is not empty, and nothing was changed. To put the backup in "
                    "the place of what is there, say so: FORCE=1 with make, else --replace. "
                    "What is there is backed up first"
                )
            kept = backup(server, None, say=lambda _line: None, prefix="before-restoring")
            say(f"What was there is in {kept}")
        restoring.restore(
            server, dump, said, programs=programs, replace=not target.is_empty, say=say
        )
        return said


def serving_lock() -> Path:
    """Held, shared, by whoever serves from this installation."""
    return embedded.var_dir() / "serving.lock"


@contextmanager
def nobody_serves() -> Iterator[None]:
    """Raises BackupError while Demarche is served from here; it cannot be started meanwhile."""
    with filelocks.tried(serving_lock(), fcntl.LOCK_EX) as lock:
        if lock is None:
            raise BackupError("Demarche is being served from here: stop it first (Ctrl-C)")
        yield
