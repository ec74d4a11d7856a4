"""The small drawing of a process: columns of cooperation above a line, of conflict below it."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tracker.templatetags.chart_marks import number
from tracker.templatetags.dates import short_day
from tracker.timeline.sketches import CONFLICT, COOPERATION, Bar, Sketch

register = template.Library()

WIDTH, HALF = 1000, 30  # of the picture, and of what is above its line or below it
TALLEST, WIDEST = 7, 10  # that one event alone is drawn, and a column


@register.filter
def drawn(sketch: Sketch) -> SafeString:
    """As SVG, as wide as there is room."""
    bars = sketch.bars(width=WIDTH, half=HALF, tallest=TALLEST, widest=WIDEST)
    today = ""
    if sketch.today is not None:
        x = number(sketch.today * WIDTH)
        today = format_html('<path class="today" d="M{} 0v{}"/>', x, 2 * HALF)
    return format_html(
        '<svg class="sketch" viewBox="0 0 {} {}" preserveAspectRatio="none" role="img"'
        ' aria-label="{}">{}<path class="line" d="M0 {}h{}"/>{}</svg>',
        *(WIDTH, 2 * HALF, told(sketch)),
        format_html_join("", '<path class="{}" d="{}"/>', _paths(bars).items()),
        *(HALF, WIDTH, today),
    )


def _paths(bars: Iterable[Bar]) -> dict[str, str]:
    """All columns of a family as one path: a front page of many processes stays light."""
    found: dict[str, list[str]] = {}
    for family, *measures in bars:
        left, top, wide, high = map(number, measures)
        found.setdefault(family, []).append(f"M{left} {top}h{wide}v{high}h-{wide}z")
    return {family: "".join(pieces) for family, pieces in found.items()}


def told(sketch: Sketch) -> str:
    """What the picture says, in words."""
    said = _(
        "Events, %(first)s – %(last)s: %(cooperation)d of cooperation, %(conflict)d of conflict"
    )
    return said % {
        "first": short_day(sketch.span.first),
        "last": short_day(sketch.span.last),
        "cooperation": sketch.number(*COOPERATION),
        "conflict": sketch.number(*CONFLICT),
    }
