"""The staff door: one module per noun."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from tracker.admin import (
    actors,
    annotations,
    articles,
    conditions,
    deadlines,
    developments,
    entries,
    events,
    processes,
)

__all__ = [
    "actors",
    "annotations",
    "articles",
    "conditions",
    "deadlines",
    "developments",
    "entries",
    "events",
    "processes",
]

admin.site.site_header = _("Demarche")
admin.site.site_title = _("Demarche")
admin.site.index_title = _("Editing")
# The lists need the width.
admin.site.enable_nav_sidebar = False
