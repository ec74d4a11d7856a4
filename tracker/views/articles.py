"""Articles: the list, and one with its annotations marked."""

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tracker.models import Annotation
from tracker.selectors.segments import paragraphs
from tracker.timeline.articles import article_page
from tracker.timeline.filters import read_filter
from tracker.views.access import readable_article
from tracker.views.caching import public_page
from tracker.views.http import HtmxHttpRequest, status_of
from tracker.views.lists import answer_list

# Where an annotation finds the entry that it is about.
CLAIMS = ("entry", "development__entry")


@require_safe
@public_page
def index(request: HtmxHttpRequest) -> HttpResponse:
    chosen, errors = read_filter(request.GET, reader=request.user)
    page = None if errors else article_page(chosen, reader=request.user)
    context: dict[str, object] = {
        "page_title": _("Articles"),
        "page": page,
        "chosen": chosen,
        "at": chosen.at,
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
    version = article.current
    annotations = (
        Annotation.objects.visible_to(request.user)
        .filter(version__article=article)
        .with_lost()
        .select_related(*CLAIMS)
        # What only searches read is as long as the texts themselves.
        .defer(*(f"{way}__{name}" for way in CLAIMS for name in ("words", "search")))
        .order_by("start", "end", "pk")
    )
    if as_of := chosen.day("as_of"):
        annotations = annotations.filter(
            Q(entry__known_on__lte=as_of)
            | Q(development__known_on__lte=as_of, development__entry__known_on__lte=as_of)
        )
    standing = [one for one in annotations if not one.is_lost]  # type: ignore[attr-defined]
    context = {
        "page_title": article.title,
        "article": article,
        "version": version,
        "paragraphs": paragraphs(version.text, standing),
        "annotations": standing,
        "lost": [one for one in annotations if one.is_lost],  # type: ignore[attr-defined]
        "chosen": chosen,
        "errors": errors,
        "at": chosen.at,
        "not_out_yet": bool(as_of and article.published_on > as_of),
    }
    return render(request, "articles/detail.html", context, status=status_of(errors))
