"""What typed words resolve to, said before anything is saved."""

from typing import cast

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tracker.dates.phrases import Direction
from tracker.dates.window import Window
from tracker.forms.days import LONGEST, read_day
from tracker.forms.windows import WindowField
from tracker.views.access import editors_only
from tracker.views.http import HtmxHttpRequest

PARTS = ("phrase", "anchor", "earliest", "latest")


@require_safe
@editors_only
def resolve(request: HtmxHttpRequest) -> HttpResponse:
    """Of a whole window, by its parts; or of a single day, by `day`."""
    asked = request.GET
    if "day" in asked:
        return _single(request, asked["day"])
    window: Window | None = None
    reason = ""
    if any(asked.get(part) for part in ("phrase", "earliest", "latest")):
        way = asked.get("direction")
        direction = cast(Direction, way) if way in ("past", "future") else None
        try:
            field = WindowField(direction=direction)
            window = field.clean([*(asked.get(part, "") for part in PARTS), ""])
        except ValidationError as error:
            reason = " ".join(error.messages)
    return render(request, "forms/_window_says.html", {"window": window, "reason": reason})


def _single(request: HtmxHttpRequest, text: str) -> HttpResponse:
    read, reason = None, ""
    if text.strip():
        try:
            read = read_day(text[: LONGEST + 1])
        except ValidationError as error:
            reason = " ".join(error.messages)
    context = {"read": read if isinstance(read, Window) else None, "reason": reason}
    return render(request, "forms/_day_says.html", context)
