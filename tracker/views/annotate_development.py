"""Words of an article show what became of a deadline or a condition."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from django.views.decorators.vary import vary_on_headers

from tracker.editing.developments import may_record, record_from_text
from tracker.forms.readings import readings
from tracker.forms.recording import RecordFromTextForm
from tracker.forms.spans import SpanForm
from tracker.keeping import NOT_SAVED_YET, typed_again
from tracker.models import OUTCOMES, Entry
from tracker.timeline.claims import claims
from tracker.views import workspace as work
from tracker.views.access import editors_only
from tracker.views.http import HtmxHttpRequest, one_line, wants_fragment

_LONGEST_PK = 18
# What htmx asks for by itself: the entries found, the outcomes of the one that is chosen.
_PARTS = {
    "found-of": "annotate/_found_of.html",
    "outcome-field": "annotate/_outcome_of.html",
}


@require_http_methods(["GET", "HEAD", "POST"])
@vary_on_headers("HX-Request", "HX-Target", "Cookie")
@editors_only
def develop(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """The form for one more step in the life of an entry that is there, about the chosen words;
    posting saves both."""
    version = work.newest_version(request, pk)
    typed = request.POST if request.method == "POST" else typed_again(request)
    data = request.GET if typed is None else typed
    span = SpanForm(data, text_of=version)
    if not span.is_valid() and typed is None:
        return work.refuse(request, version, span)
    entry = _chosen(request, data.get("of", ""))
    form = RecordFromTextForm(
        typed,
        entry=entry,
        published=version.article.published_on,
        quote=span.position.slice(version.text) if span.position else "",
        initial={"outcome": data.get("outcome", "")},
    )
    voice = work.voice_of(version, span, typed)
    if typed is not None and request.method != "POST":
        form.add_error(None, NOT_SAVED_YET)
    # All are asked, so that every error shows at once.
    is_ready = all([span.is_valid(), form.is_valid(), voice.is_valid()])
    if request.method == "POST" and is_ready and span.position and entry:
        if not may_record(request.user, entry):
            raise PermissionDenied
        try:
            annotation = record_from_text(
                form.instance,
                version=version,
                position=span.position,
                seen=form.mark,
                voice=voice.voice(),
            )
        except ValidationError as error:
            form.refuse(error)
        else:
            said = _("“%(outcome)s” is recorded, as a draft, of") % {
                "outcome": form.instance.get_outcome_display()
            }
            said = work.linked(said, entry, also=" ".join(readings(form)))
            return work.changed(request, version, said=said, place=annotation)
    q = one_line(data.get("q", ""))
    found, has_more = claims(
        q,
        reader=request.user,
        process=work.usual_process(request, version),
        kinds=tuple(OUTCOMES),
    )
    if entry and entry not in found:
        # What is chosen stays chosen, whatever else is looked for.
        found = [entry, *found]
    context: dict[str, object] = {
        "span": span,
        "quoted": work.quoted(version, span.position) if span.position else None,
        "form": form,
        "voice": voice,
        "chosen_of": entry.pk if entry else None,
        "q": q,
        "found": found,
        "has_more": has_more,
    }
    if wants_fragment(request) and (part := _PARTS.get(request.htmx.target or "")):
        return render(request, part, context | {"article": version.article})
    return work.panel(
        request,
        version,
        template="annotate/_development.html",
        context=context,
        chosen=span.position,
    )


def _chosen(request: HtmxHttpRequest, said: str) -> Entry | None:
    if not said.isdecimal() or len(said) > _LONGEST_PK:
        return None
    entries = Entry.objects.visible_to(request.user).filter(kind__in=OUTCOMES)
    return entries.select_related("process").filter(pk=said).first()
