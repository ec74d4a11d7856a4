"""What the pictures of a chart have in common: their frames, their addresses, their words."""

from typing import NamedTuple

from markupsafe import Markup, escape

from tracker.templatetags.chart_marks import number
from tracker.timeline.chart.span import Span
from tracker.timeline.filters import TimelineFilter

NAMES = 104  # the width of the names of lanes
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
        f' height="{number(height)}"{aria}>{drawn}</svg>'
    )


def rule(y: float, wide: float) -> str:
    return (
        f'<line class="rule" stroke="currentColor" x2="{wide}" y1="{number(y)}" y2="{number(y)}"/>'
    )


def name_at(kind: str, x: float, y: float, text: str, *, ends: bool = False) -> str:
    anchor = ' text-anchor="end"' if ends else ""
    return f'<text class="{kind}" x="{number(x)}" y="{number(y)}"{anchor}>{escape(text)}</text>'
