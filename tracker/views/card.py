"""The proposal at hand: its short form, what it looks like, and the ways on."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict

from tracker.forms.proposed import Named, ProposalForm, actors_of
from tracker.models import Annotation, ArticleVersion, Decision, Process, Verdict
from tracker.timeline.considered import Considered, open_after
from tracker.timeline.duplicates import LooksLike, looks_like
from tracker.views.http import HtmxHttpRequest


@dataclass(frozen=True, slots=True)
class Card:
    """A proposal as it is shown to be decided about."""

    item: Considered
    form: ProposalForm | None  # None: it has been decided already
    number: int  # its place among all of them, from 1
    before: Considered | None
    after: Considered | None
    joins: Considered | None  # what it would be merged with
    looks_like: list[LooksLike]


def card_of(
    request: HtmxHttpRequest,
    version: ArticleVersion,
    items: Sequence[Considered],
    current: Considered | None,
    *,
    process: Process | None,
    typed: QueryDict | None = None,
) -> dict[str, object]:
    undo = _last(request, version)
    if current is None:
        return {"card": None, "last": undo}
    place = list(items).index(current)
    proposal = current.proposal
    form, alike = None, list[LooksLike]()
    if current.is_open:
        actors = actors_of(proposal)
        form = proposal_form(version, current, actors=actors, process=process, typed=typed)
        alike = looks_like(
            proposal,
            process=process,
            actors=[actor.pk for actor, _role in actors.there],
            published=version.article.published_on,
            article=version.article_id,
            reader=request.user,
        )
    card = Card(
        item=current,
        form=form,
        number=place + 1,
        before=items[place - 1] if place else None,
        after=items[place + 1] if place + 1 < len(items) else None,
        joins=open_after(items, current) if current.is_open else None,
        looks_like=alike,
    )
    return {"card": card, "last": current.decision or undo}


def proposal_form(
    version: ArticleVersion,
    item: Considered,
    *,
    actors: Named | None = None,
    process: Process | None = None,
    typed: QueryDict | None = None,
    ids: str = "short_%s",
) -> ProposalForm:
    form = ProposalForm(
        item.proposal,
        typed,
        actors=actors_of(item.proposal) if actors is None else actors,
        process=process,
        published=version.article.published_on,
        ids=ids,
    )
    if typed is not None:
        form.is_valid()
    return form


def _last(request: HtmxHttpRequest, version: ArticleVersion) -> Decision | None:
    """What this editor decided last about this article, to be taken back."""
    return (
        Decision.objects.filter(version__article=version.article_id, decided_by=request.user.pk)
        .exclude(verdict=Verdict.JOINED)
        .order_by("-pk")
        .first()
    )


def seen_of(version: ArticleVersion) -> str:
    """Another text after each decision about this article, and after each change of what rests on
    it: so that a page can ask whether anything is new."""
    article = version.article_id
    decisions = Decision.objects.filter(version__article=article)
    annotations = Annotation.objects.filter(version__article=article).order_by("pk")
    states = annotations.values_list("pk", "state", "entry__state", "development__state")
    seen = (version.pk, list(decisions.order_by("pk").values_list("pk", flat=True)), list(states))
    return hashlib.sha256(repr(seen).encode()).hexdigest()[:16]
