"""Reading in a real browser: filters, search, scrolling, small screens, keyboard, files."""

import csv
from datetime import timedelta

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.conftest import NewPage
from tests.factories import (
    DAY,
    create_actor,
    create_annotation,
    create_article,
    create_condition,
    create_deadline,
    create_development,
    create_event,
    create_events,
    create_link,
    create_process,
    create_topic,
    create_track,
)
from tracker.models import ActorAlias, Affiliation, Entry, Outcome
from tracker.timeline.counts import MOST_NAMED

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

LONG = "Donaudampfschifffahrtsgesellschaftskapitänsvereinbarungsentwurfsbesprechung"


# What reaches over the right edge of the screen, unless something around it scrolls or cuts it.
BEYOND = """() => document.documentElement.scrollWidth <= innerWidth ? [] :
  [...document.querySelectorAll('body *')]
    .filter(one => one.getBoundingClientRect().right > innerWidth + 1)
    .map(one => `${one.tagName}.${one.className}: ${one.textContent.trim().slice(0, 40)}`)"""


@pytest.fixture
def record() -> list[str]:
    """A little of everything, and the addresses of all reading pages of it."""
    process = create_process(slug="talks", name=f"Talks about {LONG}")
    track = create_track(process=process)
    arland, envoy = create_actor(name="Arland"), create_actor(name="Envoy", kind="person")
    ActorAlias.objects.create(actor=arland, name=LONG)
    Affiliation.objects.create(actor=envoy, to=arland, role="envoy", since=DAY)
    topic = create_topic()
    event = create_event(
        title="The harbour opens",
        summary=f"Ships come and go. {LONG}",
        track=track,
        process_state="active",
        by=arland,
        to=envoy,
        topics=(topic,),
    )
    planned = create_event(title="A second round", occurrence="planned", on=DAY.replace(year=2090))
    deadline = create_deadline(
        title="Answer soon", by=envoy, until=DAY + timedelta(7), phrase="within days"
    )
    condition = create_condition(
        title=f"Ships for answers: {LONG}", if_clause=LONG, by=arland, time_limit=deadline
    )
    new = (DAY, DAY + timedelta(30))
    create_development(entry=deadline, outcome=Outcome.EXTENDED, on=DAY + timedelta(6), new=new)
    create_link(source=deadline, target=event)
    create_link(source=planned, target=event)
    article = create_article(
        text=f"The harbour opened on Friday. {LONG}\n\nAn answer is due within days.",
        url="https://courier.example/harbour",
    )
    create_annotation(article=article, exact="harbour opened", entry=event)
    create_annotation(article=article, exact="due within days", entry=deadline)
    create_annotation(article=article, exact="answer is due", entry=condition)
    return [
        "/",
        "/timeline/",
        "/timeline/?q=harbour&as_of=2025-04-20",
        "/timeline/?q=submarines",
        "/timeline/?from=2025-02-31&kind=rumour",
        "/processes/talks/",
        "/processes/talks/deadlines/",
        f"/entries/{event.pk}/",
        f"/entries/{deadline.pk}/",
        f"/entries/{condition.pk}/?as_of=2025-04-20",
        "/actors/",
        "/actors/?name=nobody",
        "/actors/arland/",
        "/articles/",
        f"/articles/{article.pk}/",
        "/login/",
        "/nowhere/",
    ]


def titles(page: Page) -> list[str]:
    return page.locator("#timeline h4 a").all_inner_texts()


def facet(page: Page, name: str) -> Locator:
    return page.locator(".filters li").get_by_role("link", name=name)


@pytest.mark.usefixtures("record")
def test_a_choice_filters_without_a_reload_and_back_brings_the_list_back(live_page: Page) -> None:
    page = live_page
    page.goto("/timeline/")
    everything = titles(page)
    assert len(everything) == 4
    page.evaluate("window.stillHere = true")
    facet(page, "Deadline").click()
    expect(page.locator("#timeline h4")).to_have_count(1)
    expect(page).to_have_url("/timeline/?kind=deadline")
    facet(page, "Event").click()
    expect(page).to_have_url("/timeline/?kind=deadline&kind=event")
    expect(page.locator("#timeline h4")).to_have_count(3)
    chosen = titles(page)
    assert page.evaluate("window.stillHere") is True

    page.go_back()
    expect(page.locator("#timeline h4")).to_have_count(1)
    page.go_back()
    expect(page).to_have_url("/timeline/")
    expect(page.locator("#timeline h4")).to_have_count(4)
    assert titles(page) == everything
    page.go_forward()
    page.go_forward()
    expect(page.locator("#timeline h4")).to_have_count(3)

    page.reload()
    expect(page).to_have_url("/timeline/?kind=deadline&kind=event")
    assert titles(page) == chosen
    page.get_by_role("link", name="Leave out: Kind: Event").click()
    expect(page).to_have_url("/timeline/?kind=deadline")


@pytest.mark.usefixtures("record")
def test_back_from_an_entry_shows_the_whole_filtered_page(live_page: Page) -> None:
    page = live_page
    page.goto("/timeline/")
    facet(page, "Deadline").click()
    expect(page.locator("#timeline h4")).to_have_count(1)
    page.get_by_role("link", name="Answer soon", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Answer soon")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Timeline")
    assert titles(page) == ["Answer soon"]


@pytest.mark.usefixtures("record")
def test_the_form_filters_without_a_reload_and_says_what_makes_no_sense(live_page: Page) -> None:
    page = live_page
    page.goto("/timeline/?kind=event&kind=deadline")
    page.evaluate("window.stillHere = true")
    page.get_by_text("Dates", exact=True).click()
    page.get_by_label("From", exact=True).fill("2025-04-25")
    page.get_by_role("button", name="Apply").click()
    expect(page).to_have_url("/timeline/?kind=event&kind=deadline&from=2025-04-25")
    assert titles(page) == ["A second round", "Answer soon"]
    page.get_by_label("To", exact=True).fill("2025-04-24")
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_label("To", exact=True)).to_have_accessible_description(
        "The last day lies before the first day."
    )
    assert titles(page) == []
    page.reload()
    expect(page.get_by_role("alert")).to_contain_text("The last day lies before the first day.")
    page.get_by_role("alert").get_by_role("link", name="Show everything").click()
    expect(page.locator("#timeline h4")).to_have_count(4)


def test_more_entries_come_as_one_scrolls(live_page: Page) -> None:
    page = live_page
    create_events(days=[DAY - timedelta(number) for number in range(120)])
    page.goto("/timeline/")
    rows = page.locator("article.entry")
    expect(rows).to_have_count(50)
    page.locator("footer").scroll_into_view_if_needed()
    expect(rows).to_have_count(100)
    page.locator("footer").scroll_into_view_if_needed()
    expect(rows).to_have_count(120)
    expect(page.locator("#more")).to_have_count(0)
    expect(page).to_have_url("/timeline/")
    ids = rows.evaluate_all("rows => rows.map(row => row.id)")
    assert len(set(ids)) == 120


@pytest.mark.usefixtures("record")
def test_without_javascript_links_and_forms_do_the_same(new_page: NewPage) -> None:
    create_events(days=[DAY - timedelta(30)] * 60)
    page = new_page(java_script_enabled=False)
    page.goto("/timeline/")
    facet(page, "Event").click()
    expect(page).to_have_url("/timeline/?kind=event")
    assert len(titles(page)) == 50
    page.get_by_role("link", name="Earlier entries").click()
    assert len(titles(page)) == 12
    page.get_by_role("link", name="Back to the start of the list").click()
    page.get_by_role("searchbox", name="Words", exact=True).fill("harbour")
    page.get_by_role("button", name="Apply").click()
    assert titles(page) == ["The harbour opens"]
    assert "kind=event" in page.url
    page.get_by_role("link", name="Show everything").click()
    expect(page).to_have_url("/timeline/")


@pytest.mark.usefixtures("record")
def test_the_search_of_the_header_marks_what_it_found(live_page: Page) -> None:
    page = live_page
    page.goto("/articles/")
    page.get_by_label("Search the timeline").fill("harbours opening")
    page.keyboard.press("Enter")
    expect(page).to_have_url("/timeline/?q=harbours+opening")
    entry = page.locator("article.entry")
    expect(entry).to_have_count(1)
    assert entry.locator("h4 mark").all_inner_texts() == ["harbour", "opens"]


def test_nothing_is_wider_than_a_small_screen(new_page: NewPage, record: list[str]) -> None:
    page = new_page(width=390)
    too_wide = {}
    for url in record:
        _visit(page, url)
        if reach := page.evaluate(BEYOND):
            too_wide[url] = reach
    assert too_wide == {}


@pytest.mark.usefixtures("record")
def test_on_a_small_screen_filters_are_folded_until_one_taps(new_page: NewPage) -> None:
    page = new_page(width=390, has_touch=True)
    page.goto("/timeline/")
    expect(facet(page, "Deadline")).to_be_hidden()
    page.get_by_text("Filter", exact=True).tap()
    facet(page, "Deadline").tap()
    expect(page).to_have_url("/timeline/?kind=deadline")
    expect(page.locator("#timeline h4")).to_have_count(1)


@pytest.mark.usefixtures("record")
def test_all_choices_come_in_place_of_the_few_and_the_focus_stays_among_them(
    live_page: Page,
) -> None:
    for number in range(MOST_NAMED + 2):
        create_event(by=create_actor(name=f"Actor {number:02}"))
    page = live_page
    page.goto("/timeline/")
    actors, speaking = page.locator("#choices-actor"), page.locator("#choices-initiator")
    expect(actors.locator("a")).to_have_count(MOST_NAMED + 1)
    actors.get_by_role("link", name="Show them all").press("Enter")
    expect(actors.locator("a").nth(MOST_NAMED)).to_be_focused()
    expect(actors.get_by_role("link", name="Show them all")).to_have_count(0)
    page.get_by_text("Who speaks or acts").press("Enter")
    speaking.get_by_role("link", name="Actor 01").click()
    expect(page).to_have_url("/timeline/?initiator=actor-01")
    expect(page.locator("#timeline h4")).to_have_count(1)


@pytest.mark.usefixtures("record")
def test_the_keyboard_reaches_what_the_mouse_does(live_page: Page) -> None:
    page = live_page
    page.goto("/timeline/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page).to_have_url("/timeline/#main")
    choice = facet(page, "Deadline")
    # Past the ways through time and through the chart.
    for _ in range(40):
        page.keyboard.press("Tab")
        if choice.evaluate("link => link === document.activeElement"):
            break
    expect(choice).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url("/timeline/?kind=deadline")
    # The list was swapped, with the link in it; whoever pressed it goes on from there.
    expect(facet(page, "Deadline")).to_be_focused()


@pytest.mark.usefixtures("record")
def test_the_file_holds_the_rows_of_the_page(live_page: Page) -> None:
    page = live_page
    page.goto("/processes/talks/?order=oldest")
    facet(page, "Event").click()
    expect(page).to_have_url("/processes/talks/?kind=event&order=oldest")
    with page.expect_download() as download:
        page.get_by_role("link", name="These entries as CSV").click()
    assert download.value.suggested_filename.startswith("demarche-talks-20")
    with open(download.value.path(), encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["title"] for row in rows] == titles(page) == ["The harbour opens", "A second round"]
    assert [row["id"] for row in rows] == [
        str(Entry.objects.get(title=row["title"]).pk) for row in rows
    ]


def _visit(page: Page, url: str) -> None:
    """Goes there; a page that says 404 is looked at as any other, without the console's word."""

    def answer_well(route: Route) -> None:
        route.fulfill(response=route.fetch(), status=200)

    if url == "/nowhere/":
        page.route("**/nowhere/", answer_well)
    page.goto(url)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
