"""Actors: the list, and one with its timeline."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tracker.models import Actor
from tracker.timeline.actors import ActorPlace, actor_page, acts_through
from tracker.timeline.filters import Errors, is_text, no_place, read_filter, unknown_name
from tracker.views.caching import public_page
from tracker.views.http import HtmxHttpRequest
from tracker.views.lists import answer_list
from tracker.views.timeline import answer

NAME_LENGTH = 100


@require_safe
@public_page
def index(request: HtmxHttpRequest) -> HttpResponse:
    query = request.GET.copy()
    # A place in this list is no place on a timeline.
    place = query.pop("after", [""])[-1]
    chosen, errors = read_filter(query, reader=request.user)
    after = _read_place(str(place), errors)
    belonging_to = _read_actor(query.get("belongs_to", ""), errors)
    called = " ".join(query.get("name", "").replace("\x00", "").split())[:NAME_LENGTH]
    page = None
    if not errors:
        page = actor_page(
            chosen, after, reader=request.user, called=called, belonging_to=belonging_to
        )
    carried = chosen.pairs()
    if belonging_to:
        carried.insert(0, ("belongs_to", belonging_to.slug))
    asked = [("name", called), *carried] if called else carried
    context: dict[str, object] = {
        "page_title": _("Actors"),
        "name": called,
        "belonging_to": belonging_to,
        "chosen": chosen,
        "at": chosen.at,
        "page": page,
        "after": after,
        "carried": carried,
        "next_query": _query([*asked, ("after", str(page.next))]) if page and page.next else "",
        "start_query": _query(asked),
    }
    return answer_list(
        request, errors, page="actors/index.html", rows="actors/_rows.html", context=context
    )


def _read_place(text: str, errors: Errors) -> ActorPlace | None:
    if not text:
        return None
    try:
        return ActorPlace.parse(text)
    except ValueError:
        errors["after"] = [no_place(text)]
        return None


def _read_actor(slug: str, errors: Errors) -> Actor | None:
    if not slug:
        return None
    found = Actor.objects.filter(slug=slug).first() if is_text(slug) else None
    if not found:
        errors["belongs_to"] = [unknown_name(slug)]
    return found


def _query(pairs: list[tuple[str, str]]) -> str:
    return f"?{urlencode(pairs)}" if pairs else ""


@require_safe
@public_page
def detail(request: HtmxHttpRequest, slug: str) -> HttpResponse:
    actor = get_object_or_404(Actor.objects.prefetch_related("aliases"), slug=slug)
    chosen, errors = read_filter(request.GET, reader=request.user)
    if chosen.chosen("actor") not in ((), (actor.slug,)):
        errors["actor"] = [_("This page shows one actor. The timeline can show others.")]
    chosen = chosen.pinned("actor", actor.slug)
    affiliated, are_all = acts_through(actor)
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
            "affiliated": affiliated,
            "others_affiliated": not are_all,
        },
    )
