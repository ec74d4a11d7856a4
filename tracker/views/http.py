"""What a view needs to know of a request."""

from typing import cast

from django.contrib.auth.models import AnonymousUser, User
from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from tracker.timeline.entries import Reader


class HtmxHttpRequest(HttpRequest):
    htmx: HtmxDetails
    user: User | AnonymousUser  # type: ignore[assignment]


def wants_fragment(request: HtmxHttpRequest) -> bool:
    """True when htmx will swap part of a page that is already on screen."""
    htmx = request.htmx
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def reader_of(request: HttpRequest) -> Reader:
    return cast(Reader, request.user)
