"""The form of a deadline."""

from django import forms
from django.utils.translation import gettext_lazy

from tracker.forms.entries import EntryForm
from tracker.forms.windows import WindowField
from tracker.models import Deadline


class DeadlineForm(EntryForm):
    window = WindowField(label=gettext_lazy("When"), direction="future")

    class Meta(EntryForm.Meta):
        model = Deadline
        fields = (
            "title",
            "process",
            "track",
            "demand",
            "consequence",
            "deadline_kind",
            "firmness",
            "summary",
            "credibility",
            "known_on",
            "known_on_by_hand",
        )
        widgets = {
            **EntryForm.Meta.widgets,
            "demand": forms.Textarea({"rows": 2, "class": "vLargeTextField"}),
            "consequence": forms.Textarea({"rows": 2, "class": "vLargeTextField"}),
        }
