from django.contrib.admin import AdminSite, ModelAdmin
from django.urls import path

from tracker.models import Entry


class EntryAdmin(ModelAdmin):  # type: ignore[type-arg]
    list_display = ("title", "process", "kind", "earliest", "known_on", "state")


# A site of its own: Demarche has put its own forms into Django's.
site = AdminSite()
site.register(Entry, EntryAdmin)

urlpatterns = [path("admin/", site.urls)]
