"""The rows that hang on an entry: its parts, topics, sources, developments and links."""

import copy
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tracker.admin.base import KnownSelect, StackedInline, TabularInline
from tracker.forms.conditions import ConditionLinkForm
from tracker.forms.constraints import ConstraintsByField
from tracker.forms.developments import DevelopmentForm
from tracker.forms.rows import ReviewedRows, Rows
from tracker.forms.sources import SourceForm
from tracker.models import (
    Annotation,
    Article,
    ArticleVersion,
    ConditionLink,
    Development,
    EntryLink,
    EntryTopic,
    Kind,
    Part,
)
from tracker.templatetags.dates import window_words

if TYPE_CHECKING:
    from django.contrib.admin import AdminSite


class RowsOfEntry(TabularInline):
    form = ConstraintsByField
    blank_rows_when_new: ClassVar[int] = 0

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        return 0 if obj else self.blank_rows_when_new


class PartRows(Rows):
    once = ("actor_id", "role")
    once_field = "actor"
    once_message = _("This actor has this role already.")


class PartInline(RowsOfEntry):
    model = Part
    formset = PartRows
    fields = ("actor", "role")
    autocomplete_fields = ("actor",)
    said_with = ("actor",)
    blank_rows_when_new = 2


class TopicRows(Rows):
    once = ("topic_id",)
    once_field = "topic"
    once_message = _("This entry has this topic already.")


class TopicInline(RowsOfEntry):
    model = EntryTopic
    formset = TopicRows
    fields = ("topic",)
    autocomplete_fields = ("topic",)
    said_with = ("topic",)
    blank_rows_when_new = 1
    verbose_name = _("topic")
    verbose_name_plural = _("topics")


class LinkRows(Rows):
    once = ("target_id", "type")
    once_field = "target"
    once_message = _("These two entries are linked so already.")


class LinkInline(RowsOfEntry):
    model = EntryLink
    formset = LinkRows
    fk_name = "source"
    fields = ("type", "target", "note")
    autocomplete_fields = ("target",)
    said_with = ("target",)


class ConditionLinkRows(Rows):
    once = ("target_id", "relation")
    once_field = "target"
    once_message = _("These two conditions are linked so already.")


class ConditionLinkInline(RowsOfEntry):
    model = ConditionLink
    form = ConditionLinkForm
    verbose_name = _("condition that it waits for")
    verbose_name_plural = _("What its outcome waits for: other conditions")
    formset = ConditionLinkRows
    fk_name = "source"
    fields = ("relation", "target")
    autocomplete_fields = ("target",)
    said_with = ("target",)


# ── rows with a state of their own ───────────────────────────────────────────────────────────────


class ReviewedInline:
    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        rows = super().get_formset(request, obj, **kwargs)  # type: ignore[misc]
        rows.may_publish = request.user.has_perm("tracker.publish_entry")
        return rows


class SourceRows(ReviewedRows):
    once = ("version_id", "start", "end")
    once_field = "exact"
    once_message = _("These words are here already.")


class SourceInline(ReviewedInline, RowsOfEntry):
    model = Annotation
    form = SourceForm
    formset = SourceRows
    fk_name = "entry"
    fields = ("article", "exact", "stance", "state")
    readonly_fields = ("state",)
    blank_rows_when_new = 1
    show_change_link = True

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        rows = super().get_formset(request, obj, **kwargs)
        use_article_widget(rows.form, self.admin_site, request)
        return rows

    def get_queryset(self, request: HttpRequest) -> QuerySet[Annotation]:
        # The texts are long, and the rows show only quotes.
        return (
            super().get_queryset(request).select_related("version__article").defer("version__text")
        )

    @admin.display(description=_("Article"))
    def article(self, annotation: Annotation) -> str:
        return str(annotation.version.article)


class DevelopmentSourceInline(SourceInline):
    fk_name = "development"


class DevelopmentInline(ReviewedInline, StackedInline):
    model = Development
    formset = ReviewedRows
    fk_name = "entry"
    extra = 0
    fields: ClassVar[Any] = (
        ("outcome", "state"),
        "window",
        "new_window",
        "event",
        "note",
        ("known_on", "known_on_by_hand"),
    )
    readonly_fields = ("state",)
    autocomplete_fields = ("event",)
    show_change_link = True

    @admin.display(description=_("When"))
    def window(self, development: Development) -> str:
        return window_words(development.window)

    @admin.display(description=_("New window"))
    def new_window(self, development: Development) -> str:
        return window_words(development.new_window) if development.new_window else ""


class DeadlineDevelopmentForm(DevelopmentForm):
    kind = Kind.DEADLINE


class DeadlineDevelopmentInline(DevelopmentInline):
    form = DeadlineDevelopmentForm


class ConditionDevelopmentForm(DevelopmentForm):
    kind = Kind.CONDITION


class ConditionDevelopmentInline(DevelopmentInline):
    form = ConditionDevelopmentForm
    # No condition is extended or shortened, so none has a new window.
    fields = (("outcome", "state"), "window", "event", "note", ("known_on", "known_on_by_hand"))


def use_article_widget(form: Any, site: "AdminSite", request: HttpRequest) -> None:
    """Gives a source's form its article with autocompletion, and the way to add one."""
    article = ArticleVersion._meta.get_field("article")
    admin_of_articles = site._registry.get(Article)
    # Declared fields are shared by all forms made from the class; this request's is its own.
    field = copy.deepcopy(form.base_fields["article"])
    field.widget = RelatedFieldWidgetWrapper(
        KnownSelect(article, site),
        article.remote_field,
        site,
        can_add_related=bool(admin_of_articles and admin_of_articles.has_add_permission(request)),
    )
    assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - for the type checker
    field.widget.choices = field.choices
    form.base_fields["article"] = field
