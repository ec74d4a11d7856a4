"""The known-on day: derived, unless somebody sets it by hand."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.forms.constraints import ModelForm


class KnownOnForm(ModelForm):
    """For models with `known_on` and `known_on_by_hand`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "known_on" in self.fields:
            self.fields["known_on"].required = False

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        if "known_on" not in self.fields or "known_on" in self.errors:
            return cleaned
        if cleaned.get("known_on_by_hand"):
            if not cleaned.get("known_on"):
                self.add_error("known_on", _("Say on which day, or untick “by hand”."))
            return cleaned
        if cleaned.get("known_on") and "known_on" in self.changed_data:
            self.add_error("known_on", _("Tick “set by hand” to keep a day of your own."))
            return cleaned
        # Settled once the sources are saved too; until then the column needs some day.
        cleaned["known_on"] = self.initial.get("known_on") or timezone.localdate()
        return cleaned
