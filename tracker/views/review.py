"""An entry on its way to publication, from its own page."""

from collections.abc import Iterable, Mapping
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from tracker.editing import review
from tracker.editing.lives import Impossible
from tracker.editing.waiting import Marks, publish_as_seen
from tracker.models import PENDING_STATES, Entry, ReviewState
from tracker.views.access import editors_only, readable_entry
from tracker.views.http import HtmxHttpRequest
from tracker.views.sent import way_back


@require_POST
@editors_only
def publish(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """The entry, if it is pending, and what is pending on it."""
    if not request.user.has_perm("tracker.publish_entry"):
        raise PermissionDenied
    entry = _live(request, pk)
    was_pending = entry.state in PENDING_STATES
    publish_and_tell(
        request,
        {"entry": {pk: request.POST.get("seen", "")}},
        way_back=_retraction(request, entry) if was_pending else "",
    )
    return redirect(entry)


@require_POST
@editors_only
def submit(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    entry = _live(request, pk)
    if done := review.send([entry], by=request.user):
        said = _("Sent to review: it waits on the desk of the reviewers.")
        back = way_back(request, done, to=entry.get_absolute_url())
        messages.success(request, format_html("{} {}", said, back))
    else:
        messages.warning(request, _("Only drafts can be sent to review."))
    return redirect(entry)


def publish_and_tell(
    request: HtmxHttpRequest, shown: Mapping[str, Marks], *, way_back: str = ""
) -> None:
    """Publishes what is still as it was seen, and says what came of it, with a link to undo it."""
    try:
        done, skipped = publish_as_seen(shown, by=request.user)
    except Impossible as refusal:
        messages.error(request, _("Nothing was published. ") + " ".join(refusal.messages))
        return
    if done:
        told = ngettext(
            "%(n)d was published, with what was pending on it.",
            "%(n)d were published, with what was pending on them.",
            done,
        )
        way_back = way_back or _retraction_of(request, shown.get("entry", {}))
        messages.success(request, format_html("{} {}", told % {"n": done}, way_back))
    if skipped:
        told = ngettext(
            "%(n)d was skipped: it is not as it was when the page was opened. Look at it again.",
            "%(n)d were skipped: they are not as they were when the page was opened. Look at them "
            "again.",
            skipped,
        )
        messages.warning(request, told % {"n": skipped})


def _retraction(request: HtmxHttpRequest, entry: Entry) -> str:
    if not request.user.has_perm("tracker.retract_entry"):
        return ""
    address = reverse(f"admin:tracker_{entry.kind}_retract", args=[entry.pk])
    return format_html('<a href="{}">{}</a>', address, _("Retract…"))


def _retraction_of(request: HtmxHttpRequest, shown: Iterable[int]) -> str:
    """The way to where several are retracted, with a reason: what readers may have seen is not
    just undone."""
    if not shown or not request.user.has_perm("tracker.retract_entry"):
        return ""
    query = urlencode({"pk__in": ",".join(map(str, shown)), "state": ReviewState.PUBLISHED})
    address = f"{reverse('admin:tracker_entry_changelist')}?{query}"
    return format_html('<a href="{}">{}</a>', address, _("Look at them in the forms, or retract…"))


def _live(request: HtmxHttpRequest, pk: int) -> Entry:
    entry = readable_entry(request.user, pk)
    if entry.state == ReviewState.RETRACTED:
        raise Http404
    return entry
