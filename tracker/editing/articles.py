"""Articles come in, and their texts change."""

import hashlib
from datetime import date
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from tracker.editing.derived import refresh_derived
from tracker.models import Annotation, Article, ArticleVersion, Development, Entry, Outlet
from tracker.models.review import ReviewState
from tracker.selectors.anchor import find
from tracker.selectors.quote import TextQuote
from tracker.selectors.text import clean_text

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User

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
    *, outlet: Outlet, title: str, published_on: date, text: str, url: str = ""
) -> Article:
    """A new article with the first version of its text."""
    article = Article(outlet=outlet, title=title, url=url, published_on=published_on)
    article.full_clean()
    article.save()
    _add_version(article, checked_text(text), number=1)
    return article


def may_change_article(user: "User | AnonymousUser", article: Article) -> bool:
    """Its date and its text are evidence: once something public rests on them, they are a
    reviewer's to change."""
    public = Annotation.objects.filter(version__article=article, state=ReviewState.PUBLISHED)
    if public.exists():
        return user.has_perm("tracker.publish_entry")
    return user.has_perm("tracker.change_article")


@transaction.atomic
def add_version(article: Article, text: str, *, by: "User | AnonymousUser") -> ArticleVersion:
    """Keeps a changed text as the newest version and moves the annotations over to it.

    An annotation whose quote does not stand in the new text stays on the version where it does,
    and is shown as lost. A text that this article had before becomes its newest again only as
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
    taken: set[tuple[int, int | None, int | None]] = set()
    for annotation in Annotation.objects.filter(version__article=article).order_by("start", "pk"):
        found = find(annotation.quote, text, hint=annotation.start)
        if found is None or found.slice(text) != annotation.exact:
            continue
        # Of two places that said the same for one claim, one may be all that is left.
        place = (found.start, annotation.entry_id, annotation.development_id)
        if annotation.state != ReviewState.RETRACTED:
            if place in taken:
                continue
            taken.add(place)
        quote = TextQuote.from_span(text, found.start, found.end)
        annotation.version = version
        annotation.start, annotation.end = found.start, found.end
        annotation.prefix, annotation.suffix = quote.prefix, quote.suffix
        annotation.save()
    return version


@transaction.atomic
def change_article(article: Article, *, by: "User | AnonymousUser") -> None:
    """Saves title, outlet, address and date, and what follows from the date."""
    if not may_change_article(by, article):
        raise PermissionDenied
    article.full_clean()
    article.save()
    refresh_derived(entries_resting_on(article))


def entries_resting_on(article: Article) -> set[int]:
    annotations = Annotation.objects.filter(version__article=article)
    return {
        *Entry.objects.filter(annotations__in=annotations).values_list("pk", flat=True),
        *Development.objects.filter(annotations__in=annotations).values_list("entry_id", flat=True),
    }


def _add_version(article: Article, text: str, *, number: int) -> ArticleVersion:
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    if ArticleVersion.objects.filter(article=article, sha256=sha256).exists():
        raise ValidationError(_("An earlier version of this article had exactly this text."))
    return ArticleVersion.objects.create(article=article, number=number, text=text, sha256=sha256)
