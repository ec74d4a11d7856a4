from django.contrib import admin

from tracker.admin.entries import KindAdmin
from tracker.admin.filters import StateFilter, WindowFilter
from tracker.forms.events import EventForm
from tracker.models import Event


@admin.register(Event)
class EventAdmin(KindAdmin):
    form = EventForm
    own_fields = (("plover_type", "plover_mode"), ("occurrence", "process_state"))
    list_display = ("title", "when", "state", "process", "who", "plover_type", "occurrence")
    list_filter = (StateFilter, WindowFilter, "occurrence", "plover_type", "process")
