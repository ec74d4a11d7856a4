"""The chart of a timeline drawn as SVG (timeline.chart.picture): its frame, its lanes, its numbers.

Places are in pixels of a picture of a fixed width, which the page scrolls where it has less room.
All that is drawn stands in words below it, too. Every piece of text is escaped here.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from markupsafe import Markup, escape

from tracker.models import Kind
from tracker.templatetags.axes import in_its_year, moment_name, tick_name
from tracker.templatetags.chart_frame import (
    FONT,
    NAME,
    NAMES,
    Addresses,
    lane_name,
    name_at,
    rule,
    svg,
)
from tracker.templatetags.chart_marks import (
    PLOT,
    ROW,
    Drawn,
    draw,
    extent,
    fades,
    number,
    tie,
)
from tracker.templatetags.chart_numbers import FEW, LANE, NUMBERS, LaneDrawn, columns_of, numbers_of
from tracker.templatetags.chart_strip import strip, strip_name
from tracker.templatetags.lettering import cut, width
from tracker.timeline.axis import Axis
from tracker.timeline.chart.density import Cell
from tracker.timeline.chart.lanes import NONE, OTHERS
from tracker.timeline.chart.marks import Mark
from tracker.timeline.chart.packing import Item, Lettering, Packed, pack
from tracker.timeline.chart.picture import Chart
from tracker.timeline.chart.span import Span
from tracker.timeline.counts import Number
from tracker.timeline.filters import TimelineFilter

HEAD, FOOT = 38, 20  # heights of the names of days, and of that of the moment shown
HEIGHT = 400  # of a chart above a list, whatever it shows, so that the list stays where it is
TALLEST = 1100  # of a chart alone
TICKS = 13

LETTERING = Lettering(
    width=lambda text: width(text, FONT), cut=lambda text, room: cut(text, room=room, size=FONT)
)


class Picture(NamedTuple):
    """A chart as its template needs it."""

    names: Markup
    plot: Markup
    strip_name: Markup
    strip: Markup
    lanes: Sequence[LaneDrawn]
    height: float


def picture(chart: Chart, chosen: TimelineFilter, path: str) -> Picture:
    is_alone = "view" in chosen.looks
    room = (TALLEST if is_alone else HEIGHT) - HEAD - FOOT
    lanes = _lanes(chart, room)
    need = sum(one.need for one in lanes)
    left = max(0.0, HEIGHT - HEAD - FOOT - need)
    top: float = HEAD
    for one in lanes:
        one.top, one.height = top, one.need + left / max(1, len(lanes))
        top += one.height
    height = max(top, HEIGHT - FOOT) + FOOT
    addresses = Addresses(chosen, path)
    return Picture(
        names=_names(lanes, height),
        plot=_plot(chart, lanes, height, addresses),
        strip_name=strip_name(),
        strip=strip(chart, addresses),
        lanes=lanes,
        height=height,
    )


# ── lanes ───────────────────────────────────────────────────────────────────────────────────────


def _lanes(chart: Chart, room: float) -> list[LaneDrawn]:
    """With as many rows as there is room for; what finds no place in them is counted."""
    marks: dict[int, list[Mark]] = defaultdict(list)
    for mark in chart.marks:
        for lane in mark.lanes:
            marks[lane].append(mark)
    cells: dict[int, dict[int, Cell]] = defaultdict(dict)
    for (lane, column), cell in chart.cells.items():
        cells[lane][column] = cell
    items = {
        lane: [
            Item(
                mark.pk,
                *extent(mark, chart.span),
                mark.row.title,
                is_long=mark.row.kind != Kind.EVENT,
            )
            for mark in found
        ]
        for lane, found in marks.items()
    }

    line = moment_x(chart)

    def packed_lane(place: int, rows: int) -> LaneDrawn:
        packed = pack(
            items.get(place, []), width=PLOT, most_rows=rows, lettering=LETTERING, line=line
        )
        return _lane(chart, place, marks[place], packed, cells[place], tall)

    found = [
        place
        for place, one in enumerate(chart.lanes.lanes)
        # What gathers the rest is there only if there is a rest.
        if one.key not in (NONE, OTHERS) or marks[place] or cells[place]
    ]
    tall = min(NUMBERS, max(FEW + 2, room / max(1, len(found)) - 6))
    drawn = {place: packed_lane(place, 1) for place in found}
    # Where many lanes have little room, those that need the most have numbers alone.
    for most in sorted(drawn.values(), key=lambda one: -one.need):
        if sum(one.need for one in drawn.values()) > room and most.cells:
            drawn[most.place] = packed_lane(most.place, 0)
    # A row more for the lane that needs it most, as long as there is room.
    rows = {place: 1 for place, one in drawn.items() if one.packed.rows}
    while waiting := [drawn[place] for place in rows if drawn[place].lacks]:
        most = max(waiting, key=lambda one: one.lacks)
        rows[most.place] += 1
        more = packed_lane(most.place, rows[most.place])
        others = sum(one.need for one in drawn.values()) - most.need
        mends = bool(most.packed.folded) or more.lacks < most.lacks
        if not mends or others + more.need > room or rows[most.place] * ROW > room:
            del rows[most.place]
        else:
            drawn[most.place] = more
    return list(drawn.values())


def _lane(
    chart: Chart,
    place: int,
    marks: Sequence[Mark],
    packed: Packed,
    cells: Mapping[int, Cell],
    tall: float,
) -> LaneDrawn:
    folded = set(packed.folded)
    numbers = dict(cells)
    for mark in marks:
        if mark.pk in folded:
            column = chart.columns.of(max(mark.begins, chart.span.first))
            before = numbers.get(column, Cell(Number(0))).number
            numbers[column] = Cell(Number(before.value + 1, before.at_least))
    shown = [mark for mark in marks if mark.pk not in folded]
    return LaneDrawn(chart.lanes.lanes[place], place, shown, packed, numbers, tall=tall)


def _names(lanes: Sequence[LaneDrawn], height: float) -> Markup:
    pieces = []
    for one in lanes:
        pieces.append(rule(one.top, NAMES))
        lines = lane_name(one.lane.name, most=2 if one.height < 60 else 3)
        has_of = bool(one.lane.of) and one.height >= LANE + 14 * len(lines) - 14
        all_lines = len(lines) + has_of
        first = one.top + (18 if one.height >= 14 * all_lines + 12 else 14)
        drawn = "".join(
            f'<text x="0" y="{number(first + 14 * place)}">{escape(line)}</text>'
            for place, line in enumerate(lines)
        )
        if has_of:
            of = cut(one.lane.of, room=NAME, size=FONT - 1)
            y = first + 14 * len(lines)
            drawn += f'<text class="of" x="0" y="{number(y)}">{escape(of)}</text>'
        said = ", ".join(filter(None, (one.lane.name, one.lane.of)))
        pieces.append(f'<g class="lane"><title>{escape(said)}</title>{drawn}</g>')
    pieces.append(rule(height - FOOT, NAMES))
    return svg("names", NAMES, height, "".join(pieces), hidden=True)


# ── the plot ────────────────────────────────────────────────────────────────────────────────────


def _plot(chart: Chart, lanes: Sequence[LaneDrawn], height: float, addresses: Addresses) -> Markup:
    span = chart.span
    bottom = height - FOOT
    places: dict[int, Drawn] = {}
    marks = []
    columns = columns_of(chart, lanes, addresses)
    cells = [cell for one in lanes for cell in one.cells.values()]
    greatest = max([9, *(cell.number.value for cell in cells)])
    for one in lanes:
        pad = 3 + max(0.0, (one.height - one.need) / 2)
        of_lane = []
        for mark in one.marks:
            place = one.packed.places[mark.pk]
            top = one.top + pad + place.row * ROW
            shape = draw(
                mark, place, span, top, lane=one.place, clock=addresses.chosen.clock, at=chart.at
            )
            places.setdefault(mark.pk, shape)
            of_lane.append(shape.markup)
        of_lane.append(numbers_of(one, columns, greatest, one.top + one.height - 3))
        name = escape(one.lane.name)
        marks.append(f'<g class="marks" role="group" aria-label="{name}">{"".join(of_lane)}</g>')
    ties = "".join(
        tie(one, places[one.start], places[one.end])
        for one in chart.ties
        if one.start in places and one.end in places
    )
    shown = addresses.chosen.looks.get("links", "few")
    drawn = "".join(
        (
            fades(marks),
            _days(span, bottom),
            _moment(chart, addresses.chosen, height),
            *(rule(one.top, PLOT) for one in lanes),
            rule(bottom, PLOT),
            f'<g class="ties {shown}" aria-hidden="true">{ties}</g>',
            *marks,
        )
    )
    return svg("plot", PLOT, height, drawn)


def _days(span: Span, bottom: float) -> str:
    """Lines at beginnings of days, months or years, with their names, and the years above."""
    axis = Axis(span.first, span.last)
    ticks = axis.ticks(TICKS)
    pieces = []
    taken = -8.0
    for tick in ticks:
        x = tick.x * PLOT / 100
        name = in_its_year(tick.day, tick.grain)
        pieces.append(
            f'<line class="tick" stroke="currentColor" stroke-opacity=".2" x1="{number(x)}"'
            f' x2="{number(x)}" y1="{HEAD - 18}" y2="{number(bottom)}"/>'
        )
        end = x + 4 + width(name, FONT)
        if x >= taken and end <= PLOT:
            pieces.append(name_at("day", x + 4, HEAD - 8, name))
            taken = end + 8
    if not any(tick.grain == "year" for tick in ticks):
        pieces += _years(span)
    return "".join(pieces)


def _years(span: Span) -> list[str]:
    """The first at the edge, unless the next one begins right behind it."""
    room = width("0000", FONT) + 12
    places = [(0.0, span.first)]
    for year in range(span.first.year + 1, span.last.year + 1):
        places.append((span.place(date(year, 1, 1).toordinal(), PLOT), date(year, 1, 1)))
    ends = [x for x, _day in places[1:]] + [float(PLOT)]
    return [
        name_at("year", x + (4 if x else 0), 13, tick_name(day, "year"))
        for (x, day), end in zip(places, ends, strict=True)
        if end - x >= room
    ]


def moment_x(chart: Chart) -> float | None:
    """Where the line of the moment shown stands, if that is in the picture."""
    if chart.at not in chart.span:
        return None
    return chart.span.place(chart.at.toordinal() + 0.5, PLOT)


def _moment(chart: Chart, chosen: TimelineFilter, height: float) -> str:
    x = moment_x(chart)
    if x is None:
        return ""
    said = moment_name(chart.at, is_past="as_of" in chosen.days)
    ends = x + 6 + width(said, FONT, bold=True) > PLOT
    name = name_at("moment", x - 6 if ends else x + 6, height - 5, said, ends=ends)
    return (
        f'<line class="at" stroke="currentColor" x1="{number(x)}" x2="{number(x)}"'
        f' y1="{HEAD}" y2="{number(height)}"/>{name}'
    )
