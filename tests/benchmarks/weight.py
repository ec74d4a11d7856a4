"""What a browser has to fetch before a first timeline page is whole, as transferred."""

import re
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from tests.benchmarks.client import Reader
from tests.benchmarks.report import Report, Table
from tests.benchmarks.serving import Server

PATH = "/timeline/"
MOST = 100_000
_IN_CSS = re.compile(rb"""(?:url\(|@import\s)\s*["']?([^"')\s;]+)""")
_FETCHED = {"stylesheet", "icon", "preload", "modulepreload", "manifest"}


class _Linked(HTMLParser):
    """What the page names and a browser fetches by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = dict(attrs)
        address = has.get("src")
        if tag == "link" and _FETCHED & set((has.get("rel") or "").split()):
            address = has.get("href")
        if address and not address.startswith("data:"):
            self.found.append(address)


def measure_weight(report: Report, server: Server) -> None:
    table = Table("Weight of the timeline page at first load", ["file", "bytes", "coding"])
    total = 0
    with Reader(server.port) as reader:
        waiting, seen = [PATH], set()
        while waiting:
            path = waiting.pop(0)
            if path in seen:
                continue
            seen.add(path)
            answer = reader.expect(path, Accept_Encoding="gzip, br")
            coding = answer.headers.get("content-encoding", "none")
            table.add(path, f"{len(answer.body):,}", coding)
            total += len(answer.body)
            if path == PATH:
                linked = _Linked()
                linked.feed(answer.text)
                waiting += [urljoin(PATH, one) for one in linked.found]
            elif urlsplit(path).path.endswith(".css"):
                plain = reader.expect(path, Accept_Encoding="identity").body
                waiting += [
                    urljoin(path, one.decode())
                    for one in _IN_CSS.findall(plain)
                    if not one.startswith(b"data:")
                ]
    table.add("all", f"{total:,}", "")
    report.show(table)
    report.figures["weight"] = total
    report.aim(
        "weight of the timeline page at first load",
        wanted=f"< {MOST // 1000} kB",
        found=f"{total / 1000:.1f} kB",
        met=total < MOST,
    )
