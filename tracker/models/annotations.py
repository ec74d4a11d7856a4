from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Length
from django.utils.translation import gettext_lazy as _

from tracker.models.actors import Actor, ActorKind
from tracker.models.articles import Article, ArticleVersion
from tracker.models.developments import Development
from tracker.models.entries import Entry
from tracker.models.history import track
from tracker.models.review import IS_PENDING, Reviewed, ReviewState
from tracker.selectors.quote import TextQuote

if TYPE_CHECKING:
    from datetime import date

    from django.contrib.auth.models import AnonymousUser, User


class Stance(models.TextChoices):
    SUPPORTS = "supports", _("supports")
    DISPUTES = "disputes", _("disputes")
    MENTIONS = "mentions", _("mentions")


class QuoteMode(models.TextChoices):
    """How an article gives somebody's words."""

    QUOTED = "quoted", _("quoted")
    PARAPHRASED = "paraphrased", _("paraphrased")


class Attribution(models.TextChoices):
    """Whether an article says whose words it gives."""

    NAMED = "named", _("named")
    ANONYMOUS = "anonymous", _("anonymous")


# Which sources count for a claim: drafts for a draft, and for what is published those alone that
# are published too. For hand-written SQL, whose rows are called `annotation` and `{claim}`; for
# querysets, `of_entries_counting` says the same.
COUNTING_SQL = """
    annotation.state <> 'retracted'
    AND ({claim}.state <> 'published' OR annotation.state = 'published')
"""


class AnnotationQuerySet(models.QuerySet["Annotation"]):
    def of_entries_counting(self) -> "AnnotationQuerySet":
        """The sources of entries that count for them (COUNTING_SQL)."""
        published = ReviewState.PUBLISHED
        return self.exclude(state=ReviewState.RETRACTED).filter(
            ~models.Q(entry__state=published) | models.Q(state=published), entry__isnull=False
        )

    def with_lost(self) -> "AnnotationQuerySet":
        """Annotates `is_lost`: the article has a newer text, and these words are not in it."""
        newer = ArticleVersion.objects.filter(
            article=models.OuterRef("version__article"),
            number__gt=models.OuterRef("version__number"),
        )
        return self.annotate(is_lost=models.Exists(newer))

    def known_by(self, day: "date | None") -> "AnnotationQuerySet":
        """Those whose article was out by that day; all of them where no day is given."""
        return self.filter(version__article__published_on__lte=day) if day else self

    def of_claims_known_by(self, day: "date") -> "AnnotationQuerySet":
        """Those of entries that were known by then, and of developments if both were."""
        return self.filter(
            models.Q(entry__known_on__lte=day)
            | models.Q(development__known_on__lte=day, development__entry__known_on__lte=day)
        )

    def visible_to(self, user: "User | AnonymousUser") -> "AnnotationQuerySet":
        """Readers see published spans of published claims; editors see their drafts too."""
        if user.has_perm("tracker.view_annotation"):
            return self.exclude(state=ReviewState.RETRACTED)
        published = ReviewState.PUBLISHED
        return self.filter(
            models.Q(entry__state=published)
            | models.Q(development__state=published, development__entry__state=published),
            state=published,
        )


@track(exclude=["of_article", "article_published_on"])
class Annotation(Reviewed):
    """A span of an article that an entry or a development rests on.

    Kept as W3C Web Annotation selectors: offsets are Unicode code points, end exclusive.
    """

    version = models.ForeignKey(
        ArticleVersion, models.PROTECT, related_name="annotations", verbose_name=_("article")
    )
    start = models.PositiveIntegerField(_("start"))
    end = models.PositiveIntegerField(_("end"))
    exact = models.TextField(_("quote"))
    prefix = models.CharField(_("words before"), max_length=64, blank=True)
    suffix = models.CharField(_("words after"), max_length=64, blank=True)
    stance = models.CharField(
        _("stance"), max_length=8, choices=Stance.choices, default=Stance.SUPPORTS
    )
    entry = models.ForeignKey(
        Entry, models.CASCADE, related_name="annotations", null=True, blank=True
    )
    development = models.ForeignKey(
        Development, models.CASCADE, related_name="annotations", null=True, blank=True
    )
    # Whose words the article gives, and how. Empty: nobody has recorded it, or they are its own.
    speaker = models.ForeignKey(
        Actor,
        models.PROTECT,
        related_name="said",
        null=True,
        blank=True,
        verbose_name=_("speaker"),
        help_text=_("Of an anonymous source: the state, organisation or office that it speaks for"),
    )
    mode = models.CharField(
        _("quoted or paraphrased"),
        max_length=11,
        choices=QuoteMode.choices,
        blank=True,
        default="",
        db_default="",
    )
    attribution = models.CharField(
        _("named or anonymous"),
        max_length=9,
        choices=Attribution.choices,
        blank=True,
        default="",
        db_default="",
    )
    described_as = models.CharField(
        _("anonymous source, as the article describes it"),
        max_length=200,
        blank=True,
        default="",
        db_default="",
        help_text=_("“one French official”"),
    )
    created_at = models.DateTimeField(_("recorded"), auto_now_add=True)
    # Its article and the day of that, copied here by the database (migration 0010): so the newest
    # articles that readers may see are found among the newest of their published spans.
    of_article = models.ForeignKey(
        Article,
        models.DO_NOTHING,
        related_name="+",
        null=True,
        editable=False,
        db_constraint=False,
        db_index=False,
    )
    article_published_on = models.DateField(null=True, editable=False)

    objects = AnnotationQuerySet.as_manager()

    class Meta(Reviewed.Meta):
        abstract = False
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["version", "start", "end", "id"]
        constraints = [
            *Reviewed.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(start__lt=models.F("end")), name="annotation_start_before_end"
            ),
            models.CheckConstraint(
                condition=models.Q(end=models.F("start") + Length("exact")),
                name="annotation_quote_as_long_as_span",
            ),
            models.CheckConstraint(
                condition=models.Q(entry__isnull=False, development__isnull=True)
                | models.Q(entry__isnull=True, development__isnull=False),
                name="annotation_of_one_claim",
            ),
            models.CheckConstraint(
                condition=models.Q(stance__in=Stance.values), name="annotation_stance_known"
            ),
            models.CheckConstraint(
                condition=models.Q(mode__in=["", *QuoteMode.values]), name="annotation_mode_known"
            ),
            models.CheckConstraint(
                condition=models.Q(attribution__in=["", *Attribution.values]),
                name="annotation_attribution_known",
            ),
            models.CheckConstraint(
                condition=models.Q(described_as="") | models.Q(attribution=Attribution.ANONYMOUS),
                name="annotation_described_where_anonymous",
            ),
            models.CheckConstraint(
                condition=models.Q(speaker__isnull=True) | ~models.Q(attribution=""),
                name="annotation_speaker_named_or_not",
            ),
            models.UniqueConstraint(
                fields=["version", "start", "end", "entry"],
                condition=models.Q(entry__isnull=False) & ~models.Q(state=ReviewState.RETRACTED),
                name="annotation_once_an_entry",
                violation_error_message=_("This entry rests on these words already."),
            ),
            models.UniqueConstraint(
                fields=["version", "start", "end", "development"],
                condition=models.Q(development__isnull=False)
                & ~models.Q(state=ReviewState.RETRACTED),
                name="annotation_once_a_development",
                violation_error_message=_("This development rests on these words already."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["-article_published_on", "-of_article"],
                include=["entry", "development"],
                condition=models.Q(state=ReviewState.PUBLISHED),
                name="annotation_by_newest_article",
            ),
            # Few sources dispute: so a list that asks this of each of its entries finds them.
            models.Index(
                fields=["entry"],
                include=["state", "article_published_on"],
                condition=models.Q(stance=Stance.DISPUTES),
                name="annotation_disputing",
            ),
            models.Index(fields=["-id"], condition=IS_PENDING, name="annotation_pending"),
        ]

    def __str__(self) -> str:
        return self.exact

    def clean(self) -> None:
        """What follows from what was said: a description makes a source anonymous, and a speaker
        of whom nothing else is said is named."""
        if not self.attribution and (self.described_as or self.speaker):
            self.attribution = Attribution.ANONYMOUS if self.described_as else Attribution.NAMED
        is_anonymous = self.attribution == Attribution.ANONYMOUS
        if self.described_as and not is_anonymous:
            raise ValidationError(
                {"described_as": _("Who is named is not described as an anonymous source.")}
            )
        if is_anonymous and self.speaker and self.speaker.kind == ActorKind.PERSON:
            raise ValidationError(
                {"speaker": _("A person by name is not anonymous: give what they speak for.")}
            )

    @property
    def quote(self) -> TextQuote:
        return TextQuote(exact=self.exact, prefix=self.prefix, suffix=self.suffix)
