"""Articles as they came, before anybody cleaned them; and what waits to be looked over."""

import zlib

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tracker.models.articles import Article, ArticleVersion
from tracker.models.history import track

MEDIA_TYPES = {
    "text/plain": (".txt", _("text")),
    "text/html": (".html", _("web page")),
    "application/pdf": (".pdf", _("PDF")),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": (
        ".docx",
        _("Word document"),
    ),
    "message/rfc822": (".eml", _("mail")),
}


def packed(content: bytes) -> bytes:
    return zlib.compress(content)


def unpacked(content: bytes | memoryview) -> bytes:
    return zlib.decompress(content)


# The bytes are kept once, and are never changed: the revisions say of whom and when.
@track(exclude=["content"])
class Original(models.Model):
    """The file or the page from which a version of a text was read, byte for byte.

    For editors: it is somebody else's work as a whole, and may hold what no reader is to see.
    """

    version = models.OneToOneField(
        ArticleVersion, models.CASCADE, related_name="original", verbose_name=_("version")
    )
    media_type = models.CharField(
        _("kind"),
        max_length=100,
        choices=[(name, label) for name, (_ending, label) in MEDIA_TYPES.items()],
    )
    name = models.CharField(_("name of the file"), max_length=200, blank=True)
    fetched_from = models.URLField(_("fetched from"), max_length=1000, blank=True)
    taken_at = models.DateTimeField(_("taken"), auto_now_add=True)
    size = models.PositiveIntegerField(_("bytes"))
    sha256 = models.CharField(_("hash"), max_length=64)
    content = models.BinaryField(editable=False)  # compressed, see packed()

    class Meta:
        verbose_name = _("original")
        verbose_name_plural = _("originals")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=models.Q(media_type__in=list(MEDIA_TYPES)), name="original_kind_known"
            ),
            models.CheckConstraint(
                condition=models.Q(sha256__regex=r"^[0-9a-f]{64}$"), name="original_hash_form"
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.fetched_from or self.media_type

    @property
    def as_it_came(self) -> bytes:
        return unpacked(self.content)

    @property
    def file_name(self) -> str:
        return self.name or f"article-{self.version.article_id}{MEDIA_TYPES[self.media_type][0]}"


class PendingText(models.Model):
    """What was read of a file, a page or a paste, until its editor has looked it over.

    Nobody else sees it, and it is gone after a day: see editing.pending_texts.
    """

    editor = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    # The article whose text it may become, if it is about one.
    article = models.ForeignKey(Article, models.CASCADE, related_name="+", null=True)
    read = models.JSONField()  # imports.incoming.Incoming
    typed = models.JSONField(default=dict)  # what the editor had filled in already
    origin = models.JSONField(default=dict)  # name of the file, address
    content = models.BinaryField(null=True)  # compressed; null where the text itself was typed
    made_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.pk}"
