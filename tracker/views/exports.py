"""Files of the timeline: the same query string as the pages, status 400 where it is nonsense."""

from collections.abc import Generator, Iterable, Iterator
from threading import BoundedSemaphore

from django.conf import settings
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from tracker.exports.csv import CONTENT_TYPE, csv_blocks, csv_filename
from tracker.models import Process
from tracker.replicas import reading_connection
from tracker.replicas.middleware import is_reader
from tracker.timeline.entries import timeline_entries
from tracker.timeline.filters import Errors, TimelineFilter, read_filter
from tracker.views import trouble
from tracker.views.http import HtmxHttpRequest
from tracker.views.timeline import process_filter

# A file holds a thread and a transaction for as long as its reader takes.
_places = BoundedSemaphore(settings.EXPORTS_AT_ONCE)


class _InAPlace:
    """The blocks of a file. Its place is free again when it ends, breaks off or is forgotten."""

    def __init__(self, blocks: Generator[bytes]) -> None:
        self.blocks = blocks
        self.has_place = True

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        try:
            return next(self.blocks)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Called by Django when the response is closed."""
        if self.has_place:
            self.has_place = False
            try:
                self.blocks.close()
            finally:
                _places.release()

    __del__ = close


@require_safe
@vary_on_headers("Cookie")
def timeline_csv(request: HtmxHttpRequest) -> HttpResponseBase:
    return _csv(request, *read_filter(request.GET, reader=request.user))


@require_safe
@vary_on_headers("Cookie")
def process_csv(request: HtmxHttpRequest, slug: str) -> HttpResponseBase:
    process = get_object_or_404(Process.objects.visible_to(request.user), slug=slug)
    chosen, errors = process_filter(request, process)
    return _csv(request, chosen, errors, process=slug)


def _csv(
    request: HtmxHttpRequest, chosen: TimelineFilter, errors: Errors, *, process: str = ""
) -> HttpResponseBase:
    if errors:
        lines = [f"{key}: {message}" for key, messages in errors.items() for message in messages]
        return HttpResponse(
            "\n".join(lines) + "\n", content_type="text/plain; charset=utf-8", status=400
        )
    entries = timeline_entries(chosen, reader=request.user)
    name = csv_filename(on=timezone.localdate(), process=process)
    # Before the file begins: a database that is away is then an answer, not a broken file.
    with reading_connection().cursor():
        pass
    blocks = csv_blocks(
        entries,
        newest_first=chosen.newest_first,
        as_of=chosen.day("as_of"),
        from_any=is_reader(request),
    )
    content: Iterable[bytes] = blocks
    if request.method == "HEAD":
        content = ()  # Whoever asks for the headers alone need not have the whole file made.
    elif not request.user.is_authenticated:
        if not _places.acquire(blocking=False):
            return trouble.busy(request)
        content = _InAPlace(blocks)
    return StreamingHttpResponse(
        content,
        content_type=CONTENT_TYPE,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
