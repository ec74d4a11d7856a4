"""A field for one day: 2025-04-18, or words that mean no more than one, counted from today."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.widgets import Script
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.dates.phrases import NotUnderstood, UnknownPhrase
from tracker.dates.single import is_iso, iso_day, one_day
from tracker.dates.window import Window

LONGEST = 200
EXAMPLE = "2025-04-18"


def read_day(text: str, *, anchor: date | None = None) -> date | Window:
    """The day that was typed; a window, which says how, where it was typed in words.

    Raises ValidationError with a reason.
    """
    text = text.strip()
    try:
        day = iso_day(text)
    except ValueError as error:
        raise ValidationError(_no_day(text), code="invalid") from error
    if day:
        return day
    try:
        return one_day(text, anchor=anchor or timezone.localdate())
    except NotUnderstood as error:
        raise ValidationError(_no_day(text), code="invalid") from error
    except UnknownPhrase as error:
        raise ValidationError(f"{error}.", code="invalid") from error


def _no_day(text: str) -> str:
    if is_iso(text):
        return _("“%s” is not a day. Write it as 2025-04-18.") % text
    return _("“%s” is not a day. Write it as 2025-04-18, or in words such as “yesterday”.") % text


class DayInput(forms.DateInput):
    """Written as 2025-04-18; its element offers a calendar, and says what words mean."""

    template_name = "forms/day.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        usual = {
            "placeholder": EXAMPLE,
            "maxlength": LONGEST,
            "autocomplete": "off",
            "autocapitalize": "none",
            "spellcheck": "false",
        }
        super().__init__(attrs=usual | (attrs or {}), format="%Y-%m-%d")

    class Media:
        js = [Script("js/day-field.js", defer=True)]
        css = {"all": ["css/day-field.css"]}


class PlainDayInput(DayInput):
    """Without a word of its own on what was typed: what stands around it says that."""

    template_name = "forms/plain_day.html"


class DayField(forms.DateField):
    widget = DayInput

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values:
            return None
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        read = read_day(str(value))
        return read.earliest if isinstance(read, Window) else read
