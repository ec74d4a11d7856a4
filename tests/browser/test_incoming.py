"""Articles come in from files: uploaded, corrected, saved; and a changed text is compared."""

import re

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, Route, expect

from tests.browser.axe import complaints
from tests.browser.conftest import Login, NewPage
from tests.factories import create_annotation, create_event
from tests.imports import samples
from tests.imports.samples import HEAD, TEXT
from tracker.imports.read import read
from tracker.models import Article
from tracker.views import arriving


def upload(page: Page, name: str, content: bytes, *, by: str) -> None:
    page.get_by_label("File", exact=True).set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    )
    page.get_by_role("button", name=by).click()


def wide(page: Page) -> bool:
    found: bool = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return found


def test_an_editor_uploads_a_page_and_a_pdf_corrects_and_saves(
    new_page: NewPage, login: Login, editor: User
) -> None:
    """In the process of its own, as in the field."""
    page = new_page()
    login(page, editor)
    files = {
        "page.html": samples.html().encode(),
        "scan.pdf": samples.pdf(samples.ARTICLE_PDF, info=samples.INFO_PDF),
    }
    for number, (name, content) in enumerate(files.items(), start=1):
        page.goto("/articles/new/")
        upload(page, name, content, by="Upload and read")
        page.wait_for_url(re.compile(r"/articles/new/\d+/$"))
        expect(page.get_by_label("Title")).to_have_value(HEAD)
        expect(page.get_by_label("Published on")).to_have_value("2025-04-18")
        page.get_by_label("Title").fill(f"Corrected {number}")
        if not page.get_by_label("Outlet", exact=True).input_value():
            page.get_by_label("or the name of a new outlet").fill("The Test Courier")
        page.get_by_role("button", name="Save and annotate").click()
        page.wait_for_url("**/annotate/")
        assert (
            Article.objects.get(title=f"Corrected {number}").current.original.as_it_came == content
        )
    assert Article.objects.get(title="Corrected 1").current.text == TEXT


def test_a_text_pasted_alone_is_read_without_more(
    new_page: NewPage, login: Login, editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arriving, "read_apart", read)
    page = new_page()
    login(page, editor)
    page.goto("/articles/new/")
    page.get_by_label("Text", exact=True).fill(f"{HEAD}\n\n{TEXT}")
    page.get_by_role("button", name="Read it first").click()
    expect(page.get_by_label("Title")).to_have_value(HEAD)
    expect(page.get_by_label("Language")).to_have_value("en")


@pytest.mark.parametrize("width", [1280, 390])
def test_the_ways_in_and_the_comparison_are_accessible(
    new_page: NewPage,
    login: Login,
    editor: User,
    monkeypatch: pytest.MonkeyPatch,
    width: int,
) -> None:
    monkeypatch.setattr(arriving, "read_apart", read)
    page = new_page(width=width)
    login(page, editor)
    page.goto("/articles/new/")
    upload(page, "page.pdf", samples.html().encode(), by="Upload and read")
    expect(page.locator(".errorlist")).to_contain_text("something else")
    found = {"refused": complaints(page)}
    upload(page, "page.html", samples.html().encode(), by="Upload and read")
    page.wait_for_url(re.compile(r"/articles/new/\d+/$"))
    found["read"] = complaints(page)
    assert not wide(page)
    page.get_by_role("button", name="Save and annotate").click()
    page.wait_for_url("**/annotate/")
    article = Article.objects.get()
    for exact, title in (("sea gates within days", "Gates"), ("an answer might come", "Answer")):
        event = create_event(title=title, state="draft")
        create_annotation(article=article, exact=exact, entry=event, state="draft")
    page.get_by_role("link", name="changed text").click()
    found["given"] = complaints(page)
    changed = TEXT.replace("within days", "within a few days").partition("\n\nNobody")[0]
    page.get_by_label("Text", exact=True).fill(changed)
    page.get_by_role("button", name="Compare", exact=True).click()
    page.wait_for_url(re.compile(r"/text/\d+/$"))
    expect(page.locator(".fates").last).to_contain_text("Answer")
    found["compared"] = complaints(page)
    assert not wide(page)
    page.get_by_label("Quote the new words").check()
    page.get_by_role("button", name="Save as version 2").click()
    page.wait_for_url("**/annotate/")
    expect(page.locator("#text mark")).to_have_text("sea gates within a few days")
    expect(page.locator(".rows .tag.late")).to_have_text("lost")
    page.get_by_role("link", name="versions").click()
    found["version"] = complaints(page)
    assert {where: said for where, said in found.items() if said} == {}


def test_what_takes_its_time_says_so_and_is_sent_once(
    new_page: NewPage, login: Login, editor: User
) -> None:
    page = new_page()
    login(page, editor)
    page.goto("/articles/new/")
    sent = []

    def nothing_yet(route: Route) -> None:
        sent.append(route)
        route.fulfill(status=204)  # so that the page stays

    page.route("**/articles/new/file/", nothing_yet)
    page.get_by_label("File", exact=True).set_input_files(
        {"name": "page.html", "mimeType": "text/html", "buffer": samples.html().encode()}
    )
    form = page.locator("form.way").last
    form.evaluate("form => form.requestSubmit()")
    expect(page.get_by_text("Uploading and reading…")).to_be_visible()
    assert complaints(page) == []
    form.evaluate("form => form.requestSubmit()")
    assert len(sent) == 1
