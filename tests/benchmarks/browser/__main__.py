"""python -m tests.benchmarks.browser (make bench-browser): our chart beside others in a browser."""

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from http.client import HTTPException

import psycopg
from playwright.async_api import Error, async_playwright

from tests.benchmarks import machine
from tests.benchmarks.browser.driving import Chromium
from tests.benchmarks.browser.found import Found
from tests.benchmarks.browser.installed import installed
from tests.benchmarks.browser.options import Options, read_options
from tests.benchmarks.browser.peers import own_files, versions
from tests.benchmarks.browser.rounds import Measuring
from tests.benchmarks.browser.steps import wheel_told
from tests.benchmarks.databases import drop, name_of
from tests.benchmarks.kept import loaded
from tests.benchmarks.report import Report
from tracker import embedded
from tracker.startup_errors import StartupError


def main() -> None:
    options = read_options(sys.argv[1:])
    try:
        asyncio.run(run(options))
    except subprocess.CalledProcessError as error:
        sys.exit(f"{' '.join(map(str, error.cmd))[:200]} failed: its own words are above")
    except (RuntimeError, StartupError, OSError, HTTPException, psycopg.Error, Error) as error:
        sys.exit(f"{type(error).__name__}: {error}")
    except KeyboardInterrupt:
        sys.exit(130)


async def run(options: Options) -> None:
    # What is missing is said before anything is made.
    modules = installed() if options.with_peers else None
    async with async_playwright() as playwright:
        chromium = Chromium(playwright)
        browser = await chromium.browser()
        embedded.ensure_running()
        server = embedded.database_url()
        report = Report(
            machine.describe(server)
            | {"Chromium": browser.version}
            | (versions(modules) if modules else {})
        )
        print("# Our chart in a browser, measured\n")
        for what, value in report.machine.items():
            print(f"- {what}: {value}", flush=True)
        measuring = Measuring(
            chromium=chromium,
            files=own_files(modules) if modules else None,
            rounds=options.rounds,
            patience=options.patience,
            today=datetime.now(UTC).date(),
        )
        found = Found()
        try:
            found.wheel = await wheel_told(chromium)
            for size in options.sizes:
                with _database(server, size, options, today=measuring.today) as database:
                    is_largest = size == options.sizes[-1]
                    await measuring.measure(found, database, size=size, pages=is_largest)
        finally:
            await chromium.close()
            # What has been measured is shown, whatever has put an end to it.
            if found.visits:
                found.show(report, patience=options.patience, elsewhere=chromium.elsewhere)
                report.show_aims()
    if options.json:
        report.write(options.json)


@contextmanager
def _database(server: str, size: int, options: Options, *, today: date) -> Iterator[str]:
    try:
        yield loaded(server, size, today=today, reuse=options.keep)
    finally:
        if not options.keep:
            drop(server, name_of(size))


if __name__ == "__main__":
    main()
