"""The staff door: one module per noun."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from tracker.admin import (
    accounts,
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
from tracker.forms.sign_in import AdminSignInForm

__all__ = [
    "accounts",
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
admin.site.login_form = AdminSignInForm
# The lists need the width.
admin.site.enable_nav_sidebar = False
