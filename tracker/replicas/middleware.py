"""Where a request reads, and a second try where that database fails it.

Readers are those who send no session cookie and ask for something (GET, HEAD). Everybody else
reads the primary with every request, and so always finds what they have written.
"""

from collections.abc import Callable, Iterator

from django.conf import settings
from django.db import Error
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from tracker.replicas import PRIMARY, reading_alias, reading_from
from tracker.replicas.failover import elsewhere
from tracker.replicas.watch import standings

GetResponse = Callable[[HttpRequest], HttpResponseBase]


def is_reader(request: HttpRequest) -> bool:
    return request.method in ("GET", "HEAD") and settings.SESSION_COOKIE_NAME not in request.COOKIES


class ReadingMiddleware:
    """Chooses the database of a request. Stands before whatever reads from one."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        known = standings() if is_reader(request) else None
        with reading_from(known.choose() or PRIMARY if known else PRIMARY):
            return self.get_response(request)


class SecondTryMiddleware:
    """Makes a reader's page again from another database when its own fails in the middle.

    Stands last, so that its process_exception comes first and nobody has answered for the fault.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self._begun(request, self.get_response(request))
        other = getattr(request, "second_try", None)
        if other is None:
            return response
        with reading_from(other):
            return self._begun(request, self.get_response(request))

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """A stand-in for the response, which nobody sees: the request is about to be answered
        again."""
        return HttpResponse(status=503) if self._may_try_again(request, error) else None

    def _begun(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """With the first block of a stream at hand: until it has left, another database may still
        give all of it. A fault after that ends the connection, so that nobody takes a part for
        the whole."""
        if not isinstance(response, StreamingHttpResponse) or not _has_choice(request):
            return response
        blocks = iter(response)
        try:
            first = next(blocks, b"")
        except Error as error:
            if self._may_try_again(request, error):
                return HttpResponse(status=503)
            raise
        response.streaming_content = _continued(first, blocks, reading_alias())
        return response

    def _may_try_again(self, request: HttpRequest, error: Exception) -> bool:
        """True when another database may do better; notes which one."""
        known = standings()
        if known is None or not is_reader(request) or hasattr(request, "second_try"):
            return False
        request.second_try = elsewhere(known, error, reading_alias())  # type: ignore[attr-defined]
        return request.second_try is not None  # type: ignore[attr-defined]


def _has_choice(request: HttpRequest) -> bool:
    return is_reader(request) and standings() is not None


def _continued(first: bytes, rest: Iterator[bytes], alias: str) -> Iterator[bytes]:
    """The stream, every block read where the first one was."""
    yield first
    while True:
        with reading_from(alias):
            block = next(rest, None)
        if block is None:
            return
        yield block
