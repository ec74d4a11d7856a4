"""The editors' clock of one entry: its revisions, each beside the one before, and the way back."""

from typing import NamedTuple, cast

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from django.views.decorators.vary import vary_on_headers

from tracker.editing.entries import may_change
from tracker.editing.history import moment_said, restore
from tracker.forms.restore import RestoreForm
from tracker.forms.worddiff import Piece, word_diff
from tracker.keeping import NOT_SAVED_YET, typed_again
from tracker.models import Entry
from tracker.models.snapshots import snapshot
from tracker.timeline.revisions import Revision, moment, revisions_of
from tracker.timeline.versions import differences, gone
from tracker.timeline.wording import Change
from tracker.views.access import editors_only, readable_entry
from tracker.views.http import HtmxHttpRequest, wants_fragment


class Beside(NamedTuple):
    """What one field said before and after, word by word."""

    field: str
    before: list[Piece]
    after: list[Piece]


@require_safe
@editors_only
def index(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """All revisions, newest first, each with the way to see it beside the one before."""
    entry = readable_entry(request.user, pk)
    context = {
        "entry": entry,
        "revisions": revisions_of(entry, reader=request.user),
        "inside": True,
        "page_title": _("History: %(title)s") % {"title": entry.title},
    }
    return render(request, "history/index.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@vary_on_headers("HX-Request", "HX-Target", "Cookie")
@editors_only
def revision(request: HtmxHttpRequest, pk: int, at: int) -> HttpResponse:
    """One revision beside the one before. Posting puts the entry back to it."""
    entry = readable_entry(request.user, pk)
    shown, before = _found(entry, at, request)
    user = cast("User", request.user)
    may_restore = may_change(user, entry)
    if request.method == "POST" and not may_restore:
        raise PermissionDenied
    typed = request.POST if request.method == "POST" else typed_again(request)
    form = RestoreForm(typed, entry=entry, initial={"read_version": entry.version})
    if typed is not None and request.method != "POST":
        form.add_error(None, NOT_SAVED_YET)
    if request.method == "POST" and form.is_valid():
        try:
            restore(
                entry,
                at=shown.at,
                by=user,
                version=form.cleaned_data["read_version"],
                reason=form.cleaned_data["reason"],
            )
        except ValidationError as error:
            form.add_error(None, error.messages)
            entry = readable_entry(user, pk)
        else:
            messages.success(request, _restored(entry, shown, request))
            return redirect(entry)
    past = snapshot(entry, at=shown.at)
    if past is None:
        raise Http404
    now = snapshot(entry)
    changes = shown.changes if before else differences(None, past)
    context = {
        "entry": entry,
        "revision": shown,
        "before": before,
        "rows": [_beside(change) for change in changes],
        "form": form,
        # Looked at once more, whatever somebody else has saved since: it stands below.
        "read_version": entry.version,
        "back": [_beside(change) for change in differences(now, past)],
        "gone": gone(past),
        "may_restore": may_restore,
        "page_title": _("Revision of %(when)s") % {"when": moment_said(shown.at)},
    }
    page = "history/_revision.html" if wants_fragment(request) else "history/revision.html"
    return render(request, page, context)


def _found(entry: Entry, key: int, request: HtmxHttpRequest) -> tuple[Revision, Revision | None]:
    """The revision of this key, and the one before it."""
    revisions = revisions_of(entry, reader=request.user)
    for place, one in enumerate(revisions):
        if one.at == moment(key):
            return one, next(iter(revisions[place + 1 :]), None)
    raise Http404


def _beside(change: Change) -> Beside:
    pieces = word_diff(change.before, change.after)
    return Beside(
        field=change.field,
        before=[piece for piece in pieces if piece.kind != "added"],
        after=[piece for piece in pieces if piece.kind != "removed"],
    )


def _restored(entry: Entry, shown: Revision, request: HtmxHttpRequest) -> str:
    """With the way to undo it: back to the revision before."""
    said = _("Restored from %(when)s.") % {"when": moment_said(shown.at)}
    revisions = revisions_of(entry, reader=request.user)
    if len(revisions) < 2:
        return said
    address = reverse("entry_revision", args=[entry.pk, revisions[1].key])
    return format_html('{} <a href="{}">{}</a>', said, address, _("Undo…"))
