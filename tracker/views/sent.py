"""What was sent to review is taken back by whoever sent it, while nobody has touched it."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from tracker.editing.review import take_back
from tracker.views.access import editors_only
from tracker.views.http import HtmxHttpRequest

_SALT = "tracker.sent"
_SECONDS = 24 * 60 * 60


def told(request: HtmxHttpRequest, sent: Mapping[int, int]) -> SafeString:
    """How many drafts were sent to review, with a button that takes them back and leads to the
    page of this request. sent: as `send` has returned it."""
    said = ngettext(
        "%(n)d draft was sent to review.", "%(n)d drafts were sent to review.", len(sent)
    ) % {"n": len(sent)}
    return format_html("{} {}", said, way_back(request, sent, to=request.path) if sent else "")


def way_back(request: HtmxHttpRequest, sent: Mapping[int, int], *, to: str) -> SafeString:
    token = signing.dumps(
        {"by": request.user.pk, "sent": list(sent.items()), "to": to}, salt=_SALT, compress=True
    )
    return format_html(
        '<form method="post" action="{}" class="undo">'
        '<input type="hidden" name="csrfmiddlewaretoken" value="{}">'
        '<button class="link" name="sent" value="{}">{}</button></form>',
        reverse("take_back"),
        get_token(request),
        token,
        _("Undo"),
    )


@require_POST
@editors_only
def undo(request: HtmxHttpRequest) -> HttpResponse:
    try:
        token: Any = signing.loads(request.POST.get("sent", ""), salt=_SALT, max_age=_SECONDS)
    except signing.BadSignature:
        token = None
    if token is None or token["by"] != request.user.pk:
        messages.warning(request, _("It is too late to undo this here: a reviewer can return it."))
        return redirect("desk")
    sent: dict[int, int] = dict(token["sent"])
    taken = take_back(sent, by=request.user)
    if taken:
        said = ngettext("%(n)d is a draft again.", "%(n)d are drafts again.", len(taken))
        messages.success(request, said % {"n": len(taken)})
    if left := len(sent) - len(taken):
        said = ngettext(
            "%(n)d stays as it is: somebody has done something to it since.",
            "%(n)d stay as they are: somebody has done something to them since.",
            left,
        )
        messages.warning(request, said % {"n": left})
    return redirect(token["to"])
