"""What the shapes of a chart mean, below it: each beside its word, as it is drawn above."""

from django.utils.translation import gettext as _
from markupsafe import Markup, escape

from tracker.models import Family, Outcome
from tracker.templatetags.chart_marks import SHAPES
from tracker.templatetags.pictures import mark_of
from tracker.templatetags.remembered import once_a_language
from tracker.templatetags.timeline import tone

_BAR = (
    '<path class="soon" d="M-13-4h8v8h-8z" fill="currentColor"/>'
    '<path class="soon" d="M-5-4h6v8h-6z" fill="currentColor" fill-opacity=".65"/>'
    '<path class="soon" d="M1-4h6v8H1z" fill="currentColor" fill-opacity=".4"/>'
    '<path class="soon" d="M7-4h6v8H7z" fill="currentColor" fill-opacity=".2"/>'
)
_CONDITION = (
    f'<g class="glyph condition" transform="translate(-10 0) scale(.8)">{SHAPES["condition"]}</g>'
    '<path class="quiet" d="M-12-.75H2v1.5h-14zM4-.75h4v1.5H4zM10-.75h3v1.5h-3z"'
    ' fill="currentColor"/>'
)
_NUMBERS = '<path class="quiet" d="M-9 2h5v4h-5zM-2.5-5h5V6h-5zM4-1h5v7H4z" fill="currentColor"/>'


@once_a_language
def legend() -> Markup:
    shapes = [
        (f'<g class="glyph {one.value}">{SHAPES[one.value]}</g>', str(one.label), 18)
        for one in Family
    ]
    hollow = f'<g class="glyph vcoop hollow">{SHAPES[Family.VERBAL_COOPERATION.value]}</g>'
    shapes += [
        (hollow, _("planned, cancelled or not done"), 18),
        (_BAR, _("deadline, paler towards its last day"), 30),
        (_outcome(Outcome.MET), _("met"), 20),
        (_outcome(Outcome.MISSED), _("missed"), 20),
        (_CONDITION, _("condition, dashed while its end is open"), 30),
        (_NUMBERS, _("how many begin there"), 24),
    ]
    items = "".join(
        f'<li><svg viewBox="{-wide / 2} -9 {wide} 18" width="{wide}" height="18" aria-hidden="true"'
        f' focusable="false">{shape}</svg>{escape(word)}</li>'
        for shape, word, wide in shapes
    )
    return Markup(f'<ul class="plain legend">{items}</ul>')  # noqa: S704  escaped above


def _outcome(outcome: Outcome) -> str:
    return f'<g class="outcome {tone(outcome.value)}">{mark_of(outcome.value)}</g>'
