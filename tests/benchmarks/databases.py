"""Databases of synthetic entries, named for their number, on the server that Demarche would use."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

from tests.benchmarks.running import ROOT
from tests.benchmarks.tables import COLUMNS


def name_of(count: int) -> str:
    return f"bench_{count}"


def address_of(server: str, database: str) -> str:
    """The server's address with another database in it."""
    return urlsplit(server)._replace(path=f"/{database}").geturl()


def recreate(server: str, database: str) -> str:
    """An empty database with Demarche's tables; gives its address."""
    drop(server, database)
    with psycopg.connect(server, autocommit=True) as connection:
        # Databases made from template1 would bring along what somebody put there.
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(database))
        )
    address = address_of(server, database)
    manage("migrate", "--verbosity", "0", address=address)
    return address


def drop(server: str, database: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(
            sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database))
        )


def manage(*arguments: str, address: str) -> str:
    """What `manage.py` wrote; subprocess.CalledProcessError when it fails."""
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": address},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    ).stdout


def has_command(name: str) -> bool:
    return (ROOT / "tracker" / "management" / "commands" / f"{name}.py").exists()


@contextmanager
def indexes_made_afterwards(connection: psycopg.Connection) -> Iterator[None]:
    """Takes away the indexes that no constraint rests on and makes them again at the end.

    An index built at once takes a fraction of the time of one that grows by random places.
    """
    found = connection.execute(
        """
        SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid)
        FROM pg_index JOIN pg_class ON pg_class.oid = indrelid
        WHERE relname = ANY(%s)
            AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)
        ORDER BY indexrelid
        """,
        [list(COLUMNS)],
    ).fetchall()
    for name, _definition in found:
        connection.execute(sql.SQL("DROP INDEX {}").format(sql.Identifier(name)))
    yield
    connection.execute("SET LOCAL maintenance_work_mem = '256MB'")
    for _name, definition in found:
        connection.execute(definition.encode())


def set_sequences(connection: psycopg.Connection) -> None:
    """The next rows that the application adds come after those that were loaded with their ids."""
    for table, columns in COLUMNS.items():
        if columns[0] != "id":
            continue
        connection.execute(
            sql.SQL(
                "SELECT setval(pg_get_serial_sequence({name}, 'id'), max(id)) FROM {table}"
                " HAVING max(id) IS NOT NULL"
            ).format(name=sql.Literal(table), table=sql.Identifier(table))
        )
