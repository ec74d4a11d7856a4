"""An article in the form for new ones."""

from playwright.sync_api import Page


def type_article(page: Page, *, text: str) -> None:
    page.goto("/articles/new/")
    page.get_by_label("Title").fill("Not lost")
    page.get_by_label("or the name of a new outlet").fill("Courier")
    page.get_by_label("Published on").fill("2025-04-18")
    page.get_by_label("Text").fill(text)
