"""Our chart step by step: from the key, the click or the wheel to the next drawing."""

import asyncio
from collections.abc import Awaitable, Mapping
from typing import Protocol

from playwright.async_api import Page

from tests.benchmarks.browser.driving import Chromium
from tests.benchmarks.browser.subjects import PLOT, Subject
from tests.benchmarks.browser.visiting import IN_VIEW, NOTCH

ONE_WAY = 3  # steps nearer, and as many farther
REST = 0.5  # seconds after each step, in which the list follows
PATIENCE = 30.0


class Way(Protocol):
    def __call__(self, page: Page, *, nearer: bool) -> Awaitable[None]: ...


Steps = dict[str, list[float]]  # seconds of each step, by the way in which it was taken


async def _by_click(page: Page, *, nearer: bool) -> None:
    await page.click("a#chart-in" if nearer else "a#chart-out")


async def _by_key(page: Page, *, nearer: bool) -> None:
    await page.focus("#chart-plot")
    await page.keyboard.press("+" if nearer else "-")


async def _by_wheel(page: Page, *, nearer: bool) -> None:
    left, top, right, bottom = await page.evaluate(IN_VIEW, PLOT)
    await page.mouse.move((left + right) / 2, (top + bottom) / 2)
    await page.keyboard.down("Control")
    await page.mouse.wheel(0, -NOTCH if nearer else NOTCH)
    await page.keyboard.up("Control")


async def _aside(page: Page, *, nearer: bool) -> None:
    await page.click("a#chart-later" if nearer else "a#chart-earlier")


WAYS: Mapping[str, Way] = {"a click": _by_click, "a key": _by_key, "the wheel": _by_wheel}


async def take_steps(chromium: Chromium, subject: Subject, address: str) -> Steps:
    found: Steps = {}
    async with chromium.page(subject.marks) as watched, asyncio.timeout(PATIENCE * len(WAYS)):
        page = watched.page
        await page.goto(address)
        await page.evaluate("watched.drawn")
        # Where another way has been before, the browser would only ask whether that still holds.
        await watched.session.send("Network.setCacheDisabled", {"cacheDisabled": True})
        for name, way in WAYS.items():
            nearer = [await _step(page, way, nearer=True) for _number in range(ONE_WAY)]
            # Aside in between, so that no way leads twice to the same span.
            await _step(page, _aside, nearer=True)
            farther = [await _step(page, way, nearer=False) for _number in range(ONE_WAY)]
            found[name] = nearer + farther
    return found


# As our page does: a script that may refuse the turn, while something moves in every frame.
_LISTENING = """() => {
  window.late = [];
  const note = (event) => {
    late.push(performance.now() - event.timeStamp);
    event.preventDefault();
  };
  addEventListener("wheel", note, { passive: false });
  const move = () => requestAnimationFrame(move);
  move();
}"""


async def wheel_told(chromium: Chromium) -> list[float]:
    """Seconds after which the browser tells a script of a turn of the wheel, on an empty page."""
    async with chromium.page("html") as watched, asyncio.timeout(PATIENCE):
        page = watched.page
        await page.set_content("<p>An empty page</p>")
        await page.evaluate(_LISTENING)
        await page.mouse.move(200, 200)
        await page.keyboard.down("Control")
        for turn in range(4 * ONE_WAY):
            await page.mouse.wheel(0, NOTCH if turn % 2 else -NOTCH)
            await asyncio.sleep(REST)
        await page.keyboard.up("Control")
        milliseconds: list[float] = await page.evaluate("late")
    return [one / 1000 for one in milliseconds]


async def _step(page: Page, way: Way, *, nearer: bool) -> float:
    await page.evaluate("drawing => { window.stepped = watched.step(drawing) }", PLOT)
    await way(page, nearer=nearer)
    milliseconds: float = await page.evaluate("stepped")
    await asyncio.sleep(REST)
    return milliseconds / 1000
