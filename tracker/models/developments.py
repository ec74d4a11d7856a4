from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from tracker.dates.window import Window
from tracker.models.entries import AT_MOST, Entry, Kind
from tracker.models.events import Event
from tracker.models.fields import WindowColumns
from tracker.models.history import track
from tracker.models.review import IS_PENDING, Reviewed, ReviewState

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Outcome(models.TextChoices):
    # of a deadline
    REITERATED = "reiterated", _("reiterated")
    EXTENDED = "extended", _("extended")
    SHORTENED = "shortened", _("shortened")
    MET = "met", _("met")
    PARTLY_MET = "partly_met", _("partly met")
    MISSED = "missed", _("missed")
    LAPSED = "lapsed", _("lapsed")
    SUPERSEDED = "superseded", _("superseded")
    # of either
    WITHDRAWN = "withdrawn", _("withdrawn")
    # of a condition
    SATISFIED = "satisfied", _("satisfied")
    PARTLY_SATISFIED = "partly_satisfied", _("partly satisfied")
    FAILED = "failed", _("failed")
    TRIGGERED = "triggered", _("triggered")
    CARRIED_OUT = "carried_out", _("carried out")
    NOT_CARRIED_OUT = "not_carried_out", _("not carried out")
    WAIVED = "waived", _("waived")
    DISPUTED = "disputed", _("disputed")
    MOOT = "moot", _("moot")


# Steps that leave a deadline running, on its old window or a new one.
MOVES = frozenset({Outcome.EXTENDED, Outcome.SHORTENED})
RUNNING = MOVES | {Outcome.REITERATED}

OUTCOMES: dict[str, tuple[Outcome, ...]] = {
    Kind.DEADLINE: (
        Outcome.REITERATED,
        Outcome.EXTENDED,
        Outcome.SHORTENED,
        Outcome.MET,
        Outcome.PARTLY_MET,
        Outcome.MISSED,
        Outcome.LAPSED,
        Outcome.WITHDRAWN,
        Outcome.SUPERSEDED,
    ),
    Kind.CONDITION: (
        Outcome.REITERATED,
        Outcome.SATISFIED,
        Outcome.PARTLY_SATISFIED,
        Outcome.FAILED,
        Outcome.TRIGGERED,
        Outcome.CARRIED_OUT,
        Outcome.NOT_CARRIED_OUT,
        Outcome.WAIVED,
        Outcome.WITHDRAWN,
        Outcome.DISPUTED,
        Outcome.MOOT,
    ),
}


class ClockState(models.TextChoices):
    """What the clock says of a deadline or a condition whose outcome is not known."""

    UPCOMING = "upcoming", _("upcoming")
    OPEN = "open", _("open")
    OVERDUE = "overdue", _("overdue")


STATUSES: "dict[str, str | _StrPromise]" = {
    **{state.value: state.label for state in ClockState},
    **{outcome.value: outcome.label for outcome in Outcome if outcome not in RUNNING},
}


class DevelopmentQuerySet(models.QuerySet["Development"]):
    def published(self) -> "DevelopmentQuerySet":
        return self.filter(state=ReviewState.PUBLISHED)

    def in_order(self) -> "DevelopmentQuerySet":
        """As they happened; what is known later of the same day stands later."""
        return self.order_by("earliest", "known_on", "id")


@track()
class Development(WindowColumns, Reviewed):
    """A dated, sourced step in the life of a deadline or a condition. Never an overwrite."""

    entry = models.ForeignKey(
        Entry, models.CASCADE, related_name="developments", verbose_name=_("of")
    )
    # Together with `entry` a foreign key to the entry as one of its kind, so that the database
    # can refuse an outcome that this kind cannot have.
    entry_kind = models.CharField(max_length=9, choices=Kind.choices, editable=False, blank=True)
    outcome = models.CharField(_("what became of it"), max_length=16, choices=Outcome.choices)
    event = models.ForeignKey(
        Event,
        models.PROTECT,
        related_name="shows",
        null=True,
        blank=True,
        verbose_name=_("event that shows it"),
    )
    note = models.TextField(_("note"), blank=True, validators=[AT_MOST])
    known_on = models.DateField(_("known on"))
    known_on_by_hand = models.BooleanField(_("known-on day set by hand"), default=False)
    new_phrase = models.CharField(_("new words"), max_length=200, blank=True)
    new_anchor = models.DateField(_("counted from"), null=True, blank=True)
    new_edtf = models.CharField(_("new EDTF"), max_length=100, blank=True)
    new_earliest = models.DateField(_("new earliest day"), null=True, blank=True)
    new_latest = models.DateField(_("new latest day"), null=True, blank=True)
    new_window_why = models.CharField(_("reason"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("recorded"), auto_now_add=True)

    objects = DevelopmentQuerySet.as_manager()

    class Meta(WindowColumns.Meta, Reviewed.Meta):
        abstract = False
        verbose_name = _("development")
        verbose_name_plural = _("developments")
        ordering = ["entry", "earliest", "known_on", "id"]
        constraints = [
            *WindowColumns.Meta.constraints,
            *Reviewed.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(entry_kind=Kind.DEADLINE, outcome__in=OUTCOMES[Kind.DEADLINE])
                | models.Q(entry_kind=Kind.CONDITION, outcome__in=OUTCOMES[Kind.CONDITION]),
                name="development_outcome_of_its_kind",
                violation_error_message=_("This kind of entry cannot have this outcome."),
            ),
            models.CheckConstraint(
                condition=models.Q(
                    outcome__in=sorted(MOVES),
                    new_earliest__isnull=False,
                    new_latest__isnull=False,
                    new_earliest__lte=models.F("new_latest"),
                    new_edtf__gt="",
                )
                | ~models.Q(outcome__in=sorted(MOVES))
                & models.Q(new_earliest__isnull=True, new_latest__isnull=True, new_edtf=""),
                name="development_new_window_when_moved",
                violation_error_message=_(
                    "A new window belongs to “extended” and “shortened”, and they need one."
                ),
            ),
        ]
        indexes = [
            models.Index(
                fields=["entry", "-earliest", "-known_on", "-id"], name="development_latest_first"
            ),
            models.Index(fields=["-id"], condition=IS_PENDING, name="development_pending"),
        ]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()}: {self.entry}"

    def clean(self) -> None:
        if hasattr(self, "entry"):
            self.entry_kind = self.entry.kind

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.entry_kind = self.entry.kind
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return f"{self.entry.get_absolute_url()}#development-{self.pk}"

    @property
    def new_window(self) -> Window | None:
        if self.new_earliest is None or self.new_latest is None:
            return None
        return Window(
            edtf=self.new_edtf,
            earliest=self.new_earliest,
            latest=self.new_latest,
            phrase=self.new_phrase,
            anchor=self.new_anchor,
            why=self.new_window_why,
        )

    @new_window.setter
    def new_window(self, window: Window | None) -> None:
        self.new_phrase = window.phrase if window else ""
        self.new_anchor = window.anchor if window else None
        self.new_edtf = window.edtf if window else ""
        self.new_earliest = window.earliest if window else None
        self.new_latest = window.latest if window else None
        self.new_window_why = window.why if window else ""
