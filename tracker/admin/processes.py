from django.contrib import admin

from tracker.admin.base import Admin, TabularInline
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
class ProcessAdmin(Admin):
    form = ConstraintsByField
    fields = ("name", "slug", "summary")
    prepopulated_fields = {"slug": ("name",)}
    inlines = (TrackInline,)
    list_display = ("name", "slug")
    search_fields = ("name", "slug")


@admin.register(Track)
class TrackAdmin(Admin):
    form = TrackForm
    autocomplete_fields = ("process",)
    fields = ("process", "name", "slug", "position")
    prepopulated_fields = {"slug": ("name",)}
    list_display = ("name", "process", "position")
    list_select_related = ("process",)
    list_filter = ("process",)
    search_fields = ("name", "slug", "process__name")


@admin.register(Topic)
class TopicAdmin(Admin):
    form = ConstraintsByField
    fields = ("name", "slug", "description")
    prepopulated_fields = {"slug": ("name",)}
    list_display = ("name", "slug")
    search_fields = ("name", "slug")
