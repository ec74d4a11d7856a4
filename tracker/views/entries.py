"""One entry: what it says, the words that it rests on, what became of it."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from tracker.editing.entries import may_change
from tracker.models import Entry, ReviewState
from tracker.timeline.entries import with_kinds
from tracker.timeline.evidence import evidence_of
from tracker.timeline.filters import read_filter
from tracker.timeline.links import conditions_of, links_of
from tracker.timeline.revisions import revisions_of
from tracker.timeline.rows import rows_of
from tracker.views.access import readable_entry
from tracker.views.caching import public_page
from tracker.views.http import HtmxHttpRequest, status_of


@require_safe
@public_page
def detail(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    reader = request.user
    readable_entry(reader, pk)
    chosen, errors = read_filter(request.GET, reader=request.user)
    at = chosen.day("as_of")
    entry = get_object_or_404(with_kinds(Entry.objects.filter(pk=pk)))
    rows = rows_of([pk], reader=reader, at=chosen.at, as_of=at, states=ReviewState.values)
    if not rows:
        raise Http404
    (row,) = rows
    developments = entry.developments.in_order()
    if reader.has_perm("tracker.view_entry"):
        developments = developments.exclude(state=ReviewState.RETRACTED)
    else:
        developments = developments.published()
    if at:
        developments = developments.filter(known_on__lte=at)
    steps = list(developments)
    # What the page refers to must be there for this reader, and have been known on that day.
    there = Entry.objects.visible_to(reader)
    if at:
        there = there.filter(known_on__lte=at)
    shown_by = there.in_bulk([step.event_id for step in steps if step.event_id])
    evidence, evidence_by_development = evidence_of(entry, steps, reader=reader, as_of=at)
    links = links_of(entry, reader=reader, at=at)
    context = {
        "page_title": entry.title,
        "entry": entry,
        "row": row,
        "standing": row.standing,
        "at": chosen.at,
        "as_of": at,
        "chosen": chosen,
        "errors": errors,
        "not_known_yet": bool(at and entry.known_on > at),
        "evidence": evidence,
        "time_limit": there.filter(deadline__conditions=pk).first(),
        "steps": [
            (
                step,
                shown_by.get(step.event_id) if step.event_id else None,
                evidence_by_development.get(step.pk, []),
            )
            for step in steps
        ],
        "before": [link for link in links if link.side == "before"],
        "after": [link for link in links if link.side == "after"],
        "beside": [link for link in links if link.side == "beside"],
        "conditions": conditions_of(entry, reader=reader, at=at),
        "revisions": revisions_of(entry, reader=reader),
        "may_change": reader.is_authenticated and may_change(reader, entry),
    }
    return render(request, "entries/detail.html", context, status=status_of(errors))
