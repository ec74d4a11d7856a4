"""Weeks, months, quarters, years, decades, and their parts: early, late, the end of, half of.

Weeks run from Monday to Sunday. Early, mid and late are thirds: days 1 to 10, 11 to 20 and the
rest of a month; Monday to Wednesday, Tuesday to Thursday and Thursday to Sunday of a week.
"""

import re
from dataclasses import replace
from datetime import date, timedelta

from tracker.dates.days import DAY, in_calendar, monday_of, month_days
from tracker.dates.edtf import coarsest, format_edtf, parse_edtf
from tracker.dates.reading import Basis, Reading, UnknownPhrase, one_of, throughout
from tracker.dates.words import ordinal

Match = re.Match[str]
Days = tuple[date, date]

_STEPS = {"this": 0, "next": 1, "last": -1}


def whole(match: Match, basis: Basis) -> Reading:
    """This week, next month, last year."""
    edtf = _period(match["grain"], basis.day, _STEPS[match["turn"].lower()])
    is_week = match["grain"].lower() == "week"
    return Reading(edtf, "{turn} week, Monday to Sunday, seen from {anchor_day}" if is_week else "")


def of_anchor(match: Match, basis: Basis) -> Reading:
    """The week, the year: that of the anchor."""
    is_week = match["grain"].lower() == "week"
    why = "the week of the anchor, Monday to Sunday" if is_week else ""
    return Reading(_period(match["grain"], basis.day, 0), why)


def _period(grain: str, day: date, step: int) -> str:
    """In EDTF."""
    grain = grain.lower()
    if grain == "week":
        monday = monday_of(day) + timedelta(weeks=step)
        return format_edtf(monday, monday + 6 * DAY, one_of=True)
    if grain == "month":
        return str(month_days(day.year, day.month + step)[0])[:7]
    if grain == "quarter":
        years, quarter = divmod((day.month - 1) // 3 + step, 4)
        return f"{in_calendar(day.year + years):04}-{33 + quarter}"
    if grain == "year":
        return f"{in_calendar(day.year + step):04}"
    return f"{in_calendar((day.year // 10 + step) * 10 or 1) // 10:03}X"


def later(match: Match, basis: Basis) -> Reading:
    last = parse_edtf(_period(match["grain"], basis.day, 0)).latest
    if last == basis.day:
        raise UnknownPhrase(f"nothing of the {match['grain']} is left after the anchor")
    return one_of(basis.day + DAY, last)


def earlier(match: Match, basis: Basis) -> Reading:
    first = parse_edtf(_period(match["grain"], basis.day, 0)).earliest
    if first == basis.day:
        raise UnknownPhrase(f"nothing of the {match['grain']} lies before the anchor")
    return one_of(first, basis.day - DAY)


def rest(match: Match, basis: Basis) -> Reading:
    return throughout(basis.day, parse_edtf(_period(match["grain"], basis.day, 0)).latest)


def within_this(match: Match, basis: Basis) -> Reading:
    return one_of(basis.day, parse_edtf(_period(match["grain"], basis.day, 0)).latest)


def week_of(match: Match, basis: Basis) -> Reading:
    """The week with this day in it."""
    day, inner = basis.single(match["when"])
    return Reading(_period("week", day, 0), inner=inner.why)


def week_beside(match: Match, basis: Basis) -> Reading:
    """The week after Easter: from the Monday after it on."""
    step = 1 if match["beside"].lower() in ("after", "following") else -1
    inner = basis.time(match["when"])
    day = inner.days[1] if step > 0 else inner.days[0]
    return Reading(_period("week", day, step), inner=inner.why)


# ── parts ────────────────────────────────────────────────────────────────────────────────────────


def third(match: Match, basis: Basis) -> Reading:
    """Early, mid or late in a time; of a single day only the hour, which is not kept."""
    part = ("early", "mid", "late").index(match["third"].lower())
    return _part(basis.time(match["when"]), part)


def middle(match: Match, basis: Basis) -> Reading:
    return _part(basis.time(match["when"]), 1)


def midweek(match: Match, basis: Basis) -> Reading:
    """Of the anchor's week, or of the next where that is gone and the words look ahead."""
    found = _part(Reading(_period("week", basis.day, 0)), 1)
    if basis.direction == "future" and found.days[1] < basis.day:
        later = _part(Reading(_period("week", basis.day, 1)), 1)
        return replace(later, why="Tuesday to Thursday of next week, as the words look ahead")
    return found


def _part(inner: Reading, part: int) -> Reading:
    first, last = inner.days
    if first == last:
        return Reading(str(first), "the hour is not kept", inner.why, part_of_day=True)
    start, end, why = _third(first, last, part)
    return _within(start, end, why, inner)


def _third(first: date, last: date, part: int) -> tuple[date, date, str]:
    """Its first and last day, and how it was divided."""
    days = (last - first).days + 1
    if days == 7:
        start, end = ((0, 2), (1, 3), (3, 6))[part]
        names = ("Monday to Wednesday", "Tuesday to Thursday", "Thursday to Sunday")
        is_calendar = first.weekday() == 0
        names = names if is_calendar else ("days 1 to 3", "days 2 to 4", "days 4 to 7")
        return first + start * DAY, first + end * DAY, names[part]
    months = _months(first, last)
    if months == 1:
        start, end = ((1, 10), (11, 20), (21, last.day))[part]
        return first.replace(day=start), first.replace(day=end), f"days {start} to {end}"
    if months == 120:
        start, end = ((0, 3), (4, 6), (7, 9))[part]
        years = first.year + start, first.year + end
        return date(years[0], 1, 1), date(years[1], 12, 31), f"{years[0]} to {years[1]}"
    if months and months % 3 == 0:
        size = months // 3
        month = first.month + part * size
        name = ("the first third", "the middle third", "the last third")[part]
        begin = month_days(first.year, month)[0]
        return begin, month_days(first.year, month + size - 1)[1], f"{name} of its months"
    raise UnknownPhrase("early, mid and late are known of weeks, months, years and decades only")


def _months(first: date, last: date) -> int:
    """How many whole months; 0 when they are none."""
    if coarsest(first, last) == 10:
        return 0
    return (last.year - first.year) * 12 + last.month - first.month + 1


def _within(start: date, end: date, why: str, inner: Reading) -> Reading:
    return Reading(format_edtf(start, end, one_of=True), why, inner.why)


def end_of(match: Match, basis: Basis) -> Reading:
    return _edge(basis.time(match["when"]), is_end=True)


def end_of_anchor(match: Match, basis: Basis) -> Reading:
    """Year's end, month-end: of the anchor's own."""
    period = Reading(_period(match["grain"], basis.day, 0))
    return _edge(period, is_end=True)


def start_of(match: Match, basis: Basis) -> Reading:
    return _edge(basis.time(match["when"]), is_end=False)


def _edge(inner: Reading, *, is_end: bool) -> Reading:
    """The first or last few days; of longer times the first or last month, or year."""
    first, last = inner.days
    days, months = (last - first).days + 1, _months(first, last)
    if first == last:
        start, end, why = first, last, "that day"
    elif days <= 3:
        start, end, why = (
            (last, last, "its last day") if is_end else (first, first, "its first day")
        )
    elif days == 7:
        start, end = (last - 2 * DAY, last) if is_end else (first, first + DAY)
        why = "its last three days" if is_end else "its first two days"
    elif months == 1 or not months:
        start, end = (last - 6 * DAY, last) if is_end else (first, first + 6 * DAY)
        why = f"its {'last' if is_end else 'first'} seven days"
    elif months < 60:
        day = last if is_end else first
        start, end = month_days(day.year, day.month)
        why = f"its {'last' if is_end else 'first'} month"
    else:
        day = last if is_end else first
        start, end = date(day.year, 1, 1), date(day.year, 12, 31)
        why = f"its {'last' if is_end else 'first'} year"
    start, end = max(start, first), min(end, last)
    edtf = format_edtf(start, end, one_of=True)
    return Reading(edtf, why, inner.why, edge="end" if is_end else "start")


def half(match: Match, basis: Basis) -> Reading:
    """Of a year EDTF's own; of a month up to its 15th or from its 16th on."""
    inner = basis.time(match["when"])
    first, last = inner.days
    is_second, months = match["half"].lower() == "second", _months(first, last)
    if months == 12 and first.month == 1:
        return Reading(f"{first.year:04}-{41 if is_second else 40}", "six months", inner.why)
    if months == 1:
        start, end = (first.replace(day=16), last) if is_second else (first, first.replace(day=15))
        return _within(start, end, f"days {start.day} to {end.day}", inner)
    if months and months % 2 == 0:
        middle = month_days(first.year, first.month + months // 2)[0]
        start, end = (middle, last) if is_second else (first, middle - DAY)
        return _within(start, end, "half of its months", inner)
    raise UnknownPhrase("halves are known of months, years and decades only")


def quarter_of(match: Match, basis: Basis) -> Reading:
    number = 4 if match["nth"].lower() == "last" else ordinal(match["nth"])
    inner = basis.time(match["when"])
    first, last = inner.days
    if _months(first, last) != 12 or first.month != 1 or number > 4:
        raise UnknownPhrase("quarters are known of years only: the first to the fourth")
    return Reading(f"{first.year:04}-{32 + number}", inner=inner.why)


def day_in(match: Match, basis: Basis) -> Reading:
    """The 25th of next month."""
    inner = basis.time(match["when"])
    first, last = inner.days
    if _months(first, last) != 1:
        raise UnknownPhrase("days are counted by their numbers within a month only")
    number = int((match["dth"] or "1st")[:-2])
    if number > last.day:
        raise UnknownPhrase(f"there is no {number} in {match['when']}")
    return Reading(str(first.replace(day=number)), inner=inner.why)


def beyond(match: Match, basis: Basis) -> Reading:
    """The week after next, the month before last."""
    step = 2 if match["beyond"].lower() == "after next" else -2
    return Reading(_period(match["grain"], basis.day, step))


def week_in(match: Match, basis: Basis) -> Reading:
    """The first week of May: its days 1 to 7; the last one: its last seven."""
    inner = basis.time(match["when"])
    first, last = inner.days
    if match["nth"].lower() == "last":
        start, end = last - 6 * DAY, last
    else:
        start = first + timedelta(weeks=ordinal(match["nth"]) - 1)
        end = min(start + 6 * DAY, last)
    if not first <= start <= last or not _months(first, last):
        raise UnknownPhrase("weeks are counted within months and years only")
    return _within(start, end, "seven days, counted from its first or up to its last", inner)


def month_in(match: Match, basis: Basis) -> Reading:
    """The first months of 2025; the last month of the year."""
    inner = basis.time(match["when"])
    first, last = inner.days
    months, is_last = _months(first, last), match["nth"].lower() == "last"
    number = months if is_last else ordinal(match["nth"])
    if not 1 <= number <= months:
        raise UnknownPhrase("months are counted within longer times only")
    return Reading(str(month_days(first.year, first.month + number - 1)[0])[:7], inner=inner.why)
