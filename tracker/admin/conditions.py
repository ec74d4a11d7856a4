from django.contrib import admin

from tracker.admin.entries import KindAdmin
from tracker.admin.filters import StateFilter, WindowFilter
from tracker.admin.inlines import ConditionDevelopmentInline, ConditionLinkInline
from tracker.forms.conditions import ConditionForm
from tracker.models import Condition


@admin.register(Condition)
class ConditionAdmin(KindAdmin):
    form = ConditionForm
    own_fields = (("condition_kind", "operator"), "if_clause", "then_clause", "time_limit")
    own_inlines = (ConditionDevelopmentInline, ConditionLinkInline)
    autocomplete_fields = ("process", "track", "time_limit")
    list_display = ("title", "when", "state", "process", "who", "condition_kind")
    list_filter = (StateFilter, WindowFilter, "condition_kind", "operator", "process")
