from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from tracker.models.entries import Entry
from tracker.models.history import track

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class LinkType(models.TextChoices):
    RESPONDS_TO = "responds_to", _("responds to")
    FOLLOWS = "follows", _("follows")
    CONTRADICTS = "contradicts", _("contradicts")
    FULFILS = "fulfils", _("fulfils")
    BREACHES = "breaches", _("breaches")
    PART_OF = "part_of", _("is part of")
    LEVERAGE_ON = "leverage_on", _("is leverage on")


# The same link read from its other end.
INVERSE: "dict[str, str | _StrPromise]" = {
    LinkType.RESPONDS_TO: _("is answered by"),
    LinkType.FOLLOWS: _("leads to"),
    LinkType.CONTRADICTS: _("is contradicted by"),
    LinkType.FULFILS: _("is fulfilled by"),
    LinkType.BREACHES: _("is breached by"),
    LinkType.PART_OF: _("includes"),
    LinkType.LEVERAGE_ON: _("is pressed by"),
}


@track()
class EntryLink(models.Model):
    """One entry follows from, answers or works on another."""

    source = models.ForeignKey(Entry, models.CASCADE, related_name="links_out")
    target = models.ForeignKey(
        Entry, models.CASCADE, related_name="links_in", verbose_name=_("other entry")
    )
    type = models.CharField(_("type"), max_length=11, choices=LinkType.choices)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("link to another entry")
        verbose_name_plural = _("links to other entries")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "target", "type"],
                name="link_once",
                violation_error_message=_("These two entries are linked so already."),
            ),
            models.CheckConstraint(
                condition=~models.Q(source=models.F("target")),
                name="link_to_another",
                violation_error_message=_("An entry cannot be linked to itself."),
            ),
            models.CheckConstraint(
                condition=models.Q(type__in=LinkType.values), name="link_type_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.get_type_display()} {self.target}"
