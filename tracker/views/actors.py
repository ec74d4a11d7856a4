from django.db.models import Case, Count, IntegerField, Q, When
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tracker.models import Actor
from tracker.templatetags.actors import KINDS
from tracker.timeline.entries import timeline_entries
from tracker.timeline.filters import read_filter
from tracker.views.caching import public_page
from tracker.views.http import HtmxHttpRequest, status_of
from tracker.views.timeline import answer

NAME_LENGTH = 100

_KINDS_IN_ORDER = Case(
    *(When(kind=kind, then=place) for place, kind in enumerate(KINDS)),
    output_field=IntegerField(),
)


@require_safe
@public_page
def index(request: HtmxHttpRequest) -> HttpResponse:
    words = request.GET.get("name", "").replace("\x00", "").strip()[:NAME_LENGTH]
    chosen, errors = read_filter(request.GET, reader=request.user)
    entries = timeline_entries(chosen, reader=request.user).order_by()
    visible = Q(parts__entry__in=entries.values("pk"))
    actors = Actor.objects.named(words) if words else Actor.objects.all()
    if errors:
        actors = actors.none()
    context = {
        "page_title": _("Actors"),
        "name": words,
        "chosen": chosen,
        "errors": errors,
        "at": chosen.at,
        "actors": actors.annotate(
            entries_count=Count("parts__entry", filter=visible, distinct=True)
        )
        .prefetch_related("aliases", "affiliations__to")
        .order_by(_KINDS_IN_ORDER, "name"),
    }
    return render(request, "actors/index.html", context, status=status_of(errors))


@require_safe
@public_page
def detail(request: HtmxHttpRequest, slug: str) -> HttpResponse:
    actor = get_object_or_404(Actor.objects.prefetch_related("aliases"), slug=slug)
    chosen, errors = read_filter(request.GET, reader=request.user)
    if chosen.chosen("actor") not in ((), (actor.slug,)):
        errors["actor"] = [_("This page shows one actor. The timeline can show others.")]
    chosen = chosen.pinned("actor", actor.slug)
    return answer(
        request,
        chosen,
        errors,
        page="actors/detail.html",
        csv_url=reverse("timeline_csv") + chosen.ordered(chosen.order).repinned().query(),
        context={
            "actor": actor,
            "page_title": actor.name,
            "affiliations": actor.affiliations.select_related("to"),
            "affiliated": actor.affiliated.select_related("actor"),
        },
    )
