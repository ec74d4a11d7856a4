"""The form of a condition."""

from django import forms

from tracker.forms.entries import EntryForm
from tracker.models import Condition


class ConditionForm(EntryForm):
    class Meta(EntryForm.Meta):
        model = Condition
        fields = (
            "title",
            "process",
            "track",
            "condition_kind",
            "operator",
            "if_clause",
            "then_clause",
            "time_limit",
            "summary",
            "credibility",
            "known_on",
            "known_on_by_hand",
        )
        widgets = {
            **EntryForm.Meta.widgets,
            "if_clause": forms.Textarea({"rows": 2, "class": "vLargeTextField"}),
            "then_clause": forms.Textarea({"rows": 2, "class": "vLargeTextField"}),
        }
