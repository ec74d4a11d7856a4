"""What is new since somebody's last visit: beside the pages, which are the same for everybody."""

from datetime import datetime
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from tracker.models import Process
from tracker.timeline.changes import offers
from tracker.timeline.filters import is_text
from tracker.views.changes import visited_as
from tracker.views.http import HtmxHttpRequest
from tracker.views.visits import Visit

MOST_OFFERED = 6  # processes that are named


@require_safe
def offer(request: HtmxHttpRequest) -> HttpResponse:
    """A line for a page that shows one process, or all of them; nothing (204) where nothing is
    new, or nobody has been here before."""
    visible = Process.objects.visible_to(request.user)
    slug = request.GET.get("process", "")
    if not is_text(slug):
        raise Http404
    one = get_object_or_404(visible, slug=slug) if slug else None
    visit = Visit.of(request)
    response = HttpResponse(status=204)
    if visit.unseen_since:
        found = offers([one] if one else list(visible), visit.unseen_since)
        found.sort(key=lambda offer: offer.number.value, reverse=True)
        query = _query(visit.unseen_since)
        if found:
            context = {
                "visit": visit,
                "offers": found[:MOST_OFFERED],
                "others": len(found) - len(found[:MOST_OFFERED]),
                "is_of_one": one is not None,
                "query": query,
            }
            response = render(request, "changes/_offer.html", context)
    return visit.note(response)


@require_safe
def remembered(request: HtmxHttpRequest, slug: str) -> HttpResponse:
    """To what is new of a process since the last visit; without one, to what is new of late."""
    process = get_object_or_404(Process.objects.visible_to(request.user), slug=slug)
    visit = Visit.of(request)
    query = _query(visit.unseen_since) if visit.unseen_since else ""
    return visit.note(redirect(reverse("process_changes", args=[process.slug]) + query))


def _query(moment: datetime) -> str:
    return f"?{urlencode({'visited': visited_as(moment)})}"
