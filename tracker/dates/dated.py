"""Dates as they are written, with what is missing of them taken from the anchor; and ranges."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from tracker.dates.days import calendar_day, in_calendar, month_days
from tracker.dates.display import MONTHS, WEEKDAYS, english_day, words
from tracker.dates.edtf import PARTS_OF_YEAR, format_edtf, parse_edtf
from tracker.dates.reading import Basis, Reading, UnknownPhrase, said
from tracker.dates.window import OPEN_END, OPEN_START
from tracker.dates.written import Written, read_written

# Words that look ahead mean the next 8 April, unless the last one has only just gone by: nobody
# who says "by 8 April" on the 18th means a year from now.
JUST_GONE = timedelta(days=31)

Match = re.Match[str]


_TWO_YEARS = re.compile(r"([0-9]{2})([0-9]{2})-([0-9]{2})")


def edtf(match: Match, basis: Basis) -> Reading:
    two = _TWO_YEARS.fullmatch(match[0])
    if two and int(two[3]) == int(two[2]) + 1 and two[3] in PARTS_OF_YEAR:
        raise UnknownPhrase(
            f"“{match[0]}” may be two years, or {words(parse_edtf(match[0]))} in EDTF; write "
            f"“{two[1]}{two[2]} to {two[1]}{two[3]}”, or those months"
        )
    return Reading(match[0])


def as_written(match: Match, basis: Basis) -> Reading:
    return Reading(format_edtf(*days_in_year(read_written(match[match.lastgroup or 0]))))


def without_year(match: Match, basis: Basis) -> Reading:
    text = match[match.lastgroup or 0]
    written = read_written(text)
    year, which = nearest_year(written, basis)
    return Reading(
        format_edtf(*days_in_year(written._replace(year=year))),
        facts={"which": which, "date": text},
    )


def without_month(match: Match, basis: Basis) -> Reading:
    """The 25th: the nearest, or the one that way where the words look one."""
    anchor, number = basis.day, int((match["dth"] or "1st")[:-2])
    months = [month_days(anchor.year, anchor.month + step) for step in range(-2, 3)]
    found = [first.replace(day=number) for first, last in months if number <= last.day]
    if basis.direction == "future":
        return Reading(str(next(day for day in found if day >= anchor)), facts={"which": "next"})
    gone = [day for day in found if day <= anchor]
    if basis.direction == "past":
        return Reading(str(gone[-1]), facts={"which": "last"})
    nearest = min(found, key=lambda day: (abs(day - anchor), day))
    return Reading(str(nearest), facts={"which": "nearest"})


def numbers(match: Match, basis: Basis) -> Reading:
    """17/04/2025 has one reading, and 4/5/2025 two."""
    one, other, year = (int(number) for number in re.split("[/.]", match[0]))
    if one == other or one > 12 >= other:
        day, month = one, other
    elif other > 12 >= one:
        day, month = other, one
    else:
        names = [f"{a} {MONTHS[b - 1]}" for a, b in ((one, other), (other, one)) if 0 < b <= 12]
        raise UnknownPhrase(
            f"“{match[0]}” may be {' or '.join(names)}; write the month as a word"
            if len(names) == 2
            else f"“{match[0]}” is not a day of the calendar"
        )
    if not 0 < month <= 12:
        raise UnknownPhrase(f"“{match[0]}” is not a day of the calendar")
    return Reading(str(calendar_day(day, str(month), in_calendar(year))))


def decade(match: Match, basis: Basis) -> Reading:
    digits = match["decade"].lower().strip("'s")
    if len(digits) == 4:
        return Reading(f"{digits[:3]}X")
    # "the 90s": the last ones that had begun.
    year = basis.day.year // 100 * 100 + int(digits)
    century = year if year <= basis.day.year else year - 100
    return Reading(
        f"{in_calendar(century) // 10:03}X",
        "the ten years that last began so, seen from the anchor {anchor}",
    )


# ── what is missing ──────────────────────────────────────────────────────────────────────────────


def days_of(written: Written, basis: Basis) -> tuple[date, date]:
    """First and last day of the date as written, with a missing year taken from the anchor."""
    if written.year is None:
        written = written._replace(year=nearest_year(written, basis)[0])
    return days_in_year(written)


def days_in_year(written: Written) -> tuple[date, date]:
    year = in_calendar(written.year or 0)
    if written.month is None:
        return date(year, 1, 1), date(year, 12, 31)
    first = calendar_day(written.day if written.day is not None else 1, written.month, year)
    if written.day is None:
        window = parse_edtf(str(first)[:7])
        return window.earliest, window.latest
    if written.weekday:
        weekday = WEEKDAYS[first.weekday()]
        if not weekday.lower().startswith(written.weekday.lower()):
            raise UnknownPhrase(f"{said(first)} is a {weekday}")
    return first, first


def nearest_year(written: Written, basis: Basis) -> tuple[int, str]:
    """The year that the anchor suggests, and whether it is that of the nearest such day or of the
    next one, which words that look ahead mean."""
    if basis.anchor is None:
        raise UnknownPhrase("the year is missing, and there is no day to count from; add the year")
    anchor, found = basis.anchor, list(_possible(written, basis.anchor))
    # At equal distance the earlier year.
    nearest = min(found, key=lambda one: (max((one[1] - anchor), (anchor - one[2])), one[0]))[0]
    if basis.direction == "future":
        ahead = [year for year, _first, last in found if last >= anchor - JUST_GONE]
        if ahead and ahead[0] != nearest:
            return ahead[0], "next"
    return nearest, "nearest"


def _possible(written: Written, anchor: date) -> Iterator[tuple[int, date, date]]:
    """The years around the anchor's that have such a day, with its first and last day."""
    found = False
    # Nearly always the years beside the anchor's decide; 29 February can be eight years away.
    for reach in (range(-1, 2), range(-8, 9)):
        for year in (anchor.year + step for step in reach):
            if OPEN_START.year <= year <= OPEN_END.year:
                try:
                    # Not the weekday: a wrong one does not move the year, it is refused later.
                    first, last = days_in_year(written._replace(year=year, weekday=None))
                except UnknownPhrase:
                    continue
                found = True
                yield year, first, last
        if found:
            return
    raise UnknownPhrase(f"there is no {written.day} {written.month} in the calendar")


# ── ranges ───────────────────────────────────────────────────────────────────────────────────────


def written_range(match: Match, basis: Basis) -> Reading:
    """8-10 May: each end says what the other leaves out."""
    first, last = read_written(match["start"]), read_written(match["finish"])
    no_year = first.year is None and last.year is None
    if first.day is not None and first.month is None:
        first = first._replace(month=last.month)
    if last.day is not None and last.month is None:
        if first.year is not None:
            raise UnknownPhrase(f"“{match['finish']}” lacks its month")
        last = last._replace(month=first.month)
    if first.month is None and last.month is None and first.day is not None:
        raise UnknownPhrase(f"“{match[0]}”: days do not fit together without a month; add it")
    if first.grain != last.grain or (first.day is not None and first.month is None):
        raise UnknownPhrase(f"“{match['start']}” and “{match['finish']}” do not fit together")
    first, last = _with_years(first, last, basis)
    earliest, latest = days_in_year(first)[0], days_in_year(last)[1]
    if earliest > latest:
        raise UnknownPhrase(f"“{match[0]}” ends before it begins")
    edtf = format_edtf(earliest, latest)
    why = (
        f"{{start}} to {{finish}}, {'the year by the anchor {anchor}' if no_year else 'as written'}"
    )
    if last.grain != "day" and _between(match, "start", "finish") in ("until", "till"):
        why += f", though some mean up to the first day, {said(days_in_year(last)[0])}"
    return Reading(edtf, why)


def _between(match: Match, first: str, last: str) -> str:
    """The word between these two: "until" leaves open whether the second is in."""
    return match.string[match.end(first) : match.start(last)].strip().lower()


def _with_years(first: Written, last: Written, basis: Basis) -> tuple[Written, Written]:
    """A range says its year once, or not at all; it may cross the end of a year."""
    if first.year is None and last.year is None:
        first = first._replace(year=nearest_year(first, basis)[0])
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
    return calendar_day(1, written.month, 2000).month if written.month else 0


_NAMES = re.compile(
    rf"(?:on )?(?:(?:early|late) (?:on )?)?(?:{'|'.join(WEEKDAYS)})"
    r"(?: (?:morning|afternoon|evening|night))?",
    re.IGNORECASE,
)


def second(words: str, start: date, basis: Basis) -> Reading:
    """A time that is named after another: a weekday is the first one from there on."""
    if _NAMES.fullmatch(words):
        return basis.time(words, anchor=start, direction="future")
    return basis.time(words)


def times_range(match: Match, basis: Basis) -> Reading:
    """From one time to another: to the last day of it."""
    one = basis.time(match["first"])
    start = one.days[0]
    other = second(match["last"], start, basis)
    other_first, end = other.days
    if start > end:
        raise UnknownPhrase(
            f"“{match[0]}” ends before it begins: "
            f"from {english_day(start, 'j F Y')} to {english_day(end, 'j F Y')}"
        )
    why = ""
    word = _between(match, "first", "last")
    doubtful = word in ("until", "till") or one.days == (basis.anchor, basis.anchor)
    if other_first != end and not other.edge and word != "through" and doubtful:
        why = "from the first day to the last, though some mean up to the first day of the other"
        why += f" time, {said(other_first)}"
    reasons = "; ".join(dict.fromkeys(reason for reason in (one.why, other.why) if reason))
    return Reading(format_edtf(start, end), why, reasons)
