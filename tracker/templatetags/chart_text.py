"""What a chart draws, in words: for whoever cannot see it, and for the card of a mark."""

from datetime import date

from django.utils.translation import ngettext
from markupsafe import Markup, escape

from tracker.models import Operator
from tracker.templatetags import drawn
from tracker.templatetags.remembered import address, clipped, label, say, short_day, window_short
from tracker.timeline.chains import Chain
from tracker.timeline.chart.marks import Mark
from tracker.timeline.chart.span import Span
from tracker.timeline.rows import PartRow


def span_words(span: Span) -> str:
    return window_short(f"{span.first.isoformat()}/{span.last.isoformat()}", span.first, span.last)


def as_told(mark: Mark, at: date, clock: str) -> Markup:
    """Its sign, its title and state, its window, who, and of a condition what it says."""
    row = mark.row
    said = [str(drawn.window_said(row))]
    if mark.chain and mark.chain.moves.times:
        said.append(str(escape(moved_words(mark.chain))))
    lines = [f"<p>{'; '.join(said)}</p>"]
    if who := _names(row.parts.initiators):
        to = _names(row.parts.recipients)
        lines.append(f"<p>{escape(f'{who} → {to}' if to else who)}</p>")
    if row.if_clause and row.then_clause and row.operator:
        then = say("meanwhile") if row.operator == Operator.UNTIL else say("then")
        asks, follows = (escape(clipped(one, 140)) for one in (row.if_clause, row.then_clause))
        when = escape(label("operator", row.operator))
        lines.append(f"<p><i>{when}</i> {asks} <i>{escape(then)}</i> {follows}</p>")
    return Markup(  # noqa: S704  escaped above
        f'{drawn.glyph(row)}<div><a href="{address("entry", row.pk)}{escape(clock)}">'
        f"{escape(row.title)}</a>{drawn.tags(row, at)}{''.join(lines)}</div>"
    )


def moved_words(chain: Chain) -> str:
    """How often its last day was moved, and to which day last."""
    times = chain.moves.times
    said = ngettext("moved once", "moved %(n)d times", times) % {"n": times}
    last = chain.stages[-1].window
    if last.is_open_end:
        return said
    return f"{said}, {say('last to %(day)s') % {'day': short_day(last.latest)}}"


def _names(parts: list[PartRow]) -> str:
    return ", ".join(part.name for part in parts)
