"""How long it takes to make drafts of an article by keyboard, when nobody thinks in between.

    PASSWORD=… .venv/bin/python -m scripts.annotating_trial article.txt --published 2025-04-18 \
        --process "Russia-Ukraine peace talks 2025"

pastes the article into a site that runs, accepts with one key each thing that the reading assistant
proposes (and rejects what cannot be accepted as it is), and prints what was pressed and how long
the answers took. The article and its drafts stay there.
"""

import argparse
import os
import statistics
import sys
import time
from datetime import date
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

CHROMIUM = "/usr/bin/chromium"
MOST = 200  # proposals


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("article", type=Path, help="a text file")
    parser.add_argument("--published", type=date.fromisoformat, required=True)
    parser.add_argument("--process", required=True, help="its name, as forms offer it")
    asked = of_a_site(parser)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(base_url=asked.site)
        sign_in(page, asked.account, os.environ["PASSWORD"])
        paste(page, asked.article, asked.published)
        page.locator("#deciding [name=process]").select_option(label=asked.process)
        report(page, *decide_all(page))
        browser.close()
    return 0


def of_a_site(parser: argparse.ArgumentParser) -> argparse.Namespace:
    """What is asked, with the site and the account whose password is in the environment."""
    parser.add_argument("--site", default="http://127.0.0.1:8000")
    parser.add_argument("--account", default="editor", help="its password: PASSWORD")
    asked = parser.parse_args()
    if "PASSWORD" not in os.environ:
        parser.error("PASSWORD is missing: the password of the account")
    return asked


def sign_in(page: Page, account: str, password: str) -> None:
    page.goto("/login/")
    page.locator("[name=username]").fill(account)
    page.locator("[name=password]").fill(password)
    page.locator("[name=password]").press("Enter")
    page.wait_for_url(lambda url: "/login/" not in url)


def paste(page: Page, article: Path, published: date) -> None:
    page.goto("/articles/new/")
    page.locator("[name=title]").fill(article.stem)
    page.locator("[name=text]").fill(article.read_text())
    page.locator("[name=outlet]").select_option(index=1)
    page.locator("[name=published_on]").fill(published.isoformat())
    page.get_by_role("button", name="Save and annotate").click()
    page.wait_for_selector("#deciding")


def decide_all(page: Page) -> tuple[int, float, list[float]]:
    """Keys pressed, seconds in all, milliseconds of each answer."""
    begun = time.perf_counter()
    keys, answers = 0, []
    while page.locator("#deciding").count() and keys < MOST:
        for key in ("y", "x"):
            keys += 1
            pressed = time.perf_counter()
            is_done = press(page, key)
            answers.append((time.perf_counter() - pressed) * 1000)
            if is_done:
                break
    return keys, time.perf_counter() - begun, answers


def press(page: Page, key: str) -> bool:
    """False when the form came back with something to be put right."""
    before = page.locator("#progress").inner_text()
    page.locator("#current-title").focus()
    page.keyboard.press(key)
    changed = (
        "before => document.querySelector('#progress').innerText !== before"
        " || document.querySelector('#current .error, #current .errorlist')"
    )
    page.wait_for_function(changed, arg=before)
    return page.locator("#progress").inner_text() != before


def report(page: Page, keys: int, seconds: float, answers: list[float]) -> None:
    print(page.locator("#progress").inner_text().strip())
    print(f"{keys} keys, {seconds:.0f} s")
    print(f"an answer: {statistics.median(answers):.0f} ms (median), {max(answers):.0f} ms at most")


if __name__ == "__main__":
    sys.exit(main())
