"""An editor sets another entry against an entry: the two are accounts of the same."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from django.views.decorators.vary import vary_on_headers

from tracker.editing.links import contradict
from tracker.editing.why import explained
from tracker.forms.contrary import ContraryForm
from tracker.keeping import NOT_SAVED_YET, typed_again
from tracker.models import Entry
from tracker.timeline.claims import entries_called
from tracker.views.access import editors_only
from tracker.views.http import HtmxHttpRequest, one_line, wants_fragment


@require_http_methods(["GET", "HEAD", "POST"])
@vary_on_headers("HX-Request", "HX-Target", "Cookie")
@editors_only
def add(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Searches the other entry; posting links the two."""
    editor = cast(User, request.user)
    entries = Entry.objects.visible_to(editor).select_related("process", "event")
    entry = get_object_or_404(entries, pk=pk)
    typed = request.POST if request.method == "POST" else typed_again(request)
    form = ContraryForm(typed, entry=entry, editor=editor)
    if typed is not None and request.method != "POST":
        form.add_error(None, NOT_SAVED_YET)
    if request.method == "POST" and form.is_valid():
        other: Entry = form.cleaned_data["other"]
        try:
            with explained(form.cleaned_data["why"]):
                contradict(entry, other, note=form.cleaned_data["note"], by=editor)
        except ValidationError as error:
            form.add_error("other", error.messages)
        else:
            messages.success(request, _("The two accounts now stand side by side."))
            return redirect(f"{entry.get_absolute_url()}#evidence")
    data = request.GET if typed is None else typed
    q = one_line(data.get("q", ""))
    found, has_more = entries_called(q, reader=editor, besides=entry)
    context: dict[str, object] = {
        "page_title": _("Add a contrary account"),
        "entry": entry,
        "form": form,
        "chosen_other": data.get("other", ""),
        "q": q,
        "found": found,
        "has_more": has_more,
    }
    if wants_fragment(request) and request.htmx.target == "found":
        return render(request, "entries/_found.html", context)
    return render(request, "entries/contrary.html", context)
