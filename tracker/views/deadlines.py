"""The deadlines of a process: a board by state, the most urgent first."""

from dataclasses import replace

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tracker.models import Kind, Process
from tracker.timeline.board import Board, board_of, groups_of
from tracker.timeline.facets import Choice, Facet, facets
from tracker.timeline.filters import Errors, TimelineFilter
from tracker.timeline.processes import state_events
from tracker.views.caching import public_page
from tracker.views.filtering import controls
from tracker.views.http import HtmxHttpRequest
from tracker.views.timeline import answer_swapped, process_filter


@require_safe
@public_page
def board(request: HtmxHttpRequest, slug: str) -> HttpResponse:
    shown = get_object_or_404(Process.objects.visible_to(request.user), slug=slug)
    chosen, errors = board_filter(request, shown)
    context: dict[str, object] = {
        "page_title": _("Deadlines: %(process)s") % {"process": shown.name},
        "process": shown,
        "state_event": next(iter(state_events([shown.pk], at=chosen.at)), None),
        "chosen": chosen,
        "errors": errors,
        "at": chosen.at,
        "path": request.path,
    }
    total, choices = facets(chosen, reader=request.user)
    sampled = total.at_least or any(
        choice.number.at_least for facet in choices for choice in facet.choices
    )
    if not errors:
        numbers = {choice.value: choice.number for choice in _statuses(choices)}
        found = board_of(chosen, numbers, process=shown, reader=request.user)
        context |= {"board": found, "pages": _pages(found, chosen)}
    csv_url = (
        reverse("process_csv", args=[slug]) + chosen.repinned("process").ordered("newest").query()
    )
    context |= {"total": total, "sampled": sampled}
    context |= controls(chosen, errors, choices, csv_url=csv_url)
    return answer_swapped(
        request,
        chosen,
        errors,
        part="deadlines/_board.jinja",
        page="deadlines/board.html",
        context=context,
    )


def board_filter(request: HtmxHttpRequest, process: Process) -> tuple[TimelineFilter, Errors]:
    """The address has chosen the process and the kind already, and the board has its own order."""
    chosen, errors = process_filter(request, process)
    if chosen.chosen("kind") not in ((), (Kind.DEADLINE,)):
        errors["kind"] = [_("This page shows deadlines. The timeline can show others.")]
    if not chosen.newest_first:
        errors["order"] = [_("Deadlines stand here by urgency. The timeline goes by days.")]
    if chosen.after and len(groups_of(chosen)) != 1:
        errors["after"] = [_("A place in a list goes with one state, or with outcomes alone.")]
    after = None if "after" in errors else chosen.after
    return replace(chosen, order="newest", after=after).pinned("kind", Kind.DEADLINE.value), errors


def _statuses(choices: list[Facet]) -> list[Choice]:
    return [choice for facet in choices if facet.key == "status" for choice in facet.choices]


def _pages(board: Board, chosen: TimelineFilter) -> dict[str, str]:
    """By the key of a group: the query string that shows more of it; empty where that is all."""
    pages = {}
    for section in board.sections:
        alone = chosen.with_("status", *section.group.among(chosen.chosen("status")))
        pages[section.group.key] = ""
        if section.next:
            pages[section.group.key] = (
                chosen.page_query(section.next) if board.is_page else alone.query()
            )
    return pages
