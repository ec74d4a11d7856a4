"""Readers without an account and a writer with one, against a site that is being tried."""

import http.client
import re
import threading
import time
import urllib.parse
from collections import Counter
from dataclasses import dataclass, field
from http.cookies import SimpleCookie

SECONDS_BETWEEN_READS = 0.02
SECONDS_BETWEEN_WRITES = 0.1
EXPORT = "/timeline.csv"
BROKEN_OFF = "exports broken off visibly"


@dataclass
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes


@dataclass
class Browser:
    """One connection per request, and the cookies of before."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(self, path: str, form: dict[str, str] | None = None) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"Accept": "text/html,*/*"}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={one}" for name, one in self.cookies.items())
        body = None
        if form is not None:
            token = {"csrfmiddlewaretoken": self.cookies.get("csrftoken", "")}
            body = urllib.parse.urlencode({**form, **token})
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request("POST" if body else "GET", path, body, headers)
            response = connection.getresponse()
            answer = Answer(response.status, response.headers, response.read())
        finally:
            connection.close()
        for line in answer.headers.get_all("Set-Cookie") or []:
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value
        return answer

    def sign_in(self, name: str, password: str) -> None:
        self.ask("/login/")
        answer = self.ask("/login/", {"username": name, "password": password})
        if answer.status != 302:
            raise RuntimeError(f"{name} could not sign in: {answer.status}")


class Load:
    """Threads that ask until told to stop; what they saw is counted in the open phase."""

    def __init__(self, port: int, *, readers: int, password: str) -> None:
        self.port = port
        self.phase = ""
        self.seen: dict[str, Counter[str]] = {}
        self.faults: list[str] = []
        self.acknowledged: list[str] = []
        self._stopping = threading.Event()
        editor = Browser(port)
        editor.sign_in("editor", password)
        paths = ["/", "/timeline/", "/timeline/?q=talks&kind=event", EXPORT, "/articles/"]
        paths += sorted(set(re.findall(r"/(?:processes|entries)/[\w-]+/", self._front())))[:6]
        self._threads = [
            threading.Thread(target=self._read, args=(paths[number:] + paths[:number],))
            for number in range(readers)
        ]
        self._threads.append(threading.Thread(target=self._write, args=(editor,)))

    def begin(self, phase: str) -> None:
        self.seen[phase] = Counter()
        self.phase = phase

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        self._stopping.set()
        for thread in self._threads:
            if thread.is_alive():
                thread.join()

    def count(self, what: str, phase: str = "") -> int:
        chosen = [self.seen[phase]] if phase else self.seen.values()
        return sum(counter[what] for counter in chosen)

    def _front(self) -> str:
        return Browser(self.port).ask("/").body.decode()

    def _saw(self, what: str, fault: str = "") -> None:
        self.seen[self.phase][what] += 1
        if fault:
            self.faults.append(f"{self.phase}: {fault}")

    def _read(self, paths: list[str]) -> None:
        while not self._stopping.is_set():
            for path in paths:
                self._read_one(path)
                if self._stopping.wait(SECONDS_BETWEEN_READS):
                    return

    def _read_one(self, path: str) -> None:
        try:
            answer = Browser(self.port).ask(path)
        except http.client.IncompleteRead as error:
            # A file whose rows had begun to leave may end in a broken connection, never in a short
            # file. Until then another server could have given all of it.
            if path == EXPORT and error.partial.partition(b"\r\n")[2]:
                return self._saw(BROKEN_OFF)
            return self._saw("reads failed", f"{path} was broken off")
        except OSError as error:
            return self._saw("reads failed", f"{path}: {error!r}")
        if path == EXPORT and answer.status == 503 and b"Too many files" in answer.body:
            return self._saw("exports put off")
        if answer.status != 200:
            return self._saw("reads failed", f"{path}: {answer.status}")
        if path == EXPORT and not answer.body.endswith(b"\r\n"):
            return self._saw("reads failed", f"{path} was cut short in silence")
        return self._saw("reads")

    def _write(self, editor: Browser) -> None:
        number = 0
        while not self._stopping.wait(SECONDS_BETWEEN_WRITES):
            number += 1
            self._write_one(editor, f"Trial {number} of {time.time():.3f}")

    def _write_one(self, editor: Browser, title: str) -> None:
        form = {
            "title": title,
            "new_outlet": "Trial",
            "published_on": "2025-04-18",
            "text": f"{title}. They met.",
        }
        try:
            saved = editor.ask("/articles/new/", form)
            if saved.status == 503:
                return self._saw("writes refused")
            if saved.status != 302:
                return self._saw("writes failed", f"a write: {saved.status}")
            self.acknowledged.append(title)
            self._saw("writes")
            found = editor.ask(saved.headers["Location"])
        except (OSError, http.client.HTTPException) as error:
            return self._saw("writes failed", f"a write: {error!r}")
        # When the primary has gone in between, the page says so; it never says less.
        if found.status == 200 and title in found.body.decode():
            return self._saw("read back by the writer")
        if found.status == 503:
            return self._saw("not readable for the moment")
        return self._saw("not read back", f"{title} was not there for its writer: {found.status}")
