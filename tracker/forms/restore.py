"""What putting an entry back asks for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tracker.forms.why import WhyField
from tracker.models import Entry, ReviewState


class RestoreForm(forms.Form):
    reason = WhyField(
        help_text=_("Kept in the history, beside the moment that it is restored from."),
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    read_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, entry: Entry, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = entry.state == ReviewState.PUBLISHED
