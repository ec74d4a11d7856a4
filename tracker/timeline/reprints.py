"""Which article an article is a reprint of, and which it may be one of: those of nearly the same
text, out before it."""

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from tracker.models import Article, ArticleVersion
from tracker.selectors.likeness import fingerprints, likeness
from tracker.timeline.visible import Reader

if TYPE_CHECKING:
    from django.db.models import QuerySet

MOST_COMPARED = 5
ALIKE = 0.6  # of the shorter of two texts: a reprint is cut, and gets another head


def original_of(article: Article, *, reader: Reader, as_of: date | None = None) -> Article | None:
    """What it is a reprint of, if this reader may know of that, and did by that day."""
    if article.reprint_of_id is None:
        return None
    there = Article.objects.visible_to(reader).select_related("outlet")
    if as_of:
        there = there.filter(published_on__lte=as_of)
    return there.filter(pk=article.reprint_of_id).first()


class Likely(NamedTuple):
    article: Article  # an original: no reprint itself
    share: float  # of the shorter text that stands in the longer


def likely_originals(article: Article) -> list[Likely]:
    """Those most alike first; none where it is said already whose reporting it is."""
    if article.reprint_of_id or article.origin_id:
        return []
    own = article.versions.order_by("-number").first()
    if own is None or not own.fingerprints:
        return []
    others = (
        _alike(own.fingerprints, until=article.published_on)
        .exclude(article=article)
        .exclude(article__reprint_of=article)
    )
    return _likely(own.text, others, outlet=article.outlet_id)


def likely_originals_of(text: str, *, published_on: date, outlet: int | None) -> list[Likely]:
    """The same of a text that is not here yet, in an outlet that may not be, either."""
    return _likely(text, _alike(fingerprints(text), until=published_on), outlet=outlet)


def same_again(text: str, *, outlet: int) -> Likely | None:
    """The article of this outlet, if any, that has nearly this text: a changed one, most likely."""
    shared = {"fingerprints__overlap": fingerprints(text), "article__outlet": outlet}
    versions = ArticleVersion.objects.filter(**shared).select_related("article__outlet")
    found = [
        Likely(version.article, likeness(text, version.text))
        for version in versions.order_by("-article__published_on", "article", "-number")[
            :MOST_COMPARED
        ]
    ]
    best = max(found, key=lambda likely: likely.share, default=None)
    return best if best and best.share >= ALIKE else None


def _alike(marks: list[int], *, until: date) -> "QuerySet[ArticleVersion]":
    return (
        ArticleVersion.objects.filter(fingerprints__overlap=marks, article__published_on__lte=until)
        .select_related(
            "article__outlet",
            "article__origin",
            "article__reprint_of__outlet",
            "article__reprint_of__origin",
        )
        .order_by("article__published_on", "article", "-number")  # the first is the likeliest
    )


def _likely(text: str, others: "QuerySet[ArticleVersion]", *, outlet: int | None) -> list[Likely]:
    found: dict[int, Likely] = {}
    for version in others[:MOST_COMPARED]:
        original = version.article.original
        # What an outlet prints twice counts once anyway.
        if original.pk not in found and original.reported_by.pk != outlet:
            share = likeness(text, version.text)
            if share >= ALIKE:
                found[original.pk] = Likely(original, share)
    return sorted(found.values(), key=lambda likely: (-likely.share, likely.article.pk))
