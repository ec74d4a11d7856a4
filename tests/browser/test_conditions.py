"""The graph of conditions and the matrix of demands, seen and used in a browser."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import complaints
from tests.browser.conftest import NewPage
from tests.factories import (
    DAY,
    create_actor,
    create_annotation,
    create_article,
    create_condition,
    create_condition_link,
    create_deadline,
    create_process,
    create_topic,
)
from tracker.models import Condition, Relation

LONG = "the delegations, their advisers and everybody whom they have brought along agree in writing"
WIDE = "WWWWMMMM " * 12

# Every line of text of a drawing that reaches out of the box that it stands in.
OUTSIDE = """() => [...document.querySelectorAll('.net svg g.box, .net svg g.junction')].flatMap(
  (group) => {
    const boxes = [...group.querySelectorAll('rect:not(.edge)')].map(
      (one) => one.getBoundingClientRect());
    return [...group.querySelectorAll('text')].filter((one) => {
      const line = one.getBoundingClientRect();
      return !boxes.some((box) => box.left <= line.left && line.right <= box.right
        && box.top <= line.top + 1 && line.bottom <= box.bottom + 1);
    }).map((one) => one.textContent);
  })"""


@pytest.fixture
def conditions() -> list[Condition]:
    create_process(slug="talks", name="Harbour talks")
    arland, borland = create_actor(name="Arland"), create_actor(name="Borland")
    topic = create_topic()
    both = {"by": arland, "to": borland, "until": DAY + timedelta(4000)}
    deadline = create_deadline(title=f"By Monday, {LONG}", **both)  # type: ignore[arg-type]
    found = [
        create_condition(
            title=f"Number {number}",
            if_clause=clause,
            then_clause=f"{clause} {number}",
            time_limit=deadline,
            topics=(topic,) if number < 2 else (),
            **both,  # type: ignore[arg-type]
        )
        for number, clause in enumerate(("they answer", LONG, WIDE, "停战三十天" * 12))
    ]
    for relation, target in zip(Relation, found[1:], strict=True):
        create_condition_link(source=found[0], target=target, relation=relation)
    article = create_article(text="They said that they answer. The rest is silence.")
    create_annotation(article=article, exact="they answer", entry=found[0])
    return found


@pytest.mark.parametrize("width", [1280, 390])
def test_the_words_of_the_graph_stay_in_their_boxes_and_the_page_in_its_width(
    new_page: NewPage, conditions: list[Condition], width: int
) -> None:
    page = new_page(width=width)
    page.goto("/processes/talks/conditions/")
    assert page.evaluate(OUTSIDE) == []
    assert page.locator(".net g.box").count() == 4
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert complaints(page) == []


def test_one_click_answers_what_is_still_unmet(
    new_page: NewPage, conditions: list[Condition]
) -> None:
    page = new_page()
    page.goto("/processes/talks/conditions/")
    page.locator(".net").get_by_role(
        "link", name="What is still unmet for: they answer 0?", exact=True
    ).click()
    expect(page.locator("#unmet")).to_contain_text("“they answer” is still awaited")
    # What could block it, and does not, is not among them.
    expect(page.locator(".net g.unmet")).to_have_count(3)
    page.locator("#unmet").get_by_role("link", name="evidence").first.click()
    expect(page).to_have_url(f"/entries/{conditions[0].pk}/#evidence")
    page.go_back()
    page.get_by_role("link", name="Back to all conditions").click()
    expect(page.locator("#unmet")).to_have_count(0)


def test_a_filter_swaps_cards_and_graph_and_the_keyboard_keeps_its_place(
    new_page: NewPage, conditions: list[Condition]
) -> None:
    page = new_page()
    page.goto("/processes/talks/conditions/")
    choice = page.locator("#choice-topic-sanctions")
    choice.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".net g.box")).to_have_count(2)
    expect(page).to_have_url("/processes/talks/conditions/?topic=sanctions")
    expect(choice).to_be_focused()
    page.go_back()
    expect(page.locator(".net g.box")).to_have_count(4)


def test_the_graph_is_walked_by_keyboard_and_can_be_left_out(
    new_page: NewPage, conditions: list[Condition]
) -> None:
    page = new_page(width=390)
    page.goto("/processes/talks/conditions/")
    past = page.get_by_role("link", name="Past the drawing, to the same in words")
    past.focus()
    expect(past).to_be_in_viewport()
    page.keyboard.press("Tab")
    region = page.get_by_role("region", name="How the conditions hang together, drawn")
    expect(region).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.activeElement.scrollLeft > 0")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')").startswith("/entries/")
    past.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#net-in-words') !== null")


@pytest.mark.parametrize("width", [1280, 390])
def test_a_cell_of_the_demands_opens_into_its_quotes(
    new_page: NewPage, conditions: list[Condition], width: int
) -> None:
    page = new_page(width=width)
    page.goto("/processes/talks/demands/")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert complaints(page) == []
    cell = page.locator("table.matrix td a")
    cell.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Demands: Arland to Borland")).to_be_in_viewport()
    expect(page.locator("#cell mark")).to_have_text("they answer")
    expect(page).to_have_url("/processes/talks/demands/?cell=arland%3Aborland")
    assert complaints(page) == []
    close(page)
    expect(page.locator("#cell mark")).to_have_count(0)


def close(page: Page) -> None:
    page.locator("#cell").get_by_role("link", name="Close").click()
