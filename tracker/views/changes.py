"""What is new of a process: known after a day, or on its record since a visit."""

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlencode

from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django_htmx.http import push_url, reswap, retarget

from tracker.models import Process
from tracker.timeline.as_of import around_filter, steps
from tracker.timeline.changed import Item, items
from tracker.timeline.changes import (
    DAYS_BEFORE_NEWEST,
    GROUP_SIZE,
    Asked,
    Group,
    Place,
    Strands,
    groups,
    newest_day,
    strands_of,
)
from tracker.timeline.filters import Errors, TimelineFilter, no_place, read_one
from tracker.timeline.paging import PAGE_SIZE
from tracker.timeline.processes import state_events
from tracker.views.caching import public_page
from tracker.views.http import HtmxHttpRequest, status_of, wants_fragment, wants_more
from tracker.views.timeline import process_filter
from tracker.views.visits import FIRST_VISIT

_VISITED = "%Y-%m-%dT%H:%MZ"
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\dZ", re.ASCII)
# Of the keys of a timeline's filter, those that this list is made by.
_HEEDED = frozenset({"process", "track", "since", "as_of"})
FURTHER_BACK = (30, 365)  # days


def visited_as(moment: datetime) -> str:
    """A moment as an address has it."""
    # Not by strftime, which writes years without their noughts.
    naive = moment.astimezone(UTC).replace(tzinfo=None)
    return f"{naive.isoformat(timespec='minutes')}Z"


@dataclass(frozen=True, slots=True)
class Question:
    """The address of the page, as a value."""

    chosen: TimelineFilter
    asked: Asked
    is_untracked: bool  # only what stands in no track
    newest: date | None  # where nothing was asked: the day that `since` was counted from

    @property
    def since(self) -> date | None:
        return None if self.asked.visited else self.asked.since

    def query(self, **changed: str) -> str:
        """The address of the same with other values; the empty one leaves a key out."""
        visited = self.asked.visited
        said = self.chosen.without("since").pairs()
        if self.is_untracked:
            said.append(("without", "track"))
        if visited:
            said.append(("visited", visited_as(visited)))
        else:
            said.append(("since", self.asked.since.isoformat()))
        kept = [(key, value) for key, value in said if key not in changed]
        return f"?{urlencode([*kept, *(pair for pair in changed.items() if pair[1])])}"


@dataclass(frozen=True, slots=True)
class Shown:
    """A group as the page shows it."""

    group: Group
    items: list[Item]
    query: str  # of this group alone
    next_query: str


@require_safe
@public_page
def index(request: HtmxHttpRequest, slug: str) -> HttpResponse:
    process = get_object_or_404(Process.objects.visible_to(request.user), slug=slug)
    strands = strands_of(process, reader=request.user)
    question, errors = _read(request, process, strands)
    context: dict[str, object] = {
        "page_title": _("Changes: %(process)s") % {"process": process.name},
        "process": process,
        "chosen": question.chosen,
        "question": question,
        "errors": errors,
        "at": question.chosen.at,
        "path": request.path,
    }
    if not errors:
        context |= _found(request, question, strands)
        if wants_more(request):
            return render(request, "changes/_rows.html", context)
        context |= _ways(request, question)
    if not wants_fragment(request):
        events = state_events([process.pk], at=question.chosen.at)
        context["state_event"] = next(iter(events), None)
        return render(request, "changes/index.html", context, status=status_of(errors))
    response = render(request, "changes/_changes.html", context, status=status_of(errors))
    if request.htmx.target == "more":
        # The list asked how it goes on and is told that it doesn't: that concerns all of it.
        response = reswap(retarget(response, "#changes"), "outerHTML")
    return push_url(response, request.get_full_path())


def _read(request: HtmxHttpRequest, process: Process, strands: Strands) -> tuple[Question, Errors]:
    query = request.GET.copy()
    # A place in this list is no place on a timeline.
    query.pop("after", None)
    chosen, errors = process_filter(request, process, query=query)
    for key in sorted({*chosen.choices, *chosen.days} - _HEEDED):
        errors.setdefault(key, []).append(_("This list cannot be narrowed by that."))
    for key, is_asked in (("q", chosen.q), ("order", not chosen.newest_first)):
        if is_asked:
            errors.setdefault(key, []).append(_("This list cannot be narrowed or turned by that."))
    is_untracked = _read_without(query, chosen, errors)
    asked = Asked(
        process=process,
        since=chosen.day("since") or date.min,
        visited=_read_visited(query, chosen, errors),
        as_of=chosen.day("as_of"),
        after=_read_place(read_one(request.GET, "after", errors), errors),
    )
    newest = None
    if not (errors or asked.visited or chosen.day("since")):
        newest = newest_day(asked, strands)
        since = (newest or chosen.at).toordinal() - DAYS_BEFORE_NEWEST
        asked = replace(asked, since=date.fromordinal(max(since, 1)))
    return Question(chosen, asked, is_untracked, newest), errors


def _read_without(query: QueryDict, chosen: TimelineFilter, errors: Errors) -> bool:
    what = read_one(query, "without", errors)
    if what and (what != "track" or chosen.chosen("track")):
        errors["without"] = [_("One can leave out what stands in a track, by “track”.")]
    return what == "track"


def _read_visited(query: QueryDict, chosen: TimelineFilter, errors: Errors) -> datetime | None:
    text = read_one(query, "visited", errors)
    if not text:
        return None
    try:
        if not _MOMENT.fullmatch(text):
            raise ValueError(text)
        visited = datetime.strptime(text, _VISITED).replace(tzinfo=UTC)
    except ValueError:
        errors["visited"] = [_("This is not a moment. Write it as 2025-04-18T09:30Z.")]
        return None
    if visited < FIRST_VISIT:
        errors["visited"] = [_("Nobody has been here so long ago: visits begin with 1970.")]
        return None
    if chosen.days:
        errors["visited"] = [_("Ask for what is new since a visit, or for days, not for both.")]
    elif visited > timezone.now():
        errors["visited"] = [_("That moment has not come yet.")]
    return visited


def _read_place(text: str, errors: Errors) -> Place | None:
    if not text:
        return None
    try:
        return Place.parse(text)
    except ValueError:
        errors["after"] = [no_place(text)]
        return None


def _found(request: HtmxHttpRequest, question: Question, strands: Strands) -> dict[str, object]:
    """The groups of the page. Where there is one alone, it goes on for pages."""
    slugs = question.chosen.chosen("track")
    if slugs:
        strands = {key: one for key, one in strands.items() if one and one.slug in slugs}
    elif question.is_untracked:
        strands = {key: one for key, one in strands.items() if one is None}
    is_single = question.is_untracked or len(slugs) == 1 or bool(question.asked.after)
    found = groups(question.asked, strands, size=PAGE_SIZE if is_single else GROUP_SIZE)
    if len(found) == 1 and not is_single:
        is_single = True
        found = groups(question.asked, strands, size=PAGE_SIZE)
    told = [one for group in found for one in group.told]
    chosen = question.chosen
    made = items(told, reader=request.user, at=chosen.at, as_of=chosen.day("as_of"))
    by_key = {(item.told.what, item.told.key): item for item in made}
    shown = [
        Shown(
            group,
            [by_key[key] for one in group.told if (key := (one.what, one.key)) in by_key],
            query=question.query(**_only(group)),
            next_query=question.query(**_only(group), after=str(group.next)) if group.next else "",
        )
        for group in found
    ]
    return {"shown": shown, "is_single": is_single, "last": shown[-1] if shown else None}


def _only(group: Group) -> dict[str, str]:
    """What chooses this group alone."""
    if group.track:
        return {"track": group.track.slug, "without": ""}
    return {"track": "", "without": "track"}


def _ways(request: HtmxHttpRequest, question: Question) -> dict[str, object]:
    """To other days, and further back."""
    if question.since is None:
        return {
            "start_query": question.query(),
            "all_query": question.query(track="", without=""),
        }
    days = question.chosen.without("since")
    through_time = steps(
        question.chosen,
        around_filter(days, reader=request.user),
        also=[("without", "track")] if question.is_untracked else [],
    )
    since = question.since
    further = [
        (number, question.query(since=(since - timedelta(days=number)).isoformat()))
        for number in FURTHER_BACK
        if since.toordinal() > number
    ]
    return {
        "through_time": through_time,
        "further": further,
        "whole_query": question.query(since=date.min.isoformat()),
        "start_query": question.query(),
        "all_query": question.query(track="", without=""),
    }
