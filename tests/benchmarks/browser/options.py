"""What the command is told."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

SIZES = (100, 1_000, 10_000, 50_000, 1_000_000)
MOST_FOR_PEERS = 50_000  # entries: beyond, a browser has nothing to say but that it gives up


@dataclass(frozen=True, slots=True)
class Options:
    sizes: list[int]
    rounds: int
    patience: float
    with_peers: bool
    keep: bool
    json: Path | None


def read_options(arguments: Sequence[str]) -> Options:
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks.browser",
        description="Our chart in a browser, beside libraries that draw there.",
    )
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="numbers of entries")
    parser.add_argument("--rounds", type=int, default=3, help="of visits, all in turn")
    parser.add_argument(
        "--patience", type=float, default=60.0, help="seconds that are waited for a drawing"
    )
    parser.add_argument(
        "--without-peers", action="store_true", help="our pages alone, which needs no npm"
    )
    parser.add_argument(
        "--keep", action="store_true", help="leave the databases, and use those that were left"
    )
    parser.add_argument("--json", type=Path, help="a file for all figures")
    read = parser.parse_args(arguments)
    try:
        sizes = sorted({int(size) for size in read.sizes.split(",")})
    except ValueError:
        parser.error("--sizes takes numbers, with commas between")
    if sizes[0] < 100 or read.rounds < 1:
        parser.error("a hundred entries and one round are the least")
    return Options(sizes, read.rounds, read.patience, not read.without_peers, read.keep, read.json)
