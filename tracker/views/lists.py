"""Lists that go on: a page, or the rows that htmx puts in the place of its link to them."""

from django.http import HttpResponse
from django.shortcuts import render
from django_htmx.http import HttpResponseClientRedirect

from tracker.timeline.filters import Errors
from tracker.views.http import HtmxHttpRequest, status_of, wants_fragment


def answer_list(
    request: HtmxHttpRequest, errors: Errors, *, page: str, rows: str, context: dict[str, object]
) -> HttpResponse:
    context |= {"errors": errors, "is_fragment": wants_fragment(request)}
    if not wants_fragment(request):
        return render(request, page, context, status=status_of(errors))
    if errors:
        # Rows cannot say what is wrong with the question; the page can.
        return HttpResponseClientRedirect(request.get_full_path())
    return render(request, rows, context)
