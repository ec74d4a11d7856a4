"""One field for an uncertain date: the words, what they count from, and days set by hand."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.widgets import Script
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.dates.edtf import EdtfError, format_edtf, parse_edtf
from tracker.dates.phrases import UnknownPhrase, resolve
from tracker.dates.window import OPEN_END, OPEN_START, Window

PHRASE_LENGTH = 200


def read_window(
    *,
    phrase: str,
    anchor: date | None,
    earliest: date | None,
    latest: date | None,
    edtf: str = "",
) -> Window:
    """The window that these answers make: days set by hand overrule the words.

    `edtf` is the form in which a window set by hand was kept; it is kept on as long as the days
    are still its own. Raises ValidationError with a reason.
    """
    if earliest is None and latest is None:
        if not phrase:
            raise ValidationError(_("Say when: in words, or by the earliest and the latest day."))
        try:
            return resolve(phrase, anchor=anchor)
        except UnknownPhrase as unknown:
            raise ValidationError(str(unknown)) from unknown
    first, last = earliest or OPEN_START, latest or OPEN_END
    if first > last:
        raise ValidationError(_("The earliest day is after the latest day."))
    return Window(
        edtf=_kept(edtf, first, last) or format_edtf(first, last),
        earliest=first,
        latest=last,
        phrase=phrase,
        anchor=anchor,
        why=_("days set by hand"),
    )


def _kept(edtf: str, first: date, last: date) -> str:
    try:
        window = parse_edtf(edtf) if edtf else None
    except EdtfError:
        return ""
    return edtf if window and (window.earliest, window.latest) == (first, last) else ""


def is_by_hand(window: Window) -> bool:
    """True when the words alone would not give these days."""
    try:
        said = resolve(window.phrase, anchor=window.anchor)
    except UnknownPhrase:
        return True
    return (said.edtf, said.earliest, said.latest) != (window.edtf, window.earliest, window.latest)


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class WindowWidget(forms.MultiWidget):
    template_name = "forms/window.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(
            {
                "phrase": forms.TextInput({"maxlength": PHRASE_LENGTH, "autocomplete": "off"}),
                "anchor": DayInput(),
                "earliest": DayInput(),
                "latest": DayInput(),
                "edtf": forms.HiddenInput(),
            },
            attrs,
        )

    class Media:
        # Deferred: the element must not come to life before its parts have been read.
        js = [Script("js/window-field.js", defer=True)]
        css = {"all": ["css/window-field.css"]}

    def decompress(self, value: Window | None) -> list[Any]:
        if value is None:
            return [None] * 5
        if not is_by_hand(value):
            return [value.phrase, value.anchor, None, None, ""]
        return [
            value.phrase,
            value.anchor,
            None if value.is_open_start else value.earliest,
            None if value.is_open_end else value.latest,
            value.edtf,
        ]


class WindowField(forms.MultiValueField):
    """Cleans to a Window; to None when nothing was typed and it is not required."""

    widget = WindowWidget
    default_error_messages = {
        "required": gettext_lazy("Say when: in words, or by the earliest and the latest day."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            (
                forms.CharField(max_length=PHRASE_LENGTH, required=False),
                forms.DateField(required=False),
                forms.DateField(required=False),
                forms.DateField(required=False),
                forms.CharField(max_length=100, required=False),
            ),
            require_all_fields=False,
            **kwargs,
        )

    def clean(self, value: Any) -> Window | None:
        if self.disabled:
            return value if isinstance(value, Window) else None  # as saved: nothing was typed
        # An anchor alone, prefilled with the article's date, says nothing yet.
        if isinstance(value, list | tuple) and not any(value[i] for i in (0, 2, 3)):
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        cleaned: Window | None = super().clean(value)
        return cleaned

    def compress(self, data_list: list[Any]) -> Window | None:
        phrase, anchor, earliest, latest, edtf = data_list
        return read_window(
            phrase=(phrase or "").strip(),
            anchor=anchor,
            earliest=earliest,
            latest=latest,
            edtf=edtf or "",
        )

    def has_changed(self, initial: Any, data: Any) -> bool:
        values = list(data or [])
        if initial is None and values and not any(values[i] for i in (0, 2, 3)):
            return False
        return super().has_changed(initial, data)
