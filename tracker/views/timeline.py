"""The timeline, of everything and of one process."""

from collections.abc import Sequence
from urllib.parse import urlencode

from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django_htmx.http import push_url, reswap, retarget

from tracker.models import Process
from tracker.templatetags.remembered import rendered
from tracker.timeline.as_of import around_filter, steps
from tracker.timeline.counts import MOST_COUNTED, are_kept
from tracker.timeline.entries import timeline_entries
from tracker.timeline.facets import facets
from tracker.timeline.filters import Errors, TimelineFilter, read_filter
from tracker.timeline.grouping import group
from tracker.timeline.ledgers import process_accounts
from tracker.timeline.looks import read_looks
from tracker.timeline.paging import PAGE_SIZE, Page, page_of, places
from tracker.timeline.processes import summaries
from tracker.timeline.rows import rows_of
from tracker.views.caching import public_page
from tracker.views.chart import chart_context, wants_chart
from tracker.views.dossier import dossier, wants_dossier
from tracker.views.filtering import controls
from tracker.views.http import HtmxHttpRequest, status_of, wants_fragment, wants_more


@require_safe
@public_page
def index(request: HtmxHttpRequest) -> HttpResponse:
    chosen, errors = timeline_filter(request)
    if wants_dossier(chosen) and not errors:
        return dossier(request, chosen)
    return answer(
        request,
        chosen,
        errors,
        page="timeline/index.html",
        csv_url=reverse("timeline_csv") + chosen.ordered(chosen.order).looking({}).query(),
        context={"page_title": _("Timeline"), "has_chart": True},
    )


def timeline_filter(request: HtmxHttpRequest) -> tuple[TimelineFilter, Errors]:
    """The filter of the timeline of everything, and how it is looked at."""
    chosen, errors = read_filter(request.GET, reader=request.user)
    return chosen.looking(read_looks(request.GET, errors)), errors


@require_safe
@public_page
def process(request: HtmxHttpRequest, slug: str) -> HttpResponse:
    shown = get_object_or_404(Process.objects.visible_to(request.user), slug=slug)
    chosen, errors = process_timeline_filter(request, shown)
    if wants_dossier(chosen) and not errors:
        return dossier(request, chosen, process=shown)
    context: dict[str, object] = {"process": shown, "page_title": shown.name, "has_chart": True}
    if not (wants_more(request) or wants_chart(request)):
        (summary,) = summaries(chosen, reader=request.user, only=shown)
        context |= {"summary": summary, "state_event": summary.state_event}
        context["accounts"] = process_accounts(shown, chosen, reader=request.user)
    return answer(
        request,
        chosen,
        errors,
        page="processes/detail.html",
        csv_url=reverse("process_csv", args=[slug])
        + chosen.ordered(chosen.order).looking({}).query(),
        context=context,
    )


def process_timeline_filter(
    request: HtmxHttpRequest, process: Process
) -> tuple[TimelineFilter, Errors]:
    """The filter of a process's timeline, and how it is looked at."""
    chosen, errors = process_filter(request, process)
    return chosen.looking(read_looks(request.GET, errors)), errors


def process_filter(
    request: HtmxHttpRequest, process: Process, *, query: QueryDict | None = None
) -> tuple[TimelineFilter, Errors]:
    """The filter of a process's own pages: the address has chosen the process already. `query`:
    what of the address is the filter's, where that is not all."""
    chosen, errors = read_filter(request.GET if query is None else query, reader=request.user)
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
    context["most_counted"] = MOST_COUNTED
    newest = None
    is_chart = "has_chart" in context and "view" in chosen.looks
    if "has_chart" in context and wants_chart(request) and not errors:
        context |= chart_context(chosen, reader=request.user, path=request.path)
        return HttpResponse(rendered("timeline/_chart.jinja", context))
    # With errors, showing the rest as if nothing were wrong would answer another question.
    if is_chart and not errors:
        context |= chart_context(chosen, reader=request.user, path=request.path)
    elif not errors:
        entries = timeline_entries(chosen, reader=request.user)
        is_first = chosen.newest_first and not (chosen.after or wants_more(request))
        counts_page = is_first and not are_kept(chosen)
        most = MOST_COUNTED if counts_page else PAGE_SIZE
        found = places(entries, chosen.after, newest_first=chosen.newest_first, most=most + 1)
        newest = [pk for _day, pk in found] if counts_page else None
        context |= entries_of(page_of(found, chosen.after), chosen, request)
        if wants_more(request):
            return HttpResponse(rendered("timeline/_entries.jinja", context))
    total, choices = facets(chosen, reader=request.user, newest=newest)
    sampled = total.at_least or any(
        choice.number.at_least for facet in choices for choice in facet.choices
    )
    context |= {"total": total, "sampled": sampled}
    context |= controls(chosen, errors, choices, csv_url=csv_url)
    if "has_chart" in context:
        context["dossier_query"] = chosen.without("after").looking({"view": "dossier"}).query()
    return answer_swapped(
        request, chosen, errors, part="timeline/_timeline.jinja", page=page, context=context
    )


def answer_swapped(
    request: HtmxHttpRequest,
    chosen: TimelineFilter,
    errors: Errors,
    *,
    part: str,
    page: str,
    context: dict[str, object],
    also: Sequence[tuple[str, str]] = (),
) -> HttpResponse:
    """A page, or the part of it that is swapped when its filter changes: what Jinja makes of
    `part`, an element with the id `timeline`. `also`: what its address
    asks beside the filter."""
    if not errors:
        near = around_filter(chosen, reader=request.user)
        context["through_time"] = steps(chosen, near, also=also)
    pairs = [*chosen.pairs(), *also]
    address = f"{request.path}?{urlencode(pairs)}" if pairs else request.path
    timeline = rendered(part, context)
    if not wants_fragment(request):
        whole = context | {"timeline": mark_safe(timeline)}  # noqa: S308  Jinja has escaped it
        response = render(request, page, whole, status=status_of(errors))
        # A form that is boosted sends its empty fields, too.
        is_plain = errors or not request.htmx.boosted or address == request.get_full_path()
        return response if is_plain else push_url(response, address)
    if "state_event" in context:
        swapped = context | {"is_swapped": True}
        timeline += render_to_string("processes/_head.html", swapped, request)
    response = HttpResponse(timeline, status=status_of(errors))
    if request.htmx.target == "listed":
        return response  # the list follows the chart, which has pushed the address
    if request.htmx.target == "more":
        # The list asked how it goes on and is told that it doesn't: that concerns all of it.
        response = reswap(retarget(response, "#timeline"), "outerHTML")
    # Nonsense stays in the address as it was asked, so that a reload says the same of it.
    return push_url(response, request.get_full_path() if errors else address)


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
