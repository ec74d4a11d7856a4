"""What every answer of the annotation workspace is made of: the text, what is on it, the panel."""

from collections import Counter
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django_htmx.http import retarget, trigger_client_event

from tracker.editing.from_text import may_take_off
from tracker.models import (
    Annotation,
    ArticleVersion,
    Entry,
    Process,
    ReviewState,
)
from tracker.selectors.position import TextPosition
from tracker.selectors.segments import Span, paragraphs
from tracker.selectors.sentences import sentence_around
from tracker.timeline.claims import claim_of
from tracker.views.access import readable_article
from tracker.views.http import HtmxHttpRequest, wants_fragment

# At once: whoever works by keyboard is ahead of the pause that htmx leaves for transitions, and
# what is swapped in answers to no key before it is over.
_SWAP = "innerHTML settle:0s"
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


def newest_version(request: HtmxHttpRequest, pk: int) -> ArticleVersion:
    """The text that is worked on, with its article; 404 for whoever may not know of it."""
    article = readable_article(request.user, pk)
    version = article.versions.order_by("-number").first()
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


def rows_of(request: HtmxHttpRequest, version: ArticleVersion) -> list[Row]:
    """What rests on this article, in the order of its text."""
    user = request.user
    annotations = (
        Annotation.objects.visible_to(user)
        .filter(version__article=version.article_id)
        .select_related("entry__event", "development__entry__event")
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
        )
        for annotation in annotations
        if (entry := claim_of(annotation)) and entry.state != ReviewState.RETRACTED
    ]


def usual_process(request: HtmxHttpRequest, version: ArticleVersion) -> Process | None:
    """The process that most of this article is about; else the editor's last; else the only one."""
    counted = Counter(row.entry.process_id for row in rows_of(request, version))
    candidates: list[int] = [pk for pk, _count in counted.most_common(1)]
    candidates.append(request.session.get(PROCESS_KEY, 0))
    for pk in candidates:
        if found := Process.objects.filter(pk=pk).first():
            return found
    processes = Process.objects.all()[:2]
    return processes[0] if len(processes) == 1 else None


def context_of(
    request: HtmxHttpRequest, version: ArticleVersion, *, chosen: TextPosition | None = None
) -> dict[str, object]:
    rows = rows_of(request, version)
    spans: list[Span] = [row.annotation for row in rows if not row.is_lost]
    if chosen:
        spans.append(chosen)
    return {
        "page_title": version.article.title,
        "article": version.article,
        "version": version,
        "paragraphs": paragraphs(version.text, spans),
        "rows": rows,
        "drafts": len({row.entry.pk for row in rows if row.entry.state == ReviewState.DRAFT}),
        "pending": sum(row.annotation.state != ReviewState.PUBLISHED for row in rows),
    }


def panel(
    request: HtmxHttpRequest,
    version: ArticleVersion,
    *,
    template: str,
    context: dict[str, object],
    chosen: TextPosition | None = None,
) -> HttpResponse:
    """The panel for htmx, wherever it was heading; else the whole page with the panel in it."""
    context |= {"article": version.article, "version": version, "panel": template}
    if wants_fragment(request):
        response = retarget(render(request, template, context), "#panel")
        response["HX-Reswap"] = _SWAP
        return response
    page = context_of(request, version, chosen=chosen)
    return render(request, "annotate/workspace.html", page | context)


def changed(
    request: HtmxHttpRequest,
    version: ArticleVersion,
    *,
    said: SafeString | str,
    place: Annotation | None = None,
) -> HttpResponse:
    """After a change: the text and the list anew, and what has been done; without htmx at the
    words that it was about."""
    if wants_fragment(request):
        context = context_of(request, version) | {"said": said}
        response = render(request, "annotate/_changed.html", context)
        # Whoever keeps in the browser what is typed may let go of it.
        return trigger_client_event(response, "saved", {"draft": request.POST.get("draft_id", "")})
    messages.success(request, said)
    address = reverse("annotate", args=[version.article_id])
    return redirect(f"{address}#annotation-{place.pk}" if place else address)


def linked(said: object, entry: Entry) -> SafeString:
    return format_html('{} <a href="{}">{}</a>', said, entry.get_absolute_url(), entry.title)
