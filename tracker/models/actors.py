from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tracker.models.history import track


class ActorKind(models.TextChoices):
    STATE = "state", _("state")
    ORGANISATION = "organisation", _("organisation")
    OFFICE = "office", _("office")
    ARMED_GROUP = "armed_group", _("armed group")
    BLOC = "bloc", _("bloc")
    PERSON = "person", _("person")


class AliasKind(models.TextChoices):
    NAME = "name", _("other name")
    ABBREVIATION = "abbreviation", _("abbreviation")
    DEMONYM = "demonym", _("demonym")
    METONYM = "metonym", _("metonym: a capital or a seat of government")
    TITLE = "title", _("title")


@track()
class Actor(models.Model):
    """A state, organisation, office, armed group, bloc or person."""

    slug = models.SlugField(_("short name in addresses"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=200, unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=ActorKind.choices)
    description = models.TextField(_("description"), blank=True)
    iso_3166 = models.CharField(
        "ISO 3166-1", max_length=3, blank=True, help_text=_("alpha-3 code of a state: UKR")
    )
    wikidata = models.CharField(
        "Wikidata", max_length=20, blank=True, help_text=_("item identifier: Q212")
    )

    class Meta:
        verbose_name = _("actor")
        verbose_name_plural = _("actors")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=ActorKind.values), name="actor_kind_known"
            ),
            models.CheckConstraint(
                condition=models.Q(iso_3166__regex=r"^([A-Z]{3})?$"),
                name="actor_iso_3166_form",
                violation_error_message=_("ISO 3166-1 alpha-3 is three capital letters, as UKR."),
            ),
            models.CheckConstraint(
                condition=models.Q(wikidata__regex=r"^(Q[1-9][0-9]*)?$"),
                name="actor_wikidata_form",
                violation_error_message=_("A Wikidata item is Q and a number, as Q212."),
            ),
            models.UniqueConstraint(
                fields=["iso_3166"], condition=~models.Q(iso_3166=""), name="actor_iso_3166_once"
            ),
            models.UniqueConstraint(
                fields=["wikidata"], condition=~models.Q(wikidata=""), name="actor_wikidata_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("actor", args=[self.slug])


@track()
class ActorAlias(models.Model):
    """Another name of an actor: "Kyiv", "Washington", "Quai d'Orsay"."""

    actor = models.ForeignKey(Actor, models.CASCADE, related_name="aliases")
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(
        _("kind"), max_length=12, choices=AliasKind.choices, default=AliasKind.NAME
    )

    class Meta:
        verbose_name = _("alias")
        verbose_name_plural = _("aliases")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["actor", "name"], name="alias_once_an_actor"),
            models.CheckConstraint(
                condition=models.Q(kind__in=AliasKind.values), name="alias_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name


@track()
class Affiliation(models.Model):
    """An actor belongs to, or acts for, another: person → office → state."""

    actor = models.ForeignKey(Actor, models.CASCADE, related_name="affiliations")
    to = models.ForeignKey(Actor, models.PROTECT, related_name="affiliated", verbose_name=_("to"))
    role = models.CharField(_("role"), max_length=200, blank=True)
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("affiliation")
        verbose_name_plural = _("affiliations")
        ordering = [models.F("since").desc(nulls_last=True), "id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(actor=models.F("to")),
                name="affiliation_to_another",
                violation_error_message=_("An actor cannot be affiliated to itself."),
            ),
            models.CheckConstraint(
                condition=models.Q(since__isnull=True)
                | models.Q(until__isnull=True)
                | models.Q(since__lte=models.F("until")),
                name="affiliation_since_before_until",
                violation_error_message=_("The affiliation ends before it begins."),
            ),
        ]
        indexes = [
            # A state's page names the last few of the thousands that may act for it.
            models.Index(
                models.F("to"),
                models.F("since").desc(nulls_last=True),
                models.F("id"),
                name="affiliation_newest_to",
            )
        ]

    def __str__(self) -> str:
        return f"{self.actor} → {self.to}"
