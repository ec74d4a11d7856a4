"""What was measured, as tables that read well in a terminal and in Markdown, and as JSON."""

import json
import math
import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Aim:
    what: str
    wanted: str
    found: str
    met: bool | None  # None: not measured, and `found` says why


@dataclass(slots=True)
class Table:
    title: str
    columns: list[str]
    rows: list[list[str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(self, *cells: object) -> None:
        self.rows.append([str(cell) for cell in cells])


@dataclass(slots=True)
class Report:
    machine: dict[str, str]
    tables: list[Table] = field(default_factory=list)
    aims: list[Aim] = field(default_factory=list)
    figures: dict[str, object] = field(default_factory=dict)  # as measured, for programs

    def aim(self, what: str, *, wanted: str, found: str, met: bool | None) -> None:
        self.aims.append(Aim(what, wanted, found, met))

    def show(self, table: Table) -> None:
        """Printed as soon as it is there: the next one may take minutes."""
        self.tables.append(table)
        print(f"\n## {table.title}\n\n{grid(table.columns, table.rows)}", flush=True)
        for note in table.notes:
            print(f"\n{note}", flush=True)

    def show_aims(self) -> None:
        words = {True: "met", False: "NOT MET", None: "not measured"}
        rows = [[aim.what, aim.wanted, aim.found, words[aim.met]] for aim in self.aims]
        print(f"\n## Aims\n\n{grid(['aim', 'wanted', 'found', ''], rows)}\n", flush=True)
        missed = [aim.what for aim in self.aims if aim.met is False]
        unknown = [aim.what for aim in self.aims if aim.met is None]
        met = len(self.aims) - len(missed) - len(unknown)
        line = f"Aims met: {met} of {len(self.aims)}."
        if missed:
            line += f" Not met: {'; '.join(missed)}."
        if unknown:
            line += f" Not measured: {'; '.join(unknown)}."
        print(line, flush=True)

    def write(self, path: Path) -> None:
        path.write_text(json.dumps(asdict(self), indent=1) + "\n", encoding="utf-8")


def grid(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    widths = [max(map(len, cells)) for cells in zip(columns, *rows, strict=True)]
    lines = [columns, ["-" * width for width in widths], *rows]
    return "\n".join(f"| {' | '.join(_aligned(line, widths))} |" for line in lines)


def _aligned(cells: Sequence[str], widths: Sequence[int]) -> list[str]:
    """Figures stand at the right, and what the row is about at the left."""
    return [
        cell.rjust(width) if number and cell[:1].isdigit() else cell.ljust(width)
        for number, (cell, width) in enumerate(zip(cells, widths, strict=True))
    ]


def median(values: Sequence[float]) -> float:
    return statistics.median(values)


def p95(values: Sequence[float]) -> float:
    """The value that 95 of a hundred do not exceed (nearest rank)."""
    return sorted(values)[math.ceil(0.95 * len(values)) - 1]


def ms(seconds: float) -> str:
    milliseconds = seconds * 1000
    return f"{milliseconds:.1f}" if milliseconds < 100 else f"{milliseconds:,.0f}"
