from typing import ClassVar, NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _

from tracker.models.entries import Entry, Kind
from tracker.models.history import track
from tracker.models.processes import ProcessState


class PloverType(models.TextChoices):
    """What happened (PLOVER codebook, draft 0.8)."""

    AGREE = "AGREE", _("agree")
    CONSULT = "CONSULT", _("consult")
    SUPPORT = "SUPPORT", _("support")
    CONCEDE = "CONCEDE", _("concede")
    COOPERATE = "COOPERATE", _("cooperate")
    AID = "AID", _("aid")
    RETREAT = "RETREAT", _("retreat")
    REQUEST = "REQUEST", _("request")
    ACCUSE = "ACCUSE", _("accuse")
    REJECT = "REJECT", _("reject")
    THREATEN = "THREATEN", _("threaten")
    PROTEST = "PROTEST", _("protest")
    SANCTION = "SANCTION", _("sanction")
    MOBILIZE = "MOBILIZE", _("mobilize")
    COERCE = "COERCE", _("coerce")
    ASSAULT = "ASSAULT", _("assault")


class Family(models.TextChoices):
    """The four families of PLOVER types (its quad classes)."""

    VERBAL_COOPERATION = "vcoop", _("words of cooperation")
    MATERIAL_COOPERATION = "mcoop", _("deeds of cooperation")
    VERBAL_CONFLICT = "vconf", _("words of conflict")
    MATERIAL_CONFLICT = "mconf", _("deeds of conflict")


class Plover(NamedTuple):
    family: Family
    modes: tuple[str, ...]


_V, _M = Family.VERBAL_COOPERATION, Family.MATERIAL_COOPERATION
_W, _D = Family.VERBAL_CONFLICT, Family.MATERIAL_CONFLICT
_DEMANDS = ("assist", "change", "yield", "meet")

# The manual's table of types and modes. It lists SANCTION both as words and as deeds; its own
# section says deeds, and so do we.
PLOVER: dict[str, Plover] = {
    "AGREE": Plover(_V, ()),
    "CONSULT": Plover(_V, ("visit", "third-party", "multilateral", "phone")),
    "SUPPORT": Plover(_V, ()),
    "CONCEDE": Plover(_V, ()),
    "COOPERATE": Plover(_M, ()),
    "AID": Plover(_M, ()),
    "RETREAT": Plover(_M, ("withdraw", "release", "disarm", "ceasefire", "access", "resign")),
    "REQUEST": Plover(_W, _DEMANDS),
    "ACCUSE": Plover(_W, ("disapprove", "investigate", "allege")),
    "REJECT": Plover(_W, _DEMANDS),
    "THREATEN": Plover(_W, ("restrict", "arrest", "relations", "expel", "territory", "violence")),
    "PROTEST": Plover(_D, ("demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize")),
    "SANCTION": Plover(_D, ("convict", "expel", "withdraw", "discontinue")),
    "MOBILIZE": Plover(_D, ("troops", "weapons", "police", "militia")),
    "COERCE": Plover(
        _D,
        (
            "seize",
            "restrict",
            "censor",
            "curfew",
            "martial-law",
            "arrest",
            "deport",
            "withhold",
            "misinformation",
            "cyber",
        ),
    ),
    "ASSAULT": Plover(
        _D,
        (
            "abduct",
            "beat",
            "torture",
            "sexual",
            "targeted",
            "destroy",
            "primitive",
            "firearms",
            "explosives",
            "suicide-attack",
            "aerial",
            "drone",
            "heavy-weapons",
            "crowd-control",
            "unconventional",
        ),
    ),
}
PLOVER_MODES = sorted({mode for plover in PLOVER.values() for mode in plover.modes})


class Occurrence(models.TextChoices):
    OCCURRED = "occurred", _("occurred")
    PLANNED = "planned", _("planned")
    CANCELLED = "cancelled", _("cancelled")
    DID_NOT_HAPPEN = "did_not_happen", _("did not happen")


def _mode_of_its_type() -> models.Q:
    allowed = models.Q(plover_mode="")
    for plover_type, plover in PLOVER.items():
        if plover.modes:
            allowed |= models.Q(plover_type=plover_type, plover_mode__in=plover.modes)
    return allowed


@track()
class Event(Entry):
    """Something that happened, is planned, was cancelled or did not happen."""

    KIND = Kind.EVENT

    plover_type = models.CharField(_("type"), max_length=9, choices=PloverType.choices)
    plover_mode = models.CharField(
        _("mode"), max_length=14, blank=True, choices=[(mode, mode) for mode in PLOVER_MODES]
    )
    occurrence = models.CharField(
        _("occurrence"),
        max_length=14,
        choices=Occurrence.choices,
        default=Occurrence.OCCURRED,
    )
    process_state = models.CharField(
        _("state of the process"),
        max_length=12,
        blank=True,
        choices=ProcessState.choices,
        help_text=_("Where this event leaves the process, if it says so"),
    )

    objects: ClassVar[models.Manager["Event"]] = models.Manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(plover_type__in=PloverType.values), name="event_type_known"
            ),
            models.CheckConstraint(
                condition=_mode_of_its_type(),
                name="event_mode_of_its_type",
                violation_error_message=_("PLOVER does not know this mode for this type."),
            ),
            models.CheckConstraint(
                condition=models.Q(occurrence__in=Occurrence.values), name="event_occurrence_known"
            ),
            models.CheckConstraint(
                condition=models.Q(process_state__in=["", *ProcessState.values]),
                name="event_process_state_known",
            ),
        ]
        indexes = [
            models.Index(
                fields=["entry_ptr"],
                condition=~models.Q(process_state=""),
                name="event_says_state",
            )
        ]

    @property
    def family(self) -> Family:
        return PLOVER[self.plover_type].family
