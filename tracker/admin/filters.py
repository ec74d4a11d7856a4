"""What the lists are narrowed by."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tracker.dates.window import OPEN_END, OPEN_START
from tracker.models import PENDING_STATES, Article, ReviewState

if TYPE_CHECKING:
    from django.contrib.admin import ModelAdmin
    from django_stubs_ext import StrPromise

Choices = Iterable[tuple[str, "str | StrPromise"]]


class StateFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: "ModelAdmin[Any]") -> Choices:
        return [("pending", _("pending: draft or in review")), *ReviewState.choices]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == "pending":
            return queryset.filter(state__in=PENDING_STATES)
        if self.value() in ReviewState.values:
            return queryset.filter(state=self.value())
        return queryset


class WindowFilter(admin.SimpleListFilter):
    title = _("window")
    parameter_name = "window"

    def lookups(self, request: HttpRequest, model_admin: "ModelAdmin[Any]") -> Choices:
        return [
            ("past", _("past")),
            ("now", _("holds today")),
            ("ahead", _("ahead")),
            ("open", _("without a first or a last day")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        windows = _windows(timezone.localdate())
        chosen = windows.get(self.value() or "")
        return queryset.filter(chosen) if chosen else queryset


def _windows(today: date) -> dict[str, Q]:
    return {
        "past": Q(latest__lt=today),
        "now": Q(earliest__lte=today, latest__gte=today),
        "ahead": Q(earliest__gt=today),
        "open": Q(earliest=OPEN_START) | Q(latest=OPEN_END),
    }


class LostFilter(admin.SimpleListFilter):
    title = _("place in the text")
    parameter_name = "lost"

    def lookups(self, request: HttpRequest, model_admin: "ModelAdmin[Any]") -> Choices:
        return [("yes", _("lost: not in the newest text")), ("no", _("in the newest text"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() == "yes":
            return queryset.with_lost().filter(is_lost=True)
        if self.value() == "no":
            return queryset.with_lost().filter(is_lost=False)
        return queryset


class ArticleFilter(admin.SimpleListFilter):
    """Not offered: there are too many. Followed, from an article's own page."""

    title = _("article")
    parameter_name = "article"

    def lookups(self, request: HttpRequest, model_admin: "ModelAdmin[Any]") -> Choices:
        pk = request.GET.get("article", "")
        article = Article.objects.filter(pk=pk).first() if _is_key(pk) else None
        return [(pk, str(article))] if article else []

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        pk = self.value() or ""
        return queryset.filter(version__article=pk) if _is_key(pk) else queryset


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19
