"""The words of a source → the window they mean, by rules that a reader can check one by one.

RULES is the table: a pattern, the reason that is shown to the editor, and the function that turns
the match into EDTF. The first row that fits decides. What no row covers is refused, with a reason:
a wrong date that looks certain costs more than a date typed by hand.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

import dateparser

from tracker.dates.display import MONTHS, WEEKDAYS, english_day
from tracker.dates.edtf import EdtfError, format_edtf, parse_edtf
from tracker.dates.window import OPEN_END, OPEN_START, Window
from tracker.dates.written import (
    ANY,
    BARE_DAY,
    BARE_MONTH,
    END,
    FLAGS,
    FULL_DAY,
    FULL_MONTH,
    Written,
    WrittenError,
    read_written,
)

LONGEST = 200


class UnknownPhrase(ValueError):
    """These words were not turned into days; the message says why, and what would help."""


def resolve(phrase: str, *, anchor: date | None) -> Window:
    """The window that the words mean when said on the anchor; UnknownPhrase when it is not known.

    The anchor is usually the day of publication. Words that depend on it are refused without one.
    """
    text = _tidy(phrase)
    for rule in RULES:
        match = rule.pattern.fullmatch(text)
        if match:
            break
    else:
        raise UnknownPhrase(
            f"“{text}” is not understood yet; type the first and the last day by hand"
        )
    try:
        reading = rule.read(match, anchor)
        window = parse_edtf(reading.edtf)
    except (EdtfError, WrittenError) as error:
        raise UnknownPhrase(f"“{text}” cannot be read: {error}") from error
    except OverflowError as error:
        raise UnknownPhrase(f"“{text}” lies outside the years 0001 to 9999") from error
    why = (reading.why or rule.why).format(
        **match.groupdict(),
        anchor=english_day(anchor, "j F Y") if anchor else "",
        anchor_day=english_day(anchor, "l j F Y") if anchor else "",
    )
    return replace(window, phrase=phrase.strip(), anchor=anchor, why=why)


# ── one date → its days ──────────────────────────────────────────────────────────────────────────


@lru_cache(maxsize=4096)
def _calendar_day(day: int, month: str, year: int) -> date:
    """The day, as dateparser reads it, refused unless it is the day that was written.

    dateparser sees one whole date and nothing else, with its guessing switched off: given a part of
    a date, or words beside it, it fills the gaps from today without saying so.
    """
    name = MONTHS[int(month) - 1] if month.isdigit() else month.rstrip(".")
    found = dateparser.parse(
        f"{day} {name} {year:04}",
        languages=["en"],
        settings={
            "STRICT_PARSING": True,
            "REQUIRE_PARTS": ["day", "month", "year"],
            "PARSERS": ["absolute-time"],
            "DATE_ORDER": "DMY",
        },
    )
    if found is None or (found.day, found.year) != (day, year):
        raise UnknownPhrase(f"“{day} {name} {year:04}” is not a day of the calendar")
    return found.date()


def _days_of(written: Written, anchor: date | None) -> tuple[date, date]:
    """First and last day of the date as written, with a missing year taken from the anchor."""
    if written.year is None:
        written = written._replace(year=_nearest_year(written, anchor))
    first, last = _days_in_year(written, written.year or 0)
    if written.weekday:
        weekday = WEEKDAYS[first.weekday()]
        if not weekday.lower().startswith(written.weekday.lower()):
            raise UnknownPhrase(f"{english_day(first, 'j F Y')} is a {weekday}")
    return first, last


def _days_in_year(written: Written, year: int) -> tuple[date, date]:
    if written.month is None:
        return date(year, 1, 1), date(year, 12, 31)
    first = _calendar_day(written.day if written.day is not None else 1, written.month, year)
    if written.day is not None:
        return first, first
    window = parse_edtf(str(first)[:7])
    return window.earliest, window.latest


def _nearest_year(written: Written, anchor: date | None) -> int:
    if anchor is None:
        raise UnknownPhrase("the year is missing, and there is no day to count from; add the year")
    return min(_possible_years(written, anchor))[1]


def _possible_years(written: Written, anchor: date) -> Iterator[tuple[int, int]]:
    """Pairs of the distance in days and the year; at equal distance the earlier year wins."""
    found = False
    # Nearly always the years beside the anchor's decide; 29 February can be eight years away.
    for reach in (range(-1, 2), (*range(-8, -1), *range(2, 9))):
        for year in (anchor.year + step for step in reach):
            if OPEN_START.year <= year <= OPEN_END.year:
                try:
                    first, last = _days_in_year(written, year)
                except UnknownPhrase:
                    continue
                found = True
                yield max((first - anchor).days, (anchor - last).days, 0), year
        if found:
            return
    raise UnknownPhrase(f"there is no {written.day} {written.month} in the calendar")


# ── the functions of the table: match, anchor → EDTF ─────────────────────────────────────────────


class Reading(NamedTuple):
    edtf: str
    why: str = ""  # instead of the rule's own reason


def _edtf(match: re.Match[str], anchor: date | None) -> Reading:
    return Reading(match[0])


def _date(match: re.Match[str], anchor: date | None) -> Reading:
    return Reading(format_edtf(*_days_of(read_written(match["date"]), anchor)))


def _range(match: re.Match[str], anchor: date | None) -> Reading:
    first, last = read_written(match["first"]), read_written(match["last"])
    no_year = first.year is None and last.year is None
    if first.day is not None and first.month is None:
        first = first._replace(month=last.month)
    if last.day is not None and last.month is None:
        if first.year is not None:
            raise UnknownPhrase(f"“{match['last']}” lacks its month")
        last = last._replace(month=first.month)
    if first.grain != last.grain or (first.day is not None and first.month is None):
        raise UnknownPhrase(f"“{match['first']}” and “{match['last']}” do not fit together")
    first, last = _with_years(first, last, anchor)
    earliest, latest = _days_of(first, anchor)[0], _days_of(last, anchor)[1]
    if earliest > latest:
        raise UnknownPhrase(f"“{match[0]}” ends before it begins")
    edtf = format_edtf(earliest, latest)
    return Reading(edtf, "{first} to {last}, the year by the anchor {anchor}" if no_year else "")


def _with_years(first: Written, last: Written, anchor: date | None) -> tuple[Written, Written]:
    """A range says its year once, or not at all; it may cross the end of a year."""
    if first.year is None and last.year is None:
        first = first._replace(year=_nearest_year(first, anchor))
    if first.year is None and last.year is not None:
        first = first._replace(year=last.year)
        if _month_of(first) > _month_of(last):
            first = first._replace(year=last.year - 1)
    if last.year is None and first.year is not None:
        last = last._replace(year=first.year)
        if _month_of(first) > _month_of(last):
            last = last._replace(year=first.year + 1)
    for year in (first.year, last.year):
        if year is None or not OPEN_START.year <= year <= OPEN_END.year:
            raise UnknownPhrase("the range leaves the years 0001 to 9999")
    return first, last


def _month_of(written: Written) -> int:
    return _calendar_day(1, written.month, 2000).month if written.month else 0


def _by(match: re.Match[str], anchor: date | None) -> Reading:
    """One day, no later than the last. A set, not an interval: the thing is done on one of them."""
    return _up_to(_last_day(match, anchor), anchor, one_of=True)


def _before(match: re.Match[str], anchor: date | None) -> Reading:
    first, _ = _days_of(read_written(match["date"]), anchor)
    return _up_to(first - timedelta(days=1), anchor, one_of=True)


def _until(match: re.Match[str], anchor: date | None) -> Reading:
    return _up_to(_last_day(match, anchor), anchor, one_of=False)


def _last_day(match: re.Match[str], anchor: date | None) -> date:
    first, last = _days_of(read_written(match["date"]), anchor)
    if first != last:
        # "by May" means its first day to some writers and its last day to others.
        raise UnknownPhrase(f"“{match[0]}” may end with the first or the last day of that time")
    return last


def _up_to(last: date, anchor: date | None, *, one_of: bool) -> Reading:
    if anchor is None:
        return Reading(format_edtf(OPEN_START, last, one_of=one_of), "up to that day, start open")
    if anchor > last:
        why = "up to that day, start open: it was over before the anchor {anchor}"
        return Reading(format_edtf(OPEN_START, last, one_of=one_of), why)
    return Reading(format_edtf(anchor, last, one_of=one_of))


def _since(match: re.Match[str], anchor: date | None) -> Reading:
    return Reading(format_edtf(_days_of(read_written(match["date"]), anchor)[0], OPEN_END))


def _after(match: re.Match[str], anchor: date | None) -> Reading:
    last = _days_of(read_written(match["date"]), anchor)[1]
    return Reading(format_edtf(last + timedelta(days=1), OPEN_END))


def _near_anchor(match: re.Match[str], anchor: date | None) -> Reading:
    steps = {"yesterday": -1, "today": 0, "tomorrow": 1}
    return Reading(str(_needed(anchor) + timedelta(days=steps[match[0].lower()])))


def _days_ago(match: re.Match[str], anchor: date | None) -> Reading:
    return Reading(str(_needed(anchor) - timedelta(days=_count(match))))


def _weeks_ago(match: re.Match[str], anchor: date | None) -> Reading:
    """Seven days, for nobody who says "three weeks ago" has counted to the day."""
    middle = _needed(anchor) - timedelta(weeks=_count(match))
    half = timedelta(days=3)
    return Reading(format_edtf(middle - half, middle + half, approximate=True))


def _months_ago(match: re.Match[str], anchor: date | None) -> Reading:
    day = _needed(anchor)
    year, month = divmod(day.year * 12 + day.month - 1 - _count(match), 12)
    return Reading(f"{_in_calendar(year):04}-{month + 1:02}~")


def _years_ago(match: re.Match[str], anchor: date | None) -> Reading:
    return Reading(f"{_in_calendar(_needed(anchor).year - _count(match)):04}~")


def _in_days(match: re.Match[str], anchor: date | None) -> Reading:
    return Reading(str(_needed(anchor) + timedelta(days=_count(match))))


def _within(match: re.Match[str], anchor: date | None) -> Reading:
    start = _needed(anchor)
    unit, number = match["unit"].lower().removesuffix("s"), _count(match)
    # Whole days hold the hours: 36 hours from some moment of the anchor end two days later at most.
    days = {"hour": -(-number // 24), "day": number, "week": number * 7}[unit]
    return Reading(format_edtf(start, start + timedelta(days=days), one_of=True))


def _some_days(match: re.Match[str], anchor: date | None) -> Reading:
    """Days, not weeks: from the day after the statement to a week after it."""
    day = _needed(anchor)
    return Reading(format_edtf(day + timedelta(days=1), day + timedelta(days=7), one_of=True))


def _next_week(match: re.Match[str], anchor: date | None) -> Reading:
    day = _needed(anchor)
    monday = day + timedelta(days=7 - day.weekday())
    return Reading(format_edtf(monday, monday + timedelta(days=6), one_of=True))


def _needed(anchor: date | None) -> date:
    if anchor is None:
        raise UnknownPhrase("these words count from a day, and none is given; add it")
    return anchor


def _in_calendar(year: int) -> int:
    if year < OPEN_START.year:
        raise OverflowError
    return year


def _count(match: re.Match[str]) -> int:
    word = match["n"].lower()
    return _NUMBERS[word] if word in _NUMBERS else int(word)


# ── the table ────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Rule:
    pattern: re.Pattern[str]
    why: str
    read: Callable[[re.Match[str], date | None], Reading]


_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20,
    "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90,
}  # fmt: skip
_NUMBER = f"(?:[0-9]{{1,4}}|{'|'.join(_NUMBERS)})"

_AT = "(?:on |in |during )?"
_UP_TO_DAY = "from the anchor {anchor} to that day"
_ABOUT = "about {n} {unit} before {anchor_day}"

RULES: tuple[Rule, ...] = tuple(
    Rule(re.compile(pattern, FLAGS), why, read)
    for pattern, why, read in (
        # dates by themselves
        (f"{_AT}(?P<date>{FULL_DAY})", "exact day, as written", _date),
        (f"{_AT}(?P<date>{FULL_MONTH})", "whole month", _date),
        (f"{_AT}(?:the year )?(?P<date>[0-9]{{3,7}})", "whole year", _date),
        (
            f"{_AT}(?P<date>{BARE_DAY})",
            "year taken from the anchor {anchor}: the nearest {date}",
            _date,
        ),
        (
            f"{_AT}(?P<date>{BARE_MONTH})",
            "whole month, year taken from the anchor {anchor}: the nearest {date}",
            _date,
        ),
        # EDTF; but 2014-2016 is how people write a range of years
        (
            r"(?![0-9]{4} ?- ?[0-9]{4}$)[\[{]?(?:\.\.)?/?[?~%]?-?Y?[0-9X]{4}(?![0-9])"
            r"(?:[0-9XTZSE?~%./,:\[\]{}-]|, )*",
            "EDTF, as written",
            _edtf,
        ),
        # ranges
        (
            f"(?:from )?(?P<first>{END}) ?- ?(?P<last>{END})",
            "{first} to {last}, as written",
            _range,
        ),
        (
            f"(?:from )?(?P<first>{END}) (?:to|until|till|through) (?P<last>{END})",
            "{first} to {last}, as written",
            _range,
        ),
        (
            f"between (?P<first>{END}) and (?P<last>{END})",
            "{first} to {last}, as written",
            _range,
        ),
        # one end only
        (f"(?:by|no later than|not later than|on or before) (?P<date>{ANY})", _UP_TO_DAY, _by),
        (f"(?:until|till|up to) (?P<date>{ANY})", _UP_TO_DAY, _until),
        (f"before (?P<date>{ANY})", "from the anchor {anchor} to the day before", _before),
        (
            f"(?:since|from|on or after) (?P<date>{ANY})(?: on| onwards?)?",
            "from that day, end open",
            _since,
        ),
        (f"after (?P<date>{ANY})", "from the day after, end open", _after),
        # counted from the anchor
        ("today", "the anchor itself, {anchor_day}", _near_anchor),
        ("yesterday", "the day before {anchor_day}", _near_anchor),
        ("tomorrow", "the day after {anchor_day}", _near_anchor),
        (f"(?P<n>{_NUMBER}) (?P<unit>days?) ago", "{n} {unit} before {anchor_day}", _days_ago),
        (f"(?P<n>{_NUMBER}) (?P<unit>weeks?) ago", _ABOUT, _weeks_ago),
        (f"(?P<n>{_NUMBER}) (?P<unit>months?) ago", _ABOUT, _months_ago),
        (f"(?P<n>{_NUMBER}) (?P<unit>years?) ago", _ABOUT, _years_ago),
        (f"in (?P<n>{_NUMBER}) (?P<unit>days?)", "{n} {unit} after {anchor_day}", _in_days),
        (
            f"within (?:the next )?(?P<n>{_NUMBER}) (?P<unit>hours?|days?|weeks?)",
            "from {anchor_day} to {n} {unit} later",
            _within,
        ),
        (
            "(?:with)?in (?:the coming |the next few )?days"
            "|(?:in )?a matter of days(?:,? not (?:a matter of )?weeks)?",
            "days, not weeks: 1 to 7 days after {anchor_day}",
            _some_days,
        ),
        ("next week", "Monday to Sunday of the week after {anchor_day}", _next_week),
    )
)

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def _tidy(phrase: str) -> str:
    if len(phrase) > LONGEST:
        raise UnknownPhrase(f"this is too long for a date (more than {LONGEST} characters)")
    if _CONTROLS.search(phrase):
        raise UnknownPhrase("there are characters in it that no text has; type it anew")
    text = " ".join(phrase.translate(_DASHES).split())
    if not text:
        raise UnknownPhrase("there are no words to read a date from")
    return text
