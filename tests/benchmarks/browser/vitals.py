"""Our main pages on a cold cache: the largest piece, what shifts, and what is transferred."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from tests.benchmarks.browser.driving import Asked, Chromium

REST = 1.5  # seconds after all is loaded, for the chart that is asked for then
# By their names among the pages of `make bench` (addresses.py).
PAGES: Mapping[str, str] = {
    "front page": "front page",
    "timeline": "timeline, first page",
    "process": "one process",
    "entry": "an entry",
    "chart alone": "chart alone",
    "articles": "articles, first page",
}
DOSSIER = "dossier"


@dataclass(frozen=True, slots=True)
class Vitals:
    largest: float  # seconds until the largest piece is painted
    shifted: float  # the sum of all layout shifts
    page: int  # bytes without the chart
    chart: int  # bytes


def main_pages(addresses: Mapping[str, str]) -> dict[str, str]:
    """Their addresses by name, out of those of all pages."""
    found = {name: addresses[theirs] for name, theirs in PAGES.items()}
    return {**found, DOSSIER: f"{addresses['one process']}?view=dossier"}


async def vitals(chromium: Chromium, address: str) -> Vitals:
    async with chromium.page() as watched:
        await watched.page.goto(address, wait_until="load")
        await asyncio.sleep(REST)
        seen = await watched.page.evaluate("watched.seen")
        chart = sum(one.transferred for one in watched.requests.values() if is_of_chart(one))
        return Vitals(
            largest=seen["largest"] / 1000,
            shifted=seen["shifted"],
            page=watched.transferred - chart,
            chart=chart,
        )


def is_of_chart(asked: Asked) -> bool:
    """Its drawing, asked for by itself, its script or its styles."""
    name = urlsplit(asked.address).path.rpartition("/")[2]
    return asked.target == "chart" or name.startswith("chart.")
