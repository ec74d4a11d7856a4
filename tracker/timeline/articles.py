"""The list of articles, newest first: a page of it costs the same however long the list is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, Func, IntegerField, OuterRef, QuerySet
from django.utils import timezone

from tracker.models import Annotation, Article
from tracker.models.annotations import AnnotationQuerySet
from tracker.timeline.as_of import Around, Near
from tracker.timeline.counts import MOST_COUNTED, Number
from tracker.timeline.filters import TimelineFilter
from tracker.timeline.paging import PAGE_SIZE, Cursor, Place, page_of, past
from tracker.timeline.visible import Reader


@dataclass(frozen=True, slots=True)
class ListedArticle:
    article: Article
    claims: Number  # annotations that this reader may see


@dataclass(frozen=True, slots=True)
class ArticlePage:
    articles: list[ListedArticle]
    next: Cursor | None


def article_page(chosen: TimelineFilter, *, reader: Reader, size: int = PAGE_SIZE) -> ArticlePage:
    """The next articles that this reader may see, and where the page after them begins.

    Their places are found first, by an index alone.
    """
    found = list(_places(chosen, reader=reader)[: size + 1])
    page = page_of(found, chosen.after, size=size)
    listed = _listed(page.keys, chosen, reader=reader)
    # One that went away in between is not missed: its place was among those found.
    return ArticlePage([listed[key] for key in page.keys if key in listed], page.next)


def around_articles(chosen: TimelineFilter, *, reader: Reader) -> Around:
    """The nearest days on which an article of this list came out."""
    others = chosen.without("as_of")
    days = _places(others, reader=reader).values_list("day", flat=True)
    earlier = days.filter(day__lt=chosen.at).order_by("-day").first()
    later = days.filter(day__gt=chosen.at, day__lte=timezone.localdate()).order_by("day").first()
    return Around(Near(earlier) if earlier else None, Near(later) if later else None)


def _places(chosen: TimelineFilter, *, reader: Reader) -> "QuerySet[Any, Place]":
    """Of editors, who see every article, out of the table itself. Of readers out of the published
    spans, each of which carries the place of its article: however many articles nothing public
    rests on, none of them is met on the way."""
    rows: QuerySet[Any]
    if reader.has_perm("tracker.view_article"):
        rows = Article.objects.annotate(day=F("published_on"), key=F("pk"))
    else:
        spans = _spans(chosen, reader=reader)
        rows = spans.annotate(day=F("article_published_on"), key=F("of_article")).distinct()
    if as_of := chosen.day("as_of"):
        rows = rows.filter(day__lte=as_of)
    if since := chosen.day("since"):
        rows = rows.filter(day__gt=since)
    if after := chosen.after:
        rows = rows.filter(past(("day", "key"), (after.earliest, after.pk)))
    return rows.order_by("-day", "-key").values_list("day", "key")


def _spans(chosen: TimelineFilter, *, reader: Reader) -> AnnotationQuerySet:
    """The spans on which something rests that was known by then."""
    spans = Annotation.objects.visible_to(reader)
    as_of = chosen.day("as_of")
    return spans.of_claims_known_by(as_of) if as_of else spans


def _listed(
    keys: Sequence[int], chosen: TimelineFilter, *, reader: Reader
) -> dict[int, ListedArticle]:
    spans = _spans(chosen, reader=reader).filter(version__article=OuterRef("pk"))
    counted = Func(
        ArraySubquery(spans.order_by().values("pk")[: MOST_COUNTED + 1]),
        function="cardinality",
        output_field=IntegerField(),
    )
    articles = Article.objects.visible_to(reader).select_related("outlet").annotate(n=counted)
    return {
        article.pk: ListedArticle(article, Number.capped(article.n, MOST_COUNTED))  # type: ignore[attr-defined]
        for article in articles.filter(pk__in=keys).order_by()
    }
