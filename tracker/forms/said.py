"""What stands in a field, in words: names instead of keys, days instead of inputs."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tracker.dates import display
from tracker.dates.window import Window
from tracker.forms.typed import Typed, is_empty
from tracker.forms.windows import WindowField


def said(field: forms.Field, typed: Typed) -> str:
    """In words, or as it was typed where it makes no sense."""
    if isinstance(field, forms.BooleanField):
        return _("Yes") if typed[0] else _("No")
    if is_empty(typed):
        return ""
    if isinstance(field, WindowField):
        return _window(field, typed)
    if isinstance(field, forms.ModelChoiceField):
        return _object(field, typed[0])
    if isinstance(field, forms.ChoiceField):
        return dict(_flat(field.choices)).get(typed[0], typed[0])
    if isinstance(field, forms.DateField):
        day = _cleaned(field, typed[0])
        return date_format(day) if isinstance(day, date) else typed[0]
    return typed[0].replace("\r\n", "\n")


def is_prose(field: forms.Field) -> bool:
    """True for texts, in which single words may differ."""
    return type(field.widget).__name__.endswith(("TextInput", "Textarea", "TextareaWidget"))


def _window(field: WindowField, typed: Typed) -> str:
    window = _cleaned(field, typed)
    if not isinstance(window, Window):
        return " · ".join(text for text in typed[:4] if text)
    days = display.words(window, gettext=_, format_day=date_format)
    return f"“{window.phrase}”: {days}" if window.phrase and window.phrase != days else days


def _object(field: Any, key: str) -> str:
    try:
        return str(field.label_from_instance(field.to_python(key)))
    except ValidationError:
        return _("something that is not there any more")


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
