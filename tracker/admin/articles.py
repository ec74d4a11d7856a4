from typing import Any

from django.contrib import admin, messages
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, Length
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tracker.admin.base import Admin, TabularInline
from tracker.editing.articles import add_article, add_version, change_article, may_change_article
from tracker.forms.articles import ArticleForm
from tracker.forms.constraints import ConstraintsByField
from tracker.models import Annotation, Article, ArticleVersion, Outlet


@admin.register(Outlet)
class OutletAdmin(Admin):
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
class ArticleAdmin(Admin):
    form = ArticleForm
    fields = ("title", "outlet", "url", "published_on", "text")
    autocomplete_fields = ("outlet",)
    list_display = ("title", "outlet", "published_on", "sources")
    list_select_related = ("outlet",)
    list_filter = ("outlet",)
    date_hierarchy = "published_on"
    search_fields = ("title", "outlet__name", "url")

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

    def locked(self, request: HttpRequest, obj: Any) -> QuerySet[Any]:
        return Article.objects.filter(pk=obj.pk)

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
            )
            obj.pk, obj.added_at = article.pk, article.added_at
            obj._state.adding = False
            return
        change_article(obj, by=request.user)
        if "text" in form.changed_data:
            _tell_moved(request, add_version(obj, text, by=request.user))


def _tell_moved(request: HttpRequest, version: ArticleVersion) -> None:
    """Says what became of the sources in the text before."""
    article = version.article
    all_sources = Annotation.objects.filter(version__article=article)
    moved = all_sources.filter(version=version).count()
    lost = all_sources.exclude(version=version).count()
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
