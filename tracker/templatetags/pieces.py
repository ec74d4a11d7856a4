"""What shows an entry (templatetags.drawn, templates/jinja2/pieces.jinja) as tags of Django's
templates."""

from collections.abc import Sequence
from datetime import date

from django import template
from markupsafe import Markup

from tracker.models import Annotation, Entry
from tracker.templatetags import drawn
from tracker.templatetags.remembered import rendered
from tracker.timeline.dossiers import Claim, Note
from tracker.timeline.processes import Summary
from tracker.timeline.rows import EntryRow

register = template.Library()


@register.simple_tag
def glyph(row: EntryRow | Entry) -> Markup:
    return drawn.glyph(row)


@register.simple_tag
def tags(row: EntryRow, at: date) -> Markup:
    return drawn.tags(row, at)


@register.simple_tag
def who(row: EntryRow, clock: str) -> Markup:
    return drawn.who(row, clock, on_its_own=True)


@register.simple_tag
def clauses(row: EntryRow) -> Markup:
    return Markup(drawn.macros().clauses(row))  # noqa: S704  it has escaped them


@register.simple_tag
def window(row: EntryRow, at: date) -> Markup:
    """The bar of a page that shows only this one."""
    return Markup(drawn.macros().fades() + drawn.window(row, at))  # noqa: S704


@register.simple_tag
def figures(summary: Summary, base: str, at: date, clock: str, as_of_query: str) -> Markup:
    return Markup(drawn.macros().figures(summary, base, at, clock, as_of_query))  # noqa: S704


@register.simple_tag
def voice(annotation: Annotation, clock: str) -> Markup:
    return drawn.voice(annotation, clock)


@register.simple_tag
def claims_told(claims: Sequence[Claim], at: date, clock: str) -> Markup:
    """A section of a briefing."""
    told = rendered("dossier/_claims.jinja", {"claims": claims, "at": at, "clock": clock})
    return Markup(told)  # noqa: S704  it has escaped them


@register.simple_tag
def notes_told(notes: Sequence[Note], clock: str) -> Markup:
    """The sources of a briefing."""
    return Markup(rendered("dossier/_notes.jinja", {"notes": notes, "clock": clock}))  # noqa: S704
