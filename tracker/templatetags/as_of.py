"""The control that steps through time (templates/jinja2/as_of.jinja), for Django's templates."""

from functools import cache
from typing import Any

from django import template
from django.template import engines
from markupsafe import Markup

from tracker.timeline.as_of import Steps

register = template.Library()


@cache
def _macros() -> Any:
    return engines["jinja2"].env.get_template("as_of.jinja").module  # type: ignore[attr-defined]


@register.filter
def on_day(address: str, clock: str) -> str:
    """An address with the day that a page shows (`TimelineFilter.clock`), before any fragment."""
    page, mark, place = address.partition("#")
    return f"{page}{clock}{mark}{place}"


@register.simple_tag(takes_context=True)
def as_of(context: template.Context, steps: Steps) -> Markup:
    path = context["request"].path
    return Markup(_macros().control(steps, path))  # noqa: S704  it has escaped what it was given
