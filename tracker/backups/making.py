"""A backup is made of one moment, and has its name only once it has been restored for a try."""

import os
import re
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from tracker.backups import BackupError, manifest
from tracker.backups.fingerprint import Fingerprint, differences, fingerprint_by
from tracker.backups.manifest import Manifest
from tracker.backups.programs import Server, major, programs_for, reason, run, version_of
from tracker.backups.scratch import scratch_database

ONE_AT_A_TIME = 0x64656D62  # an advisory lock
SUFFIX = ".partial"
DAY = 24 * 3600  # seconds
# Of partial files with names that we have given; others are somebody's own.
NAME = re.compile(r"\.(demarche|before-restoring)-\d{4}-\d\d-\d\dT\d{6}Z\.dump\.partial", re.ASCII)
Say = Callable[[str], None]


def name_for(moment: datetime, *, prefix: str = "demarche") -> str:
    return f"{prefix}-{moment:%Y-%m-%dT%H%M%SZ}.dump"


def partial_of(file: Path) -> Path:
    """The name of a backup that is not one yet."""
    return file.with_name(f".{file.name}{SUFFIX}")


class DatabaseLostError(BackupError):
    """Nothing is wrong with what was asked: it may be asked again."""


def make_backup(
    server: Server, file: Path, *, places: list[Path], say: Say, verify: bool = True
) -> Manifest:
    """Writes the database to `file`, what it holds beside it, and restores it into a scratch
    database to see that all of it comes back. People may go on writing: it is all of one moment.

    Until then it has another name, so that whatever has the name of a backup is one.
    """
    if file.exists() or manifest.path_of(file).exists():
        raise BackupError(f"{file} is there already, and is not overwritten")
    make_room(file.parent)
    partial = partial_of(file)
    try:
        with server.connect() as connection:
            programs = programs_for(major(connection), places=places)
            made = _dump(connection, server, partial, programs=programs, say=say)
            if verify:
                held = _try_out(server, partial, made, programs=programs, say=say)
                made = replace(made, holds=held, is_verified=True)
            connection.rollback()
        # The manifest goes first: a backup that has its name has its manifest.
        manifest.write(made, manifest.path_of(file))
        os.rename(partial, file)
        manifest.sync_directory(file.parent)
    except OSError as error:
        raise BackupError(f"The backup cannot be written: {error}") from error
    except psycopg.OperationalError as error:
        said = str(error).strip().partition("\n")[0]
        raise DatabaseLostError(
            f"The database went away, and there is no backup: {said}"
        ) from error
    finally:
        partial.unlink(missing_ok=True)
    return made


def make_room(directory: Path) -> None:
    """Backups hold accounts and drafts: a directory that is made for them is their owner's."""
    try:
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise BackupError(f"{directory} cannot be made: {error.strerror}") from None


def _dump(
    connection: "psycopg.Connection[Any]",
    server: Server,
    partial: Path,
    *,
    programs: Path,
    say: Say,
) -> Manifest:
    connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
    connection.read_only = True
    row = connection.execute(
        "SELECT pg_export_snapshot(), now(), pg_try_advisory_xact_lock(%s)", [ONE_AT_A_TIME]
    ).fetchone()
    snapshot, moment, is_alone = row or ("", datetime.now(UTC), False)
    if not is_alone:
        raise BackupError("Another backup of this database is being made")
    _clear_away(partial.parent)
    holds = fingerprint_by(connection)
    if not holds.tables:
        raise BackupError("The database is empty: there is nothing to back up")
    say(f"{len(holds.tables)} tables with {holds.rows} rows, as of {moment:%Y-%m-%d %H:%M:%S %Z}")
    # Made by us, so that it is ours alone from its first byte on.
    os.close(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
    dumped = run(
        programs,
        "pg_dump",
        "--format=custom",
        "--no-password",
        f"--snapshot={snapshot}",
        f"--file={partial}",
        server=server,
    )
    if dumped.returncode:
        raise BackupError(f"pg_dump failed: {reason(dumped.stderr)}")
    with partial.open("rb") as file:
        os.fsync(file.fileno())
    return Manifest(
        made_at=moment.astimezone(UTC).isoformat(timespec="seconds"),
        server=major(connection),
        programs=version_of(programs / "pg_dump") or 0,
        migrations=_migrations(connection, holds),
        size=partial.stat().st_size,
        sha256=manifest.sha256_of(partial),
        is_verified=False,
        holds=holds,
    )


def _clear_away(directory: Path) -> None:
    """What was left by backups that were killed. Another database's may be under way here: one
    of yesterday is not."""
    for left in directory.glob(f".*{SUFFIX}"):
        if NAME.fullmatch(left.name) and time.time() - left.stat().st_mtime > DAY:
            left.unlink(missing_ok=True)


def _try_out(
    server: Server, dump: Path, made: Manifest, *, programs: Path, say: Say
) -> Fingerprint:
    """Restores it beside the original; what is there then, which is all that was there."""
    with scratch_database(server) as scratch:
        restored = run(
            programs,
            "pg_restore",
            "--no-password",
            "--no-owner",
            "--no-privileges",
            "--exit-on-error",
            f"--dbname={scratch.database}",
            str(dump),
            server=scratch,
        )
        if restored.returncode:
            raise BackupError(f"The backup does not restore: {reason(restored.stderr)}")
        with scratch.connect() as connection:
            found = fingerprint_by(connection)
    if wrong := differences(made.holds, found):
        raise BackupError(f"The backup is not what the database was: {'; '.join(wrong[:5])}")
    say("restored into a scratch database: counts and checksums of all tables are the same")
    return found


def _migrations(connection: "psycopg.Connection[Any]", holds: Fingerprint) -> list[str]:
    """Those that were applied, so that an older Demarche does not take what it cannot read."""
    for table in holds.tables:
        schema, _dot, name = table.rpartition(".")
        if name == "django_migrations":
            query = sql.SQL("SELECT app || '.' || name FROM {} ORDER BY 1")
            found = connection.execute(query.format(sql.Identifier(schema, name)))
            return [str(migration) for (migration,) in found.fetchall()]
    return []
