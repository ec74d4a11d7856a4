"""The eyes of the benchmark in the browser (tests/benchmarks/browser/watch.js), on pages whose
marks come when we say."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import NewPage

WATCH = Path(__file__).parent.parent / "benchmarks" / "browser" / "watch.js"
# So many marks at once and then as many later; while they are hidden, they are not there.
PAGE = """<!doctype html><title>Marks</title>
<div id="drawing"></div>
<script>
const held = document.getElementById("drawing");
const add = () => { for (let n = 0; n < 20; n++) held.append(Object.assign(
  document.createElement("i"), {className: "mark", textContent: n})); };
const wait = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
(async () => {
  held.style.visibility = "hidden";
  add();
  await wait(150);
  held.style.visibility = "visible";
  await wait(150);
  add();
  window.whole = performance.now();
  await wait(10_000);
  add();
})();
</script>"""


@pytest.fixture
def page(new_page: NewPage) -> Page:
    page = new_page()
    watch = WATCH.read_text(encoding="utf-8")
    page.add_init_script(f"{watch}\nwindow.watched = watching('.mark', 400);")
    page.route("**/marks", lambda route: route.fulfill(body=PAGE, content_type="text/html"))
    page.goto("/marks")
    return page


def test_drawn_is_the_frame_after_the_last_mark(page: Page) -> None:
    drawn = page.evaluate("watched.drawn")
    assert drawn["marks"] == 40
    whole = page.evaluate("whole")
    assert whole < drawn["milliseconds"] < whole + 400


def test_the_slowest_frame_is_seen(page: Page) -> None:
    page.evaluate("watched.drawn")
    page.evaluate("() => { window.called_off = watched.frames() }")
    page.evaluate("() => { const end = performance.now() + 300; while (performance.now() < end); }")
    page.wait_for_timeout(100)
    frames = page.evaluate("called_off()")
    assert max(frames) >= 290
    assert len(frames) > 1


def test_a_step_lasts_from_the_key_to_the_next_drawing(page: Page) -> None:
    page.evaluate("watched.drawn")
    page.evaluate(
        """() => {
          window.stepped = watched.step("#drawing");
          addEventListener("keydown", () => setTimeout(() => held.replaceWith(
            Object.assign(document.createElement("div"), {id: "drawing"})), 200));
        }"""
    )
    page.wait_for_timeout(500)  # nothing counts before the key
    page.keyboard.press("+")
    assert page.evaluate("stepped") >= 195
    assert page.evaluate("stepped") < page.evaluate("performance.now()") - 500
