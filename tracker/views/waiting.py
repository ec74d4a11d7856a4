"""The desk: what waits for an editor or a reviewer, and the ways to all that they do."""

import re
from collections.abc import Iterable
from typing import cast

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tracker.editing import seen
from tracker.editing.review import send
from tracker.editing.waiting import PUBLISHING
from tracker.models import Entry
from tracker.timeline.waiting import (
    MOST_LOOKED_THROUGH,
    Waiting,
    drafts_of,
    for_review,
    overdue,
    to_be_read,
)
from tracker.views import sent
from tracker.views.access import editors_only
from tracker.views.http import HtmxHttpRequest
from tracker.views.review import publish_and_tell

_ITEM = re.compile(r"(?P<kind>[a-z]+)-(?P<key>[0-9]{1,18})-(?P<mark>[0-9a-f]+)", re.ASCII)


@require_http_methods(["GET", "HEAD", "POST"])
@editors_only
def index(request: HtmxHttpRequest) -> HttpResponse:
    """Posting publishes what was chosen of what waits, or sends drafts to review."""
    if request.method == "POST":
        if "publish" in request.POST or "publish_chosen" in request.POST:
            return _publish(request)
        return _send(request)
    reader = cast("User", request.user)
    at = timezone.localdate()
    waiting = for_review(reader=reader)
    context = {
        "page_title": _("Desk"),
        "at": at,
        "may_publish": reader.has_perm("tracker.publish_entry"),
        "waiting": waiting,
        "items": _with_marks(waiting.rows),
        "drafts": drafts_of(reader, reader=reader),
        "overdue": overdue(reader=reader, at=at),
        "articles": to_be_read(),
        "looked_through": MOST_LOOKED_THROUGH,
    }
    return render(request, "waiting/index.html", context)


def _with_marks(waiting: Iterable[Waiting]) -> list[tuple[Waiting, str]]:
    """Each with what a form says of it: which one it is, and what was seen of it."""
    waiting = list(waiting)
    marks = {
        kind: seen.marks(model, [one.row.pk for one in waiting if one.kind == kind])
        for kind, (model, _act) in PUBLISHING.items()
    }
    return [
        (one, f"{one.kind}-{one.row.pk}-{marks[one.kind].get(one.row.pk, '')}") for one in waiting
    ]


def _publish(request: HtmxHttpRequest) -> HttpResponse:
    if not request.user.has_perm("tracker.publish_entry"):
        raise PermissionDenied
    # The button of one, else all that are ticked.
    said = request.POST.getlist("publish") or request.POST.getlist("item")
    shown: dict[str, dict[int, str]] = {}
    for one in said:
        if (found := _ITEM.fullmatch(one)) and found["kind"] in PUBLISHING:
            shown.setdefault(found["kind"], {})[int(found["key"])] = found["mark"]
    if shown:
        publish_and_tell(request, shown)
    else:
        messages.warning(request, _("Nothing was chosen."))
    return redirect("desk")


def _send(request: HtmxHttpRequest) -> HttpResponse:
    said = request.POST.getlist("send") or request.POST.getlist("draft")
    keys = [int(key) for key in said if key.isascii() and key.isdecimal() and len(key) <= 18]
    if not keys:
        messages.warning(request, _("Nothing was chosen."))
        return redirect("desk")
    done = send(Entry.objects.filter(pk__in=keys).only("pk"), by=request.user)
    messages.success(request, sent.told(request, done))
    return redirect("desk")
