from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, Length
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tracker.admin.base import TabularInline
from tracker.admin.merging import MergingAdmin
from tracker.editing.articles import (
    add_article,
    add_version,
    change_article,
    may_change_article,
    moved_and_lost,
    sha256_of,
)
from tracker.forms.articles import ArticleForm, with_outlet_and_day
from tracker.forms.constraints import ConstraintsByField
from tracker.forms.merge import MAIN, State
from tracker.models import Annotation, Article, ArticleVersion, Outlet
from tracker.timeline.reprints import likely_originals


@admin.register(Outlet)
class OutletAdmin(MergingAdmin):
    form = ConstraintsByField
    fields = ("name", "slug", "homepage", "reliability")
    prepopulated_fields = {"slug": ("name",)}
    list_display = ("name", "reliability", "homepage")
    list_filter = ("reliability",)
    search_fields = ("name", "slug")


class VersionInline(TabularInline):
    """The versions of the text, to be read: a changed text makes the next."""

    model = ArticleVersion
    fields = readonly_fields = ("number", "added_at", "characters")
    extra = 0
    can_delete = False
    ordering = ("-number",)
    verbose_name_plural = gettext_lazy("versions of the text")

    def get_queryset(self, request: HttpRequest) -> QuerySet[ArticleVersion]:
        versions: QuerySet[ArticleVersion] = super().get_queryset(request)
        return versions.annotate(length=Length("text")).defer("text")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description=gettext_lazy("characters"))
    def characters(self, version: Any) -> int:
        return int(version.length)


@admin.register(Article)
class ArticleAdmin(MergingAdmin):
    form = ArticleForm
    autocomplete_fields = ("outlet", "reprint_of", "origin")
    list_display = ("title", "outlet", "published_on", "sources")
    list_select_related = ("outlet",)
    list_filter = ("outlet",)
    date_hierarchy = "published_on"
    search_fields = ("title", "outlet__name", "url")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        # Before there is a text, and to whoever may only read, no originals are offered.
        may_say = obj is not None and self.has_change_permission(request, obj)
        fields = ["title", "outlet", "url", "published_on", "author", "language"]
        return [*fields, *(["likely"] if may_say else []), "reprint_of", "origin", "text"]

    def get_inlines(self, request: HttpRequest, obj: Any) -> list[Any]:
        return [VersionInline] if obj else []

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        counted = (
            Annotation.objects.filter(version__article=OuterRef("pk"))
            .order_by()
            .values("version__article")
            .annotate(count=Count("pk"))
            .values("count")
        )
        articles: QuerySet[Article] = super().get_queryset(request)
        return articles.annotate(count=Coalesce(Subquery(counted), 0))

    @admin.display(description=gettext_lazy("sources"), ordering="count")
    def sources(self, article: Any) -> int:
        return int(article.count)

    @admin.display(description=gettext_lazy("Text"))
    def text(self, article: Article) -> str:
        """For those who may only read."""
        version = article.versions.order_by("-number").first()
        return version.text if version else ""

    def packed(self, state: State) -> State:
        """The text by its digest: it is long, and each version of it is kept."""
        return _with_text(state, sha256_of)

    def unpacked(self, obj: Any, state: State) -> State:
        def text_of(digest: str) -> str:
            of_it = ArticleVersion.objects.filter(article=obj, sha256=digest)
            return of_it.values_list("text", flat=True).first() or ""

        return _with_text(state, text_of)

    def has_change_permission(self, request: HttpRequest, obj: Any | None = None) -> bool:
        if obj is None:
            return super().has_change_permission(request)
        return may_change_article(request.user, obj)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        text = form.cleaned_data["text"]
        if not change:
            article = add_article(
                outlet=obj.outlet,
                title=obj.title,
                published_on=obj.published_on,
                text=text,
                url=obj.url,
                reprint_of=obj.reprint_of,
                origin=obj.origin,
                author=obj.author,
                language=obj.language,
            )
            obj.pk, obj.added_at = article.pk, article.added_at
            obj._state.adding = False
            _tell_likely(request, article)
            return
        change_article(obj, by=request.user)
        if "text" in form.changed_data:
            _tell_moved(request, add_version(obj, text, by=request.user))
            _tell_likely(request, obj)


def _with_text(state: State, make: Callable[[str], str]) -> State:
    main = state[MAIN][MAIN]
    if "text" not in main:
        return state
    text = [make(one) for one in main["text"]]
    return {**state, MAIN: {MAIN: {**main, "text": text}}}


def _tell_likely(request: HttpRequest, article: Article) -> None:
    """Asks whether it is a reprint of what has nearly the same text."""
    address = reverse("admin:tracker_article_change", args=[article.pk])
    for likely in likely_originals(article):
        said = _("Nearly the same text: %(article)s.") % {
            "article": with_outlet_and_day(likely.article)
        }
        words = _("Say whether it is a reprint of it")
        messages.warning(
            request, format_html('{} <a href="{}#id_likely">{}</a>', said, address, words)
        )


def _tell_moved(request: HttpRequest, version: ArticleVersion) -> None:
    """Says what became of the sources in the text before."""
    article = version.article
    moved, lost = moved_and_lost(version)
    said = ngettext(
        "The changed text is version %(number)d. %(count)d source moved over to it.",
        "The changed text is version %(number)d. %(count)d sources moved over to it.",
        moved,
    ) % {"number": version.number, "count": moved}
    messages.success(request, said)
    if lost:
        words = ngettext(
            "%(count)d source is lost: its words do not stand in the new text.",
            "%(count)d sources are lost: their words do not stand in the new text.",
            lost,
        ) % {"count": lost}
        query = f"?lost=yes&article={article.pk}"
        address = reverse("admin:tracker_annotation_changelist") + query
        messages.warning(
            request,
            format_html('{} <a href="{}">{}</a>', words, address, _("Look at what is lost")),
        )
