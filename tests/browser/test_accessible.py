"""axe-core finds nothing on any kind of page, in light and in dark."""

from functools import partial

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.template.loader import render_to_string
from django.test import RequestFactory
from playwright.sync_api import Route, expect

from tests.browser.axe import complaints, look_at
from tests.browser.conflicts import conflict
from tests.browser.conftest import Login, NewPage
from tests.browser.every_page import every_page
from tests.browser.pasting import type_article
from tests.everything import Everything, create_everything
from tracker.views import errors
from tracker.views.trouble import unavailable


@pytest.fixture
def record() -> Everything:
    return create_everything()


def answer(html: str, route: Route) -> None:
    route.fulfill(body=html, content_type="text/html")


def as_found(route: Route) -> None:
    """Errors are pages, too; the console need not say so."""
    route.fulfill(response=route.fetch(), status=200)


# What is chosen in an address, on pages of the walk over all.
CHOSEN = (
    "/?as_of=2025-04-20",
    "/timeline/?kind=deadline&q=answer&from=2025-04-01",
    "/timeline/?q=submarines",
    "/timeline/?from=2025-02-31&kind=nowhere",
    "/timeline/?view=chart",
    "/processes/talks/?view=dossier",
    "/processes/talks/deadlines/?as_of=2025-04-20",
    "/processes/talks/deadlines/?order=oldest",
    "/processes/talks/conditions/?status=open",
    "/processes/talks/conditions/?outcome=0",
    "/processes/talks/demands/?cell=arland:envoy&as_of=2025-04-20",
    "/processes/talks/demands/?q=submarines",
    "/processes/talks/changes/?since=2025-04-01",
    "/actors/?name=nobody",
    "/nowhere/",
)


@pytest.mark.parametrize("role", ["anonymous", "editor", "reviewer", "superuser"])
def test_every_page(
    new_page: NewPage, login: Login, editor: User, reviewer: User, record: Everything, role: str
) -> None:
    """All addresses of the table of rights, as those who see most of them."""
    page = new_page()
    page.route("**/nowhere/", as_found)
    addresses = every_page(record)[role]
    if role == "superuser":
        login(page, User.objects.create_superuser("root"))
    elif role != "anonymous":
        login(page, {"editor": editor, "reviewer": reviewer}[role])
    if role == "anonymous":
        limit, outcome = record.deadline.pk, record.condition.pk
        addresses += [
            *CHOSEN,
            f"/entries/{limit}/?as_of=2025-04-20",
            f"/processes/talks/conditions/?outcome={outcome}&as_of=2025-04-20",
        ]
    assert look_at(page, addresses) == {}


def test_refused_sign_in(new_page: NewPage, reviewer: User) -> None:
    page = new_page()
    for address, button in (("/login/", "Sign in"), ("/admin/login/", "Log in")):
        page.goto(address)
        page.get_by_label("Username").fill("nobody")
        page.get_by_label("Password").fill("nothing")
        page.get_by_role("main").get_by_role("button", name=button).click()
        expect(page.locator(".errorlist, .errornote").first).to_be_visible()
        assert complaints(page) == []


def test_error_pages(new_page: NewPage) -> None:
    page = new_page()
    request = RequestFactory().get("/", headers={"Accept": "text/html"})
    pages = {
        "/400": errors.bad_request(request, ValueError()).content.decode(),
        "/429": render_to_string("429.html", {"minutes": 15}),
        "/413": render_to_string("trouble.html", {"title": "Too large", "said": "Too much."}),
        "/500": errors.failed(request).content.decode(),
        "/503": unavailable(request).content.decode(),
    }
    for address, html in pages.items():
        page.route(f"**{address}", partial(answer, html))
    assert look_at(page, pages) == {}


def test_what_stands_in_the_way(
    new_page: NewPage, login: Login, plain_user: User, editor: User, reviewer: User
) -> None:
    """Not allowed, a form that is too old, an expired login before and after signing in again, and
    two versions of one entry."""
    page = new_page()
    page.route("**/articles/new/", as_found)
    login(page, plain_user)
    assert look_at(page, ["/articles/new/"]) == {}
    expect(page.get_by_role("heading", level=1)).to_have_text("That is not yours to do")

    page = new_page(allowing=("status of 401", "status of 403"))
    login(page, editor)
    type_article(page, text="First line.")
    Session.objects.all().delete()
    page.get_by_role("button", name="Save and annotate").click()
    expect(page.get_by_role("heading", name="Not saved yet: sign in again")).to_be_visible()
    assert complaints(page) == []
    page.get_by_label("Password").fill("editor-password")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_text("Not saved yet: this is what you typed before")).to_be_visible()
    assert complaints(page) == []
    page.context.clear_cookies(name="csrftoken")
    page.get_by_role("button", name="Save and annotate").click()
    expect(page.get_by_role("heading", name="Not saved yet", exact=True)).to_be_visible()
    assert complaints(page) == []

    page = conflict(new_page, login, editor, reviewer)
    expect(page.get_by_text("reviewer saved this while you worked on it")).to_be_visible()
    assert complaints(page) == []


def test_what_editors_open_and_what_is_wrong_with_it(
    new_page: NewPage, login: Login, editor: User, record: Everything
) -> None:
    page = new_page()
    login(page, editor)
    desk = f"/articles/{record.article.pk}/annotate/"
    at = "?start=0&end=6&version=2"
    addresses = [
        *(f"{desk}event/{at}", f"{desk}deadline/{at}", f"{desk}condition/{at}"),
        *(f"/articles/{record.article.pk}/attach/{at}", f"{desk}event/?exact=not+there"),
        f"/articles/{record.article.pk}/development/{at}",
        f"/entries/{record.event.pk}/contrary/?q=a",
    ]
    assert look_at(page, addresses) == {}
    page.goto("/articles/new/")
    page.locator("form.paste").evaluate("form => { form.noValidate = true }")
    page.get_by_role("button", name="Save and annotate").click()
    assert page.get_by_role("alert").count()
    assert complaints(page) == []
    page.goto(f"{desk}condition/{at}")
    page.locator("#making").evaluate("form => { form.noValidate = true }")
    page.locator("[name=parts-0-actor]").fill("Nobody")
    page.get_by_role("button", name="Save draft").click()
    page.locator("#making .errorlist").first.wait_for()
    assert complaints(page) == []


def test_lists_and_forms_of_the_admin_in_use(
    new_page: NewPage, login: Login, reviewer: User, record: Everything
) -> None:
    """Narrowed lists, an act that asks for more, choices that are open, and errors."""
    page = new_page()
    login(page, reviewer)
    narrowed = ["/admin/tracker/entry/?q=nothing+like+it", "/admin/tracker/entry/?state=in_review"]
    assert look_at(page, narrowed) == {}
    page.goto("/admin/tracker/event/")
    page.locator("#action-toggle").check()
    page.get_by_label("Action:").select_option(label="Retract, with a reason…")
    assert complaints(page) == []
    page.get_by_role("button", name="Go").click()
    expect(page.get_by_label("Reason")).to_be_visible()
    assert complaints(page) == []
    page.goto("/admin/tracker/event/add/")
    page.locator(".field-process .select2-selection").first.click()
    expect(page.locator(".select2-results__option").first).to_be_visible()
    assert complaints(page) == []
    page.keyboard.press("Escape")
    page.locator("#event_form").evaluate("form => { form.noValidate = true }")
    page.locator("[name=_save]").first.click()
    page.locator(".errornote").wait_for()
    assert complaints(page) == []
