"""One field for an uncertain date: the words, what they count from, and days set by hand."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.widgets import Script
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.dates.edtf import EdtfError, format_edtf, parse_edtf
from tracker.dates.phrases import Direction, UnknownPhrase, resolve
from tracker.dates.window import OPEN_END, OPEN_START, Window
from tracker.forms.days import DayField, PlainDayInput, read_day

PHRASE_LENGTH = 200


def read_window(
    *,
    phrase: str,
    anchor: date | None,
    earliest: date | None,
    latest: date | None,
    edtf: str = "",
    direction: Direction | None = None,
) -> Window:
    """The window that these answers make: days set by hand overrule the words.

    The direction is that of words which do not say it themselves. `edtf` is the form in which a
    window set by hand was kept; it is kept on as long as the days are still its own. Raises
    ValidationError with a reason.
    """
    if earliest is None and latest is None:
        if not phrase:
            raise ValidationError(_("Say when: in words, or by the earliest and the latest day."))
        try:
            return resolve(phrase, anchor=anchor, direction=direction)
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


def is_by_hand(window: Window, *, direction: Direction | None = None) -> bool:
    """True when the words alone would not give these days."""
    try:
        said = resolve(window.phrase, anchor=window.anchor, direction=direction)
    except UnknownPhrase:
        return True
    return (said.edtf, said.earliest, said.latest) != (window.edtf, window.earliest, window.latest)


class WindowWidget(forms.MultiWidget):
    template_name = "forms/window.html"
    direction: Direction | None = None
    planned = ""  # the name of the field that says whether it is still ahead

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(
            {
                "phrase": forms.TextInput({"maxlength": PHRASE_LENGTH, "autocomplete": "off"}),
                "anchor": PlainDayInput(),
                "earliest": PlainDayInput(),
                "latest": PlainDayInput(),
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
        if not is_by_hand(value, direction=self.direction):
            return [value.phrase, value.anchor, None, None, ""]
        return [
            value.phrase,
            value.anchor,
            None if value.is_open_start else value.earliest,
            None if value.is_open_end else value.latest,
            value.edtf,
        ]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        context["widget"] |= {"direction": self.direction or "", "planned": self.planned}
        return context


class WindowField(forms.MultiValueField):
    """Cleans to a Window; to None when nothing was typed and it is not required.

    The direction says which way "on Thursday" looks here: ahead in the form of a deadline.
    """

    widget: WindowWidget = WindowWidget  # type: ignore[assignment]
    default_error_messages = {
        "required": gettext_lazy("Say when: in words, or by the earliest and the latest day."),
    }

    def __init__(self, *, direction: Direction | None = None, **kwargs: Any) -> None:
        super().__init__(
            (
                forms.CharField(max_length=PHRASE_LENGTH, required=False),
                DayField(required=False),
                DayField(required=False),
                DayField(required=False),
                forms.CharField(max_length=100, required=False),
            ),
            require_all_fields=False,
            **kwargs,
        )
        self.look(direction)

    def look(self, direction: Direction | None) -> None:
        """From now on, words that do not say it themselves look this way."""
        self.direction = self.widget.direction = direction

    def clean(self, value: Any) -> Window | None:
        if self.disabled:
            return value if isinstance(value, Window) else None  # as saved: nothing was typed
        # An anchor alone, prefilled with the article's date, says nothing yet.
        if isinstance(value, list | tuple) and not any(value[i] for i in (0, 2, 3)):
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        cleaned: Window | None = super().clean(_from_anchor(value))
        return cleaned

    def compress(self, data_list: list[Any]) -> Window | None:
        phrase, anchor, earliest, latest, edtf = data_list
        return read_window(
            phrase=(phrase or "").strip(),
            anchor=anchor,
            earliest=earliest,
            latest=latest,
            edtf=edtf or "",
            direction=self.direction,
        )

    def has_changed(self, initial: Any, data: Any) -> bool:
        values = list(data or [])
        if initial is None and values and not any(values[i] for i in (0, 2, 3)):
            return False
        return super().has_changed(initial, data)


def _from_anchor(typed: Any) -> Any:
    """Days that were set in words count from the anchor, as the phrase does, not from today."""
    if not isinstance(typed, list | tuple):
        return typed
    found = list(typed)
    try:
        anchor = DayField(required=False).clean(found[1])
        for place in (2, 3):
            if isinstance(found[place], str) and found[place].strip():
                read = read_day(found[place], anchor=anchor)
                found[place] = read.earliest if isinstance(read, Window) else read
    except ValidationError:
        pass  # the field that it is about says so
    return found
