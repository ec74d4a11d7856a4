"""CSV of everything over HTTP, beside psql's COPY of the same and the usual Django way."""

import hashlib
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.report import Report, Table, median, ms
from tests.benchmarks.running import said_by
from tests.benchmarks.serving import Server, environment, serving
from tests.benchmarks.streaming import Streamed, blocks, drain, growth
from tests.benchmarks.vocabulary import RARE
from tracker.embedded import cluster

PATH = "/timeline.csv"
ROUNDS = 3
LEAST_SHARE, LONGEST_WAIT, MOST_GROWTH, LEAST_TIMES = 0.95, 0.100, 30 * 2**20, 20
# The usual way is measured on so many rows, unless all are asked for.
USUAL = 100_000
SHORT_FILES = 20


@dataclass(frozen=True, slots=True)
class Measured:
    rows: int
    over_http: list[Streamed]
    copied: list[float]  # seconds
    growth: int  # bytes
    same: bool
    usual: float  # seconds, for `usual_rows`
    usual_rows: int

    @property
    def seconds(self) -> float:
        return median([one.seconds for one in self.over_http])

    @property
    def first_byte(self) -> float:
        return median([one.first_byte for one in self.over_http])

    @property
    def share(self) -> float:
        """Our speed as a share of COPY's."""
        return median(self.copied) / self.seconds

    @property
    def times(self) -> float:
        """How many rows we write while the usual way writes one."""
        return (self.rows / self.seconds) / (self.usual_rows / self.usual)


def measure_exports(
    report: Report,
    servers: dict[int, Server],
    databases: dict[int, str],
    *,
    var: Path,
    slow: bool,
) -> None:
    measured = {
        size: _measure(servers[size], databases[size], var=var, slow=slow)
        for size in sorted(servers)
    }
    report.show(_table(measured))
    report.figures["csv"] = {
        size: {
            "rows": one.rows,
            "seconds": [each.seconds for each in one.over_http],
            "first_byte": [each.first_byte for each in one.over_http],
            "copy_seconds": one.copied,
            "growth": one.growth,
            "usual_seconds": one.usual,
            "usual_rows": one.usual_rows,
        }
        for size, one in measured.items()
    }
    _judge(report, measured)


def _measure(server: Server, database: str, *, var: Path, slow: bool) -> Measured:
    at_home = environment(database, var=var, port=server.port)
    said = said_by("tests.benchmarks.statement", environment=at_home)
    settings, _end, statement = said.partition("\n")
    copy = [_psql(), "--no-psqlrc", "--quiet", "--dbname", database]
    # The very same, with the settings of the transaction that it stands in.
    for command in ("BEGIN", settings, statement):
        copy += ["--command", command]
    # By a server of its own: memory that others have taken and kept would hide what this takes.
    # Short files first, enough for each of its processes, so that what grows afterwards grows by
    # the long one.
    with serving(database, var=var) as fresh:
        for _ in range(SHORT_FILES):
            drain(fresh, f"{PATH}?q={RARE}")
        grown = growth(fresh, PATH)
    rows, same = _compare(server, copy)
    over_http, copied = [], []
    for _ in range(ROUNDS):
        over_http.append(drain(server, PATH))
        started = time.perf_counter()
        subprocess.run(copy, stdout=subprocess.DEVNULL, check=True)
        copied.append(time.perf_counter() - started)
    usual_rows = rows if slow else min(rows, USUAL)
    usual = said_by(
        *("tests.benchmarks.usual_csv", "/dev/null", "--limit", str(usual_rows)),
        environment=at_home,
    )
    return Measured(rows, over_http, copied, grown, same, float(usual), usual_rows)


def _psql() -> str:
    """The embedded server's own client, or the system's."""
    ours = cluster.programs_directory() / "psql"
    found = str(ours) if ours.exists() else shutil.which("psql")
    if not found:
        raise RuntimeError("psql is missing: install postgresql-client")
    return found


def _compare(server: Server, copy: list[str]) -> tuple[int, bool]:
    """How many rows there are, and whether both ways give the same bytes up to line ends, but
    for the names of the columns, which the server sends by itself."""
    rows = 0
    ours, theirs = hashlib.sha256(), hashlib.sha256()
    head = b""
    for block in blocks(server, PATH):
        if b"\n" not in head:
            head += block
            _names, _end, block = head.partition(b"\n")
        # No cell of synthetic data holds a line end.
        ours.update(block.replace(b"\r", b""))
        rows += block.count(b"\n")
    with subprocess.Popen(copy, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        while block := process.stdout.read(1 << 20):
            theirs.update(block)
    return rows, ours.digest() == theirs.digest()


def _table(measured: dict[int, Measured]) -> Table:
    table = Table(
        "CSV of everything",
        [
            *("rows", "over HTTP, s", "rows/s", "psql COPY, s", "share of COPY", "first byte, ms"),
            *("growth, MB", "same bytes", "usual Django, s", "of rows", "times faster"),
        ],
        notes=[
            f"Medians of {ROUNDS} rounds, in turn with psql. The usual Django way "
            "(prefetch_related, iterator, csv.writer) is measured once, on as many of the newest "
            "rows as stand there; times faster compares rows per second."
        ],
    )
    for one in measured.values():
        table.add(
            f"{one.rows:,}",
            f"{one.seconds:.2f}",
            f"{one.rows / one.seconds:,.0f}",
            f"{median(one.copied):.2f}",
            f"{one.share:.2f}",
            ms(one.first_byte),
            f"{one.growth / 2**20:.1f}",
            "yes" if one.same else "NO",
            f"{one.usual:.1f}",
            f"{one.usual_rows:,}",
            f"{one.times:.1f}",
        )
    return table


def _judge(report: Report, measured: dict[int, Measured]) -> None:
    largest = measured[max(measured)]
    rows = f"{largest.rows:,} rows"
    report.aim(
        f"CSV, share of COPY's speed, {rows}",
        wanted=f"≥ {LEAST_SHARE}",
        found=f"{largest.share:.2f}",
        met=largest.share >= LEAST_SHARE,
    )
    report.aim(
        f"CSV, first byte, {rows}",
        wanted=f"< {LONGEST_WAIT * 1000:.0f} ms",
        found=f"{ms(largest.first_byte)} ms",
        met=largest.first_byte < LONGEST_WAIT,
    )
    grown = max(one.growth for one in measured.values())
    report.aim(
        f"CSV, growth of the server, at any size up to {rows}",
        wanted=f"< {MOST_GROWTH // 2**20} MB",
        found=f"{grown / 2**20:.1f} MB",
        met=grown < MOST_GROWTH,
    )
    report.aim(
        "CSV, the bytes of psql's COPY up to line ends",
        wanted="yes",
        found="yes" if all(one.same for one in measured.values()) else "no",
        met=all(one.same for one in measured.values()),
    )
    # Where the usual way was given every row, if there is such a size of weight.
    whole = [one for one in measured.values() if one.rows <= one.usual_rows]
    fair = whole[-1] if whole else largest
    report.aim(
        f"CSV, beside the usual Django way, {fair.rows:,} rows",
        wanted=f"≥ {LEAST_TIMES} times",
        found=f"{fair.times:.1f} times",
        met=fair.times >= LEAST_TIMES,
    )
