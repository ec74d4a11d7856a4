"""One entry: what it says, the words that it rests on, what became of it."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tracker.editing import seen
from tracker.editing.developments import may_record
from tracker.editing.entries import is_closed, may_change
from tracker.models import OUTCOMES, Entry, ReviewState
from tracker.timeline.accounts import accounts_of, backing_by, supporting
from tracker.timeline.as_of import around, steps
from tracker.timeline.chains import chain_of
from tracker.timeline.changes import retractions_of
from tracker.timeline.entries import with_kinds
from tracker.timeline.evidence import evidence_of
from tracker.timeline.filters import TimelineFilter, read_filter
from tracker.timeline.links import conditions_of, links_of
from tracker.timeline.revisions import revisions_of
from tracker.timeline.rows import EntryRow, rows_of
from tracker.timeline.visible import Reader
from tracker.timeline.waiting import has_pending
from tracker.views.access import readable_entry
from tracker.views.as_of import not_known
from tracker.views.caching import public_page
from tracker.views.http import HtmxHttpRequest, status_of, wants_fragment


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
    if wants_fragment(request) and request.htmx.target == "beside":
        return _beside(request, row, chosen)
    developments = entry.developments.in_order()
    if reader.has_perm("tracker.view_entry"):
        developments = developments.exclude(state=ReviewState.RETRACTED)
    else:
        developments = developments.published()
    lived = list(developments)
    known = around([entry.known_on, *(step.known_on for step in lived)], chosen.at)
    if at and entry.known_on > at:
        said = _("This entry was not known yet: it became known on %(day)s.")
        return not_known(request, chosen, errors, known, said=said, day=entry.known_on)
    lived = [step for step in lived if not at or step.known_on <= at]
    # What the page refers to must be there for this reader, and have been known on that day.
    there = Entry.objects.visible_to(reader)
    if at:
        there = there.filter(known_on__lte=at)
    shown_by = there.in_bulk([step.event_id for step in lived if step.event_id])
    evidence, evidence_by_development = evidence_of(entry, lived, reader=reader, as_of=at)
    links = links_of(entry, reader=reader, at=at)
    context = {
        "page_title": entry.title,
        "entry": entry,
        "row": row,
        "standing": row.standing,
        "chain": chain_of(row, lived, at=chosen.at),
        "at": chosen.at,
        "as_of": at,
        "chosen": chosen,
        "errors": errors,
        "through_time": steps(chosen, known, is_boosted=False),
        "evidence": evidence,
        "backing": backing_by(supporting(evidence), entry),
        "accounts": accounts_of(entry, evidence, links, reader=reader, as_of=at),
        "may_add_contrary": reader.has_perm("tracker.add_entrylink")
        and entry.state != ReviewState.RETRACTED,
        "time_limit": there.filter(deadline__conditions=pk).first(),
        "steps": [
            (
                step,
                shown_by.get(step.event_id) if step.event_id else None,
                evidence_by_development.get(step.pk, []),
            )
            for step in lived
        ],
        "before": [link for link in links if link.side == "before"],
        "after": [link for link in links if link.side == "after"],
        "beside": [link for link in links if link.side == "beside"],
        "conditions": conditions_of(entry, reader=reader, at=at),
        # The editors' clock: all that they did later, and what became known later among it.
        "revisions": [] if at else revisions_of(entry, reader=reader),
        # Of what was taken back readers are told that it was, and when; editors, what.
        "taken_back_on": [] if at else retractions_of(entry),
        "may_change": reader.is_authenticated and may_change(reader, entry),
        **_for_editors(reader, entry, row, is_past=bool(at)),
    }
    return render(request, "entries/detail.html", context, status=status_of(errors))


def _beside(request: HtmxHttpRequest, row: EntryRow, chosen: TimelineFilter) -> HttpResponse:
    """In short, beside a chart."""
    as_of = chosen.day("as_of")
    if as_of and row.known_on > as_of:
        raise Http404
    context = {"row": row, "chosen": chosen, "at": chosen.at}
    return render(request, "entries/_beside.html", context)


def _for_editors(
    reader: Reader, entry: Entry, row: EntryRow, *, is_past: bool
) -> dict[str, object]:
    """What they can do here, and what was taken back. Nothing is asked for readers, nor of a day
    in the past, on which nothing can be done."""
    if is_past or not reader.is_authenticated or not reader.has_perm("tracker.view_entry"):
        return {"inside": False}
    retracted = entry.developments.filter(state=ReviewState.RETRACTED).in_order()
    may_publish = reader.has_perm("tracker.publish_entry")
    is_pending = has_pending(entry)
    return {
        "inside": True,
        "is_closed": is_closed(reader, entry),
        "can_publish": may_publish and is_pending,
        "can_submit": entry.state == ReviewState.DRAFT and reader.has_perm("tracker.change_entry"),
        "waits": is_pending and not may_publish and entry.state != ReviewState.DRAFT,
        "seen": seen.marks(Entry, [entry.pk]).get(entry.pk, "") if may_publish else "",
        "names_nobody": not any(row.parts) and entry.state != ReviewState.RETRACTED,
        "may_record": may_record(reader, entry),
        "may_remove": reader.has_perm("tracker.delete_development"),
        "may_publish": may_publish,
        "may_retract": reader.has_perm("tracker.retract_entry"),
        "taken_back": retracted if entry.kind in OUTCOMES else [],
    }
