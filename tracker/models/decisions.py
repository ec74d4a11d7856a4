from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from tracker.models.annotations import Annotation
from tracker.models.articles import ArticleVersion
from tracker.models.deadlines import Deadline
from tracker.models.entries import Entry, Kind
from tracker.models.history import track


class Verdict(models.TextChoices):
    """What became of what the reading assistant proposed to make of some words."""

    ACCEPTED = "accepted", _("accepted")
    ATTACHED = "attached", _("attached")  # to an entry that was there: one source more of it
    REJECTED = "rejected", _("rejected")
    SPLIT = "split", _("split")
    MERGED = "merged", _("merged")  # with the one that was `joined` to it
    JOINED = "joined", _("joined to another")


# A proposal by its kind, start, end and turn.
Key = tuple[str, int, int, int]

# What settles it, for one or the other; the rest only gives it another shape.
MADE = frozenset({Verdict.ACCEPTED, Verdict.ATTACHED})
SETTLED = MADE | {Verdict.REJECTED}


@track()
class Decision(models.Model):
    """What an editor decided about a proposal. To take it back is to delete it: the history keeps
    it. Readers never see any of this.

    A proposal is known by its kind, its span and its turn: 0 as the assistant found it, one more
    each time that it was split or merged. So each can be decided once, and two editors who decide
    at the same time cannot both.
    """

    version = models.ForeignKey(ArticleVersion, models.CASCADE, related_name="decisions")
    kind = models.CharField(max_length=9, choices=Kind.choices)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    turn = models.PositiveSmallIntegerField(default=0)
    verdict = models.CharField(max_length=8, choices=Verdict.choices)
    # Where its words were parted. Empty for a condition that was parted from its deadline.
    split_at = models.PositiveIntegerField(null=True)
    merged = models.ForeignKey("self", models.CASCADE, related_name="joined", null=True)
    # What was made, or what it was attached to. Where that goes, or these words are taken off it,
    # nothing has been decided any more.
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="decisions", null=True)
    annotation = models.ForeignKey(Annotation, models.CASCADE, related_name="decisions", null=True)
    # The deadline that was made along with a condition.
    time_limit = models.ForeignKey(Deadline, models.SET_NULL, related_name="+", null=True)
    # The actors that were put on record for it.
    actors = ArrayField(models.BigIntegerField(), default=list)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True
    )
    decided_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "kind", "start", "end", "turn"], name="decision_once"
            ),
            models.CheckConstraint(
                condition=models.Q(verdict__in=Verdict.values), name="decision_verdict_known"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=Kind.values), name="decision_kind_known"
            ),
            models.CheckConstraint(
                condition=models.Q(start__lt=models.F("end")), name="decision_start_before_end"
            ),
            models.CheckConstraint(
                condition=models.Q(split_at__isnull=True)
                | models.Q(verdict=Verdict.SPLIT)
                & models.Q(start__lt=models.F("split_at"), split_at__lt=models.F("end")),
                name="decision_split_within",
            ),
            models.CheckConstraint(
                condition=models.Q(verdict=Verdict.JOINED, merged__isnull=False)
                | ~models.Q(verdict=Verdict.JOINED) & models.Q(merged__isnull=True),
                name="decision_joined_to_another",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    verdict__in=sorted(MADE), entry__isnull=False, annotation__isnull=False
                )
                | ~models.Q(verdict__in=sorted(MADE))
                & models.Q(entry__isnull=True, annotation__isnull=True, time_limit__isnull=True),
                name="decision_made_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_verdict_display()}: {self.kind} {self.start}–{self.end}"

    @property
    def key(self) -> Key:
        return self.kind, self.start, self.end, self.turn
