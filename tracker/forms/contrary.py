"""Which entry contradicts an entry."""

from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.editing.links import may_contradict
from tracker.forms.why import WhyField, ask_why
from tracker.models import Entry, ReviewState

_LONGEST_PK = 18


class ContraryForm(forms.Form):
    other = forms.CharField(
        error_messages={"required": gettext_lazy("Choose the entry that contradicts it.")}
    )
    note = forms.CharField(
        required=False,
        max_length=300,
        label=gettext_lazy("How they contradict each other (if it needs saying)"),
    )
    why = WhyField(
        widget=forms.TextInput({"autocomplete": "off"}),
        help_text=gettext_lazy(
            "Needed where both are published. Kept in the history, for editors; readers are not "
            "shown it."
        ),
    )

    def __init__(self, *args: Any, entry: Entry, editor: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.entry, self.editor = entry, editor

    def clean_other(self) -> Entry:
        said = str(self.cleaned_data["other"])
        pk = int(said) if said.isdecimal() and len(said) <= _LONGEST_PK else 0
        others = Entry.objects.visible_to(self.editor).exclude(pk=self.entry.pk)
        other = others.filter(pk=pk).first()
        if other is None:
            raise ValidationError(_("This entry is not there any more. Choose another."))
        if not may_contradict(self.editor, self.entry, other):
            raise ValidationError(
                _("Both are published: it takes a reviewer to set them against each other.")
            )
        return other

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        other = cleaned.get("other")
        is_public = isinstance(other, Entry) and {self.entry.state, other.state} == {
            ReviewState.PUBLISHED
        }
        if is_public:
            ask_why(self)
        return cleaned
