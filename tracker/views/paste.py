"""An article comes in: an editor pastes it."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tracker.editing.articles import add_article
from tracker.editing.outlets import outlet_called
from tracker.forms.paste import PasteForm
from tracker.keeping import NOT_SAVED_YET, typed_again
from tracker.models import Article
from tracker.views.access import editors_only
from tracker.views.http import HtmxHttpRequest


@require_http_methods(["GET", "HEAD", "POST"])
@editors_only
def new(request: HtmxHttpRequest) -> HttpResponse:
    typed = typed_again(request)
    form = PasteForm(request.POST if request.method == "POST" else typed)
    if typed is not None:
        form.add_error(None, NOT_SAVED_YET)
    if request.method == "POST" and form.is_valid():
        try:
            article = _add(form)
        except ValidationError as error:
            form.add_error(None, error.messages)
        except IntegrityError:
            # Somebody else was faster by a moment; asked again, the form names their article.
            form = PasteForm(request.POST)
            form.is_valid()
        else:
            return redirect("annotate", pk=article.pk)
    context = {"page_title": _("Paste an article"), "form": form}
    return render(request, "articles/new.html", context)


@transaction.atomic
def _add(form: PasteForm) -> Article:
    said = form.cleaned_data
    return add_article(
        outlet=said["outlet"] or outlet_called(said["new_outlet"]),
        title=said["title"],
        published_on=said["published_on"],
        text=said["text"],
        url=said["url"],
    )
