"""From draft to publication, and back out of it."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import pghistory
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from tracker.editing.derived import refresh_derived
from tracker.editing.lives import kept_possible
from tracker.editing.pending import (
    checked_reason,
    entries_of_annotations,
    move_on,
    require,
)
from tracker.models import Annotation, Development, Entry
from tracker.models.review import PENDING_STATES, ReviewState

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User


def submit(entries: Iterable[Entry], *, by: "User | AnonymousUser") -> int:
    """Sends drafts to review. Returns how many there were."""
    return len(send(entries, by=by))


@transaction.atomic
def send(entries: Iterable[Entry], *, by: "User | AnonymousUser") -> dict[int, int]:
    """The same; returns the version that each of them has now, by its key, for `take_back`."""
    require(by, "tracker.change_entry")
    drafts = Entry.objects.filter(pk__in=_ids(entries), state=ReviewState.DRAFT)
    keys = list(drafts.order_by("pk").select_for_update().values_list("pk", flat=True))
    _move(keys, {ReviewState.DRAFT}, ReviewState.IN_REVIEW)
    return dict(Entry.objects.filter(pk__in=keys).values_list("pk", "version"))


@transaction.atomic
def take_back(sent: Mapping[int, int], *, by: "User | AnonymousUser") -> list[int]:
    """Makes drafts again of what was sent to review, where it is as it was then; sent: versions by
    key. Returns the keys of those that are drafts again."""
    require(by, "tracker.change_entry")
    waiting = Entry.objects.filter(pk__in=sent, state=ReviewState.IN_REVIEW)
    versions = dict(waiting.order_by("pk").select_for_update().values_list("pk", "version"))
    keys = [key for key, version in versions.items() if version == sent[key]]
    _move(keys, {ReviewState.IN_REVIEW}, ReviewState.DRAFT)
    return keys


@transaction.atomic
def publish(entries: Iterable[Entry], *, by: "User | AnonymousUser") -> int:
    """Publishes entries together with what is pending on them: developments and sources.

    Returns how many entries were published or had something pending. What is retracted stays so.
    Raises Impossible when readers would see developments in an order that is not possible.
    """
    require(by, "tracker.publish_entry")
    ids = _ids(entries)
    with kept_possible(ids):
        return _publish(ids)


def _publish(ids: list[int]) -> int:
    live = set(
        Entry.objects.filter(pk__in=ids)
        .exclude(state=ReviewState.RETRACTED)
        .values_list("pk", flat=True)
    )
    touched = set(
        Entry.objects.filter(pk__in=live, state__in=PENDING_STATES).values_list("pk", flat=True)
    )
    fresh = set(touched)
    _move(list(live), PENDING_STATES, ReviewState.PUBLISHED)
    developments = Development.objects.filter(entry__in=live, state__in=PENDING_STATES)
    touched |= set(developments.values_list("entry_id", flat=True))
    developments.update(state=ReviewState.PUBLISHED)
    annotations = Annotation.objects.filter(
        Q(entry__in=live)
        | Q(development__entry__in=live, development__state=ReviewState.PUBLISHED),
        state__in=PENDING_STATES,
    )
    touched |= entries_of_annotations(annotations.values_list("pk", flat=True))
    annotations.update(state=ReviewState.PUBLISHED)
    refresh_derived(live)
    move_on(touched - fresh)
    return len(touched)


@transaction.atomic
def retract(entries: Iterable[Entry], *, reason: str, by: "User | AnonymousUser") -> int:
    """Takes published entries back, with a reason. Nothing is deleted."""
    require(by, "tracker.retract_entry")
    reason = checked_reason(reason)
    with pghistory.context(reason=reason):
        return Entry.objects.filter(pk__in=_ids(entries), state=ReviewState.PUBLISHED).update(
            state=ReviewState.RETRACTED,
            retraction_reason=reason,
            version=F("version") + 1,
            updated_at=timezone.now(),
        )


@transaction.atomic
def return_to_draft(entries: Iterable[Entry], *, by: "User | AnonymousUser") -> int:
    """Gives entries in review, or retracted ones, back to their editors as drafts."""
    require(by, "tracker.publish_entry")
    return _move(_ids(entries), {ReviewState.IN_REVIEW, ReviewState.RETRACTED}, ReviewState.DRAFT)


def _move(ids: list[int], sources: Iterable[ReviewState], target: ReviewState) -> int:
    return Entry.objects.filter(pk__in=ids, state__in=set(sources)).update(
        state=target,
        retraction_reason="",
        version=F("version") + 1,
        updated_at=timezone.now(),
    )


def _ids(entries: Iterable[Entry]) -> list[int]:
    return [entry.pk for entry in entries]
