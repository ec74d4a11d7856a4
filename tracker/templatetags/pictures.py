"""Deadlines on an axis, drawn as SVG: the chain of one, and the rows of a board.

Places are in percent, so that a picture is as wide as there is room while its words keep their
size. All that a picture says stands beside it in words, too, so that it is hidden from whoever
cannot see it. Every piece of text is escaped here.
"""

from datetime import date

from markupsafe import Markup

from tracker.dates.window import OPEN_END, OPEN_START
from tracker.models import ClockState, Outcome
from tracker.templatetags.axes import (
    FONT,
    NAMES,
    ROOMS,
    after_words,
    at_place,
    before_words,
    break_mark,
    head_height,
    moment_line,
    moment_words,
    tick_lines,
    tick_name,
    tick_names,
    words,
)
from tracker.templatetags.lettering import width
from tracker.templatetags.remembered import clock_words, say
from tracker.templatetags.timeline import tone
from tracker.timeline.axis import Axis
from tracker.timeline.chains import Chain, End, Stage
from tracker.timeline.states import Standing

# Heights in pixels: of a window with what stands above it, of an outcome, of a bar.
WINDOW, OUTCOME, BAR = 36, 26, 10
ROW = 34  # of a board
LEAST_WIDTH = 1.4  # percent that a window has at least, so that it can be seen
BESIDE = 9  # pixels from the end of a bar to its words, or to the middle of the mark after it

# A shape for each outcome, beside its colour. Drawn around 0, 0.
_RING = '<circle class="ring" r="5.5" fill="none" stroke="currentColor"/>'
_MARKS = {
    Outcome.MET.value: '<circle r="7" fill="currentColor"/><path class="sign" fill="none"'
    ' stroke="white" d="M-3.2 0l2.2 2.4 4-4.8"/>',
    Outcome.PARTLY_MET.value: f'{_RING}<path fill="currentColor" d="M0-5.5a5.5 5.5 0 0 0 0 11z"/>',
    Outcome.MISSED.value: '<circle r="7" fill="currentColor"/><path class="sign" fill="none"'
    ' stroke="white" d="M-2.6-2.6l5.2 5.2M2.6-2.6l-5.2 5.2"/>',
    # The hands of a clock: its time ran out.
    Outcome.LAPSED.value: f'{_RING}<path class="hands" fill="none" stroke="currentColor"'
    ' d="M0-3.2V0.4L2.4 1.8"/>',
}


def chain_picture(chain: Chain, standing: Standing, *, is_past: bool) -> Markup:
    """The windows of a deadline one below the other, each with its last day; a dot where it became
    known, and what came of it. `is_past`: as known on an earlier day than today."""
    bars: list[str] = []
    signs: list[str] = []
    said: list[str] = []
    head = head_height(chain.axis)
    top, before = head, 0.0
    for number, stage in enumerate(chain.stages):
        is_in_force = number == len(chain.stages) - 1
        middle = top + WINDOW - BAR / 2 - 8
        is_late = is_in_force and standing.status == ClockState.OVERDUE
        bars.append(_stage_bar(stage, chain.axis, middle, standing if is_in_force else None))
        signs.append(_known_since(stage, chain.axis, middle, before if number else middle))
        said.append(_last_day(stage, chain.axis, middle, is_late=is_late))
        said.append("" if number else _cut_start(stage, chain.axis, middle))
        before = middle
        top += WINDOW
        if stage.end:
            signs.append(_mark(chain.axis.at(stage.end.day), top + OUTCOME / 2, stage.end.outcome))
            said.append(_outcome(stage.end, chain.axis, top + OUTCOME / 2 + 4))
            top += OUTCOME
        if is_late:
            bars.append(_overrun(chain.axis, stage.window.latest, chain.at, middle))
            said.append(_overdue(standing, chain.axis, chain.at, top + OUTCOME / 2 - 4))
            top += OUTCOME - 8
    height = top + NAMES
    drawn = "".join(
        (
            f'<svg class="chain" width="100%" height="{height}" aria-hidden="true"'
            ' focusable="false">',
            tick_lines(chain.axis, head, top),
            tick_names(chain.axis),
            moment_line(chain.axis, chain.at, head, top + 4),
            *bars,
            *signs,
            break_mark(chain.axis, before),
            *said,
            moment_words(chain.axis, chain.at, top + 16, is_past=is_past),
            "</svg>",
        )
    )
    return Markup(drawn)  # noqa: S704  escaped in its pieces


def board_axis(axis: Axis, at: date, *, is_past: bool) -> Markup:
    """The days above the rows of a board, and above these the moment if it is among them."""
    moment = moment_words(axis, at, 12, is_past=is_past)
    top = NAMES if moment else 0
    height = top + head_height(axis)
    drawn = (
        f'<svg class="days" width="100%" height="{height}" aria-hidden="true" focusable="false">'
        f"{moment}{moment_line(axis, at, 17, height)}"
        f"{tick_lines(axis, height - NAMES, height)}{tick_names(axis, top)}"
        f"{break_mark(axis, height - NAMES / 2)}</svg>"
    )
    return Markup(drawn)  # noqa: S704  escaped in its pieces


def board_row(standing: Standing, stated: tuple[date, date], axis: Axis, at: date) -> Markup:
    """One deadline on the axis of a board: its window in force, where it was first if it has
    moved, and what came of it. `stated`: the first and the last day of the window as stated."""
    first = ""
    if stated != (standing.earliest, standing.latest):
        first = _bar(axis, *stated, -BAR / 2 - 3, "stated", height=BAR + 6)
    # As high as its row, with the bar halfway down.
    drawn = (
        f'<svg class="lane" width="100%" height="{ROW}" aria-hidden="true" focusable="false">'
        f"{tick_lines(axis, 0, '100%')}{moment_line(axis, at, 0, '100%')}"
        '<svg y="50%" width="100%" height="1" overflow="visible">'
        f"{first}{_in_force(standing, axis, at)}</svg></svg>"
    )
    return Markup(drawn)  # noqa: S704  escaped in its pieces


def _in_force(standing: Standing, axis: Axis, at: date) -> str:
    """The window in force; if it has an outcome, up to that, and the mark of it to the right."""
    now = (standing.earliest, standing.latest)
    if standing.is_running:
        late = standing.status == ClockState.OVERDUE
        overrun = _overrun(axis, standing.latest, at, 0) if late else ""
        bar = _bar(axis, *now, -BAR / 2, _tone(standing))
        broken = break_mark(axis, 0) if late or standing.latest == OPEN_END else ""
        return f"{overrun}{bar}{broken}{_cut(axis, *now)}"
    bar = _ended_bar(axis, *now, standing.since, 0)
    mark = _mark(axis.at(standing.since), 0, standing.status, beside=BESIDE)
    return f"{bar}{_cut(axis, standing.earliest, min(standing.latest, standing.since))}{mark}"


def _tone(standing: Standing) -> str:
    """That of the window in force. What came of it has a mark of its own."""
    return tone(standing.status) if standing.is_running else "quiet"


# ── bars ────────────────────────────────────────────────────────────────────────────────────────


def _stage_bar(stage: Stage, axis: Axis, middle: float, standing: Standing | None) -> str:
    """`standing`: that of the deadline, if this is its window in force."""
    first, last = stage.window.earliest, stage.window.latest
    if stage.end:
        return _ended_bar(axis, first, last, stage.end.day, middle)
    return _bar(axis, first, last, middle - BAR / 2, _tone(standing) if standing else "quiet")


def _ended_bar(axis: Axis, first: date, last: date, end: date, middle: float) -> str:
    """A window up to its outcome; what was left of it, if that has a last day, is a thin line."""
    if last <= end:
        return _bar(axis, first, last, middle - BAR / 2, "quiet")
    left = (
        "" if last == OPEN_END else _bar(axis, max(first, end), last, middle - 1, "left", height=2)
    )
    return left + (_bar(axis, first, end, middle - BAR / 2, "quiet") if first <= end else "")


def _bar(axis: Axis, first: date, last: date, y: float, kind: str, *, height: float = BAR) -> str:
    lies = axis.stretch(first, last)
    if not lies.width:
        return ""
    breadth = max(lies.width, LEAST_WIDTH)
    x = min(lies.x, 100 - breadth)
    place = f'x="{x:g}%" width="{breadth:g}%" y="{y:g}" height="{height:g}"'
    if kind == "stated":
        return f'<rect class="stated" fill="none" stroke="currentColor" {place}/>'
    if kind == "left":
        return f'<rect class="left" fill="currentColor" fill-opacity=".5" {place}/>'
    fade = ("-open" if first == OPEN_START else "") + ("-beyond" if last == OPEN_END else "")
    return f'<rect class="bar" {place} fill="url(#fade-{kind}{fade})"/>'


def _overrun(axis: Axis, last: date, at: date, y: float) -> str:
    """From the last day to the moment shown: how long nothing has come of it."""
    lies, x = axis.stretch(last, last), axis.at(at)
    if x is None:
        return ""
    line = (
        f'<line class="overrun" stroke="currentColor" x1="{lies.x + lies.width:g}%" x2="{x}%"'
        f' y1="{y:g}" y2="{y:g}"/>'
    )
    head = '<path class="overrun" fill="none" stroke="currentColor" d="M-6-4l5 4-5 4"/>'
    return line + at_place(x, y, head)


def _cut(axis: Axis, first: date, last: date) -> str:
    """Arrows where a window begins before the axis, or goes on beyond it."""
    lies = axis.stretch(first, last)
    found = ""
    if lies.is_cut_before and first != OPEN_START:
        found += at_place(0, 0, '<path class="cut" fill="currentColor" d="M1 0l6-4v8z"/>')
    if lies.is_cut_beyond and last != OPEN_END:
        found += at_place(100, 0, '<path class="cut" fill="currentColor" d="M-1 0l-6-4v8z"/>')
    return found


# ── marks ───────────────────────────────────────────────────────────────────────────────────────


def _mark(x: float | None, y: float, outcome: str, *, beside: float = 0) -> str:
    if x is None:
        return ""
    place = f' transform="translate({beside:g} 0)"' if beside else ""
    return at_place(x, y, f'<g class="mark {tone(outcome)}"{place}>{mark_of(outcome)}</g>')


def mark_of(outcome: str) -> str:
    """The shape of an outcome, around 0, 0; a ring for what was given up."""
    return _MARKS.get(outcome, _RING)


def _known_since(stage: Stage, axis: Axis, y: float, before: float) -> str:
    """A dot, and a line to it from below the window before, which lies there."""
    x = axis.at(stage.known_on)
    if x is None:
        return ""
    dot = f'<circle class="since" fill="currentColor" cx="{x}%" cy="{y:g}" r="3.5"/>'
    if before == y:
        return dot
    place = f'x1="{x}%" x2="{x}%" y1="{before + BAR:g}" y2="{y:g}"'
    return f'<line class="since" stroke="currentColor" {place}/>{dot}'


# ── words ───────────────────────────────────────────────────────────────────────────────────────


def _last_day(stage: Stage, axis: Axis, middle: float, *, is_late: bool) -> str:
    """Beside the bar and its dot, so that no line runs through it: to the right, unless something
    is drawn there, or to the left; above it where neither side has room everywhere."""
    last = stage.window.latest
    said = say("no last day") if last == OPEN_END else tick_name(last, "day")
    lies, dot = axis.stretch(stage.window.earliest, last), axis.at(stage.known_on)
    left, right = lies.x, lies.x + max(lies.width, LEAST_WIDTH)
    if dot is not None:
        left, right = min(left, dot), max(right, dot)
    room = 100 * (width(said, FONT) + BESIDE) / ROOMS[0][1]
    if not is_late and right + room <= axis.edge:
        return after_words(right, middle + 4, "day", said, gap=BESIDE)
    if left >= room:
        return before_words(left, middle + 4, "day", said, gap=BESIDE)
    above = middle - BAR / 2 - 5
    if dot is not None and dot > 50:
        return after_words(lies.x, above, "day", said, gap=0)
    return before_words(min(lies.x + lies.width, 100), above, "day", said, gap=0)


def _cut_start(stage: Stage, axis: Axis, middle: float) -> str:
    """Since when the first window runs, where that lies before the axis."""
    first = stage.window.earliest
    if first >= axis.first or first == OPEN_START:
        return ""
    arrow = at_place(0, middle, '<path class="cut" fill="currentColor" d="M-8 0l6-5v10z"/>')
    said = say("since %(day)s") % {"day": tick_name(first, "day")}
    return arrow + after_words(0, middle - BAR / 2 - 5, "from", said, gap=0)


def _outcome(end: End, axis: Axis, y: float) -> str:
    x = axis.at(end.day)
    if x is None:
        return ""
    said = say("%(what)s, %(day)s") % {"what": end.label, "day": tick_name(end.day, "day")}
    return words(x, x, y, f"outcome {tone(end.outcome)}", said, gap=12)


def _overdue(standing: Standing, axis: Axis, at: date, y: float) -> str:
    x = axis.at(at)
    if x is None:
        return ""
    return words(x, x, y, "outcome late", clock_words(standing, at), gap=8)
