"""How words for days were read, said once more after saving."""

from collections.abc import Iterator

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tracker.dates import display
from tracker.dates.single import is_iso
from tracker.dates.window import Window
from tracker.forms.days import DayField, read_day
from tracker.forms.windows import WindowField, is_by_hand


def readings(form: forms.BaseForm) -> Iterator[str]:
    """Of a form that is saved: a sentence for each day and each window that was typed in words."""
    for name, field in form.fields.items():
        if field.disabled or name not in form.changed_data:
            continue
        if isinstance(field, WindowField):
            read = form.cleaned_data.get(name)
            by_words = isinstance(read, Window) and not is_by_hand(read, direction=field.direction)
            if isinstance(read, Window) and by_words:
                yield _said(str(field.label or name), read)
        elif isinstance(field, DayField):
            typed = form[name].data
            if isinstance(typed, str) and typed.strip() and not is_iso(typed.strip()):
                day = read_day(typed)
                if isinstance(day, Window):
                    yield _said(str(field.label or name), day)


def _said(label: str, read: Window) -> str:
    return _("%(label)s: “%(words)s” was read as %(days)s (%(why)s).") % {
        "label": label[:1].upper() + label[1:],
        "words": read.phrase,
        "days": display.words(read, gettext=_, format_day=date_format),
        "why": read.why,
    }
