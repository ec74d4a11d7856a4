"""The front page: where each process stands."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tracker.timeline.as_of import around_filter, steps
from tracker.timeline.filters import TimelineFilter, read_filter
from tracker.timeline.processes import summaries
from tracker.timeline.rows import EntryRow
from tracker.timeline.sketches import sketches
from tracker.views.caching import public_page
from tracker.views.http import HtmxHttpRequest, status_of


@require_safe
@public_page
def index(request: HtmxHttpRequest) -> HttpResponse:
    chosen, errors = read_filter(request.GET, reader=request.user)
    found = [] if errors else summaries(chosen, reader=request.user)
    if chosen.day("as_of"):
        # What nobody knew anything of was no process yet.
        found = [summary for summary in found if summary.entries]
    found.sort(key=lambda summary: _newest(summary.latest), reverse=True)
    drawings = sketches([one.process.pk for one in found], chosen, reader=request.user)
    # Of the keys of a filter, this page heeds the days alone.
    around = around_filter(TimelineFilter(days=chosen.days), reader=request.user)
    context = {
        "page_title": _("Processes"),
        "summaries": [(summary, drawings.get(summary.process.pk)) for summary in found],
        "chosen": chosen,
        "errors": errors,
        "at": chosen.at,
        "through_time": None if errors else steps(chosen, around),
        "as_of_query": f"&as_of={chosen.at.isoformat()}" if chosen.day("as_of") else "",
    }
    return render(request, "processes/index.html", context, status=status_of(errors))


def _newest(latest: list[EntryRow]) -> tuple[date, int]:
    return (latest[0].earliest, latest[0].pk) if latest else (date.min, 0)
