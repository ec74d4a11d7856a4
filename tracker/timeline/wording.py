"""Rows of revisions in words: what each of their fields said before and after."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.apps import apps
from django.db.models import DateField, Field, ForeignKey, Model
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tracker.dates import display
from tracker.dates.window import Window
from tracker.models.fields import WINDOW_COLUMNS
from tracker.models.snapshots import content_fields
from tracker.timeline.nets import Net, Row

# Where a row has windows: what their columns begin with, and what they are called.
_WINDOWS = {"window": ("", _("When")), "new_window": ("new_", _("New window"))}
# What of an attached row tells a reader which one it was, and what it says.
_ATTACHED: dict[str, tuple[str, ...]] = {
    "tracker.Part": ("role", "actor"),
    "tracker.EntryTopic": ("topic",),
    "tracker.Annotation": ("stance", "exact", "speaker", "mode", "attribution", "described_as"),
    "tracker.Development": ("outcome", "window", "new_window", "event", "note", "known_on"),
    "tracker.EntryLink": ("type", "source", "target", "note"),
    "tracker.ConditionLink": ("relation", "source", "target"),
}


@dataclass(frozen=True, slots=True)
class Change:
    field: str
    before: str
    after: str


class Wording:
    """Revisions hold keys; people want names. Each kind of row is looked up once.

    The changes of an entry stand in the order of its form, whatever was written first; what hangs
    on it comes after them.
    """

    def __init__(self, kind: str, nets: Iterable[Net]) -> None:
        self._of_entry = list(_names(kind))
        self._order = [*self._of_entry, *_ATTACHED]
        wanted: dict[type[Model], set[Any]] = {}
        for net in nets:
            for name in self._names_of(net):
                field = None if name in _WINDOWS else _field(net, name)
                if isinstance(field, ForeignKey):
                    keys = wanted.setdefault(field.related_model, set())
                    keys |= {row.get(field.attname) for row in (net.before, net.after) if row}
        self._rows = {
            model: model._default_manager.in_bulk([key for key in keys if key is not None])
            for model, keys in wanted.items()
        }

    def changes(self, net: Net) -> list[Change]:
        """What people read of it that is another now. What follows from other rows is left out:
        counters, copies, and a known-on day that nobody has set."""
        return [change for _place, change in self._placed(net)]

    def in_order(self, nets: Iterable[Net]) -> list[Change]:
        """The changes of all these rows."""
        placed = [one for net in nets for one in self._placed(net)]
        return [change for _place, change in sorted(placed, key=lambda one: one[0])]

    def _placed(self, net: Net) -> Iterator[tuple[int, Change]]:
        noun = _noun(net) if net.model in _ATTACHED else ""
        if net.before and net.after:
            for name in self._names_of(net):
                label = f"{noun}: {_label(net, name)}" if noun else _label(net, name)
                before, after = (self._text(net, name, row) for row in (net.before, net.after))
                if before != after or (name in _WINDOWS and _has_moved(net, name)):
                    place = self._order.index(net.model if noun else name)
                    yield place, Change(label, before, after)
        elif noun:
            said = (self._text(net, name, net.row) for name in self._names_of(net))
            words = " · ".join(text for text in said if text)
            pair = ("", words) if net.after else (words, "")
            yield self._order.index(net.model), Change(noun, *pair)

    def _names_of(self, net: Net) -> list[str]:
        if net.model in _ATTACHED:
            whole = (name for name in _ATTACHED[net.model] if name != "known_on")
            return list(_ATTACHED[net.model] if net.is_update else whole)
        if net.model == "tracker.Entry":
            return [name for name in self._of_entry if name in _WINDOWS or _column(name, net)]
        return [name for name in self._of_entry if name not in _WINDOWS and _column(name, net)]

    def _text(self, net: Net, name: str, row: Row) -> str:
        if name in _WINDOWS:
            return window_said(_window(row, _WINDOWS[name][0]))
        field = _field(net, name)
        value = row.get(field.attname)
        if name == "known_on" and not row.get("known_on_by_hand"):
            return gettext("follows from the sources")
        if value is None:
            return ""
        if isinstance(field, ForeignKey):
            found = self._rows.get(field.related_model, {}).get(value)
            return str(found) if found else f"{field.verbose_name} {value}"
        if isinstance(field, DateField):
            return day_said(date.fromisoformat(value))
        return str(dict(field.flatchoices).get(value, value))


def _names(kind: str) -> Iterator[str]:
    """Of the fields of an entry, a window as one of them."""
    for field in content_fields(kind):
        if field.name == WINDOW_COLUMNS[0]:
            yield "window"
        elif field.name not in (*WINDOW_COLUMNS, "known_on_by_hand"):
            yield field.name


def _column(name: str, net: Net) -> bool:
    return name in net.row or f"{name}_id" in net.row


def _field(net: Net, name: str) -> "Field[Any, Any]":
    field = apps.get_model(net.model)._meta.get_field(name)
    assert isinstance(field, Field)  # noqa: S101 - for the type checker
    return field


def _noun(net: Net) -> str:
    if net.model == "tracker.EntryTopic":
        return gettext("topic")
    return str(apps.get_model(net.model)._meta.verbose_name)


def _label(net: Net, name: str) -> str:
    return str(_WINDOWS[name][1] if name in _WINDOWS else _field(net, name).verbose_name)


def _has_moved(net: Net, name: str) -> bool:
    """Also where its words are the same."""
    before, after = net.before or {}, net.after or {}
    columns = (f"{_WINDOWS[name][0]}{column}" for column in WINDOW_COLUMNS)
    return any(before.get(column) != after.get(column) for column in columns)


def _window(row: Row, start: str) -> Window | None:
    days = [row.get(f"{start}{name}") for name in ("earliest", "latest", "anchor")]
    earliest, latest, anchor = (date.fromisoformat(day) if day else None for day in days)
    if earliest is None or latest is None:
        return None
    return Window(
        edtf=row[f"{start}edtf"],
        earliest=earliest,
        latest=latest,
        phrase=row[f"{start}phrase"],
        anchor=anchor,
        why=row[f"{start}window_why"],
    )


def window_said(window: Window | None) -> str:
    """“within days”: some day 19–25 April 2025, counted from 18 April 2025 (1 to 7 days after)"""
    if window is None:
        return ""
    said = display.words(window, gettext=gettext, format_day=date_format)
    if window.phrase and window.phrase != said:
        said = f"“{window.phrase}”: {said}"
    if window.anchor:
        day = day_said(window.anchor)
        said = gettext("%(when)s, counted from %(day)s") % {"when": said, "day": day}
    return f"{said} ({window.why})" if window.why else said


def happened(row: Row) -> str:
    """When what a row tells of happened, without how anybody knows: 5 May 2025."""
    window = _window(row, "")
    if window is None:
        return ""
    if window.is_day:
        return day_said(window.earliest)
    return display.words(window, gettext=gettext, format_day=date_format)


def day_said(day: date) -> str:
    return date_format(day, gettext("j F Y"))
