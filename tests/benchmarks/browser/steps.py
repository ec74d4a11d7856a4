"""Our chart step by step: from the key, the click or the wheel to the next drawing."""

import asyncio
from collections.abc import Awaitable, Mapping
from typing import Protocol

from playwright.async_api import Page

from tests.benchmarks.browser.driving import Chromium
from tests.benchmarks.browser.subjects import PLOT, Subject
from tests.benchmarks.browser.visiting import IN_VIEW, NOTCH

NEARER_AND_BACK = (True, True, True, False, False, False)
REST = 0.5  # seconds after each step, in which the list follows
PATIENCE = 30.0


class Way(Protocol):
    def __call__(self, page: Page, *, nearer: bool) -> Awaitable[None]: ...


Steps = dict[str, list[float]]  # seconds of each step, by the way in which it was taken


async def _by_click(page: Page, *, nearer: bool) -> None:
    await page.click("a#chart-in" if nearer else "a#chart-out")


async def _by_key(page: Page, *, nearer: bool) -> None:
    await page.keyboard.press("+" if nearer else "-")


async def _by_wheel(page: Page, *, nearer: bool) -> None:
    left, top, right, bottom = await page.evaluate(IN_VIEW, PLOT)
    await page.mouse.move((left + right) / 2, (top + bottom) / 2)
    await page.mouse.wheel(0, -NOTCH if nearer else NOTCH)


WAYS: Mapping[str, Way] = {"a click": _by_click, "a key": _by_key, "the wheel": _by_wheel}


async def take_steps(chromium: Chromium, subject: Subject, address: str) -> Steps:
    found: Steps = {}
    async with chromium.page(subject.marks) as watched, asyncio.timeout(PATIENCE * len(WAYS)):
        page = watched.page
        await page.goto(address)
        await page.evaluate("watched.drawn")
        for name, way in WAYS.items():
            await page.focus("#chart-plot")
            if name == "the wheel":
                await page.keyboard.down("Control")
            found[name] = [await _step(page, way, nearer=nearer) for nearer in NEARER_AND_BACK]
    return found


async def _step(page: Page, way: Way, *, nearer: bool) -> float:
    await page.evaluate("drawing => { window.stepped = watched.step(drawing) }", PLOT)
    await way(page, nearer=nearer)
    milliseconds: float = await page.evaluate("stepped")
    await asyncio.sleep(REST)
    return milliseconds / 1000
