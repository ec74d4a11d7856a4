"""Demarche on a primary and two streaming standbys of the system's PostgreSQL, under load, while
the servers die: python -m scripts.replication_trial

Readers must notice nothing, and no write that was acknowledged may be lost. Prints what it saw;
exits with 1 when a promise does not hold. Everything is on loopback, in a directory of its own,
and gone at the end.
"""

import argparse
import os
import re
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack

import psycopg

from scripts.trial_load import BROKEN_OFF, Browser, Load
from scripts.trial_servers import PASSWORD, USER, Cluster, free_port, place, programs
from scripts.trial_site import BrokenPromiseError, promise, say, serving, wait

MAX_LAG = 3  # seconds
READERS = 3
# Each write waits until at least one of the two has it on its disk.
ONE_OF_TWO = "ANY 1 (one, two)"

USED = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND query LIKE '%tracker_%' AND pid <> pg_backend_pid()
"""
LAST_RECEIVED = "SELECT pg_wal_lsn_diff(pg_last_wal_receive_lsn(), '0/0')::bigint"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=5, help="how long each phase lasts")
    seconds: float = parser.parse_args().seconds
    if programs() is None:
        sys.exit("There is no PostgreSQL under /usr/lib/postgresql: install Debian's postgresql")
    try:
        with ExitStack() as stack:
            trial(stack, seconds)
    except BrokenPromiseError as error:
        sys.exit(f"BROKEN: {error}")
    print("Every promise held.")


def trial(stack: ExitStack, seconds: float) -> None:
    where = stack.enter_context(place())
    primary = Cluster.made(where / "primary")
    stack.callback(primary.leave)
    primary.start()
    with psycopg.connect(primary.url("postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {USER}")
    standbys = {name: primary.standby(where / name, name) for name in ("one", "two")}
    for standby in standbys.values():
        stack.callback(standby.leave)
        standby.start()
    primary.configure(synchronous_standby_names=ONE_OF_TWO)
    ask(primary, "SELECT pg_reload_conf()")
    one, two = standbys.values()
    say(f"A primary and two standbys run, each write confirmed by {ONE_OF_TWO}")

    hosts = ",".join(f"127.0.0.1:{server.port}" for server in (primary, one, two))
    environment = {
        **{k: v for k, v in os.environ.items() if k not in ("SECRET_KEY", "SITE_URL")},
        "DATABASE_URL": f"postgresql://{USER}:{PASSWORD}@{hosts}/{USER}"
        "?target_session_attrs=read-write",
        "DATABASE_REPLICA_URL": f"{one.url()} {two.url()}",
        "DATABASE_REPLICA_MAX_LAG": str(MAX_LAG),
        "DEMARCHE_VAR": str(where / "var"),
        "PORT": str(free_port()),
    }
    password = stack.enter_context(serving(environment, where / "serve.log"))
    site = Browser(int(environment["PORT"]))
    load = Load(site.port, readers=READERS, password=password)
    wait("both standbys are in use", lambda: in_use(site) == {"replica1", "replica2"})

    def phase(
        name: str, act: Callable[[], object], length: float = seconds, *, sees: str = "writes"
    ) -> None:
        """Lasts so long, and until its writer has come to its answer: on a busy machine that is
        longer."""
        load.begin(name)
        act()
        time.sleep(length)
        wait(f"{sees} while {name}", lambda: load.count(sees, name) > 0)

    stack.callback(load.stop)
    phase("all is well", load.start)
    wait("both answer readers", lambda: bool(ask(one, USED) and ask(two, USED)))

    phase("standby one is killed", one.kill)
    wait("it is left out", lambda: "replica1" not in in_use(site))
    phase("it is started again", one.start)
    wait("it answers readers again", lambda: "replica1" in in_use(site) and bool(ask(one, USED)))

    pause = "SELECT pg_wal_replay_pause()"
    phase("standby two lags", lambda: ask(two, pause), max(seconds, MAX_LAG + 1))
    wait("it is left out", lambda: "replica2" not in in_use(site))
    ask(two, "SELECT pg_wal_replay_resume()")
    wait("it answers readers again", lambda: "replica2" in in_use(site))

    phase(
        "the primary is killed",
        primary.kill,
        max(seconds, MAX_LAG + 1),
        sees="writes refused",
    )
    promise(site.ask("/healthz").status == 503, "/healthz says that the primary is away")
    promise(site.ask("/healthz?for=readers").status == 200, "and that readers are answered")

    # Log is replicated in order: the one that received more has all that was acknowledged.
    promoted, other = sorted((one, two), key=lambda s: ask(s, LAST_RECEIVED) or 0, reverse=True)

    def take_over() -> None:
        promoted.promote()
        follow(other, promoted)

    phase("a standby is promoted, the other one follows it", take_over)
    name = "replica1" if other is one else "replica2"
    wait("the other standby answers readers", lambda: in_use(site) == {name})
    phase("all is well again", lambda: None)
    load.stop()
    judge(load, promoted)


def judge(load: Load, promoted: Cluster) -> None:
    for name, counter in load.seen.items():
        say(f"{name}: " + ", ".join(f"{number} {what}" for what, number in sorted(counter.items())))
    for fault in load.faults[:10]:
        say(f"fault: {fault}")
    with psycopg.connect(promoted.url()) as connection:
        rows = connection.execute("SELECT title FROM tracker_article WHERE title LIKE 'Trial %'")
        kept = {title for (title,) in rows}
    lost = [title for title in load.acknowledged if title not in kept]
    say(
        f"{load.count('reads')} pages and files read, {load.count('reads failed')} failed, "
        f"{load.count(BROKEN_OFF)} exports broken off after their first rows; "
        f"{len(load.acknowledged)} writes acknowledged, {len(lost)} of them lost"
    )
    promise(not lost, f"no acknowledged write is lost ({lost[:3]})")
    promise(load.count("reads failed") == 0, "readers notice nothing")
    promise(load.count("not read back") == 0, "the writer reads what was written")
    promise(load.count("writes failed") == 0, "a write is taken, or clearly refused")
    phases_that_write = [name for name, counter in load.seen.items() if counter["writes"]]
    promise(
        len(phases_that_write) >= len(load.seen) - 1, "only without a primary no write is taken"
    )


def follow(standby: Cluster, primary: Cluster) -> None:
    """Let a standby take its log from another primary, without a restart."""
    where = f"host=127.0.0.1 port={primary.port} user={USER} password={PASSWORD}"
    standby.configure(primary_conninfo=where, primary_slot_name="")
    ask(standby, "SELECT pg_reload_conf()")


def in_use(site: Browser) -> set[str]:
    """The replicas that each of a few answers, of whichever process, says are in use."""
    said = [site.ask("/healthz").body.decode() for _ in range(6)]
    return set.intersection(*(set(re.findall(r"(\w+) is in use", one)) for one in said))


def ask(cluster: Cluster, statement: str) -> int | None:
    with psycopg.connect(cluster.url(), autocommit=True) as connection:
        row = connection.execute(statement).fetchone()
        return row[0] if row and isinstance(row[0], int) else None


if __name__ == "__main__":
    main()
