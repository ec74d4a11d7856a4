"""Without stylesheets and without JavaScript: everything is there, in an order that reads well."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Login, NewPage
from tests.browser.test_browse import BEYOND
from tests.everything import Everything, create_everything
from tests.factories import DAY, create_article, create_events, create_outlet, create_user
from tracker.models import Article, Event, ReviewState

LONG = "Donaudampfschifffahrtsgesellschaftskapitänsvereinbarungsentwurfsbesprechung" * 3


@pytest.fixture
def record() -> Everything:
    return create_everything()


@pytest.fixture
def plain(new_page: NewPage) -> Page:
    """Neither scripts nor styles."""
    page = new_page(java_script_enabled=False)
    page.route("**/*.css", lambda route: route.fulfill(body="", content_type="text/css"))
    return page


def order(page: Page, *parts: str) -> None:
    """These words stand on the page, one after the other."""
    shown = page.locator("body").inner_text()
    place = 0
    for part in parts:
        found = shown.find(part, place)
        assert found >= 0, f"{part!r} does not come after what should precede it"
        place = found + len(part)


def test_one_reads_filters_pages_on_and_takes_the_file(plain: Page, record: Everything) -> None:
    create_events(days=[DAY - timedelta(30)] * 60)
    page = plain
    page.goto("/")
    order(
        page, "Skip to the content", "Timeline", "Sign in", "Talks", "Latest", "The harbour opens"
    )
    page.get_by_role("link", name="Timeline", exact=True).click()
    order(page, "Timeline", "Filter", "entries", "Newest first", "April 2025", "18 Apr Friday")
    page.get_by_text("Filter", exact=True).click()
    order(page, "Words", "Apply", "Kind", "Event 61", "Take it away", "Newest first")
    page.locator("aside").get_by_role("link", name="Event").click()
    page.get_by_role("link", name="Earlier entries").click()
    expect(page.get_by_role("link", name="Back to the start of the list")).to_be_visible()
    page.goto("/timeline/?q=harbour&kind=event")
    page.get_by_role("link", name="The harbour opens").click()
    order(page, "The harbour opens", "Arland", "Before", "The Test Courier")
    page.goto("/timeline/?from=2025-02-31")
    order(page, "Nothing is listed", "is not a day", "Leave that part out")
    page.get_by_role("link", name="Show everything").last.click()
    page.get_by_text("Filter", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("link", name="These entries as CSV").click()
    assert Path(download.value.path()).read_text().count("The harbour opens") >= 1


def test_one_signs_in_pastes_and_annotates(plain: Page, record: Everything) -> None:
    user = create_user("editor", "Editors")
    page = plain
    page.goto("/")
    page.get_by_role("link", name="Sign in").click()
    page.get_by_label("Username").fill(user.username)
    page.get_by_label("Password").fill("editor-password")
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name="Articles", exact=True).click()
    page.get_by_role("link", name="Add an article").click()
    page.get_by_label("Title").fill("The envoys meet again")
    page.get_by_label("Outlet", exact=True).select_option(label="The Test Courier")
    page.get_by_label("Published on").fill("2025-04-18")
    page.get_by_label("Text").fill("The envoys met on Thursday.")
    page.get_by_role("button", name="Save and annotate").click()
    article = Article.objects.get(title="The envoys meet again")
    page.get_by_label("The article’s words").fill("met on Thursday")
    page.get_by_role("button", name="Event").click()
    order(page, "New event", "Title", "Who", "Save draft", "Annotated so far")
    page.get_by_label("Title").fill("A second meeting")
    page.get_by_label("Process", exact=True).select_option(label="Talks")
    page.locator("[name=plover_type]").select_option("CONSULT")
    page.locator("[name=plover_mode]").select_option("multilateral")
    page.locator("[name=window_phrase]").fill("17 April 2025")
    page.get_by_role("button", name="Save draft").click()
    event = Event.objects.get(title="A second meeting")
    assert event.state == ReviewState.DRAFT
    assert event.annotations.get().version.article == article


def test_no_word_that_is_hidden_by_style_alone_confuses(plain: Page, record: Everything) -> None:
    """Words for the ear stand in the page for everybody who has no stylesheet; they read on."""
    page = plain
    page.goto("/timeline/?kind=deadline&q=answer")
    order(page, "Leave out: Kind: deadline Leave out: “answer” Show everything")
    order(page, "Arland → to The envoy", "“within days”: 18–25 Apr 2025; now 18 April 2025")
    # Drawings have a size of their own, so that no glyph fills the screen.
    sizes = page.locator("svg").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect()).filter(box => box.height > 120).length"
    )
    assert sizes == 0


def test_a_text_that_is_too_long_stays_where_it_was_pasted(
    new_page: NewPage, login: Login, editor: User
) -> None:
    create_outlet()
    # The field says so before anything is sent.
    page = new_page()
    login(page, editor)
    fill_in(page, "word " * 2 * 1024 * 1024)
    page.get_by_role("button", name="Save and annotate").click()
    said = page.locator("#id_text").evaluate("field => field.validationMessage")
    assert said.startswith("The text has 10485759 characters; up to 500000 are taken.")
    expect(page).to_have_url("/articles/new/")
    page.locator("#id_text").fill("The envoys met.")
    page.get_by_role("button", name="Save and annotate").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Long")
    assert Article.objects.count() == 1


def test_without_a_script_the_limit_is_told_and_back_brings_the_text(
    new_page: NewPage, login: Login, editor: User
) -> None:
    create_outlet()
    page = new_page(java_script_enabled=False, allowing=("413",))
    login(page, editor)
    long = "word " * 2 * 1024 * 1024
    fill_in(page, long)
    page.get_by_role("button", name="Save and annotate").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Too large")
    page.go_back()
    assert len(page.get_by_label("Text").input_value()) == len(long)
    assert page.get_by_label("Title").input_value() == "Long"


def fill_in(page: Page, text: str) -> None:
    page.goto("/articles/new/")
    page.get_by_label("Title").fill("Long")
    page.get_by_label("Outlet", exact=True).select_option(label="The Test Courier")
    page.get_by_label("Published on").fill("2025-04-18")
    page.get_by_label("Text").fill(text)


def away(route: Route) -> None:
    route.fulfill(status=503, content_type="text/plain", body="The database cannot be reached.\n")


def test_what_htmx_does_not_get_is_said_and_the_page_stays(
    new_page: NewPage, record: Everything
) -> None:
    page = new_page(allowing=("503",))
    page.goto("/timeline/")
    page.route("**/timeline/?kind=*", away)
    choice = page.locator(".filters").get_by_role("link", name="Deadline")
    choice.click()
    trouble = page.locator("#trouble")
    expect(trouble).to_have_text("The database cannot be reached.")
    expect(page.locator("#timeline h4")).to_have_count(4)
    page.unroute("**/timeline/?kind=*", away)
    choice.click()
    expect(page.locator("#timeline h4")).to_have_count(1)
    expect(trouble).to_be_hidden()


def test_long_words_break_rather_than_the_page(
    new_page: NewPage, login: Login, reviewer: User
) -> None:
    record = create_everything(words=LONG[:60])
    article = create_article(text=f"{LONG}\n\n{LONG}", title=LONG)
    page = new_page(width=390)
    login(page, reviewer)
    desk = f"/articles/{record.article.pk}/annotate/"
    wide = {}
    for address in (
        *("/", "/timeline/", f"/timeline/?q={LONG}"[:190], "/processes/talks/", "/actors/"),
        f"/processes/talks/conditions/?outcome={record.condition.pk}",
        *("/processes/talks/conditions/", "/processes/talks/demands/?cell=arland:envoy"),
        *("/actors/arland/", "/articles/", f"/articles/{article.pk}/", desk),
        *(f"/entries/{one.pk}/" for one in (record.event, record.deadline, record.condition)),
        *(f"{desk}event/?start=0&end=6&version=2", "/articles/new/"),
    ):
        page.goto(address)
        if reach := page.evaluate(BEYOND):
            wide[address] = reach
    assert wide == {}
