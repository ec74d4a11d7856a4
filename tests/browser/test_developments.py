"""What became of a deadline, recorded in a real browser: on its page, and from words."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from tests.browser.axe import complaints
from tests.browser.conftest import Login, NewPage
from tests.browser.test_annotate import select
from tests.browser.test_browse import BEYOND
from tests.browser.test_nothing_lost import wait_until_kept
from tests.factories import (
    DAY,
    create_article,
    create_deadline,
    create_development,
    create_event,
    create_process,
)
from tracker.models import Article, Deadline, Outcome, ReviewState

TEXT = "Belmark answered on 17 April 2025. The talks go on until 8 May. Nobody left."


@pytest.fixture
def deadline() -> Deadline:
    process = create_process(slug="talks", name="Talks")
    for number in range(30):
        create_event(title=f"Round {number} of the talks", on=DAY - timedelta(40 - number))
    create_event(title="They answer by letter", on=date(2025, 4, 21))
    return create_deadline(
        title="Answer soon", process=process, on=DAY, until=DAY + timedelta(10), anchor=DAY
    )


@pytest.fixture
def article(deadline: Deadline) -> Article:
    return create_article(text=TEXT, published_on=DAY)


def opened(page: Page, deadline: Deadline) -> Page:
    page.goto(f"/entries/{deadline.pk}/")
    page.locator("#recording").get_by_role("link", name="Record what became of it").click()
    expect(page.get_by_role("combobox", name="What became of it")).to_be_focused()
    return page


@pytest.mark.parametrize("width", [1280, 390])
def test_it_is_recorded_in_place(
    new_page: NewPage, login: Login, editor: User, deadline: Deadline, width: int
) -> None:
    page = new_page(width=width)
    login(page, editor)
    opened(page, deadline)
    # A new window is asked for where there is one.
    new_window = page.get_by_role("group", name="New window")
    expect(new_window).to_be_hidden()
    outcome = page.get_by_role("combobox", name="What became of it")
    outcome.select_option("extended")
    expect(new_window).to_be_visible()
    outcome.select_option("met")
    expect(new_window).to_be_hidden()
    happened = page.get_by_role("group", name="When it happened")
    happened.get_by_label("In the source’s words").fill("21 April 2025")
    expect(happened.get_by_role("status")).to_contain_text("Monday 21 April 2025")
    # Enter searches, and saves nothing.
    search = page.get_by_role("searchbox", name="Search events of this process by title")
    search.fill("answ")
    search.press("Enter")
    event = page.get_by_label("They answer by letter")
    expect(page.locator("#found-events li")).to_have_count(2)
    event.check()
    assert page.evaluate(BEYOND) == []
    assert complaints(page) == []
    page.get_by_label("Note").fill("By letter")
    page.get_by_role("button", name="Record as a draft").click()
    expect(page.get_by_text("Recorded as a draft: “met”.")).to_be_visible()
    step = page.locator("ol.steps li")
    expect(step).to_contain_text("Met Monday 21 April 2025")
    expect(step).to_contain_text("Shown by They answer by letter")
    assert page.evaluate("location.hash") == f"#development-{deadline.developments.get().pk}"
    assert complaints(page) == []
    assert page.evaluate("Object.keys(localStorage)") == []


def test_what_is_refused_is_said_and_cancelling_closes(
    new_page: NewPage, login: Login, editor: User, deadline: Deadline
) -> None:
    create_development(entry=deadline, outcome=Outcome.WITHDRAWN, on=DAY)
    page = new_page()
    login(page, editor)
    opened(page, deadline)
    page.get_by_role("link", name="Cancel").click()
    expect(
        page.locator("#recording").get_by_role("link", name="Record what became of it")
    ).to_be_focused()
    opened(page, deadline)
    page.get_by_role("combobox", name="What became of it").select_option("extended")
    page.get_by_label("In the source’s words").first.fill("20 April 2025")
    new_window = page.get_by_role("group", name="New window")
    new_window.get_by_label("In the source’s words").fill("8 May 2025")
    page.get_by_label("Note").fill("Typed for an hour")
    page.get_by_label("Note").press("Tab")
    page.get_by_role("button", name="Record as a draft").click()
    expect(page.get_by_text("what was withdrawn cannot be extended.")).to_be_visible()
    expect(page.get_by_label("Note")).to_have_value("Typed for an hour")
    expect(new_window.get_by_label("In the source’s words")).to_have_value("8 May 2025")
    assert complaints(page) == []


def test_a_crashed_tab_loses_nothing(
    new_page: NewPage, login: Login, editor: User, deadline: Deadline
) -> None:
    page = new_page()
    login(page, editor)
    opened(page, deadline)
    page.get_by_label("Note").fill("Typed for an hour")
    wait_until_kept(page, "Typed for an hour")
    page.goto("about:blank")
    opened(page, deadline)
    page.get_by_role("button", name="Restore what you typed").click()
    expect(page.get_by_label("Note")).to_have_value("Typed for an hour")


def test_without_scripts(
    new_page: NewPage, login: Login, reviewer: User, deadline: Deadline
) -> None:
    page = new_page(java_script_enabled=False)
    login(page, reviewer)
    page.goto(f"/entries/{deadline.pk}/")
    page.locator("#recording").get_by_role("link", name="Record what became of it").click()
    expect(page.get_by_text("Only where a deadline is extended or shortened")).to_be_visible()
    page.get_by_role("combobox", name="What became of it").select_option("met")
    page.get_by_role("searchbox", name="Search events of this process by title").fill("answer")
    page.get_by_role("button", name="Search").click()
    page.get_by_label("They answer by letter").check()
    page.get_by_label("Why").fill("They answered")
    page.get_by_role("button", name="Record and publish").click()
    step = page.locator("ol.steps li")
    expect(step).to_contain_text("Met Monday 21 April 2025")
    assert deadline.developments.get().state == ReviewState.PUBLISHED
    step.get_by_text("Retract…").click()
    step.get_by_label("Reason").fill("A misreading")
    step.get_by_role("button", name="Retract it").click()
    page.get_by_text("1 development was retracted").click()
    expect(page.get_by_text("Reason: A misreading")).to_be_visible()


def test_words_of_an_article_show_it(
    new_page: NewPage, login: Login, editor: User, deadline: Deadline, article: Article
) -> None:
    page = new_page()
    login(page, editor)
    page.goto(f"/articles/{article.pk}/annotate/")
    select(page, "The talks go on until 8 May")
    page.keyboard.press("o")
    expect(page.get_by_role("heading", name="What became of it")).to_be_visible()
    page.get_by_role("searchbox", name="Search deadlines and conditions by title").fill("answ")
    page.get_by_label("Answer soon").check()
    outcome = page.get_by_role("combobox", name="What became of it")
    expect(outcome.locator("option", has_text="waived")).to_have_count(0)
    new_window = page.get_by_role("group", name="New window")
    expect(new_window).to_be_hidden()
    outcome.select_option("extended")
    # From the words: what lies ahead is the window that holds now.
    expect(new_window.get_by_label("In the source’s words")).to_have_value("until 8 May")
    page.get_by_role("group", name="When it happened").get_by_label("In the source’s words").fill(
        "18 April 2025"
    )
    assert page.evaluate(BEYOND) == []
    assert complaints(page) == []
    page.get_by_role("button", name="Save draft").click()
    expect(page.locator("#said")).to_contain_text(
        "“extended” is recorded, as a draft, of Answer soon"
    )
    made = deadline.developments.get()
    assert made.new_window is not None
    assert made.new_window.latest == date(2025, 5, 8)
    assert made.annotations.get().exact == "The talks go on until 8 May"
    assert complaints(page) == []
