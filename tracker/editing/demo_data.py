"""The demonstration as it is written: TOML in `tracker/demo/`, the articles' texts beside it."""

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

from tracker.dates.edtf import parse_edtf
from tracker.dates.phrases import resolve
from tracker.dates.window import Window

DATA = Path(__file__).resolve().parent.parent / "demo"
PROCESSES = ("russia-ukraine-2025", "iran-nuclear-2015")

Table = dict[str, Any]  # a table of TOML


def read(name: str) -> Table:
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))


def read_text(file: str) -> str:
    return (DATA / "articles" / f"{file}.txt").read_text(encoding="utf-8")


def read_window(table: Table) -> Window:
    """By the rules where they know the words, else the days that were typed by hand."""
    phrase, anchor = table.get("phrase", ""), table.get("anchor")
    if "edtf" not in table:
        return resolve(phrase, anchor=anchor)
    return replace(parse_edtf(table["edtf"]), phrase=phrase, anchor=anchor, why=table["why"])
