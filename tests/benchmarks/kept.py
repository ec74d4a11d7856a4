"""Databases that an earlier run has left, told from stale ones by a fingerprint."""

import hashlib
import subprocess
import sys
from datetime import date
from pathlib import Path

import psycopg
from psycopg import sql

from tests.benchmarks.databases import address_of, name_of
from tests.benchmarks.running import ROOT

_HERE = Path(__file__).parent
# What the rows are made by, and the tables that they lie in.
_SOURCES = [
    *(_HERE / f"{name}.py" for name in ("generator", "claims", "days", "reference", "tables")),
    *(_HERE / f"{name}.py" for name in ("texts", "vocabulary", "load")),
    *sorted((ROOT / "tracker" / "migrations").glob("*.py")),
]


def loaded(server: str, size: int, *, today: date, reuse: bool) -> str:
    """The address of a database with that many entries, made anew unless the one there will do."""
    fingerprint = _fingerprint(size, today)
    if reuse and _comment(server, name_of(size)) == fingerprint:
        print(f"{size:,} entries: there already", file=sys.stderr)
        return address_of(server, name_of(size))
    command = [sys.executable, "-m", "tests.benchmarks.load", str(size)]
    command += ["--database-url", server, "--today", today.isoformat()]
    subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(
            sql.SQL("COMMENT ON DATABASE {} IS {}").format(
                sql.Identifier(name_of(size)), sql.Literal(fingerprint)
            )
        )
    return address_of(server, name_of(size))


def _fingerprint(size: int, today: date) -> str:
    digest = hashlib.sha256(f"{size} {today}".encode())
    for path in _SOURCES:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _comment(server: str, database: str) -> str | None:
    with psycopg.connect(server) as connection:
        row = connection.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s",
            [database],
        ).fetchone()
    return row[0] if row else None
