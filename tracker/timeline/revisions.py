"""The editors' clock: who changed what of an entry, and when."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

import pghistory.models
from django.apps import apps
from django.contrib.auth.models import User
from django.db.models import Field, ForeignKey, Model
from django.utils.translation import gettext_lazy as _

from tracker.models import Entry, ReviewState
from tracker.timeline.visible import Reader

# What of an attached row tells a reader which one it was.
_ATTACHED: dict[str, tuple[str, ...]] = {
    "tracker.Part": ("role", "actor"),
    "tracker.EntryTopic": ("topic",),
    "tracker.Annotation": ("stance", "exact"),
    "tracker.Development": ("outcome", "edtf", "note"),
    "tracker.EntryLink": ("type", "source", "target"),
    "tracker.ConditionLink": ("relation", "source", "target"),
}
_LINKS = frozenset({"tracker.EntryLink", "tracker.ConditionLink"})
# Counters and copies: they change with what is shown beside them.
_QUIET = frozenset(
    {"id", "version", "entry", "entry_ptr", "entry_kind", "development", "of_kind", "kind"}
    | {"start", "end", "prefix", "suffix", "version_id"}
)
_ACTS = {"insert": _("recorded"), "update": _("changed"), "delete": _("deleted")}

# pghistory's aggregated rows: pgh_label, pgh_data, pgh_diff, pgh_context, pgh_obj_model …
Event = Any


@dataclass(frozen=True, slots=True)
class Change:
    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Revision:
    """What one act changed: the revisions of one transaction."""

    at: datetime
    who: str  # empty where the reader may not know
    what: str
    changes: list[Change]
    reason: str


def revisions_of(entry: Entry, *, reader: Reader) -> list[Revision]:
    """Newest first. Readers see when what is public changed, without names and details; editors
    see every step, who took it, and why."""
    inside = reader.has_perm("tracker.view_entry")
    # By the base row: its kind's row, parts, topics, sources, developments and links refer to it.
    references = pghistory.models.Events.objects.references
    events = list(references(Entry(pk=entry.pk)))  # type: ignore[no-untyped-call]
    events.sort(key=lambda event: (event.pgh_created_at, event.pgh_model, event.pgh_id))
    names = _Names(events)
    readable = _readable_ends(events, reader=reader)
    found: list[Revision] = []
    state = ""
    # The triggers write the time of the transaction, so that equal times are one act.
    for at, together in groupby(events, key=lambda event: event.pgh_created_at):
        act = list(together)
        before = state
        for event in act:
            if event.pgh_obj_model == "tracker.Entry":
                state = event.pgh_data["state"]
        if not inside:
            if state != ReviewState.PUBLISHED:
                continue
            act = [event for event in act if _is_public(event, readable)]
        changes = [change for event in act for change in names.changes(event)]
        moved = state != before
        begun = any(e.pgh_obj_model == "tracker.Entry" and e.pgh_label == "insert" for e in act)
        if not (changes or moved or begun):
            continue
        context = next((event.pgh_context for event in act if event.pgh_context), None) or {}
        found.append(
            Revision(
                at=at,
                who=names.user(context) if inside else "",
                what=str(_ACTS["insert"] if begun and inside else _what(state, moved=moved)),
                changes=changes if inside else [],
                reason=str(context.get("reason") or "") if inside else "",
            )
        )
    found.reverse()
    return found


def _what(state: str, *, moved: bool) -> str:
    return str(ReviewState(state).label if moved else _ACTS["update"])


def _is_public(event: Event, readable: set[int]) -> bool:
    """False for a source or a development that readers cannot see, and for a link to an entry
    that they cannot."""
    if event.pgh_obj_model in _LINKS:
        return _ends(event) <= readable
    own_state = event.pgh_data.get("state", ReviewState.PUBLISHED)
    return bool(event.pgh_obj_model == "tracker.Entry" or own_state == ReviewState.PUBLISHED)


def _ends(event: Event) -> set[int]:
    return {event.pgh_data["source_id"], event.pgh_data["target_id"]}


def _readable_ends(events: Iterable[Event], *, reader: Reader) -> set[int]:
    """Of the entries that links join, those that this reader may see."""
    links = [event for event in events if event.pgh_obj_model in _LINKS]
    ends = set[int]().union(*(_ends(link) for link in links))
    if not ends:
        return set()
    return set(Entry.objects.visible_to(reader).filter(pk__in=ends).values_list("pk", flat=True))


class _Names:
    """Revisions hold keys; people want names. Each kind of row is looked up once."""

    def __init__(self, events: Iterable[Event]) -> None:
        events = list(events)
        wanted: dict[type[Model], set[Any]] = {}
        for event in events:
            for field, values in _values(event):
                if isinstance(field, ForeignKey):
                    wanted.setdefault(field.related_model, set()).update(values)
        self._rows = {
            model: model._default_manager.in_bulk([key for key in keys if key is not None])
            for model, keys in wanted.items()
        }
        asked = ((event.pgh_context or {}).get("user") for event in events)
        ids = [int(user) for user in asked if user is not None]
        self._users = {user.pk: user.get_username() for user in User.objects.filter(pk__in=ids)}

    def user(self, context: dict[str, Any]) -> str:
        return self._users.get(context.get("user") or 0, "")

    def changes(self, event: Event) -> Iterator[Change]:
        model = apps.get_model(event.pgh_obj_model)
        noun = str(model._meta.verbose_name)
        attached = event.pgh_obj_model in _ATTACHED
        if event.pgh_label == "update":
            for field, (before, after) in _values(event):
                name = str(field.verbose_name)
                name = f"{noun}: {name}" if attached else name
                yield Change(name, self._text(field, before), self._text(field, after))
        elif attached:
            words = " · ".join(
                text
                for field, (value, _same) in _values(event)
                if (text := self._text(field, value))
            )
            taken_away = event.pgh_label == "delete"
            yield Change(noun, words if taken_away else "", "" if taken_away else words)

    def _text(self, field: "Field[Any, Any]", value: Any) -> str:
        if value is None:
            return ""
        if isinstance(field, ForeignKey):
            row = self._rows.get(field.related_model, {}).get(value)
            return str(row) if row else f"{field.verbose_name} {value}"
        return str(dict(field.flatchoices).get(value, value))


def _values(event: Event) -> Iterator[tuple["Field[Any, Any]", tuple[Any, Any]]]:
    """The columns of a revision that say something: before and after, or what it was."""
    model = apps.get_model(event.pgh_obj_model)
    if event.pgh_label == "update":
        for column, (before, after) in sorted((event.pgh_diff or {}).items()):
            field = model._meta.get_field(column.removesuffix("_id"))
            if column not in _QUIET and field.name not in _QUIET and isinstance(field, Field):
                yield field, (before, after)
    else:
        for name in _ATTACHED.get(event.pgh_obj_model, ()):
            field = model._meta.get_field(name)
            value = event.pgh_data.get(field.attname)
            if isinstance(field, Field):
                yield field, (value, value)
