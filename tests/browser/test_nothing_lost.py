"""What is typed survives crashes, lost connections, errors and other people, in a real browser."""

import re
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.admin import factories as drafts
from tests.browser.conflicts import conflict
from tests.browser.conftest import Login, NewPage
from tests.browser.pasting import type_article
from tests.factories import create_article, create_process
from tracker.models import Article, Entry, Event

REFUSED = "Failed to load resource"  # what the console says of statuses that are meant
TITLE = re.compile("title", re.IGNORECASE)


def wait_until_kept(page: Page, words: str) -> None:
    for _ in range(100):
        if words in page.evaluate("JSON.stringify(localStorage)"):
            return
        page.wait_for_timeout(50)
    raise AssertionError("it was not kept")


def test_a_crashed_tab_loses_nothing_of_a_pasted_article(
    new_page: NewPage, login: Login, editor: User
) -> None:
    page = new_page()
    login(page, editor)
    page.goto("/articles/new/")
    page.get_by_label("Title").fill("Typed for an hour")
    page.get_by_label("Text").fill("Words and words.\nMore words.")
    wait_until_kept(page, "draft")
    page.goto("about:blank")  # whatever was in the form is gone with its page
    page.goto("/articles/new/")
    expect(page.get_by_label("Title")).to_have_value("")
    page.get_by_role("button", name="Restore what you typed").click()
    expect(page.get_by_label("Title")).to_have_value("Typed for an hour")
    expect(page.get_by_label("Text")).to_have_value("Words and words.\nMore words.")
    # Refused, and then saved: nothing of it is offered again.
    page.get_by_label("or the name of a new outlet").fill("Courier")
    page.get_by_role("button", name="Save and annotate").click(no_wait_after=True)
    page.get_by_label("Published on").evaluate("field => field.required = false")
    page.get_by_role("button", name="Save and annotate").click()
    expect(page.get_by_text("Nothing is saved yet")).to_be_visible()
    expect(page.locator(".draft-offer")).to_have_count(0)
    page.get_by_label("Published on").fill("2025-04-18")
    page.get_by_role("button", name="Save and annotate").click()
    expect(page.get_by_role("heading", name="Typed for an hour")).to_be_visible()
    page.goto("/articles/new/")
    expect(page.get_by_label("Title")).to_have_value("")
    expect(page.locator(".draft-offer")).to_have_count(0)
    assert page.evaluate("Object.keys(localStorage).filter(key => key != 'first-visit')") == []
    assert Article.objects.get().title == "Typed for an hour"


def test_another_account_is_offered_nothing_and_signing_out_forgets(
    new_page: NewPage, login: Login, editor: User, reviewer: User
) -> None:
    page = new_page()
    login(page, editor)
    page.goto("/articles/new/")
    page.get_by_label("Title").fill("Mine alone")
    wait_until_kept(page, "draft")
    login(page, reviewer)
    page.goto("/articles/new/")
    page.get_by_label("Title").fill("x")
    expect(page.locator(".draft-offer")).to_have_count(0)
    login(page, editor)
    page.goto("/articles/new/")
    expect(page.locator(".draft-offer")).to_have_count(1)
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()
    assert page.evaluate("Object.keys(localStorage).filter(key => key != 'first-visit')") == []


def test_an_admin_form_comes_back_with_its_rows(
    new_page: NewPage, login: Login, editor: User
) -> None:
    actor = drafts.create_actor(name="Veldia")
    event = drafts.create_event()
    page = new_page()
    login(page, editor)
    address = reverse("admin:tracker_event_change", args=[event.pk])
    page.goto(address)
    page.get_by_label("Title:").fill("Typed")
    page.locator("#parts-group .add-row a").click()
    page.locator("#parts-0 .select2-selection").click()
    page.locator(".select2-search__field").fill("Veld")
    page.get_by_role("option", name="Veldia").click()
    page.locator("#id_parts-0-role").select_option("host")
    wait_until_kept(page, "Veldia")
    page.goto("about:blank")
    page.goto(address)
    page.get_by_role("button", name="Restore what you typed").click()
    expect(page.get_by_label("Title:")).to_have_value("Typed")
    expect(page.locator("#parts-0 .select2-selection__rendered")).to_contain_text("Veldia")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert Event.objects.get().title == "Typed"
    assert event.parts.get().actor == actor
    assert event.parts.get().role == "host"


def open_event_form(page: Page, article: Article) -> None:
    page.goto(f"/articles/{article.pk}/annotate/")
    page.locator("#text").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("e")
    page.locator(".making").get_by_label(TITLE).first.fill("Typed in the workspace")


def test_the_workspace_keeps_a_form_through_a_lost_connection_and_a_lost_session(
    new_page: NewPage, login: Login, editor: User
) -> None:
    create_process()
    article = create_article()
    page = new_page(allowing=(REFUSED, "htmx:", "Response Status Error Code 403"))
    login(page, editor)
    open_event_form(page, article)
    form = page.locator(".making")
    form.locator("[name=plover_type]").select_option("CONSULT")
    form.get_by_label("In the source’s words").fill("18 April 2025")
    page.route("**/annotate/event/", lambda route: route.abort())
    with page.expect_event("requestfailed"):
        form.get_by_role("button", name="Save draft").click()
    said = page.locator("#said")
    expect(said).to_contain_text("whether this was saved is not known. What you typed is still")
    expect(form.get_by_label(TITLE).first).to_have_value("Typed in the workspace")
    page.unroute("**/annotate/event/")

    Session.objects.all().delete()
    form.get_by_role("button", name="Save draft").click()
    expect(said).to_contain_text("Not saved: you are signed out")
    expect(form.get_by_label(TITLE).first).to_have_value("Typed in the workspace")
    with page.expect_popup() as opened:
        said.get_by_role("link", name="Sign in (in a new tab)").click()
    tab = opened.value
    tab.get_by_label("Username").fill("editor")
    tab.get_by_label("Password").fill("editor-password")
    tab.get_by_role("button", name="Sign in", exact=True).click()
    expect(tab.get_by_role("button", name="Sign out editor")).to_be_visible()
    form.get_by_role("button", name="Save draft").click()
    expect(said).to_contain_text("Event saved as a draft")
    assert Entry.objects.get().title == "Typed in the workspace"
    assert page.evaluate("Object.keys(localStorage).filter(key => key != 'first-visit')") == []


def test_a_form_of_the_workspace_is_offered_when_its_tab_is_gone(
    new_page: NewPage, login: Login, editor: User
) -> None:
    create_process()
    article = create_article()
    page = new_page()
    login(page, editor)
    open_event_form(page, article)
    wait_until_kept(page, "in the workspace")
    page.goto("about:blank")
    page.goto(f"/articles/{article.pk}/annotate/")
    page.get_by_role("link", name="Open it again").click()
    page.get_by_role("button", name="Restore what you typed").click()
    title = page.locator(".making").get_by_label(TITLE).first
    expect(title).to_have_value("Typed in the workspace")


@pytest.mark.parametrize("java_script", [True, False])
def test_an_expired_session_gives_the_form_back(
    new_page: NewPage, login: Login, editor: User, *, java_script: bool
) -> None:
    page = new_page(java_script_enabled=java_script, allowing=(REFUSED,))
    login(page, editor)
    type_article(page, text="First line.\nSecond line.")
    Session.objects.all().delete()
    page.get_by_role("button", name="Save and annotate").click()
    expect(page.get_by_role("heading", name="Not saved yet: sign in again")).to_be_visible()
    expect(page.get_by_label("Username")).to_have_value("editor")
    page.get_by_label("Password").fill("editor-password")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_text("Not saved yet: this is what you typed before")).to_be_visible()
    expect(page.get_by_label("Text")).to_have_value("First line.\nSecond line.")
    page.get_by_role("button", name="Save and annotate").click()
    expect(page.get_by_role("heading", name="Not lost")).to_be_visible()
    assert Article.objects.get().current.text == "First line.\nSecond line."


@pytest.mark.parametrize("java_script", [True, False])
def test_two_versions_side_by_side(
    new_page: NewPage, login: Login, editor: User, reviewer: User, *, java_script: bool
) -> None:
    page = conflict(new_page, login, editor, reviewer, java_script_enabled=java_script)
    expect(page.get_by_text("reviewer saved this while you worked on it")).to_be_visible()
    summary = page.get_by_role("group", name="Summary")
    expect(summary.locator(".theirs ins").first).to_contain_text("port")
    summary.get_by_label("Yours").check()
    page.get_by_role("group", name="Note").get_by_label("Saved now").check()
    page.get_by_role("button", name="Save as chosen").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    entry = Entry.objects.get()
    assert (entry.summary[-9:], entry.credibility) == ("and well.", 2)
    assert entry.developments.get().note == "Told by telephone"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_two_versions_fit_the_screen(
    new_page: NewPage,
    login: Login,
    editor: User,
    reviewer: User,
    tmp_path: Path,
    width: int,
    scheme: str,
) -> None:
    page = conflict(new_page, login, editor, reviewer, width=width, color_scheme=scheme)
    page.screenshot(path=tmp_path / f"merge-{width}-{scheme}.png", full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
