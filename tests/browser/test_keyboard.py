"""Everything is reached with Tab, in the order of the page, and can be seen to have the focus."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from tests.browser.conftest import Login, NewPage
from tests.everything import Everything, create_everything
from tests.factories import DAY, create_events

# Numbers what can have the focus, in the order of the page. Of a group of radio buttons, one can.
NUMBER = """() => {
  const groups = new Set();
  const found = [...document.querySelectorAll(
    'a[href], button, input, select, textarea, summary, [tabindex="0"]')].filter((one) => {
    if (one.type === 'hidden' || one.disabled || one.tabIndex < 0 || !one.checkVisibility()) {
      return false;
    }
    if (one.type === 'radio') {
      const isNew = !groups.has(one.name);
      groups.add(one.name);
      return isNew;
    }
    return true;
  });
  found.forEach((one, place) => { one.dataset.place = place; });
  return found.map((one) => one.outerHTML.slice(0, 120));
}"""

# Where the focus is, and how it is shown.
FOCUS = """() => {
  const one = document.activeElement;
  if (one === document.body) return null;
  const style = getComputedStyle(one);
  const box = one.getBoundingClientRect();
  return {
    place: Number(one.dataset.place ?? -1),
    isShown: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0
      || style.boxShadow !== 'none',
    isOnScreen: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
  };
}"""


def walk(page: Page) -> tuple[list[str], list[dict[str, Any]]]:
    """What can have the focus, and what had it, from the top of the page to its end."""
    page.evaluate("document.activeElement.blur(); getSelection().removeAllRanges(); scrollTo(0, 0)")
    # From the top, wherever the last click was.
    page.evaluate(
        "body => { body.tabIndex = -1; body.focus(); body.removeAttribute('tabindex') }",
        page.locator("body").element_handle(),
    )
    there = page.evaluate(NUMBER)
    steps: list[dict[str, Any]] = []
    # A date has fields of its own.
    for _ in range(6 * len(there)):
        page.keyboard.press("Tab")
        now = page.evaluate(FOCUS)
        if now is None or (steps and now["place"] == 0):
            break
        if not steps or steps[-1]["place"] != now["place"]:
            steps.append(now)
    return there, steps


def open_everything(page: Page) -> None:
    """Unfolds what is folded, as the keyboard does."""
    while (folded := page.locator("main details:not([open]) > summary:visible")).count():
        folded.first.press("Enter")
    # Some fetch what they hold when they are unfolded.
    expect(page.locator("main details.folded li.all")).to_have_count(0)


def check(page: Page) -> None:
    there, steps = walk(page)
    seen = [step["place"] for step in steps]
    assert [there[place] for place in range(len(there)) if place not in seen] == []
    assert seen == sorted(seen), "out of order"
    assert [there[step["place"]] for step in steps if not step["isShown"]] == []
    assert [there[step["place"]] for step in steps if not step["isOnScreen"]] == []


@pytest.fixture
def record() -> Everything:
    return create_everything()


@pytest.mark.parametrize("width", [1280, 390])
def test_reading(new_page: NewPage, record: Everything, width: int) -> None:
    page = new_page(width=width, reduced_motion="reduce")
    for address in (
        *("/", "/timeline/?kind=event&kind=deadline", "/actors/", "/actors/arland/", "/login/"),
        *(f"/entries/{record.deadline.pk}/", "/articles/", f"/articles/{record.article.pk}/"),
        *("/processes/talks/", "/processes/talks/deadlines/"),
        f"/processes/talks/conditions/?outcome={record.condition.pk}",
        "/processes/talks/demands/?cell=arland:envoy",
        "/timeline/choices/actor/",
        *(
            f"/processes/talks/{board}/choices/actor/"
            for board in ("deadlines", "conditions", "demands")
        ),
    ):
        page.goto(address)
        open_everything(page)
        check(page)


@pytest.mark.parametrize("width", [1280, 390])
def test_writing(
    new_page: NewPage,
    login: Login,
    editor: User,
    reviewer: User,
    record: Everything,
    width: int,
) -> None:
    page = new_page(width=width, reduced_motion="reduce")
    login(page, editor)
    desk = f"/articles/{record.article.pk}/annotate/"
    at = "?start=0&end=6&version=2"
    for address in (
        *("/articles/new/", desk, f"{desk}event/{at}", f"{desk}condition/{at}"),
        f"/articles/{record.article.pk}/development/{at}",
        f"/entries/{record.deadline.pk}/",
        f"/entries/{record.deadline.pk}/developments/new/",
        f"/entries/{record.event.pk}/contrary/?q=a",
    ):
        page.goto(address)
        open_everything(page)
        check(page)
    page = new_page(width=width, reduced_motion="reduce")
    login(page, reviewer)
    page.goto(f"/entries/{record.deadline.pk}/developments/{record.development.pk}/retract/")
    check(page)


@pytest.mark.usefixtures("record")
def test_the_admin_is_no_trap(new_page: NewPage, login: Login, editor: User) -> None:
    page = new_page()
    login(page, editor)
    for address in ("/admin/", "/admin/tracker/entry/", "/admin/tracker/event/add/"):
        page.goto(address)
        page.wait_for_load_state("networkidle")
        there, steps = walk(page)
        seen = {step["place"] for step in steps}
        assert [there[place] for place in range(len(there)) if place not in seen] == []


def test_whoever_asks_for_more_goes_on_with_the_first_of_it(live_page: Page) -> None:
    page = live_page
    create_events(days=[DAY - timedelta(number) for number in range(60)])
    # Nothing comes by itself while it is out of sight.
    page.set_viewport_size({"width": 1280, "height": 300})
    page.goto("/timeline/")
    page.locator("#more a").evaluate("link => link.focus()")
    expect(page.locator("article.entry")).to_have_count(60)
    first_new = page.locator("article.entry h4 a").nth(50)
    expect(first_new).to_be_focused()


@pytest.mark.usefixtures("record")
def test_a_choice_let_go_leaves_the_focus_at_the_list(live_page: Page) -> None:
    page = live_page
    page.goto("/timeline/?kind=deadline&q=answer")
    page.get_by_role("link", name="Leave out: Kind: Deadline").press("Enter")
    expect(page).to_have_url("/timeline/?q=answer")
    expect(page.locator("#entries")).to_be_focused()
    page.get_by_role("link", name="Oldest first").press("Enter")
    expect(page).to_have_url("/timeline/?q=answer&order=oldest")
    expect(page.get_by_role("link", name="Oldest first")).to_be_focused()
    page.get_by_role("searchbox", name="Words", exact=True).press("Enter")
    expect(page.get_by_role("searchbox", name="Words", exact=True)).to_be_focused()
