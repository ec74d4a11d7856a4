"""Articles come in, and their texts change."""

import hashlib
from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from tracker.editing.carried_over import carry_over
from tracker.editing.derived import refresh_derived
from tracker.editing.fates import Outcome, fates, place
from tracker.editing.originals import AsItCame, keep_original
from tracker.editing.pending import may_change_claim
from tracker.models import Annotation, Article, ArticleVersion, Development, Entry, Outlet
from tracker.models.articles import REPRINTS_EACH_OTHER
from tracker.models.review import ReviewState
from tracker.selectors.likeness import fingerprints
from tracker.selectors.text import clean_text

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User
    from django.db.models import QuerySet

MAX_TEXT = 500_000  # code points; a long-read is 60,000


def checked_text(raw: str) -> str:
    """The text as it is kept: line ends made LF. Raises ValidationError with a reason."""
    try:
        text = clean_text(raw).strip("\n")
    except ValueError as error:
        raise ValidationError(str(error)) from error
    if not text.strip():
        raise ValidationError(_("The article has no text."))
    if len(text) > MAX_TEXT:
        raise ValidationError(
            _("The text has %(length)d characters; up to %(most)d are taken.")
            % {"length": len(text), "most": MAX_TEXT}
        )
    return text


@transaction.atomic
def add_article(
    *,
    outlet: Outlet,
    title: str,
    published_on: date,
    text: str,
    url: str = "",
    reprint_of: Article | None = None,
    origin: Outlet | None = None,
    author: str = "",
    language: str = "",
    came: AsItCame | None = None,
) -> Article:
    """A new article with the first version of its text, and where that was taken from."""
    article = Article(
        outlet=outlet,
        title=title,
        url=url,
        published_on=published_on,
        reprint_of=reprint_of,
        origin=origin,
        author=author,
        language=language,
    )
    article.full_clean()
    _lead_to_original(article)
    article.save()
    version = _add_version(article, checked_text(text), number=1)
    if came:
        keep_original(version, came)
    return article


def may_change_article(user: "User | AnonymousUser", article: Article) -> bool:
    """Its date and its text are evidence: once something public rests on them, they are a
    reviewer's to change."""
    public = Annotation.objects.filter(version__article=article, state=ReviewState.PUBLISHED)
    if public.exists():
        return user.has_perm("tracker.publish_entry")
    return user.has_perm("tracker.change_article")


def moved_and_lost(version: ArticleVersion) -> tuple[int, int]:
    """How many sources of its article stand in this text, and how many are lost with an older."""
    own = annotations_of(version.article).exclude(state=ReviewState.RETRACTED)
    return own.filter(version=version).count(), own.exclude(version=version).count()


@transaction.atomic
def add_version(
    article: Article,
    text: str,
    *,
    by: "User | AnonymousUser",
    came: AsItCame | None = None,
    follow: Collection[tuple[int, str]] = (),
) -> ArticleVersion:
    """Keeps a changed text as the newest version and moves the annotations over to it, and what
    was decided about the assistant's proposals.

    An annotation whose quote does not stand in the new text stays on the version where it does,
    and is shown as lost; but one of `follow`, keys with the words that somebody has looked at,
    goes over to these. A text that this article had before becomes its newest again only as
    what it is: the same version, so it is refused.
    """
    # One change of a text at a time: the next number must be the next.
    Article.objects.select_for_update().get(pk=article.pk)
    if not may_change_article(by, article):
        raise PermissionDenied
    current = article.current
    text = checked_text(text)
    if text == current.text:
        return current
    version = _add_version(article, text, number=current.number + 1)
    if came:
        keep_original(version, came)
    for fate in fates(annotations_of(article), text):
        annotation = fate.annotation
        is_agreed = (annotation.pk, fate.words) in follow and may_change_claim(by, annotation)
        if fate.position and (fate.outcome == Outcome.SAME or is_agreed):
            place(annotation, version, fate.position)
            annotation.save()
    carry_over(version)
    return version


def annotations_of(article: Article) -> "QuerySet[Annotation]":
    """In the order in which they are moved."""
    annotations = Annotation.objects.filter(version__article=article)
    return annotations.select_related("entry", "development__entry").order_by("start", "pk")


@transaction.atomic
def change_article(article: Article, *, by: "User | AnonymousUser") -> None:
    """Saves title, outlet, address, date and origin, and what follows from these."""
    if not may_change_article(by, article):
        raise PermissionDenied
    article.full_clean()
    _lead_to_original(article)
    article.save()
    refresh_derived(entries_resting_on(article))


@transaction.atomic
def mark_reprint(article: Article, *, of: Article, by: "User | AnonymousUser") -> None:
    """Says that the text of an article is another's. Raises ValidationError where that one is a
    reprint of this."""
    # Whatever else of it has been saved since it was read stays as it is.
    article.refresh_from_db(from_queryset=Article.objects.select_for_update())
    article.reprint_of, article.origin = of, None
    change_article(article, by=by)


def _lead_to_original(article: Article) -> None:
    """A reprint of a reprint is one of the original; and the reprints of what turns out to be one
    follow it there."""
    if article.reprint_of_id is None:
        return
    # Held, so that neither becomes a reprint, or an original, meanwhile.
    keys = [key for key in (article.pk, article.reprint_of_id) if key]
    both = Article.objects.filter(pk__in=keys).order_by("pk").select_for_update()
    came_from = dict(both.values_list("pk", "reprint_of"))
    original = came_from.get(article.reprint_of_id) or article.reprint_of_id
    if original == article.pk:
        raise ValidationError({"reprint_of": REPRINTS_EACH_OTHER})
    article.reprint_of_id = original
    if article.pk:
        Article.objects.filter(reprint_of=article.pk).update(reprint_of=original)


def entries_resting_on(article: Article) -> set[int]:
    annotations = Annotation.objects.filter(version__article=article)
    return {
        *Entry.objects.filter(annotations__in=annotations).values_list("pk", flat=True),
        *Development.objects.filter(annotations__in=annotations).values_list("entry_id", flat=True),
    }


def sha256_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _add_version(article: Article, text: str, *, number: int) -> ArticleVersion:
    sha256 = sha256_of(text)
    if ArticleVersion.objects.filter(article=article, sha256=sha256).exists():
        raise ValidationError(_("An earlier version of this article had exactly this text."))
    return ArticleVersion.objects.create(
        article=article,
        number=number,
        text=text,
        sha256=sha256,
        fingerprints=fingerprints(text),
    )
