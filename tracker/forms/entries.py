"""What the forms of the three kinds have in common."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.dates.window import Window
from tracker.editing.entries import check_track
from tracker.forms.constraints import ConstraintsByField
from tracker.forms.known_on import KnownOnForm
from tracker.forms.versions import VersionedForm
from tracker.forms.why import ExplainedForm
from tracker.forms.windows import WindowField
from tracker.models import Entry
from tracker.models.fields import WINDOW_COLUMNS, window_columns


def check_length(window: Window, model: type[models.Model], *, prefix: str = "") -> None:
    """Raises ValidationError when a column of the model cannot hold its part of the window."""
    for column, value in window_columns(window).items():
        field: Any = model._meta.get_field(prefix + column)
        if isinstance(value, str) and field.max_length and len(value) > field.max_length:
            raise ValidationError(
                _("This is too long: “%(name)s” holds up to %(most)d characters.")
                % {"name": field.verbose_name, "most": field.max_length}
            )


class EntryForm(ExplainedForm, VersionedForm, KnownOnForm, ConstraintsByField):
    window = WindowField(label=gettext_lazy("When"))

    also_filled = WINDOW_COLUMNS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial.setdefault("window", self.instance.window)

    def versioned(self) -> Entry | None:
        return self.instance if self.instance.pk else None

    def clean_window(self) -> Window:
        window: Window = self.cleaned_data["window"]
        check_length(window, Entry)
        self.instance.window = window
        return window

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        process, track = cleaned.get("process"), cleaned.get("track")
        if process and track:
            try:
                check_track(Entry(process=process, track=track))
            except ValidationError as error:
                self.add_error(None, error)
        return cleaned

    class Meta:
        widgets = {
            "title": forms.TextInput({"class": "vTextField wide"}),
            "summary": forms.Textarea({"rows": 3, "class": "vLargeTextField"}),
        }
