"""Deciding about what the reading assistant proposes, and seeing what others decide meanwhile."""

from collections.abc import Callable
from typing import cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from tracker.editing import deciding
from tracker.editing.annotate import UNSAID
from tracker.editing.undoing import undo
from tracker.forms.attach import AttachForm
from tracker.models import ArticleVersion, Decision, Entry, Verdict
from tracker.selectors.cuts import halves
from tracker.timeline.considered import Considered, address_of, find, open_after
from tracker.timeline.shaping import has_deadline, place_to_split
from tracker.views import workspace as work
from tracker.views.accepting import (
    Done,
    Invalid,
    OtherText,
    accept,
    considered_here,
    edit,
    open_one,
)
from tracker.views.access import editors_only
from tracker.views.card import proposal_form, seen_of
from tracker.views.http import HtmxHttpRequest, wants_fragment

_LONGEST_PK = 18
_TAKEN_BACK = {
    Verdict.ACCEPTED: gettext_lazy("Taken back, with the draft that was made."),
    Verdict.ATTACHED: gettext_lazy("Taken back: these words are no source of the entry any more."),
    Verdict.REJECTED: gettext_lazy("Taken back: it is proposed again."),
    Verdict.SPLIT: gettext_lazy("Taken back: the two are one again."),
    Verdict.MERGED: gettext_lazy("Taken back: they are two again."),
    Verdict.JOINED: gettext_lazy("Taken back: they are two again."),
}

Act = Callable[[HtmxHttpRequest, ArticleVersion, Considered], Done]


@require_POST
@vary_on_headers("HX-Request", "HX-Target", "Cookie")
@editors_only
def decide(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Accepts, attaches, rejects, splits or merges a proposal, opens its full form, or takes a
    decision back: whatever the button said that was pressed."""
    version = work.newest_version(request, pk)
    if "undo" in request.POST:
        return _undo(request, version)
    said = request.POST.get("act", "")
    act = _attach if "attach" in request.POST else _ACTS.get(said)
    try:
        if said == "edit":
            return edit(request, version)
        if act is None:
            raise Http404
        with deciding.one_at_a_time(version):
            # Read anew: a changed text may have been waited for.
            version = work.newest_version(request, pk)
            done = act(request, version, open_one(request, version))
    except Invalid:
        return _again(request, version)
    except OtherText as error:
        return _again(request, version, said=str(error.message))
    except ValidationError as error:
        return _told(request, version, " ".join(error.messages))
    return work.changed(request, version, said=done.said, after=done.after, undo=done.decision)


@require_safe
@vary_on_headers("HX-Request", "HX-Target", "Cookie")
@editors_only
def decided(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """What is new since a page was made: marks, progress and lists, never the form at hand. 204
    where nothing is."""
    version = work.newest_version(request, pk, with_text=False)
    at = request.GET.get("proposal", "")
    if request.GET.get("seen", "") == seen_of(version):
        return HttpResponse(status=204)
    context = work.context_of(request, version, at=at)
    item = find(cast("list[Considered]", context["items"]), at)
    context["overtaken"] = _by_another(request, item, at)
    context["is_other_text"] = request.GET.get("version", "") not in ("", str(version.number))
    return render(request, "annotate/_news.html", context)


def _reject(request: HtmxHttpRequest, version: ArticleVersion, item: Considered) -> Done:
    decision = deciding.reject(version, item.proposal.key, by=request.user)
    return _done(item, _("Rejected: “%s”.") % _clip(item.proposal.title), decision)


def _split(request: HtmxHttpRequest, version: ArticleVersion, item: Considered) -> Done:
    """At the place that was chosen; else a condition is parted from its deadline, and any other
    where its words are best cut."""
    found = item.proposal.found
    chosen = request.POST.get("split_at", "")
    at = int(chosen) if chosen.isdecimal() and len(chosen) < 10 else None
    if at is not None and not halves(version.text, found.start, found.end, at):
        at = None  # words were chosen somewhere else
    if at is None and not has_deadline(item.proposal):
        at = place_to_split(item.proposal, version.text)
        if at is None:
            raise ValidationError(
                _("No clause ends within: select the words that the second half begins with.")
            )
    decision = deciding.split(version, item.proposal.key, at=at, by=request.user)
    return _done(item, _("Split in two: “%s”.") % _clip(item.proposal.title), decision)


def _merge(request: HtmxHttpRequest, version: ArticleVersion, item: Considered) -> Done:
    items = considered_here(request, version)
    own = find(items, item.address)
    other = open_after(items, own) if own else None
    if other is None:
        raise ValidationError(_("No open proposal comes after this one."))
    decision = deciding.merge(version, item.proposal.key, other.proposal.key, by=request.user)
    return _done(item, _("Merged with “%s”.") % _clip(other.proposal.title), decision)


def _attach(request: HtmxHttpRequest, version: ArticleVersion, item: Considered) -> Done:
    """To the entry that the button names."""
    claim = f"entry-{request.POST['attach']}"
    form = AttachForm({"claim": claim, "stance": "supports"}, reader=request.user)
    if not form.is_valid():
        raise ValidationError([error for errors in form.errors.values() for error in errors])
    entry: Entry = form.cleaned_data["claim"]
    voice = proposal_form(version, item, typed=request.POST).voice
    decision = deciding.attach_to(
        entry,
        version=version,
        key=item.proposal.key,
        by=request.user,
        voice=voice.voice() if voice.is_valid() else UNSAID,
    )
    return _done(item, work.linked(_("Attached, as a draft, to"), entry), decision)


_ACTS: dict[str, Act] = {"accept": accept, "reject": _reject, "split": _split, "merge": _merge}


def _undo(request: HtmxHttpRequest, version: ArticleVersion) -> HttpResponse:
    said = request.POST["undo"]
    if not said.isdecimal() or len(said) > _LONGEST_PK:
        raise Http404
    decisions = Decision.objects.filter(version__article=version.article_id)
    decision = decisions.filter(pk=int(said)).select_related("version", "merged").first()
    if decision is None:
        return _told(request, version, _("This has been taken back already."))
    decision = decision.merged or decision
    try:
        undo(decision)
    except ValidationError as error:
        return _told(request, version, " ".join(error.messages))
    said = str(_TAKEN_BACK[Verdict(decision.verdict)])
    return work.changed(request, version, said=said, at=address_of(decision.key))


def _done(item: Considered, said: str, decision: Decision) -> Done:
    return Done(decision, said, item.proposal.found.start)


def _again(request: HtmxHttpRequest, version: ArticleVersion, *, said: str = "") -> HttpResponse:
    """The short form as it was sent, with what is wrong in it."""
    at = request.POST.get("proposal", "")
    said = said or str(_NOT_SAVED)
    if wants_fragment(request):
        context = work.context_of(request, version, at=at, typed=request.POST)
        return render(request, "annotate/_changed.html", context | {"said": said})
    messages.warning(request, said)
    page = work.page_of(request, version, at=at, typed=request.POST)
    return render(request, "annotate/workspace.html", page)


_NOT_SAVED = gettext_lazy("Not accepted yet: look at what is marked in the form.")


def _told(request: HtmxHttpRequest, version: ArticleVersion, said: str) -> HttpResponse:
    """Nothing was done, and why; the proposal stays at hand while it is open."""
    address = request.POST.get("proposal", "")
    item = find(considered_here(request, version), address)
    stays = address if item and item.is_open else ""
    return work.changed(request, version, said=said, at=stays, after=_place_of(address))


def _by_another(request: HtmxHttpRequest, item: Considered | None, at: str) -> str:
    """What somebody else has decided about the proposal at hand."""
    if not at:
        return ""
    if item is None:
        return _("Somebody has split or merged this meanwhile.")
    decision = item.decision
    if item.is_open or (decision and decision.decided_by_id == request.user.pk):
        return ""
    return deciding.said_of(decision) if decision else deciding.by_hand()


def _place_of(address: str) -> int:
    parts = address.split("-")
    return int(parts[1]) if len(parts) == 4 and parts[1].isdecimal() and len(parts[1]) < 10 else 0


def _clip(title: str) -> str:
    return title if len(title) <= 80 else f"{title[:79]}…"
