"""One visit: until it is drawn, what it weighs, and how it keeps up while it is moved about."""

import asyncio

from playwright.async_api import Error, Page

from tests.benchmarks.browser.driving import Chromium, Watched
from tests.benchmarks.browser.subjects import Subject, Visit

NOTCH = 100  # pixels, of a wheel turned by one
TURNS, TURN = 5, 0.05  # of the wheel, one way and then the other; seconds between them
WAY, MOVES, MOVE = 240, 24, 0.016  # pixels of a drag, in so many steps, seconds between them
REST = 0.5  # seconds after each, for what it brings about
# The part of an element that can be seen: [left, top, right, bottom].
IN_VIEW = """selector => {
  const box = document.querySelector(selector).getBoundingClientRect();
  const { innerWidth: width, innerHeight: height } = window;
  return [Math.max(box.left, 0), Math.max(box.top, 0),
    Math.min(box.right, width), Math.min(box.bottom, height)];
}"""


async def visit(chromium: Chromium, subject: Subject, address: str, *, patience: float) -> Visit:
    """Both what comes before it is drawn and what comes after may take so many seconds."""
    found = Visit()
    try:
        async with chromium.page(subject.marks) as watched:
            found.errors = watched.errors
            async with asyncio.timeout(patience):
                await watched.page.goto(address, wait_until="commit", timeout=0)
                drawn = await watched.page.evaluate("watched.drawn")
            found.drawn = drawn["milliseconds"] / 1000
            found.marks = drawn["marks"]
            found.transferred = watched.transferred
            async with asyncio.timeout(patience):
                found.heap = await watched.heap()
                found.slowest = await _slowest_frame(watched, subject)
    except TimeoutError:
        found.failed = f"not within {patience:.0f} s"
    except Error as error:
        # Of the browser, not of the page: it has not lived through it.
        if "crash" not in error.message.lower() and "closed" not in error.message.lower():
            raise
        found.failed = "crashed"
    return found


async def _slowest_frame(watched: Watched, subject: Subject) -> float:
    page = watched.page
    await page.evaluate("() => { window.called_off = watched.frames() }")
    await move_about(page, subject.drawing)
    frames: list[float] = await page.evaluate("called_off()")
    return max(frames) / 1000


async def move_about(page: Page, drawing: str) -> None:
    """The same for all: the wheel nearer and back, a drag there and back."""
    left, top, right, bottom = await page.evaluate(IN_VIEW, drawing)
    x, y = (left + right) / 2, (top + bottom) / 2
    await page.mouse.move(x, y)
    # Held, since without it the wheel scrolls our page, as it does any other.
    await page.keyboard.down("Control")
    for notch in (-NOTCH, NOTCH):
        for _turn in range(TURNS):
            await page.mouse.wheel(0, notch)
            await asyncio.sleep(TURN)
        await asyncio.sleep(REST)
    await page.keyboard.up("Control")
    for way in (-WAY, WAY):
        await page.mouse.move(x, y)
        await page.mouse.down()
        for step in range(1, MOVES + 1):
            await page.mouse.move(x + way * step / MOVES, y)
            await asyncio.sleep(MOVE)
        await page.mouse.up()
        await asyncio.sleep(REST)
