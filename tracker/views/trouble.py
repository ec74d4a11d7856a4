"""What is answered when a request is too large, cannot be read, or finds the database away."""

from contextlib import suppress
from io import BytesIO
from typing import Any

import psycopg
from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from tracker import request_ids
from tracker.imports.incoming import MAX_BYTES, MEGABYTE

_AWAY = (OperationalError, InterfaceError, psycopg.OperationalError, psycopg.InterfaceError)
RETRY_AFTER = 5  # seconds: a PostgreSQL that restarts takes about as long
RETRY_FILE_AFTER = 10
HEARD_OUT = 64 * MEGABYTE  # whoever sends more than that means no good
BLOCK = 64 * 1024


# The addresses whose form has a field for a file.
TAKING_FILES = ("article_file", "article_text")


class FileRefusedError(RequestDataTooBig):
    pass


class FileTooLargeError(RequestDataTooBig):
    pass


class FewFiles(FileUploadHandler):
    """Takes one file, of somebody who may bring articles, where a form asks for it; in memory,
    and never more than is taken. Any other is refused before a byte of it is kept."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        is_first = not hasattr(self, "content")
        takes = self.request is not None and _takes_files(self.request)
        if not (takes and is_first and self.field_name == "file"):
            raise FileRefusedError("This form takes no files")
        user = getattr(self.request, "user", None)
        if user is None or not user.has_perm("tracker.add_article"):
            raise SkipFile  # the view says why
        self.content = bytearray()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if len(self.content) + len(raw_data) > MAX_BYTES:
            raise FileTooLargeError("The file is too large")
        self.content += raw_data

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        return InMemoryUploadedFile(
            file=BytesIO(bytes(self.content)),
            field_name=self.field_name,
            name=self.file_name or "",
            content_type=self.content_type or "",
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )


def _takes_files(request: HttpRequest) -> bool:
    try:
        return resolve(request.path_info).url_name in TAKING_FILES
    except Resolver404:
        return False


def too_large(request: HttpRequest, error: Exception) -> HttpResponse:
    _hear_out(request)
    if isinstance(error, FileRefusedError):
        said = _("Files are not taken here, and nothing was saved. Paste the text of it instead.")
        return _say(request, said, title=_("No files"), status=413)
    if isinstance(error, FileTooLargeError):
        said = _(
            "The file is larger than %d MB, which is the most that is taken. Nothing was saved."
        )
        return _say(request, said % (MAX_BYTES // MEGABYTE), title=_("Too large"), status=413)
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
    """Asks nothing of the database."""
    if request.method in ("GET", "HEAD"):
        said = _("The database cannot be reached at the moment. Try again in a moment.")
    else:
        # Whether the last word before a connection broke has arrived, nobody here can know; and
        # it may have been the session alone that could not be written, after everything else.
        said = _(
            "The database cannot be reached at the moment, and whether what you sent has been "
            "saved is not known. What you typed is still in your browser: look in another tab "
            "whether it has been saved; if it has not, go back to it and send it again."
        )
    response = _say(request, said, title=_("Not available at the moment"), status=503)
    response["Retry-After"] = str(RETRY_AFTER)
    return response


def signed_out_meanwhile(request: HttpRequest) -> HttpResponse:
    """The session ended, in another tab for example, while this request was being answered. Django
    finds out when it writes the session, after the view; and takes it for a request that is bad."""
    if request.method in ("GET", "HEAD"):
        said = _("You were signed out while this page was being made. Sign in, and ask once more.")
    else:
        said = _(
            "You were signed out while this was being answered, and it may well have been saved. "
            "Sign in and look whether it has; if it has not, go back to what you typed and send "
            "it again."
        )
    return _say(request, said, title=_("Signed out meanwhile"), status=409)


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
