"""An axis of days drawn as SVG: its lines, each with its name, and the moment shown.

Places are in percent of the width, which only the browser knows: where there is less of it, fewer
lines are drawn, each of them with room for its name.
"""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext
from markupsafe import escape

from tracker.templatetags.lettering import width
from tracker.templatetags.remembered import once_a_language, say
from tracker.timeline.axis import BREAK, Axis, Grain

# Sizes in pixels: a font, what stands between a line and its name, and between two names.
FONT, GAP = 12.0, 4
APART = 8.0
# The width that pictures have at least where these classes are shown (static/css/deadlines.css);
# the first of them everywhere.
ROOMS = (("", 262), ("medium", 382), ("wide", 526))

Height = float | str


# Heights: of the names of days above or below a picture, and of the years above these.
NAMES, YEARS = 20, 15


class Name(NamedTuple):
    """A line of an axis with its name. `room`: the class of the pictures that have room for it."""

    x: float
    text: str
    room: str


@once_a_language
def tick_name(day: date, grain: Grain) -> str:
    forms = {"day": gettext("j M Y"), "month": gettext("M Y"), "year": gettext("Y")}
    return date_format(day, forms[grain])


@once_a_language
def in_its_year(day: date, grain: Grain) -> str:
    forms = {"day": gettext("j M"), "month": gettext("M"), "year": gettext("Y")}
    return date_format(day, forms[grain])


@once_a_language
def moment_name(at: date, *, is_past: bool) -> str:
    said = gettext("As known on %(day)s") if is_past else gettext("Today, %(day)s")
    return said % {"day": tick_name(at, "day")}


def names(axis: Axis) -> tuple[Name, ...]:
    return _names(say("j M"), axis)


# The language is in the form of days: the same days have other names in others.
@lru_cache(maxsize=64)
def _names(_form: str, axis: Axis) -> tuple[Name, ...]:
    ticks = [(tick.x, in_its_year(tick.day, tick.grain)) for tick in axis.ticks()]
    found: dict[float, Name] = {}
    for room, room_width in ROOMS:
        step = 1
        while not _fit(ticks[::step], room_width):
            step *= 2
        for x, text in ticks[::step]:
            if _ends(x, text, room_width) <= room_width:
                found.setdefault(x, Name(x, text, room))
    return tuple(sorted(found.values()))


def _fit(ticks: Sequence[tuple[float, str]], room_width: float) -> bool:
    """Whether none of these names runs into the next one."""
    return all(
        _ends(x, text, room_width) + APART <= after * room_width / 100
        for (x, text), (after, _text) in pairwise(ticks)
    )


def _ends(x: float, text: str, room_width: float) -> float:
    return x * room_width / 100 + GAP + width(text, FONT)


def _years(axis: Axis) -> list[tuple[float, str]]:
    """Where each year begins, the first of them at the edge; none where lines are of years."""
    if any(tick.grain == "year" for tick in axis.ticks()):
        return []
    places = [(0.0, axis.first)]
    for year in range(axis.first.year + 1, axis.last.year + 1):
        day = date(year, 1, 1)
        places.append((axis.stretch(day, day).x, day))
    room = 100 * (width("0000", FONT) + GAP + APART) / ROOMS[0][1]
    return [
        (x, tick_name(day, "year"))
        for (x, day), (after, _day) in pairwise([*places, (axis.edge, axis.last)])
        if after - x >= room
    ]


def head_height(axis: Axis) -> int:
    """What the names of days take above a picture, with those of years above them."""
    return NAMES + (YEARS if _years(axis) else 0)


def tick_lines(axis: Axis, top: Height, bottom: Height) -> str:
    return "".join(
        f'<line class="{f"tick {one.room}".strip()}" stroke="currentColor" stroke-opacity=".2"'
        f' x1="{one.x}%" x2="{one.x}%" y1="{top}" y2="{bottom}"/>'
        for one in names(axis)
    )


def tick_names(axis: Axis, top: float = 0) -> str:
    """Each to the right of its line, and the years above them."""
    years = _years(axis)
    below = top + (YEARS if years else 0)
    return "".join(
        [
            *(after_words(x, top + 12, "year", text, gap=GAP if x else 0) for x, text in years),
            *(
                after_words(one.x, below + 14, f"name {one.room}".strip(), one.text, gap=GAP)
                for one in names(axis)
            ),
        ]
    )


def moment_line(axis: Axis, at: date, top: Height, bottom: Height) -> str:
    x = axis.at(at)
    if x is None:
        return ""
    return f'<line class="at" stroke="currentColor" x1="{x}%" x2="{x}%" y1="{top}" y2="{bottom}"/>'


def moment_words(axis: Axis, at: date, y: float, *, is_past: bool) -> str:
    x = axis.at(at)
    if x is None:
        return ""
    said = moment_name(at, is_past=is_past)
    if axis.far:
        days = (axis.far - axis.last).days
        on = ngettext("%(n)d day on", "%(n)d days on", days) % {"n": days}
        said = f"{said}: {on}"
    return words(x, x, y, "moment", said, gap=0)


def break_mark(axis: Axis, y: float) -> str:
    """Two strokes where the axis breaks off before the moment shown."""
    if not axis.far:
        return ""
    strokes = '<path class="break" fill="none" stroke="currentColor" d="M-5 6l4-12M1 6l4-12"/>'
    return at_place(100 - BREAK / 2, y, strokes)


def at_place(x: float, y: float, drawn: str) -> str:
    return f'<svg x="{x:g}%" y="{y:g}" width="1" height="1" overflow="visible">{drawn}</svg>'


def words(left: float, right: float, y: float, kind: str, said: str, *, gap: float) -> str:
    """Words at a place, on the side that has more room: they never leave the picture."""
    if right > 50:
        return before_words(min(right, 100), y, kind, said, gap=gap)
    return after_words(left, y, kind, said, gap=gap)


def before_words(x: float, y: float, kind: str, said: str, *, gap: float) -> str:
    """Words that end there."""
    return (
        f'<text class="{kind}" x="{x:g}%" dx="{-gap:g}" y="{y:g}"'
        f' text-anchor="end">{escape(said)}</text>'
    )


def after_words(x: float, y: float, kind: str, said: str, *, gap: float) -> str:
    """Words that begin there."""
    return f'<text class="{kind}" x="{x:g}%" dx="{gap:g}" y="{y:g}">{escape(said)}</text>'
