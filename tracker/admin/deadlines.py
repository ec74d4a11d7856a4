from django.contrib import admin

from tracker.admin.entries import KindAdmin
from tracker.admin.filters import StateFilter, WindowFilter
from tracker.admin.inlines import DeadlineDevelopmentInline
from tracker.forms.deadlines import DeadlineForm
from tracker.models import Deadline


@admin.register(Deadline)
class DeadlineAdmin(KindAdmin):
    form = DeadlineForm
    own_fields = ("demand", "consequence", ("deadline_kind", "firmness"))
    own_inlines = (DeadlineDevelopmentInline,)
    list_display = ("title", "when", "state", "process", "who", "deadline_kind")
    list_filter = (StateFilter, WindowFilter, "deadline_kind", "firmness", "process")
