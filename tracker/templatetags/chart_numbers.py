"""The lanes of a chart, and what is only counted in them: a bar for what begins in each column."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from markupsafe import escape

from tracker.templatetags.chart_frame import Addresses
from tracker.templatetags.chart_marks import PLOT, ROW, number
from tracker.templatetags.chart_text import span_words
from tracker.templatetags.lettering import width
from tracker.templatetags.remembered import entries_word, once_a_language, say
from tracker.timeline.chart.density import Cell
from tracker.timeline.chart.lanes import SORTS, Lane
from tracker.timeline.chart.marks import Mark
from tracker.timeline.chart.packing import Packed
from tracker.timeline.chart.picture import Chart
from tracker.timeline.chart.span import LEAST_DAYS, Span
from tracker.timeline.counts import Number

LANE = 34  # the height of a lane at least
NUMBERS = 46  # the height of a row of numbers
MOST_OVER = 50  # that it is higher where there is room
FEW = 24  # where they are only of what found no place among marks


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
    tall: float = NUMBERS
    told: list[Told] = field(default_factory=list)

    @property
    def lacks(self) -> int:
        """How much a further row might mend: marks without a place, before those without words."""
        unnamed = sum(place.words is None for place in self.packed.places.values())
        return 1000 * len(self.packed.folded) + unnamed

    @property
    def rows_height(self) -> int:
        return self.packed.rows * ROW

    @property
    def numbers_height(self) -> float:
        if not self.cells:
            return 0
        in_cells = sum(cell.number.value for cell in self.cells.values())
        return FEW if len(self.packed.folded) == in_cells else self.tall

    @property
    def need(self) -> float:
        return max(LANE, self.rows_height + self.numbers_height + 6)


class Column(NamedTuple):
    """Where a column of numbers stands, and what it says and leads to."""

    left: float
    right: float
    when: str
    address: str


def columns_of(chart: Chart, lanes: Sequence[LaneDrawn], addresses: Addresses) -> dict[int, Column]:
    found = {}
    for column in {column for one in lanes for column in one.cells}:
        stretch = chart.columns.stretch(column)
        left = max(0.0, chart.span.place(stretch.first.toordinal(), PLOT))
        right = min(float(PLOT), chart.span.place(stretch.last.toordinal() + 1, PLOT))
        near = _nearer(stretch, chart.span)
        address = addresses.of(near) if near else addresses.list_of(stretch)
        found[column] = Column(left, right, span_words(stretch), address)
    return found


def numbers_of(one: LaneDrawn, columns: Mapping[int, Column], greatest: int, bottom: float) -> str:
    """A bar for what begins in each column, as high as the root of its number."""
    pieces = []
    # A chart has hundreds of them: one shape for all bars of a kind is drawn sooner than one each.
    bars: dict[str, list[str]] = defaultdict(list)
    room: float = one.numbers_height
    if room > FEW:
        room += min(one.height - one.need, MOST_OVER)
    sort = one.lane.key if one.lane.key in SORTS else "any"
    step = (room - 21) / greatest**0.5
    top, below = number(bottom - room + 4), room - 4
    before: tuple[int, Number] | None = None  # a bound that goes on is said once
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
        is_again = amount.at_least and before == (column - 1, amount)
        before = (column, amount)
        if width(said, 10) <= right - left - 2 and amount.value and not is_again:
            text = (
                f'<text class="number" x="{number((left + right) / 2)}"'
                f' y="{number(bottom - high - 4)}">{said}</text>'
            )
        bars["bar some" if amount.at_least else "bar"].append(
            bar(left + 1.5, max(1, right - left - 3), high, bottom)
        )
        label = escape(say("%(number)s, %(when)s") % {"number": _entries(amount), "when": when})
        pieces.append(
            f'<a class="count" href="{escape(address)}" data-told="{key}"'
            f' aria-label="{label}"><rect class="room" x="{number(left)}" y="{top}"'
            f' width="{number(right - left)}" height="{below}" fill="none"/>{text}</a>'
        )
    drawn = "".join(f'<path class="{kind}" d="{"".join(d)}"/>' for kind, d in bars.items())
    return f'<g class="bars {sort}">{drawn}</g>{"".join(pieces)}' if drawn else ""


def bar(left: float, wide: float, high: float, bottom: float) -> str:
    """A piece of a path: a bar that stands on its bottom."""
    return f"M{number(left)} {number(bottom)}v{number(-high)}h{number(wide)}v{number(high)}z"


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
