"""The editorial life of what editors write: drafts, review, publication, retraction."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tracker.models.checked import CheckedAtOnce


class ReviewState(models.TextChoices):
    DRAFT = "draft", _("draft")
    IN_REVIEW = "in_review", _("in review")
    PUBLISHED = "published", _("published")
    RETRACTED = "retracted", _("retracted")


PENDING_STATES = frozenset({ReviewState.DRAFT, ReviewState.IN_REVIEW})
# Little among much that is published: each table that is reviewed has an index of it, which is
# found by these very words.
IS_PENDING = models.Q(state__in=sorted(PENDING_STATES))


class Reviewed(CheckedAtOnce):
    """Written as a draft by an editor, published and retracted by a reviewer."""

    state = models.CharField(
        _("state"), max_length=10, choices=ReviewState.choices, default=ReviewState.DRAFT
    )
    retraction_reason = models.TextField(_("reason for the retraction"), blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=ReviewState.values), name="%(class)s_state_known"
            ),
            models.CheckConstraint(
                condition=models.Q(state=ReviewState.RETRACTED, retraction_reason__gt="")
                | ~models.Q(state=ReviewState.RETRACTED) & models.Q(retraction_reason=""),
                name="%(class)s_retracted_with_reason",
                violation_error_message=_("What is retracted needs a reason, and nothing else."),
            ),
        ]
