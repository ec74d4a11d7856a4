"""The environment of the Jinja templates (templates/jinja2): the lists of entries.

A page of the timeline is fifty entries of some forty tags each. Django's templates take several
times as long for them as Jinja's, which are compiled; everything else stays with Django's.
"""

from typing import Any

from jinja2 import Environment
from markupsafe import Markup, escape

from tracker.templatetags import drawn, remembered, timeline


def capfirst(text: str) -> str:
    """Django's is made for lazy texts, too, and takes ten times as long."""
    return text[:1].upper() + text[1:]


def after(query: str, path: str) -> Markup:
    """The address that a query string leads to from this path."""
    return escape(path + query)


def environment(**options: Any) -> Environment:
    made = Environment(**options, trim_blocks=True, lstrip_blocks=True)  # noqa: S701  Django's backend sets autoescape
    # A filter is called at once, a function by way of Jinja, which takes longer than most of them.
    made.filters |= {
        "after": after,
        "capfirst": capfirst,
        "number": remembered.once_a_language(str),
        "shown": drawn.shown,
    }
    made.globals |= {
        "_": remembered.say,
        "address": remembered.address,
        "clipped": remembered.clipped,
        "clock_words": remembered.clock_words,
        "ends_at_word": timeline.ends_at_word,
        "entries_word": remembered.entries_word,
        "full_day": remembered.full_day,
        "has_found": timeline.has_found,
        "label": remembered.label,
        "marked": timeline.found,
        "month_heading": remembered.month_heading,
        "reliability": remembered.reliability,
        "rubric": remembered.rubric,
        "short_day": remembered.short_day,
        "tone": timeline.tone,
    }
    return made
