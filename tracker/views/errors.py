"""The pages of what went wrong, each with the name of its request, for whoever asks for help."""

import logging
import sys
from typing import Any

from django.conf import settings
from django.contrib.sessions.exceptions import SessionInterrupted
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import add_never_cache_headers
from django.views.decorators.csrf import requires_csrf_token

from tracker import request_ids
from tracker.views import trouble

log = logging.getLogger(__name__)

LAST_RESORT = "Something went wrong here. It is not your doing. Try again in a moment."


def bare(template: str, *, status: int, **context: object) -> HttpResponse:
    """A page that asks neither the database nor the session."""
    body = render_to_string(template, {"request_id": request_ids.current(), **context})
    return HttpResponse(body, status=status)


@requires_csrf_token
def in_the_frame(
    request: HttpRequest, template: str, *, status: int, **context: object
) -> HttpResponse:
    """A page with the head of all pages, which says who is signed in."""
    context |= {"request_id": request_ids.current()}
    return render(request, template, context, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        return trouble.too_large(request, exception)
    if trouble.database_is_away(exception):
        return trouble.unavailable(request)
    if isinstance(exception, SessionInterrupted):
        return trouble.signed_out_meanwhile(request)
    return bare("400.html", status=400)


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    return in_the_frame(request, "403.html", status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token is not this session's: forged, or older than the sign-in."""
    return in_the_frame(request, "403.html", status=403, is_stale=True)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return in_the_frame(request, "404.html", status=404)


def failed(request: HttpRequest) -> HttpResponse:
    """Of what nobody caught, wherever it happened: a lost database may be found as easily by a
    middleware as by a view. Django calls this while it handles the exception."""
    try:
        if trouble.database_is_away(sys.exception()):
            return trouble.unavailable(request)
        return bare("500.html", status=500)
    except Exception:
        log.exception("The page for errors has an error")
        return HttpResponse(LAST_RESORT, status=500, content_type="text/plain")


def too_many_logins(
    request: HttpRequest, response: HttpResponse, credentials: dict[str, Any] | None
) -> HttpResponse:
    """The same whether or not the name exists or the password was right."""
    wait = settings.AXES_COOLOFF_TIME
    answer = bare("429.html", status=429, minutes=int(wait.total_seconds() // 60))
    answer["Retry-After"] = str(int(wait.total_seconds()))
    add_never_cache_headers(answer)
    return answer
