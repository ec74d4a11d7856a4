"""Pages and files as of a day and of one status, beside the same of everything."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from tests.benchmarks.report import Report, Table, median
from tests.benchmarks.serving import Server
from tests.benchmarks.streaming import blocks, drain

PATH = "/timeline.csv"
ROUNDS = 3
MOST_TIMES = 2.0
EVERYTHING, AS_OF, OVERDUE = "everything", "as of five years ago", "status=overdue"
# Of a file that has this share of all rows or more, each row may cost no more than that, either;
# of a smaller one, the time is that of finding it, and rows say nothing.
LEAST_SHARE = 0.1


@dataclass(frozen=True, slots=True)
class File:
    rows: int
    seconds: list[float]

    def times(self, whole: "File") -> float:
        """How long it takes, as a multiple of the whole file's time."""
        return median(self.seconds) / median(whole.seconds)

    def times_a_row(self, whole: "File") -> float:
        return self.times(whole) * whole.rows / max(self.rows, 1)


Files = Mapping[str, File]


def five_years_ago(today: date) -> str:
    return (today - timedelta(days=5 * 365)).isoformat()


def measure_filtered(report: Report, servers: Mapping[int, Server], *, today: date) -> None:
    paths = {
        EVERYTHING: PATH,
        AS_OF: f"{PATH}?as_of={five_years_ago(today)}",
        OVERDUE: f"{PATH}?status=overdue",
    }
    measured = {size: _measure(servers[size], paths) for size in sorted(servers)}
    report.show(table(measured))
    report.figures["filtered csv"] = {
        size: {name: {"rows": one.rows, "seconds": one.seconds} for name, one in files.items()}
        for size, files in measured.items()
    }
    judge(report, measured[max(measured)])


def _measure(server: Server, paths: Mapping[str, str]) -> Files:
    # The name of each column stands in the first line.
    rows = {
        name: sum(block.count(b"\n") for block in blocks(server, path)) - 1
        for name, path in paths.items()
    }
    seconds: dict[str, list[float]] = {name: [] for name in paths}
    for _ in range(ROUNDS):
        for name, path in paths.items():
            seconds[name].append(drain(server, path).seconds)
        time.sleep(0.1)
    return {name: File(rows[name], seconds[name]) for name in paths}


def table(measured: Mapping[int, Files]) -> Table:
    made = Table(
        "CSV of a part, beside all of it",
        ["file", "rows", "s", "times the whole file", "times a row of it"],
        notes=[
            f"Medians of {ROUNDS} rounds, in turn. The whole file is what the same address gives "
            "without the filter."
        ],
    )
    for files in measured.values():
        whole = files[EVERYTHING]
        for name, one in files.items():
            made.add(
                f"{name}, of {whole.rows:,}",
                f"{one.rows:,}",
                f"{median(one.seconds):.2f}",
                f"{one.times(whole):.2f}",
                f"{one.times_a_row(whole):.2f}",
            )
    return made


def judge(report: Report, files: Files) -> None:
    whole = files[EVERYTHING]
    for name in (AS_OF, OVERDUE):
        one = files[name]
        _aim(report, f"CSV, {name}, beside all {whole.rows:,} rows", one.times(whole))
        if one.rows >= LEAST_SHARE * whole.rows:
            _aim(report, f"CSV, {name}, a row beside one of all", one.times_a_row(whole))


def judge_pages(report: Report, *, size: int, seconds: Mapping[str, list[float]]) -> None:
    """`seconds` by the name of the page, `everything` for the first page without a filter."""
    whole = median(seconds[EVERYTHING])
    for name in (AS_OF, OVERDUE):
        what = f"page, {name}, beside the first page of everything, at {size:,}"
        _aim(report, what, median(seconds[name]) / whole)


def _aim(report: Report, what: str, times: float) -> None:
    report.aim(
        what, wanted=f"≤ {MOST_TIMES:g} times", found=f"{times:.2f} times", met=times <= MOST_TIMES
    )
