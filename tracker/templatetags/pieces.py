"""The macros of templates/jinja2/pieces.jinja as tags of Django's templates."""

from datetime import date
from functools import cache
from typing import Any

from django import template
from django.template import engines
from markupsafe import Markup

from tracker.models import Condition, Entry
from tracker.timeline.processes import Summary
from tracker.timeline.states import Standing

register = template.Library()


@cache
def _module() -> Any:
    return engines["jinja2"].env.get_template("pieces.jinja").module  # type: ignore[attr-defined]


def _macro(name: str, *args: Any) -> Markup:
    """What a macro makes of these: it has escaped them."""
    made: Markup = getattr(_module(), name)(*args)
    return made


@register.simple_tag
def glyph(entry: Entry) -> Markup:
    return _macro("glyph", entry)


@register.simple_tag
def tags(entry: Entry, at: date) -> Markup:
    return _macro("tags", entry, at)


@register.simple_tag
def who(entry: Entry) -> Markup:
    return _macro("who", entry, True)


@register.simple_tag
def clauses(condition: Condition) -> Markup:
    return _macro("clauses", condition)


@register.simple_tag
def window(entry: Entry, standing: Standing, at: date) -> Markup:
    return _macro("window", entry, standing, at)


@register.simple_tag
def figures(summary: Summary, base: str, at: date, clock: str, as_of_query: str) -> Markup:
    return _macro("figures", summary, base, at, clock, as_of_query)
