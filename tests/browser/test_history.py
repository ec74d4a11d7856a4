"""Revisions side by side and the way back, in a real browser."""

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import expect

from tests.browser.axe import complaints
from tests.browser.conftest import Login, NewPage
from tests.browser.test_browse import BEYOND
from tests.factories import create_actor, create_event
from tracker.models import Entry, Event, Part, Role


@pytest.fixture
def event() -> Event:
    event = create_event(
        title="The sides meet at noon",
        summary="They sat for three hours. Nothing was agreed. They will meet again.",
    )
    Entry.objects.filter(pk=event.pk).update(
        title="The sides meet at night",
        summary="They sat for four hours. Nothing was agreed, they say. They will meet again.",
    )
    Part.objects.create(entry=event, actor=create_actor(name="Arland"), role=Role.HOST)
    return event


@pytest.mark.parametrize("width", [1280, 390])
def test_what_was_there_before_comes_back_and_goes_again(
    new_page: NewPage, login: Login, reviewer: User, event: Event, width: int
) -> None:
    page = new_page(width=width)
    login(page, reviewer)
    page.goto(f"/entries/{event.pk}/")
    lines = page.locator("ol.history > li")
    expect(lines).to_have_count(3)
    lines.nth(1).get_by_role("link", name="Side by side").click()
    table = lines.nth(1).locator("table.beside")
    expect(table.locator("tr", has_text="Title").locator("del")).to_contain_text("noon")
    expect(table.locator("tr", has_text="Title").locator("ins")).to_contain_text("night")
    assert page.evaluate(BEYOND) == []
    lines.nth(2).get_by_role("link", name="Side by side").click()
    lines.nth(2).get_by_text("Restore the version of").click()
    expect(lines.nth(2).get_by_text("Restored are the fields, the parts")).to_be_visible()
    lines.nth(2).get_by_label("Why").fill("it was noon")
    assert page.evaluate(BEYOND) == []
    assert complaints(page) == []
    lines.nth(2).get_by_role("button", name="Restore").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The sides meet at noon")
    expect(lines.first).to_contain_text("reviewer · restored from")
    page.get_by_role("link", name="Undo…").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Revision of")
    page.get_by_text("Restore the version of").click()
    assert complaints(page) == []
    page.get_by_label("Why").fill("it was night after all")
    page.get_by_role("button", name="Restore").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The sides meet at night")
    assert event.parts.get().actor.name == "Arland"
