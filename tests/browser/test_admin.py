"""The admin in a real browser: nothing on any of its pages is refused by the content policy.

What the browser refuses it says in its console, and what it says there fails the test.
"""

import re
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.access.record import Names, create_record
from tests.access.table import read_table
from tests.access.walk import ADMIN, address
from tests.browser.conftest import Login
from tests.factories import create_user

# Sends one elsewhere, is no page, or is there to say that nothing is.
NO_PAGE = (
    *("admin:logout/", "admin:autocomplete/", "admin:jsi18n/", "admin:login/"),
    *("admin:r/", "(?P<url>", "tracker/entry/add/"),
)


@pytest.fixture
def superuser() -> User:
    return User.objects.create_superuser("root", password="root-password")


@pytest.fixture
def names() -> Names:
    return create_record()


def test_no_page_of_the_admin_is_refused_anything(
    live_page: Page, login: Login, superuser: User, names: Names
) -> None:
    login(live_page, superuser)
    seen = set()
    # One of each: what differs from state to state is not where scripts and styles come from.
    for row in {row.route: row for row in read_table()}.values():
        if not row.route.startswith(ADMIN) or any(part in row.route for part in NO_PAGE):
            continue
        url = address(row.route, *(names[name] for name in row.of))
        landed = live_page.goto(url)
        assert landed is not None
        assert landed.status == 200, url
        seen.add(urlsplit(live_page.url).path)
    assert len(seen) > 60


def test_what_happens_on_its_pages_is_not_either(
    live_page: Page, login: Login, names: Names
) -> None:
    page = live_page
    login(page, create_user("reviewer", "Reviewers"))
    page.goto(reverse("admin:tracker_deadline_change", args=[names["draft deadline"]]))
    # Rows that are added, with choices that are looked up.
    page.locator("#parts-group .add-row a").click()
    page.locator(".dynamic-parts .select2-selection").last.click()
    expect(page.locator(".select2-results__option").first).to_contain_text("Actor")
    page.locator(".select2-results__option").first.click()
    # A window of its own for something that is missing, which closes itself.
    with page.expect_popup() as opened:
        page.locator("#id_process").locator("..").locator("..").locator(".add-related").click()
    popup = opened.value
    popup.locator("#id_name").fill("Other talks")
    with popup.expect_event("close"):
        popup.get_by_role("button", name="Save").click()
    expect(page.locator("#id_process")).to_contain_text("Other talks")
    # The calendar, and the help of a known day.
    page.locator(".field-known_on .choose-day").first.click()
    page.keyboard.press("Escape")
    # A list: choosing all, an act, and what it says.
    page.goto(reverse("admin:tracker_deadline_changelist"))
    page.locator("#action-toggle").check()
    page.get_by_label("Action:").select_option(label="Retract, with a reason…")
    page.get_by_role("button", name="Go").click()
    page.get_by_label("Reason").fill("Wrong from the start")
    page.get_by_role("button", name=re.compile("Retract")).click()
    expect(page.locator(".messagelist")).to_contain_text("retracted")


def test_neither_are_the_pages_for_signing_in(live_page: Page, names: Names) -> None:
    create_user("reviewer", "Reviewers")
    live_page.goto(reverse("admin:index"))
    live_page.get_by_label("Username").fill("reviewer")
    live_page.get_by_label("Password").fill("reviewer-password")
    live_page.get_by_role("button", name="Log in").click()
    expect(live_page).to_have_url(re.compile(re.escape(reverse("admin:index")) + "$"))
