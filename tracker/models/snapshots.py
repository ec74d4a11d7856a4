"""An entry as it was at a moment of the editors' clock, read from the revisions of its rows."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import Field, Model, QuerySet

from tracker.models.conditions import Condition
from tracker.models.deadlines import Deadline
from tracker.models.entries import Entry, EntryTopic, Kind, Part
from tracker.models.events import Event
from tracker.models.fields import WINDOW_COLUMNS

OF_KIND: dict[str, type[Entry]] = {
    Kind.EVENT: Event,
    Kind.DEADLINE: Deadline,
    Kind.CONDITION: Condition,
}
# What an entry says, of all kinds. Not what becomes of it editorially: that has acts of its own.
# In the order of the forms, which have what is a kind's own between the two.
_ABOVE = ("title", "process", "track", *WINDOW_COLUMNS)
_BELOW = ("summary", "credibility", "known_on", "known_on_by_hand")


@dataclass(frozen=True, slots=True)
class Snapshot:
    """`columns` by attribute name, as they go into a row (foreign keys as keys); parts as pairs of
    an actor's key and a role, topics as keys, both in the order in which they came to be."""

    kind: str
    columns: dict[str, Any]
    parts: list[tuple[int, str]]
    topics: list[int]


def snapshot(entry: Entry, *, at: datetime | None = None) -> Snapshot | None:
    """What the entry said at that moment, by default now; None before it was recorded."""
    kind = OF_KIND[entry.kind]
    base = _last(Entry, at, pgh_obj=entry.pk)
    own = _last(kind, at, pgh_obj=entry.pk)
    if base is None or own is None:
        return None
    columns = {field.attname: getattr(base, field.attname) for field in _fields((*_ABOVE, *_BELOW))}
    columns |= {field.attname: getattr(own, field.attname) for field in _own(kind)}
    return Snapshot(
        kind=entry.kind,
        columns=columns,
        parts=[(part.actor_id, part.role) for part in _hanging(Part, at, entry)],
        topics=[link.topic_id for link in _hanging(EntryTopic, at, entry)],
    )


def recorded_at(entry: Entry) -> datetime | None:
    """The moment, by the database's clock, of the change that made it."""
    first = _revisions(Entry, None).filter(pgh_obj=entry.pk).order_by("pgh_id").first()
    return first.pgh_created_at if first else None


def content_fields(kind: str) -> "list[Field[Any, Any]]":
    return [*_fields(_ABOVE), *_own(OF_KIND[kind]), *_fields(_BELOW)]


def _fields(names: tuple[str, ...]) -> "list[Field[Any, Any]]":
    by_name = {field.name: field for field in Entry._meta.local_concrete_fields}
    return [by_name[name] for name in names]


def _own(kind: type[Entry]) -> "list[Field[Any, Any]]":
    return [field for field in kind._meta.local_concrete_fields if not field.primary_key]


def _revisions(model: type[Model], at: datetime | None) -> "QuerySet[Any]":
    # By name: the three kinds share what the library notes on the model of entries.
    revision = apps.get_model(model._meta.app_label, f"{model.__name__}Revision")
    rows: QuerySet[Any] = revision._default_manager.order_by("-pgh_id")
    return rows.filter(pgh_created_at__lte=at) if at else rows


def _last(model: type[Model], at: datetime | None, **which: Any) -> Any | None:
    found = _revisions(model, at).filter(**which).first()
    return None if found is None or found.pgh_label == "delete" else found


def _hanging(model: type[Model], at: datetime | None, entry: Entry) -> list[Any]:
    """Rows of this table that hung on the entry, by the last that is known of each."""
    last: dict[int, Any] = {}
    for revision in _revisions(model, at).filter(entry=entry.pk):
        last.setdefault(revision.id, revision)
    return sorted(
        (one for one in last.values() if one.pgh_label != "delete"), key=lambda one: one.id
    )
