"""How entries show on a page."""

import re
from datetime import date

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.dates.window import OPEN_END
from tracker.models import Annotation, ClockState, Kind, Outcome
from tracker.timeline.entries import FOUND_END, FOUND_START
from tracker.timeline.states import Standing

register = template.Library()

TONES: dict[str, str] = {
    ClockState.UPCOMING: "quiet",
    ClockState.OPEN: "soon",
    ClockState.OVERDUE: "late",
    Outcome.MET: "done",
    Outcome.PARTLY_MET: "done",
    Outcome.SATISFIED: "done",
    Outcome.PARTLY_SATISFIED: "done",
    Outcome.MISSED: "late",
    Outcome.FAILED: "late",
}


@register.filter
def tone(status: str) -> str:
    """The colour role of a status; always beside its word, never instead of it."""
    return TONES.get(status, "quiet")


@register.filter
def how(annotation: Annotation) -> str:
    """How an article gives the words: named or anonymous, quoted or paraphrased; as far as said."""
    said = (annotation.get_attribution_display(), annotation.get_mode_display())
    return ", ".join(str(words) for words in said if words)


@register.filter
def clock_words(standing: Standing, at: date) -> str:
    """Days left, days until it opens, days overdue; empty where the clock says nothing."""
    if standing.status == ClockState.UPCOMING:
        days = (standing.earliest - at).days
        return ngettext("opens in %(n)d day", "opens in %(n)d days", days) % {"n": days}
    if standing.status == ClockState.OPEN and standing.latest != OPEN_END:
        days = (standing.latest - at).days
        if days == 0:
            return _("last day")
        return ngettext("%(n)d day left", "%(n)d days left", days) % {"n": days}
    if standing.status == ClockState.OVERDUE:
        days = (at - standing.latest).days
        return ngettext("overdue by %(n)d day", "overdue by %(n)d days", days) % {"n": days}
    return ""


@register.filter
def state_words(standing: Standing | None, at: date) -> str:
    """Where it stands, and how much of its time is left or over: each of them said once."""
    if standing is None:
        return ""
    clock = clock_words(standing, at)
    if clock and standing.status == ClockState.OPEN:
        return f"{standing.label}, {clock}"
    return clock or standing.label


def row_tone(kind: str, standing: Standing | None) -> str:
    """Nobody owes what was threatened or promised: that the window of a condition has passed is no
    fault of anybody's, and has the colour of none."""
    if standing is None or _has_passed(kind, standing):
        return "quiet"
    return tone(standing.status)


def row_words(kind: str, standing: Standing | None, at: date) -> str:
    """As `state_words`, of an entry of this kind."""
    if standing and _has_passed(kind, standing):
        return passed_words()
    return state_words(standing, at)


def passed_words() -> str:
    return _("window passed, outcome unknown")


def _has_passed(kind: str, standing: Standing) -> bool:
    return kind == Kind.CONDITION and standing.status == ClockState.OVERDUE


@register.filter
def found(text: str) -> SafeString:
    """Marks the words found by a search; everything else is escaped."""
    marked = escape(text).replace(FOUND_START, "<mark>").replace(FOUND_END, "</mark>")
    # Each mark that opens closes, whatever the text held.
    opened, closed = marked.count("<mark>"), marked.count("</mark>")
    if opened != closed:
        marked = re.sub("</?mark>", "", marked)
    return mark_safe(marked)  # noqa: S308  escaped two lines above


@register.filter
def has_found(text: str | None) -> bool:
    return text is not None and FOUND_START in text


@register.filter
def ends_at_word(text: str, side: str) -> str:
    """The words before or after a quote, cut at a word: they were cut at a character."""
    if side == "before":
        return text.partition(" ")[2] if " " in text else ""
    return text.rpartition(" ")[0] if " " in text else ""


@register.filter
def clipped(text: str, length: int) -> str:
    return Truncator(text).chars(length)


@register.filter
def unlocalized(number: float) -> str:
    """A number as SVG reads it, whatever the language of the page."""
    return f"{number:g}"
