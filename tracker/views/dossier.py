"""A briefing to print, of a process or of what a filter leaves."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from tracker.models import Process
from tracker.templatetags.dates import short_day
from tracker.timeline.days import LABELS
from tracker.timeline.dossiers import dossier_of
from tracker.timeline.facets import asked_of
from tracker.timeline.filters import TimelineFilter
from tracker.timeline.processes import state_events
from tracker.views.http import HtmxHttpRequest, wants_fragment


def wants_dossier(chosen: TimelineFilter) -> bool:
    return chosen.looks.get("view") == "dossier"


def dossier(
    request: HtmxHttpRequest, chosen: TimelineFilter, *, process: Process | None = None
) -> HttpResponse:
    if wants_fragment(request):
        # A filter was changed on a page that could not make sense of another one.
        return HttpResponseClientRedirect(request.get_full_path())
    events = state_events([process.pk], at=chosen.at) if process else []
    title = process.name if process else _("Timeline")
    context = {
        "page_title": _("Briefing: %(title)s") % {"title": title},
        "title": title,
        "process": process,
        "state_event": next(iter(events), None),
        "chosen": chosen,
        "asked": _asked(chosen),
        "at": chosen.at,
        "dossier": dossier_of(chosen, reader=request.user),
        "whole": request.path + chosen.looking({}).query(),
    }
    return render(request, "dossier/page.html", context)


def _asked(chosen: TimelineFilter) -> list[str]:
    """What the briefing leaves out of everything else, in words."""
    said = [f"{label}: {', '.join(names)}" for label, names in asked_of(chosen)]
    if chosen.q:
        said.append(f"“{chosen.q}”")
    days = [(key, day) for key, day in chosen.days.items() if key != "as_of"]
    return [*said, *(f"{LABELS[key]}: {short_day(day)}" for key, day in days)]
