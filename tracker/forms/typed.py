"""What stands in the fields of a form, as text: as it is shown, and as it is sent."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.widgets import CheckboxInput, MultiWidget
from django.utils.datastructures import MultiValueDict

if TYPE_CHECKING:
    from collections.abc import Mapping

# One field: a text for each of its inputs. A window has five; most fields have one.
Typed = list[str]
# The fields of one row, by name.
Row = dict[str, Typed]


def compared(form: forms.BaseForm, *, without: frozenset[str] = frozenset()) -> list[BoundField]:
    """The fields of what is saved that somebody can fill in."""
    return [
        form[name]
        for name, field in form.fields.items()
        if name not in without
        and not (
            field.widget.is_hidden or field.disabled or getattr(field, "is_of_the_save", False)
        )
    ]


def shown(bound: BoundField) -> Typed:
    """What the field of an unbound form begins as."""
    widget, value = bound.field.widget, bound.value()
    if isinstance(widget, MultiWidget):
        parts = value if isinstance(value, list) else widget.decompress(value) or []
        return [_text(one, part) for one, part in zip(widget.widgets, parts, strict=True)]
    return [_text(widget, value)]


def sent(bound: BoundField, data: "Mapping[str, Any]", *, name: str = "") -> Typed:
    """What a browser sent for the field; by another name than its own, in another row."""
    widget, name = bound.field.widget, name or bound.html_name
    if isinstance(widget, CheckboxInput):
        return ["on" if widget.value_from_datadict(data, MultiValueDict(), name) else ""]
    return [str(data.get(key) or "") for key in keys(bound, name=name)]


def keys(bound: BoundField, *, name: str = "") -> list[str]:
    widget, name = bound.field.widget, name or bound.html_name
    if isinstance(widget, MultiWidget):
        suffixes: list[str] = widget.widgets_names  # type: ignore[attr-defined]
        return [name + suffix for suffix in suffixes]
    return [name]


def same(one: Typed, other: Typed) -> bool:
    """Line ends and the space around words are a browser's, not a person's."""
    return _plain(one) == _plain(other)


def is_empty(typed: Typed) -> bool:
    return not any(_plain(typed))


def _plain(typed: Typed) -> list[str]:
    return [text.replace("\r\n", "\n").strip() for text in typed]


def _text(widget: forms.Widget, value: Any) -> str:
    if isinstance(widget, CheckboxInput):
        return "on" if widget.check_test(value) else ""
    said = widget.format_value(value)
    if isinstance(said, list | tuple):
        return str(said[0]) if said and said[0] is not None else ""
    return "" if said is None else str(said)
