"""The pictures that other sites show of a link to a process or an entry."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tracker.exports.cards import Card, png
from tracker.models import Process
from tracker.templatetags.dates import short_day, since_words, window_words
from tracker.templatetags.timeline import clock_words, row_tone, row_words
from tracker.timeline.filters import TimelineFilter, read_filter
from tracker.timeline.processes import Summary, summaries
from tracker.timeline.rows import rows_of
from tracker.timeline.sketches import sketches
from tracker.views.access import readable_entry
from tracker.views.caching import public_page
from tracker.views.http import HtmxHttpRequest


@require_safe
@public_page
def process(request: HtmxHttpRequest, slug: str) -> HttpResponse:
    shown = get_object_or_404(Process.objects.visible_to(request.user), slug=slug)
    chosen = _asked(request)
    (summary,) = summaries(chosen, reader=request.user, only=shown)
    return _answer(
        Card(
            kicker=_kicker(_("Negotiations as they evolve"), chosen),
            title=shown.name,
            state=_state_of(summary),
            note=_next_of(summary),
            sketch=sketches([shown.pk], chosen, reader=request.user).get(shown.pk),
        )
    )


@require_safe
@public_page
def entry(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    readable_entry(request.user, pk)
    chosen = _asked(request)
    as_of = chosen.day("as_of")
    found = rows_of([pk], reader=request.user, at=chosen.at, as_of=as_of)
    if not found or (as_of and found[0].known_on > as_of):
        raise Http404
    (row,) = found
    return _answer(
        Card(
            kicker=_kicker(row.process_name, chosen),
            title=row.title,
            state=row_words(row.kind, row.standing, chosen.at) if row.standing else "",
            tone=row_tone(row.kind, row.standing),
            note=window_words(row.window),
        )
    )


def _asked(request: HtmxHttpRequest) -> TimelineFilter:
    chosen, errors = read_filter(request.GET, reader=request.user)
    if errors:
        raise Http404
    return TimelineFilter(days={key: day for key, day in chosen.days.items() if key == "as_of"})


def _kicker(words: str, chosen: TimelineFilter) -> str:
    day = chosen.day("as_of")
    return f"{words} · {_('as known on %(day)s') % {'day': short_day(day)}}" if day else words


def _state_of(summary: Summary) -> str:
    event = summary.state_event
    if event is None:
        return ""
    since = since_words(event.window)
    said = _("%(state)s since %(since)s") % {"state": event.label, "since": since}
    said = said if since else event.label
    return f"{said[:1].upper()}{said[1:]}: {event.title}"


def _next_of(summary: Summary) -> str:
    due = summary.next_deadline
    if due is None or due.standing is None:
        return ""
    words = {"title": due.title, "days": clock_words(due.standing, summary.at)}
    return _("Next deadline, %(days)s: %(title)s") % words


def _answer(card: Card) -> HttpResponse:
    return HttpResponse(png(card), content_type="image/png")
