"""The README's pictures, from a site that runs with the demonstration and nothing else in it.

PASSWORD=… .venv/bin/python -m scripts.readme_pictures --site http://127.0.0.1:8000
"""

import argparse
import os
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from scripts.annotating_trial import CHROMIUM, of_a_site, sign_in

FOLDER = Path(__file__).parent.parent / "docs" / "img"
PROCESS = "/processes/russia-ukraine-2025/"


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    asked = of_a_site(parser)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(base_url=asked.site, viewport={"width": 1280, "height": 900})
        page.goto(PROCESS)
        take(page, "process")
        page.goto("/timeline/?q=within+days&kind=deadline")
        page.get_by_role("link", name="Show within days that the talks can succeed").first.click()
        page.wait_for_url("**/entries/**")
        page.goto(f"{page.url.partition('?')[0]}?as_of=2025-04-18")
        take(page, "entry")
        sign_in(page, asked.account, os.environ["PASSWORD"])
        page.goto("/articles/")
        page.get_by_role("link", name="Washington gives the Ukraine talks a few days").first.click()
        page.wait_for_url("**/articles/*/")
        page.goto(f"{page.url}annotate/")
        page.locator("#deciding").wait_for()
        take(page, "annotate")
        browser.close()
    return 0


def take(page: Page, name: str) -> None:
    page.wait_for_load_state("networkidle")
    page.screenshot(path=FOLDER / f"{name}.png")
    print(FOLDER / f"{name}.png")


if __name__ == "__main__":
    sys.exit(main())
