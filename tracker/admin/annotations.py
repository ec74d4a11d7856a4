from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from tracker.admin.acts import Act
from tracker.admin.claims import ClaimAdmin
from tracker.admin.filters import ArticleFilter, LostFilter, StateFilter
from tracker.admin.inlines import use_article_widget
from tracker.editing import pending
from tracker.forms.sources import SourcePageForm
from tracker.models import PENDING_STATES, Annotation, ReviewState

ANNOTATION_ACTS: dict[str, Act] = {
    "publish": Act(
        _("Save and publish"),
        "tracker.publish_entry",
        PENDING_STATES,
        pending.publish_annotations,
        lambda count: (
            ngettext("%(count)d source was published.", "%(count)d sources were published.", count)
            % {"count": count}
        ),
        _("Only what is pending is published, and not before what rests on it."),
    ),
    "retract": Act(
        _("Retract…"),
        "tracker.retract_entry",
        frozenset({ReviewState.PUBLISHED}),
        pending.retract_annotations,
        lambda count: (
            ngettext("%(count)d source was retracted.", "%(count)d sources were retracted.", count)
            % {"count": count}
        ),
        _("Only what is published can be retracted."),
    ),
}


@admin.register(Annotation)
class AnnotationAdmin(ClaimAdmin):
    form = SourcePageForm
    acts = ANNOTATION_ACTS
    autocomplete_fields = ("entry", "development", "speaker")
    list_display = ("words", "article", "claim", "stance", "state", "in_newest_text")
    list_display_links = ("words",)
    list_filter = (StateFilter, "stance", "attribution", LostFilter, ArticleFilter)
    search_fields = ("exact", "version__article__title", "entry__title")

    def get_fieldsets(self, request: HttpRequest, obj: Annotation | None = None) -> list[Any]:
        main = (None, {"fields": ("article", "exact", "stance", "entry", "development")})
        voice = (_("Whose words"), {"fields": ("speaker", ("mode", "attribution"), "described_as")})
        record = ("state", "retraction_reason", "created_at")
        return [main, voice, (_("Record"), {"fields": record})] if obj else [main, voice]

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        use_article_widget(form, self.admin_site, request)
        return form

    def get_queryset(self, request: HttpRequest) -> QuerySet[Annotation]:
        sources = Annotation.objects.with_lost().order_by(*self.get_ordering(request))
        sources = sources.select_related("version__article", "entry", "development__entry")
        return sources.defer("version__text")

    @admin.display(description=_("Quote"), ordering="exact")
    def words(self, source: Annotation) -> str:
        return Truncator(source.exact).chars(100)

    @admin.display(description=_("Article"), ordering="version__article__title")
    def article(self, source: Annotation) -> str:
        return str(source.version.article)

    @admin.display(description=_("Supports or disputes"))
    def claim(self, source: Annotation) -> str:
        return str(source.entry or source.development)

    @admin.display(description=_("In the newest text"), boolean=True)
    def in_newest_text(self, source: Any) -> bool:
        return not source.is_lost
