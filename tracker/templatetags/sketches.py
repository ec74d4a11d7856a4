"""The small drawing of a process: columns of cooperation above a line, of conflict below it."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tracker.templatetags.chart_marks import number
from tracker.templatetags.dates import short_day
from tracker.timeline.sketches import CONFLICT, COOPERATION, Sketch

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
        format_html_join(
            "",
            '<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>',
            ((family, *map(number, measures)) for family, *measures in bars),
        ),
        *(HALF, WIDTH, today),
    )


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
