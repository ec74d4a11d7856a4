"""What becomes of forms that could not be saved."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from tracker import keeping
from tracker.views import not_saved

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class KeepTypedMiddleware:
    """What was typed into a form of ours is not lost when it could not be saved.

    Stands inside of sessions, tokens and htmx, which it asks.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        is_post = request.method == "POST"
        response = self.get_response(request)
        if not is_post:
            return response
        if _leads_to_sign_in(response):
            return not_saved.signed_out(request) or response
        if response.status_code in (302, 303):
            return not_saved.saved(request, response)
        if response.status_code in (403, 404):
            return not_saved.refused(request, response)
        return response

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        """A form that was shown to one person is not saved as another's."""
        kept = keeping.sent(request, refuse=True) if request.method == "POST" else None
        if kept and request.user.is_authenticated and request.user.pk != kept.user:
            return not_saved.signed_out(request)
        return None


class TryAgainMiddleware:
    """What was sent while the server or its database could not take it can be sent once more.

    Stands outside of all that needs the database.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.method == "POST" and response.status_code in (500, 503) and not settings.DEBUG:
            return not_saved.unavailable(request, response)
        return response


def _leads_to_sign_in(response: HttpResponseBase) -> bool:
    address = urlsplit(response.headers.get("Location", "")).path
    return response.status_code == 302 and address in (reverse("login"), reverse("admin:login"))
