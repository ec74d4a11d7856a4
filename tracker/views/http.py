"""What a view needs to know of a request."""

from django.contrib.auth.models import AnonymousUser, User
from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from tracker.timeline.filters import Errors


class HtmxHttpRequest(HttpRequest):
    htmx: HtmxDetails
    user: User | AnonymousUser


def wants_fragment(request: HtmxHttpRequest) -> bool:
    """True when htmx will swap part of a page that is already on screen."""
    htmx = request.htmx
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def one_line(said: str) -> str:
    """What was typed into a field of one line. No keyboard has a NUL, and no column takes it."""
    return said.replace("\0", "").strip()


def wants_more(request: HtmxHttpRequest) -> bool:
    """True when a list asks how it goes on."""
    return wants_fragment(request) and request.htmx.target == "more"


def status_of(errors: Errors) -> int:
    """400 when part of the query string makes no sense; the page itself says which part."""
    return 400 if errors else 200
