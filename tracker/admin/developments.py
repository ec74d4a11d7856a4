from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from tracker.admin.acts import Act
from tracker.admin.claims import ClaimAdmin, entry_of
from tracker.admin.filters import StateFilter
from tracker.admin.inlines import DevelopmentSourceInline
from tracker.editing import pending
from tracker.editing.lives import Impossible, Lives, kept_possible
from tracker.forms.developments import DevelopmentPageForm
from tracker.models import PENDING_STATES, Development, ReviewState
from tracker.templatetags.dates import window_short, window_words

DEVELOPMENT_ACTS: dict[str, Act] = {
    "publish": Act(
        _("Save and publish"),
        "tracker.publish_entry",
        PENDING_STATES,
        pending.publish_developments,
        lambda count: (
            ngettext(
                "%(count)d development was published.",
                "%(count)d developments were published.",
                count,
            )
            % {"count": count}
        ),
        _("Only what is pending is published, and not before its entry."),
    ),
    "retract": Act(
        _("Retract…"),
        "tracker.retract_entry",
        frozenset({ReviewState.PUBLISHED}),
        pending.retract_developments,
        lambda count: (
            ngettext(
                "%(count)d development was retracted.",
                "%(count)d developments were retracted.",
                count,
            )
            % {"count": count}
        ),
        _("Only what is published can be retracted."),
    ),
}


@admin.register(Development)
class DevelopmentAdmin(ClaimAdmin):
    form = DevelopmentPageForm
    acts = DEVELOPMENT_ACTS
    autocomplete_fields = ("entry", "event")
    inlines = (DevelopmentSourceInline,)
    fieldsets = (
        (None, {"fields": ("entry", "outcome", "window", "new_window", "event", "note")}),
        (_("What is known of it"), {"fields": (("known_on", "known_on_by_hand"),)}),
        (_("Record"), {"fields": ("state", "retraction_reason", "created_at")}),
    )
    list_display = ("what", "entry", "when", "state", "known_on")
    list_display_links = ("what",)
    list_filter = (StateFilter, "outcome", "entry_kind", "entry__process")
    list_select_related = ("entry",)
    search_fields = ("entry__title", "note")

    def get_fieldsets(self, request: HttpRequest, obj: Development | None = None) -> list[Any]:
        return list(self.fieldsets if obj else self.fieldsets[:2])

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        was_of = Development.objects.filter(pk=obj.pk).values_list("entry_id", flat=True)
        form.lives = Lives({entry_of(obj), *was_of})
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        form.lives.check()

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        with kept_possible([obj.entry_id]):
            super().delete_model(request, obj)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        try:
            return super().delete_view(request, object_id, extra_context)
        except Impossible as refusal:
            messages.error(request, " ".join(refusal.messages))
            address = reverse("admin:tracker_development_change", args=[object_id])
            return HttpResponseRedirect(address)

    @admin.display(description=_("What became of it"), ordering="outcome")
    def what(self, development: Development) -> str:
        return development.get_outcome_display()

    @admin.display(description=_("When"), ordering="earliest")
    def when(self, development: Development) -> str:
        return window_short(development.window)

    @admin.display(description=_("When"))
    def window(self, development: Development) -> str:
        return window_words(development.window)

    @admin.display(description=_("New window"))
    def new_window(self, development: Development) -> str:
        return window_words(development.new_window) if development.new_window else ""
