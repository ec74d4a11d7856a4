"""Demarche behind PgBouncer in transaction mode, which lends a server connection to somebody else
after each transaction: nothing may rest on a session."""

import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from scripts.trial_load import Load
from scripts.trial_servers import USER, Cluster, free_port, pgbouncer, place, pooling, programs
from scripts.trial_site import serving
from tests.launch.running import environment, needs

pytestmark = [
    pytest.mark.launch,
    needs("the system's PostgreSQL, pgbouncer", programs(), pgbouncer()),
]

# Fewer than those who ask at once, so that each is lent from one to the next.
LENT = {"default_pool_size": "3", "min_pool_size": "3"}

CONTEXTS = """
SELECT revision.title, context.metadata->>'user', context.metadata->>'url', context.id
FROM tracker_articlerevision revision
LEFT JOIN pghistory_context context ON context.id = revision.pgh_context_id
WHERE revision.title LIKE 'Trial %' AND revision.pgh_label = 'insert'
"""


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    with place() as where:
        made = Cluster.made(where / "server", fsync="off")
        made.start()
        try:
            with psycopg.connect(made.url("postgres"), autocommit=True) as connection:
                connection.execute(f"CREATE DATABASE {USER}")
            yield made
        finally:
            made.leave()


def kinds_of_pooler() -> list[dict[str, str]]:
    """As it comes; from 1.21 on also told not to keep track of prepared statements."""
    said = subprocess.run([pgbouncer() or "true", "--version"], capture_output=True, text=True)
    version = tuple(int(part) for part in (said.stdout.split() or ["", "0"])[1].split("."))
    return [{}, {"max_prepared_statements": "0"}] if version >= (1, 21) else [{}]


@pytest.mark.parametrize("kind", kinds_of_pooler())
def test_it_serves_reads_exports_and_saves(cluster: Cluster, kind: dict[str, str]) -> None:
    where = cluster.data.parent
    with pooling(cluster, where, **LENT, **kind) as url:
        settings = environment(where / "var", DATABASE_URL=url, PORT=str(free_port()))
        with serving(settings, where / "serve.log") as password:
            with psycopg.connect(cluster.url()) as connection:
                locks = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"
                assert connection.execute(locks).fetchone() == (0,)
            load = Load(int(settings["PORT"]), readers=6, password=password)
            load.begin("behind the pooler")
            load.start()
            time.sleep(4)
            load.stop()
        log = Path(where / "serve.log").read_text()
    assert load.faults == []
    assert load.count("reads") > 0
    assert load.count("writes") == load.count("read back by the writer") > 0
    assert "Traceback" not in log

    with psycopg.connect(cluster.url()) as connection:
        rows = connection.execute(CONTEXTS).fetchall()
        editor = connection.execute("SELECT id::text FROM auth_user WHERE username = 'editor'")
        (number,) = editor.fetchone() or (None,)
    # Every revision knows its own request and who sent it, whoever had the connection before.
    assert sorted(row[0] for row in rows) == sorted(load.acknowledged)
    assert {row[1:3] for row in rows} == {(number, "/articles/new/")}
    assert len({row[3] for row in rows}) == len(rows)
