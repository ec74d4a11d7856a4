"""What stands in a field, in words: names instead of keys, days instead of inputs."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tracker.dates import display
from tracker.dates.window import Window
from tracker.forms.typed import Row, Typed, is_empty
from tracker.forms.windows import WindowField

# The key of a row, as a form has it → what the row is called.
Labels = Mapping[str, str]


# The fields of a form that name another row → what the rows are called.
Names = dict[str, Labels]


def names_in(form: Any, rows: Iterable[Row]) -> Names:
    """Of all that is chosen in these rows: one question for each field, however many they are."""
    rows = list(rows)
    return {
        name: _labels(field, {row[name][0].strip() for row in rows if name in row})
        for name, field in form.fields.items()
        if isinstance(field, forms.ModelChoiceField)
    }


def _labels(field: Any, keys: Iterable[str]) -> Labels:
    keys = [key for key in keys if key.isascii() and key.isdigit() and len(key) < 19]
    found = field.queryset.filter(pk__in=keys) if keys else ()
    return {str(row.pk): str(field.label_from_instance(row)) for row in found}


def said(field: forms.Field, typed: Typed, labels: Labels | None = None) -> str:
    """In words, or as it was typed where it makes no sense."""
    if isinstance(field, forms.BooleanField):
        return _("Yes") if typed[0] else _("No")
    if is_empty(typed):
        return ""
    if isinstance(field, WindowField):
        return _window(field, typed)
    if isinstance(field, forms.ModelChoiceField):
        return (labels or {}).get(typed[0].strip()) or _("something that is not there any more")
    if isinstance(field, forms.ChoiceField):
        return dict(_flat(field.choices)).get(typed[0], typed[0])
    if isinstance(field, forms.DateField):
        day = _cleaned(field, typed[0])
        return date_format(day) if isinstance(day, date) else typed[0]
    return typed[0].replace("\r\n", "\n")


def is_prose(field: forms.Field) -> bool:
    """True for texts, in which single words may differ."""
    widget = field.widget
    return isinstance(widget, forms.Textarea) or type(widget).__name__.endswith("TextInput")


def _window(field: WindowField, typed: Typed) -> str:
    window = _cleaned(field, typed)
    if not isinstance(window, Window):
        return " · ".join(text for text in typed[:4] if text)
    days = display.words(window, gettext=_, format_day=date_format)
    return f"“{window.phrase}”: {days}" if window.phrase and window.phrase != days else days


def _flat(choices: Any) -> Iterator[tuple[str, str]]:
    for key, label in choices:
        if isinstance(label, list | tuple):
            yield from _flat(label)
        else:
            yield str(key), str(label)


def _cleaned(field: forms.Field, typed: Any) -> Any:
    try:
        return field.clean(typed)
    except ValidationError:
        return None
