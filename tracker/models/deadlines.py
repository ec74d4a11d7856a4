from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from tracker.models.entries import AT_MOST, Entry, Kind
from tracker.models.history import track


class DeadlineKind(models.TextChoices):
    ULTIMATUM = "ultimatum", _("ultimatum")
    TARGET = "target", _("target")
    REVIEW = "review", _("review")
    SCHEDULED = "scheduled", _("scheduled")
    EXPIRY = "expiry", _("expiry")


class Firmness(models.TextChoices):
    FIRM = "firm", _("firm")
    CONDITIONAL = "conditional", _("conditional")
    ASPIRATIONAL = "aspirational", _("aspirational")


@track()
class Deadline(Entry):
    """A window of time by which somebody is to have done something."""

    KIND = Kind.DEADLINE

    demand = models.TextField(_("what is demanded"), blank=True, validators=[AT_MOST])
    consequence = models.TextField(_("stated consequence"), blank=True, validators=[AT_MOST])
    deadline_kind = models.CharField(
        _("kind of deadline"),
        max_length=10,
        choices=DeadlineKind.choices,
        default=DeadlineKind.TARGET,
    )
    firmness = models.CharField(
        _("firmness"), max_length=12, choices=Firmness.choices, default=Firmness.FIRM
    )

    objects: ClassVar[models.Manager["Deadline"]] = models.Manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("deadline")
        verbose_name_plural = _("deadlines")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(deadline_kind__in=DeadlineKind.values),
                name="deadline_kind_known",
            ),
            models.CheckConstraint(
                condition=models.Q(firmness__in=Firmness.values), name="deadline_firmness_known"
            ),
        ]
