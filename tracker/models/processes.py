from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tracker.models.history import track
from tracker.models.review import ReviewState

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User


class ProcessState(models.TextChoices):
    """Where a process stands. Never stored on it: the latest event that says so decides."""

    ACTIVE = "active", _("active")
    STALLED = "stalled", _("stalled")
    SUSPENDED = "suspended", _("suspended")
    COLLAPSED = "collapsed", _("collapsed")
    AGREED = "agreed", _("agreed")
    IMPLEMENTING = "implementing", _("implementing")
    ENDED = "ended", _("ended")


class ProcessQuerySet(models.QuerySet["Process"]):
    def visible_to(self, user: "User | AnonymousUser") -> "ProcessQuerySet":
        """Readers see the processes that something published belongs to; editors see all."""
        if user.has_perm("tracker.view_process"):
            return self
        entries = apps.get_model("tracker", "Entry")._default_manager
        published = entries.filter(process=models.OuterRef("pk"), state=ReviewState.PUBLISHED)
        return self.filter(models.Exists(published))


@track()
class Process(models.Model):
    """A negotiation as a whole."""

    slug = models.SlugField(_("short name in addresses"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=200, unique=True)
    summary = models.TextField(_("summary"), blank=True)

    objects = ProcessQuerySet.as_manager()

    class Meta:
        verbose_name = _("process")
        verbose_name_plural = _("processes")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("process", args=[self.slug])


class TrackQuerySet(models.QuerySet["Track"]):
    def visible_to(self, user: "User | AnonymousUser") -> "TrackQuerySet":
        """Readers see the tracks that something published belongs to; editors see all."""
        if user.has_perm("tracker.view_track"):
            return self
        published = models.Q(entries__state=ReviewState.PUBLISHED, pk=models.OuterRef("pk"))
        return self.filter(models.Exists(Track.objects.filter(published)))


@track()
class Track(models.Model):
    """One strand of a process: ceasefire, minerals deal, prisoner exchange."""

    process = models.ForeignKey(Process, models.PROTECT, related_name="tracks")
    slug = models.SlugField(_("short name in addresses"), max_length=80)
    name = models.CharField(_("name"), max_length=200)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = TrackQuerySet.as_manager()

    class Meta:
        verbose_name = _("track")
        verbose_name_plural = _("tracks")
        ordering = ["process__name", "position", "name"]
        constraints = [
            models.UniqueConstraint(fields=["process", "slug"], name="track_slug_once_a_process"),
            # Lets an entry's (process, track) pair refer to this row as a whole.
            models.UniqueConstraint(fields=["process", "id"], name="track_of_its_process"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.process})"


@track()
class Topic(models.Model):
    """What is bargained over: territory, sanctions, security guarantees."""

    slug = models.SlugField(_("short name in addresses"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=200, unique=True)
    description = models.TextField(_("description"), blank=True)

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
