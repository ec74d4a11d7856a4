"""What the database keeps beside the record, by triggers (migrations 0005 to 0026), so that a page
costs the same however much there is. Nobody writes here by hand; `manage.py recount` makes it
anew."""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.functions import RandomUUID
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from tracker.models.actors import Actor
from tracker.models.developments import Development, Outcome
from tracker.models.entries import Entry, Kind
from tracker.models.processes import Process
from tracker.models.review import ReviewState

# Counts over all processes stand under this number.
EVERY_PROCESS = 0


class Audience(models.TextChoices):
    """Whose numbers: readers see what is published, editors what is not retracted."""

    READERS = "readers"
    EDITORS = "editors"


class StandingPeriod(models.Model):
    """What was known of a deadline or a condition from one day until another.

    The periods of an entry cover all of time without a gap. Within one, the clock alone moves:
    timeline.states reads it.
    """

    entry = models.ForeignKey(
        Entry,
        models.DO_NOTHING,
        related_name="standing_periods",
        db_constraint=False,
        db_index=False,
    )
    known_from = models.DateField()
    known_until = models.DateField(help_text="The first day on which more was known")
    outcome = models.CharField(
        max_length=16, choices=Outcome.choices, blank=True, help_text="Empty while it runs"
    )
    since = models.DateField(help_text="First day of the outcome; while it runs, of waiting for it")
    earliest = models.DateField(help_text="The window in force")
    latest = models.DateField()
    step = models.ForeignKey(
        Development,
        models.DO_NOTHING,
        null=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    # Copies of the entry's columns, so that counts need no other table.
    kind = models.CharField(max_length=9, choices=Kind.choices)
    state = models.CharField(max_length=10, choices=ReviewState.choices)
    process = models.ForeignKey(
        Process, models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )
    known_on = models.DateField()
    stated = models.DateField(help_text="The entry's own earliest day, its place on the timeline")

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "known_from"], name="standing_period_begins_once"
            )
        ]
        indexes = [
            models.Index(
                fields=["outcome", "stated", "entry"],
                include=["known_from", "known_until", "earliest", "latest"],
                name="standing_by_time",
            ),
            models.Index(
                fields=["outcome", "earliest"],
                include=["known_from", "known_until", "latest", "state"],
                name="standing_by_beginning",
            ),
            models.Index(
                fields=["outcome", "latest"],
                include=["known_from", "known_until", "earliest", "state", "kind", "known_on"],
                name="standing_by_outcome",
            ),
            models.Index(
                fields=["process", "outcome", "latest"],
                include=["known_from", "known_until", "earliest", "state", "kind", "known_on"],
                name="standing_by_process",
            ),
            # What runs as far as is known last: the clock's states of today.
            models.Index(
                fields=["outcome", "latest"],
                include=["earliest", "known_from", "known_until", "state"],
                condition=models.Q(known_until=date.max, outcome=""),
                name="standing_running",
            ),
            models.Index(
                fields=["process", "outcome", "latest"],
                include=["earliest", "known_from", "known_until", "state"],
                condition=models.Q(known_until=date.max, outcome=""),
                name="standing_running_of_process",
            ),
            # Leads to what will be known only later than today.
            models.Index(
                fields=["known_from"],
                condition=models.Q(known_until=date.max),
                name="standing_known_last",
            ),
            # What came of deadlines, or of conditions, the newest outcome first.
            models.Index(
                fields=["process", "kind", "-since", "-entry"],
                include=["outcome", "known_from", "known_until", "state", "known_on"],
                condition=~models.Q(outcome=""),
                name="standing_decided_of_process",
            ),
        ]


class Ledger(models.TextChoices):
    """What is added up by how it ended."""

    DEADLINES = "deadline"
    THREATS = "threat"
    PROMISES = "promise"  # and offers


class Holder(models.TextChoices):
    """Whose ledger: that of the process, of who set or said it, of whom it is asked or told."""

    PROCESS = "process"
    INITIATOR = "initiator"
    RECIPIENT = "recipient"


class LedgerLine(models.Model):
    """What was known of a deadline, a threat or a promise from one day until another: a standing
    period with how it has moved by then, once in the ledger of each holder. So one index has all
    that is added up of a holder's newest."""

    holder = models.CharField(max_length=9, choices=Holder.choices)
    holder_id = models.BigIntegerField(help_text="The process or the actor")
    ledger = models.CharField(max_length=8, choices=Ledger.choices)
    entry = models.ForeignKey(
        Entry, models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )
    known_from = models.DateField()
    known_until = models.DateField(help_text="The first day on which more was known")
    known_on = models.DateField(help_text="The entry's own")
    state = models.CharField(max_length=10, choices=ReviewState.choices)
    outcome = models.CharField(max_length=16, choices=Outcome.choices, blank=True)
    since = models.DateField(help_text="First day of the outcome")
    earliest = models.DateField(help_text="The window in force")
    latest = models.DateField()
    stated_on = models.DateField(help_text="The day of the statement")
    moves = models.IntegerField(help_text="How often the last day was moved")
    moves_counted = models.IntegerField(help_text="Of these, from one day to another: no open end")
    days_moved = models.IntegerField(help_text="By so many days in all, whichever way")
    days_later = models.IntegerField(help_text="By so many days on balance")

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "known_from", "holder", "holder_id"], name="ledger_line_once"
            )
        ]
        indexes = [
            models.Index(
                fields=["holder", "holder_id", "ledger", "-known_on", "-entry"],
                include=[
                    *("known_from", "known_until", "state", "outcome", "since", "earliest"),
                    *("latest", "stated_on", "moves", "moves_counted", "days_later"),
                ],
                name="ledger_newest",
            )
        ]


class Tallied(models.Model):
    """How an entry is counted now: the keys under which it stands in the tallies."""

    entry = models.OneToOneField(
        Entry, models.DO_NOTHING, primary_key=True, related_name="+", db_constraint=False
    )
    process = models.ForeignKey(
        Process, models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )
    state = models.CharField(max_length=10, choices=ReviewState.choices)
    keys = ArrayField(models.TextField(), help_text="kind:event, actor:12, topic:3 …")

    class Meta:
        default_permissions = ()


class Tally(models.Model):
    """How many entries of a process (0: of all) stand under a key, for an audience."""

    process_id = models.BigIntegerField()
    audience = models.CharField(max_length=7, choices=Audience.choices)
    facet = models.CharField(max_length=9)
    value = models.CharField(max_length=20)
    number = models.BigIntegerField()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["process_id", "audience", "facet", "value"], name="tally_once"
            )
        ]
        indexes = [
            models.Index(
                fields=["process_id", "audience", "facet", "-number"],
                include=["value"],
                name="tally_most_frequent",
            ),
            models.Index(
                fields=["audience", "process_id"],
                condition=models.Q(facet="all"),
                include=["number"],
                name="tally_of_processes",
            ),
        ]


class TallyChange(models.Model):
    """A change of a tally, not yet added to it.

    Writers only ever add rows here, so that no two of them wait for each other's counters.
    """

    process_id = models.BigIntegerField()
    audience = models.CharField(max_length=7, choices=Audience.choices)
    facet = models.CharField(max_length=9)
    value = models.CharField(max_length=20)
    number = models.BigIntegerField()

    class Meta:
        default_permissions = ()


class StateSaid(models.Model):
    """A published event, not only planned, that says where it leaves its process.

    They are few among many: without this, one would walk back through all that a process has.
    """

    entry = models.OneToOneField(
        Entry, models.DO_NOTHING, primary_key=True, related_name="+", db_constraint=False
    )
    process = models.ForeignKey(
        Process, models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )
    earliest = models.DateField(help_text="The day since which that is so")
    known_on = models.DateField()

    class Meta:
        default_permissions = ()
        indexes = [
            models.Index(
                fields=["process", "-earliest", "-entry"],
                include=["known_on"],
                name="state_said_last",
            )
        ]


class ActorNames(models.Model):
    """Where an actor stands in the list of actors, and all that it is called, so that one index
    leads along the list and another to any piece of a name."""

    actor = models.OneToOneField(
        Actor, models.DO_NOTHING, primary_key=True, related_name="+", db_constraint=False
    )
    place = models.CharField(max_length=201, help_text="The number of its kind, and its name")
    names = models.TextField(help_text="Its name and its aliases in small letters, one a line")
    # What the extension pg_trgm would keep; PostgreSQL's own indexes do without it.
    pieces = ArrayField(
        models.TextField(), help_text="All that stands in the names in one to three letters"
    )

    class Meta:
        default_permissions = ()
        indexes = [
            models.Index(fields=["place"], include=["actor"], name="actor_by_place"),
            # Written at once: what waits to be put into its place is read by every search.
            GinIndex(fields=["pieces"], fastupdate=False, name="actor_by_piece_of_name"),
        ]


class News(models.IntegerChoices):
    """What has changed for whoever reads what is published. Of one day, the greater come first."""

    DEVELOPMENT = 1, _("development")
    MOVE = 2, _("moved window")
    ENTRY = 3, _("new entry")
    # What editors did with what was public: no day of the world's clock is theirs.
    DEVELOPMENT_RETRACTED = 4, _("retracted development")
    ENTRY_RETRACTED = 5, _("retracted entry")
    CORRECTION = 6, _("corrected window")


class Change(models.Model):
    """A published entry, a published step of one, or what editors did with what was published:
    when the world could know it, and since when it is so on this record.

    Of what was retracted nothing is kept but that it was, where and when.
    """

    what = models.PositiveSmallIntegerField(choices=News.choices)
    key = models.BigIntegerField(help_text="Of the entry, the development, or the revision")
    entry = models.ForeignKey(
        Entry, models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )
    # Where it stands; what was retracted, where it stood.
    process = models.ForeignKey(
        Process, models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )
    track_id = models.BigIntegerField(help_text="0: of none")
    known_on = models.DateField(null=True, help_text="The world's clock; none of editors' acts")
    at = models.DateTimeField(help_text="The editors' clock: public, or no longer so, since then")

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["entry", "what", "key"], name="change_once")]
        indexes = [
            models.Index(
                fields=["process", "track_id", "known_on", "what", "key"],
                include=["entry", "at"],
                condition=models.Q(known_on__isnull=False),
                name="change_by_day_of_track",
            ),
            models.Index(
                fields=["process", "track_id", "at", "what", "key"],
                include=["entry", "known_on"],
                name="change_by_moment_of_track",
            ),
            models.Index(
                fields=["process", "track_id", "at", "what", "key"],
                include=["entry"],
                condition=models.Q(known_on__isnull=True),
                name="change_by_act_of_track",
            ),
            # Leads from day to day on which something became known.
            models.Index(
                fields=["known_on", "entry"],
                condition=models.Q(known_on__isnull=False),
                name="change_by_day",
            ),
        ]


class RecordVersion(models.Model):
    """Moves on with every change of anything that a page may show.

    A writer moves on whichever row nobody else is moving on just then, and adds one where all are
    taken: so writers never wait for each other. All rows together are the version. It is made of
    random numbers, since a count would come again after a failover that lost a write.
    """

    slot = models.BigAutoField(primary_key=True)
    change = models.UUIDField(db_default=RandomUUID(), help_text="Of the last change, random")

    class Meta:
        default_permissions = ()
