"""An hour with the day beside it, as one time: "noon on Friday", "2 May at 6 p.m.".

TIMEX3 has them as two; a deadline or an event has one time, and its window is that of the day.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from tracker.suggest.found import TimeFound

_JOINING = re.compile(r"[ \u00a0](?:on|at)[ \u00a0]")


def with_their_days(text: str, times: Sequence[TimeFound]) -> list[TimeFound]:
    """times: in the order of the text."""
    joined: list[TimeFound] = []
    for time in times:
        if joined and (whole := _joined(text, joined[-1], time)):
            joined[-1] = whole
        else:
            joined.append(time)
    return joined


def _joined(text: str, first: TimeFound, second: TimeFound) -> TimeFound | None:
    if not _JOINING.fullmatch(text, first.end, second.start):
        return None
    hour, day = (first, second) if _is_hour(first) else (second, first)
    if not _is_hour(hour) or day.timex3.type != "DATE" or not (day.window and day.window.is_day):
        return None
    return replace(
        day,
        start=first.start,
        end=second.end,
        window=replace(day.window, phrase=text[first.start : second.end]),
        why=f"an hour of that day; {day.why}",
    )


def _is_hour(time: TimeFound) -> bool:
    return time.timex3.type == "TIME" and "T" in time.timex3.value
