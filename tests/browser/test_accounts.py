"""Accounts that contradict each other, in a real browser: seen side by side, and set so."""

from typing import TYPE_CHECKING

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from tests.browser.axe import complaints
from tests.browser.conftest import Login, NewPage
from tests.browser.test_annotate import form, open_desk, save, select
from tests.factories import (
    create_actor,
    create_annotation,
    create_article,
    create_event,
    create_link,
    create_outlet,
    create_process,
)
from tests.reprinted import WIRE
from tracker.editing.annotate import Voice
from tracker.models import Annotation, Article, Entry, EntryLink, LinkType, ReviewState, Stance

if TYPE_CHECKING:
    from playwright.sync_api import FloatRect


@pytest.fixture
def disputed() -> Entry:
    process = create_process(slug="talks", name="Talks")
    event = create_event(title="The envoys met", process=process)
    other = create_event(title="Nobody met", process=process)
    create_link(source=other, target=event, type=LinkType.CONTRADICTS, note="The same day")
    wire = create_article(title="On the wire", text="The envoys met. Nobody had met.")
    reprint = create_article(
        title="Printed", text="The envoys met.", outlet=create_outlet(name="Post"), reprint_of=wire
    )
    minister = create_actor(name="The minister", kind="person")
    voice = Voice(speaker=minister, mode="quoted")
    create_annotation(article=wire, exact="The envoys met", entry=event, voice=voice)
    create_annotation(article=reprint, exact="The envoys met", entry=event, voice=voice)
    official = Voice(mode="paraphrased", described_as="one official")
    create_annotation(article=wire, exact="Nobody had met", entry=other, voice=official)
    return event


def places(page: Page) -> "list[FloatRect]":
    boxes = [side.bounding_box() for side in page.locator("article.side").all()]
    return [box for box in boxes if box]


def test_accounts_stand_beside_each_other_and_under_each_other_where_it_is_narrow(
    new_page: NewPage, disputed: Entry
) -> None:
    wide = new_page(width=1280)
    wide.goto(f"/entries/{disputed.pk}/")
    own, other = places(wide)
    assert own["x"] + own["width"] <= other["x"]
    assert own["y"] == other["y"]
    assert complaints(wide) == []
    narrow = new_page(width=390)
    narrow.goto(f"/entries/{disputed.pk}/")
    own, other = places(narrow)
    assert own["x"] == other["x"]
    assert own["y"] + own["height"] <= other["y"]
    assert narrow.evaluate("document.documentElement.scrollWidth") <= 390
    assert complaints(narrow) == []
    # From one account to the other.
    narrow.get_by_role("link", name="Nobody met").click()
    expect(narrow.get_by_role("heading", level=1)).to_have_text("Nobody met")
    expect(narrow.locator("article.side h3").last).to_contain_text("The envoys met")


@pytest.mark.parametrize("has_script", [True, False])
def test_a_reviewer_sets_two_accounts_against_each_other(
    new_page: NewPage, login: Login, reviewer: User, has_script: bool
) -> None:
    process = create_process(slug="talks", name="Talks")
    event = create_event(title="The envoys met", process=process)
    create_event(title="Something else", process=process)
    create_event(title="Nobody met", process=process)
    page = new_page(java_script_enabled=has_script)
    login(page, reviewer)
    page.goto(f"/entries/{event.pk}/")
    page.get_by_role("link", name="Add a contrary account", exact=True).click()
    expect(page.locator("input[name=other]")).to_have_count(2)
    if has_script:
        assert complaints(page) == []
        page.get_by_label("Search entries by title").press_sequentially("nobody")
    else:
        page.get_by_label("Search entries by title").fill("nobody")
        page.get_by_role("button", name="Search").click()
    expect(page.locator("input[name=other]")).to_have_count(1)
    page.get_by_label("Nobody met").check()
    page.get_by_label("How they contradict").fill("of the same day")
    page.get_by_label("Why").fill("two stories")
    page.get_by_role("button", name="Set side by side").click()
    expect(page.locator("section.accounts")).to_contain_text("Nobody met")
    expect(page.get_by_role("status")).to_have_text("The two accounts now stand side by side.")
    link = EntryLink.objects.get()
    assert (link.type, link.note) == (LinkType.CONTRADICTS, "of the same day")


@pytest.fixture
def article() -> Article:
    create_process(slug="talks", name="Talks")
    create_actor(name="Arland")
    text = "The envoys met. One official of Arland said: “There was no meeting”."
    return create_article(text=text)


def test_an_unnamed_official_disputes_it(
    live_page: Page, login: Login, editor: User, article: Article
) -> None:
    create_event(title="The envoys met")
    desk = open_desk(live_page, login, editor, article)
    select(desk, "There was no meeting")
    desk.keyboard.press("a")
    form(desk).get_by_label("disputes").check()
    voice = form(desk).locator("details.voice")
    # What stands between quotation marks is quoted.
    expect(voice.get_by_label("Quoted or paraphrased")).to_have_value("quoted")
    voice.get_by_label("Speaker").fill("arland")
    voice.get_by_label("If anonymous").fill("One official")
    form(desk).get_by_label("The envoys met").check()
    assert complaints(desk) == []
    save(desk)
    annotation = Annotation.objects.get()
    assert annotation.speaker is not None
    assert (annotation.speaker.name, annotation.mode) == ("Arland", "quoted")
    assert (annotation.attribution, annotation.described_as) == ("anonymous", "One official")
    assert (annotation.stance, annotation.state) == (Stance.DISPUTES, ReviewState.DRAFT)
    expect(desk.locator(".rows li")).to_contain_text("Arland, “One official” (anonymous, quoted)")


def test_a_reprint_is_found_and_said_to_be_one(live_page: Page, login: Login, editor: User) -> None:
    wire = create_article(title="The wire", outlet=create_outlet(name="Wire"), text=WIRE)
    article = create_article(title="Printed again", text=f"From our desk. {WIRE}")
    desk = open_desk(live_page, login, editor, article)
    assert complaints(desk) == []
    desk.get_by_role("button", name="This is a reprint of The wire").click()
    expect(desk.locator(".head")).to_contain_text("Reprint of The wire")
    article.refresh_from_db()
    assert article.reprint_of == wire
