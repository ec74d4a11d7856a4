"""Two people at one entry: whoever saves says which version of it was read."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from tracker.forms.constraints import ModelForm
from tracker.models import Entry


class VersionedForm(ModelForm):
    """Carries the version of the entry that it was read at, and is refused at another.

    Whoever serves the form puts the two versions side by side before it comes to that. Needs the
    entry as it is saved now, and locked: then nobody saves between this check and the act below,
    which claims the version.
    """

    read_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if entry := self.versioned():
            self.initial["read_version"] = entry.version

    def versioned(self) -> Entry | None:
        """The entry whose version counts; None for what is new."""
        raise NotImplementedError

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        entry = self.versioned()
        if entry and cleaned.get("read_version") != entry.version:
            self.add_error(
                None,
                _(
                    "Somebody else saved this while you worked on it. Your changes are still on "
                    "this page, but are not saved. Save again to see both versions side by side."
                ),
            )
        return cleaned
