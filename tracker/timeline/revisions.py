"""The editors' clock: who changed what of an entry, and when."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pghistory.models
from django.contrib.auth.models import User
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from tracker.models import Entry, ReviewState
from tracker.timeline.entries import Reader

# Columns that follow from others, and the links of a table to itself.
_QUIET = frozenset({"version", "id", "entry_ptr_id", "of_kind"})
_ACTS = {"insert": _("recorded"), "update": _("changed"), "delete": _("deleted")}


@dataclass(frozen=True, slots=True)
class Change:
    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Revision:
    at: datetime
    who: str  # empty where the reader may not know
    what: str
    changes: list[Change]
    reason: str


def revisions_of(entry: Entry, *, reader: Reader) -> list[Revision]:
    """Newest first. Readers see what has happened since the first publication, without names;
    editors see every step and who took it."""
    child: Model = getattr(entry, entry.kind)
    # The base row and the row of its kind keep their revisions apart.
    base = Entry(pk=entry.pk)
    events = [
        *pghistory.models.Events.objects.tracks(base),  # type: ignore[no-untyped-call]
        *pghistory.models.Events.objects.tracks(child),  # type: ignore[no-untyped-call]
    ]
    events.sort(key=lambda event: (event.pgh_created_at, event.pgh_model, event.pgh_id))
    inside = reader.has_perm("tracker.view_entry")
    users = _names(events) if inside else {}
    found: list[Revision] = []
    was_published = False
    for event in events:
        data: dict[str, Any] = event.pgh_data
        is_entry = event.pgh_model == "tracker.EntryRevision"
        was_published = was_published or (is_entry and data.get("state") == ReviewState.PUBLISHED)
        if not inside and not was_published:
            continue
        if event.pgh_label == "insert" and not is_entry:
            continue  # the second table of the same record
        context = event.pgh_context or {}
        found.append(
            Revision(
                at=event.pgh_created_at,
                who=users.get(context.get("user"), "") if inside else "",
                what=_what(event, is_entry=is_entry),
                changes=_changes(event, entry if is_entry else child) if inside else [],
                reason=str(context.get("reason") or "") if inside else "",
            )
        )
    found.reverse()
    return found


def _what(event: Any, *, is_entry: bool) -> str:
    diff = event.pgh_diff or {}
    if is_entry and "state" in diff:
        return str(ReviewState(diff["state"][1]).label)
    return str(_ACTS[event.pgh_label])


def _changes(event: Any, model: Model) -> list[Change]:
    changes = []
    for column, (before, after) in sorted((event.pgh_diff or {}).items()):
        if column in _QUIET or column.startswith("pgh_"):
            continue
        field = model._meta.get_field(column.removesuffix("_id"))
        name = str(getattr(field, "verbose_name", column))
        changes.append(Change(name, _text(before), _text(after)))
    return changes


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _names(events: list[Any]) -> dict[Any, str]:
    asked = ((event.pgh_context or {}).get("user") for event in events)
    ids = {int(user) for user in asked if user is not None}
    return {user.pk: user.get_username() for user in User.objects.filter(pk__in=ids)}
