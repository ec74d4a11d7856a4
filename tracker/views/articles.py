"""Articles: the list, and one with its annotations marked."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tracker.models import Annotation
from tracker.selectors.segments import paragraphs
from tracker.timeline.articles import around_articles, article_page
from tracker.timeline.as_of import around, steps
from tracker.timeline.claims import known_since
from tracker.timeline.filters import read_filter
from tracker.timeline.reprints import original_of
from tracker.views.access import readable_article
from tracker.views.as_of import not_known
from tracker.views.caching import public_page
from tracker.views.http import HtmxHttpRequest, status_of, wants_fragment
from tracker.views.lists import answer_list

# Where an annotation finds the entry that it is about.
CLAIMS = ("entry", "development__entry")


@require_safe
@public_page
def index(request: HtmxHttpRequest) -> HttpResponse:
    chosen, errors = read_filter(request.GET, reader=request.user)
    page = None if errors else article_page(chosen, reader=request.user)
    through_time = None
    if page and not wants_fragment(request):
        through_time = steps(chosen, around_articles(chosen, reader=request.user))
    context: dict[str, object] = {
        "page_title": _("Articles"),
        "page": page,
        "chosen": chosen,
        "at": chosen.at,
        "through_time": through_time,
        "next_query": chosen.page_query(page.next) if page and page.next else "",
        "start_query": chosen.ordered(chosen.order).query(),
    }
    return answer_list(
        request, errors, page="articles/index.html", rows="articles/_rows.html", context=context
    )


@require_safe
@public_page
def detail(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    article = readable_article(request.user, pk)
    chosen, errors = read_filter(request.GET, reader=request.user)
    as_of = chosen.day("as_of")
    annotations = list(
        Annotation.objects.visible_to(request.user)
        .filter(version__article=article)
        .with_lost()
        .select_related(*CLAIMS)
        # What only searches read is as long as the texts themselves.
        .defer(*(f"{way}__{name}" for way in CLAIMS for name in ("words", "search")))
        .order_by("start", "end", "pk")
    )
    known = around([article.published_on, *map(known_since, annotations)], chosen.at)
    if as_of and article.published_on > as_of:
        said = _("This article was not out yet: it was published on %(day)s.")
        return not_known(request, chosen, errors, known, said=said, day=article.published_on)
    if as_of:
        annotations = [one for one in annotations if known_since(one) <= as_of]
    version = article.current
    standing = [one for one in annotations if not one.is_lost]  # type: ignore[attr-defined]
    context = {
        "page_title": article.title,
        "article": article,
        "original": original_of(article, reader=request.user, as_of=as_of),
        "version": version,
        "paragraphs": paragraphs(version.text, standing),
        "annotations": standing,
        "lost": [one for one in annotations if one.is_lost],  # type: ignore[attr-defined]
        "chosen": chosen,
        "errors": errors,
        "at": chosen.at,
        "through_time": steps(chosen, known, is_boosted=False),
    }
    return render(request, "articles/detail.html", context, status=status_of(errors))
