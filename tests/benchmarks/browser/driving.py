"""A Chromium that reaches nothing but this machine, and pages in it that nobody has seen before."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import Browser, CDPSession, Error, Page, Playwright

from tests.benchmarks import ready  # noqa: F401 - what the tests share needs Django
from tests.browser.conftest import ARGUMENTS, MISSING, executable

HERE = Path(__file__).parent
# No name leads anywhere, so that nothing that a page asks for elsewhere can leave the machine.
ALONE = ["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", "--no-proxy-server"]
WIDTH, HEIGHT = 1280, 900
QUIET = 1_000  # milliseconds without another mark, after which a drawing is held to be whole
LOCAL = "127.0.0.1"


@dataclass(slots=True)
class Asked:
    """A request, and what came of it."""

    address: str
    target: str = ""  # the part of the page that htmx asked for
    transferred: int = 0


@dataclass(slots=True)
class Watched:
    """A page with everything that goes on around it."""

    page: Page
    session: CDPSession
    requests: dict[str, Asked] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)

    @property
    def transferred(self) -> int:
        return sum(one.transferred for one in self.requests.values())

    def elsewhere(self) -> set[str]:
        """The other machines that it asked for."""
        hosts = {urlsplit(one.address).hostname for one in self.requests.values()}
        return {host for host in hosts if host and host != LOCAL}

    async def heap(self) -> int:
        await self.session.send("HeapProfiler.collectGarbage")
        await self.session.send("Performance.enable")
        metrics = (await self.session.send("Performance.getMetrics"))["metrics"]
        return int(next(one["value"] for one in metrics if one["name"] == "JSHeapUsedSize"))

    def began(self, event: dict[str, Any]) -> None:
        request = event["request"]
        headers = {name.lower(): value for name, value in request["headers"].items()}
        # One that leads on to another keeps its name: what has come is kept, too.
        before = self.requests.get(event["requestId"])
        came = before.transferred if before else 0
        asked = Asked(request["url"], headers.get("hx-target", ""), came)
        self.requests[event["requestId"]] = asked

    def ended(self, event: dict[str, Any]) -> None:
        if asked := self.requests.get(event["requestId"]):
            asked.transferred += int(event["encodedDataLength"])


class Chromium:
    """The machine's browser. Who has hung or crashed is ended, and another one started."""

    def __init__(self, playwright: Playwright) -> None:
        self._chromium = playwright.chromium
        self._browser: Browser | None = None
        self.elsewhere: set[str] = set()

    async def browser(self) -> Browser:
        if self._browser is None or not self._browser.is_connected():
            path = executable()
            try:
                self._browser = await self._chromium.launch(
                    executable_path=path, args=[*ARGUMENTS, *ALONE]
                )
            except Error as error:
                if path is None and "Executable doesn't exist" in error.message:
                    raise RuntimeError(MISSING) from error
                raise
        return self._browser

    async def close(self) -> None:
        if self._browser:
            await self._browser.close()
            self._browser = None

    @asynccontextmanager
    async def page(self, marks: str = "") -> AsyncIterator[Watched]:
        """An empty page with an empty cache; `marks` are those whose coming is looked for."""
        browser = await self.browser()
        context = await browser.new_context(
            viewport={"width": WIDTH, "height": HEIGHT}, locale="en-GB"
        )
        watch = (HERE / "watch.js").read_text(encoding="utf-8")
        await context.add_init_script(
            f"{watch}\nwindow.watched = watching({json.dumps(marks)}, {QUIET});"
        )
        page = await context.new_page()
        session = await context.new_cdp_session(page)
        watched = Watched(page, session)
        session.on("Network.requestWillBeSent", lambda event: watched.began(event))
        session.on("Network.loadingFinished", lambda event: watched.ended(event))
        page.on("pageerror", lambda error: watched.errors.append(error.message.splitlines()[0]))
        await session.send("Network.enable")
        # A new process has its own beginnings behind it before the clock starts.
        await asyncio.sleep(0.2)
        try:
            yield watched
            await context.close()
        except (TimeoutError, Error):
            await self.close()
            raise
        finally:
            self.elsewhere |= watched.elsewhere()
