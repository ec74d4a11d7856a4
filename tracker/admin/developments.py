from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from tracker.admin.acts import Act
from tracker.admin.claims import ClaimAdmin
from tracker.admin.filters import StateFilter
from tracker.admin.inlines import DevelopmentSourceInline
from tracker.editing import pending
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
