"""An entry is written down, with its parts, topics and sources, in one act."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.editing.derived import refresh_derived
from tracker.models import Actor, Entry, EntryTopic, Part, Role, Topic
from tracker.models.review import ReviewState

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User

WAS_PUBLIC = (ReviewState.PUBLISHED, ReviewState.RETRACTED)


def may_change(user: "User | AnonymousUser", entry: Entry) -> bool:
    """Editors change drafts; what is published is a reviewer's to change."""
    if entry.state in WAS_PUBLIC:
        return user.has_perm("tracker.publish_entry")
    return user.has_perm("tracker.change_entry")


def is_closed(user: "User | AnonymousUser", entry: Entry) -> bool:
    """Whether somebody who may write cannot change this entry, because it was published."""
    return entry.state in WAS_PUBLIC and not may_change(user, entry)


@transaction.atomic
def create_entry(
    entry: Entry,
    *,
    parts: Iterable[tuple[Actor, Role]] = (),
    topics: Iterable[Topic] = (),
) -> Entry:
    """Saves a new event, deadline or condition with its parts and topics. It is a draft."""
    if not entry.known_on_by_hand or entry.known_on is None:
        # The first guess; settled by refresh_derived once the sources are there.
        entry.known_on = timezone.localdate()
    check_track(entry)
    entry.full_clean()
    entry.save()
    for actor, role in dict.fromkeys(parts):
        Part.objects.create(entry=entry, actor=actor, role=role)
    for topic in dict.fromkeys(topics):
        EntryTopic.objects.create(entry=entry, topic=topic)
    refresh_derived([entry.pk])
    return entry


def check_track(entry: Entry) -> None:
    if entry.track and entry.process_id and entry.track.process_id != entry.process_id:
        raise ValidationError({"track": _("This track belongs to another process.")})


@transaction.atomic
def claim_version(user: "User", entry: Entry, *, version: int) -> None:
    """Begins a change of an entry that was read at this version; the version moves on by one.

    Raises PermissionDenied, or ValidationError when somebody else has saved it in between.
    """
    if not may_change(user, entry):
        raise PermissionDenied
    if not Entry.objects.filter(pk=entry.pk, version=version).update(version=F("version") + 1):
        raise ValidationError(
            _(
                "Somebody else saved this entry while you worked on it. Your changes are still "
                "on this page, but are not saved."
            ),
            code="conflict",
        )
    entry.version = version + 1
