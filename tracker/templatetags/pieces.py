"""The macros of templates/jinja2/pieces.jinja as tags of Django's templates."""

from datetime import date
from functools import cache
from typing import Any

from django import template
from django.template import engines
from django.utils.safestring import SafeString, mark_safe

from tracker.models import Condition, Entry
from tracker.timeline.processes import Summary
from tracker.timeline.states import Standing

register = template.Library()


@cache
def _macros() -> Any:
    return engines["jinja2"].env.get_template("pieces.jinja").module  # type: ignore[attr-defined]


def _safe(html: str) -> SafeString:
    return mark_safe(html)  # noqa: S308  the macros escape what they are given


@register.simple_tag
def glyph(entry: Entry) -> SafeString:
    return _safe(_macros().glyph(entry))


@register.simple_tag
def tags(entry: Entry, at: date) -> SafeString:
    return _safe(_macros().tags(entry, at))


@register.simple_tag
def who(entry: Entry) -> SafeString:
    return _safe(_macros().who(entry, on_its_own=True))


@register.simple_tag
def clauses(condition: Condition) -> SafeString:
    return _safe(_macros().clauses(condition))


@register.simple_tag
def window(entry: Entry, standing: Standing, at: date) -> SafeString:
    return _safe(_macros().window(entry, standing, at))


@register.simple_tag
def figures(summary: Summary, base: str, at: date, clock: str, as_of_query: str) -> SafeString:
    return _safe(_macros().figures(summary, base, at, clock, as_of_query))
