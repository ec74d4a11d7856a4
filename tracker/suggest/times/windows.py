"""The window of a time that was read, by the rules of tracker.dates, with the reason.

Words that tracker.dates reads as they stand are given to it, with what they count from and the way
that the sentence looks; its conventions hold, even where TIMEX3 has others. What the text around
them decides (the year of a month, the day of "that day") is given to it as a full date.
"""

import re
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from tracker.dates.edtf import EdtfError, parse_edtf
from tracker.dates.phrases import Direction, UnknownPhrase, resolve
from tracker.dates.window import Window
from tracker.suggest.times.moment import Moment
from tracker.suggest.times.scene import Draft, Scene
from tracker.suggest.times.statement import statement_day

_BEFORE_LENGTH = re.compile(r"\b(within|in) (?:just |only |as little as )?$")
# Such words say by themselves where the time lies.
_PLACED = re.compile(
    r"(?:the |in |within )*(?:next|coming|following|past|last|previous|recent|a matter of)\b"
    r"|.* (?:ahead|to come)$|.*\bnot\b"
)
_PART = re.compile(r"the [a-z]+ [a-z]+ (?:of|in) ", re.IGNORECASE)
_SEASON_WORDS = {"SP": "spring", "SU": "summer", "FA": "autumn", "WI": "winter"}
_MOD_WORDS = {"START": "early ", "MID": "mid ", "END": "late ", "APPROX": "about "}
_ENDS = re.compile(r"(?:the )?(?:end|close|last days|final days|beginning|start|outset)\b")


@lru_cache(maxsize=4096)
def _resolved(words: str, anchor: date | None, direction: Direction | None) -> Window | None:
    try:
        return resolve(words, anchor=anchor, direction=direction)
    except UnknownPhrase:
        return None


def window_of(draft: Draft, scene: Scene) -> Window | None:
    """None for what names no days: a length by itself, a set, the future."""
    if draft.type == "SET":
        return None
    words = scene.document.text[draft.start : draft.end]
    window: Window | None = None
    if draft.type == "DURATION":
        window = _of_length(words, draft, scene)
    elif draft.is_house:
        direction = draft.direction or scene.direction(draft.start, draft.end)
        window = _resolved(words, scene.today_date, direction)
        if window and (
            _is_other_day(window, draft) or _looks_away(window, direction, scene.today_date)
        ):
            window = None
    if window is None and draft.moment is not None and draft.type != "DURATION":
        window = _of_moment(words, draft)
    if window is None:
        return None
    anchor = window.anchor if draft.type == "DURATION" else scene.today_date
    return replace(window, phrase=words, anchor=anchor if draft.is_deictic else None)


def _of_length(words: str, draft: Draft, scene: Scene) -> Window | None:
    """Within days, in two weeks, the coming months: from the day on which it was said: that of
    publication, unless the sentence names another. In a narrative it is not known."""
    if draft.moment is not None:
        part = _PART.match(words)
        return _resolved(f"{part[0]}{_edtf(draft.moment)}", None, None) if part else None
    if scene.story is not None and scene.is_history:
        return None
    draft.is_deictic = True
    today = statement_day(scene.text, draft.start, draft.end, scene.today_date)
    if _PLACED.match(words.lower()):
        return _resolved(words, today, None)
    before = scene.text[max(draft.start - 24, 0) : draft.start]
    looks = scene.direction(draft.start, draft.end)
    if match := _BEFORE_LENGTH.search(before):
        is_due = match[1] == "within" and (looks != "past" or scene.looks_ahead(draft.start))
        if looks == "future" or is_due:
            return _resolved(f"{match[1]} {words}", today, "future")
        return None
    if looks == "future" and re.search(r"\bfor $", before) and " and " in words:
        return _resolved(words, today, "future")
    return None


def _is_other_day(window: Window, draft: Draft) -> bool:
    """Where a bare weekday was read by its tense, the two must agree."""
    moment = draft.moment
    if moment is None or moment.grain != "day" or not window.is_day or moment.date is None:
        return False
    return moment.date != window.earliest


def _looks_away(window: Window, direction: Direction | None, today: date) -> bool:
    """The weekend that has not come yet, in a sentence that tells what has been."""
    if direction == "past":
        return window.earliest > today
    return direction == "future" and window.latest < today


def _of_moment(words: str, draft: Draft) -> Window | None:
    moment = draft.moment
    if moment is None or not 0 < moment.year < 10_000:
        return None
    whole = _edtf(moment)
    window = None
    if draft.mod and moment.grain != "century":
        edge = _ENDS.match(words.lower()) or re.search(r"\bend\b", words)
        said = _READABLE.get(moment.grain, whole)
        said = said.format(year=moment.year, season=_SEASON_WORDS.get(moment.season, ""))
        part = f"{edge[0].removeprefix('the ')} of " if edge else _MOD_WORDS.get(draft.mod, "")
        window = _resolved(f"{part}{said}", None, None)
    window = window or _plain(whole)
    return replace(window, why=draft.why) if window else None


@lru_cache(maxsize=4096)
def _plain(edtf: str) -> Window | None:
    try:
        return parse_edtf(edtf)
    except EdtfError:
        return None


# What the rules of tracker.dates read with "early" before it, where they do not read EDTF.
_READABLE = {"decade": "{year:04}s", "season": "{season} {year:04}"}
# ISO 8601-2: seasons, quarters and halves as months.
_SEASON_MONTHS = {"SP": 21, "SU": 22, "FA": 23, "WI": 24}


def _edtf(moment: Moment) -> str:
    """In the calendar of tracker.dates; a week or a weekend is one of its days."""
    year, day = f"{moment.year:04}", moment.date
    match moment.grain:
        case "century":
            first = moment.year // 100 * 100
            return f"{max(first, 1):04}/{first + 99:04}"
        case "decade":
            return f"{year[:-1]}X"
        case "half":
            return f"{year}-{39 + moment.number}"
        case "quarter":
            return f"{year}-{32 + moment.number}"
        case "season":
            return f"{year}-{_SEASON_MONTHS[moment.season]}"
        case "week" | "weekend" if day is not None:
            monday = day - timedelta(days=day.isoweekday() - 1)
            begins = monday if moment.grain == "week" else monday + timedelta(days=5)
            return f"[{begins}..{monday + timedelta(days=6)}]"
    if day is not None and moment.grain == "day":
        return str(day)
    return f"{year}-{moment.month:02}" if moment.month else year
