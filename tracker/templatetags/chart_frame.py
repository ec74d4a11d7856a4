"""What the pictures of a chart have in common: their frames, their addresses, their words."""

from typing import NamedTuple
from unicodedata import east_asian_width

from markupsafe import Markup, escape

from tracker.templatetags.chart_marks import number
from tracker.templatetags.lettering import cut, wrapped
from tracker.timeline.chart.span import Span
from tracker.timeline.filters import TimelineFilter

NAMES = 132  # the width of the column of names; a narrow page cuts it to what they take
NAME = 113  # the room of a name of a lane
FONT = 12.0


class Addresses(NamedTuple):
    chosen: TimelineFilter
    path: str

    def of(self, span: Span) -> str:
        return self.path + self.chosen.within(span.first, span.last).query()

    def list_of(self, span: Span) -> str:
        looks = {key: value for key, value in self.chosen.looks.items() if key != "view"}
        return self.path + self.chosen.looking(looks).within(span.first, span.last).query()


def svg(kind: str, wide: float, height: float, drawn: str, *, hidden: bool = False) -> Markup:
    aria = ' aria-hidden="true" focusable="false"' if hidden else ""
    return Markup(  # noqa: S704  escaped in its pieces
        f'<svg class="{kind}" viewBox="0 0 {wide} {number(height)}" width="{wide}"'
        f' height="{number(height)}" preserveAspectRatio="xMinYMin slice"{aria}>{drawn}</svg>'
    )


def lane_name(name: str, *, most: int) -> list[str]:
    """In lines. A word that has no room is cut, not broken, unless its writing breaks anywhere."""
    words = [
        one
        if any(east_asian_width(letter) in "WF" for letter in one)
        else cut(one, room=NAME, size=FONT, bold=True)
        for one in name.split()
    ]
    return wrapped(" ".join(words), room=NAME, size=FONT, most=most, bold=True)


def rule(y: float, wide: float) -> str:
    return (
        f'<line class="rule" stroke="currentColor" x2="{wide}" y1="{number(y)}" y2="{number(y)}"/>'
    )


def name_at(kind: str, x: float, y: float, text: str, *, ends: bool = False) -> str:
    anchor = ' text-anchor="end"' if ends else ""
    return f'<text class="{kind}" x="{number(x)}" y="{number(y)}"{anchor}>{escape(text)}</text>'
