from typing import TYPE_CHECKING

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

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
class Article(models.Model):
    """A source text, kept in versions, and who published it when."""

    outlet = models.ForeignKey(Outlet, models.PROTECT, related_name="articles")
    title = models.CharField(_("title"), max_length=300)
    url = models.URLField(_("address"), max_length=1000, blank=True)
    published_on = models.DateField(_("published on"))
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
            )
        ]
        indexes = [models.Index(fields=["-published_on", "-id"], name="article_newest")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("article", args=[self.pk])

    @property
    def current(self) -> "ArticleVersion":
        """The newest version of the text."""
        return self.versions.order_by("-number")[:1].get()


@track()
class ArticleVersion(models.Model):
    """The text of an article as it stood once. Offsets count its Unicode code points."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("version"), default=1)
    text = models.TextField(_("text"))
    sha256 = models.CharField(_("hash"), max_length=64)
    added_at = models.DateTimeField(_("added"), auto_now_add=True)

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

    def __str__(self) -> str:
        return f"{self.article} ({self.number})"
