"""What a retraction asks for."""

from django import forms
from django.utils.translation import gettext_lazy as _


class RetractForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Kept in the history, where editors and reviewers see it."),
        widget=forms.Textarea({"rows": 4, "class": "vLargeTextField", "autofocus": True}),
        error_messages={"required": _("A retraction needs a reason.")},
    )
