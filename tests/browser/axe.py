"""What axe-core has to say of a page, in light and in dark."""

from collections.abc import Iterable
from typing import Any, Literal

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

Scheme = Literal["light", "dark"]
# In the dark only colours differ.
RULES: dict[Scheme, dict[str, Any]] = {
    "light": {},
    "dark": {"runOnly": ["color-contrast", "link-in-text-block"]},
}
# Not preloaded: axe would fetch the stylesheets anew, which the site's policy forbids it.
OPTIONS = {"resultTypes": ["violations"], "preload": False}

# When what begins with the page has begun (names for what Django leaves without one come with the
# next frame), and colours that fade have arrived.
SETTLED = """async () => {
  const frame = () => new Promise((next) => requestAnimationFrame(next));
  await frame();
  await frame();
  for (const change of document.getAnimations()) {
    if (change.effect?.getComputedTiming().endTime !== Infinity) change.finish();
  }
}"""
# Their names and where: all that axe found besides need not cross over from the browser.
RUN = """async (options) => {
  const { violations } = await axe.run(options);
  return violations.map(({ id, nodes }) => [id, nodes.slice(0, 3).map((node) => node.target[0])]);
}"""


def complaints(page: Page) -> list[str]:
    """A line for each thing that is wrong; none is well."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE_SCRIPT)
    return [line for scheme in RULES for line in _of_one(page, scheme)]


def _of_one(page: Page, scheme: Scheme) -> list[str]:
    page.emulate_media(color_scheme=scheme)
    page.evaluate(SETTLED)
    found = page.evaluate(RUN, OPTIONS | RULES[scheme])
    return [f"{rule} in {scheme}: {' '.join(map(str, places))}" for rule, places in found]


def look_at(page: Page, addresses: Iterable[str]) -> dict[str, list[str]]:
    """The addresses at which something is wrong, each with what it is."""
    found = {}
    for address in addresses:
        page.goto(address)
        if said := complaints(page):
            found[address] = said
    return found
