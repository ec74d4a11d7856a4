"""python -m tests.benchmarks (make bench): loads, serves, measures, and says which aims are met."""

import argparse
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from http.client import HTTPException
from pathlib import Path

import psycopg

from tests.benchmarks import machine
from tests.benchmarks.addresses import addresses
from tests.benchmarks.crowds import measure_crowds
from tests.benchmarks.databases import drop, name_of
from tests.benchmarks.exports import measure_exports
from tests.benchmarks.filtered import measure_filtered
from tests.benchmarks.kept import loaded
from tests.benchmarks.pages import measure_pages
from tests.benchmarks.report import Report
from tests.benchmarks.serving import Server, serving
from tests.benchmarks.weight import measure_weight
from tracker import embedded
from tracker.startup_errors import StartupError

GROUPS = ("weight", "pages", "csv", "load")


@dataclass(frozen=True, slots=True)
class Options:
    sizes: list[int]
    groups: set[str]
    keep: bool
    seconds: int
    slow: bool
    json: Path | None


def main() -> None:
    options = read_options(sys.argv[1:])
    try:
        run(options)
    except subprocess.CalledProcessError as error:
        sys.exit(f"{' '.join(map(str, error.cmd))[:200]} failed: its own words are above")
    except (RuntimeError, StartupError, OSError, HTTPException, psycopg.Error) as error:
        sys.exit(f"{type(error).__name__}: {error}")
    except KeyboardInterrupt:
        sys.exit(130)


def run(options: Options) -> None:
    embedded.ensure_running()
    server = embedded.database_url()
    today = datetime.now(UTC).date()
    report = Report(machine.describe(server))
    print("# Demarche, measured\n")
    for what, value in report.machine.items():
        print(f"- {what}: {value}", flush=True)
    with _databases(server, options, today=today) as databases:
        measure(report, databases, options, today=today)
    report.show_aims()
    if options.json:
        report.write(options.json)


def read_options(arguments: Sequence[str]) -> Options:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--sizes", default="1000,100000,1000000", help="numbers of entries")
    parser.add_argument("--only", default=",".join(GROUPS), help=f"of {', '.join(GROUPS)}")
    parser.add_argument(
        "--keep", action="store_true", help="leave the databases, and use those that were left"
    )
    parser.add_argument("--seconds", type=int, default=60, help="of load on each page")
    parser.add_argument(
        "--slow", action="store_true", help="the usual Django way on all rows, too: many minutes"
    )
    parser.add_argument("--json", type=Path, help="a file for all figures")
    read = parser.parse_args(arguments)
    groups = {name.strip() for name in read.only.split(",")}
    if unknown := groups - set(GROUPS):
        parser.error(f"no such group: {', '.join(sorted(unknown))}")
    try:
        sizes = sorted({int(size) for size in read.sizes.split(",")})
    except ValueError:
        parser.error("--sizes takes numbers, with commas between")
    if sizes[0] < 1_000:
        parser.error("fewer than 1,000 entries do not fill the pages that are measured")
    return Options(sizes, groups, read.keep, read.seconds, read.slow, read.json)


@contextmanager
def _databases(server: str, options: Options, *, today: date) -> Iterator[dict[int, str]]:
    """The addresses of the databases, by number of entries."""
    # What compares sizes needs all of them; the rest is measured at the largest alone.
    sizes = options.sizes if options.groups & {"pages", "csv"} else options.sizes[-1:]
    try:
        yield {size: loaded(server, size, today=today, reuse=options.keep) for size in sizes}
    finally:
        if not options.keep:
            for size in sizes:
                drop(server, name_of(size))


def measure(report: Report, databases: dict[int, str], options: Options, *, today: date) -> None:
    var = embedded.var_dir() / "bench"
    largest = max(databases)
    with ExitStack() as stack:
        servers: dict[int, Server] = {
            size: stack.enter_context(serving(address, var=var))
            for size, address in databases.items()
        }
        if "weight" in options.groups:
            measure_weight(report, servers[largest])
        if "pages" in options.groups:
            measure_pages(report, servers, addresses(databases, today=today))
        if "csv" in options.groups:
            measure_exports(report, servers, databases, var=var, slow=options.slow)
            measure_filtered(report, servers, today=today)
    if "load" in options.groups:
        # With the machine to itself.
        with serving(databases[largest], var=var) as server:
            measure_crowds(
                report, server, databases[largest], size=largest, seconds=options.seconds, var=var
            )


if __name__ == "__main__":
    main()
