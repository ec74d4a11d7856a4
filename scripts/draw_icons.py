"""Draws static/favicon.png and static/touch-icon.png from static/favicon.svg (by Chromium), and
static/card.png, the picture of links to pages that have none of their own:
.venv/bin/python -m scripts.draw_icons

For whoever changes the sign or the looks of such pictures; the files are in the repository.
"""

import math
import os
from datetime import date
from pathlib import Path

import django
from playwright.sync_api import sync_playwright

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
django.setup()

from tracker.exports.cards import Card, png  # noqa: E402  models need the set-up
from tracker.timeline.sketches import WEEK, Sketch  # noqa: E402

STATIC = Path(__file__).resolve().parent.parent / "static"
CHROMIUM = "/usr/bin/chromium"
# Pixels. A touch icon is cut round by the system that shows it, and needs corners.
ICONS = (("favicon.png", 64, ' rx="7"'), ("touch-icon.png", 180, ""))
COLUMNS = 60


def main() -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for name, size, corners in ICONS:
            sign = (STATIC / "favicon.svg").read_text()
            sign = sign.replace(' rx="7"', corners)
            sign = sign.replace("<svg ", f'<svg width="{size}" height="{size}" ')
            page = browser.new_page(viewport={"width": size, "height": size})
            page.set_content(f"<style>* {{ margin: 0 }} svg {{ display: block }}</style>{sign}")
            page.screenshot(path=STATIC / name, omit_background=True)
        browser.close()
    card = Card(
        kicker="Demarche",
        title="Negotiations as they evolve",
        state="What happened, what is due, and what hangs on what.",
        note="Every claim rests on the words of a source.",
        sketch=some_sketch(),
    )
    (STATIC / "card.png").write_bytes(png(card))


def some_sketch() -> Sketch:
    """Of no talks that there are."""
    begun = {}
    first = date(2025, 1, 6).toordinal() // WEEK
    for place in range(COLUMNS):
        begun[first + place, "vcoop"] = max(0, round(3 + 3 * math.sin(place / 4)))
        begun[first + place, "mcoop"] = int(place % 7 == 0)
        begun[first + place, "vconf"] = max(0, round(2 + 2 * math.sin(place / 5 + 2)))
        begun[first + place, "mconf"] = int(place % 9 == 0)
    return Sketch.of(begun, at=date(2030, 1, 1))


if __name__ == "__main__":
    main()
