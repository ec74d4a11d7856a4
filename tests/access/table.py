"""The table of rights, read from who_may.txt."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROLES = ("anonymous", "reader", "editor", "reviewer")
FILE = Path(__file__).with_name("who_may.txt")


@dataclass(frozen=True)
class Row:
    route: str
    of: tuple[str, ...]  # what fills the places of the route
    reading: dict[str, str]  # role → outcome
    sending: dict[str, str]


def read_table() -> list[Row]:
    lines = FILE.read_text(encoding="utf-8").splitlines()
    return [row for line in lines if line and line[0] != "#" for row in _rows(line)]


def _rows(line: str) -> Iterator[Row]:
    address, things, reading, sending = re.split(r"\s{2,}", line)
    for route, one in _spread(address):
        for thing in things.split(", "):
            names = thing.replace("*", one).split(" + ") if thing != "-" else []
            yield Row(route, tuple(names), _by_role(reading), _by_role(sending))


def _spread(address: str) -> Iterator[tuple[str, str]]:
    """Each address that the braces stand for, with what its first brace stood for."""
    match = re.search(r"\{([^}]*)\}", address)
    if not match:
        yield address, ""
        return
    for choice in match[1].split(","):
        for route, _inner in _spread(address[: match.start()] + choice + address[match.end() :]):
            yield route, choice


def _by_role(words: str) -> dict[str, str]:
    return dict(zip(ROLES, words.split(" "), strict=True))
