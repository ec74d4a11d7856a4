"""Who may see what: the object, or 404 when this reader may not know that it exists."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from tracker.models import Article, Entry
from tracker.timeline.visible import Reader
from tracker.views.http import HtmxHttpRequest

P = ParamSpec("P")
View = Callable[Concatenate[HtmxHttpRequest, P], HttpResponse]


def readable_entry(reader: Reader, pk: int) -> Entry:
    """Editors find what was retracted at its address, with the reason; readers find nothing."""
    if reader.has_perm("tracker.view_entry"):
        return get_object_or_404(Entry, pk=pk)
    return get_object_or_404(Entry.objects.visible_to(reader), pk=pk)


def readable_article(reader: Reader, pk: int) -> Article:
    return get_object_or_404(Article.objects.visible_to(reader).select_related("outlet"), pk=pk)


def editors_only(view: View[P]) -> View[P]:
    """Strangers are asked to sign in; who is signed in without the role is refused."""

    @wraps(view)
    def guarded(request: HtmxHttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not request.user.has_perm("tracker.add_annotation"):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return cast("View[P]", login_required(guarded))
