from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.core.validators import MaxLengthValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tracker.models.actors import Actor
from tracker.models.fields import WindowColumns
from tracker.models.history import track
from tracker.models.processes import Process, Topic, Track
from tracker.models.review import IS_PENDING, Reviewed, ReviewState

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User

SEARCH_CONFIG = "english"

# Characters of one text of an entry. A search index has an end, and so has a reader.
LONGEST = 10_000
AT_MOST = MaxLengthValidator(LONGEST)


class Kind(models.TextChoices):
    EVENT = "event", _("event")
    DEADLINE = "deadline", _("deadline")
    CONDITION = "condition", _("condition")


class Role(models.TextChoices):
    """What an actor does in an entry."""

    INITIATOR = "initiator", _("initiator")
    RECIPIENT = "recipient", _("recipient")
    MEDIATOR = "mediator", _("mediator")
    HOST = "host", _("host")
    ATTENDEE = "attendee", _("attendee")
    GUARANTOR = "guarantor", _("guarantor")


class Credibility(models.IntegerChoices):
    """Credibility of a claim (Admiralty scale)."""

    CONFIRMED = 1, _("1: confirmed by other sources")
    PROBABLY_TRUE = 2, _("2: probably true")
    POSSIBLY_TRUE = 3, _("3: possibly true")
    DOUBTFUL = 4, _("4: doubtful")
    IMPROBABLE = 5, _("5: improbable")
    CANNOT_BE_JUDGED = 6, _("6: truth cannot be judged")


class EntryQuerySet(models.QuerySet["Entry"]):
    def published(self) -> "EntryQuerySet":
        return self.filter(state=ReviewState.PUBLISHED)

    def visible_to(self, user: "User | AnonymousUser") -> "EntryQuerySet":
        """Readers see what is published; editors see their drafts too."""
        if user.has_perm("tracker.view_entry"):
            return self.exclude(state=ReviewState.RETRACTED)
        return self.published()


@track(exclude=["search", "words", "updated_at"])
class Entry(WindowColumns, Reviewed):
    """Anything that stands on the timeline: the base table of events, deadlines, conditions."""

    KIND: ClassVar[Kind | None] = None  # what each of the three kinds is

    process = models.ForeignKey(
        Process, models.PROTECT, related_name="entries", verbose_name=_("process")
    )
    track = models.ForeignKey(
        Track,
        models.PROTECT,
        related_name="entries",
        null=True,
        blank=True,
        verbose_name=_("track"),
    )
    kind = models.CharField(_("kind"), max_length=9, choices=Kind.choices, editable=False)
    title = models.CharField(_("title"), max_length=300)
    summary = models.TextField(_("summary"), blank=True, validators=[AT_MOST])
    known_on = models.DateField(
        _("known on"), help_text=_("The first day on which the world could know it")
    )
    known_on_by_hand = models.BooleanField(
        _("known-on day set by hand"),
        default=False,
        help_text=_("Otherwise it follows from the sources"),
    )
    credibility = models.PositiveSmallIntegerField(
        _("credibility"), choices=Credibility.choices, default=Credibility.CANNOT_BE_JUDGED
    )
    topics = models.ManyToManyField(
        Topic, through="EntryTopic", related_name="entries", blank=True, verbose_name=_("topics")
    )
    actors = models.ManyToManyField(Actor, through="Part", related_name="entries")
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    created_at = models.DateTimeField(_("recorded"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)
    # The clauses and quotes of this entry, copied here so that one index finds every word.
    words = models.TextField(editable=False, blank=True, default="")
    search = models.GeneratedField(
        expression=SearchVector("title", weight="A", config=SEARCH_CONFIG)
        + SearchVector("summary", weight="B", config=SEARCH_CONFIG)
        + SearchVector("words", weight="C", config=SEARCH_CONFIG),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = EntryQuerySet.as_manager()

    class Meta(WindowColumns.Meta, Reviewed.Meta):
        abstract = False
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        ordering = ["-earliest", "-id"]
        permissions = [
            ("publish_entry", "Can publish entries"),
            ("retract_entry", "Can retract entries"),
        ]
        constraints = [
            *WindowColumns.Meta.constraints,
            *Reviewed.Meta.constraints,
            models.CheckConstraint(condition=models.Q(kind__in=Kind.values), name="entry_kind"),
            models.CheckConstraint(condition=~models.Q(title=""), name="entry_has_title"),
            models.CheckConstraint(
                condition=models.Q(credibility__in=Credibility.values), name="entry_credibility"
            ),
            # Lets the tables of the three kinds and the developments refer to a row of its kind.
            models.UniqueConstraint(fields=["id", "kind"], name="entry_of_its_kind"),
        ]
        indexes = [
            # With what a day in the past asks of each row that it passes.
            models.Index(
                fields=["earliest", "id"], include=["known_on", "state"], name="entry_by_time"
            ),
            models.Index(fields=["process", "earliest", "id"], name="entry_by_process_and_time"),
            models.Index(fields=["known_on"], name="entry_by_known_on"),
            models.Index(fields=["latest"], name="entry_by_latest"),
            # Deadlines and conditions are few among many events.
            models.Index(
                fields=["earliest", "id"],
                condition=~models.Q(kind="event"),
                name="entry_running_by_time",
            ),
            models.Index(
                fields=["process", "kind", "earliest", "id"],
                condition=~models.Q(kind="event"),
                name="entry_running_of_process",
            ),
            models.Index(fields=["state", "-id"], condition=IS_PENDING, name="entry_pending"),
            GinIndex(fields=["search"], name="entry_search"),
        ]

    def __str__(self) -> str:
        return self.title

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # By the dictionary: asking the attribute would fetch a column that was deferred.
        if self.KIND and not self.__dict__.get("kind", "deferred"):
            self.kind = self.KIND

    def get_absolute_url(self) -> str:
        return reverse("entry", args=[self.pk])


@track()
class EntryTopic(models.Model):
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="entry_topics")
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="entry_topics")

    class Meta:
        verbose_name = _("topic of an entry")
        verbose_name_plural = _("topics of entries")
        constraints = [
            models.UniqueConstraint(fields=["entry", "topic"], name="topic_once_an_entry")
        ]

    def __str__(self) -> str:
        return str(self.topic)


@track(exclude=["entry_earliest"])
class Part(models.Model):
    """An actor's role in an entry."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="parts")
    actor = models.ForeignKey(Actor, models.PROTECT, related_name="parts", verbose_name=_("actor"))
    role = models.CharField(_("role"), max_length=9, choices=Role.choices, default=Role.INITIATOR)
    # The entry's earliest day, copied here by the database (migration 0005).
    entry_earliest = models.DateField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("part")
        verbose_name_plural = _("parts")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "actor", "role"],
                name="part_once_an_entry",
                violation_error_message=_("This actor has this role already."),
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=Role.values), name="part_role_known"
            ),
        ]
        indexes = [
            models.Index(
                fields=["actor", "entry_earliest", "entry"],
                include=["role", "id"],
                name="part_by_actor_and_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.actor}, {self.get_role_display()}"
