"""The conditions of a process: how they hang together, and what an outcome still waits for."""

from collections.abc import Sequence
from datetime import date
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from tracker.models import Kind, Process
from tracker.templatetags.graph import Asked, drawing_of, in_words
from tracker.templatetags.remembered import rendered
from tracker.templatetags.unmet import told
from tracker.timeline.conditions import (
    MOST_DRAWN,
    Chosen,
    Net,
    cards_of,
    drawn_of,
    grouped_by_state,
    may_be_asked,
    net_of,
    waited_for,
)
from tracker.timeline.counts import MOST_COUNTED, Number
from tracker.timeline.entries import timeline_entries
from tracker.timeline.facets import facets
from tracker.timeline.filters import Errors, TimelineFilter, read_one, unknown_name
from tracker.timeline.paging import PAGE_SIZE, page_of, places
from tracker.timeline.processes import state_events
from tracker.timeline.unmet import weigh
from tracker.views.caching import public_page
from tracker.views.filtering import controls
from tracker.views.http import HtmxHttpRequest, wants_more
from tracker.views.timeline import answer_swapped, process_filter

Context = dict[str, object]


@require_safe
@public_page
def index(request: HtmxHttpRequest, slug: str) -> HttpResponse:
    process = get_object_or_404(Process.objects.visible_to(request.user), slug=slug)
    chosen, errors = conditions_filter(request, process)
    outcome = _read_outcome(request, process, chosen, errors)
    context: Context = {
        "process": process,
        "state_event": next(iter(state_events([process.pk], at=chosen.at)), None),
        "chosen": chosen,
        "errors": errors,
        "at": chosen.at,
        "clock": chosen.clock,
        "path": request.path,
        "ask": f"{request.path}?{urlencode([*_days_alone(chosen), ('outcome', '')])}",
        "page_title": _("Conditions: %(process)s") % {"process": process.name},
    }
    newest: list[int] | None = None
    # With errors, showing the rest as if nothing were wrong would answer another question.
    if not errors and outcome:
        context |= _asked(request, chosen, outcome)
    elif not errors:
        found, newest = _found(request, chosen)
        context |= found
        if wants_more(request):
            return HttpResponse(rendered("conditions/_cards.jinja", context | {"is_more": True}))
    context |= _controls(request, chosen, errors, outcome, newest)
    return answer_swapped(
        request,
        chosen,
        errors,
        page="conditions/index.html",
        part="conditions/_conditions.jinja",
        context=context,
        also=[("outcome", str(outcome))] if outcome else [],
    )


def conditions_filter(request: HtmxHttpRequest, process: Process) -> tuple[TimelineFilter, Errors]:
    """The filter of a page that shows conditions alone."""
    chosen, errors = process_filter(request, process)
    if chosen.chosen("kind") not in ((), (Kind.CONDITION,)):
        errors["kind"] = [_("This page shows conditions. The timeline can show others.")]
    return chosen.pinned("kind", Kind.CONDITION), errors


def _read_outcome(
    request: HtmxHttpRequest, process: Process, chosen: TimelineFilter, errors: Errors
) -> int | None:
    """The condition of which the outcome is asked about. Nobody learns here of one that they may
    not see."""
    text = read_one(request.GET, "outcome", errors)
    if not text:
        return None
    key = int(text) if text.isascii() and text.isdigit() and len(text) <= 18 else 0
    as_of = chosen.day("as_of")
    if key and may_be_asked(key, process=process.pk, reader=request.user, as_of=as_of):
        return key
    errors["outcome"] = [unknown_name(text)]
    return None


def _days_alone(chosen: TimelineFilter) -> list[tuple[str, str]]:
    """Of a filter what a question about an outcome keeps: the day whose knowledge is shown."""
    as_of = chosen.day("as_of")
    return [("as_of", as_of.isoformat())] if as_of else []


# ── what is shown ───────────────────────────────────────────────────────────────────────────────


def _asked(request: HtmxHttpRequest, chosen: TimelineFilter, outcome: int) -> Context:
    """One outcome with all that it waits for, whatever else the filter asks."""
    reader, at, as_of = request.user, chosen.at, chosen.day("as_of")
    keys, has_more = waited_for(outcome, reader=reader, as_of=as_of)
    net = net_of(keys, reader=reader, at=at, as_of=as_of)
    if outcome not in net.rows:
        raise Http404  # it went away since it was looked up
    weighed = weigh(net.claims(), outcome)
    best = weighed.best.key if weighed.best else None
    asked = Asked(outcome, weighed.keys, best)
    total = Number(len(net.rows), at_least=has_more)
    return {
        **_drawing(net, at, asked),
        "told": told(weighed, net, outcome, at=at, clock=chosen.clock),
        "back": request.path + chosen.clock,
        "has_more": has_more or net.has_more,
        "left_aside": chosen.without("as_of").narrows,
        "drawn_of_all": ngettext(
            "%(n)d condition is drawn: the one that was asked about.",
            "%(n)d conditions are drawn: the one that was asked about, and what it waits for.",
            len(net.rows),
        )
        % {"n": len(net.rows)},
        "groups": grouped_by_state(keys, reader=reader, at=at, as_of=as_of, most=MOST_DRAWN),
        "total": total,
        "conditions_word": ngettext("condition", "conditions", total.value),
    }


def _drawing(net: Net, at: date, asked: Asked | None = None) -> Context:
    """One condition hangs together with nothing: its card says all that a drawing could."""
    if len(net.rows) < 2:
        return {}
    return {"drawing": drawing_of(net, at=at, asked=asked), "words": in_words(net)}


def _found(request: HtmxHttpRequest, chosen: TimelineFilter) -> tuple[Context, list[int] | None]:
    """The conditions of a filter; and the keys of its newest ones, where these were looked up."""
    reader, at, as_of = request.user, chosen.at, chosen.day("as_of")
    entries = timeline_entries(chosen, reader=reader)
    goes_on = bool(chosen.after or wants_more(request))
    most = PAGE_SIZE if goes_on else MOST_COUNTED
    found = places(entries, chosen.after, newest_first=chosen.newest_first, most=most + 1)
    keys = [pk for _day, pk in found]
    if goes_on or chosen.chosen("status"):
        page = page_of(found, chosen.after)
        context: Context = {
            "cards": cards_of(page.keys, reader=reader, at=at, as_of=as_of, q=chosen.q),
            "next_query": chosen.page_query(page.next) if page.next else "",
        }
    else:
        looked_at = keys[:MOST_COUNTED]
        context = {
            "groups": grouped_by_state(looked_at, reader=reader, at=at, as_of=as_of),
            "at_least": len(keys) > MOST_COUNTED,
        }
    if goes_on:
        return context, None
    chosen_keys = drawn_of(keys[:MOST_COUNTED])
    if chosen_keys.keys:
        net = net_of(chosen_keys.keys, reader=reader, at=at, as_of=as_of)
        context |= _drawing(net, at)
        context["drawn_of_all"] = _drawn_of_all(chosen_keys, Number.capped(len(keys), MOST_COUNTED))
    return context, keys if chosen.newest_first else None


def _drawn_of_all(drawn: Chosen, total: Number) -> str:
    shown = len(drawn.keys)
    if shown == total.value and not total.at_least:
        said = ngettext(
            "The one condition that fits is drawn.",
            "All %(n)s conditions that fit are drawn.",
            shown,
        )
        return said % {"n": shown}
    return _(
        "%(n)s of %(total)s conditions are drawn: those that are joined to others first."
        " The filters narrow them."
    ) % {"n": shown, "total": total}


def _controls(
    request: HtmxHttpRequest,
    chosen: TimelineFilter,
    errors: Errors,
    outcome: int | None,
    newest: Sequence[int] | None,
) -> Context:
    total, choices = facets(chosen, reader=request.user, newest=newest)
    csv_url = reverse("process_csv", args=[request.resolver_match.kwargs["slug"]])  # type: ignore[union-attr]
    found: Context = {"total": total, "sampled": total.at_least}
    found |= controls(
        chosen,
        errors,
        choices,
        csv_url=csv_url + chosen.ordered(chosen.order).repinned("process").query(),
    )
    if outcome:
        # Another day may be asked about the same outcome; another choice is another question.
        found["form_pairs"] = [("outcome", str(outcome))]
        found["chips"] = []
        del found["total"]
    else:
        found["conditions_word"] = ngettext("condition", "conditions", total.value)
    return found
