"""What became of a deadline or a condition, recorded and taken back on its own page."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from django.views.decorators.vary import vary_on_headers

from tracker.editing.developments import may_record, record_development, remove_development
from tracker.editing.pending import retract_developments
from tracker.editing.why import explained
from tracker.forms.readings import readings
from tracker.forms.recording import RecordOnPageForm
from tracker.forms.retract import RetractForm
from tracker.keeping import NOT_SAVED_YET, typed_again
from tracker.models import OUTCOMES, PENDING_STATES, Development, Entry, ReviewState
from tracker.timeline.claims import events_that_show
from tracker.timeline.states import with_standing
from tracker.views.access import editors_only, readable_entry
from tracker.views.http import HtmxHttpRequest, one_line, wants_fragment


@require_http_methods(["GET", "HEAD", "POST"])
@vary_on_headers("HX-Request", "HX-Target", "Cookie")
@editors_only
def new(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """The form for one more step. Posting records it, or looks for the event that shows it."""
    entry = _with_a_life(request, pk)
    if request.method != "POST":
        typed = typed_again(request)
        form = RecordOnPageForm(typed, entry=entry)
        if typed is not None:
            form.add_error(None, NOT_SAVED_YET)
        return _show(request, entry, form, asked=request.GET if typed is None else typed)
    form = RecordOnPageForm(request.POST, entry=entry)
    if "find" in request.POST:
        # Nothing is being saved, so nothing is wrong yet.
        form = RecordOnPageForm(entry=entry, initial=form.as_typed())
    elif form.is_valid():
        by = request.user if "publish" in request.POST else None
        try:
            with explained(form.cleaned_data["why"]):
                step = record_development(form.instance, seen=form.mark, publish_by=by)
        except ValidationError as error:
            form.refuse(error)
        else:
            messages.success(request, _said(step))
            for said in readings(form):
                messages.info(request, said)
            return redirect(step)
    return _show(request, entry, form, asked=request.POST)


@require_http_methods(["GET", "HEAD", "POST"])
@editors_only
def retract(request: HtmxHttpRequest, pk: int, step: int) -> HttpResponse:
    """Takes back what was published, with a reason; editors go on seeing both."""
    if not request.user.has_perm("tracker.retract_entry"):
        raise PermissionDenied
    entry = _with_a_life(request, pk)
    development = get_object_or_404(entry.developments.published(), pk=step)
    typed = request.POST if request.method == "POST" else typed_again(request)
    form = RetractForm(typed)
    if typed is not None and request.method != "POST":
        form.add_error(None, NOT_SAVED_YET)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            retract_developments([development], reason=reason, by=request.user)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            said = _("Retracted: “%(outcome)s”.") % {"outcome": development.get_outcome_display()}
            messages.success(request, said)
            return redirect(f"{entry.get_absolute_url()}#developments")
    context = {"entry": entry, "step": development, "form": form, "page_title": _("Retract")}
    return render(request, "developments/retract.html", context)


@require_POST
@editors_only
def remove(request: HtmxHttpRequest, pk: int, step: int) -> HttpResponse:
    """Takes away what was never public."""
    entry = _with_a_life(request, pk)
    development = get_object_or_404(entry.developments.filter(state__in=PENDING_STATES), pk=step)
    try:
        remove_development(development, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        said = _("Removed: “%(outcome)s”.") % {"outcome": development.get_outcome_display()}
        messages.success(request, said)
    return redirect(f"{entry.get_absolute_url()}#developments")


def _with_a_life(request: HtmxHttpRequest, pk: int) -> Entry:
    """404 for events, which happen once, and for what was taken back."""
    entry = readable_entry(request.user, pk)
    if entry.kind not in OUTCOMES or entry.state == ReviewState.RETRACTED:
        raise Http404
    if not may_record(request.user, entry):
        raise PermissionDenied
    return entry


def _show(
    request: HtmxHttpRequest, entry: Entry, form: RecordOnPageForm, *, asked: QueryDict
) -> HttpResponse:
    q = one_line(asked.get("event_q", ""))
    chosen = _chosen(form, asked)
    events, has_more = events_that_show(entry, q, reader=request.user)
    if chosen:
        events = [chosen, *(event for event in events if event.pk != chosen.pk)]
    context: dict[str, object] = {
        "entry": entry,
        "form": form,
        "events": events,
        "has_more": has_more,
        "chosen_event": chosen.pk if chosen else None,
        "event_q": q,
        "may_publish": entry.state == ReviewState.PUBLISHED
        and request.user.has_perm("tracker.publish_entry"),
    }
    if wants_fragment(request):
        is_search = request.htmx.target == "found-events"
        template = "developments/_events.html" if is_search else "developments/_form.html"
        return render(request, template, context)
    at = timezone.localdate()
    placed = with_standing(Entry.objects.filter(pk=entry.pk), at=at).get()
    steps = entry.developments.exclude(state=ReviewState.RETRACTED).in_order()
    context |= {
        "page_title": _("What became of it: %(title)s") % {"title": entry.title},
        "at": at,
        "standing": placed.standing,  # type: ignore[attr-defined]
        "steps": steps,
    }
    return render(request, "developments/new.html", context)


def _chosen(form: RecordOnPageForm, asked: QueryDict) -> Entry | None:
    """The event that is ticked, also when it is not among those that were found."""
    value = asked.get("event", "")
    if not value.isdecimal() or len(value) > 18:
        return None
    events = form.fields["event"].queryset  # type: ignore[attr-defined]
    found: Entry | None = events.filter(pk=value).first()
    return found


def _said(step: Development) -> str:
    outcome = {"outcome": step.get_outcome_display()}
    if step.state == ReviewState.PUBLISHED:
        return _("Recorded and published: “%(outcome)s”.") % outcome
    if step.entry.state == ReviewState.PUBLISHED:
        return (
            _("Recorded as a draft: “%(outcome)s”. It waits for a reviewer on the desk.") % outcome
        )
    return _("Recorded as a draft: “%(outcome)s”.") % outcome
