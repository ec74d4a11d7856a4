"""Days counted from the anchor: three weeks ago, within 48 hours, in the coming days.

Who says "days" does not say "a week", and who says "weeks" not "a month": without a number, a unit
reaches from one day to one of the next larger unit.
"""

import re
from datetime import date, timedelta

from tracker.dates.days import DAY, shifted, working_days_later
from tracker.dates.edtf import format_edtf
from tracker.dates.reading import (
    Basis,
    Reading,
    UnknownPhrase,
    one_of,
    said_full,
    throughout,
)
from tracker.dates.window import OPEN_START
from tracker.dates.words import (
    GRAINS,
    Length,
    read_length,
    singular,
    with_article,
    without_article,
)

Match = re.Match[str]
_SUBDAY = {"second": 86_400, "minute": 1_440, "hour": 24}  # how many make a day
LARGER = {"hour": "day", "day": "week", "week": "month", "month": "year", "year": "decade"}
_ABOUT = timedelta(days=3)
_COARSE = {"month": 7, "year": 4, "decade": 4}  # how many letters of a day are then meant


def moved(day: date, length: Length, sign: int) -> date:
    """So far after the day, or before it. Whole days hold the hours: 36 hours from some moment of
    a day end two days later at most."""
    if length.is_working and length.unit == "day" and sign > 0:
        return working_days_later(day, length.number)
    for number, unit in length.steps:
        if unit in _SUBDAY:
            number, unit = -(-number // _SUBDAY[unit]), "day"
        day = shifted(day, sign * number, unit)
    return day


# ── beside the anchor ────────────────────────────────────────────────────────────────────────────

_STEPS = {
    "the day before yesterday": -2, "yesterday": -1, "tomorrow": 1, "the day after tomorrow": 2,
    "day before yesterday": -2, "day after tomorrow": 2,
}  # fmt: skip


def beside_anchor(match: Match, basis: Basis) -> Reading:
    return Reading(str(basis.day + _STEPS.get(match[0].lower(), 0) * DAY))


def part_of_anchor(match: Match, basis: Basis) -> Reading:
    return Reading(str(basis.day), part_of_day=True)


def last_night(match: Match, basis: Basis) -> Reading:
    return Reading(str(basis.day - DAY), part_of_day=True)


def overnight(match: Match, basis: Basis) -> Reading:
    if basis.direction == "future":
        return one_of(basis.day, basis.day + DAY, "the night that begins on {anchor_day}")
    return one_of(basis.day - DAY, basis.day)


def night_to(match: Match, basis: Basis) -> Reading:
    day, inner = basis.single(match["when"])
    return Reading(format_edtf(day - DAY, day, one_of=True), inner=inner.why)


_MIDNIGHT = "midnight is taken as the end of that day"


def hour_of_anchor(match: Match, basis: Basis) -> Reading:
    midnight = match["hour"].lower() == "midnight"
    why = f"on the anchor itself, for no day is named; {_MIDNIGHT}" if midnight else ""
    return Reading(str(basis.day), why, part_of_day=True)


def hour_of_day(match: Match, basis: Basis) -> Reading:
    day, inner = basis.single(match["when"])
    midnight = "midnight" in match.groupdict().get("clock", "").lower()
    return Reading(str(day), _MIDNIGHT if midnight else "", inner.why, part_of_day=True)


# ── one moment, so far away ──────────────────────────────────────────────────────────────────────


def ago(match: Match, basis: Basis) -> Reading:
    return _at_distance(match, basis, -1)


def ahead(match: Match, basis: Basis) -> Reading:
    return _at_distance(match, basis, 1)


def _at_distance(match: Match, basis: Basis, sign: int) -> Reading:
    """A day to the day, a week by seven days, for nobody who says "three weeks ago" has counted;
    months and years as such."""
    length = read_length(match["length"])
    middle = moved(basis.day, length, sign)
    unit = length.steps[-1][1]
    side = "after" if sign > 0 else "before"
    about = f"about {{length}} {side} {{anchor_day}}"
    if unit in _SUBDAY:
        first, last = sorted((basis.day, middle))
        return one_of(first, last)
    if length.fewer:
        first, last = sorted((moved(basis.day, length._replace(number=length.fewer), sign), middle))
        return one_of(first, last)
    if unit in _COARSE:
        return Reading(f"{str(middle)[: _COARSE[unit]]}~", about, point=middle)
    if unit == "day" and not length.half:
        is_about = match.groupdict().get("about") or length.is_about
        return Reading(f"{middle}~", about) if is_about else Reading(str(middle))
    edtf = format_edtf(middle - _ABOUT, middle + _ABOUT, approximate=True)
    return Reading(edtf, f"{about}, with three days on either side", point=middle)


def beside_day(match: Match, basis: Basis) -> Reading:
    """Two weeks after 8 May: to the day, for a day is named; months and years as such."""
    side = match["side"].lower()
    day, inner = basis.single(match["when"], coming=side == "from")
    length = read_length(match["length"])
    found = moved(day, length, -1 if side == "before" else 1)
    facts = {"day": said_full(day)}
    unit = length.steps[-1][1]
    if unit in _COARSE:
        edtf, about = f"{str(found)[: _COARSE[unit]]}~", "about {length} {side} {day}"
        return Reading(edtf, about, inner.why, facts, point=found)
    return Reading(f"{found}~" if unit in _SUBDAY else str(found), inner=inner.why, facts=facts)


def week_on(match: Match, basis: Basis) -> Reading:
    """A week on Tuesday: a week after the coming one. Two months on Tuesday may be anything."""
    length = read_length(match["length"])
    if length.unit not in ("week", "fortnight"):
        raise UnknownPhrase(f"“{match[0]}” is read of weeks only; write the date itself")
    day, inner = basis.single(match["ahead"], coming=True)
    return Reading(str(moved(day, length, 1)), inner=inner.why, facts={"day": said_full(day)})


def day_beside(match: Match, basis: Basis) -> Reading:
    sign = 1 if match["beside"].lower() in ("after", "following") else -1
    day, inner = basis.single(match["when"])
    return Reading(str(day + sign * DAY), inner=inner.why)


# ── within so much time ──────────────────────────────────────────────────────────────────────────


def within(match: Match, basis: Basis) -> Reading:
    return one_of(basis.day, moved(basis.day, read_length(match["length"]), 1), **_length(match))


def _length(match: Match) -> dict[str, str]:
    """For the reason."""
    about = match.groupdict().get("about")
    length = with_article(match["length"])
    return {"length": f"{about} {length}" if about else length}


def within_unit(match: Match, basis: Basis) -> Reading:
    unit = singular(match["unit"])
    why = "from {anchor_day} to one {unit} later"
    if unit in GRAINS:
        why += ", though some mean the end of the {unit}; that would be “by the end of the {unit}”"
    return one_of(basis.day, moved(basis.day, Length(1, unit), 1), why)


def within_of(match: Match, basis: Basis) -> Reading:
    """Within 30 days of 8 May: from that day on."""
    day, inner = basis.single(match["when"], coming=match["since"].lower() == "from")
    last = moved(day, read_length(match["length"]), 1)
    return Reading(format_edtf(day, last, one_of=True), inner=inner.why)


def for_from(match: Match, basis: Basis) -> Reading:
    day, inner = basis.single(match["when"], coming=True)
    facts = {"day": said_full(day)}
    return Reading(
        format_edtf(day, moved(day, read_length(match["length"]), 1)), inner=inner.why, facts=facts
    )


def for_next(match: Match, basis: Basis) -> Reading:
    last = moved(basis.day, read_length(match["length"]), 1)
    return throughout(basis.day, last, **_length(match))


def past(match: Match, basis: Basis) -> Reading:
    first = moved(basis.day, read_length(match["length"]), -1)
    return throughout(first, basis.day, **_length(match))


def past_unit(match: Match, basis: Basis) -> Reading:
    return throughout(moved(basis.day, Length(1, singular(match["unit"])), -1), basis.day)


def next_unit(match: Match, basis: Basis) -> Reading:
    """As "the next two weeks": the day itself is in it."""
    unit = singular(match["unit"])
    why = "from {anchor_day} to one {unit} later"
    if unit in GRAINS:
        why += "; that of the calendar would be “next {unit}”"
    last = moved(basis.day, Length(1, unit), 1)
    if match[0].lower().startswith("for "):
        return throughout(basis.day, last, why)
    return one_of(basis.day, last, why)


def longer_ago(match: Match, basis: Basis) -> Reading:
    last = moved(basis.day, read_length(match["length"]), -1)
    return one_of(OPEN_START, last)


def less_ago(match: Match, basis: Basis) -> Reading:
    return one_of(moved(basis.day, read_length(match["length"]), -1), basis.day)


def bare_length(match: Match, basis: Basis) -> Reading:
    """50 days: how long, but not from when. A deadline of so many days is within them."""
    if basis.direction == "future":
        return within(match, basis)
    length = match["length"]
    raise UnknownPhrase(
        f"“{match[0]}” says how long, not from when; write “within {length}”, "
        f"“the past {without_article(length)}” or “{length} ago”"
    )


def for_length(match: Match, basis: Basis) -> Reading:
    if basis.direction == "future":
        return for_next(match, basis)
    length = without_article(match["length"])
    raise UnknownPhrase(
        f"“{match[0]}” says how long, not from when; write “for the next {length}” or "
        f"“for the past {length}”"
    )


# ── without a number ─────────────────────────────────────────────────────────────────────────────


def some(match: Match, basis: Basis) -> Reading:
    """Within days, in the coming weeks: the largest unit that is named decides."""
    named = [singular(unit) for name in ("many", "more") if (unit := match.groupdict().get(name))]
    largest = max(named, key=list(LARGER).index)
    if "hour" in named and largest != "hour":
        why = f"from {{anchor_day}}, for it may be hours, to a {LARGER[largest]} later"
        return one_of(basis.day, _limit(basis.day, largest, 1), why)
    return _some(largest, basis)


def _some(unit: str, basis: Basis) -> Reading:
    if unit == "hour":
        return one_of(basis.day, basis.day + DAY, "hours, not days: that day or the next one")
    last = _limit(basis.day, unit, 1)
    return one_of(basis.day + DAY, last, _why(unit, "after"))


def matter(match: Match, basis: Basis) -> Reading:
    """Days, not weeks: the second only says what is not meant."""
    return _some(singular(match["many"]), basis)


def a_few(match: Match, basis: Basis) -> Reading:
    """Ahead, unless the direction is known to be another."""
    unit = singular(match["many"])
    if basis.direction == "past":
        return recent(match, basis)
    found = _some(unit, basis)
    assumed = f"{found.why}, as the words look ahead; write “{{few}} {{many}} ago” for those before"
    return found if basis.direction else Reading(found.edtf, assumed)


def bare_many(match: Match, basis: Basis) -> Reading:
    if basis.direction == "future":
        return _some(singular(match["many"]), basis)
    raise UnknownPhrase(
        f"“{match[0]}” says how long, not from when; write “within {match['many']}” or "
        f"“{match['many']} ago”"
    )


def some_ago(match: Match, basis: Basis) -> Reading:
    """A few days ago: from so many to one of them before."""
    unit = singular(match["many"])
    if unit == "hour":
        return one_of(basis.day - DAY, basis.day, "hours, not days: that day or the one before")
    first, last = _limit(basis.day, unit, -1), shifted(basis.day, -1, unit)
    return one_of(first, last, _why(unit, "before"))


def recent(match: Match, basis: Basis) -> Reading:
    unit = singular(match["many"])
    if unit == "hour":
        return one_of(basis.day - DAY, basis.day, "hours, not days: that day or the one before")
    first = _limit(basis.day, unit, -1)
    why = f"{unit}s, not {LARGER[unit]}s: from a {LARGER[unit]} before {{anchor_day}} up to it"
    return one_of(first, basis.day, why)


def _limit(day: date, unit: str, sign: int) -> date:
    return shifted(day, sign, LARGER[unit])


def _why(unit: str, side: str) -> str:
    if unit == "day":
        return f"days, neither hours nor weeks: 1 to 7 days {side} {{anchor_day}}"
    return f"{unit}s, not {LARGER[unit]}s: up to a {LARGER[unit]} {side} {{anchor_day}}"
