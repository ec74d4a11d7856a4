"""The annotation workspace: words of an article become entries, or evidence of entries."""

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods
from django.views.decorators.vary import vary_on_headers

from tracker.editing.from_text import attach as attach_to
from tracker.editing.from_text import may_take_off, record, take_off
from tracker.editing.pending import retract_annotations
from tracker.editing.review import submit
from tracker.forms.annotate import FORMS, EntryFromText
from tracker.forms.attach import AttachForm
from tracker.forms.parts import Offered, empty_parts, one_more_part, parts_from
from tracker.forms.spans import SpanForm
from tracker.keeping import NOT_SAVED_YET, typed_again
from tracker.models import Actor, Annotation, ArticleVersion, Development, Entry, Kind, ReviewState
from tracker.timeline.claims import claim_of, claims
from tracker.timeline.named import actors_in
from tracker.views import desk
from tracker.views.access import editors_only
from tracker.views.http import HtmxHttpRequest, wants_fragment

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

MOST_NAMES = 1000
ATTACH = "attach"


@require_http_methods(["GET", "HEAD", "POST"])
@vary_on_headers("HX-Request", "HX-Target", "Cookie")
@editors_only
def workspace(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """The text with what is annotated. Posting finds pasted words, takes an
    annotation off, or sends the drafts to review."""
    version = desk.newest_version(request, pk)
    if request.method == "POST":
        if "remove" in request.POST:
            return _remove(request, version)
        if "retract" in request.POST:
            return _retract(request, version)
        if "submit" in request.POST:
            return _submit(request, version)
        return _pick(request, version)
    return render(request, "annotate/workspace.html", desk.context_of(request, version))


@require_http_methods(["GET", "HEAD", "POST"])
@vary_on_headers("HX-Request", "HX-Target", "Cookie")
@editors_only
def new_entry(request: HtmxHttpRequest, pk: int, kind: str) -> HttpResponse:
    """The form for an entry of this kind about the chosen words; posting saves both."""
    if kind not in FORMS:
        raise Http404
    version = desk.newest_version(request, pk)
    if request.method == "POST":
        return _save(request, version, kind)
    if (typed := typed_again(request)) is not None:
        return _show_again(request, version, kind, typed)
    span = SpanForm(request.GET, text_of=version)
    if not span.is_valid() or span.position is None:
        return _refuse(request, version, span)
    form = FORMS[kind](
        published=version.article.published_on,
        quote=span.position.slice(version.text),
        process=desk.usual_process(request, version),
    )
    return _show(request, version, kind, span=span, form=form, parts=empty_parts())


@require_http_methods(["GET", "HEAD", "POST"])
@vary_on_headers("HX-Request", "HX-Target", "Cookie")
@editors_only
def attach(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Makes the chosen words evidence of an entry that is there, or of one of its developments."""
    version = desk.newest_version(request, pk)
    typed = request.POST if request.method == "POST" else typed_again(request)
    data = request.GET if typed is None else typed
    span = SpanForm(data, text_of=version)
    if not span.is_valid() and typed is None:
        return _refuse(request, version, span)
    form = AttachForm(typed, reader=request.user)
    if typed is not None and request.method != "POST":
        form.add_error(None, NOT_SAVED_YET)
    if request.method == "POST" and span.position and form.is_valid():
        claim: Entry | Development = form.cleaned_data["claim"]
        try:
            annotation = attach_to(
                claim,
                version=version,
                position=span.position,
                stance=form.cleaned_data["stance"],
            )
        except ValidationError as error:
            form.add_error("claim", " ".join(error.messages))
        else:
            entry = claim.entry if isinstance(claim, Development) else claim
            said = desk.linked(_("Attached, as a draft, to"), entry)
            return desk.changed(request, version, said=said, place=annotation)
    q = _line(data.get("q", ""))
    process = desk.usual_process(request, version)
    found, count = claims(q, reader=request.user, process=process.pk if process else None)
    context: dict[str, object] = {
        "span": span,
        "quoted": desk.quoted(version, span.position) if span.position else None,
        "form": form,
        "chosen_claim": data.get("claim", ""),
        "q": q,
        "found": found,
        "more": count - len(found),
    }
    if wants_fragment(request) and request.htmx.target == "found":
        return render(request, "annotate/_found.html", context)
    return desk.panel(
        request, version, template="annotate/_attach.html", context=context, chosen=span.position
    )


def _submit(request: HtmxHttpRequest, version: ArticleVersion) -> HttpResponse:
    """Sends to review what has been drafted from this article."""
    drafts = {row.entry.pk: row.entry for row in desk.rows_of(request, version)}
    done = submit(drafts.values(), by=request.user)
    said = ngettext(
        "%(n)d draft was sent to review.", "%(n)d drafts were sent to review.", done
    ) % {"n": done}
    return desk.changed(request, version, said=said)


def _pick(request: HtmxHttpRequest, version: ArticleVersion) -> HttpResponse:
    """Without JavaScript: finds the pasted words and goes on to the form that was asked for."""
    span = SpanForm(request.POST, text_of=version)
    if not span.is_valid() or span.position is None:
        return _refuse(request, version, span)
    kind = request.POST.get("kind", "")
    if kind in FORMS:
        address = reverse("annotate_new", args=[version.article_id, kind])
    elif kind == ATTACH:
        address = reverse("annotate_attach", args=[version.article_id])
    else:
        raise Http404
    # Not the words themselves: addresses have a length. The version says that they still stand.
    query = urlencode([pair for pair in span.hidden() if pair[0] != "exact"])
    return redirect(f"{address}?{query}")


def _refuse(request: HtmxHttpRequest, version: ArticleVersion, span: SpanForm) -> HttpResponse:
    """The words are not there: says so, and keeps them to be mended."""
    return desk.panel(request, version, template="annotate/_refused.html", context={"span": span})


def _save(request: HtmxHttpRequest, version: ArticleVersion, kind: str) -> HttpResponse:
    span = SpanForm(request.POST, text_of=version)
    published = version.article.published_on
    form = FORMS[kind](request.POST, published=published)
    if "add_part" in request.POST:
        span.is_valid()
        # Nothing is being saved, so nothing is wrong yet.
        unjudged = FORMS[kind](published=published, initial=form.as_typed())
        parts = one_more_part(request.POST)
        return _show(request, version, kind, span=span, form=unjudged, parts=parts)
    parts = parts_from(request.POST)
    offered = Offered(_named(version, span), request.POST.getlist("offered"))
    # All three are asked, so that every error shows at once.
    is_ready = all([span.is_valid(), parts.is_valid(), form.is_valid()])
    if not is_ready or span.position is None:
        return _show(request, version, kind, span=span, form=form, parts=parts)
    entry: Entry = form.instance
    try:
        annotation = record(
            entry,
            version=version,
            position=span.position,
            parts=[*offered.parts(), *parts.parts()],
            topics=form.cleaned_data["topics"],
        )
    except ValidationError as error:
        form.add_error(None, error.messages)
        return _show(request, version, kind, span=span, form=form, parts=parts)
    request.session[desk.PROCESS_KEY] = entry.process_id
    said = desk.linked(_SAVED[kind], entry)
    return desk.changed(request, version, said=said, place=annotation)


def _show_again(
    request: HtmxHttpRequest, version: ArticleVersion, kind: str, typed: QueryDict
) -> HttpResponse:
    """The form as it was sent before signing in: to be looked at, and saved once more."""
    span = SpanForm(typed, text_of=version)
    form = FORMS[kind](typed, published=version.article.published_on)
    form.add_error(None, NOT_SAVED_YET)
    parts = parts_from(typed)
    parts.is_valid()
    span.is_valid()
    offered = typed.getlist("offered")
    return _show(request, version, kind, span=span, form=form, parts=parts, offered=offered)


_SAVED: dict[str, "StrPromise"] = {
    Kind.EVENT: gettext_lazy("Event saved as a draft:"),
    Kind.DEADLINE: gettext_lazy("Deadline saved as a draft:"),
    Kind.CONDITION: gettext_lazy("Condition saved as a draft:"),
}


def _show(
    request: HtmxHttpRequest,
    version: ArticleVersion,
    kind: str,
    *,
    span: SpanForm,
    form: EntryFromText,
    parts: Any,
    offered: list[str] | None = None,
) -> HttpResponse:
    context: dict[str, object] = {
        "span": span,
        "quoted": desk.quoted(version, span.position) if span.position else None,
        "kind": Kind(kind),
        "fields": f"annotate/_{kind}.html",
        "form": form,
        "parts": parts,
        "offered": Offered(
            _named(version, span),
            request.POST.getlist("offered") if offered is None else offered,
        ).rows(),
        "actor_names": Actor.objects.values_list("name", flat=True)[:MOST_NAMES],
    }
    return desk.panel(
        request, version, template="annotate/_form.html", context=context, chosen=span.position
    )


def _named(version: ArticleVersion, span: SpanForm) -> list[Actor]:
    """Who is named in the sentence around the chosen words."""
    if not span.is_valid() or span.position is None:
        return []
    return actors_in(desk.quoted(version, span.position).sentence)


def _remove(request: HtmxHttpRequest, version: ArticleVersion) -> HttpResponse:
    annotation = _own(version, request.POST["remove"])
    if not may_take_off(request.user, annotation):
        raise PermissionDenied
    entry = claim_of(annotation)
    take_off(annotation)
    said = _("These words are no longer evidence of")
    return desk.changed(request, version, said=desk.linked(said, entry) if entry else said)


def _retract(request: HtmxHttpRequest, version: ArticleVersion) -> HttpResponse:
    annotation = _own(version, request.POST["retract"])
    entry = claim_of(annotation)
    try:
        retract_annotations(
            [annotation], reason=_line(request.POST.get("reason", "")), by=request.user
        )
    except ValidationError as error:
        return desk.changed(request, version, said=" ".join(error.messages))
    said = _("These words are no longer evidence of")
    return desk.changed(request, version, said=desk.linked(said, entry) if entry else said)


def _line(said: str) -> str:
    # No keyboard has it, and no column of the database takes it.
    return said.replace("\0", "").strip()


def _own(version: ArticleVersion, pk: str) -> Annotation:
    """An annotation of this article, by what a form sent."""
    annotations = Annotation.objects.select_related("entry", "development__entry")
    if not pk.isdecimal() or len(pk) > 18:
        raise Http404
    return get_object_or_404(
        annotations.exclude(state=ReviewState.RETRACTED), pk=pk, version__article=version.article_id
    )
