"""The chart of a timeline in a browser: zoomed and moved by buttons, keys, wheel and drag, with
the span in the address and the list behind it; its cards, and entries beside it."""

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.axe import complaints
from tests.browser.conftest import NewPage
from tests.browser.test_browse import BEYOND
from tests.browser.test_deadlines import ASTRAY
from tests.factories import (
    DAY,
    create_condition,
    create_deadline,
    create_development,
    create_event,
    create_link,
    create_process,
    create_track,
)
from tracker.dates.window import OPEN_END
from tracker.models import Outcome

URL = "/processes/talks/"
SPAN = f"?from={DAY - timedelta(20)}&to={DAY + timedelta(79)}"


@pytest.fixture(autouse=True)
def talks() -> None:
    process = create_process(slug="talks", name="Harbour talks")
    tracks = [create_track(process=process, slug=slug) for slug in ("ceasefire", "harbour")]
    for number, kind in enumerate(["CONSULT", "AID", "THREATEN", "ASSAULT", "AGREE"] * 3):
        create_event(
            title=f"Step {number} of a long way to the harbour",
            plover_type=kind,
            on=DAY + timedelta(number * 4),
            process=process,
            track=tracks[number % 2],
        )
    first = create_event(title="Long before", on=date(2019, 3, 1), process=process, track=tracks[0])
    deadline = create_deadline(
        title="Answer", until=DAY + timedelta(7), process=process, track=tracks[0]
    )
    create_development(
        entry=deadline,
        outcome=Outcome.EXTENDED,
        on=DAY + timedelta(6),
        new=(DAY, DAY + timedelta(20)),
    )
    create_development(entry=deadline, outcome=Outcome.MISSED, on=DAY + timedelta(21))
    condition = create_condition(
        title="Or else", until=OPEN_END, time_limit=deadline, process=process, track=tracks[1]
    )
    create_link(source=condition, target=first)


def plot(page: Page) -> Locator:
    return page.locator("#chart-plot")


def span(page: Page) -> tuple[date, date]:
    """The one in the address."""
    found = re.search(r"from=([\d-]+)&to=([\d-]+)", page.url)
    assert found, page.url
    return date.fromisoformat(found[1]), date.fromisoformat(found[2])


def drawn(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator("#chart-plot svg.plot")).to_be_visible()


def listed(page: Page, number: int) -> None:
    expect(page.locator("article.entry")).to_have_count(number)


def test_buttons_zoom_and_move_and_the_list_follows(live_page: Page) -> None:
    page = live_page
    drawn(page, URL)
    listed(page, 18)
    page.evaluate("window.stillHere = true")
    page.get_by_role("link", name="Zoom in").click()
    expect(page).to_have_url(re.compile("from=.*to="))
    listed(page, 0)
    page.get_by_role("link", name="Later", exact=True).click()
    expect(page.locator("article.entry").first).to_be_visible()
    page.go_back()
    listed(page, 0)
    page.go_back()
    listed(page, 18)
    expect(page.locator("#chart-plot .mark")).not_to_have_count(0)
    assert page.evaluate("window.stillHere") is True


def test_keys_zoom_and_move_and_lead_from_mark_to_mark(live_page: Page) -> None:
    page = live_page
    drawn(page, URL + SPAN)
    plot(page).focus()
    page.keyboard.press("+")
    expect(page).to_have_url(re.compile(f"from={DAY + timedelta(5)}"))
    expect(plot(page)).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile(f"from={DAY + timedelta(30)}"))
    page.keyboard.press("-")
    expect(page).to_have_url(re.compile(f"from={DAY + timedelta(5)}&"))
    page.keyboard.press("Home")
    expect(page).not_to_have_url(re.compile(f"from={DAY + timedelta(5)}&"))
    first, last = span(page)
    assert first <= date.today() <= last
    page.wait_for_load_state("networkidle")  # the list has followed
    drawn(page, URL + SPAN)
    plot(page).focus()
    page.keyboard.press("Tab")
    mark = page.locator("#chart-plot a:focus")
    name = mark.get_attribute("aria-label")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#chart-card")).to_be_visible()
    assert mark.get_attribute("aria-label") != name
    page.keyboard.press("Escape")
    expect(plot(page)).to_be_focused()
    expect(page.locator("#chart-card")).to_be_hidden()


def test_keys_pressed_quickly_are_all_followed(live_page: Page) -> None:
    page = live_page
    drawn(page, URL + SPAN)
    plot(page).focus()
    for key in ("ArrowRight", "ArrowRight", "-"):
        page.keyboard.press(key)
    expect(page).to_have_url(re.compile(f"from={DAY + timedelta(30)}&to={DAY + timedelta(229)}"))
    expect(plot(page)).to_be_focused()


def test_a_button_that_was_pressed_keeps_the_focus(live_page: Page) -> None:
    page = live_page
    drawn(page, URL + SPAN)
    button = page.get_by_role("link", name="Zoom in")
    button.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"from={DAY + timedelta(5)}&"))
    expect(button).to_be_focused()


def test_a_wheel_turned_sideways_moves_the_span(live_page: Page) -> None:
    page = live_page
    drawn(page, URL + SPAN)
    page.locator("svg.plot").hover(position={"x": 20, "y": 390})
    page.mouse.wheel(200, 0)
    expect(page).not_to_have_url(re.compile(f"from={DAY - timedelta(20)}"))
    first, last = span(page)
    assert first > DAY - timedelta(20)
    assert (last - first).days == 99


def test_a_narrow_page_opens_where_something_stands(new_page: NewPage) -> None:
    page = new_page(width=390)
    drawn(page, URL)  # one event years ago, all others at the other end
    page.wait_for_function("document.querySelector('#chart-plot').scrollLeft > 200")
    seen = page.locator("#chart-plot .mark, #chart-plot .count").evaluate_all(
        "all => all.filter(one => { const box = one.getBoundingClientRect();"
        " return box.left > 130 && box.left < 390; }).length"
    )
    assert seen > 2


def test_the_wheel_zooms_around_the_pointer_and_without_a_key_it_scrolls(live_page: Page) -> None:
    page = live_page
    drawn(page, URL + SPAN)
    box = page.locator("svg.plot").bounding_box()
    assert box
    page.mouse.move(box["x"] + 5, box["y"] + 100)
    page.mouse.wheel(0, 100)
    page.wait_for_timeout(300)
    assert span(page) == (DAY - timedelta(20), DAY + timedelta(79))
    box = page.locator("svg.plot").bounding_box()
    assert box
    page.mouse.move(box["x"] + 5, box["y"] + 100)
    page.keyboard.down("Control")
    page.mouse.wheel(0, -200)
    page.keyboard.up("Control")
    expect(page).not_to_have_url(re.compile(f"to={DAY + timedelta(79)}"))
    first, last = span(page)
    assert abs((first - DAY).days + 20) <= 1
    assert last < DAY + timedelta(60)


def test_no_card_pops_up_under_a_hand_at_rest_while_the_wheel_turns(live_page: Page) -> None:
    page = live_page
    drawn(page, URL + SPAN)
    card = page.locator("#chart-card")
    place = page.locator("#chart-plot .mark .room").first.bounding_box()
    assert place
    page.mouse.move(place["x"] + 4, place["y"] + place["height"] / 2)
    expect(card).to_be_visible()
    before = page.url
    page.keyboard.down("Control")
    page.mouse.wheel(0, -100)
    page.keyboard.up("Control")
    expect(page).not_to_have_url(before)
    page.wait_for_timeout(300)  # for what a browser tells of a hand when the page below it changes
    expect(card).to_be_hidden()
    page.locator("#chart-plot .mark").first.hover()
    expect(card).to_be_visible()


def test_notches_of_a_wheel_add_up_however_fast_they_come(new_page: NewPage) -> None:
    # Where the server is slower than the hand, the first request is given up for the second.
    page = new_page(allowing=("htmx:afterRequest", "htmx:sendAbort"))
    drawn(page, URL + SPAN)
    box = page.locator("svg.plot").bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 100)
    page.keyboard.down("Control")
    for _ in range(4):  # the first of them is drawn while the others are turned
        page.mouse.wheel(0, -100)
        page.wait_for_timeout(40)
    page.keyboard.up("Control")
    # A hundred days by the exponential of a third for each notch
    expect(page.locator("#chart-plot")).to_have_attribute("data-days", re.compile("^2[5-8]$"))
    page.wait_for_timeout(300)
    first, last = span(page)
    assert (last - first).days + 1 in range(25, 29)
    # No step has written the whole page away: whoever goes back asks the server.
    assert page.evaluate("sessionStorage.getItem('htmx-history-cache')") is None
    page.go_back()
    expect(page.locator("#chart-plot")).not_to_have_attribute("data-days", re.compile("^2[5-8]$"))
    expect(page.locator("#chart-plot .mark")).not_to_have_count(0)


def test_a_drag_moves_the_span_and_opens_nothing(live_page: Page) -> None:
    page = live_page
    drawn(page, URL + SPAN)
    mark = page.locator("#chart-plot .mark.event").nth(4)
    mark.scroll_into_view_if_needed()
    box = mark.bounding_box()
    assert box
    page.mouse.move(box["x"] + 4, box["y"] + 8)
    page.mouse.down()
    page.mouse.move(box["x"] + 54, box["y"] + 8)
    page.mouse.move(box["x"] + 104, box["y"] + 8)
    page.mouse.up()
    expect(page).to_have_url(re.compile(f"from={DAY - timedelta(30)}"))
    assert span(page) == (DAY - timedelta(30), DAY + timedelta(69))
    expect(page.locator("#beside")).to_be_empty()


def test_a_hand_keeps_hold_when_another_picture_comes(live_page: Page) -> None:
    page = live_page
    drawn(page, URL + SPAN)
    box = page.locator("svg.plot").bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + 200
    page.mouse.move(x, y)
    page.mouse.down()
    # Meanwhile a key has asked for the half of it.
    page.locator("a#chart-in").evaluate("link => link.click()")
    expect(page).to_have_url(re.compile(f"from={DAY + timedelta(5)}&"))
    page.mouse.move(x + 50, y)
    page.mouse.move(x + 100, y)
    page.mouse.up()
    expect(page).to_have_url(re.compile(f"from={DAY}&to={DAY + timedelta(49)}"))


def test_the_window_of_the_overview_is_dragged(live_page: Page) -> None:
    page = live_page
    drawn(page, URL + SPAN)
    window = page.locator("#chart-window")
    window.scroll_into_view_if_needed()
    box = window.bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + 20
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 100, y)
    page.mouse.move(x - 200, y)
    page.mouse.up()
    expect(page).not_to_have_url(re.compile(f"from={DAY - timedelta(20)}"))
    first, last = span(page)
    assert (last - first).days == 99
    assert first < DAY - timedelta(300)


def test_a_card_tells_of_a_mark_and_enter_opens_it_beside(live_page: Page) -> None:
    page = live_page
    drawn(page, URL + SPAN)
    mark = page.locator("#chart-plot .mark.deadline")
    mark.hover()
    expect(page.locator("#chart-card")).to_contain_text("missed")
    expect(page.locator("#chart-card")).to_contain_text("moved once, last to 8 May 2025")
    mark.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#beside").get_by_role("heading", name="Answer")).to_be_visible()
    expect(page).to_have_url(re.compile("/processes/talks/"))
    assert complaints(page) == []
    page.locator("#beside").get_by_role("button", name="Close").click()
    expect(page.locator("#beside")).to_be_empty()
    expect(mark).to_be_focused()


@pytest.mark.parametrize("address", [URL + SPAN, f"{URL}?view=chart&lanes=kind"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_no_word_leaves_the_chart_and_a_narrow_page_scrolls_it(
    new_page: NewPage, address: str, width: int
) -> None:
    page = new_page(width=width)
    drawn(page, address)
    page.locator("#chart-text summary").click()
    assert complaints(page) == []
    assert page.locator("#chart-plot svg").evaluate_all(ASTRAY) == []
    assert page.evaluate(BEYOND) == []
    wide, seen = plot(page).evaluate("one => [one.scrollWidth, one.clientWidth]")
    assert wide > 1000
    assert (wide > seen + 100) == (width == 390)


def test_without_javascript_plain_links_zoom(new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(URL + SPAN)
    box = page.locator("#chart").bounding_box()
    assert box
    assert box["height"] < 100  # nothing is kept free for what does not come
    page.get_by_role("link", name="Show the chart").click()
    expect(page.locator("#chart-plot .mark")).not_to_have_count(0)
    page.get_by_role("link", name="Zoom in").click()
    first, last = span(page)
    assert (last - first).days == 49
    page.get_by_role("link", name="All links").click()
    page.locator("#chart-plot .mark.event").first.click()
    expect(page).to_have_url(re.compile("/entries/"))


def test_the_list_stays_where_it_is_when_the_chart_comes(live_page: Page) -> None:
    page = live_page
    page.route("**/*", lambda route: route.continue_())
    page.add_init_script(
        "window.shift = 0; new PerformanceObserver(list => { for (const one of list.getEntries())"
        " window.shift += one.value; }).observe({type: 'layout-shift', buffered: true})"
    )
    drawn(page, URL)
    page.wait_for_timeout(300)
    assert page.evaluate("window.shift") < 0.05
