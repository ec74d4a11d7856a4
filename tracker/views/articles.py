"""Articles: the list, and one with its annotations marked."""

from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django_htmx.http import HttpResponseClientRedirect

from tracker.models import Annotation, Article
from tracker.selectors.segments import paragraphs
from tracker.timeline.filters import read_filter
from tracker.timeline.paging import PAGE_SIZE, Cursor
from tracker.views.access import readable_article
from tracker.views.caching import public_page
from tracker.views.http import HtmxHttpRequest, status_of, wants_fragment


@require_safe
@public_page
def index(request: HtmxHttpRequest) -> HttpResponse:
    chosen, errors = read_filter(request.GET, reader=request.user)
    shown = Annotation.objects.visible_to(request.user)
    articles = (
        Article.objects.visible_to(request.user)
        .select_related("outlet")
        .annotate(
            claims=Count(
                "versions__annotations",
                filter=Q(versions__annotations__in=shown.values("pk")),
                distinct=True,
            )
        )
        .order_by("-published_on", "-pk")
    )
    if as_of := chosen.day("as_of"):
        articles = articles.filter(published_on__lte=as_of)
    if since := chosen.day("since"):
        articles = articles.filter(published_on__gt=since)
    if cursor := chosen.after:
        articles = articles.filter(
            Q(published_on__lt=cursor.earliest) | Q(pk__lt=cursor.pk),
            published_on__lte=cursor.earliest,
        )
    if errors:
        articles = articles.none()
    rows = list(articles[: PAGE_SIZE + 1])
    more = len(rows) > PAGE_SIZE
    rows = rows[:PAGE_SIZE]
    context = {
        "page_title": _("Articles"),
        "articles": rows,
        "chosen": chosen,
        "errors": errors,
        "at": chosen.at,
        "next_query": (
            chosen.page_query(Cursor(rows[-1].published_on, rows[-1].pk)) if more else ""
        ),
    }
    if not wants_fragment(request):
        return render(request, "articles/index.html", context, status=status_of(errors))
    if errors:
        # Rows cannot say what is wrong with the question; the page can.
        return HttpResponseClientRedirect(request.get_full_path())
    return render(request, "articles/_rows.html", context)


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
        .select_related("entry", "development__entry", "version")
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
