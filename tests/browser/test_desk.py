"""A reviewer at the desk, in a real browser."""

from django.contrib.auth.models import User
from playwright.sync_api import expect

from tests.browser.conftest import Login, NewPage
from tests.factories import create_event
from tracker.models import Entry, ReviewState


def test_all_that_waits_is_ticked_and_published_at_once(
    new_page: NewPage, login: Login, reviewer: User
) -> None:
    for title in ("They meet", "They part"):
        create_event(title=title, state=ReviewState.IN_REVIEW)
    page = new_page()
    login(page, reviewer)
    page.goto("/desk/")
    every = page.get_by_label("Tick all")
    one = page.get_by_label("Tick They meet")
    every.check()
    expect(one).to_be_checked()
    one.uncheck()
    expect(every).not_to_be_checked()
    assert every.evaluate("box => box.indeterminate")
    one.check()
    expect(every).to_be_checked()
    page.get_by_role("button", name="Publish what is ticked").click()
    expect(page.get_by_text("2 were published")).to_be_visible()
    assert Entry.objects.filter(state=ReviewState.PUBLISHED).count() == 2


def test_without_a_script_each_is_ticked_by_itself(
    new_page: NewPage, login: Login, reviewer: User
) -> None:
    create_event(title="They meet", state=ReviewState.IN_REVIEW)
    page = new_page(java_script_enabled=False)
    login(page, reviewer)
    page.goto("/desk/")
    expect(page.get_by_label("Tick all")).to_be_hidden()
    page.get_by_label("Tick They meet").check()
    page.get_by_role("button", name="Publish what is ticked").click()
    assert Entry.objects.get().state == ReviewState.PUBLISHED
