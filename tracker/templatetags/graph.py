"""The graph of conditions as a drawing: each condition a box with its words, its state and its
deadline, each join a small box with its word; and the same as a list in words.

Sizes are in the drawing's own unit, a pixel of the screen at its natural size.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from tracker.models import ClockState, Operator, Outcome, Relation
from tracker.templatetags.lettering import cut, width, wrapped
from tracker.templatetags.remembered import clock_words, label, say
from tracker.templatetags.timeline import row_tone, row_words, state_words, tone
from tracker.timeline.conditions import Join, Net
from tracker.timeline.layout import Place, Plan, Point, Route, Size, plan
from tracker.timeline.replies import DemandState
from tracker.timeline.rows import EntryRow, PartRow

MOST_WIDTH = 1100.0  # of a page, for parts of the graph that stand side by side
BOX_WIDTH, PAD, LINE = 200.0, 10.0, 16.0
FONT, SMALL = 12.0, 11.0
MOST_LINES = 3  # of a clause
MARK = 16.0  # what the mark of a state takes before its words
TAB_HEIGHT, TAB_INSET = 22.0, 12.0
JOIN_HEIGHT = 22.0

# A state by its shape, in a square of ten: a drawing may have lost its colours.
_CIRCLE = "M5 .8a4.2 4.2 0 1 0 0 8.4a4.2 4.2 0 1 0 0-8.4z"
_PASSED = f"{_CIRCLE}M5 2.6v2.6l1.8 1.2"  # the hands of a clock: its time ran out
_MARKS: Mapping[str, str] = {
    ClockState.UPCOMING: _CIRCLE,
    ClockState.OPEN: f"{_CIRCLE}M5 3.2a1.8 1.8 0 1 0 0 3.6a1.8 1.8 0 1 0 0-3.6z",
    ClockState.OVERDUE: _PASSED,
    **dict.fromkeys(
        (Outcome.SATISFIED, Outcome.MET, Outcome.CARRIED_OUT, Outcome.TRIGGERED),
        "M.8 5.4l2.8 3L9.2 1.8",
    ),
    **dict.fromkeys(
        (Outcome.PARTLY_SATISFIED, Outcome.PARTLY_MET), f"{_CIRCLE}M5 .8v8.4M7 1.6v6.8"
    ),
    **dict.fromkeys(
        (Outcome.FAILED, Outcome.MISSED, Outcome.NOT_CARRIED_OUT),
        "M1.4 1.4l7.2 7.2M8.6 1.4l-7.2 7.2",
    ),
    Outcome.LAPSED: _PASSED,
    Outcome.DISPUTED: "M5 .6L9.4 5L5 9.4L.6 5zM5 2.8v2.8M5 6.8v.6",
}
_GONE = "M1 5h8"  # withdrawn, waived, moot: asked no longer
_MARKS_OF_DEMANDS: Mapping[str, str] = {
    DemandState.DEMANDED: _MARKS[ClockState.OPEN],
    DemandState.ACCEPTED: _MARKS[Outcome.MET],
    DemandState.PARTLY: _MARKS[Outcome.PARTLY_MET],
    DemandState.REJECTED: _MARKS[Outcome.FAILED],
    DemandState.NOT_MET: "M5 .8L9.6 9.2H.4zM5 3.6v2.6M5 7.4v.6",
    DemandState.DISPUTED: _MARKS[Outcome.DISPUTED],
    DemandState.UNANSWERED: _CIRCLE,
    DemandState.WITHDRAWN: _GONE,
}


def demand_mark(state: str) -> str:
    """The shape of the state of a demand, in a square of ten."""
    return _MARKS_OF_DEMANDS[state]


class Words(NamedTuple):
    """A line of text. `lead` is a word of ours before it, `kind` how it looks."""

    y: float
    text: str
    kind: str
    lead: str = ""
    x: float = PAD


@dataclass(frozen=True, slots=True)
class Tab:
    """The deadline that hangs on a box."""

    row: EntryRow
    y: float
    text: str
    said: str
    tone: str
    is_unmet: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    row: EntryRow
    height: float
    mark: str
    tone: str
    lines: list[Words]
    ask_y: float
    said: str
    tab: Tab | None
    is_asked: bool = False
    is_unmet: bool = False
    is_best: bool = False

    @property
    def size(self) -> Size:
        return Size(BOX_WIDTH, self.height + (TAB_HEIGHT if self.tab else 0))


@dataclass(frozen=True, slots=True)
class Junction:
    relation: str
    text: str
    said: str

    @property
    def size(self) -> Size:
        return Size(round(width(self.text, SMALL, bold=True) + 16), JOIN_HEIGHT)


@dataclass(frozen=True, slots=True)
class Line:
    path: str
    kind: str


@dataclass(frozen=True, slots=True)
class Drawing:
    width: float
    height: float
    boxes: list[tuple[Box, Place]]
    junctions: list[tuple[Junction, Place]]
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a drawing points out: the outcome that was asked for, and what keeps it from coming."""

    outcome: int
    unmet: Collection[int] = field(default_factory=frozenset)  # conditions and deadlines
    best: int | None = None


def drawing_of(net: Net, *, at: date, asked: Asked | None = None) -> Drawing:
    boxes = [_box(row, net.limits.get(key), at, asked) for key, row in net.rows.items()]
    number = {box.row.pk: place for place, box in enumerate(boxes)}
    junctions: dict[tuple[int, str], int] = {}
    arrows = []
    for join in net.joins:
        junction = junctions.setdefault((join.source, join.relation), len(boxes) + len(junctions))
        arrows.append((number[join.target], junction))
    arrows += [(junction, number[source]) for (source, _relation), junction in junctions.items()]
    drawn = [_junction(relation) for _source, relation in junctions]
    sizes = dict(enumerate([*(box.size for box in boxes), *(one.size for one in drawn)]))
    laid = plan(sizes, arrows, most_width=MOST_WIDTH)
    relation_of = {number: relation for (_source, relation), number in junctions.items()}
    return Drawing(
        laid.width,
        laid.height,
        [(box, laid.places[place]) for place, box in enumerate(boxes)],
        [(one, laid.places[len(boxes) + place]) for place, one in enumerate(drawn)],
        list(_lines(laid, relation_of)),
    )


# ── boxes ───────────────────────────────────────────────────────────────────────────────────────


def _box(row: EntryRow, limit: EntryRow | None, at: date, asked: Asked | None) -> Box:
    y = PAD + 10
    said = row_words(row.kind, row.standing, at)
    state = cut(said, room=_ROOM - MARK, size=FONT, bold=True)
    lines = [Words(y, state, "stands", x=PAD + MARK)]
    if who := who_words(row, most=1):
        y += LINE
        lines.append(Words(y, cut(who, room=_ROOM, size=SMALL), "who"))
    for lead, clause, kind in _clauses(row):
        y += 3
        for text, first in _wrapped(clause, lead, bold=kind == "then"):
            y += LINE
            lines.append(Words(y, text, kind, lead=first))
    y += LINE + 4
    height = round(y + PAD - 2)
    return Box(
        row=row,
        height=height,
        mark=_MARKS.get(row.standing.status, _GONE) if row.standing else _GONE,
        tone=row_tone(row.kind, row.standing),
        lines=lines,
        ask_y=y,
        said=spoken(row, at),
        tab=_tab(limit, height, at, asked) if limit else None,
        is_asked=asked is not None and row.pk == asked.outcome,
        is_unmet=asked is not None and row.pk in asked.unmet,
        is_best=asked is not None and row.pk == asked.best,
    )


_ROOM = BOX_WIDTH - 2 * PAD


def _clauses(row: EntryRow) -> Iterator[tuple[str, str, str]]:
    """The two clauses: the word before each, its words, and how they look."""
    yield label("operator", row.operator or Operator.IF), row.if_clause or "", "if"
    yield follows_word(row), row.then_clause or "", "then"


def follows_word(row: EntryRow) -> str:
    return say("meanwhile") if row.operator == Operator.UNTIL else say("then")


def _wrapped(clause: str, lead: str, *, bold: bool) -> Iterator[tuple[str, str]]:
    """Its lines, each with the word before it, which only the first has."""
    before = width(f"{lead} ", FONT)
    found = wrapped(clause, room=_ROOM, size=FONT, most=MOST_LINES, first=before, bold=bold)
    for number, text in enumerate(found):
        yield text, "" if number else lead


def _tab(row: EntryRow, y: float, at: date, asked: Asked | None) -> Tab:
    # What is left of the time comes first: of the words there may be more than there is room for.
    state = row.standing and clock_words(row.standing, at)
    words = f"{state or state_words(row.standing, at)} · {row.phrase or row.title}"
    return Tab(
        row,
        y,
        cut(words, room=BOX_WIDTH - 2 * TAB_INSET - 16, size=SMALL),
        say("Deadline: %(title)s (%(state)s)")
        % {"title": row.title, "state": state_words(row.standing, at)},
        tone(row.standing.status) if row.standing else "quiet",
        is_unmet=asked is not None and row.pk in asked.unmet,
    )


def who_words(row: EntryRow, *, most: int = 100) -> str:
    """Who says it to whom, so many names of each; of more, their number."""
    said = _names(row.parts.initiators, most)
    return f"{said} → {_names(row.parts.recipients, most)}" if row.parts.recipients else said


def _names(parts: list[PartRow], most: int) -> str:
    named = ", ".join(part.name for part in parts[:most])
    return f"{named} +{len(parts) - most}" if len(parts) > most else named


def spoken(row: EntryRow, at: date) -> str:
    """A condition in one sentence, with its state."""
    clauses = ", ".join(f"{lead} {text}" for lead, text, _kind in _clauses(row))
    who = who_words(row).replace("→", say("to"))
    state = row_words(row.kind, row.standing, at)
    return f"{who}: {clauses} ({state})" if who else f"{clauses} ({state})"


# ── joins ───────────────────────────────────────────────────────────────────────────────────────


def _junction(relation: str) -> Junction:
    return Junction(relation, label("relation", relation), join_words(relation))


def join_words(relation: str) -> str:
    """How what is joined bears on what waits for it."""
    return {
        Relation.AND.value: say("needs this, too"),
        Relation.OR.value: say("or this instead"),
        Relation.UNLESS.value: say("unless this is satisfied"),
    }[relation]


def _lines(laid: Plan, relation_of: Mapping[int, str]) -> Iterator[Line]:
    for (start, end), route in laid.routes.items():
        relation = relation_of.get(start) or relation_of[end]
        head = ""
        if start in relation_of:
            head = "bar" if relation == Relation.UNLESS else "arrow"
        kind = f"{relation} back" if route.is_back else relation
        yield Line(_path(route, head), kind)


def _path(route: Route, head: str) -> str:
    first, *others = route.points
    pieces = [f"M{_at(first)}"]
    before = first
    for point in others:
        middle = (before.x + point.x) / 2
        if abs(before.y - point.y) < 0.05:
            pieces.append(f"L{_at(point)}")
        else:
            turns = (Point(middle, before.y), Point(middle, point.y), point)
            pieces.append(f"C{' '.join(map(_at, turns))}")
        before = point
    x, y = before
    back = 6 if route.is_back else -6
    if head == "arrow":
        pieces.append(f"M{_at(Point(x + back, y - 4))}L{_at(before)}L{_at(Point(x + back, y + 4))}")
    elif head == "bar":
        pieces.append(f"M{_at(Point(x + back / 3, y - 6))}V{y + 6:g}")
    return "".join(pieces)


def _at(point: Point) -> str:
    return f"{round(point.x, 1):g} {round(point.y, 1):g}"


# ── in words ────────────────────────────────────────────────────────────────────────────────────


@dataclass(slots=True)
class Spoken:
    """A condition in words, with what it waits for. `again` where it was told further up."""

    row: EntryRow
    limit: EntryRow | None
    joined: "list[tuple[str, list[Spoken]]]" = field(default_factory=list)
    again: bool = False


def in_words(net: Net) -> list[Spoken]:
    """What the drawing shows as nested lists: first those that no other waits for, and under each
    what it waits for. Each is told once, and named wherever else it is waited for."""
    by_source: dict[int, list[Join]] = defaultdict(list)
    for join in net.joins:
        by_source[join.source].append(join)
    targets = {join.target for join in net.joins}
    told: set[int] = set()
    order = [key for key in net.rows if key not in targets]
    return [
        _told(key, net, by_source, told)
        for key in [*order, *net.rows]  # whoever waits in a circle has no beginning
        if key not in told
    ]


def _told(key: int, net: Net, by_source: Mapping[int, list[Join]], told: set[int]) -> Spoken:
    again = key in told
    spoken = Spoken(net.rows[key], net.limits.get(key), again=again)
    if again:
        return spoken
    told.add(key)
    joins: dict[str, list[Spoken]] = {}
    for join in by_source.get(key, ()):
        joins.setdefault(join.relation, []).append(_told(join.target, net, by_source, told))
    spoken.joined = list(joins.items())
    return spoken
