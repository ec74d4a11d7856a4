from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from tracker.models.deadlines import Deadline
from tracker.models.entries import AT_MOST, Entry, Kind
from tracker.models.history import track


class ConditionKind(models.TextChoices):
    PRECONDITION = "precondition", _("precondition")
    PROMISE = "promise", _("promise")
    THREAT = "threat", _("threat")
    OFFER = "offer", _("offer")
    RED_LINE = "red_line", _("red line")


class Operator(models.TextChoices):
    IF = "if", _("if")
    UNLESS = "unless", _("unless")
    ONLY_IF = "only_if", _("only if")
    UNTIL = "until", _("until")


@track()
class Condition(Entry):
    """A demand tied to a consequence: if this, then that."""

    KIND = Kind.CONDITION

    condition_kind = models.CharField(
        _("kind of condition"), max_length=12, choices=ConditionKind.choices
    )
    operator = models.CharField(
        _("operator"), max_length=7, choices=Operator.choices, default=Operator.IF
    )
    if_clause = models.TextField(
        _("if"), help_text=_("What is asked, without the word “if”"), validators=[AT_MOST]
    )
    then_clause = models.TextField(
        _("then"), help_text=_("What is said to follow"), validators=[AT_MOST]
    )
    # Not `deadline`: that name of an entry is its row as a deadline.
    time_limit = models.ForeignKey(
        Deadline,
        models.SET_NULL,
        related_name="conditions",
        null=True,
        blank=True,
        verbose_name=_("deadline"),
    )

    objects: ClassVar[models.Manager["Condition"]] = models.Manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("condition")
        verbose_name_plural = _("conditions")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(condition_kind__in=ConditionKind.values),
                name="condition_kind_known",
            ),
            models.CheckConstraint(
                condition=models.Q(operator__in=Operator.values), name="condition_operator_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(if_clause="") & ~models.Q(then_clause=""),
                name="condition_has_both_clauses",
            ),
        ]


class Relation(models.TextChoices):
    AND = "and", _("and")
    OR = "or", _("or")
    UNLESS = "unless", _("unless")


@track()
class ConditionLink(models.Model):
    """One condition joined to another: the edges of the graph of conditions."""

    source = models.ForeignKey(Condition, models.CASCADE, related_name="links_to_conditions")
    target = models.ForeignKey(
        Condition,
        models.CASCADE,
        related_name="links_from_conditions",
        verbose_name=_("other condition"),
    )
    relation = models.CharField(_("relation"), max_length=6, choices=Relation.choices)

    class Meta:
        verbose_name = _("link to another condition")
        verbose_name_plural = _("links to other conditions")
        constraints = [
            models.UniqueConstraint(
                fields=["source", "target", "relation"], name="condition_link_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(source=models.F("target")),
                name="condition_link_to_another",
                violation_error_message=_("A condition cannot be linked to itself."),
            ),
            models.CheckConstraint(
                condition=models.Q(relation__in=Relation.values),
                name="condition_link_relation_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.get_relation_display()} {self.target}"
