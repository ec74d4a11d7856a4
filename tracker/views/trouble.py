"""What is answered when the database is away, wherever that was found out."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views import defaults


def server_error(request: HttpRequest) -> HttpResponse:
    """Django calls this while it handles the exception."""
    if not isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return defaults.server_error(request)
    said = _("The database cannot be reached at the moment. Try again in a moment.")
    return HttpResponse(
        f"{said}\n",
        content_type="text/plain; charset=utf-8",
        status=503,
        headers={"Cache-Control": "no-store", "Retry-After": "5"},
    )
