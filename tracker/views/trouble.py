"""What is answered when a request is too large, cannot be read, or finds the database away."""

from contextlib import suppress
from typing import Any, NoReturn

import psycopg
from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from tracker import request_ids

_AWAY = (OperationalError, InterfaceError, psycopg.OperationalError, psycopg.InterfaceError)
RETRY_AFTER = 5  # seconds: a PostgreSQL that restarts takes about as long
RETRY_FILE_AFTER = 10
MEGABYTE = 1024 * 1024
HEARD_OUT = 64 * MEGABYTE  # whoever sends more than that means no good
BLOCK = 64 * 1024


class FileRefusedError(RequestDataTooBig):
    pass


class NoFiles(FileUploadHandler):
    """Refuses the first file of a form before a byte of it is kept."""

    def new_file(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise FileRefusedError("No form takes files")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Never called."""

    def file_complete(self, file_size: int) -> None:
        """Never called."""


def too_large(request: HttpRequest, error: Exception) -> HttpResponse:
    _hear_out(request)
    if isinstance(error, FileRefusedError):
        said = _("Files are not taken here, and nothing was saved. Paste the text of it instead.")
        return _say(request, said, title=_("No files"), status=413)
    most = (settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0) // MEGABYTE
    said = _(
        "That was too large: up to %d MB are taken at once. Nothing was saved. "
        "Go back to find what you typed."
    )
    return _say(request, said % most, title=_("Too large"), status=413)


def _hear_out(request: HttpRequest) -> None:
    """Reads on and forgets it: a browser shows no answer to what it could not send to its end."""
    with suppress(UnreadablePostError):
        for _block in range(HEARD_OUT // BLOCK):
            if not request.read(BLOCK):
                return


def database_is_away(error: BaseException | None) -> bool:
    """True when the database was lost or could not do it now, whatever came of that later on."""
    while error is not None:
        if isinstance(error, _AWAY):
            return True
        error = error.__cause__ or error.__context__
    return False


def unavailable(request: HttpRequest) -> HttpResponse:
    """Asks nothing of the database. The same request may be sent again."""
    if request.method in ("GET", "HEAD"):
        said = _("The database cannot be reached at the moment. Try again in a moment.")
    else:
        # Whether the last word before a connection broke has arrived, nobody here can know.
        said = _(
            "The database cannot be reached at the moment, and what you sent has most likely not "
            "been saved. What you typed is still in your browser: go back to it, look whether it "
            "has been saved, and send it again."
        )
    response = _say(request, said, title=_("Not available at the moment"), status=503)
    response["Retry-After"] = str(RETRY_AFTER)
    return response


def busy(request: HttpRequest) -> HttpResponse:
    said = _("Too many files are on their way at the moment. Try again in a few seconds.")
    response = _say(request, said, title=_("Busy at the moment"), status=503)
    response["Retry-After"] = str(RETRY_FILE_AFTER)
    return response


def _say(request: HttpRequest, said: str, *, title: str, status: int) -> HttpResponse:
    """A page for people; one line for htmx, which leaves the page as it is, and for programs."""
    headers = {"Cache-Control": "no-store"}
    if _wants_page(request):
        html = render_to_string(
            "trouble.html",
            {"said": said, "title": title, "request_id": request_ids.current()},
        )
        return HttpResponse(html, status=status, headers=headers)
    return HttpResponse(
        f"{said}\n", content_type="text/plain; charset=utf-8", status=status, headers=headers
    )


def _wants_page(request: HttpRequest) -> bool:
    is_htmx = request.headers.get("HX-Request") == "true"
    return not is_htmx and "text/html" in request.headers.get("Accept", "")
