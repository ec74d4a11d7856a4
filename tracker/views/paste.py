"""An article comes in: an editor pastes it, uploads it, or names its address."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tracker.editing.articles import add_article, may_change_article
from tracker.editing.outlets import outlet_called
from tracker.editing.pending_texts import as_it_came
from tracker.forms.incoming import AddressForm, FileForm, ReadForm
from tracker.forms.paste import PasteForm, article_at
from tracker.forms.readings import readings
from tracker.imports.kinds import looks_like_html
from tracker.keeping import NOT_SAVED_YET, typed_again
from tracker.models import Article, PendingText
from tracker.views import arriving
from tracker.views.access import editors_only
from tracker.views.http import HtmxHttpRequest

LONGEST = 2000  # characters of a field
# What is to be filled in of a pasted text, unless it is to be read.
_SAID = ("title", "outlet", "new_outlet", "published_on")


@require_http_methods(["GET", "HEAD", "POST"])
@editors_only
def new(request: HtmxHttpRequest) -> HttpResponse:
    """The ways in. A text with all that is to be said of it is saved; one without, or a page's
    markup, is read first."""
    typed = typed_again(request)
    form = PasteForm(request.POST if request.method == "POST" else typed)
    if typed is not None:
        form.add_error(None, NOT_SAVED_YET)
    if request.method == "POST" and _is_to_be_read(request):
        # Kept as it was typed, but for what no field holds: NUL, and more than any takes.
        typed_so_far = {name: request.POST.get(name, "") for name in form.fields if name != "text"}
        said = {name: words.replace("\0", "")[:LONGEST] for name, words in typed_so_far.items()}
        try:
            pending = arriving.from_paste(request, request.POST["text"], typed=said)
        except arriving.NotReadError as error:
            form.add_error("text", str(error))
        else:
            return redirect("article_read", pending=pending.pk)
    elif request.method == "POST" and form.is_valid():
        try:
            if answer := _saved(request, form):
                return answer
        except IntegrityError:
            # Somebody else was faster by a moment; asked again, the form names their article.
            form = PasteForm(request.POST)
            form.is_valid()
    return _ways_in(request, form=form)


@require_POST
@editors_only
def by_file(request: HtmxHttpRequest) -> HttpResponse:
    form = FileForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            pending = arriving.from_file(request, form.cleaned_data["file"])
        except arriving.NotReadError as error:
            form.add_error("file", str(error))
        else:
            return redirect("article_read", pending=pending.pk)
    return _ways_in(request, file_form=form)


@require_POST
@editors_only
def by_address(request: HtmxHttpRequest) -> HttpResponse:
    form = AddressForm(request.POST)
    if form.is_valid():
        address = form.cleaned_data["address"]
        # What is here already is not asked for again, unless its text may have changed.
        if there := article_at(address):
            messages.info(request, _said_to_be_here(request, there))
            return redirect(there)
        try:
            pending = arriving.from_address(request, address)
        except arriving.NotReadError as error:
            form.add_error("address", str(error))
        else:
            return redirect("article_read", pending=pending.pk)
    return _ways_in(request, address_form=form)


@require_http_methods(["GET", "HEAD", "POST"])
@editors_only
def look_over(request: HtmxHttpRequest, pending: int) -> HttpResponse:
    """What was read, to be corrected. Nothing has entered before this is saved."""
    read = arriving.pending_of(request, pending)
    may_add_outlet = request.user.has_perm("tracker.add_outlet")
    typed = typed_again(request)
    if request.method == "POST" and "discard" in request.POST:
        read.delete()
        return redirect("article_new")
    if request.method == "POST" and "new_text_of" in request.POST:
        return _as_new_text(request, read)

    def filled() -> ReadForm:
        data = request.POST if request.method == "POST" else typed
        return ReadForm(data, pending=read, may_add_outlet=may_add_outlet)

    form = filled()
    if typed is not None:
        form.add_error(None, NOT_SAVED_YET)
    if request.method == "POST" and form.is_valid():
        try:
            if answer := _saved(request, form, pending=read):
                return answer
        except IntegrityError:
            # Somebody else was faster by a moment; asked again, the form names their article.
            form = filled()
            form.is_valid()
    context = {"page_title": _("Look over an article"), "form": form, "pending": read}
    return render(request, "articles/read.html", context)


def _is_to_be_read(request: HtmxHttpRequest) -> bool:
    text = request.POST.get("text", "")
    nothing_said = not any(request.POST.get(name, "").strip() for name in _SAID)
    asked = "read" in request.POST or nothing_said
    return bool(text.strip()) and (asked or looks_like_html(text))


def _saved(
    request: HtmxHttpRequest, form: PasteForm, *, pending: PendingText | None = None
) -> HttpResponse | None:
    """None where it was not: then the form says why."""
    try:
        article = _add(form, pending)
    except ValidationError as error:
        form.add_error(None, error.messages)
        return None
    for said in readings(form):
        messages.info(request, said)
    return redirect("annotate", pk=article.pk)


@transaction.atomic
def _add(form: PasteForm, pending: PendingText | None) -> Article:
    said = form.cleaned_data
    likely = None if said["origin"] else said.get("likely")
    article = add_article(
        outlet=said["outlet"] or outlet_called(said["new_outlet"]),
        title=said["title"],
        published_on=said["published_on"],
        text=said["text"],
        url=said["url"],
        origin=said["origin"],
        reprint_of=likely,
        author=said["author"],
        language=said["language"],
        came=as_it_came(pending) if pending else None,
    )
    if pending:
        pending.delete()
    return article


def _as_new_text(request: HtmxHttpRequest, pending: PendingText) -> HttpResponse:
    """It turns out to be a changed text of what is here."""
    said = request.POST["new_text_of"]
    known = Article.objects.filter(pk=int(said)) if said.isdecimal() and len(said) < 18 else None
    article = known.first() if known is not None else None
    if article is None:
        return redirect("article_read", pending=pending.pk)
    if not may_change_article(request.user, article):
        messages.warning(
            request, _("Something published rests on it: a reviewer changes its text.")
        )
        return redirect("article_read", pending=pending.pk)
    pending.article = article
    pending.save()
    return redirect("article_text_read", pk=article.pk, pending=pending.pk)


def _said_to_be_here(request: HtmxHttpRequest, article: Article) -> str:
    if not may_change_article(request.user, article):
        return _("This article is here already.")
    return format_html(
        '{} <a href="{}">{}</a>',
        _("This article is here already."),
        reverse("article_text", args=[article.pk]),
        _("Check its address for changes"),
    )


def _ways_in(
    request: HtmxHttpRequest,
    *,
    form: PasteForm | None = None,
    file_form: FileForm | None = None,
    address_form: AddressForm | None = None,
) -> HttpResponse:
    context = {
        "page_title": _("Add an article"),
        "form": form or PasteForm(),
        "file_form": file_form or FileForm(),
        "address_form": address_form or AddressForm(),
    }
    return render(request, "articles/new.html", context)
