"""python -m tests.benchmarks.load N: a database bench_N with N synthetic entries.

The database is made anew on the server of DATABASE_URL, or on the embedded one. Its user must be
a superuser there: triggers are off during the load, since nobody wrote these rows.
"""

import argparse
import sys
import time
from datetime import UTC, date, datetime

import psycopg

from tests.benchmarks import databases, ready  # noqa: F401
from tests.benchmarks.generator import SEED, Generator
from tests.benchmarks.tables import COLUMNS, Lines
from tracker import embedded


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks.load", description="Load synthetic entries."
    )
    parser.add_argument("count", type=int, metavar="N", help="how many entries")
    parser.add_argument("--database-url", help="the server, by any database on it")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--today", type=date.fromisoformat, help="the day up to which it goes")
    options = parser.parse_args()
    if not options.database_url:
        embedded.ensure_running()
    server = options.database_url or embedded.database_url()
    today = options.today or datetime.now(UTC).date()
    address = load(server, options.count, today=today, seed=options.seed)
    print(address)


def load(server: str, count: int, *, today: date, seed: int = SEED) -> str:
    """The address of a new database with that many entries."""
    started = time.monotonic()

    def tell(what: str) -> None:
        print(f"{time.monotonic() - started:8.1f} s  {count:,} entries: {what}", file=sys.stderr)

    address = databases.recreate(server, databases.name_of(count))
    tell("tables made")
    with psycopg.connect(address) as connection:
        # Neither foreign keys nor history: the rows refer to each other rightly, and are nobody's.
        connection.execute("SET LOCAL session_replication_role = replica")
        with databases.indexes_made_afterwards(connection):
            for lines in Generator(count, today=today, seed=seed).chunks():
                copy(connection, lines)
            tell("rows copied")
        tell("indexes made")
        databases.set_sequences(connection)
    if databases.has_command("recount"):
        databases.manage("recount", address=address)
        tell("counted")
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("VACUUM (ANALYZE, FREEZE)")
        # What is still to be written out would be written while somebody measures.
        connection.execute("CHECKPOINT")
    tell("vacuumed")
    return address


def copy(connection: psycopg.Connection, lines: Lines) -> None:
    with connection.cursor() as cursor:
        for table, rows in lines.items():
            if not rows:
                continue
            columns = ", ".join(f'"{column}"' for column in COLUMNS[table])
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as into:
                into.write("".join(rows))


if __name__ == "__main__":
    main()
