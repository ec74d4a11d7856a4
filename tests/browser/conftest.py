"""A real Chromium at a real server: what a page says in its console fails the test too."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.contrib.auth.models import User
from django.db import DEFAULT_DB_ALIAS, connections
from django.test import Client
from django.test.utils import override_settings
from playwright.sync_api import (
    Browser,
    BrowserContext,
    BrowserType,
    ConsoleMessage,
    Error,
    Page,
    expect,
    sync_playwright,
)

if TYPE_CHECKING:
    from pytest_django.live_server_helper import LiveServer

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

HERE = Path(__file__).parent

MISSING = "Chromium is missing: run scripts/install-system-packages.sh"

PATIENCE = 30_000  # milliseconds, for a machine with other work to do

NewPage = Callable[..., Page]
Login = Callable[[Page, User], None]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test here drives a browser. The server works on committed rows, which are taken away
    after each test; what the migrations wrote, the roles among it, is put back."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.django_db(transaction=True, serialized_rollback=True))


def executable() -> str | None:
    """The machine's own Chromium; None for the one that Playwright has brought along."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)


def launched(chromium: BrowserType) -> Browser:
    """Skips the tests on a machine without a browser, but not in CI: there, tests that were left
    out would pass for tests that passed."""
    path = executable()
    try:
        return chromium.launch(executable_path=path, args=ARGUMENTS)
    except Error as error:
        is_missing = path is None and "Executable doesn't exist" in error.message
        if is_missing and os.environ.get("CI") != "true":
            pytest.skip(MISSING)
        raise


@pytest.fixture(scope="session")
def chromium(django_db_setup: None) -> Iterator[Browser]:
    connection = connections[DEFAULT_DB_ALIAS]
    expect.set_options(timeout=PATIENCE)
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright's synchronous face keeps an event loop going in this thread. Django would take
        # every query of a test for one made from asynchronous code, and give such code another
        # connection, which knows nothing of the rows to be put back between tests.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        connections[DEFAULT_DB_ALIAS] = connection
        browser = launched(playwright.chromium)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def files_from_the_tree() -> Iterator[None]:
    """The server is made once, before any test's settings: it reads static files where they lie."""
    with override_settings(WHITENOISE_AUTOREFRESH=True):
        yield


@pytest.fixture
def new_page(
    chromium: Browser,
    files_from_the_tree: None,
    live_server: "LiveServer",
) -> Iterator[NewPage]:
    """Opens pages: `new_page(width=390, color_scheme="dark", java_script_enabled=False, …)`.

    Addresses may be given without the server. What the console says may hold words of `allowing`.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def open_page(
        *, width: int = 1280, height: int = 900, allowing: tuple[str, ...] = (), **options: Any
    ) -> Page:
        context = chromium.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": height},
            locale="en-GB",
            **options,
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda message: complaints.extend(complaint(message, allowing)))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def complaint(message: ConsoleMessage, allowing: tuple[str, ...]) -> list[str]:
    """What is wrong, by the console, but for what a test is about. That a query makes no sense
    (400) is for the page to say."""
    if any(words in message.text for words in allowing):
        return []
    is_answer = "status of 400" in message.text and "?" in message.location.get("url", "")
    return [message.text] if message.type == "error" and not is_answer else []


@pytest.fixture
def live_page(new_page: NewPage) -> Page:
    """A page of usual size."""
    return new_page()


@pytest.fixture
def login(live_server: "LiveServer") -> Login:
    """Signs a user in on a page: `login(page, editor)`."""

    def sign_in(page: Page, user: User) -> None:
        client = Client()
        client.force_login(user)
        session = client.cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])

    return sign_in
