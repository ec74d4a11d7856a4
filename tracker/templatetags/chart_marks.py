"""The marks of a chart as SVG: events by their family, windows as bars, deadlines with their chain,
conditions between what they ask and what they lead to. The same signs and colours as in lists.
"""

import re
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from markupsafe import Markup, escape

from tracker.dates.window import OPEN_END, OPEN_START
from tracker.models import Kind, Occurrence
from tracker.templatetags.pictures import mark_of
from tracker.templatetags.remembered import address, label, window_words
from tracker.templatetags.timeline import row_tone, tone
from tracker.timeline.chart.lanes import sort_of
from tracker.timeline.chart.marks import Mark, Tie
from tracker.timeline.chart.packing import Place
from tracker.timeline.chart.span import Span
from tracker.timeline.rows import EntryRow

PLOT = 1000  # the width of what marks stand on
ROW = 24  # the height of a row of them
GLYPH = 14.0
BAR = 8.0
OUTCOME = 16.0  # the room of an outcome's mark

# Around 0, 0; as in pieces.jinja.
SHAPES = {
    "vcoop": '<circle r="6"/>',
    "mcoop": '<path d="M-5.5-5.5h11v11h-11z"/>',
    "vconf": '<path d="M0-6.5l6.6 12H-6.6z"/>',
    "mconf": '<path d="M0-7l7 7-7 7-7-7z"/>',
    "condition": '<path class="bracket" fill="none" stroke="currentColor" d="M2.5-6.5h-5v13h5"/>',
}


class Drawn(NamedTuple):
    markup: str
    x: float  # where ties leave it and come to it
    end: float
    y: float


def number(value: float) -> str:
    """As SVG reads it, whatever the language of the page."""
    return f"{value:.1f}".removesuffix(".0")


def _left(day: date, span: Span) -> float:
    return min(max(span.place(day.toordinal(), PLOT), 0.0), float(PLOT))


def _right(day: date, span: Span) -> float:
    return min(max(span.place(day.toordinal() + 1, PLOT), 0.0), float(PLOT))


def _middle(day: date, span: Span) -> float:
    return span.place(day.toordinal() + 0.5, PLOT)


def extent(mark: Mark, span: Span) -> tuple[float, float]:
    """From where to where it is drawn, in the picture in any case."""
    left, right = _left(mark.begins, span), _right(mark.ends, span)
    if mark.row.kind == Kind.EVENT:
        if mark.row.earliest == mark.row.latest or right - left < 2 * GLYPH:
            middle = (left + right) / 2 if right - left < 2 * GLYPH else left
            left = min(max(middle - GLYPH / 2, 0.0), PLOT - GLYPH)
            return left, left + GLYPH
        return left, right
    if (standing := mark.row.standing) and not standing.is_running and standing.since in span:
        right = min(max(right, _middle(standing.since, span) + OUTCOME / 2), float(PLOT))
    if mark.row.kind == Kind.CONDITION:
        left = max(0.0, left - 3)
    right = max(right, left + 12)
    return (left, right) if right <= PLOT else (PLOT - 12.0, float(PLOT))


def draw(
    mark: Mark, place: Place, span: Span, top: float, *, lane: int, clock: str, at: date
) -> Drawn:
    """A mark in its row, as a link to its entry."""
    row = mark.row
    left, right = extent(mark, span)
    is_on = place.words is not None and place.words.side == "on"
    middle = top + ROW / 2
    y = top + ROW - 6 if is_on else middle
    if row.kind == Kind.EVENT:
        drawn = _event(row, left, right, middle, span)
        anchor = left + GLYPH / 2
    elif row.kind == Kind.DEADLINE:
        drawn = _deadline(mark, y, span)
        anchor = left
    else:
        drawn = _condition(mark, left, y, span, at)
        anchor = left
    if mark.ends < span.first:
        # Asked for by its window; what came of it lies before the picture.
        drawn = f'<path class="cut" d="M1 {number(y)}l6-4v8z"/>'
    said = ""
    if place.words:
        x, text, side = place.words
        anchors = ' text-anchor="end"' if side == "before" else ""
        base = top + 11 if is_on else middle + 4
        at_place = f'x="{number(x)}" y="{number(base)}"{anchors}'
        said = f'<text class="title{" on" if is_on else ""}" {at_place}>{escape(text)}</text>'
    where = f"{address('entry', row.pk)}{clock}"
    markup = (
        f'<a class="mark {row.kind}" href="{escape(where)}" data-entry="{row.pk}"'
        f' data-told="told-{lane}-{row.pk}" aria-label="{escape(words_of(mark))}">'
        f'<rect class="room" x="{number(left)}" y="{number(top)}"'
        f' width="{number(right - left)}" height="{ROW}" fill="none"/>{drawn}{said}</a>'
    )
    end = max(right - GLYPH / 2, anchor) if row.kind == Kind.EVENT else right
    return Drawn(markup, anchor, end, y)


def words_of(mark: Mark, at: date | None = None) -> str:
    """Its title, when, and of a deadline or a condition the state."""
    row = mark.row
    said = [row.title, window_words(row.edtf, row.earliest, row.latest)]
    if row.standing:
        said.append(row.standing.label)
    elif row.occurrence and row.occurrence != Occurrence.OCCURRED:
        said.append(label("occurrence", row.occurrence))
    return "; ".join(said)


# ── events ──────────────────────────────────────────────────────────────────────────────────────


def _event(row: EntryRow, left: float, right: float, middle: float, span: Span) -> str:
    sort = sort_of(row)
    hollow = "" if row.occurrence == Occurrence.OCCURRED else " hollow"
    glyph = (
        f'<g class="glyph {sort}{hollow}" transform="translate({number(left + GLYPH / 2)}'
        f' {number(middle)})">{SHAPES[sort]}</g>'
    )
    if right - left <= GLYPH:
        return glyph
    x = left + GLYPH / 2
    fade = _fade_of_event(row)
    return (
        f'<rect class="bar" x="{number(x)}" y="{number(middle - 3)}" width="{number(right - x)}"'
        f' height="6" rx="3" fill="url(#run-{sort}{fade})"/>'
        f"{_cuts(row.earliest, row.latest, middle, span)}{glyph}"
    )


def _fade_of_event(row: EntryRow) -> str:
    """What lasts all through its window has sharp ends; what falls on some day of it, or on about
    these days, grows faint; open ends fade into nothing."""
    if row.latest == OPEN_END:
        return "-beyond"
    if any(sign in row.edtf for sign in "~?%"):
        return "-about"
    return "" if row.edtf.startswith("[") or "/" not in row.edtf else "-through"


def _cuts(first: date, last: date, y: float, span: Span) -> str:
    """Arrows where a window begins before the picture, or goes on beyond it."""
    found = ""
    if OPEN_START < first < span.first <= last:
        found += f'<path class="cut" d="M1 {number(y)}l6-4v8z"/>'
    if first <= span.last < last < OPEN_END:
        found += f'<path class="cut" d="M{PLOT - 1} {number(y)}l-6-4v8z"/>'
    return found


# ── deadlines ───────────────────────────────────────────────────────────────────────────────────


def _deadline(mark: Mark, y: float, span: Span) -> str:
    """The window, and behind it piece by piece what each move has added; then what came of it."""
    row, standing, chain = mark.row, mark.row.standing, mark.chain
    assert standing is not None  # noqa: S101  a deadline has one
    stages = chain.stages if chain else []
    kind = row_tone(row.kind, standing) if standing.is_running else "quiet"
    pieces = []
    reached: date | None = None  # the last day of all windows so far
    for place, stage in enumerate(stages):
        first, last = stage.window.earliest, stage.window.latest
        is_last = place == len(stages) - 1
        if is_last and last == OPEN_END and not standing.is_running:
            last = max(mark.ends, first)
        if reached is None:
            first = mark.begins if first == OPEN_START else first
            pieces.append(_bar(first, last, y, kind if is_last else "quiet", span, is_last=is_last))
            reached = last
            continue
        if last <= reached:
            pieces.append(_given_up(last, reached, y, span))
        else:
            begins = date.fromordinal(reached.toordinal() + 1) if reached < OPEN_END else reached
            if first > begins:
                pieces.append(_gap(begins, first, y, span))
            pieces.append(
                _bar(
                    max(first, begins), last, y, kind if is_last else "quiet", span, is_last=is_last
                )
            )
        pieces.append(_notch(reached if last > reached else last, y, span))
        reached = last
    found = "".join(pieces) + _cuts(mark.begins, mark.ends, y, span)
    if standing.is_running:
        if standing.status == "overdue" and chain:
            found += _overrun(standing.latest, chain.at, y, span)
        return found
    return found + _outcome(standing.status, standing.since, y, span)


def _bar(
    first: date,
    last: date,
    y: float,
    kind: str,
    span: Span,
    *,
    is_last: bool,
) -> str:
    if first > span.last or last < span.first:
        return ""
    left, right = _left(first, span), _right(last, span)
    left = min(left, PLOT - 4.0)
    right = max(right, left + 4)
    fade = "-beyond" if last == OPEN_END else "" if is_last else "-through"
    return (
        f'<rect class="bar" x="{number(left)}" y="{number(y - BAR / 2)}"'
        f' width="{number(right - left)}" height="{number(BAR)}" rx="2"'
        f' fill="url(#run-{kind}{fade})"/>'
    )


def _line(style: str, left: float, right: float, y: float) -> str:
    return (
        f'<line class="{style}" stroke="currentColor" x1="{number(left)}" x2="{number(right)}"'
        f' y1="{number(y)}" y2="{number(y)}"/>'
    )


def _gap(first: date, last: date, y: float, span: Span) -> str:
    left, right = _left(first, span), _left(last, span)
    return _line("gap", left, right, y) if right > left else ""


def _given_up(last: date, before: date, y: float, span: Span) -> str:
    """What a window lost when it was shortened."""
    left, right = _right(last, span), _right(before, span)
    if right - left < 2:
        return ""
    return (
        f'<rect class="given-up" fill="none" stroke="currentColor" x="{number(left)}"'
        f' y="{number(y - BAR / 2)}" width="{number(right - left)}" height="{number(BAR)}"/>'
    )


def _notch(day: date, y: float, span: Span) -> str:
    """Where a window ended before it was moved."""
    if day not in span:
        return ""
    x = number(_right(day, span))
    return (
        f'<line class="notch" stroke="currentColor" x1="{x}" x2="{x}" y1="{number(y - 7)}"'
        f' y2="{number(y + 7)}"/>'
    )


def _overrun(last: date, at: date, y: float, span: Span) -> str:
    left, right = _right(last, span), _left(at, span)
    return _line("overrun", left, right, y) if right - left >= 3 else ""


def _outcome(status: str, since: date, y: float, span: Span) -> str:
    if since not in span:
        return ""
    x = min(max(_middle(since, span), 8.0), PLOT - 8.0)
    return (
        f'<g class="outcome {tone(status)}" transform="translate({number(x)} {number(y)})">'
        f"{mark_of(status)}</g>"
    )


# ── conditions ──────────────────────────────────────────────────────────────────────────────────


def _condition(mark: Mark, left: float, y: float, span: Span, at: date) -> str:
    """A bracket where it was stated, and a thin line as long as it holds. Another bracket closes it
    where its last day is known; without one the line goes on in dashes that fade."""
    standing = mark.row.standing
    assert standing is not None  # noqa: S101  a condition has one
    last = mark.ends
    begins, ends = _left(mark.begins, span), _right(last, span)
    line = ""
    if ends - begins > 4:
        known = last if last < OPEN_END else at
        until = max(begins, _left(known, span)) if last == OPEN_END else ends
        line = (
            f'<rect class="bar" x="{number(begins)}" y="{number(y - 0.75)}"'
            f' width="{number(until - begins)}" height="1.5" fill="url(#run-quiet-holds)"/>'
        ) * (until > begins)
        if last == OPEN_END:
            line += _dashes(until, ends, y)
    signs = ""
    if mark.begins >= span.first:
        signs = _bracket(max(left + 4, 5), y, 0.8)
    if standing.is_running and last in span and ends - left > 14:
        signs += _bracket(ends - 3, y, -0.8)
    outcome = "" if standing.is_running else _outcome(standing.status, standing.since, y, span)
    return f"{line}{_cuts(mark.begins, last, y, span)}{signs}{outcome}"


def _bracket(x: float, y: float, scale: float) -> str:
    return (
        f'<g class="glyph condition" transform="translate({number(x)} {number(y)})'
        f' scale({scale} .8)">{SHAPES["condition"]}</g>'
    )


def _dashes(left: float, right: float, y: float) -> str:
    """One shape, so that it fades as a whole."""
    begins = [left + 3 + 8 * place for place in range(int((right - left - 3) // 8))]
    drawn = "".join(f"M{number(x)} {number(y - 0.75)}h5v1.5h-5z" for x in begins)
    return f'<path class="bar" d="{drawn}" fill="url(#run-quiet-beyond)"/>' if drawn else ""


# ── what joins them ─────────────────────────────────────────────────────────────────────────────


def tie(one: Tie, start: Drawn, end: Drawn) -> str:
    """From an entry to another, by the shortest way: straight down where both last at one time."""
    if start.end < end.x:
        x0, x1 = start.end, end.x
    elif end.end < start.x:
        x0, x1 = start.x, end.end
    else:
        x0 = x1 = max(start.x, end.x)
    bend = min(abs(x1 - x0) / 2, 60) * (1 if x1 >= x0 else -1) or 12
    first, second = (min(max(x, 0.0), float(PLOT)) for x in (x0 + bend, x1 - bend))
    if x0 == x1:
        second = first
    kind = "tie hangs" if one.hangs else "tie"
    return (
        f'<path class="{kind}" data-of="{one.start} {one.end}" fill="none" stroke="currentColor"'
        f' d="M{number(x0)} {number(start.y)}C{number(first)} {number(start.y)} {number(second)}'
        f' {number(end.y)} {number(x1)} {number(end.y)}"/>'
        f'<circle class="{kind}" data-of="{one.start} {one.end}" cx="{number(x1)}"'
        f' cy="{number(end.y)}" r="2.5" fill="currentColor"/>'
    )


# ── how bars fade ───────────────────────────────────────────────────────────────────────────────

_STOPS = {
    "": ((0, ".9"), (1, ".3")),
    "-through": ((0, ".6"), (1, ".6")),
    "-holds": ((0, ".9"), (1, ".9")),
    "-beyond": ((0, ".9"), (1, ".04")),
    "-about": ((0, ".1"), (0.5, ".8"), (1, ".1")),
}
_USED = re.compile(r"url\(#run-([a-z]+)(-[a-z]+)?\)")


def fades(drawn: Iterable[str]) -> Markup:
    """The colours of the bars that are drawn, each as it grows faint."""
    used = sorted({found.groups("") for piece in drawn for found in _USED.finditer(piece)})
    made = "".join(
        f'<linearGradient id="run-{kind}{fade}" class="{kind}">'
        + "".join(
            f'<stop offset="{offset}" stop-color="currentColor" stop-opacity="{opacity}"/>'
            for offset, opacity in _STOPS[fade]
        )
        + "</linearGradient>"
        for kind, fade in used
    )
    return Markup(f"<defs>{made}</defs>")  # noqa: S704  of our own words
