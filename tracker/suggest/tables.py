"""The tables of words and names that editors can extend (`data/`), as they stand in their files."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_DATA = Path(__file__).parent / "data"


@cache
def table(name: str) -> dict[str, Any]:
    """`data/<name>.toml`. Whoever gets it changes nothing in it: others get the same."""
    return tomllib.loads((_DATA / f"{name}.toml").read_text(encoding="utf-8"))
