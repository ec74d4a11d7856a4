"""What is measured, and what one visit to it finds."""

from dataclasses import dataclass, field
from typing import NamedTuple


class Subject(NamedTuple):
    name: str
    path: str
    marks: str  # selector of what stands for entries
    drawing: str  # selector of where the mouse takes hold


_MARKS, PLOT = "#chart-plot .mark, #chart-plot .count", "#chart-plot svg.plot"
CHART = Subject("our chart", "/timeline/?view=chart", _MARKS, PLOT)
PAGE = Subject("our chart with the list", "/timeline/", _MARKS, PLOT)
VIS = Subject("vis-timeline", "/vis-timeline.html", ".vis-item", ".vis-panel.vis-center")
TIMELINEJS = Subject("TimelineJS3", "/timelinejs.html", ".tl-timemarker", ".tl-timenav")
OURS, PEERS = (CHART, PAGE), (VIS, TIMELINEJS)


@dataclass(slots=True)
class Visit:
    """One opening of a page. What was not measured is None, and `failed` says why."""

    drawn: float | None = None  # seconds
    marks: int = 0
    transferred: int = 0  # bytes
    heap: int | None = None  # bytes
    slowest: float | None = None  # frame, in seconds, while it is moved about
    failed: str = ""
    errors: list[str] = field(default_factory=list)  # of the page's own scripts


# By the name of the subject.
Visits = dict[str, list[Visit]]
