"""The text of an article has changed: where the new one is given, and what comes of it."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from tracker.editing.articles import (
    add_version,
    annotations_of,
    may_change_article,
    moved_and_lost,
)
from tracker.editing.fates import Fate, Outcome, fates
from tracker.editing.pending import may_change_claim
from tracker.editing.pending_texts import as_it_came, lay_aside
from tracker.forms.incoming import AddressForm, FileForm, NewTextForm
from tracker.forms.refused import words_of_notes
from tracker.forms.textdiff import text_diff
from tracker.forms.worddiff import word_diff
from tracker.imports.incoming import Incoming, Kind
from tracker.imports.kinds import looks_like_html
from tracker.keeping import NOT_SAVED_YET, typed_again
from tracker.models import Article, ArticleVersion, Original, PendingText, ReviewState
from tracker.views import arriving
from tracker.views.access import editors_only, readable_article
from tracker.views.http import HtmxHttpRequest


@require_http_methods(["GET", "HEAD", "POST"])
@editors_only
def give(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """By its address again, by a file, or by hand. Nothing changes yet."""
    article = _changeable(request, pk)
    typed = typed_again(request)
    data = request.POST if request.method == "POST" else typed
    way = data.get("way", "") if data is not None else ""
    address_form = AddressForm(
        data if way == "address" else None, initial={"address": article.url}, auto_id="address-%s"
    )
    files = request.FILES if way == "file" else None
    file_form = FileForm(data if way == "file" else None, files, auto_id="file-%s")
    text_form = NewTextForm(
        data if way == "text" else None, article=article, initial={"text": article.current.text}
    )
    if typed is not None:
        text_form.add_error(None, NOT_SAVED_YET)
    elif request.method == "POST":
        try:
            pending = _taken(request, article, way, address_form, file_form, text_form)
        except arriving.NotReadError as error:
            form, field = {
                "address": (address_form, "address"),
                "file": (file_form, "file"),
            }.get(way, (text_form, "text"))
            form.add_error(field, str(error))
        else:
            if pending and pending.read["text"] == article.current.text:
                pending.delete()
                messages.info(request, _("Nothing has changed: the text there is the text here."))
                return redirect("article_text", pk=article.pk)
            if pending:
                return redirect("article_text_read", pk=article.pk, pending=pending.pk)
    context = {
        "page_title": _("A changed text"),
        "article": article,
        "address_form": address_form,
        "file_form": file_form,
        "text_form": text_form,
    }
    return render(request, "articles/text.html", context)


def _taken(
    request: HtmxHttpRequest,
    article: Article,
    way: str,
    address_form: AddressForm,
    file_form: FileForm,
    text_form: NewTextForm,
) -> PendingText | None:
    """None where the form says what is wrong."""
    if way == "address" and address_form.is_valid():
        address = address_form.cleaned_data["address"]
        return arriving.from_address(request, address, article=article)
    if way == "file" and file_form.is_valid():
        return arriving.from_file(request, file_form.cleaned_data["file"], article=article)
    if way != "text":
        return None
    if looks_like_html(request.POST.get("text", "")):
        return arriving.from_paste(request, request.POST["text"], typed={}, article=article)
    if not text_form.is_valid():
        return None
    read = Incoming(text_form.cleaned_data["text"], Kind.PLAIN).as_json()
    return lay_aside(editor=cast(User, request.user), read=read, content=None, article=article)


@require_http_methods(["GET", "HEAD", "POST"])
@editors_only
def compare(request: HtmxHttpRequest, pk: int, pending: int) -> HttpResponse:
    """The text that is here against the one that was read, and what becomes of the sources;
    posting makes it the newest version."""
    article = _changeable(request, pk)
    read = arriving.pending_of(request, pending, article=article)
    if request.method == "POST" and "discard" in request.POST:
        read.delete()
        return redirect("article_text", pk=article.pk)
    typed = typed_again(request)
    data = request.POST if request.method == "POST" else typed
    form = NewTextForm(data, article=article, initial={"text": read.read["text"]})
    if typed is not None:
        form.add_error(None, NOT_SAVED_YET)
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        if "look" in request.POST:
            # Compared anew with what was corrected; nothing is saved.
            read.read = {**read.read, "text": text}
            read.save()
            return redirect("article_text_read", pk=article.pk, pending=read.pk)
        try:
            version = _save(request, article, read, text)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            _tell(request, version)
            return redirect("annotate", pk=article.pk)
    text = str(form["text"].value() or "").replace("\r\n", "\n")
    becomes = [
        fate
        for fate in fates(annotations_of(article), text)
        if fate.annotation.state != ReviewState.RETRACTED
    ]
    context = {
        "page_title": _("Compare the texts"),
        "article": article,
        "version": article.current,
        "form": form,
        "pending": read,
        "notes": words_of_notes(read.read["notes"]),
        "passages": text_diff(article.current.text, text),
        "kept": [one for one in becomes if one.outcome == Outcome.SAME],
        "reworded": [
            {
                "fate": fate,
                "pieces": word_diff(fate.annotation.exact, fate.words),
                "value": _value(fate),
                "may_follow": may_change_claim(request.user, fate.annotation),
                "is_chosen": _value(fate) in data.getlist("follow")
                if data is not None
                else fate.is_typography,
            }
            for fate in becomes
            if fate.outcome == Outcome.REWORDED
        ],
        "lost": [one for one in becomes if one.outcome == Outcome.LOST],
    }
    return render(request, "articles/compare.html", context)


def _value(fate: Fate) -> str:
    """The source with the words that its editor was shown."""
    return f"{fate.annotation.pk} {fate.words}"


@transaction.atomic
def _save(
    request: HtmxHttpRequest, article: Article, read: PendingText, text: str
) -> ArticleVersion:
    follow = set()
    for value in request.POST.getlist("follow"):
        key, _space, words = value.partition(" ")
        if key.isdecimal() and len(key) < 18:
            follow.add((int(key), words.replace("\r\n", "\n")))
    version = add_version(article, text, by=request.user, came=as_it_came(read), follow=follow)
    read.delete()
    return version


def _tell(request: HtmxHttpRequest, version: ArticleVersion) -> None:
    moved, lost = moved_and_lost(version)
    said = ngettext(
        "The changed text is version %(number)d. %(count)d source stands in it.",
        "The changed text is version %(number)d. %(count)d sources stand in it.",
        moved,
    ) % {"number": version.number, "count": moved}
    messages.success(request, said)
    if lost:
        words = ngettext(
            "%(count)d source is lost: it is marked so in the list beside the text.",
            "%(count)d sources are lost: they are marked so in the list beside the text.",
            lost,
        )
        messages.warning(request, words % {"count": lost})


@require_safe
@editors_only
def version(request: HtmxHttpRequest, pk: int, number: int) -> HttpResponse:
    """One version of the text, against the one before it; with the original that it was read
    from."""
    article = readable_article(request.user, pk)
    versions = list(article.versions.defer("text", "fingerprints").select_related("original"))
    shown = get_object_or_404(ArticleVersion, article=article, number=number)
    before = article.versions.filter(number__lt=number).order_by("-number").first()
    context = {
        "page_title": _("Versions of the text"),
        "article": article,
        "versions": versions,
        "shown": shown,
        "before": before,
        "passages": text_diff(before.text, shown.text) if before else [],
        "original": Original.objects.filter(version=shown).defer("content").first(),
    }
    return render(request, "articles/version.html", context)


@require_safe
@editors_only
def original(request: HtmxHttpRequest, pk: int, number: int) -> HttpResponse:
    """Byte for byte, to be kept or opened elsewhere: it is never shown here, whatever it is."""
    article = readable_article(request.user, pk)
    kept = get_object_or_404(
        Original.objects.select_related("version"), version__article=article, version__number=number
    )
    # As bytes without a meaning, so that no browser is tempted to show what somebody else wrote.
    answer = HttpResponse(kept.as_it_came, content_type="application/octet-stream")
    name = content_disposition_header(as_attachment=True, filename=kept.file_name)
    answer["Content-Disposition"] = name or "attachment"
    answer["Cache-Control"] = "private, no-store"
    return answer


def _changeable(request: HtmxHttpRequest, pk: int) -> Article:
    article = readable_article(request.user, pk)
    if not may_change_article(request.user, article):
        raise PermissionDenied
    return article
