"""What happens around every request: its name and its log line, what its history says of it,
headers that no package sets, sessions that last while they are used."""

import codecs
import logging
import time
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.core.exceptions import BadRequest
from django.http import FileResponse, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.encoding import escape_uri_path
from pghistory.middleware import HistoryMiddleware as PghistoryMiddleware

from tracker import request_ids

GetResponse = Callable[[HttpRequest], HttpResponseBase]

log = logging.getLogger("tracker.requests")

# A session that is used lives on; saving it anew with every request would be a write for each.
RENEWED_KEY = "renewed"
RENEW_AFTER = 30 * 60


class HistoryMiddleware(PghistoryMiddleware):
    """Notes the user (by pghistory) and the request with each revision that it causes."""

    def get_context(self, request: HttpRequest) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request)
        return context | {"method": request.method, "request": request_ids.current()}


class RequestLogMiddleware:
    """Names the request, tells the client the name, and logs one line when it is answered.

    The outermost, so that whatever goes wrong further in has a name and a line; what went wrong
    here would take away an answer that is finished. The line has the path without the query, and
    the user's number without the name.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        started = time.monotonic()
        name = request_ids.begin(request.headers.get(request_ids.HEADER, ""))
        request.request_id = name  # type: ignore[attr-defined] # for what is logged later on
        response = self.get_response(request)
        response[request_ids.HEADER] = name
        if isinstance(response, StreamingHttpResponse) and not isinstance(response, FileResponse):
            # It is answered when its last block has left, or when the client has gone.
            content = response.streaming_content
            response.streaming_content = _Watched(content, request, response, name, started)
        else:
            _log_answer(request, response.status_code, started)
            request_ids.resume("")
        return response


class _Watched:
    """A stream that tells the log when it ends, and whether it was sent to its end."""

    def __init__(
        self,
        content: Iterable[bytes] | AsyncIterator[bytes],
        request: HttpRequest,
        response: HttpResponseBase,
        name: str,
        started: float,
    ) -> None:
        assert not isinstance(content, AsyncIterator)  # noqa: S101 - for the type checker
        self.content = content
        self.request, self.response = request, response
        self.name, self.started = name, started
        self.is_complete = False

    def __iter__(self) -> Iterator[bytes]:
        request_ids.resume(self.name)
        yield from self.content
        self.is_complete = True

    def close(self) -> None:
        """Called by Django when the response is closed, whether or not anything was sent."""
        request_ids.resume(self.name)
        _log_answer(
            self.request, self.response.status_code, self.started, is_complete=self.is_complete
        )
        request_ids.resume("")


def _log_answer(
    request: HttpRequest, status: int, started: float, *, is_complete: bool = True
) -> None:
    try:
        _write_line(request, status, started, is_complete=is_complete)
    except Exception:
        log.exception("The line of a request cannot be written")


def _write_line(request: HttpRequest, status: int, started: float, *, is_complete: bool) -> None:
    milliseconds = round(1000 * (time.monotonic() - started), 1)
    # As it was sent, in ASCII: what a path holds can break no line.
    path = escape_uri_path(request.path)
    level = logging.ERROR if status >= 500 else logging.INFO
    if request.path == "/healthz" and status < 500:
        level = logging.DEBUG
    said = f"{request.method} {path} {status} {milliseconds} ms"
    log.log(
        level,
        said if is_complete else f"{said}, broken off",
        extra={
            "method": request.method,
            "path": path,
            "status": status,
            "duration_ms": milliseconds,
            "user": _user_number(request),
            "complete": is_complete,
        },
    )


def _user_number(request: HttpRequest) -> int | None:
    """Who is signed in, if the answer had to do with that."""
    number = _session_as_read(request).get(SESSION_KEY)
    return int(number) if number else None


def _session_as_read(request: HttpRequest) -> dict[str, Any]:
    """What is known of the session when the answer is ready, maybe nothing: to ask now would be a
    query more, and where the database is away, a failure in the place of the answer that says so.
    (`session.accessed` is no help: it is also true of one that could not be read.)"""
    session = getattr(request, "session", None)
    return getattr(session, "_session_cache", None) or {}


class SessionRenewalMiddleware:
    """A session ends a while after its last use, rather than after its beginning."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        session = _session_as_read(request)
        if SESSION_KEY in session:
            now = int(time.time())
            if now - session.get(RENEWED_KEY, 0) > RENEW_AFTER:
                request.session[RENEWED_KEY] = now
        return response


class OneEncodingMiddleware:
    """What is sent is UTF-8, as our pages are. A request may name any encoding that Python knows:
    among them such as decode to halves of characters, which nothing can hold, or to no text."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.encoding and codecs.lookup(request.encoding).name != "utf-8":
            raise BadRequest
        return self.get_response(request)


class CrossOriginMiddleware:
    """What is here is for pages from here to load."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response


class OwnAnswersMiddleware:
    """What is made for one browser stays with it: drafts, names, and whatever else nobody thought
    of. Answers that say themselves who may keep them are left alone, static files among them."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        is_own = settings.SESSION_COOKIE_NAME in request.COOKIES or bool(response.cookies)
        response.headers.setdefault("Cache-Control", "private, no-store" if is_own else "no-cache")
        return response
