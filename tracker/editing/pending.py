"""Single developments and sources on their way to publication, apart from their entries."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import pghistory
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.editing.derived import refresh_derived
from tracker.editing.lives import kept_possible
from tracker.models import Annotation, Development, Entry
from tracker.models.review import PENDING_STATES, ReviewState

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User


def may_change_claim(user: "User | AnonymousUser", claim: Development | Annotation) -> bool:
    """Editors change what is pending; what was published is a reviewer's to change."""
    if claim.state in PENDING_STATES:
        return user.has_perm(f"tracker.change_{claim._meta.model_name}")
    return user.has_perm("tracker.publish_entry")


@transaction.atomic
def publish_developments(developments: Iterable[Development], *, by: "User | AnonymousUser") -> int:
    """Publishes pending developments of published entries, with the sources pending on them.

    Returns how many developments were published. The rest stay: their entry goes first. Raises
    Impossible when readers would see an order that is not possible.
    """
    require(by, "tracker.publish_entry")
    chosen = Development.objects.filter(
        pk__in=[development.pk for development in developments],
        state__in=PENDING_STATES,
        entry__state=ReviewState.PUBLISHED,
    )
    ids = set(chosen.values_list("pk", flat=True))
    entries = set(chosen.values_list("entry_id", flat=True))
    with kept_possible(entries):
        Development.objects.filter(pk__in=ids).update(state=ReviewState.PUBLISHED)
        Annotation.objects.filter(development__in=ids, state__in=PENDING_STATES).update(
            state=ReviewState.PUBLISHED
        )
        refresh_derived(entries)
    move_on(entries)
    return len(ids)


@transaction.atomic
def publish_annotations(annotations: Iterable[Annotation], *, by: "User | AnonymousUser") -> int:
    """Publishes pending sources of what is published. Returns how many there were."""
    require(by, "tracker.publish_entry")
    public = ReviewState.PUBLISHED
    ids = set(
        Annotation.objects.filter(
            Q(entry__state=public) | Q(development__state=public, development__entry__state=public),
            pk__in=[annotation.pk for annotation in annotations],
            state__in=PENDING_STATES,
        ).values_list("pk", flat=True)
    )
    Annotation.objects.filter(pk__in=ids).update(state=public)
    entries = entries_of_annotations(ids)
    refresh_derived(entries)
    move_on(entries)
    return len(ids)


@transaction.atomic
def retract_developments(
    developments: Iterable[Development], *, reason: str, by: "User | AnonymousUser"
) -> int:
    """Takes published developments back, with a reason; their entries stand as before them.

    Raises Impossible when something that came later would not be possible without them.
    """
    require(by, "tracker.retract_entry")
    reason = checked_reason(reason)
    chosen = Development.objects.filter(
        pk__in=[development.pk for development in developments], state=ReviewState.PUBLISHED
    )
    entries = set(chosen.values_list("entry_id", flat=True))
    with pghistory.context(reason=reason), kept_possible(entries):
        done = chosen.update(state=ReviewState.RETRACTED, retraction_reason=reason)
        refresh_derived(entries)
        move_on(entries)
    return done


@transaction.atomic
def retract_annotations(
    annotations: Iterable[Annotation], *, reason: str, by: "User | AnonymousUser"
) -> int:
    """Takes published sources back, with a reason; their claims no longer rest on them."""
    require(by, "tracker.retract_entry")
    reason = checked_reason(reason)
    chosen = Annotation.objects.filter(
        pk__in=[annotation.pk for annotation in annotations], state=ReviewState.PUBLISHED
    )
    entries = entries_of_annotations(chosen.values_list("pk", flat=True))
    with pghistory.context(reason=reason):
        done = chosen.update(state=ReviewState.RETRACTED, retraction_reason=reason)
        refresh_derived(entries)
        move_on(entries)
    return done


def entries_of_annotations(ids: Iterable[int]) -> set[int]:
    rows = Annotation.objects.filter(pk__in=list(ids)).values_list(
        "entry_id", "development__entry_id"
    )
    return {entry or development for entry, development in rows}


def move_on(entry_ids: Iterable[int]) -> None:
    """Counts a change of what hangs on entries as a change of the entries: of their version,
    which an open form is held against, and of the day of their last change, which is public."""
    Entry.objects.filter(pk__in=list(entry_ids)).update(
        version=F("version") + 1, updated_at=timezone.now()
    )


def count_change(entry_id: int, claim: Development | Annotation) -> None:
    """The same for a change of one development or source. While it is pending, a published entry
    does not change by it."""
    if claim.state == ReviewState.PUBLISHED:
        move_on([entry_id])
    else:
        drafts = Entry.objects.filter(pk=entry_id).exclude(state=ReviewState.PUBLISHED)
        move_on(drafts.values_list("pk", flat=True))


def checked_reason(reason: str) -> str:
    if not reason.strip():
        raise ValidationError(_("A retraction needs a reason."))
    return reason.strip()


def require(user: "User | AnonymousUser", permission: str) -> None:
    if not user.has_perm(permission):
        raise PermissionDenied
