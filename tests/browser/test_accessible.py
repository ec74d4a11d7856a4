"""axe-core finds nothing on any kind of page, in light and in dark."""

from collections.abc import Iterable
from functools import partial
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import reverse
from playwright.sync_api import Page, Route, expect

from tests.browser.conflicts import conflict
from tests.browser.conftest import Login, NewPage
from tests.browser.pasting import type_article
from tests.everything import Everything, create_everything
from tests.factories import create_user
from tracker.models import Entry
from tracker.views import errors
from tracker.views.trouble import unavailable

Scheme = Literal["light", "dark"]
# In the dark only colours differ.
RULES: dict[Scheme, dict[str, Any]] = {
    "light": {},
    "dark": {"runOnly": ["color-contrast", "link-in-text-block"]},
}


BOARDS = ("deadlines", "conditions", "demands")


@pytest.fixture
def record() -> Everything:
    return create_everything()


def complaints(page: Page) -> list[str]:
    """What axe-core has to say of a page in light and in dark, a line for each thing."""
    return [
        f"{rule['id']} in {scheme}: {' '.join(node['target'][0] for node in rule['nodes'][:3])}"
        for scheme, rules in RULES.items()
        for rule in _violations(page, scheme, rules)
    ]


def _violations(page: Page, scheme: Scheme, rules: dict[str, Any]) -> list[Any]:
    page.emulate_media(color_scheme=scheme)
    page.wait_for_timeout(200)  # for colours that fade, and scripts that begin when all is loaded
    # Not preloaded: axe would fetch the stylesheets anew, which the site's policy forbids it.
    options = {"resultTypes": ["violations"], "preload": False, **rules}
    found: list[Any] = Axe().run(page, options=options).response["violations"]
    return found


def look_at(page: Page, addresses: Iterable[str]) -> dict[str, list[str]]:
    found = {}
    for address in addresses:
        page.goto(address)
        if said := complaints(page):
            found[address] = said
    return found


def answer(html: str, route: Route) -> None:
    route.fulfill(body=html, content_type="text/html")


def as_found(route: Route) -> None:
    """Errors are pages, too; the console need not say so."""
    route.fulfill(response=route.fetch(), status=200)


def test_pages_for_readers(new_page: NewPage, record: Everything) -> None:
    page = new_page()
    page.route("**/nowhere/", as_found)
    entries = [f"/entries/{one.pk}/" for one in (record.event, record.deadline, record.condition)]
    addresses = [
        *(
            "/",
            "/?as_of=2025-04-20",
            "/timeline/",
            "/timeline/?kind=deadline&q=answer&from=2025-04-01",
        ),
        *(
            "/timeline/?q=submarines",
            "/timeline/?from=2025-02-31&kind=nowhere",
            "/processes/talks/",
            "/processes/talks/?view=dossier",
            "/processes/talks/deadlines/",
            "/processes/talks/deadlines/?as_of=2025-04-20",
            "/processes/talks/deadlines/?order=oldest",
        ),
        *(
            "/processes/talks/conditions/",
            "/processes/talks/conditions/?status=open",
            f"/processes/talks/conditions/?outcome={record.condition.pk}&as_of=2025-04-20",
            "/processes/talks/conditions/?outcome=0",
        ),
        *(
            "/processes/talks/demands/",
            "/processes/talks/demands/?cell=arland:envoy&as_of=2025-04-20",
            "/processes/talks/demands/?q=submarines",
        ),
        *(
            "/timeline/choices/actor/",
            "/actors/arland/choices/topic/",
            "/processes/talks/choices/actor/",
            *(f"/processes/talks/{board}/choices/actor/" for board in BOARDS),
        ),
        *(
            "/actors/",
            "/actors/?name=nobody",
            "/actors/arland/",
            "/articles/",
            "/login/",
            "/nowhere/",
        ),
        *(f"/articles/{record.article.pk}/", *entries, f"{entries[1]}?as_of=2025-04-20"),
    ]
    assert look_at(page, addresses) == {}
    page.goto("/login/")
    page.get_by_label("Username").fill("nobody")
    page.get_by_label("Password").fill("nothing")
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
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


def test_pages_for_editors(
    new_page: NewPage, login: Login, editor: User, record: Everything
) -> None:
    page = new_page()
    login(page, editor)
    desk = f"/articles/{record.article.pk}/annotate/"
    at = "?start=0&end=6&version=2"
    addresses = [
        *("/timeline/", "/articles/", "/articles/new/", f"/entries/{record.deadline.pk}/", desk),
        "/desk/",
        *(f"{desk}event/{at}", f"{desk}deadline/{at}", f"{desk}condition/{at}"),
        *(f"/articles/{record.article.pk}/attach/{at}", f"{desk}event/?exact=not+there"),
        f"/articles/{record.article.pk}/development/{at}",
        f"/entries/{record.deadline.pk}/developments/new/",
        f"/entries/{record.deadline.pk}/history/",
        *(f"/entries/{record.event.pk}/contrary/", f"/entries/{record.event.pk}/contrary/?q=a"),
    ]
    assert look_at(page, addresses) == {}
    # With errors beside the fields.
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


def test_taking_a_development_back(
    new_page: NewPage, login: Login, reviewer: User, record: Everything
) -> None:
    page = new_page()
    login(page, reviewer)
    step = record.development.pk
    assert look_at(page, [f"/entries/{record.deadline.pk}/developments/{step}/retract/"]) == {}


def admin_addresses(user: User) -> list[str]:
    """A list, a form, a new one, a history and a deletion of each kind."""
    client = Client()
    client.force_login(user)
    found = [reverse("admin:index"), reverse("admin:app_list", args=["tracker"])]
    for app in client.get(reverse("admin:index")).context["app_list"]:
        for table in app["models"]:
            model = table["model"]
            base = f"admin:{model._meta.app_label}_{model._meta.model_name}"
            found.append(reverse(f"{base}_changelist"))
            if table["add_url"]:
                found.append(table["add_url"])
            row = model._default_manager.first()
            kinds = ("change", "history", "delete") if table["perms"]["delete"] else ("change",)
            found += [reverse(f"{base}_{kind}", args=[row.pk]) for kind in kinds if row]
    return found


def test_the_admin(new_page: NewPage, login: Login, record: Everything) -> None:
    page = new_page()
    signing_in = look_at(page, ["/admin/login/"])
    root = create_user("root")
    User.objects.filter(pk=root.pk).update(is_staff=True, is_superuser=True)
    login(page, User.objects.get(pk=root.pk))
    addresses = admin_addresses(User.objects.get(pk=root.pk))
    published = Entry.objects.filter(state="published").values_list("pk", flat=True)[0]
    addresses += [
        *("/admin/tracker/entry/?q=nothing+like+it", "/admin/tracker/entry/?state=in_review"),
        f"/admin/tracker/entry/{published}/retract/",
        "/admin/password_change/",
    ]
    assert signing_in | look_at(page, addresses) == {}
    page.goto("/admin/tracker/event/add/")
    page.locator("#event_form").evaluate("form => { form.noValidate = true }")
    page.locator("[name=_save]").first.click()
    page.locator(".errornote").wait_for()
    assert complaints(page) == []
