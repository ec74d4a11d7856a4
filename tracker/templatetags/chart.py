"""The chart of a timeline drawn as SVG (timeline.chart.picture): its frame, its lanes, its numbers.

Places are in pixels of a picture of a fixed width, which the page scrolls where it has less room.
All that is drawn stands in words below it, too. Every piece of text is escaped here.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from markupsafe import Markup, escape

from tracker.models import Kind
from tracker.templatetags.axes import in_its_year, moment_name, tick_name
from tracker.templatetags.chart_frame import FONT, NAMES, Addresses, name_at, rule, svg
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
from tracker.templatetags.chart_strip import strip, strip_name
from tracker.templatetags.chart_text import span_words
from tracker.templatetags.lettering import cut, width, wrapped
from tracker.templatetags.remembered import entries_word, once_a_language, say
from tracker.timeline.axis import Axis
from tracker.timeline.chart.density import Cell
from tracker.timeline.chart.lanes import NONE, OTHERS, SORTS, Lane
from tracker.timeline.chart.marks import Mark
from tracker.timeline.chart.packing import Item, Lettering, Packed, pack
from tracker.timeline.chart.picture import Chart
from tracker.timeline.chart.span import LEAST_DAYS, Span
from tracker.timeline.counts import Number
from tracker.timeline.filters import TimelineFilter

HEAD, FOOT = 38, 20  # heights of the names of days, and of that of the moment shown
HEIGHT = 400  # of a chart above a list, whatever it shows, so that the list stays where it is
TALLEST = 1100  # of a chart alone
LANE = 34  # at least
NUMBERS = 46  # the height of a row of numbers
MOST_OVER = 50  # that it is higher where there is room
FEW = 24  # where they are only of what found no place among marks
TICKS = 13

LETTERING = Lettering(
    width=lambda text: width(text, FONT), cut=lambda text, room: cut(text, room=room, size=FONT)
)


class Told(NamedTuple):
    """A number of a lane in words, and where it leads."""

    key: str
    number: Number
    when: str
    address: str


@dataclass(slots=True)
class LaneDrawn:
    lane: Lane
    place: int
    marks: Sequence[Mark]
    packed: Packed
    cells: Mapping[int, Cell]
    top: float = 0
    height: float = 0
    told: list[Told] = field(default_factory=list)

    @property
    def rows_height(self) -> int:
        return self.packed.rows * ROW

    @property
    def numbers_height(self) -> int:
        if not self.cells:
            return 0
        in_cells = sum(cell.number.value for cell in self.cells.values())
        return FEW if len(self.packed.folded) == in_cells else NUMBERS

    @property
    def need(self) -> float:
        return max(LANE, self.rows_height + self.numbers_height + 6)


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

    def packed_lane(place: int, rows: int) -> LaneDrawn:
        found = items.get(place, [])
        packed = pack(found, width=PLOT, most_rows=rows, lettering=LETTERING)
        return _lane(chart, place, marks[place], packed, cells[place])

    drawn = {
        place: packed_lane(place, 1)
        for place, one in enumerate(chart.lanes.lanes)
        # What gathers the rest is there only if there is a rest.
        if one.key not in (NONE, OTHERS) or marks[place] or cells[place]
    }
    # A row more for the lane that needs it most, as long as there is room.
    rows = dict.fromkeys(drawn, 1)
    while waiting := [drawn[place] for place in rows if drawn[place].packed.folded]:
        most = max(waiting, key=lambda one: len(one.packed.folded))
        rows[most.place] += 1
        more = packed_lane(most.place, rows[most.place])
        others = sum(one.need for one in drawn.values()) - most.need
        if others + more.need > room or rows[most.place] * ROW > room:
            del rows[most.place]
        else:
            drawn[most.place] = more
    return list(drawn.values())


def _lane(
    chart: Chart, place: int, marks: Sequence[Mark], packed: Packed, cells: Mapping[int, Cell]
) -> LaneDrawn:
    folded = set(packed.folded)
    numbers = dict(cells)
    for mark in marks:
        if mark.pk in folded:
            column = chart.columns.of(max(mark.begins, chart.span.first))
            before = numbers.get(column, Cell(Number(0))).number
            numbers[column] = Cell(Number(before.value + 1, before.at_least))
    shown = [mark for mark in marks if mark.pk not in folded]
    return LaneDrawn(chart.lanes.lanes[place], place, shown, packed, numbers)


def _names(lanes: Sequence[LaneDrawn], height: float) -> Markup:
    pieces = []
    for one in lanes:
        pieces.append(rule(one.top, NAMES))
        lines = wrapped(one.lane.name, room=NAMES - 10, size=FONT, most=2, bold=True)
        drawn = "".join(
            f'<text x="0" y="{number(one.top + 18 + 14 * place)}">{escape(line)}</text>'
            for place, line in enumerate(lines)
        )
        if one.lane.of and one.height >= LANE + 14 * len(lines) - 14:
            of = cut(one.lane.of, room=NAMES - 10, size=FONT - 1)
            y = one.top + 18 + 14 * len(lines)
            drawn += f'<text class="of" x="0" y="{number(y)}">{escape(of)}</text>'
        said = ", ".join(filter(None, (one.lane.name, one.lane.of)))
        pieces.append(f'<g class="lane"><title>{escape(said)}</title>{drawn}</g>')
    return svg("names", NAMES, height, "".join(pieces), hidden=True)


# ── the plot ────────────────────────────────────────────────────────────────────────────────────


def _plot(chart: Chart, lanes: Sequence[LaneDrawn], height: float, addresses: Addresses) -> Markup:
    span = chart.span
    bottom = height - FOOT
    places: dict[int, Drawn] = {}
    marks = []
    columns = _columns(chart, lanes, addresses)
    cells = [cell for one in lanes for cell in one.cells.values()]
    greatest = max([9, *(cell.number.value for cell in cells)])
    for one in lanes:
        pad = 3 + max(0.0, (one.height - one.need) / 2)
        of_lane = []
        for mark in one.marks:
            place = one.packed.places[mark.pk]
            top = one.top + pad + place.row * ROW
            shape = draw(mark, place, span, top, lane=one.place, clock=addresses.chosen.clock)
            places.setdefault(mark.pk, shape)
            of_lane.append(shape.markup)
        of_lane.append(_numbers(one, columns, greatest, one.top + one.height - 3))
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


def _moment(chart: Chart, chosen: TimelineFilter, height: float) -> str:
    if chart.at not in chart.span:
        return ""
    x = chart.span.place(chart.at.toordinal() + 0.5, PLOT)
    said = moment_name(chart.at, is_past="as_of" in chosen.days)
    ends = x + 6 + width(said, FONT, bold=True) > PLOT
    name = name_at("moment", x - 6 if ends else x + 6, height - 5, said, ends=ends)
    return (
        f'<line class="at" stroke="currentColor" x1="{number(x)}" x2="{number(x)}"'
        f' y1="{HEAD - 18}" y2="{number(height)}"/>{name}'
    )


# ── numbers ─────────────────────────────────────────────────────────────────────────────────────


class Column(NamedTuple):
    """Where a column of numbers stands, and what it says and leads to."""

    left: float
    right: float
    when: str
    address: str


def _columns(chart: Chart, lanes: Sequence[LaneDrawn], addresses: Addresses) -> dict[int, Column]:
    found = {}
    for column in {column for one in lanes for column in one.cells}:
        stretch = chart.columns.stretch(column)
        left = max(0.0, chart.span.place(stretch.first.toordinal(), PLOT))
        right = min(float(PLOT), chart.span.place(stretch.last.toordinal() + 1, PLOT))
        near = _nearer(stretch, chart.span)
        address = addresses.of(near) if near else addresses.list_of(stretch)
        found[column] = Column(left, right, span_words(stretch), address)
    return found


def _numbers(one: LaneDrawn, columns: Mapping[int, Column], greatest: int, bottom: float) -> str:
    """A bar for what begins in each column, as high as the root of its number."""
    pieces = []
    room: float = one.numbers_height
    if room > FEW:
        room += min(one.height - one.need, MOST_OVER)
    sort = one.lane.key if one.lane.key in SORTS else "any"
    step = (room - 21) / greatest**0.5
    top, below = number(bottom - room + 4), room - 4
    for column, cell in sorted(one.cells.items()):
        left, right, when, address = columns[column]
        if right - left < 3:
            continue
        amount = cell.number
        high = 3 + step * amount.value**0.5
        key = f"told-{one.place}-n{column}"
        one.told.append(Told(key, amount, when, address))
        said = _short(amount)
        text = ""
        if width(said, 10) <= right - left - 2:
            text = (
                f'<text class="number" x="{number((left + right) / 2)}"'
                f' y="{number(bottom - high - 4)}" text-anchor="middle">{said}</text>'
            )
        kind = f"count {sort} some" if amount.at_least else f"count {sort}"
        label = escape(say("%(number)s, %(when)s") % {"number": _entries(amount), "when": when})
        pieces.append(
            f'<a class="{kind}" href="{escape(address)}" data-told="{key}"'
            f' aria-label="{label}"><rect class="room" x="{number(left)}" y="{top}"'
            f' width="{number(right - left)}" height="{below}" fill="none"/>'
            f'<rect class="bar" x="{number(left + 1.5)}" y="{number(bottom - high)}"'
            f' width="{number(max(1, right - left - 3))}" height="{number(high)}" rx="1.5"/>'
            f"{text}</a>"
        )
    return "".join(pieces)


@once_a_language
def _entries(amount: Number) -> str:
    return f"{amount} {entries_word(amount.value)}"


def _nearer(stretch: Span, span: Span) -> Span | None:
    """A column as a span to look into, unless there is nothing nearer to see."""
    if span.days <= LEAST_DAYS or (stretch.days == 1 and span.days <= 2 * LEAST_DAYS):
        return None
    days = max(stretch.days, LEAST_DAYS)
    return Span.of(stretch.middle.toordinal() - days // 2, days)


def _short(amount: Number) -> str:
    value = amount.value
    plus = "+" if amount.at_least else ""
    if value < 1_000:
        return f"{value}{plus}"
    thousands = value / 1_000
    return f"{thousands:.1f}k{plus}" if thousands < 9.95 else f"{thousands:.0f}k{plus}"
