"""An editor goes through what the reading assistant proposes, in a real browser."""

import re
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Login, NewPage
from tests.factories import create_user
from tests.views.deciding import article_with_proposals, desk, standings
from tracker.models import Article, Condition, Decision, Entry, Verdict


@pytest.fixture
def article() -> Article:
    return article_with_proposals()


@pytest.fixture
def page(live_page: Page, login: Login, editor: User, article: Article) -> Page:
    login(live_page, editor)
    live_page.goto(desk(article))
    return live_page


def title(page: Page) -> Locator:
    return page.locator("#current-title")


def progress(page: Page) -> Locator:
    return page.locator("#progress")


def said(page: Page) -> Locator:
    return page.locator("#said")


def now(page: Page) -> str:
    """The words in the text that are marked as those at hand."""
    return "".join(page.locator("#text mark.now").all_inner_texts())


def test_by_keyboard_alone(page: Page, article: Article) -> None:
    keys = page.keyboard
    expect(title(page)).to_contain_text("Condition 1 of 3")
    keys.press("j")
    expect(title(page)).to_contain_text("Event 2 of 3")
    expect(title(page)).to_be_focused()
    assert now(page) == "Belmark signed the accord on Monday."
    keys.press("k")
    expect(title(page)).to_contain_text("Condition 1 of 3")
    # What is typed is what is accepted; Escape leads from a field back to the keys.
    keys.press("t")
    keys.type("Belmark may leave")
    keys.press("Escape")
    keys.press("y")
    expect(progress(page)).to_have_text("1 of 3 decided: 1 accepted, 0 rejected; 2 left")
    expect(said(page)).to_contain_text("Accepted, as a draft of a condition: Belmark may leave")
    expect(title(page)).to_be_focused()
    keys.press("u")
    expect(said(page)).to_contain_text("Taken back")
    expect(title(page)).to_contain_text("Condition 1 of 3")
    assert not Entry.objects.exists()
    keys.press("s")
    expect(title(page)).to_contain_text("Condition 1 of 4")
    keys.press("u")
    expect(title(page)).to_contain_text("Condition 1 of 3")
    keys.press("j")
    expect(title(page)).to_contain_text("Event 2 of 3")
    keys.press("m")
    expect(title(page)).to_contain_text("Event 2 of 2")
    keys.press("x")
    expect(progress(page)).to_have_text("1 of 2 decided: 0 accepted, 1 rejected; 1 left")
    expect(title(page)).to_contain_text("Condition 1 of 2")
    keys.press("Enter")
    expect(progress(page)).to_have_text("All 2 decided: 1 accepted, 1 rejected")
    expect(title(page)).to_have_text("Everything here is decided.")
    assert standings(article) == ["condition accepted", "event rejected"]
    assert Condition.objects.get().time_limit is not None


def test_what_is_typed_is_there_when_the_page_is_loaded_again(page: Page) -> None:
    field = page.locator("#deciding").get_by_label("Title", exact=True)
    field.fill("Belmark may leave")
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    expect(title(page)).to_contain_text("Event 2 of 3")
    page.reload()
    expect(title(page)).to_contain_text("Condition 1 of 3")
    expect(field).to_have_value("Belmark may leave")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/")
    assert "demarche" not in page.evaluate("JSON.stringify(sessionStorage)")


def test_all_keys_are_shown(page: Page) -> None:
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keys")
    expect(dialog).to_contain_text("merge with the next")
    page.keyboard.press("x")  # decides nothing behind it
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    page.get_by_role("button", name="Keys").click()
    expect(dialog).to_be_visible()
    dialog.get_by_role("button", name="Close").click()
    expect(dialog).to_be_hidden()
    assert not Decision.objects.exists()


def test_keys_that_are_switched_off_decide_nothing(page: Page) -> None:
    page.keyboard.press("?")
    page.get_by_role("checkbox", name="Keys without Ctrl or Alt work").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("x")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert not Decision.objects.exists()


def test_by_mouse(page: Page, article: Article) -> None:
    page.locator("#text mark", has_text="Belmark signed").click()
    expect(title(page)).to_contain_text("Event 2 of 3")
    page.get_by_role("button", name="Reject").click()
    expect(title(page)).to_contain_text("Condition 3 of 3")
    said(page).get_by_role("button", name="Undo").click()
    expect(title(page)).to_contain_text("Event 2 of 3")
    # Words that are selected say where it is split.
    page.evaluate(
        """() => {
          const mark = [...document.querySelectorAll('#text mark')]
            .find((one) => one.textContent.includes('Belmark signed'));
          const at = mark.textContent.indexOf('on Monday');
          getSelection().setBaseAndExtent(mark.firstChild, at, mark.firstChild, at + 9);
        }"""
    )
    expect(page.locator("#pick-exact")).to_have_value("on Monday")
    page.get_by_role("button", name="Split").click()
    expect(title(page)).to_contain_text("Event 2 of 4")
    assert now(page) == "Belmark signed the accord"
    page.locator(".decide").get_by_role("button", name="Edit").click()
    form = page.locator("#making")
    form.get_by_label("Title").fill("The accord is signed")
    form.get_by_label("In the source’s words").fill("14 April 2025")
    form.get_by_role("button", name="Save draft").click()
    expect(progress(page)).to_contain_text("1 of 4 decided: 1 accepted")
    assert Entry.objects.get().title == "The accord is signed"
    assert Decision.objects.filter(verdict=Verdict.ACCEPTED).count() == 1
    page.get_by_text("The reading assistant proposes 4 entries").click()
    page.locator("#proposals a").first.click()
    expect(title(page)).to_contain_text("Condition 1 of 4")


def test_on_a_tablet_by_touch(
    new_page: NewPage, login: Login, editor: User, article: Article
) -> None:
    page = new_page(width=768, height=1024, has_touch=True)
    login(page, editor)
    page.goto(desk(article))
    page.locator("#text mark", has_text="Belmark signed").tap()
    expect(title(page)).to_contain_text("Event 2 of 3")
    for button in page.locator(".decide button, .ways > *").all():
        box = button.bounding_box()
        assert box
        assert box["height"] >= 44
        assert box["width"] >= 44
    page.get_by_role("button", name="Accept").tap()
    expect(progress(page)).to_contain_text("1 of 3 decided: 1 accepted")
    page.locator(".decide").get_by_role("button", name="Undo").tap()
    expect(progress(page)).to_contain_text("0 of 3 decided")


def test_two_editors_see_each_other(
    page: Page, new_page: NewPage, login: Login, article: Article
) -> None:
    other = new_page()
    login(other, create_user("Belinda", "Editors"))
    other.goto(desk(article))
    expect(title(other)).to_contain_text("Condition 1 of 3")
    page.locator("#deciding [name=title]").fill("Half typed")
    other.keyboard.press("x")
    expect(progress(page)).to_have_text("1 of 3 decided: 0 accepted, 1 rejected; 2 left")
    expect(page.locator("#overtaken")).to_contain_text("Belinda rejected this already.")
    expect(page.locator("#deciding [name=title]")).to_have_value("Half typed")
    expect(page.locator("#text mark.rejected")).to_have_count(1)
    page.get_by_role("button", name="Accept").click()
    expect(said(page)).to_contain_text("Belinda rejected this already.")
    expect(title(page)).to_contain_text("Event 2 of 3")
    page.keyboard.press("y")
    expect(progress(other)).to_contain_text("2 of 3 decided: 1 accepted, 1 rejected")


def test_what_is_selected_stays_so_when_news_come(
    page: Page, new_page: NewPage, login: Login, article: Article
) -> None:
    page.locator("#text").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    expect(page.locator("#pick-exact")).to_have_value("Belmark warned")
    other = new_page()
    login(other, create_user("Belinda", "Editors"))
    other.goto(desk(article))
    other.keyboard.press("x")
    expect(progress(page)).to_contain_text("1 of 3 decided")
    assert page.evaluate("getSelection().toString()") == "Belmark warned"
    page.keyboard.press("e")
    expect(page.locator("#making .quoted mark")).to_have_text("Belmark warned")


def test_nothing_is_wrong_for_those_who_use_it_otherwise(page: Page) -> None:
    page.keyboard.press("x")
    expect(progress(page)).to_contain_text("1 of 3 decided")
    page.get_by_text(re.compile("The reading assistant proposes")).click()
    schemes: tuple[Literal["light"], Literal["dark"]] = ("light", "dark")
    for scheme in schemes:
        page.emulate_media(color_scheme=scheme)
        page.wait_for_timeout(200)
        options = {"resultTypes": ["violations"], "preload": False}
        found = Axe().run(page, options=options).response["violations"]
        assert [(rule["id"], rule["nodes"][0]["target"]) for rule in found] == []
