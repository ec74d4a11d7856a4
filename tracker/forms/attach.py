"""What some words are evidence of, and whether they speak for it."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.models import Development, Entry, ReviewState, Stance

if TYPE_CHECKING:
    from tracker.timeline.visible import Reader

_LONGEST_PK = 18


class AttachForm(forms.Form):
    claim = forms.CharField(
        error_messages={"required": gettext_lazy("Choose what these words are evidence of.")}
    )
    stance = forms.ChoiceField(
        choices=Stance.choices,
        label=gettext_lazy("These words"),
        initial=Stance.SUPPORTS,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, reader: "Reader", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reader = reader

    def clean_claim(self) -> Entry | Development:
        """From "entry-3" or "development-5" to what it names."""
        kind, _dash, said = str(self.cleaned_data["claim"]).partition("-")
        pk = int(said) if said.isdecimal() and len(said) <= _LONGEST_PK else 0
        entries = Entry.objects.visible_to(self.reader)
        claim: Entry | Development | None = None
        if kind == "entry":
            claim = entries.filter(pk=pk).first()
        elif kind == "development":
            claim = (
                Development.objects.filter(pk=pk, entry__in=entries)
                .exclude(state=ReviewState.RETRACTED)
                .select_related("entry")
                .first()
            )
        if claim is None:
            raise ValidationError(_("This entry is not there any more. Choose another."))
        return claim
