"""Days in words, as somebody types them: what they mean is said before anything is saved."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.axe import complaints
from tests.browser.conftest import Login, NewPage
from tests.factories import create_article, create_event, create_outlet, create_process, create_user
from tracker.models import Article, Deadline, Event


@pytest.fixture
def record() -> date:
    """An event of last week and one of long before; the Monday of last week."""
    today = timezone.localdate()
    monday = today - timedelta(days=today.weekday() + 7)
    create_event(title="Last week's meeting", on=monday + timedelta(2))
    create_event(title="An older meeting", on=monday - timedelta(60))
    return monday


def test_the_timeline_takes_a_day_in_words_and_says_which_it_read(
    live_page: Page, record: date
) -> None:
    page = live_page
    page.goto("/timeline/")
    page.get_by_text("Dates", exact=True).click()
    since = page.get_by_label("From", exact=True)
    since.fill("last week")
    page.get_by_role("button", name="Apply").click()
    expect(page).to_have_url(f"/timeline/?from={record}")
    expect(page.locator(".read-as")).to_contain_text("“last week” is read as Monday")
    expect(since).to_have_value(str(record))
    expect(page.locator("#timeline h4")).to_have_text(["Last week's meeting"])
    assert complaints(page) == []
    # The address means the same tomorrow, and says no more than that.
    page.reload()
    expect(page.locator("#timeline h4")).to_have_text(["Last week's meeting"])
    expect(page.locator(".read-as")).to_have_count(0)
    # Words that mean nothing are said to, beside their field, where they stay to be mended.
    since.fill("before the summit")
    page.get_by_role("button", name="Apply").click()
    expect(since).to_have_accessible_description(re.compile("“before the summit” is not a day"))
    expect(since).to_have_value("before the summit")
    assert complaints(page) == []


def test_a_day_can_be_taken_from_a_calendar(live_page: Page, record: date) -> None:
    page = live_page
    page.goto("/timeline/")
    page.get_by_text("Dates", exact=True).click()
    button = page.get_by_role("button", name="From: choose from a calendar")
    button.focus()
    page.keyboard.press("Enter")
    # The browser's own calendar is none of the page; what it chooses is.
    page.locator(".filters day-field .from-calendar").first.evaluate(
        "(field, day) => { field.value = day; field.dispatchEvent(new Event('change')); }",
        str(record),
    )
    expect(page.get_by_label("From", exact=True)).to_have_value(str(record))
    expect(page.get_by_label("From", exact=True)).to_be_focused()


def test_without_javascript_words_are_read_as_well(new_page: NewPage, record: date) -> None:
    page = new_page(java_script_enabled=False)
    page.goto("/timeline/")
    page.get_by_text("Dates", exact=True).click()
    page.get_by_label("From", exact=True).fill("last week")
    page.get_by_role("button", name="Apply").click()
    expect(page.locator(".read-as")).to_contain_text("“last week” is read as Monday")
    page.get_by_role("link", name="Oldest first").click()
    expect(page).to_have_url(f"/timeline/?from={record}&order=oldest")


def test_an_article_came_out_yesterday(live_page: Page, login: Login) -> None:
    page = live_page
    create_outlet(name="The Herald")
    login(page, create_user("editor", "Editors"))
    page.goto("/articles/new/")
    field = page.get_by_label("Published on")
    field.fill("last week")
    says = page.locator("day-field output")
    expect(says).to_contain_text("“last week” is more than one day")
    field.fill("yesterday")
    yesterday = timezone.localdate() - timedelta(1)
    expect(says).to_contain_text(f"{yesterday:%A} {yesterday.day} {yesterday:%B %Y}")
    assert complaints(page) == []
    page.get_by_label("Title").fill("Talks go on")
    page.get_by_label("Outlet", exact=True).select_option(label="The Herald")
    page.get_by_label("Text", exact=True).fill("The talks go on, both sides said.")
    page.get_by_role("button", name="Save and annotate").click()
    expect(page.locator(".messages")).to_contain_text("Published on: “yesterday” was read as")
    assert Article.objects.get().published_on == yesterday


def test_in_a_deadline_words_look_ahead_and_in_an_event_back(live_page: Page, login: Login) -> None:
    page = live_page
    create_process()
    article = create_article(published_on=date(2025, 4, 18), text="An answer is due on Thursday.")
    login(page, create_user("editor", "Editors"))
    start = article.current.text.index("on Thursday")
    query = f"?start={start}&end={start + 11}&exact=on+Thursday"
    says = page.locator("window-field output")
    page.goto(reverse("annotate_new", args=[article.pk, "deadline"]) + query)
    expect(says).to_contain_text("Thursday 24 April 2025")
    expect(says).to_contain_text("as the words look ahead")
    page.locator("[name=title]").fill("An answer")
    page.get_by_role("button", name="Save draft").click()
    expect(page.locator("#said")).to_contain_text("“on Thursday” was read as Thursday 24 April")
    assert Deadline.objects.get().latest == date(2025, 4, 24)

    page.goto(reverse("annotate_new", args=[article.pk, "event"]) + query)
    expect(says).to_contain_text("Thursday 17 April 2025")
    page.locator("[name=occurrence]").select_option("planned")
    expect(says).to_contain_text("Thursday 24 April 2025")
    assert complaints(page) == []
    # Exact days overrule the words.
    page.locator("window-field summary").click()
    page.get_by_label("earliest day").fill("2025-04-23")
    page.get_by_label("latest day").fill("2025-04-25")
    expect(says).to_contain_text("23–25 April 2025")
    page.locator("[name=title]").fill("A meeting")
    page.locator("[name=plover_type]").select_option("CONSULT")
    page.get_by_role("button", name="Save draft").click()
    expect(page.locator("#said")).to_contain_text("Event saved as a draft")
    event = Event.objects.get()
    assert (event.earliest, event.latest) == (date(2025, 4, 23), date(2025, 4, 25))


def test_the_admin_takes_words_and_says_what_it_read(live_page: Page, login: Login) -> None:
    page = live_page
    article = create_article(published_on=date(2025, 4, 18))
    login(page, create_user("editor", "Editors"))
    page.goto(reverse("admin:tracker_article_change", args=[article.pk]))
    field = page.get_by_label("Published on")
    field.fill("17 April 2025")
    expect(page.locator("day-field output").first).to_contain_text("Thursday 17 April 2025")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("“17 April 2025” was read as Thursday")
    article.refresh_from_db()
    assert article.published_on == date(2025, 4, 17)
