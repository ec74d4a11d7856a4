"""Keys for reading, and the dialog that shows them."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import complaints
from tests.browser.conftest import NewPage
from tests.factories import DAY, create_event, create_process


@pytest.fixture(autouse=True)
def talks() -> None:
    process = create_process(slug="talks")
    for number, title in enumerate(("They part", "They meet", "They arrive")):
        create_event(title=title, process=process, on=DAY - timedelta(number))


@pytest.mark.parametrize("url", ["/", "/timeline/", "/processes/talks/?view=dossier"])
def test_j_and_k_lead_from_entry_to_entry(live_page: Page, url: str) -> None:
    live_page.goto(url)
    first, second = (
        ("They part", "They meet") if "dossier" not in url else ("They arrive", "They meet")
    )
    keys = live_page.keyboard
    focused = live_page.locator("a:focus")
    keys.press("j")
    expect(focused).to_have_text(first)
    keys.press("j")
    expect(focused).to_have_text(second)
    keys.press("k")
    expect(focused).to_have_text(first)
    keys.press("Enter")
    expect(live_page.get_by_role("heading", level=1)).to_have_text(first)


def test_all_keys_are_shown_and_none_works_behind_the_dialog(live_page: Page) -> None:
    live_page.goto("/timeline/")
    live_page.keyboard.press("?")
    dialog = live_page.get_by_role("dialog", name="Keys")
    expect(dialog).to_contain_text("next and previous entry")
    expect(dialog).to_contain_text("zoom in")
    live_page.keyboard.press("/")
    expect(live_page.locator("header [type=search]")).not_to_be_focused()
    assert complaints(live_page) == []
    live_page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    live_page.get_by_role("button", name="Keys").click()
    expect(dialog).to_be_visible()


def test_keys_are_switched_off_and_on_again(live_page: Page) -> None:
    """WCAG 2.1.4: whoever speaks to the browser does without keys of one letter."""
    live_page.goto("/timeline/")
    search = live_page.locator("header [type=search]")
    shows = live_page.get_by_role("button", name="Keys")
    box = live_page.get_by_role("checkbox", name="Keys without Ctrl or Alt work")
    shows.click()
    box.uncheck()
    live_page.keyboard.press("Escape")
    live_page.reload()
    live_page.keyboard.press("/")
    expect(search).not_to_be_focused()
    live_page.keyboard.press("?")
    expect(live_page.get_by_role("dialog")).to_have_count(0)
    shows.click()
    expect(box).not_to_be_checked()
    box.check()
    live_page.keyboard.press("Escape")
    live_page.keyboard.press("/")
    expect(search).to_be_focused()


def test_what_is_typed_is_no_key(live_page: Page) -> None:
    live_page.goto("/actors/")
    live_page.keyboard.press("/")
    search = live_page.locator("header [type=search]")
    expect(search).to_be_focused()
    live_page.keyboard.type("j?/k")
    expect(search).to_have_value("j?/k")
    expect(live_page.get_by_role("dialog")).to_have_count(0)
    live_page.keyboard.press("Control+j")  # the browser's own


def test_without_a_script_nothing_is_offered(new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False)
    page.goto("/timeline/")
    expect(page.get_by_role("button", name="Keys")).to_have_count(0)
