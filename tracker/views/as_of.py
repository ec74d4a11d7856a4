"""A page in the past of what nobody could know of by then."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from tracker.templatetags.dates import short_day
from tracker.timeline.as_of import Around, steps
from tracker.timeline.filters import Errors, TimelineFilter
from tracker.views.http import HtmxHttpRequest, status_of


def not_known(
    request: HtmxHttpRequest,
    chosen: TimelineFilter,
    errors: Errors,
    around: Around,
    *,
    said: str,
    day: date,
) -> HttpResponse:
    """Says so, and tells nothing of it but the day on which it became known. `said` has a place
    for that day, %(day)s."""
    context = {
        "page_title": _("Not known yet"),
        "chosen": chosen,
        "errors": errors,
        "at": chosen.at,
        "through_time": steps(chosen, around, is_boosted=False),
        "said": said % {"day": short_day(day)},
        "day": day,
    }
    return render(request, "timeline/not_known.html", context, status=status_of(errors))
