"""A database for a while, beside the one that is backed up and with its letters in its order."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg import sql

from tracker.backups import BackupError
from tracker.backups.programs import Server, major

PROVIDERS = {"c": "libc", "i": "icu", "b": "builtin"}
MARK = "_scratch_"
RANDOM = 4  # bytes, in hexadecimal at the end of a name


@contextmanager
def scratch_database(server: Server) -> Iterator[Server]:
    """Made empty, and dropped at the end. Only one at a time: older ones were left behind by a
    backup that was killed, and go."""
    name = f"{server.database[:40]}{MARK}{secrets.token_hex(RANDOM)}"
    with server.connect(autocommit=True) as connection:
        _drop_left_behind(connection, server)
        try:
            connection.execute(_create(connection, name))
        except psycopg.errors.InsufficientPrivilege:
            raise BackupError(
                "The backup cannot be tried out: the database user may not make databases. Give "
                "it CREATEDB, or say --no-verify and try the backup elsewhere"
            ) from None
    try:
        yield server.named(name)
    finally:
        with server.connect(autocommit=True) as connection:
            connection.execute(
                sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
            )


def _drop_left_behind(connection: "psycopg.Connection[Any]", server: Server) -> None:
    """Those whose whole name could be one of ours: somebody may have named theirs much like it."""
    found = connection.execute(
        "SELECT datname FROM pg_database WHERE starts_with(datname, %(ours)s)"
        " AND substr(datname, length(%(ours)s) + 1) ~ %(rest)s",
        {"ours": f"{server.database[:40]}{MARK}", "rest": f"^[0-9a-f]{{{2 * RANDOM}}}$"},
    ).fetchall()
    for (name,) in found:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))


def _create(connection: "psycopg.Connection[Any]", name: str) -> sql.Composed:
    column = "datlocale" if major(connection) >= 17 else "daticulocale"
    row = connection.execute(
        sql.SQL(
            "SELECT pg_encoding_to_char(encoding), datlocprovider::text, datcollate, datctype, {} "
            "FROM pg_database WHERE datname = current_database()"
        ).format(sql.Identifier(column))
    ).fetchone()
    if row is None:
        raise BackupError("The database does not say how its letters are ordered")
    encoding, provider, collate, ctype, locale = row
    said = sql.SQL(
        "CREATE DATABASE {} TEMPLATE template0 ENCODING {} LOCALE_PROVIDER {} "
        "LC_COLLATE {} LC_CTYPE {}"
    ).format(
        sql.Identifier(name),
        sql.Literal(encoding),
        sql.Identifier(PROVIDERS[provider]),
        sql.Literal(collate),
        sql.Literal(ctype),
    )
    if provider == "i":
        said += sql.SQL(" ICU_LOCALE {}").format(sql.Literal(locale))
    elif provider == "b":
        said += sql.SQL(" BUILTIN_LOCALE {}").format(sql.Literal(locale))
    return said
