"""Two versions of an entry, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Field, ForeignKey, Model
from django.utils.translation import gettext as _

from tracker.dates.window import Window
from tracker.models import Actor, Role, Topic
from tracker.models.fields import WINDOW_COLUMNS
from tracker.models.snapshots import Snapshot, content_fields
from tracker.timeline.wording import Change, day_said, window_said


@dataclass(frozen=True, slots=True)
class _Rows:
    """What the keys in some snapshots stand for."""

    by_model: dict[type[Model], dict[Any, Model]]

    def name(self, model: type[Model], key: Any) -> str:
        if key is None:
            return ""
        row = self.by_model[model].get(key)
        return str(row) if row else _("something that is not there any more")


def differences(before: Snapshot | None, after: Snapshot) -> list[Change]:
    """What the one says otherwise than the other, in the order of the forms."""
    some = [one for one in (before, after) if one]
    rows = _Rows({model: _known(model, keys) for model, keys in _keys(some).items()})
    old = _said(before, rows) if before else {}
    return [
        Change(label, old.get(label, ""), text)
        for label, text in _said(after, rows).items()
        if text != old.get(label, "")
    ]


def gone(past: Snapshot) -> list[str]:
    """What the entry referred to then and nobody can refer to any more, by what it was to it."""
    missing = []
    for model, keys in _keys([past]).items():
        count = len(keys - _known(model, keys).keys())
        if count:
            missing.append(f"{model._meta.verbose_name} ({count})")
    return missing


def _keys(some: Iterable[Snapshot]) -> dict[type[Model], set[Any]]:
    found: dict[type[Model], set[Any]] = {Actor: set(), Topic: set()}
    for one in some:
        found[Actor] |= {actor for actor, _role in one.parts}
        found[Topic] |= set(one.topics)
        for field in content_fields(one.kind):
            if isinstance(field, ForeignKey):
                key = one.columns[field.attname]
                found.setdefault(field.related_model, set()).update({key} - {None})
    return found


def _known(model: type[Model], keys: set[Any]) -> dict[Any, Model]:
    return model._default_manager.in_bulk(keys) if keys else {}


def _said(one: Snapshot, rows: _Rows) -> dict[str, str]:
    """Label → text, of all that the entry says."""
    columns, said = one.columns, {}
    for field in content_fields(one.kind):
        if field.name == "known_on":
            by_hand = columns["known_on_by_hand"]
            text = day_said(columns["known_on"]) if by_hand else _("follows from the sources")
        elif field.name == "phrase":
            said[_("When")] = window_said(_window(columns))
            continue
        elif field.name in (*WINDOW_COLUMNS, "known_on_by_hand"):
            continue
        else:
            text = _text(field, columns[field.attname], rows)
        said[str(field.verbose_name)] = text
    labels = dict(Role.choices)
    parts = [f"{rows.name(Actor, actor)} ({labels[role]})" for actor, role in one.parts]
    said[_("parts")] = "\n".join(parts)
    said[_("topics")] = "\n".join(rows.name(Topic, topic) for topic in one.topics)
    return said


def _window(columns: dict[str, Any]) -> Window:
    names = {name: columns[name] for name in WINDOW_COLUMNS if name != "window_why"}
    return Window(why=columns["window_why"], **names)


def _text(field: "Field[Any, Any]", value: Any, rows: _Rows) -> str:
    if isinstance(field, ForeignKey):
        return rows.name(field.related_model, value)
    return str(dict(field.flatchoices).get(value, value))
