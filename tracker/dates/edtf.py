"""EDTF, the written form of uncertain dates (ISO 8601-2:2019; loc.gov/standards/datetime)."""

import re
from calendar import monthrange
from datetime import date

from tracker.dates.window import OPEN_END, OPEN_START, Window

LONGEST = 100  # letters; a list of more dates than fit in it is no single moment

# What stands in the place of a month: first month, last month. Meteorological seasons, those that
# do not name a hemisphere (21–24) and those that name the northern (25–28) or the southern (29–32);
# quarters (33–36), thirds (37–39) and halves (40, 41) of the calendar's year. A season that begins
# in December of the year that is written ends in February of the next.
_NORTH = ((3, 5), (6, 8), (9, 11), (12, 2))
_SOUTH = ((9, 11), (12, 2), (3, 5), (6, 8))
PARTS_OF_YEAR = {
    str(number): months
    for number, months in enumerate(
        (
            *(*_NORTH, *_NORTH, *_SOUTH),
            *((1, 3), (4, 6), (7, 9), (10, 12)),
            *((1, 4), (5, 8), (9, 12)),
            *((1, 6), (7, 12)),
        ),
        start=21,
    )
}

_COMPONENTS = re.compile(
    r"""
    (?: [?~%]?(?P<year>[0-9X]{4}) | (?P<year_>[0-9X]{4})[?~%] )
    (?:-(?: [?~%]?(?P<month>[0-9X]{2}) | (?P<month_>[0-9X]{2})[?~%] )
    (?:-(?: [?~%]?(?P<day>[0-9X]{2}) | (?P<day_>[0-9X]{2})[?~%] ))?)?
    """,
    re.VERBOSE,
)

# Well-formed or nearly so, but outside what a timeline of days can hold: say which.
_REFUSALS = (
    (re.compile(r"[0-9]T[0-9]"), "a time of day is finer than a day; write the day alone"),
    (re.compile(r"Y"), "years written with Y lie outside the years 0001 to 9999"),
    (re.compile(r"S[0-9]"), "significant digits (S) are not supported; use X for unknown digits"),
    (re.compile(r"(?:^|[/\[{,])-[0-9]"), "years before 0001 cannot be kept"),
    (
        re.compile(r"(?<![0-9])[0-9]{5,}"),
        "years have four digits, months and days two, with hyphens between",
    ),
    (re.compile(r"unknown|open"), "this is an older draft's spelling; an open end is written .."),
    (re.compile(r"[0-9][xu]"), "an unknown digit is written with a capital X"),
)

Bounds = tuple[date, date]


class EdtfError(ValueError):
    """The text is not EDTF, or not a part of EDTF that a timeline of days can hold."""


def parse_edtf(text: str) -> Window:
    """The window that an EDTF string describes; EdtfError, with the reason, when it is none.

    Supported: level 0 without times of day; level 1 (qualifiers, unknown digits, open and unknown
    ends, seasons); of level 2 the qualifiers on single components, the sets of one or of all, and
    the quarters, thirds and halves of years.

    The qualifiers ? ~ % do not widen the bounds. No standard says by how much they should, and any
    padding would be an invention that readers take for evidence; the mark itself is kept and shown.
    An unknown end (`/d`) bounds no better than an open one (`../d`), so both give the same days.
    """
    edtf = re.sub(r"\s*,\s*", ",", text.strip()) if len(text) <= LONGEST else ""
    if not edtf:
        raise EdtfError("it is empty" if not text.strip() else "it is too long for a date")
    for pattern, reason in _REFUSALS:
        if pattern.search(edtf):
            raise EdtfError(reason)
    if edtf[0] in "[{":
        earliest, latest = _set_bounds(edtf)
    elif "/" in edtf:
        earliest, latest = _interval_bounds(edtf)
    else:
        earliest, latest = _date_bounds(edtf)
    if earliest > latest:
        raise EdtfError(f"{edtf} ends before it begins")
    return Window(edtf, earliest, latest)


def format_edtf(
    earliest: date, latest: date, *, one_of: bool = False, approximate: bool = False
) -> str:
    """The shortest EDTF with exactly these bounds.

    A closed window is written at the coarsest grain that fits both of its ends. A set (one_of) and
    a half-open interval are written in days: `2025/..` would say less than the day that it begins.
    """
    if earliest > latest:
        raise ValueError("the earliest day is after the latest")
    mark = "~" if approximate else ""
    if earliest == latest:
        return f"{earliest}{mark}"
    open_start, open_end = earliest == OPEN_START, latest == OPEN_END
    if open_start and open_end:
        return "../.."
    first = ".." if open_start else f"{earliest}{mark}"
    last = ".." if open_end else f"{latest}{mark}"
    if one_of:
        # ".." is both the open end and the sign between two ends: write it once.
        return f"[{first}{last}]" if open_start or open_end else f"[{first}..{last}]"
    if not (open_start or open_end):
        size = coarsest(earliest, latest)
        first, last = f"{str(earliest)[:size]}{mark}", f"{str(latest)[:size]}{mark}"
    return first if first == last else f"{first}/{last}"


def coarsest(earliest: date, latest: date) -> int:
    """How many letters of the two ISO dates are needed: 4 (whole years), 7 (months), 10 (days)."""
    if earliest.day != 1 or latest.day != monthrange(latest.year, latest.month)[1]:
        return 10
    return 4 if (earliest.month, latest.month) == (1, 12) else 7


def _set_bounds(edtf: str) -> Bounds:
    if edtf[-1] != {"[": "]", "{": "}"}[edtf[0]] or len(edtf) < 3:
        raise EdtfError("a set needs dates between [ and ] or between { and }")
    members = edtf[1:-1].split(",")
    bounds = []
    for index, member in enumerate(members):
        first, dots, last = member.partition("..")
        if not dots:
            bounds.append(_date_bounds(member))
            continue
        if not first and (index > 0 or not last):
            raise EdtfError("in a set only the first date may have an open start")
        if not last and index < len(members) - 1:
            raise EdtfError("in a set only the last date may have an open end")
        start = _date_bounds(first)[0] if first else OPEN_START
        end = _date_bounds(last)[1] if last else OPEN_END
        if start > end:
            raise EdtfError(f"{member} ends before it begins")
        bounds.append((start, end))
    return min(start for start, _ in bounds), max(end for _, end in bounds)


def _interval_bounds(edtf: str) -> Bounds:
    first, _, last = edtf.partition("/")
    if "/" in last:
        raise EdtfError("an interval has two ends, with one / between them")
    if edtf in ("/", "/..", "../"):
        raise EdtfError("an interval needs a date at one end at least")
    earliest = OPEN_START if first in ("", "..") else _date_bounds(first)[0]
    latest = OPEN_END if last in ("", "..") else _date_bounds(last)[1]
    return earliest, latest


def _date_bounds(text: str) -> Bounds:
    match = _COMPONENTS.fullmatch(text)
    if not match:
        raise EdtfError(f"{text or 'nothing'} is not of the form 2025, 2025-04 or 2025-04-18")
    year, month, day = (match[name] or match[f"{name}_"] for name in ("year", "month", "day"))
    if year == "XXXX":
        raise EdtfError("a year without any known digit says nothing about when")
    if year == "0000":
        raise EdtfError("years run from 0001 to 9999")
    if month and "X" not in month and not "01" <= month <= "12":
        return _season_bounds(year, month, day)
    earliest = _first_day(year, month, day, step=1)
    latest = _first_day(year, month, day, step=-1)
    if not earliest or not latest:
        raise EdtfError(f"{text} is not a day of the calendar")
    return earliest, latest


def _season_bounds(year: str, season: str, day: str | None) -> Bounds:
    if season not in PARTS_OF_YEAR or day:
        raise EdtfError(
            f"{season} is neither a month (01–12) nor, without a day, a part of a year (21–41)"
        )
    if "X" in year:
        raise EdtfError("a season needs a whole year")
    first, last = PARTS_OF_YEAR[season]
    last_year = int(year) + (last < first)
    if last_year > OPEN_END.year:
        raise EdtfError("this season ends after the year 9999")
    return date(int(year), first, 1), date(last_year, last, monthrange(last_year, last)[1])


def _first_day(year: str, month: str | None, day: str | None, *, step: int) -> date | None:
    """The first day that fits the digits, seen from the start (step 1) or from the end (step -1).

    Looking for it, rather than filling in noughts and nines, gets 202X-02-29 and 2025-0X-31 right.
    """
    for a_year in _fitting(year, 1, 9999)[::step]:
        for a_month in _fitting(month or "XX", 1, 12)[::step]:
            for a_day in _fitting(day or "XX", 1, monthrange(a_year, a_month)[1])[::step]:
                return date(a_year, a_month, a_day)
    return None


def _fitting(digits: str, lowest: int, highest: int) -> range | list[int]:
    if "X" not in digits:
        return [int(digits)] if lowest <= int(digits) <= highest else []
    if digits.strip("X") == "":
        return range(lowest, highest + 1)
    pattern = re.compile(digits.replace("X", "[0-9]"))
    numbers = range(
        max(lowest, int(digits.replace("X", "0"))), min(highest, int(digits.replace("X", "9"))) + 1
    )
    return [number for number in numbers if pattern.fullmatch(f"{number:0{len(digits)}}")]
