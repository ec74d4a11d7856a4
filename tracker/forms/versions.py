"""Two people at one entry: the second to save is told, and loses nothing."""

from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tracker.dates import display
from tracker.dates.window import Window
from tracker.forms.constraints import ModelForm
from tracker.models import Entry


class VersionedForm(ModelForm):
    """Carries the version of the entry that it was read at.

    Needs the entry as it is saved now, and locked: then nobody saves between this check and the
    act below, which claims the version.
    """

    read_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    is_conflict = False
    current_url = ""  # where the entry as it is saved now can be looked at

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        entry = self.versioned()
        if entry is None:
            return
        self.initial["read_version"] = entry.version
        if self.is_bound and self._read_version() != entry.version:
            self.is_conflict = True
            # Saved once more, knowingly, it goes through.
            self.data = {name: self.data.get(name) for name in self.data}
            self.data[self.add_prefix("read_version")] = str(entry.version)

    def versioned(self) -> Entry | None:
        """The entry whose version counts; None for what is new."""
        raise NotImplementedError

    def _read_version(self) -> int | None:
        said = str(self.data.get(self.add_prefix("read_version")) or "")
        return int(said) if said.isdecimal() and len(said) < 10 else None

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.is_conflict:
            self.add_error(None, self._conflict())
            for name in self.changed_data:
                # Said beside the field, but not as its error alone: what was typed stays.
                if name != "read_version" and not self.fields[name].widget.is_hidden:
                    self._tell_saved(name)
        return cleaned

    def _conflict(self) -> SafeString | str:
        said = _(
            "Somebody else saved this while you worked on it. Your changes are still on this page, "
            "but are not saved. Where they differ from what is saved now, that is said beside the "
            "field. Save again to keep yours."
        )
        if not self.current_url:
            return said
        return format_html(
            '{} <a href="{}" target="_blank" rel="noopener">{}</a>',
            said,
            self.current_url,
            _("Look at what is saved now"),
        )

    def _tell_saved(self, name: str) -> None:
        value = self.get_initial_for_field(self.fields[name], name)
        self.add_error(name, _("Saved now: %s") % (said_of(self.fields[name], value) or "–"))


def said_of(field: forms.Field, value: Any) -> str:
    """A value as the form would show it, in words."""
    if isinstance(value, Window):
        return display.words(value, gettext=_, format_day=date_format)
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(field, forms.ModelChoiceField):
        chosen = field.queryset.filter(pk=value).first() if field.queryset is not None else None
        return str(chosen or "")
    if isinstance(field, forms.ChoiceField | forms.TypedChoiceField):
        labels = {str(key): str(label) for key, label in field.choices}  # type: ignore[misc,union-attr]
        return labels.get(str(value), "")
    return "" if value is None else str(value)
