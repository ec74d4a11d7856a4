"""Deadlines in a real browser: the board of a process, the chain of one, the record; what is drawn
keeps to its place, and axe-core finds nothing."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.axe import complaints
from tests.browser.conftest import NewPage
from tests.browser.test_browse import BEYOND
from tests.factories import (
    create_actor,
    create_condition,
    create_deadline,
    create_development,
    create_event,
    create_process,
)
from tracker.dates.window import OPEN_END, OPEN_START
from tracker.models import Deadline, Outcome, Process

URL = "/processes/talks/deadlines/"

# Words of pictures that overlap others of the same picture, or leave it.
ASTRAY = """svgs => svgs.flatMap(svg => {
  const frame = svg.getBoundingClientRect();
  const shown = [...svg.querySelectorAll('text')]
    .filter(one => getComputedStyle(one).display !== 'none')
    .map(one => [one.textContent, one.getBoundingClientRect()]);
  const astray = shown.filter(([, box]) =>
    box.left < frame.left - 1 || box.right > frame.right + 1 ||
    box.top < frame.top - 1 || box.bottom > frame.bottom + 1).map(([said]) => `${said} leaves`);
  shown.forEach(([said, box], n) => shown.slice(n + 1).forEach(([other, next]) => {
    if (box.left < next.right && next.left < box.right && box.top < next.bottom - 2 &&
        next.top < box.bottom - 2) astray.push(`${said} over ${other}`);
  }));
  return astray;
})"""


def today() -> date:
    return date.today()


def day(number: int) -> date:
    return today() + timedelta(number)


@pytest.fixture
def talks() -> Process:
    process = create_process(slug="talks", name="Harbour talks")
    arland = create_actor(name="Arland")
    create_event(title="They begin", on=day(-40), process_state="active", process=process)
    for number in range(4):
        create_deadline(
            title=f"Late {number}", process=process, on=day(-30), until=day(-9 + number), by=arland
        )
    create_deadline(title="Soon", process=process, on=day(-8), until=day(3), known_on=day(-8))
    create_deadline(title="Ahead", process=process, on=day(5), until=day(60), known_on=day(-8))
    create_condition(process=process, on=day(-9), until=day(9), by=arland)
    return process


def chained(*, first: date, last: date, steps: list[tuple[date, date | None]]) -> Deadline:
    deadline = create_deadline(title="Moved", on=first, until=last, known_on=max(first, day(-400)))
    for on, until in steps:
        outcome, new = (Outcome.EXTENDED, (on, until)) if until else (Outcome.MISSED, None)
        create_development(entry=deadline, outcome=outcome, on=on, new=new)
    return deadline


def group(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=name)


@pytest.mark.usefixtures("talks")
def test_the_board_filters_without_a_reload_and_back_brings_it_back(live_page: Page) -> None:
    page = live_page
    page.goto("/processes/talks/")
    page.get_by_role("navigation", name="Readings of this process").get_by_role(
        "link", name="Deadlines"
    ).click()
    expect(page).to_have_url(URL)
    expect(group(page, "Overdue").get_by_role("listitem")).to_have_count(4)
    expect(group(page, "Open").get_by_role("heading", level=3)).to_contain_text("Soon")
    page.evaluate("window.stillHere = true")
    page.locator(".filters li").get_by_role("link", name="Upcoming").click()
    expect(page).to_have_url(f"{URL}?status=upcoming")
    expect(page.locator(".board li")).to_have_count(1)
    page.get_by_text("Dates", exact=True).click()
    page.get_by_label("As known on", exact=True).fill(day(-20).isoformat())
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_text("No deadline on record fits all of this.")).to_be_visible()
    readings = page.get_by_role("navigation", name="Readings of this process")
    expect(readings.get_by_role("link", name="Timeline")).to_have_attribute(
        "href", f"/processes/talks/?as_of={day(-20).isoformat()}"
    )
    assert page.evaluate("window.stillHere") is True
    page.go_back()
    expect(page.locator(".board li")).to_have_count(1)
    page.go_back()
    expect(page.locator(".board li")).to_have_count(6)
    assert complaints(page) == []


def test_a_long_group_goes_on_page_by_page(new_page: NewPage) -> None:
    process = create_process(slug="talks")
    for number in range(60):
        create_deadline(
            title=f"Late {number}", process=process, on=day(-99), until=day(-number - 1)
        )
    create_deadline(title="Soon", process=process, until=day(3))
    for javascript in (True, False):
        page = new_page(java_script_enabled=javascript)
        page.goto(URL)
        expect(group(page, "Overdue").get_by_role("listitem")).to_have_count(25)
        page.get_by_role("link", name="all 60").click()
        expect(page).to_have_url(f"{URL}?status=overdue")
        expect(page.locator(".board li")).to_have_count(50)
        page.get_by_role("link", name="The next ones").click()
        expect(page.locator(".board li")).to_have_count(10)
        assert "after=" in page.url
        page.get_by_role("link", name="Back to the start of the list").click()
        expect(page.locator(".board li")).to_have_count(50)


CHAINS: dict[str, tuple[date, date, list[tuple[int, int | None]]]] = {
    "a week": (day(-5), day(2), []),
    "moved at its very end": (
        day(-220),
        day(-30),
        [(-30, -23), (-23, -20), (-20, -17), (-16, None)],
    ),
    "moved at its beginning": (day(-90), day(-88), [(-88, -80), (-81, -10), (-9, None)]),
    "open": (OPEN_START, day(3), [(-3, 4000)]),
    "without end": (day(-9), OPEN_END, []),
    "long ago": (day(-9000), day(-8990), [(-8990, -8000), (-7000, None)]),
    "one day": (day(0), day(0), []),
}


@pytest.mark.parametrize("width", [1280, 1000, 760, 390, 320])
def test_no_word_of_a_picture_leaves_it_or_covers_another(new_page: NewPage, width: int) -> None:
    create_process(slug="talks")
    page = new_page(width=width)
    entries = []
    for first, last, steps in CHAINS.values():
        dated = [(day(on), day(until) if until else None) for on, until in steps]
        entries.append(chained(first=first, last=last, steps=dated))
    found = {}
    for name, entry in zip(CHAINS, entries, strict=True):
        page.goto(f"/entries/{entry.pk}/")
        if astray := page.locator("svg.chain").evaluate_all(ASTRAY):
            found[name] = astray
        assert page.locator("svg.chain text").count() > 2
        assert page.evaluate(BEYOND) == []
    for address in (URL, f"{URL}?status=open", f"{URL}?status=missed"):
        page.goto(address)
        if astray := page.locator("svg.days").evaluate_all(ASTRAY):
            found[address] = astray
        assert page.evaluate(BEYOND) == []
    assert found == {}


def test_axe_finds_nothing_on_board_chain_and_record(new_page: NewPage, talks: Process) -> None:
    moved = chained(first=day(-60), last=day(-30), steps=[(day(-30), day(-9)), (day(-8), None)])
    page = new_page(width=390)
    for address in (URL, "/processes/talks/", "/actors/arland/", f"/entries/{moved.pk}/"):
        page.goto(address)
        assert complaints(page) == []
    page.goto(f"/entries/{moved.pk}/")
    expect(page.get_by_role("figure")).to_contain_text("Moved once, 21 days later.")
    page.goto("/actors/arland/")
    record = page.get_by_role("region", name="What came of it so far")
    expect(record).to_contain_text("Deadlines that it set")
    record.get_by_role("link", name="4").first.click()
    expect(page.locator("article.entry")).to_have_count(4)
