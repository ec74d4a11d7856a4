from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from tracker.admin.base import TabularInline
from tracker.admin.merging import MergingAdmin
from tracker.admin.sent import keys_sent
from tracker.forms.constraints import PLACES, ConstraintsByField
from tracker.forms.rows import Rows
from tracker.forms.tracks import TrackForm
from tracker.models import Process, Topic, Track


class TrackRows(Rows):
    once = ("slug",)
    once_field = "slug"
    once_message = PLACES["track_slug_once_a_process"].message or ""


class TrackInline(TabularInline):
    model = Track
    form = ConstraintsByField
    formset = TrackRows
    fields = ("name", "slug", "position")
    prepopulated_fields = {"slug": ("name",)}
    extra = 0


@admin.register(Process)
class ProcessAdmin(MergingAdmin):
    form = ConstraintsByField
    fields = ("name", "slug", "summary")
    prepopulated_fields = {"slug": ("name",)}
    inlines = (TrackInline,)
    list_display = ("name", "slug")
    search_fields = ("name", "slug")


@admin.register(Track)
class TrackAdmin(MergingAdmin):
    form = TrackForm
    autocomplete_fields = ("process",)
    fields = ("process", "name", "slug", "position")
    prepopulated_fields = {"slug": ("name",)}
    list_display = ("name", "process", "position")
    list_select_related = ("process",)
    list_filter = ("process",)
    search_fields = ("name", "slug", "process__name")

    def locked(self, request: HttpRequest, obj: Any) -> QuerySet[Any]:
        """The process whose form shows it, too, and the one that it is about to be moved to."""
        keys = [obj.process_id, *keys_sent(request, "process")]
        return Process.objects.filter(pk__in=keys).order_by("pk")  # in one order for everybody


@admin.register(Topic)
class TopicAdmin(MergingAdmin):
    form = ConstraintsByField
    fields = ("name", "slug", "description")
    prepopulated_fields = {"slug": ("name",)}
    list_display = ("name", "slug")
    search_fields = ("name", "slug")
