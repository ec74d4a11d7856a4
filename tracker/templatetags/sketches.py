"""The small drawing of a process: columns of cooperation above a line, of conflict below it."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tracker.models import Family
from tracker.templatetags.dates import short_day
from tracker.timeline.sketches import Sketch

register = template.Library()

WIDTH, HALF = 1000, 30  # of the picture, and of what is above its line or below it
TALLEST = 7  # that one event alone is drawn
BAR = 0.75  # of a column
WIDEST = 10

# From the line outwards.
ABOVE = (Family.VERBAL_COOPERATION, Family.MATERIAL_COOPERATION)
BELOW = (Family.VERBAL_CONFLICT, Family.MATERIAL_CONFLICT)


@register.filter
def drawn(sketch: Sketch) -> SafeString:
    """As SVG, as wide as there is room."""
    sides = [
        [sum(one.get(f, 0) for f in side) for one in sketch.columns] for side in (ABOVE, BELOW)
    ]
    unit = min(HALF / max(1, *map(max, sides)), TALLEST)
    step = WIDTH / len(sketch.columns)
    width = min(step * BAR, WIDEST)
    bars = []
    for place, column in enumerate(sketch.columns):
        for side, sign in ((ABOVE, -1), (BELOW, 1)):
            reach = 0.0
            for family in side:
                height = column.get(family, 0) * unit
                if height:
                    top = HALF + (-reach - height if sign < 0 else reach) + sign * 0.75
                    left = (place + 0.5) * step - width / 2
                    bars.append((family.value, _n(left), _n(top), _n(width), _n(height)))
                reach += height
    today = ""
    if sketch.today is not None:
        x = _n(sketch.today * WIDTH)
        today = format_html('<path class="today" d="M{} 0v{}"/>', x, 2 * HALF)
    return format_html(
        '<svg class="sketch" viewBox="0 0 {} {}" preserveAspectRatio="none" role="img"'
        ' aria-label="{}"><path class="line" d="M0 {}h{}"/>{}{}</svg>',
        *(WIDTH, 2 * HALF, told(sketch), HALF, WIDTH),
        format_html_join("", '<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>', bars),
        today,
    )


@register.filter
def told(sketch: Sketch) -> str:
    """What the picture says, in words."""
    said = _(
        "Events, %(first)s – %(last)s: %(cooperation)d of cooperation, %(conflict)d of conflict"
    )
    return said % {
        "first": short_day(sketch.span.first),
        "last": short_day(sketch.span.last),
        "cooperation": sketch.number(*ABOVE),
        "conflict": sketch.number(*BELOW),
    }


def _n(value: float) -> str:
    """As SVG reads it, whatever the language of the page."""
    return f"{value:.1f}".removesuffix(".0")
