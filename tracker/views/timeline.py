"""The timeline, of everything and of one process."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django_htmx.http import push_url, reswap, retarget

from tracker.models import Process
from tracker.templatetags.remembered import rendered
from tracker.timeline.counts import MOST_COUNTED, are_kept
from tracker.timeline.entries import timeline_entries
from tracker.timeline.facets import facets
from tracker.timeline.filters import Errors, TimelineFilter, read_filter
from tracker.timeline.grouping import group
from tracker.timeline.paging import PAGE_SIZE, Page, page_of, places
from tracker.timeline.processes import summaries
from tracker.timeline.rows import rows_of
from tracker.views.caching import public_page
from tracker.views.filtering import controls
from tracker.views.http import HtmxHttpRequest, status_of, wants_fragment


@require_safe
@public_page
def index(request: HtmxHttpRequest) -> HttpResponse:
    chosen, errors = read_filter(request.GET, reader=request.user)
    return answer(
        request,
        chosen,
        errors,
        page="timeline/index.html",
        csv_url=reverse("timeline_csv") + chosen.ordered(chosen.order).query(),
        context={"page_title": _("Timeline")},
    )


@require_safe
@public_page
def process(request: HtmxHttpRequest, slug: str) -> HttpResponse:
    shown = get_object_or_404(Process.objects.visible_to(request.user), slug=slug)
    chosen, errors = process_filter(request, shown)
    (summary,) = summaries(chosen, reader=request.user, only=shown)
    return answer(
        request,
        chosen,
        errors,
        page="processes/detail.html",
        csv_url=reverse("process_csv", args=[slug]) + chosen.ordered(chosen.order).query(),
        context={"process": shown, "summary": summary, "page_title": shown.name},
    )


def process_filter(request: HtmxHttpRequest, process: Process) -> tuple[TimelineFilter, Errors]:
    """The filter of a process's own pages: the address has chosen the process already."""
    chosen, errors = read_filter(request.GET, reader=request.user)
    if chosen.chosen("process") not in ((), (process.slug,)):
        errors["process"] = [_("This page shows one process. The timeline can show others.")]
    return chosen.pinned("process", process.slug), errors


def answer(
    request: HtmxHttpRequest,
    chosen: TimelineFilter,
    errors: Errors,
    *,
    page: str,
    csv_url: str,
    context: dict[str, object],
) -> HttpResponse:
    """The page of these entries, or the part of it that htmx asks for."""
    context |= {"chosen": chosen, "errors": errors, "at": chosen.at, "path": request.path}
    wants_more = wants_fragment(request) and request.htmx.target == "more"
    newest = None
    # With errors, showing the rest as if nothing were wrong would answer another question.
    if not errors:
        entries = timeline_entries(chosen, reader=request.user)
        counts_page = not (wants_more or are_kept(chosen) or chosen.after) and chosen.newest_first
        most = MOST_COUNTED if counts_page else PAGE_SIZE
        found = places(entries, chosen.after, newest_first=chosen.newest_first, most=most + 1)
        newest = [pk for _day, pk in found] if counts_page else None
        context |= entries_of(page_of(found, chosen.after), chosen, request)
        if wants_more:
            return HttpResponse(rendered("timeline/_entries.jinja", context))
    total, choices = facets(chosen, reader=request.user, newest=newest)
    sampled = total.at_least or any(
        choice.number.at_least for facet in choices for choice in facet.choices
    )
    context |= {"total": total, "sampled": sampled}
    context |= controls(chosen, errors, choices, csv_url=csv_url)
    timeline = rendered("timeline/_timeline.jinja", context)
    if not wants_fragment(request):
        whole = context | {"timeline": mark_safe(timeline)}  # noqa: S308  Jinja has escaped it
        return render(request, page, whole, status=status_of(errors))
    response = HttpResponse(timeline, status=status_of(errors))
    if request.htmx.target == "more":
        # The list asked how it goes on and is told that it doesn't: that concerns all of it.
        response = reswap(retarget(response, "#timeline"), "outerHTML")
    # Nonsense stays in the address as it was asked, so that a reload says the same of it.
    asked = request.get_full_path() if errors else request.path + chosen.query()
    return push_url(response, asked)


def entries_of(page: Page, chosen: TimelineFilter, request: HtmxHttpRequest) -> dict[str, object]:
    """The entries of one page, grouped, with where it goes on."""
    rows = rows_of(
        page.keys, reader=request.user, at=chosen.at, as_of=chosen.day("as_of"), q=chosen.q
    )
    return {
        "page": page,
        "grouped": group(
            rows,
            at=chosen.at,
            newest_first=chosen.newest_first,
            after=chosen.after,
            is_last_page=page.next is None,
        ),
        "next_query": chosen.page_query(page.next) if page.next else "",
    }
