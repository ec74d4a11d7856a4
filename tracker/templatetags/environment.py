"""The environment of the Jinja templates (templates/jinja2): the lists of entries.

A page of the timeline is fifty entries of some forty tags each. Django's templates take several
times as long for them as Jinja's, which are compiled; everything else stays with Django's.
"""

from typing import Any

from jinja2 import Environment
from markupsafe import Markup, escape

from tracker.templatetags import (
    axes,
    chart,
    chart_legend,
    chart_text,
    deadlines,
    drawn,
    graph,
    pictures,
    records,
    remembered,
    timeline,
)


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
        "as_told": chart_text.as_told,
        "capfirst": capfirst,
        "glyph": drawn.glyph,
        "number": remembered.once_a_language(str),
        "shown": drawn.shown,
        "tags": drawn.tags,
        "voice": drawn.voice,
        "who": drawn.who,
    }
    made.globals |= {
        "_": remembered.say,
        "address": remembered.address,
        "chart_legend": chart_legend.legend,
        "chart_picture": chart.picture,
        "board_axis": pictures.board_axis,
        "clipped": remembered.clipped,
        "clock_words": remembered.clock_words,
        "deadlines_word": deadlines.deadlines_word,
        "demand_mark": graph.demand_mark,
        "ends_at_word": timeline.ends_at_word,
        "entries_word": remembered.entries_word,
        "full_day": remembered.full_day,
        "group_name": deadlines.group_name,
        "has_found": timeline.has_found,
        "join_words": graph.join_words,
        "label": remembered.label,
        "marked": timeline.found,
        "moment_name": axes.moment_name,
        "month_heading": remembered.month_heading,
        "other_tags": drawn.other_tags,
        "passed_words": timeline.passed_words,
        "reliability": remembered.reliability,
        "rubric": remembered.rubric,
        "said_account": records.said,
        "short_day": remembered.short_day,
        "span_words": chart_text.span_words,
        "shown_due": deadlines.shown_due,
        "spoken": graph.spoken,
        "state_words": timeline.state_words,
        "tone": timeline.tone,
        "tick_name": axes.tick_name,
        "window_short": remembered.window_short,
    }
    return made
