"""The chart of a timeline, on its page or as the part of it that htmx swaps."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from tracker.timeline.chart.lanes import NAMES
from tracker.timeline.chart.picture import Chart, chart_of
from tracker.timeline.chart.span import LEAST_DAYS, Span
from tracker.timeline.filters import TimelineFilter
from tracker.timeline.visible import Reader
from tracker.views.http import HtmxHttpRequest, wants_fragment


class Way(NamedTuple):
    """A link to the same chart of another span, or looked at otherwise."""

    key: str
    label: str
    query: str  # empty where there is nowhere to go
    sign: str = ""
    is_taken: bool = False


def wants_chart(request: HtmxHttpRequest) -> bool:
    """True when htmx will swap the chart alone."""
    return wants_fragment(request) and request.htmx.target == "chart"


def chart_context(chosen: TimelineFilter, *, reader: Reader, path: str) -> dict[str, object]:
    """What the template of a chart needs."""
    chart = chart_of(chosen, reader=reader)
    return {
        "chosen": chosen,
        "path": path,
        "at": chosen.at,
        "chart": chart,
        "steps": _steps(chosen, chart),
        "lane_ways": [
            Way(
                f"lanes-{by}",
                str(label),
                _looking(chosen, "lanes", by),
                is_taken=by == chart.lanes.by,
            )
            for by, label in NAMES.items()
        ],
        "links_way": Way(
            "links",
            _("All links"),
            _looking(chosen, "links", "" if "links" in chosen.looks else "all"),
            is_taken="links" in chosen.looks,
        ),
        "view_way": _view(chosen),
    }


def _steps(chosen: TimelineFilter, chart: Chart) -> list[Way]:
    span = chart.span
    whole = chosen.without("from", "to").query() or "?"
    today = _("Today") if "as_of" not in chosen.days else _("Day shown")
    ways: list[tuple[str, str, str, Span | None]] = [
        ("in", _("Zoom in"), "+", span.nearer() if span.days > LEAST_DAYS else None),
        ("out", _("Zoom out"), "−", span.farther()),
        ("earlier", _("Earlier"), "‹", span.earlier()),
        ("later", _("Later"), "›", span.later()),
        ("today", today, "", span.around(chart.at)),
    ]
    found = [
        Way(
            f"chart-{key}",
            label,
            chosen.within(to.first, to.last).query() if to and to != span else "",
            sign,
        )
        for key, label, sign, to in ways
    ]
    return [
        *found,
        Way("chart-whole", _("All of it"), whole if chosen.days.keys() & {"from", "to"} else ""),
    ]


def _looking(chosen: TimelineFilter, key: str, value: str) -> str:
    looks = {one: said for one, said in chosen.looks.items() if one != key}
    return chosen.looking({**looks, key: value} if value else looks).query() or "?"


def _view(chosen: TimelineFilter) -> Way:
    if "view" in chosen.looks:
        return Way("chart-view", _("With the list"), _looking(chosen, "view", ""))
    return Way("chart-view", _("Chart alone"), _looking(chosen, "view", "chart"))
