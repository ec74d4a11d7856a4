"""Actors: the list, and one with its timeline."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tracker.models import Actor
from tracker.timeline.actors import ActorPlace, actor_page, acts_through, belongs_to
from tracker.timeline.as_of import around_filter, steps
from tracker.timeline.filters import (
    Errors,
    TimelineFilter,
    is_text,
    no_place,
    read_filter,
    read_one,
    unknown_name,
)
from tracker.timeline.ledgers import actor_accounts
from tracker.views.caching import public_page
from tracker.views.http import HtmxHttpRequest, wants_fragment, wants_more
from tracker.views.lists import answer_list
from tracker.views.timeline import answer

NAME_LENGTH = 100


@require_safe
@public_page
def index(request: HtmxHttpRequest) -> HttpResponse:
    query = request.GET.copy()
    # A place in this list is no place on a timeline.
    query.pop("after", None)
    chosen, errors = read_filter(query, reader=request.user)
    after = _read_place(read_one(request.GET, "after", errors), errors)
    belonging_to = _read_actor(read_one(query, "belongs_to", errors), errors)
    name = read_one(query, "name", errors)
    called = " ".join(name.replace("\x00", "").split())[:NAME_LENGTH]
    also = [("name", called)] if called else []
    if belonging_to:
        also.append(("belongs_to", belonging_to.slug))
    page = through_time = None
    if not errors:
        page = actor_page(
            chosen, after, reader=request.user, called=called, belonging_to=belonging_to
        )
        if not wants_fragment(request):
            around = around_filter(chosen, reader=request.user)
            through_time = steps(chosen, around, also=also)
    asked = [*also, *chosen.pairs()]
    context: dict[str, object] = {
        "page_title": _("Actors"),
        "name": called,
        "belonging_to": belonging_to,
        "chosen": chosen,
        "at": chosen.at,
        "through_time": through_time,
        "page": page,
        "after": after,
        "carried": [pair for pair in asked if pair[0] != "name"],
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


def actor_filter(request: HtmxHttpRequest, actor: Actor) -> tuple[TimelineFilter, Errors]:
    """The filter of the query string, for the page of one actor."""
    chosen, errors = read_filter(request.GET, reader=request.user)
    if chosen.chosen("actor") not in ((), (actor.slug,)):
        errors["actor"] = [_("This page shows one actor. The timeline can show others.")]
    return chosen.pinned("actor", actor.slug), errors


@require_safe
@public_page
def detail(request: HtmxHttpRequest, slug: str) -> HttpResponse:
    actor = get_object_or_404(Actor.objects.prefetch_related("aliases"), slug=slug)
    chosen, errors = actor_filter(request, actor)
    accounts = []
    if not wants_more(request):
        accounts = actor_accounts(actor, chosen, reader=request.user)
    as_of = chosen.day("as_of")
    affiliated, are_all = acts_through(actor, as_of=as_of)
    return answer(
        request,
        chosen,
        errors,
        page="actors/detail.html",
        csv_url=reverse("timeline_csv") + chosen.ordered(chosen.order).repinned().query(),
        context={
            "actor": actor,
            "accounts": accounts,
            "page_title": actor.name,
            "affiliations": belongs_to(actor, as_of=as_of),
            "affiliated": affiliated,
            "others_affiliated": not are_all,
        },
    )
