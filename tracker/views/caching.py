"""Public pages that a reader, a CDN or nginx may keep, and ask us whether they still hold.

The ETag is a hash of the page itself: it changes when what the page shows changes, and tells
nothing of what it does not show. That a page still holds is known without making it again, as
long as the version of the record is the one that it was made from: one small query and a 304.
"""

import gzip
import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

import brotli  # type: ignore[import-untyped]
from django.conf import settings
from django.core.cache import caches
from django.db import Error
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import parse_etags

from tracker.timeline.version import record_version
from tracker.views.http import HtmxHttpRequest

P = ParamSpec("P")
View = Callable[Concatenate[HtmxHttpRequest, P], HttpResponse]

# What a page depends on besides its address (views.http.wants_fragment).
VARIES = ("HX-Request", "HX-Target", "HX-Boosted", "HX-History-Restore-Request", "Cookie")
# While one asks whether a page still holds, the others may have it for so long; and all of them,
# while nobody answers (RFC 5861).
SECONDS_WHILE_ASKING = 10
SECONDS_WHILE_AWAY = 3600
KEPT_HEADERS = ("Cache-Control", "Vary")
WORTH_COMPRESSING = 1_000  # bytes


def public_page(view: "View[P]") -> "View[P]":
    """A page that is the same for everybody who has no session."""

    @wraps(view)
    def answer(request: HtmxHttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        # Before the page is made: what changes meanwhile makes it another version's page.
        version = "" if has_session(request) else record_version()
        response = view(request, *args, **kwargs)
        patch_vary_headers(response, VARIES)
        if has_session(request):
            response.headers.setdefault("Cache-Control", "private, no-cache")
        elif response.status_code == 200:
            response.record_version = version  # type: ignore[attr-defined]
        return response

    return cast("View[P]", answer)


def has_session(request: HttpRequest) -> bool:
    return settings.SESSION_COOKIE_NAME in request.COOKIES


class PublicPagesMiddleware:
    """Stands before the session and all else that a page which still holds can do without."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.known = caches["pages"]

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in ("GET", "HEAD") or has_session(request):
            return self.get_response(request)
        # Before the page is made: one that is begun before midnight is yesterday's.
        key = _key(request)
        if "If-None-Match" in request.headers and (held := self.still_held(request, key)):
            return held
        response = self.get_response(request)
        version = getattr(response, "record_version", None)
        if version is None or not isinstance(response, HttpResponse):
            return response
        return self.finish(request, response, version, key=key)

    def still_held(self, request: HttpRequest, key: str) -> HttpResponse | None:
        known = self.known.get(key)
        if known is None:
            return None
        version, etag, headers = known
        asked = parse_etags(request.headers["If-None-Match"])
        if etag not in asked and etag.removeprefix("W/") not in asked:
            return None
        try:
            if record_version() != version:
                return None
        except Error:  # Whoever makes the page anew knows where else to ask.
            return None
        return HttpResponseNotModified(headers=headers | {"ETag": etag})

    def finish(
        self, request: HttpRequest, response: HttpResponse, version: str, *, key: str
    ) -> HttpResponseBase:
        # Weak: compressed or not, it is the same page.
        etag = f'W/"{hashlib.blake2b(response.content, digest_size=16).hexdigest()}"'
        shared = settings.SHARED_CACHE_SECONDS
        response["ETag"] = etag
        response["Cache-Control"] = (
            f"public, max-age=0, s-maxage={shared}, "
            f"stale-while-revalidate={SECONDS_WHILE_ASKING}, stale-if-error={SECONDS_WHILE_AWAY}"
        )
        patch_vary_headers(response, ["Accept-Encoding"])
        headers = {name: response[name] for name in KEPT_HEADERS}
        self.known.set(key, (version, etag, headers))
        answer: Any = get_conditional_response(request, etag=etag, response=response)
        if answer is response and request.method == "GET":
            _compress(request, response)
        return answer  # type: ignore[no-any-return]


def _key(request: HttpRequest) -> str:
    """All that the page of somebody without a session depends on, but for the record."""
    parts = [request.get_host(), request.get_full_path(), timezone.localdate().isoformat()]
    parts += [request.headers.get(name, "") for name in VARIES if name != "Cookie"]
    if len(settings.LANGUAGES) > 1:
        parts.append(request.headers.get("Accept-Language", ""))
    return hashlib.blake2b("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _compress(request: HttpRequest, response: HttpResponse) -> None:
    """Public pages hold no secret whose length could be guessed from theirs."""
    accepted = request.headers.get("Accept-Encoding", "")
    if len(response.content) < WORTH_COMPRESSING or response.has_header("Content-Encoding"):
        return
    if "br" in accepted.replace(",", " ").split():
        # From 4 on it takes three times as long, for a twentieth less.
        packed, encoding = brotli.compress(response.content, quality=3), "br"
    elif "gzip" in accepted:
        packed, encoding = gzip.compress(response.content, compresslevel=2, mtime=0), "gzip"
    else:
        return
    response.content = packed
    response["Content-Encoding"] = encoding
    response["Content-Length"] = str(len(packed))
