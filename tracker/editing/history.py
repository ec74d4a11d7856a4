"""An entry is put back to what it said before."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ForeignKey
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tracker.editing.derived import refresh_derived
from tracker.editing.entries import check_track, claim_version
from tracker.editing.lives import kept_possible
from tracker.editing.why import WHY_MISSING
from tracker.models import Actor, Entry, EntryTopic, Part, ReviewState, Topic
from tracker.models.snapshots import OF_KIND, Snapshot, content_fields, snapshot

if TYPE_CHECKING:
    from django.contrib.auth.models import User


@transaction.atomic
def restore(entry: Entry, *, at: datetime, by: "User", version: int, reason: str = "") -> None:
    """Gives an entry back the fields, the parts and the topics that it had at that moment.

    One more change, like any other: of the version that was read, by somebody who may, and on
    record with its reason. Its editorial state, its sources, its developments and its links stay
    as they are. What is no longer there to be referred to is left out. Raises PermissionDenied,
    and ValidationError where it cannot be done: without a reason, where the entry is published;
    Impossible, where something has become of the entry that cannot have become of it as it was.
    """
    if entry.state == ReviewState.PUBLISHED and not reason.strip():
        raise ValidationError(WHY_MISSING)
    past = snapshot(entry, at=at)
    if past is None:
        raise ValidationError(_("It was not on record at that moment."))
    said = _("restored from %(when)s") % {"when": moment_said(at)}
    with pghistory.context(reason=f"{said}: {reason}" if reason else said):
        claim_version(by, entry, version=version)
        with kept_possible([entry.pk]):
            _write(OF_KIND[entry.kind]._default_manager.get(pk=entry.pk), past)
            _set_parts(entry, past)
            _set_topics(entry, past)
            refresh_derived([entry.pk])


def moment_said(at: datetime) -> str:
    """18 April 2025, 10:03"""
    return date_format(timezone.localtime(at), _("j F Y, H:i"))


def _write(row: Any, past: Snapshot) -> None:
    for field in content_fields(past.kind):
        value = past.columns[field.attname]
        if field.name == "known_on" and not past.columns["known_on_by_hand"]:
            continue  # it follows from the sources of now
        if isinstance(field, ForeignKey) and field.null and not _is_there(field, value):
            value = None
        setattr(row, field.attname, value)
    check_track(row)
    row.full_clean()
    row.save()


def _is_there(field: "ForeignKey[Any, Any]", key: Any) -> bool:
    model: Any = field.related_model
    return bool(model._default_manager.filter(pk=key).exists())


def _set_parts(entry: Entry, past: Snapshot) -> None:
    actors = Actor.objects.in_bulk([actor for actor, _role in past.parts])
    wanted = {(actor, role) for actor, role in past.parts if actor in actors}
    there = {(part.actor_id, part.role): part for part in entry.parts.all()}
    for key in there.keys() - wanted:
        there[key].delete()
    for actor, role in past.parts:
        if (actor, role) in wanted - there.keys():
            Part.objects.create(entry_id=entry.pk, actor_id=actor, role=role)


def _set_topics(entry: Entry, past: Snapshot) -> None:
    wanted = set(Topic.objects.in_bulk(past.topics))
    there = {link.topic_id: link for link in entry.entry_topics.all()}
    for key in there.keys() - wanted:
        there[key].delete()
    for topic in past.topics:
        if topic in wanted - there.keys():
            EntryTopic.objects.create(entry_id=entry.pk, topic_id=topic)
