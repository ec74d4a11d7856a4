"""The annotation workspace: words of an article become entries, or evidence of entries."""

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from django.views.decorators.vary import vary_on_headers

from tracker.editing.articles import mark_reprint
from tracker.editing.fates import follow
from tracker.editing.from_text import attach as attach_to
from tracker.editing.from_text import may_take_off, record, take_off
from tracker.editing.pending import retract_annotations
from tracker.editing.review import send
from tracker.forms.annotate import FORMS
from tracker.forms.attach import AttachForm
from tracker.forms.parts import Offered, empty_parts, one_more_part, parts_from
from tracker.forms.readings import readings
from tracker.forms.spans import SpanForm
from tracker.forms.voices import VoiceForm
from tracker.keeping import NOT_SAVED_YET, typed_again
from tracker.models import (
    Annotation,
    Article,
    ArticleVersion,
    Development,
    Entry,
    Kind,
    ReviewState,
)
from tracker.timeline.claims import claim_of, claims
from tracker.views import accepting, full_form, sent
from tracker.views import workspace as work
from tracker.views.access import editors_only
from tracker.views.http import HtmxHttpRequest, one_line, wants_fragment

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

# What words can be to entries that are there: the names of the addresses for it.
_ABOUT_WHAT_IS_THERE = {"attach": "annotate_attach", "development": "annotate_development"}


@require_http_methods(["GET", "HEAD", "POST"])
@vary_on_headers("HX-Request", "HX-Target", "Cookie")
@editors_only
def workspace(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """The text with what is annotated and proposed, and the proposal at hand (`at`). Posting finds
    pasted words, takes an annotation off, sends the drafts to review, takes a lost one over to new
    words, or says of what the article is a reprint."""
    version = work.newest_version(request, pk)
    if request.method == "POST":
        if "remove" in request.POST:
            return _remove(request, version)
        if "retract" in request.POST:
            return _retract(request, version)
        if "submit" in request.POST:
            return _submit(request, version)
        if "follow" in request.POST:
            return _follow(request, version)
        if "reprint_of" in request.POST:
            return _reprint(request, version)
        return _pick(request, version)
    at = request.GET.get("at", "")
    if wants_fragment(request) and request.htmx.target == "current":
        context = work.context_of(request, version, at=at)
        return render(request, "annotate/_current.html", context)
    after = request.GET.get("after", "")
    place = int(after) if after.isdecimal() and len(after) < 10 else 0
    page = work.page_of(request, version, at=at, place=place)
    return render(request, "annotate/workspace.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@vary_on_headers("HX-Request", "HX-Target", "Cookie")
@editors_only
def new_entry(request: HtmxHttpRequest, pk: int, kind: str) -> HttpResponse:
    """The form for an entry of this kind about the chosen words; posting saves both."""
    if kind not in FORMS:
        raise Http404
    version = work.newest_version(request, pk)
    if request.method == "POST":
        return _save(request, version, kind)
    if (typed := typed_again(request)) is not None:
        return _show_again(request, version, kind, typed)
    span = SpanForm(request.GET, text_of=version)
    if not span.is_valid() or span.position is None:
        return work.refuse(request, version, span)
    quoted = work.quoted(version, span.position)
    form = FORMS[kind](
        published=version.article.published_on,
        quote=quoted.exact,
        before=quoted.before,
        process=work.usual_process(request, version),
    )
    voice = work.voice_of(version, span)
    return full_form.show(
        request, version, kind, span=span, form=form, parts=empty_parts(), voice=voice
    )


@require_http_methods(["GET", "HEAD", "POST"])
@vary_on_headers("HX-Request", "HX-Target", "Cookie")
@editors_only
def attach(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Makes the chosen words evidence of an entry that is there, or of one of its developments."""
    version = work.newest_version(request, pk)
    typed = request.POST if request.method == "POST" else typed_again(request)
    data = request.GET if typed is None else typed
    span = SpanForm(data, text_of=version)
    if not span.is_valid() and typed is None:
        return work.refuse(request, version, span)
    form = AttachForm(typed, reader=request.user)
    voice = work.voice_of(version, span, typed)
    if typed is not None and request.method != "POST":
        form.add_error(None, NOT_SAVED_YET)
    is_ready = all([form.is_valid(), voice.is_valid()])
    if request.method == "POST" and span.position and is_ready:
        claim: Entry | Development = form.cleaned_data["claim"]
        try:
            annotation = attach_to(
                claim,
                version=version,
                position=span.position,
                stance=form.cleaned_data["stance"],
                voice=voice.voice(),
            )
        except ValidationError as error:
            form.add_error("claim", " ".join(error.messages))
        else:
            entry = claim.entry if isinstance(claim, Development) else claim
            said = work.linked(_("Attached, as a draft, to"), entry)
            return work.changed(request, version, said=said, place=annotation)
    q = one_line(data.get("q", ""))
    process = work.usual_process(request, version)
    found, has_more = claims(q, reader=request.user, process=process)
    context: dict[str, object] = {
        "span": span,
        "quoted": work.quoted(version, span.position) if span.position else None,
        "form": form,
        "voice": voice,
        "chosen_claim": data.get("claim", ""),
        "q": q,
        "found": found,
        "has_more": has_more,
    }
    if wants_fragment(request) and request.htmx.target == "found":
        return render(request, "annotate/_found.html", context)
    return work.panel(
        request, version, template="annotate/_attach.html", context=context, chosen=span.position
    )


def _submit(request: HtmxHttpRequest, version: ArticleVersion) -> HttpResponse:
    """Sends to review what has been drafted from this article."""
    drafts = {row.entry.pk: row.entry for row in work.rows_of(request, version)}
    done = send(drafts.values(), by=request.user)
    return work.changed(request, version, said=sent.told(request, done))


def _pick(request: HtmxHttpRequest, version: ArticleVersion) -> HttpResponse:
    """Without JavaScript: finds the pasted words and goes on to the form that was asked for."""
    span = SpanForm(request.POST, text_of=version)
    if not span.is_valid() or span.position is None:
        return work.refuse(request, version, span)
    kind = request.POST.get("kind", "")
    if kind in FORMS:
        address = reverse("annotate_new", args=[version.article_id, kind])
    elif kind in _ABOUT_WHAT_IS_THERE:
        address = reverse(_ABOUT_WHAT_IS_THERE[kind], args=[version.article_id])
    else:
        raise Http404
    # Not the words themselves: addresses have a length. The version says that they still stand.
    query = urlencode([pair for pair in span.hidden() if pair[0] != "exact"])
    return redirect(f"{address}?{query}")


def _save(request: HtmxHttpRequest, version: ArticleVersion, kind: str) -> HttpResponse:
    if "proposal" in request.POST:
        return accepting.full(request, version, kind)
    span = SpanForm(request.POST, text_of=version)
    published = version.article.published_on
    form = FORMS[kind](request.POST, published=published)
    if "add_part" in request.POST:
        span.is_valid()
        # Nothing is being saved, so nothing is wrong yet.
        unjudged = FORMS[kind](published=published, initial=form.as_typed())
        parts = one_more_part(request.POST)
        voice = VoiceForm.unjudged(request.POST)
        return full_form.show(
            request, version, kind, span=span, form=unjudged, parts=parts, voice=voice
        )
    parts = parts_from(request.POST)
    voice = work.voice_of(version, span, request.POST)
    offered = Offered(full_form.named(version, span), request.POST.getlist("offered"))
    # All are asked, so that every error shows at once.
    is_ready = all([span.is_valid(), parts.is_valid(), form.is_valid(), voice.is_valid()])
    if not is_ready or span.position is None:
        return full_form.show(
            request, version, kind, span=span, form=form, parts=parts, voice=voice
        )
    entry: Entry = form.instance
    try:
        annotation = record(
            entry,
            version=version,
            position=span.position,
            parts=[*offered.parts(), *parts.parts()],
            topics=form.cleaned_data["topics"],
            voice=voice.voice(),
        )
    except ValidationError as error:
        form.add_error(None, error.messages)
        return full_form.show(
            request, version, kind, span=span, form=form, parts=parts, voice=voice
        )
    request.session[work.PROCESS_KEY] = entry.process_id
    said = work.linked(_SAVED[kind], entry, also=" ".join(readings(form)))
    return work.changed(request, version, said=said, place=annotation)


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
    return full_form.show(
        request,
        version,
        kind,
        span=span,
        form=form,
        parts=parts,
        voice=work.voice_of(version, span, typed),
        offered=typed.getlist("offered"),
    )


_SAVED: dict[str, "StrPromise"] = {
    Kind.EVENT: gettext_lazy("Event saved as a draft:"),
    Kind.DEADLINE: gettext_lazy("Deadline saved as a draft:"),
    Kind.CONDITION: gettext_lazy("Condition saved as a draft:"),
}


def _remove(request: HtmxHttpRequest, version: ArticleVersion) -> HttpResponse:
    annotation = _own(version, request.POST["remove"])
    if not may_take_off(request.user, annotation):
        raise PermissionDenied
    entry = claim_of(annotation)
    take_off(annotation)
    said = _("These words are no longer evidence of")
    return work.changed(request, version, said=work.linked(said, entry) if entry else said)


def _retract(request: HtmxHttpRequest, version: ArticleVersion) -> HttpResponse:
    annotation = _own(version, request.POST["retract"])
    entry = claim_of(annotation)
    try:
        retract_annotations(
            [annotation], reason=one_line(request.POST.get("reason", "")), by=request.user
        )
    except ValidationError as error:
        return work.changed(request, version, said=" ".join(error.messages))
    said = _("These words are no longer evidence of")
    return work.changed(request, version, said=work.linked(said, entry) if entry else said)


def _follow(request: HtmxHttpRequest, version: ArticleVersion) -> HttpResponse:
    key, _space, words = request.POST["follow"].partition(" ")
    annotation = _own(version, key)
    entry = claim_of(annotation)
    try:
        follow(annotation, words=words.replace("\r\n", "\n"), by=request.user)
    except ValidationError as error:
        return work.changed(request, version, said=" ".join(error.messages))
    said = _("The new words are quoted now as evidence of")
    return work.changed(request, version, said=work.linked(said, entry) if entry else said)


def _reprint(request: HtmxHttpRequest, version: ArticleVersion) -> HttpResponse:
    original = get_object_or_404(Article, pk=_key(request.POST["reprint_of"]))
    try:
        mark_reprint(version.article, of=original, by=request.user)
    except ValidationError as error:
        return work.changed(request, version, said=" ".join(error.messages))
    said = _("Both count as one independent outlet now. This is a reprint of")
    return work.changed(request, version, said=work.linked(said, version.article.original))


def _own(version: ArticleVersion, pk: str) -> Annotation:
    """An annotation of this article, by what a form sent."""
    annotations = Annotation.objects.select_related("entry", "development__entry")
    return get_object_or_404(
        annotations.exclude(state=ReviewState.RETRACTED),
        pk=_key(pk),
        version__article=version.article_id,
    )


def _key(said: str) -> int:
    """A key that a form sent; 404 for what can be none."""
    if not said.isdecimal() or len(said) > 18:
        raise Http404
    return int(said)
