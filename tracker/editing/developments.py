"""What became of a deadline or a condition is recorded, step by step."""

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from tracker.editing.annotate import UNSAID, Voice, annotate
from tracker.editing.derived import refresh_derived
from tracker.editing.lives import kept_possible, life_of, live_steps
from tracker.editing.pending import count_change, publish_developments, require
from tracker.editing.sequences import Life
from tracker.models import (
    OUTCOMES,
    PENDING_STATES,
    Annotation,
    Article,
    ArticleVersion,
    Development,
    Entry,
    ReviewState,
)
from tracker.selectors.position import TextPosition

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User

_SALT = "tracker.editing.developments"


class Overtaken(ValidationError):
    """Somebody else has recorded something in between."""


@transaction.atomic
def record_development(
    development: Development,
    *,
    seen: str = "",
    publish_by: "User | AnonymousUser | None" = None,
) -> Development:
    """Saves a new step in the life of an entry. A draft, unless somebody publishes it at once.

    `seen` is the mark of the life that it was written onto, if it came with one. Raises Overtaken
    when it is another by now, and Impossible when the step cannot have come where it stands.
    """
    entry = _locked(development.entry_id)
    # A mark of another entry tells nothing of this one, which was chosen after all.
    if seen.startswith(f"{entry.pk}.") and seen != mark_of_life(entry):
        raise Overtaken(
            _(
                "Not saved yet: somebody else has recorded something here while you were at it. "
                "Look at what is on record now, and save again if yours is still to be added."
            ),
            code="overtaken",
        )
    development.entry, development.entry_kind = entry, entry.kind
    development.state = ReviewState.DRAFT
    if not development.known_on_by_hand or development.known_on is None:
        development.known_on = timezone.localdate()  # settled by refresh_derived
    development.full_clean()
    with kept_possible([entry.pk]):
        development.save()
        refresh_derived([entry.pk])
    count_change(entry.pk, development)
    if publish_by is not None:
        publish_developments([development], by=publish_by)
        development.refresh_from_db()
    return development


@transaction.atomic
def record_from_text(
    development: Development,
    *,
    version: ArticleVersion,
    position: TextPosition,
    seen: str = "",
    voice: Voice = UNSAID,
) -> Annotation:
    """The same, with the words of an article that show it. Both are drafts."""
    # Articles before entries, as wherever words are attached: else two such acts could wait for
    # each other.
    Article.objects.select_for_update().get(pk=version.article_id)
    record_development(development, seen=seen)
    with kept_possible([development.entry_id]):
        # The article may have been out on another day, and that may change the order of one day.
        return annotate(version, position, development=development, voice=voice)


@transaction.atomic
def remove_development(development: Development, *, by: "User | AnonymousUser") -> None:
    """Takes away a step that was never public, with what it rests on. The history keeps both."""
    require(by, "tracker.delete_development")
    _locked(development.entry_id)
    current = Development.objects.filter(pk=development.pk, state__in=PENDING_STATES).first()
    if current is None:
        raise PermissionDenied  # published or gone since: what was public is retracted
    with kept_possible([current.entry_id]):
        count_change(current.entry_id, current)
        current.delete()
        refresh_derived([current.entry_id])


def may_record(user: "User | AnonymousUser", entry: Entry) -> bool:
    """Whether somebody may say what became of this entry."""
    has_life = entry.kind in OUTCOMES and entry.state != ReviewState.RETRACTED
    return has_life and user.has_perm("tracker.add_development")


def current_life(entry: Entry) -> Life:
    """With all that is on record, drafts too."""
    return life_of(entry, live_steps([entry.pk]))


def mark_of_life(entry: Entry) -> str:
    """Another whenever something else has become of the entry, or its window has been changed."""
    rows = [(str(entry.state), entry.window)]
    steps = [
        (step.pk, step.state, step.outcome, step.window, step.new_window, step.note)
        for step in live_steps([entry.pk])
    ]
    return f"{entry.pk}.{salted_hmac(_SALT, repr([*rows, *steps])).hexdigest()[:24]}"


def _locked(entry_id: int) -> Entry:
    entry = Entry.objects.select_for_update().filter(pk=entry_id).first()
    if entry is None or entry.state == ReviewState.RETRACTED:
        raise ValidationError(_("This entry is not there any more. Choose another."))
    return entry
