"""The full form of an entry that is made of chosen words, in the panel."""

from typing import Any

from django.http import HttpResponse

from tracker.forms.annotate import EntryFromText
from tracker.forms.parts import Offered
from tracker.forms.proposed import ProposalForm
from tracker.forms.spans import SpanForm
from tracker.forms.voices import VoiceForm
from tracker.models import Actor, ArticleVersion, Kind
from tracker.timeline.named import actors_in
from tracker.views import workspace as work
from tracker.views.http import HtmxHttpRequest


def show(
    request: HtmxHttpRequest,
    version: ArticleVersion,
    kind: str,
    *,
    span: SpanForm,
    form: EntryFromText,
    parts: Any,
    voice: VoiceForm,
    offered: list[str] | None = None,
    about: ProposalForm | None = None,
    address: str = "",
) -> HttpResponse:
    """`about` and `address`: the proposal that it is the form of, if it is one's."""
    ticked = request.POST.getlist("offered") if offered is None else offered
    context: dict[str, object] = {
        "span": span,
        "quoted": work.quoted(version, span.position) if span.position else None,
        "kind": Kind(kind),
        "fields": f"annotate/_{kind}.html",
        "form": form,
        "parts": parts,
        "offered": Offered(named(version, span), ticked).rows(),
        "voice": voice,
        "about": about,
        "address": address,
    }
    return work.panel(
        request,
        version,
        template="annotate/_form.html",
        context=context,
        chosen=span.position,
        at=address,
    )


def named(version: ArticleVersion, span: SpanForm) -> list[Actor]:
    """Who is named in the sentence around the chosen words."""
    if not span.is_valid() or span.position is None:
        return []
    return actors_in(work.quoted(version, span.position).sentence)
