"""What every answer of the annotation workspace is made of: the text, what is on it, the panel."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django_htmx.http import reswap, retarget, trigger_client_event

from tracker.editing.articles import may_change_article
from tracker.editing.fates import reworded_in
from tracker.editing.from_text import may_take_off
from tracker.editing.pending import may_change_claim
from tracker.forms.spans import SpanForm
from tracker.forms.voices import VoiceForm, mode_of
from tracker.models import (
    Actor,
    Annotation,
    Article,
    ArticleVersion,
    Decision,
    Entry,
    Original,
    Process,
    ReviewState,
)
from tracker.selectors.position import TextPosition
from tracker.selectors.segments import paragraphs
from tracker.selectors.sentences import sentence_around
from tracker.timeline.claims import claim_of
from tracker.timeline.considered import considered, find, next_open, progress_of
from tracker.timeline.marks import marks_of
from tracker.timeline.proposals import is_too_long
from tracker.timeline.reprints import likely_originals
from tracker.views.access import readable_article
from tracker.views.card import card_of, seen_of
from tracker.views.http import HtmxHttpRequest, wants_fragment

if TYPE_CHECKING:
    from django.db.models import QuerySet

MOST_NAMES = 1000
PROCESS_KEY = "annotate-process"  # in the session: the process that the editor wrote for last


@dataclass(frozen=True, slots=True)
class Quoted:
    """Chosen words with the rest of their sentence."""

    before: str
    exact: str
    after: str

    @property
    def sentence(self) -> str:
        return f"{self.before}{self.exact}{self.after}"


@dataclass(frozen=True, slots=True)
class Row:
    """An annotation in the list of what is there."""

    annotation: Annotation
    entry: Entry
    is_lost: bool
    may_take_off: bool
    may_retract: bool
    may_change: bool
    # Of a lost one that this editor may change: the words that stand in its place now.
    reads_now: str = ""

    @property
    def state(self) -> ReviewState:
        """How far it is. The words of a pending entry go along with it, so it is that of the entry
        until readers see that; then it is their own, or that of the development they show."""
        if self.entry.state != ReviewState.PUBLISHED:
            return ReviewState(self.entry.state)
        step = self.annotation.development
        if step and step.state != ReviewState.PUBLISHED:
            return ReviewState(step.state)
        return ReviewState(self.annotation.state)


def newest_version(request: HtmxHttpRequest, pk: int, *, with_text: bool = True) -> ArticleVersion:
    """The text that is worked on, with its article; 404 for whoever may not know of it. Without
    its text it is quick to ask for: that is read when it is needed."""
    article = readable_article(request.user, pk)
    versions = article.versions.order_by("-number").defer("fingerprints")
    version = (versions if with_text else versions.defer("text")).first()
    if version is None:
        raise Http404
    version.article = article
    return version


def quoted(version: ArticleVersion, position: TextPosition) -> Quoted:
    sentence = sentence_around(version.text, position.start, position.end)
    return Quoted(
        before=version.text[sentence.start : position.start],
        exact=position.slice(version.text),
        after=version.text[position.end : sentence.end],
    )


def voice_of(version: ArticleVersion, span: SpanForm, typed: QueryDict | None = None) -> VoiceForm:
    """The form for whose words they are; before anything is typed, with what the text shows."""
    if typed is not None or span.position is None:
        return VoiceForm(typed)
    around = quoted(version, span.position)
    return VoiceForm(initial={"mode": mode_of(around.before, around.exact, around.after)})


def actor_names() -> "QuerySet[Actor, str]":
    """What is offered while a name is typed."""
    return Actor.objects.values_list("name", flat=True)[:MOST_NAMES]


def rows_of(request: HtmxHttpRequest, version: ArticleVersion) -> list[Row]:
    """What rests on this article, in the order of its text."""
    user = request.user
    annotations = (
        Annotation.objects.visible_to(user)
        .filter(version__article=version.article_id)
        .select_related("entry__event", "development__entry__event", "speaker")
        .order_by("start", "end", "pk")
    )
    return [
        Row(
            annotation=annotation,
            entry=entry,
            is_lost=annotation.version_id != version.pk,
            may_take_off=may_take_off(user, annotation),
            may_retract=annotation.state == ReviewState.PUBLISHED
            and user.has_perm("tracker.retract_entry"),
            may_change=may_change_claim(user, annotation),
        )
        for annotation in annotations
        if (entry := claim_of(annotation)) and entry.state != ReviewState.RETRACTED
    ]


def _with_words_now(row: Row, version: ArticleVersion) -> Row:
    if not row.is_lost or not row.may_change:
        return row
    return replace(row, reads_now=reworded_in(row.annotation, version.text))


def usual_process(
    request: HtmxHttpRequest, version: ArticleVersion, rows: "Sequence[Row] | None" = None
) -> Process | None:
    """The process that most of this article is about; else the editor's last; else the only one."""
    rows = rows_of(request, version) if rows is None else rows
    counted = Counter(row.entry.process_id for row in rows)
    candidates: list[int] = [pk for pk, _count in counted.most_common(1)]
    candidates.append(request.session.get(PROCESS_KEY, 0))
    for pk in candidates:
        if found := Process.objects.filter(pk=pk).first():
            return found
    processes = Process.objects.all()[:2]
    return processes[0] if len(processes) == 1 else None


def context_of(
    request: HtmxHttpRequest,
    version: ArticleVersion,
    *,
    chosen: TextPosition | None = None,
    at: str = "",
    place: int = 0,
    typed: QueryDict | None = None,
) -> dict[str, object]:
    """`at`: the proposal to be shown; without one, the first from this place on that is open. Its
    form holds what was typed, if anything was."""
    rows = [_with_words_now(row, version) for row in rows_of(request, version)]
    annotations = [row.annotation for row in rows]
    items = considered(version, made=annotations)
    current = find(items, at) or next_open(items, place)
    there = [row.annotation for row in rows if not row.is_lost]
    marks = marks_of(there, items, current=current, chosen=chosen)
    context: dict[str, object] = {
        "page_title": version.article.title,
        "own_keys": True,  # and a dialog of its own that shows them
        "article": version.article,
        "version": version,
        "paragraphs": paragraphs(version.text, marks),
        "rows": rows,
        "drafts": len({row.entry.pk for row in rows if row.entry.state == ReviewState.DRAFT}),
        "pending": sum(row.annotation.state != ReviewState.PUBLISHED for row in rows),
        "items": items,
        "progress": progress_of(items),
        "seen": seen_of(version),
        "is_too_long": is_too_long(version),
    }
    process = usual_process(request, version, rows) if current else None
    return context | card_of(request, version, items, current, process=process, typed=typed)


def page_of(
    request: HtmxHttpRequest,
    version: ArticleVersion,
    *,
    chosen: TextPosition | None = None,
    at: str = "",
    place: int = 0,
    typed: QueryDict | None = None,
) -> dict[str, object]:
    """What a whole page has besides: where the article comes from, and of what it may be a
    reprint, for whoever may say so."""
    article = version.article
    may_say = may_change_article(request.user, article)
    return context_of(request, version, chosen=chosen, at=at, place=place, typed=typed) | {
        "actor_names": actor_names(),
        "may_change_text": may_say,
        "has_versions": version.number > 1 or Original.objects.filter(version=version).exists(),
        "original": article.reprint_of,
        "likely": likely_originals(article) if may_say else [],
    }


def panel(
    request: HtmxHttpRequest,
    version: ArticleVersion,
    *,
    template: str,
    context: dict[str, object],
    chosen: TextPosition | None = None,
    at: str = "",
) -> HttpResponse:
    """The panel for htmx, wherever it was heading; else the whole page with the panel in it."""
    context |= {"article": version.article, "version": version, "panel": template}
    if wants_fragment(request):
        return reswap(retarget(render(request, template, context), "#panel"), "innerHTML")
    page = page_of(request, version, chosen=chosen, at=at)
    return render(request, "annotate/workspace.html", page | context)


def refuse(request: HtmxHttpRequest, version: ArticleVersion, span: SpanForm) -> HttpResponse:
    """The words are not there: says so, and keeps them to be mended."""
    return panel(request, version, template="annotate/_refused.html", context={"span": span})


def changed(
    request: HtmxHttpRequest,
    version: ArticleVersion,
    *,
    said: SafeString | str,
    place: Annotation | None = None,
    at: str = "",
    after: int = 0,
    undo: Decision | None = None,
) -> HttpResponse:
    """After a change: the text and the list anew, and what has been done, with the way back from a
    decision; without htmx at the words that it was about. Then that proposal is shown (`at`), or
    the next one `after` a place that is open."""
    if wants_fragment(request):
        context = context_of(request, version, at=at, place=after)
        context |= {"said": said, "undo": undo}
        response = render(request, "annotate/_changed.html", context)
        # Whoever keeps in the browser what is typed may let go of it.
        return trigger_client_event(response, "saved", {"draft": request.POST.get("draft_id", "")})
    messages.success(request, said)
    address = reverse("annotate", args=[version.article_id])
    if at or after:
        return redirect(f"{address}?{urlencode({'at': at} if at else {'after': after})}")
    return redirect(f"{address}#annotation-{place.pk}" if place else address)


def linked(said: object, row: Entry | Article, *, also: str = "") -> SafeString:
    link = format_html('{} <a href="{}">{}</a>', said, row.get_absolute_url(), row.title)
    return format_html("{} · {}", link, also) if also else link
