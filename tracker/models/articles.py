from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tracker.models.checked import CheckedAtOnce
from tracker.models.history import track
from tracker.models.review import ReviewState

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User


class Reliability(models.TextChoices):
    """Reliability of a source organisation (Admiralty scale)."""

    A = "A", _("A: completely reliable")
    B = "B", _("B: usually reliable")
    C = "C", _("C: fairly reliable")
    D = "D", _("D: not usually reliable")
    E = "E", _("E: unreliable")
    F = "F", _("F: cannot be judged")


@track()
class Outlet(models.Model):
    """Who published an article."""

    slug = models.SlugField(_("short name in addresses"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=200, unique=True)
    homepage = models.URLField(_("home page"), max_length=500, blank=True)
    reliability = models.CharField(
        _("reliability"), max_length=1, choices=Reliability.choices, default=Reliability.F
    )

    class Meta:
        verbose_name = _("outlet")
        verbose_name_plural = _("outlets")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(reliability__in=Reliability.values),
                name="outlet_reliability_known",
            )
        ]

    def __str__(self) -> str:
        return self.name


REPRINTS_EACH_OTHER = _("That article is a reprint of this one.")


class ArticleQuerySet(models.QuerySet["Article"]):
    def visible_to(self, user: "User | AnonymousUser") -> "ArticleQuerySet":
        """Readers see the articles that something published rests on; editors see all."""
        if user.has_perm("tracker.view_article"):
            return self
        rests = models.Q(
            versions__annotations__state=ReviewState.PUBLISHED,
            versions__annotations__entry__state=ReviewState.PUBLISHED,
        ) | models.Q(
            versions__annotations__state=ReviewState.PUBLISHED,
            versions__annotations__development__state=ReviewState.PUBLISHED,
            versions__annotations__development__entry__state=ReviewState.PUBLISHED,
        )
        shown = Article.objects.filter(rests, pk=models.OuterRef("pk"))
        return self.filter(models.Exists(shown))


@track()
class Article(CheckedAtOnce):
    """A source text, kept in versions, and who published it when."""

    outlet = models.ForeignKey(Outlet, models.PROTECT, related_name="articles")
    title = models.CharField(_("title"), max_length=300)
    url = models.URLField(_("address"), max_length=1000, blank=True)
    published_on = models.DateField(_("published on"))
    author = models.CharField(
        _("author"),
        max_length=300,
        blank=True,
        default="",
        db_default="",
        help_text=_("As the article names them"),
    )
    # BCP 47: "en", "pt-BR".
    language = models.CharField(_("language"), max_length=35, blank=True, default="", db_default="")
    # Whose reporting it is, where it is not the outlet's own: so that ten reprints of one report
    # count once. What is reprinted is no reprint itself (migration 0021 holds that), so that one
    # step leads to the original.
    reprint_of = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="reprints",
        null=True,
        blank=True,
        verbose_name=_("reprint of"),
        help_text=_("The article that it takes its text from, whole or cut"),
    )
    origin = models.ForeignKey(
        Outlet,
        models.PROTECT,
        related_name="originated",
        null=True,
        blank=True,
        verbose_name=_("taken over from"),
        help_text=_("A news agency, say, where the article reprinted is not here itself"),
    )
    added_at = models.DateTimeField(_("added"), auto_now_add=True)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["-published_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["url"],
                condition=~models.Q(url=""),
                name="article_address_once",
                violation_error_message=_("An article with this address is already here."),
            ),
            models.CheckConstraint(
                condition=models.Q(reprint_of__isnull=True) | models.Q(origin__isnull=True),
                name="article_of_one_origin",
                violation_error_message=_("Say it once: the article reprinted, or its outlet."),
            ),
            models.CheckConstraint(
                condition=~models.Q(reprint_of=models.F("id")),
                name="article_reprints_another",
                violation_error_message=_("An article is no reprint of itself."),
            ),
            models.CheckConstraint(
                condition=models.Q(language="")
                | models.Q(language__regex=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"),
                name="article_language_form",
            ),
            models.CheckConstraint(
                condition=~models.Q(origin=models.F("outlet")),
                name="article_origin_elsewhere",
                violation_error_message=_("This is the outlet that it stands in."),
            ),
        ]
        indexes = [models.Index(fields=["-published_on", "-id"], name="article_newest")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("article", args=[self.pk])

    def clean(self) -> None:
        if self.pk and self.reprint_of and self.reprint_of.reprint_of_id == self.pk:
            raise ValidationError({"reprint_of": REPRINTS_EACH_OTHER})

    @property
    def original(self) -> "Article":
        """The article that it is a reprint of, or itself."""
        return self.reprint_of or self

    @property
    def reported_by(self) -> Outlet:
        """The outlet whose reporting it is, in whatever outlet it stands."""
        return self.original.origin or self.original.outlet

    @property
    def current(self) -> "ArticleVersion":
        """The newest version of the text."""
        return self.versions.order_by("-number")[:1].get()


@track(exclude=["fingerprints"])
class ArticleVersion(models.Model):
    """The text of an article as it stood once. Offsets count its Unicode code points."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("version"), default=1)
    text = models.TextField(_("text"))
    sha256 = models.CharField(_("hash"), max_length=64)
    added_at = models.DateTimeField(_("added"), auto_now_add=True)
    # What texts that are nearly the same have in common (selectors.likeness).
    fingerprints = ArrayField(models.BigIntegerField(), null=True, editable=False)

    class Meta:
        verbose_name = _("version of an article")
        verbose_name_plural = _("versions of articles")
        ordering = ["article", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="version_number_once"),
            models.UniqueConstraint(fields=["article", "sha256"], name="version_text_once"),
            models.CheckConstraint(condition=~models.Q(text=""), name="version_has_text"),
            models.CheckConstraint(
                condition=models.Q(sha256__regex=r"^[0-9a-f]{64}$"), name="version_hash_form"
            ),
        ]
        indexes = [GinIndex(fields=["fingerprints"], name="version_by_fingerprint")]

    def __str__(self) -> str:
        return f"{self.article} ({self.number})"
