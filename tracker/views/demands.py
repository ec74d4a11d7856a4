"""Who demands what of whom in a process."""

from dataclasses import replace
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from tracker.models import Process
from tracker.timeline.counts import MOST_COUNTED
from tracker.timeline.demands import DEMANDS, MOST_NAMED, Cell, Matrix, matrix_of, opened
from tracker.timeline.entries import timeline_entries
from tracker.timeline.facets import facets
from tracker.timeline.filters import Errors, no_place, read_one, unknown_name
from tracker.timeline.paging import places
from tracker.timeline.processes import state_events
from tracker.views.caching import public_page
from tracker.views.filtering import controls
from tracker.views.http import HtmxHttpRequest
from tracker.views.timeline import answer_swapped, process_filter


@require_safe
@public_page
def index(request: HtmxHttpRequest, slug: str) -> HttpResponse:
    process = get_object_or_404(Process.objects.visible_to(request.user), slug=slug)
    chosen, errors = process_filter(request, process)
    if chosen.after:
        errors["after"] = [no_place(str(chosen.after))]
        chosen = replace(chosen, after=None)
    reader, at, as_of = request.user, chosen.at, chosen.day("as_of")
    asked = read_one(request.GET, "cell", errors)
    context: dict[str, object] = {
        "process": process,
        "state_event": next(iter(state_events([process.pk], at=at)), None),
        "chosen": chosen,
        "errors": errors,
        "at": at,
        "clock": chosen.clock,
        "path": request.path,
        "page_title": _("Demands: %(process)s") % {"process": process.name},
    }
    newest = None
    if not errors:
        entries = timeline_entries(chosen, reader=reader).filter(DEMANDS)
        newest = [pk for _day, pk in places(entries, most=MOST_COUNTED + 1)]
        matrix = matrix_of(newest[:MOST_COUNTED], reader=reader, at=at, as_of=as_of)
        cell = _cell(matrix, asked, errors)
        context |= {"matrix": matrix, "cell": cell, "at_least": len(newest) > MOST_COUNTED}
        context |= _rest(matrix)
        if cell:
            context["opened"] = opened(
                cell, reader=reader, at=at, as_of=as_of, newest_first=chosen.newest_first
            )
    total, choices = facets(chosen, reader=reader, newest=newest, among=DEMANDS)
    context |= {"total": total, "sampled": total.at_least}
    context |= controls(chosen, errors, choices, csv_url="")
    context |= {
        "demands_word": ngettext("demand", "demands", total.value),
        # What an address that opens a cell begins with.
        "open_query": f"?{urlencode([*chosen.pairs(), ('cell', '')])}",
    }
    return answer_swapped(
        request,
        chosen,
        errors,
        page="demands/index.html",
        part="demands/_demands.jinja",
        context=context,
        also=[("cell", asked)] if asked else [],
    )


def _cell(matrix: Matrix, asked: str, errors: Errors) -> Cell | None:
    if not asked:
        return None
    cell = matrix.cell(asked)
    if cell is None:
        errors["cell"] = [unknown_name(asked)]
    return cell


def _rest(matrix: Matrix) -> dict[str, object]:
    """What is said of those that have no row or column, and of demands without both."""
    hidden = [len(others) - MOST_NAMED for others in (matrix.other_rows, matrix.other_columns)]
    return {
        "most_named": MOST_NAMED,
        "unnamed_words": ngettext(
            "%(n)d demand does not say who makes it, or of whom, and has no place here.",
            "%(n)d demands do not say who makes them, or of whom, and have no place here.",
            matrix.unnamed,
        )
        % {"n": matrix.unnamed}
        if matrix.unnamed
        else "",
        "unlisted": max(hidden) > 0,
    }
