"""As many readers as the machine can bear, of Demarche and of Django's admin: wrk."""

import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.benchmarks.client import ACCEPT, Reader
from tests.benchmarks.machine import cores
from tests.benchmarks.report import Report, Table
from tests.benchmarks.running import said_by
from tests.benchmarks.serving import Server, environment, serving

PATH = "/timeline/"
ADMIN, ADMIN_SETTINGS = "/admin/tracker/entry/", "tests.benchmarks.reference_admin.settings"
LEAST_TIMES, LEAST_TIMES_CACHED = 8, 60
# In turn rather than one after the other: a machine that others share is slower in some minutes,
# and whoever has those would look slower, too.
ROUNDS = 4
# Readers at a time, for each core: enough to keep every worker busy.
READERS = 4
MISSING = (
    "wrk is missing, so nothing was measured under load: "
    "scripts/install-system-packages.sh --bench installs it"
)
_RATE = re.compile(r"Requests/sec:\s+([0-9.]+)")
_LATENCY = re.compile(r"(50|99)%\s+([0-9.]+)(us|ms|s|m)\b")
_COUNT = re.compile(r"(\d+) requests in")
_REFUSED = re.compile(r"Non-2xx or 3xx responses: (\d+)")
_BROKEN = re.compile(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)")
_UNITS = {"us": 1e-3, "ms": 1.0, "s": 1e3, "m": 6e4}


@dataclass(frozen=True, slots=True)
class Borne:
    requests: int
    rate: float  # a second
    errors: int
    half: float  # milliseconds within which half of the answers came
    most: float  # … and 99 in a hundred


def together(rounds: list[Borne]) -> Borne:
    """All rounds as one: their answers by their time, and of the waits the median of the rounds."""
    took = sum(one.requests / one.rate for one in rounds if one.rate)
    requests = sum(one.requests for one in rounds)
    return Borne(
        requests,
        requests / took if took else 0.0,
        sum(one.errors for one in rounds),
        median(one.half for one in rounds),
        median(one.most for one in rounds),
    )


def measure_crowds(
    report: Report, server: Server, database: str, *, size: int, seconds: int, var: Path
) -> None:
    wrk = shutil.which("wrk")
    if wrk is None:
        report.show(Table(f"Under load, {size:,} entries", ["not measured"], notes=[MISSING]))
        report.aim("under load", wanted="", found="no wrk", met=None)
        return
    with Reader(server.port) as reader:
        etag = reader.expect(PATH).headers.get("etag")
        if etag:
            reader.expect(PATH, 304, If_None_Match=etag)
    with serving(database, var=var, settings=ADMIN_SETTINGS, probe="/admin/login/") as admin:
        cookie = _session(database, var, admin)
        with Reader(admin.port) as reader:
            reader.expect(ADMIN, Cookie=cookie)
        asked: dict[str, tuple[Server, str, dict[str, str]]] = {
            "timeline, uncached": (server, PATH, {}),
            "timeline, revalidating": (server, PATH, {"If_None_Match": etag or ""}),
            "Django admin's list": (admin, ADMIN, {"Cookie": cookie}),
        }
        if not etag:
            del asked["timeline, revalidating"]
        turns: dict[str, list[Borne]] = {name: [] for name in asked}
        for _ in range(ROUNDS):
            for name, (whom, path, headers) in asked.items():
                turns[name].append(_bear(wrk, whom, path, max(1, seconds // ROUNDS), **headers))
    borne: dict[str, Borne | None] = {"timeline, uncached": None, "timeline, revalidating": None}
    borne |= {name: together(rounds) for name, rounds in turns.items()}
    report.show(_table(borne, size=size, seconds=seconds))
    report.figures["load"] = {
        name: {"requests": one.requests, "rate": one.rate, "errors": one.errors} if one else None
        for name, one in borne.items()
    }
    _judge(report, borne, size=size)


def _bear(wrk: str, server: Server, path: str, seconds: int, **headers: str) -> Borne:
    sent = {**ACCEPT, **{name.replace("_", "-"): value for name, value in headers.items()}}
    command = [wrk, "--latency", "--timeout", "60s", "--duration", f"{seconds}s"]
    command += ["--threads", str(cores()), "--connections", str(READERS * cores())]
    for name, value in sent.items():
        command += ["--header", f"{name}: {value}"]
    said = subprocess.run(
        [*command, f"{server.address}{path}"], stdout=subprocess.PIPE, text=True, check=True
    ).stdout
    return read_wrk(said)


def read_wrk(said: str) -> Borne:
    rate, count = _RATE.search(said), _COUNT.search(said)
    if rate is None or count is None:
        raise RuntimeError(f"wrk said something else:\n{said}")
    refused, broken = _REFUSED.search(said), _BROKEN.search(said)
    errors = int(refused[1]) if refused else 0
    errors += sum(map(int, broken.groups())) if broken else 0
    within = {part: float(value) * _UNITS[unit] for part, value, unit in _LATENCY.findall(said)}
    return Borne(int(count[1]), float(rate[1]), errors, within.get("50", 0), within.get("99", 0))


def _session(database: str, var: Path, admin: Server) -> str:
    """The cookie of somebody who is signed in to the reference admin."""
    return said_by(
        "tests.benchmarks.reference_admin.session",
        environment=environment(database, var=var, port=admin.port, settings=ADMIN_SETTINGS),
    )


def _table(borne: dict[str, Borne | None], *, size: int, seconds: int) -> Table:
    admin = borne["Django admin's list"]
    table = Table(
        f"Under load, {size:,} entries",
        ["page", "requests/s", "times admin", "requests", "errors", "median ms", "99 % ms"],
        notes=[
            f"wrk, {seconds} s each, in turn in {ROUNDS} rounds, {READERS * cores()} connections, "
            f"{cores()} workers of the server; wrk, the server and PostgreSQL share the machine."
        ],
    )
    for name, one in borne.items():
        if one is None:
            table.add(name, "", "", "", "", "", "")
            table.notes.append(f"{name}: the page carries no ETag, so nothing can revalidate.")
            continue
        times = one.rate / admin.rate if admin else 0
        table.add(
            name,
            f"{one.rate:,.1f}",
            f"{times:.1f}",
            f"{one.requests:,}",
            one.errors,
            f"{one.half:,.1f}",
            f"{one.most:,.1f}",
        )
    return table


def _judge(report: Report, borne: dict[str, Borne | None], *, size: int) -> None:
    admin = borne["Django admin's list"]
    assert admin is not None
    for name, least in (
        ("timeline, uncached", LEAST_TIMES),
        ("timeline, revalidating", LEAST_TIMES_CACHED),
    ):
        one = borne[name]
        report.aim(
            f"under load at {size:,}: {name}, beside Django admin's list",
            wanted=f"≥ {least} times",
            found=f"{one.rate / admin.rate:.1f} times" if one else "no ETag",
            met=one.rate / admin.rate >= least if one else False,
        )
    errors = sum(one.errors for one in borne.values() if one)
    report.aim("under load: errors", wanted="0", found=str(errors), met=errors == 0)
