"""The form of a development: a row of its deadline or condition, or a page of its own."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import BLANK_CHOICE_DASH
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.dates.window import Window
from tracker.forms.constraints import ConstraintsByField
from tracker.forms.entries import check_length
from tracker.forms.known_on import KnownOnForm
from tracker.forms.versions import VersionedForm
from tracker.forms.why import ExplainedForm
from tracker.forms.windows import WindowField
from tracker.models import OUTCOMES, Development, Entry
from tracker.models.fields import WINDOW_COLUMNS


class DevelopmentForm(KnownOnForm, ConstraintsByField):
    window = WindowField(label=gettext_lazy("When"))
    new_window = WindowField(
        label=gettext_lazy("New window"),
        required=False,
        direction="future",
        help_text=gettext_lazy("Of a deadline that is extended or shortened"),
    )

    kind: str | None = None  # of the entry, where it is known beforehand

    also_filled = (*WINDOW_COLUMNS, *(f"new_{column}" for column in WINDOW_COLUMNS), "entry_kind")

    class Meta:
        model = Development
        fields: tuple[str, ...] = (
            *("entry", "outcome", "event", "note"),
            *("known_on", "known_on_by_hand"),
        )
        widgets: Mapping[str, forms.Widget] = {
            "note": forms.Textarea({"rows": 2, "class": "vLargeTextField"})
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial.setdefault("window", self.instance.window)
            self.initial.setdefault("new_window", self.instance.new_window)
        kind = self.kind or (self.instance.entry_kind if self.instance.pk else None)
        outcome = self.fields.get("outcome")
        if kind and isinstance(outcome, forms.ChoiceField):
            allowed = [(value.value, value.label) for value in OUTCOMES[kind]]
            outcome.choices = [*BLANK_CHOICE_DASH, *allowed]
            outcome.error_messages["invalid_choice"] = _(
                "This kind of entry cannot have this outcome."
            )

    def clean_window(self) -> Window:
        window: Window = self.cleaned_data["window"]
        check_length(window, Development)
        self.instance.window = window
        return window

    def clean_new_window(self) -> Window | None:
        window: Window | None = self.cleaned_data["new_window"]
        if window:
            check_length(window, Development, prefix="new_")
        self.instance.new_window = window
        return window

    def clean_entry(self) -> Entry:
        entry: Entry = self.cleaned_data["entry"]
        if entry.kind not in OUTCOMES:
            raise forms.ValidationError(_("Only deadlines and conditions have developments."))
        return entry

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        entry = cleaned.get("entry")
        self.instance.entry_kind = self.kind or (entry.kind if isinstance(entry, Entry) else "")
        if not self.instance.entry_kind:
            # Nothing to try the outcome against; the entry has its own error.
            self.also_filled = tuple(name for name in self.also_filled if name != "entry_kind")
        return cleaned


class DevelopmentPageForm(ExplainedForm, VersionedForm, DevelopmentForm):
    """On a page of its own, a development answers for the version of its entry."""

    def versioned(self) -> Entry | None:
        return self.instance.entry if self.instance.pk else None
