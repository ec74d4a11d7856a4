"""The overview below a chart: the density of the whole, with the span shown as a window on it."""

from collections import defaultdict
from datetime import date

from django.utils.translation import gettext as _
from markupsafe import Markup, escape

from tracker.templatetags.axes import tick_name
from tracker.templatetags.chart_frame import NAMES, Addresses, lane_name, name_at, svg
from tracker.templatetags.chart_marks import PLOT, number
from tracker.templatetags.chart_numbers import bar
from tracker.templatetags.lettering import width
from tracker.timeline.axis import Axis
from tracker.timeline.chart.picture import Chart

STRIP = 40  # its height, without the names of days


def strip_name() -> Markup:
    lines = lane_name(_("All of it"), most=2)
    drawn = "".join(
        f'<text x="0" y="{16 + 14 * place}">{escape(line)}</text>'
        for place, line in enumerate(lines)
    )
    return svg("names", NAMES, STRIP + 16, f'<g class="lane">{drawn}</g>', hidden=True)


def strip(chart: Chart, addresses: Addresses) -> Markup:
    """The density of the whole, with the span as a window on it."""
    whole, columns = chart.whole, chart.strip.columns
    numbers = chart.strip.numbers
    greatest = max((one.value for one in numbers.values()), default=1)
    pieces = [f'<rect class="ground" width="{PLOT}" height="{STRIP}"/>']
    bars: dict[str, list[str]] = defaultdict(list)
    for column, amount in sorted(numbers.items()):
        stretch = columns.stretch(column)
        left = max(0.0, whole.place(stretch.first.toordinal(), PLOT))
        right = min(float(PLOT), whole.place(stretch.last.toordinal() + 1, PLOT))
        if right <= left:
            continue
        high = max(2.0, (STRIP - 4) * (amount.value / greatest) ** 0.5)
        kind = "bar some" if amount.at_least else "bar"
        bars[kind].append(bar(left + 0.5, max(1, right - left - 1), high, STRIP))
    pieces += [f'<path class="{kind}" d="{"".join(d)}"/>' for kind, d in bars.items()]
    pieces += _ways(chart, addresses)
    left = min(max(whole.place(chart.span.first.toordinal(), PLOT), 0), PLOT - 4)
    right = min(max(whole.place(chart.span.last.toordinal() + 1, PLOT), left + 4), PLOT)
    pieces.append(
        f'<rect class="off" width="{number(left)}" height="{STRIP}"/>'
        f'<rect class="off" x="{number(right)}" width="{number(PLOT - right)}" height="{STRIP}"/>'
        f'<rect class="frame" id="chart-window" x="{number(left)}" y=".75"'
        f' width="{number(right - left)}" height="{STRIP - 1.5}" fill="none"/>'
    )
    for tick in Axis(whole.first, whole.last).ticks(8):
        x = tick.x * PLOT / 100
        name = tick_name(tick.day, tick.grain)
        if x + width(name, 11) <= PLOT:
            pieces.append(name_at("day", x, STRIP + 12, name))
    return svg("strip", PLOT, STRIP + 16, "".join(pieces))


def _ways(chart: Chart, addresses: Addresses) -> list[str]:
    """Links all along the strip, each of which moves the span there."""
    ways = []
    whole = chart.whole
    parts = min(12, whole.days)
    for part in range(parts):
        first = whole.first.toordinal() + whole.days * part // parts
        middle = whole.first.toordinal() + whole.days * (2 * part + 1) // (2 * parts)
        day = date.fromordinal(middle)
        x = whole.place(first, PLOT)
        said = escape(_("Move to %(day)s") % {"day": tick_name(day, "day")})
        ways.append(
            f'<a class="way" href="{escape(addresses.of(chart.span.around(day)))}"'
            f' aria-label="{said}"><title>{said}</title><rect x="{number(x)}"'
            f' width="{number(PLOT / parts)}" height="{STRIP}" fill="none"/></a>'
        )
    return ways
