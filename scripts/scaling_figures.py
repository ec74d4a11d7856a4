"""The figures of docs/scaling.md, measured here: python -m scripts.scaling_figures

Serves the demonstration (or a copy of what is in --database) in each of the ways that
docs/scaling.md speaks of, lets wrk ask for one page for a while, and prints requests per second and
where the processor's time went. Everything is on this machine and shares its cores, so what counts
is the time per request: it tells how many machines of which sort a load needs. Fails when a way is
missing for which everything is installed.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
from contextlib import ExitStack

import psutil
import psycopg

from scripts.trial_nginx import fronting, nginx
from scripts.trial_servers import (
    PROGRAMS,
    Cluster,
    bin_of,
    free_port,
    pgbouncer,
    place,
    pooling,
    programs,
)
from scripts.trial_site import serving

CONNECTIONS = 16
ONE, STANDBY, POOLED = "one machine", "and a standby", "behind PgBouncer, 4 connections"
CACHED = "behind nginx, which keeps pages"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=10, help="how long each way is asked")
    parser.add_argument("--path", default="/timeline/", help="the page that is asked for")
    parser.add_argument(
        "--database", metavar="URL", help="serve a copy of this one, not the demonstration"
    )
    parser.add_argument(
        "--programs", metavar="DIRECTORY", help="of PostgreSQL, where that database is of a newer"
    )
    options = parser.parse_args()
    if options.programs:
        os.environ[PROGRAMS] = options.programs
    for program, found in {"PostgreSQL": programs(), "wrk": shutil.which("wrk")}.items():
        if found is None:
            sys.exit(f"This needs {program}")
    expected = [ONE, STANDBY, *([CACHED] if nginx() else []), *([POOLED] if pgbouncer() else [])]
    for program, found in {"nginx": nginx(), "PgBouncer": pgbouncer()}.items():
        if found is None:
            print(f"{program} is not installed, so nothing is said of it", file=sys.stderr)
    printed: list[str] = []
    with place() as where, ExitStack() as stack:
        cluster = Cluster.made(where / "primary")
        stack.callback(cluster.leave)
        cluster.start()
        with psycopg.connect(cluster.url("postgres"), autocommit=True) as connection:
            connection.execute("CREATE DATABASE demarche")
        if options.database:
            copy(options.database, cluster)
        standby = cluster.standby(where / "standby", "standby")
        stack.callback(standby.leave)
        standby.start()
        ways: dict[str, dict[str, str]] = {
            ONE: {"DATABASE_URL": cluster.url()},
            STANDBY: {"DATABASE_URL": cluster.url(), "DATABASE_REPLICA_URL": standby.url()},
        }
        if pgbouncer():
            pooled = stack.enter_context(pooling(cluster, where, default_pool_size="4"))
            ways[POOLED] = {"DATABASE_URL": pooled}
        print(f"{os.cpu_count()} cores, {CONNECTIONS} at once, {options.path}")
        print("| | requests/s | ms of web | ms of primary | ms of standby | connections |")
        print("|---|---|---|---|---|---|")
        for name, urls in ways.items():
            port = free_port()
            environment = {**os.environ, **urls, "PORT": str(port)}
            environment["DEMARCHE_VAR"] = str(where / "var")
            with serving(environment, where / "serve.log"):
                measure(name, port, options, cluster, standby)
                printed.append(name)
                if nginx() and name == ONE:
                    with fronting(where, port) as front:
                        measure(CACHED, front, options, cluster, standby)
                        printed.append(CACHED)
    if missing := [name for name in expected if name not in printed]:
        sys.exit(f"Not measured: {', '.join(missing)}")


def copy(database: str, cluster: Cluster) -> None:
    """What is in there, taken by this PostgreSQL's own programs."""
    plain = ("--no-owner", "--no-privileges")
    dump = subprocess.Popen(
        [str(bin_of("pg_dump")), *plain, "--dbname", database], stdout=subprocess.PIPE
    )
    load = [str(bin_of("psql")), "--no-psqlrc", "--quiet", "--set", "ON_ERROR_STOP=1"]
    done = subprocess.run(
        [*load, "--dbname", cluster.url()],
        stdin=dump.stdout,
        stdout=subprocess.DEVNULL,
        check=False,
    )
    if dump.wait() or done.returncode:
        sys.exit("The database could not be copied")
    with psycopg.connect(cluster.url(), autocommit=True) as connection:
        connection.execute("ANALYZE")


def measure(
    name: str, port: int, options: argparse.Namespace, primary: Cluster, standby: Cluster
) -> None:
    sets = {
        "web": web_processes(),
        "primary": [psutil.Process(primary.process)],
        "standby": [psutil.Process(standby.process)],
    }
    ask(port, options.path, 3)
    before = {what: cpu_seconds(processes) for what, processes in sets.items()}
    number, rate = ask(port, options.path, options.seconds)
    after = {what: cpu_seconds(processes) for what, processes in sets.items()}
    each = [f"{(after[what] - before[what]) * 1000 / number:.2f}" for what in sets]
    with psycopg.connect(primary.url()) as connection:
        row = connection.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'"
            " AND pid <> pg_backend_pid()"
        ).fetchone()
    print(f"| {name} | {rate:.0f} | {' | '.join(each)} | {row[0] if row else '?'} |", flush=True)


def ask(port: int, path: str, seconds: int) -> tuple[int, float]:
    """How many answers wrk got, and how many a second. Any that is no 200 ends it."""
    said = subprocess.run(
        [
            "wrk",
            "-t2",
            f"-c{CONNECTIONS}",
            f"-d{seconds}",
            "--timeout=30s",
            f"http://127.0.0.1:{port}{path}",
        ],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    if "Non-2xx" in said or "Socket errors" in said:
        sys.exit(said)
    number = re.search(r"(\d+) requests in", said)
    rate = re.search(r"Requests/sec:\s+([\d.]+)", said)
    if not number or not rate:
        sys.exit(said)
    return int(number[1]), float(rate[1])


def web_processes() -> list[psutil.Process]:
    return [child for child in psutil.Process().children() if child.name().startswith("python")]


def cpu_seconds(processes: list[psutil.Process]) -> float:
    """The processor's time of these and all below them."""
    family = {one for process in processes for one in (process, *process.children(recursive=True))}
    return sum(sum(one.cpu_times()[:2]) for one in family)


if __name__ == "__main__":
    main()
