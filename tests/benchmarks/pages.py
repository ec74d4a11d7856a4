"""Pages, one request at a time: each at every size in turn, so that noise meets all alike."""

import re
import time
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass

from tests.benchmarks.addresses import PAGES
from tests.benchmarks.client import Reader
from tests.benchmarks.filtered import AS_OF, EVERYTHING, OVERDUE, judge_pages
from tests.benchmarks.report import Report, Table, median, ms, p95
from tests.benchmarks.serving import Server

WARM_UP, REQUESTS = 5, 40
MOST_GROWTH, FIRST_PAGE = 1.5, 0.030
# So long at most for one page at all sizes: a page that takes seconds needs no forty requests.
PATIENCE = 90.0
_ROW = re.compile(r'<article class="entry')


@dataclass(slots=True)
class Timed:
    rows: int
    seconds: list[float]


def measure_pages(
    report: Report, servers: Mapping[int, Server], paths: Mapping[int, Mapping[str, str]]
) -> None:
    """`servers` and `paths` (name of the page → address) by the number of entries."""
    timed: dict[str, dict[int, Timed]] = {}
    with ExitStack() as stack:
        readers = {size: stack.enter_context(Reader(servers[size].port)) for size in servers}
        for name in PAGES:
            timed[name] = _time_page(readers, {size: paths[size][name] for size in servers})
    sizes = sorted(servers)
    report.show(_table(timed, sizes))
    report.figures["pages"] = {
        name: {size: {"rows": at.rows, "seconds": at.seconds} for size, at in by_size.items()}
        for name, by_size in timed.items()
    }
    _judge(report, timed, sizes)


def _time_page(readers: Mapping[int, Reader], paths: Mapping[int, str]) -> dict[int, Timed]:
    timed = {}
    for size, reader in readers.items():
        answer = reader.expect(paths[size])
        timed[size] = Timed(len(_ROW.findall(answer.text)), [])
    deadline = time.monotonic() + PATIENCE
    for number in range(-WARM_UP, REQUESTS):
        for size, reader in readers.items():
            answer = reader.expect(paths[size])
            if number >= 0:
                timed[size].seconds.append(answer.seconds)
        if number >= 2 and time.monotonic() > deadline:
            break
    return timed


def _table(timed: Mapping[str, Mapping[int, Timed]], sizes: list[int]) -> Table:
    columns = ["page (ms, median / 95th percentile)", *(f"{size:,}" for size in sizes)]
    table = Table("Pages, one request at a time", [*columns, "ratio", "entries shown", "requests"])
    for name, by_size in timed.items():
        shown = [by_size[size] for size in sizes]
        table.add(
            name,
            *(f"{ms(median(at.seconds))} / {ms(p95(at.seconds))}" for at in shown),
            f"{_growth(by_size, sizes):.2f}",
            ", ".join(str(at.rows) for at in shown),
            len(shown[0].seconds),
        )
    return table


def _growth(by_size: Mapping[int, Timed], sizes: list[int]) -> float:
    return median(by_size[sizes[-1]].seconds) / median(by_size[sizes[0]].seconds)


def _judge(report: Report, timed: Mapping[str, Mapping[int, Timed]], sizes: list[int]) -> None:
    small, large = sizes[0], sizes[-1]
    for name, needed in PAGES.items():
        if not needed or small == large:
            continue
        growth = _growth(timed[name], sizes)
        report.aim(
            f"{name}: {large:,} to {small:,} entries",
            wanted=f"≤ {MOST_GROWTH} times",
            found=f"{growth:.2f} times",
            met=growth <= MOST_GROWTH,
        )
    seconds = {name: timed[name][large].seconds for name in (AS_OF, OVERDUE)}
    everything = timed["timeline, first page"][large].seconds
    judge_pages(report, size=large, seconds={EVERYTHING: everything, **seconds})
    first = median(everything)
    report.aim(
        f"timeline, first page, at {large:,}",
        wanted=f"< {FIRST_PAGE * 1000:.0f} ms",
        found=f"{ms(first)} ms",
        met=first < FIRST_PAGE,
    )
