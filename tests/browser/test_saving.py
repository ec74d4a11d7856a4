"""What saving says, where it says it, and what it asks for first."""

from datetime import date, timedelta

from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from tests.browser.conftest import Login
from tests.browser.test_annotate import select
from tests.factories import DAY, create_article, create_deadline, create_event, create_process
from tracker.models import Event, ReviewState

TEXT = "The envoys of Arland and Belmark met on 17 April 2025. " * 30


def open_form(page: Page, login: Login, editor: User) -> None:
    create_process(slug="talks")
    article = create_article(text=TEXT, published_on=date(2025, 4, 18))
    login(page, editor)
    page.goto(f"/articles/{article.pk}/annotate/")
    select(page, "The envoys")
    # As whoever drags its corner does.
    page.locator("#pick-exact").evaluate("field => { field.style.height = '90px' }")
    page.locator("#pick [value=event]").click()
    page.locator("#making").wait_for()


def test_what_is_missing_takes_the_focus(live_page: Page, login: Login, editor: User) -> None:
    open_form(live_page, login, editor)
    live_page.locator("[name=occurrence]").focus()
    live_page.get_by_role("button", name="Save draft").click()
    expect(live_page.locator("[name=title]")).to_be_focused()
    assert not Event.objects.exists()


def test_what_was_saved_is_said_beside_the_text_with_nothing_in_the_console(
    live_page: Page, login: Login, editor: User
) -> None:
    open_form(live_page, login, editor)
    live_page.locator("[name=title]").fill("They meet")
    live_page.locator("[name=plover_type]").select_option("CONSULT")
    live_page.locator("[name=window_phrase]").fill("yesterday")
    live_page.get_by_role("button", name="Save draft").click()
    expect(live_page.locator("#said")).to_contain_text("Event saved as a draft")
    said, text = (live_page.locator(one).bounding_box() for one in ("#said", "#text"))
    assert said
    assert text
    assert said["x"] >= text["x"] + text["width"]


def test_the_event_that_shows_it_is_picked_from_lines_nearest_first(
    live_page: Page, login: Login, editor: User
) -> None:
    deadline = create_deadline(on=DAY, until=DAY + timedelta(20))
    for days in (-200, 21, 60, -1):
        create_event(title=f"{days} days", on=DAY + timedelta(days), state=ReviewState.PUBLISHED)
    login(live_page, editor)
    live_page.goto(f"/entries/{deadline.pk}/")
    live_page.locator("#recording").get_by_role("link", name="Record what became of it").click()
    lines = live_page.locator("#found-events li")
    expect(lines).to_have_count(5)
    assert [words.split(" days")[0] for words in lines.all_inner_texts()[1:]] == [
        "21",
        "-1",
        "60",
        "-200",
    ]
    boxes = [line.bounding_box() for line in lines.all()]
    assert len({box["x"] for box in boxes if box}) == 1
    assert len({box["y"] for box in boxes if box}) == 5
