"""Going back in time and seeing what has changed, as people do it: by mouse, by keyboard, without
a script, on a small screen; and coming back another day."""

import re
from datetime import date, timedelta
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, Request, expect

from tests.browser.axe import complaints
from tests.browser.conftest import NewPage
from tests.browser.test_browse import BEYOND
from tests.browser.test_keyboard import check, open_everything
from tests.factories import (
    create_actor,
    create_annotation,
    create_article,
    create_deadline,
    create_development,
    create_event,
    create_process,
    create_track,
)
from tracker.editing.review import retract
from tracker.models import Entry, Outcome

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

FIRST = date(2025, 4, 8)
CHANGES = "/processes/talks/changes/?since=2025-04-01"


@pytest.fixture
def record(reviewer: User) -> list[str]:
    """Known on 8, 10 and 16 April; and the addresses of the pages that show days."""
    process = create_process(slug="talks", name="Harbour talks")
    track = create_track(process=process)
    arland = create_actor(name="Arland")
    event = create_event(
        title="They begin",
        process=process,
        track=track,
        on=FIRST,
        by=arland,
        process_state="active",
    )
    due = create_deadline(
        title="Answer in time",
        process=process,
        track=track,
        on=FIRST,
        until=FIRST + timedelta(6),
        by=arland,
    )
    create_development(
        entry=due,
        outcome=Outcome.EXTENDED,
        on=FIRST + timedelta(2),
        new=(FIRST, FIRST + timedelta(20)),
    )
    create_event(
        title="They stop",
        process=process,
        on=FIRST + timedelta(8),
        by=arland,
        process_state="suspended",
    )
    retract([create_event(title="Not so", process=process)], reason="Wrong", by=reviewer)
    Entry.objects.filter(pk=event.pk).update(edtf="2025-04-08/2025-04-09", latest=date(2025, 4, 9))
    article = create_article(text="They met. An answer is due.", published_on=FIRST)
    create_annotation(article=article, exact="They met", entry=event)
    return [
        "/",
        "/timeline/",
        "/processes/talks/",
        f"/entries/{due.pk}/",
        "/actors/",
        "/actors/arland/",
        "/articles/",
        f"/articles/{article.pk}/",
        CHANGES,
    ]


def titles(page: Page) -> list[str]:
    return page.locator("#timeline h4 a").all_inner_texts()


@pytest.mark.usefixtures("record")
def test_one_steps_from_change_to_change_without_a_reload_and_back_to_today(
    live_page: Page,
) -> None:
    page = live_page
    page.goto("/processes/talks/?kind=event")
    page.evaluate("window.stillHere = true")
    through_time = page.get_by_role("navigation", name="Through time")
    through_time.get_by_role("link", name="Day before").click()
    through_time.get_by_role("link", name="Previous change").click()
    expect(page).to_have_url("/processes/talks/?kind=event&as_of=2025-04-16")
    expect(through_time).to_contain_text("As known on Wednesday 16 April 2025.")
    expect(page.locator("p.state")).to_contain_text("Suspended")
    through_time.get_by_role("link", name="Day before").click()
    # The whole page is of that day: where the process stands, and every way out of it.
    expect(page.locator("p.state")).to_contain_text("Active")
    assert titles(page) == ["They begin"]
    expect(page.get_by_role("link", name="Timeline", exact=True).first).to_have_attribute(
        "href", re.compile("as_of=2025-04-15")
    )
    through_time.get_by_role("link", name="Next change").click()
    expect(page.locator("#timeline h4")).to_have_count(2)
    page.get_by_role("link", name="They begin", exact=True).click()
    expect(page).to_have_url(re.compile(r"/entries/\d+/\?as_of=2025-04-16$"))
    page.go_back()
    expect(page.locator("#timeline h4")).to_have_count(2)
    through_time.get_by_role("link", name="Back to today").click()
    expect(page).to_have_url("/processes/talks/?kind=event")
    assert page.evaluate("window.stillHere") is not False


@pytest.mark.usefixtures("record")
def test_the_keyboard_keeps_its_place_from_day_to_day(live_page: Page) -> None:
    page = live_page
    page.goto("/timeline/?as_of=2025-04-16")
    page.evaluate("window.stillHere = true")
    way = page.get_by_role("link", name="Day before")
    way.focus()
    for day in (15, 14, 13):
        page.keyboard.press("Enter")
        expect(page).to_have_url(f"/timeline/?as_of=2025-04-{day}")
        expect(way).to_be_focused()
    field = page.get_by_label("Another day")
    field.fill("2025-04-09")
    field.press("Enter")
    expect(page).to_have_url("/timeline/?as_of=2025-04-09")
    assert titles(page) == ["Answer in time", "They begin"]
    assert page.evaluate("window.stillHere") is True
    expect(page.get_by_text("No later change")).to_have_count(0)


@pytest.mark.usefixtures("record")
def test_the_filters_date_takes_the_whole_page_along(live_page: Page) -> None:
    page = live_page
    page.goto("/timeline/")
    page.get_by_text("Dates", exact=True).click()
    page.locator("#filter-as_of").fill("2025-04-09")
    page.get_by_role("button", name="Apply").click()
    expect(page).to_have_url("/timeline/?as_of=2025-04-09")
    search = page.get_by_label("Search the timeline")
    search.fill("stop")
    search.press("Enter")
    expect(page).to_have_url("/timeline/?q=stop&as_of=2025-04-09")
    assert titles(page) == []


@pytest.mark.usefixtures("record")
def test_it_all_works_without_a_script(new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False)
    page.goto("/processes/talks/")
    page.get_by_role("link", name="Previous change").click()
    page.get_by_label("Another day").fill("2025-04-10")
    page.get_by_role("button", name="Show").click()
    expect(page).to_have_url("/processes/talks/?as_of=2025-04-10")
    page.get_by_role("link", name="Changes").click()
    expect(page).to_have_url("/processes/talks/changes/?as_of=2025-04-10")
    expect(page.locator(".moved")).to_contain_text("14 days later")
    page.get_by_label("Known after").fill("2025-04-08")
    page.get_by_role("button", name="Show").last.click()
    expect(page.locator("ul.changes > li")).to_have_count(1)
    page.get_by_role("link", name="Back to today").click()
    page.get_by_role("link", name="What is new since my last visit").click()
    # The first time, there is no last one.
    expect(page).to_have_url("/processes/talks/changes/")


@pytest.mark.usefixtures("record")
def test_changes_are_narrowed_to_a_track_and_reached_further_back(live_page: Page) -> None:
    page = live_page
    page.goto("/processes/talks/changes/?since=2025-04-09")
    page.evaluate("window.stillHere = true")
    expect(page.locator("ul.changes > li")).to_have_count(4)
    page.get_by_role("link", name="From the beginning").click()
    expect(page).to_have_url("/processes/talks/changes/?since=0001-01-01")
    expect(page.locator("ul.changes > li")).to_have_count(6)
    expect(page.get_by_role("heading", name="Ceasefire")).to_contain_text(
        "1 corrected window, 2 new entries, 1 moved window"
    )
    page.get_by_label("Known after").fill("2025-04-15")
    page.get_by_label("Known after").press("Enter")
    expect(page).to_have_url("/processes/talks/changes/?since=2025-04-15")
    assert page.evaluate("window.stillHere") is True
    expect(page.get_by_text("was retracted")).to_be_visible()
    expect(page.get_by_text("Not so")).to_have_count(0)


def test_a_returning_reader_is_offered_what_is_new(new_page: NewPage, record: list[str]) -> None:
    page = new_page()
    asked: list[Request] = []
    page.on("request", lambda request: asked.append(request))

    def paths() -> list[str]:
        return [urlsplit(request.url).path for request in asked]

    for url in record:
        page.goto(url)
    # Nothing is asked of whoever is here for the first time, and nothing offered.
    assert "/since/" not in paths()
    assert page.locator(".offer").count() == 0
    # A day later.
    page.evaluate("localStorage.setItem('first-visit', Date.now() - 24 * 3600 * 1000)")
    page.goto("/")
    offer = page.locator(".offer")
    expect(offer).to_contain_text("Since your last visit on")
    expect(offer).to_contain_text("6 changes in Harbour talks")
    assert complaints(page) == []
    page.goto("/processes/talks/")
    offer.get_by_role("link", name="6 changes").click()
    expect(page).to_have_url(re.compile(r"/changes/\?visited="))
    expect(page.locator("ul.changes > li")).to_have_count(6)
    # The cookie goes along with nothing that caches keep.
    (cookie,) = page.context.cookies()
    assert (cookie["name"], cookie["path"], cookie["httpOnly"]) == ("visit", "/since/", True)
    sent = {
        urlsplit(request.url).path
        for request in asked
        if "visit=" in request.all_headers().get("cookie", "")
    }
    assert sent == {"/since/"}


@pytest.mark.parametrize("past", [False, True], ids=["today", "past"])
def test_axe_finds_nothing_and_nothing_is_wider_than_a_small_screen(
    new_page: NewPage, record: list[str], past: bool
) -> None:
    page = new_page(width=390)
    found = {}
    urls = [*record, "/processes/talks/changes/?visited=2025-04-18T09:30Z"][: -1 if past else None]
    for url in urls:
        mark = "&" if "?" in url else "?"
        address = f"{url}{mark}as_of=2025-04-10" if past else url
        page.goto(address)
        said = [*page.evaluate(BEYOND), *complaints(page)]
        if said:
            found[address] = said
    if past:
        late = Entry.objects.get(title="They stop")
        page.goto(f"/entries/{late.pk}/?as_of=2025-04-10")
        found |= {"not known": said} if (said := complaints(page)) else {}
    assert found == {}


@pytest.mark.usefixtures("record")
def test_the_keyboard_reaches_every_way_in_order(live_page: Page) -> None:
    page = live_page
    page.emulate_media(reduced_motion="reduce")  # what is scrolled to is there at once
    for url in ("/processes/talks/?as_of=2025-04-10", CHANGES):
        page.goto(url)
        open_everything(page)
        check(page)
