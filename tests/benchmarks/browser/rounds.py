"""All pages in turn, round by round, so that noise meets all alike."""

import sys
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date

from tests.benchmarks.addresses import addresses
from tests.benchmarks.browser.driving import Chromium
from tests.benchmarks.browser.files import File, serving_files
from tests.benchmarks.browser.found import Found
from tests.benchmarks.browser.options import MOST_FOR_PEERS
from tests.benchmarks.browser.peers import entry_files
from tests.benchmarks.browser.steps import Steps, take_steps
from tests.benchmarks.browser.subjects import OURS, PEERS, Subject, Visits
from tests.benchmarks.browser.visiting import visit
from tests.benchmarks.browser.vitals import main_pages, vitals
from tests.benchmarks.client import Reader
from tests.benchmarks.serving import serving
from tracker import embedded

# Connections, over each of which all of our pages are asked for before any is measured: as many as
# it takes for every process of the server to have met them.
WARM_UP = 10
LEAST_FOR_PAGES = 1_000  # entries: fewer do not fill the main pages


@dataclass(frozen=True, slots=True)
class Measuring:
    chromium: Chromium
    files: Mapping[str, File] | None  # of the others, but for the entries; None: without them
    rounds: int
    patience: float
    today: date

    async def measure(self, found: Found, database: str, *, size: int, pages: bool) -> None:
        """Everything at this number of entries; the main pages, too, if they are asked for."""
        with ExitStack() as stack:
            server = stack.enter_context(serving(database, var=embedded.var_dir() / "bench"))
            bases = {one.name: server.address for one in OURS}
            if self.files is not None and size <= MOST_FOR_PEERS:
                files = {**self.files, **entry_files(database)}
                address = stack.enter_context(serving_files(files))
                bases |= {one.name: address for one in PEERS}
            _warm_up(server.port, [one.path for one in OURS])
            found.visits[size] = await self._visits(bases, size)
            found.steps[size] = await self._steps(bases, size)
            if pages and size >= LEAST_FOR_PAGES:
                paths = main_pages(addresses({size: database}, today=self.today)[size])
                _warm_up(server.port, list(paths.values()))
                found.pages_at = size
                for number in range(self.rounds):
                    for name, path in paths.items():
                        _tell(size, number, name)
                        seen = await vitals(self.chromium, f"{server.address}{path}")
                        found.pages.setdefault(name, []).append(seen)

    async def _visits(self, bases: Mapping[str, str], size: int) -> Visits:
        visits: Visits = {name: [] for name in bases}
        for number in range(self.rounds):
            for subject in _among(bases):
                so_far = visits[subject.name]
                # Who has not come to an end once is not waited for again.
                if any(one.failed for one in so_far):
                    continue
                _tell(size, number, subject.name)
                address = f"{bases[subject.name]}{subject.path}"
                so_far.append(await visit(self.chromium, subject, address, patience=self.patience))
        return visits

    async def _steps(self, bases: Mapping[str, str], size: int) -> dict[str, Steps]:
        steps: dict[str, Steps] = {one.name: {} for one in OURS}
        for number in range(self.rounds):
            for subject in OURS:
                _tell(size, number, f"{subject.name}, step by step")
                address = f"{bases[subject.name]}{subject.path}"
                taken = await take_steps(self.chromium, subject, address)
                for way, seconds in taken.items():
                    steps[subject.name].setdefault(way, []).extend(seconds)
        return steps


def _among(bases: Mapping[str, str]) -> list[Subject]:
    return [one for one in (*OURS, *PEERS) if one.name in bases]


def _warm_up(port: int, paths: list[str]) -> None:
    for _number in range(WARM_UP):
        with Reader(port) as reader:
            for path in paths:
                reader.expect(path)


def _tell(size: int, number: int, what: str) -> None:
    print(f"{size:,} entries, round {number + 1}: {what}", file=sys.stderr, flush=True)
