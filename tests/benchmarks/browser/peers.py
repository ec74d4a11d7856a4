"""What the others are served: their pages, their own files out of the packages, and the entries."""

import json
from collections.abc import Mapping
from pathlib import Path

from tests.benchmarks.browser.entries import for_timelinejs, for_vis, published
from tests.benchmarks.browser.files import QUICK, File, file

PAGES = Path(__file__).parent / "pages"
# By the folder in addresses: the package, and what of it is served there.
_PACKAGES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "vis-timeline": (
        "vis-timeline",
        (
            "styles/vis-timeline-graph2d.min.css",
            "standalone/umd/vis-timeline-graph2d.min.js",
        ),
    ),
    "timelinejs": (
        "@knight-lab/timelinejs/dist",
        ("css/timeline.css", "css/icons/tl-icons.ttf", "js/timeline.js", "js/locale/en.json"),
    ),
}
_FORMATS = {"vis-timeline": for_vis, "timelinejs": for_timelinejs}


def own_files(modules: Path) -> dict[str, File]:
    """The same at every size: compressed as well as can be, which takes its time."""
    found = {f"/{page.name}": file(page.name, page.read_bytes()) for page in PAGES.iterdir()}
    for folder, (package, names) in _PACKAGES.items():
        for name in names:
            content = (modules / package / name).read_bytes()
            found[f"/{folder}/{name}"] = file(name, content)
    # A browser asks for it by itself.
    return {**found, "/favicon.ico": file("favicon.ico", b"")}


def entry_files(database: str) -> dict[str, File]:
    entries = published(database)
    found = {}
    for name, written in _FORMATS.items():
        content = json.dumps(written(entries), ensure_ascii=False, separators=(",", ":"))
        found[f"/{name}.json"] = file(f"{name}.json", content.encode(), quality=QUICK)
    return found


def versions(modules: Path) -> dict[str, str]:
    found = {}
    for package in ("vis-timeline", "@knight-lab/timelinejs"):
        said = json.loads((modules / package / "package.json").read_text(encoding="utf-8"))
        found[package] = str(said["version"])
    return found
