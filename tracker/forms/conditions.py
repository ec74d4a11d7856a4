"""The form of a condition, and of what joins it to others."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tracker.forms.constraints import ConstraintsByField
from tracker.forms.entries import EntryForm
from tracker.forms.windows import WindowField
from tracker.models import Condition, ConditionLink, Relation

# What each word says of the outcome of the condition that the form is about.
RELATIONS = {
    Relation.AND: _("and: it needs the other one, too"),
    Relation.OR: _("or: the other one will do instead"),
    Relation.UNLESS: _("unless: not once the other one is satisfied"),
}


class ConditionForm(EntryForm):
    window = WindowField(label=_("When"), direction="future")

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


class ConditionLinkForm(ConstraintsByField):
    class Meta:
        model = ConditionLink
        fields = ("relation", "target")
        help_texts = {
            "relation": _("What the outcome of this condition has to do with the other one"),
            "target": _("The condition that it waits for"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "relation" in self.fields:  # whoever may only read has no fields
            relation = self.fields["relation"]
            assert isinstance(relation, forms.TypedChoiceField)  # noqa: S101 - for the type checker
            relation.choices = [("", "---------"), *RELATIONS.items()]
