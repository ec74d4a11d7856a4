"""All choices of one key of the filter, which beside the timeline has room for a few."""

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from tracker.models import Actor, Process
from tracker.templatetags.remembered import rendered
from tracker.timeline.as_of import around_filter, steps
from tracker.timeline.counts import MOST_NAMED
from tracker.timeline.demands import DEMANDS
from tracker.timeline.facets import NAMED, facet
from tracker.timeline.filters import Errors, TimelineFilter
from tracker.views.actors import actor_filter
from tracker.views.caching import public_page
from tracker.views.conditions import conditions_filter
from tracker.views.deadlines import board_filter
from tracker.views.http import HtmxHttpRequest, status_of, wants_fragment
from tracker.views.timeline import process_filter, process_timeline_filter, timeline_filter


@require_safe
@public_page
def index(request: HtmxHttpRequest, key: str) -> HttpResponse:
    chosen, errors = timeline_filter(request)
    return _answer(request, key, chosen, errors, path=reverse("timeline"))


@require_safe
@public_page
def process(request: HtmxHttpRequest, slug: str, key: str) -> HttpResponse:
    shown = get_object_or_404(Process.objects.visible_to(request.user), slug=slug)
    chosen, errors = process_timeline_filter(request, shown)
    return _answer(request, key, chosen, errors, path=reverse("process", args=[slug]))


@require_safe
@public_page
def actor(request: HtmxHttpRequest, slug: str, key: str) -> HttpResponse:
    shown = get_object_or_404(Actor, slug=slug)
    chosen, errors = actor_filter(request, shown)
    return _answer(request, key, chosen, errors, path=reverse("actor", args=[slug]))


@require_safe
@public_page
def deadlines(request: HtmxHttpRequest, slug: str, key: str) -> HttpResponse:
    shown = get_object_or_404(Process.objects.visible_to(request.user), slug=slug)
    chosen, errors = board_filter(request, shown)
    path = reverse("process_deadlines", args=[slug])
    return _answer(request, key, chosen, errors, path=path)


@require_safe
@public_page
def conditions(request: HtmxHttpRequest, slug: str, key: str) -> HttpResponse:
    shown = get_object_or_404(Process.objects.visible_to(request.user), slug=slug)
    chosen, errors = conditions_filter(request, shown)
    path = reverse("process_conditions", args=[slug])
    return _answer(request, key, chosen, errors, path=path)


@require_safe
@public_page
def demands(request: HtmxHttpRequest, slug: str, key: str) -> HttpResponse:
    shown = get_object_or_404(Process.objects.visible_to(request.user), slug=slug)
    chosen, errors = process_filter(request, shown)
    path = reverse("process_demands", args=[slug])
    return _answer(request, key, chosen, errors, path=path, among=DEMANDS)


def _answer(
    request: HtmxHttpRequest,
    key: str,
    chosen: TimelineFilter,
    errors: Errors,
    *,
    path: str,
    among: Q | None = None,
) -> HttpResponse:
    """Links to the list at this path. As a part of its page they take the place of the few.
    `among`: what that page asks of its entries, whatever the filter."""
    if key not in NAMED or key in chosen.pins:
        raise Http404
    found = None if errors else facet(key, chosen, reader=request.user, among=among)
    inside = wants_fragment(request)
    context: dict[str, object] = {
        "facet": found,
        "key": key,
        "path": path,
        "errors": errors,
        "inside": inside,
    }
    # Those that were there keep their places, so the focus goes to the first that was not.
    context["first_new"] = MOST_NAMED if inside and found else None
    listed = rendered("timeline/_choices.jinja", context)
    if inside:
        return HttpResponse(listed, status=status_of(errors))
    context |= {
        "listed": mark_safe(listed),  # noqa: S308  Jinja has escaped it
        "chosen": chosen,
        "sampled": found is not None and any(one.number.at_least for one in found.choices),
        "back": path + chosen.query(),
        "through_time": None
        if errors
        else steps(chosen, around_filter(chosen, reader=request.user)),
        "page_title": found.label if found else None,
    }
    return render(request, "timeline/choices.html", context, status=status_of(errors))
