"""Words of an article become evidence: of an entry made from them, or of one that is there."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import transaction

from tracker.editing.annotate import UNSAID, Voice, annotate, detach
from tracker.editing.entries import create_entry
from tracker.editing.pending import count_change
from tracker.models import (
    Actor,
    Annotation,
    ArticleVersion,
    Development,
    Entry,
    Role,
    Stance,
    Topic,
)
from tracker.models.review import PENDING_STATES
from tracker.selectors.position import TextPosition

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User


@transaction.atomic
def record(
    entry: Entry,
    *,
    version: ArticleVersion,
    position: TextPosition,
    parts: Iterable[tuple[Actor, Role]] = (),
    topics: Iterable[Topic] = (),
    voice: Voice = UNSAID,
) -> Annotation:
    """Saves a new entry with its parts and topics, and rests it on the span. Both are drafts."""
    create_entry(entry, parts=parts, topics=topics)
    return annotate(version, position, entry=entry, voice=voice)


@transaction.atomic
def attach(
    claim: Entry | Development,
    *,
    version: ArticleVersion,
    position: TextPosition,
    stance: str = Stance.SUPPORTS,
    voice: Voice = UNSAID,
) -> Annotation:
    """Rests what is there already on one more span. Raises ValidationError if it does so."""
    if isinstance(claim, Development):
        annotation = annotate(version, position, development=claim, stance=stance, voice=voice)
        count_change(claim.entry_id, annotation)
    else:
        annotation = annotate(version, position, entry=claim, stance=stance, voice=voice)
        count_change(claim.pk, annotation)
    return annotation


@transaction.atomic
def take_off(annotation: Annotation) -> None:
    """Removes a pending span from its claim, which stays."""
    development = annotation.development
    entry_id = development.entry_id if development else annotation.entry_id
    detach(annotation)
    if entry_id:
        count_change(entry_id, annotation)


def may_take_off(user: "User | AnonymousUser", annotation: Annotation) -> bool:
    """What is pending is removed; what was public is retracted, with a reason."""
    return annotation.state in PENDING_STATES and user.has_perm("tracker.delete_annotation")
