"""What comes again every week or every year: weekdays, weekends, months, seasons, quarters, feasts.

"Next Saturday" said on a Friday is tomorrow to some and a week later to others. Where the two
readings part, both are kept, as one or the other: `[2025-04-19,2025-04-26]`.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Literal, NamedTuple

from tracker.dates.dated import JUST_GONE
from tracker.dates.days import WEEK, in_calendar, monday_of, month_days
from tracker.dates.display import MONTHS, WEEKDAYS
from tracker.dates.edtf import EdtfError, parse_edtf
from tracker.dates.holidays import HOLIDAYS, orthodox_beside
from tracker.dates.reading import Basis, Reading, UnknownPhrase, said, said_full
from tracker.dates.words import SEASONS, ordinal

Match = re.Match[str]


class Turn(NamedTuple):
    """One time that it comes."""

    first: date
    last: date
    member: str  # as a member of an EDTF set

    @property
    def edtf(self) -> str:
        return f"[{self.member}]" if ".." in self.member else self.member


# The turn in the week, or the year, that lies so many after the anchor's.
Turns = Callable[[int], Turn]
LOOKS_BACK = "the last {weekday} before {anchor_day}, as in a report of what has happened"
LOOKS_AHEAD = "the first {weekday} after {anchor_day}, as the words look ahead"
Period = Literal["week", "year"]


# ── which of its turns is meant ──────────────────────────────────────────────────────────────────


def _around(turns: Turns) -> list[Turn]:
    found = []
    for step in (-1, 0, 1, 2):
        try:
            found.append(turns(step))
        except (EdtfError, OverflowError, UnknownPhrase):
            continue  # beyond the ends of the calendar
    if not found:
        raise OverflowError
    return found


def _named_turn(turns: Turns, basis: Basis, word: str, *, period: Period) -> Reading:
    """This one, the next, the last: of the anchor's week or year, or of the one beside it."""
    word, day = word.lower(), basis.day
    if word == "this":
        return _this_turn(turns, day, period)
    beside = turns(1 if word == "next" else -1)
    of_this = turns(0)
    is_between = of_this.first > day if word == "next" else of_this.last < day
    if not is_between:
        return Reading(beside.edtf, facts={"which": f"that of the {period} {_side(word)}"})
    pair = sorted((of_this, beside))
    return Reading(
        f"[{pair[0].member},{pair[1].member}]",
        facts={"which": f"that of this {period} to some, of the {period} {_side(word)} to others"},
    )


def _this_turn(turns: Turns, day: date, period: Period) -> Reading:
    """That of the anchor's week or year; at the ends of a year, "this January" may be the next."""
    this = turns(0)
    nearest = min(_around(turns), key=lambda turn: max(turn.first - day, day - turn.last))
    long_gone = nearest < this and day - nearest.last > 2 * JUST_GONE
    if period == "week" or nearest == this or long_gone:
        return Reading(this.edtf, facts={"which": f"that of the anchor's {period}"})
    pair = sorted((this, nearest))
    which = f"that of the anchor's {period} to some, the nearest to others"
    return Reading(f"[{pair[0].member},{pair[1].member}]", facts={"which": which})


def _side(word: str) -> str:
    return "after" if word == "next" else "before"


def _nearest_turn(turns: Turns, basis: Basis) -> tuple[Turn, str]:
    """Without a word that says which; where words look ahead the next, unless it has just gone."""
    day, found = basis.day, _around(turns)
    nearest = min(found, key=lambda turn: max(turn.first - day, day - turn.last))
    if basis.direction == "future":
        ahead = [turn for turn in found if turn.last >= day - JUST_GONE]
        if ahead and ahead[0] != nearest:
            return ahead[0], "next"
    return nearest, "nearest"


# ── weekdays ─────────────────────────────────────────────────────────────────────────────────────


def _weekdays(name: str, day: date) -> Turns:
    place = timedelta(days=[one.lower() for one in WEEKDAYS].index(name.lower()))

    def turn(step: int) -> Turn:
        found = monday_of(day) + place + step * WEEK
        return Turn(found, found, str(found))

    return turn


def weekday(match: Match, basis: Basis) -> Reading:
    """The last one, today's included, as in reports; the next one where words look ahead."""
    day, turns = basis.day, _weekdays(match["weekday"], basis.day)
    if turns(0).first == day:
        return Reading(str(day), "the anchor itself, {anchor_day}")
    before = turns(0) if turns(0).first < day else turns(-1)
    after = turns(0) if turns(0).first > day else turns(1)
    if basis.direction == "future":
        return Reading(str(after.first), LOOKS_AHEAD)
    return Reading(str(before.first), LOOKS_BACK if basis.direction else "")


def turn_of_weekday(match: Match, basis: Basis) -> Reading:
    return _named_turn(_weekdays(match["weekday"], basis.day), basis, match["turn"], period="week")


def this_weekday(match: Match, basis: Basis) -> Reading:
    """In the anchor's own week; where that has gone by, the next may be meant as well."""
    turns = _weekdays(match["weekday"], basis.day)
    this = turns(0)
    if this.first >= basis.day or basis.direction == "past":
        return Reading(this.edtf)
    following = turns(1)
    if basis.direction == "future":
        return Reading(following.edtf, LOOKS_AHEAD)
    why = "that of this week to some, the coming one to others, seen from {anchor_day}"
    return Reading(f"[{this.member},{following.member}]", why)


def coming_weekday(match: Match, basis: Basis) -> Reading:
    turns = _weekdays(match["weekday"], basis.day)
    return Reading(turns(0 if turns(0).first > basis.day else 1).edtf)


def past_weekday(match: Match, basis: Basis) -> Reading:
    turns = _weekdays(match["weekday"], basis.day)
    return Reading(turns(0 if turns(0).first < basis.day else -1).edtf)


def weekday_of_week(match: Match, basis: Basis) -> Reading:
    """Thursday of next week: no doubt about which."""
    step = {"last": -1, "this": 0, "next": 1}[match["turn"].lower()]
    return Reading(_weekdays(match["weekday"], basis.day)(step).edtf)


def weekday_beside(match: Match, basis: Basis) -> Reading:
    """The Monday after Easter, the last Friday before it."""
    inner = basis.time(match["when"])
    first, last = inner.days
    if match["beside"].lower() == "before":
        turns = _weekdays(match["weekday"], first)
        return Reading(turns(0 if turns(0).first < first else -1).edtf, inner=inner.why)
    turns = _weekdays(match["weekday"], last)
    return Reading(turns(0 if turns(0).first > last else 1).edtf, inner=inner.why)


def weekday_beyond(match: Match, basis: Basis) -> Reading:
    """The Friday after next, a week after both that "next Friday" may mean; the one before last."""
    return _beyond(_weekdays(match["weekday"], basis.day), basis, match["beyond"])


def weekend_beyond(match: Match, basis: Basis) -> Reading:
    return _beyond(_weekends(basis.day), basis, match["beyond"])


def _beyond(turns: Turns, basis: Basis, words: str) -> Reading:
    sign = 1 if words.lower() == "after next" else -1
    of_this, far = turns(0), turns(2 * sign)
    is_between = of_this.first > basis.day if sign > 0 else of_this.last < basis.day
    which = f"that of two weeks {'on' if sign > 0 else 'ago'}"
    if not is_between:
        return Reading(far.edtf, facts={"which": which})
    near = turns(sign)
    pair = sorted((near, far))
    return Reading(
        f"[{pair[0].member},{pair[1].member}]",
        facts={"which": f"that of the week {words.split()[0].lower()} to some, {which} to others"},
    )


def weekday_week(match: Match, basis: Basis) -> Reading:
    """Thursday week: a week after the coming one."""
    turns = _weekdays(match["weekday"], basis.day)
    return Reading(turns(1 if turns(0).first > basis.day else 2).edtf)


def nth_weekday(match: Match, basis: Basis) -> Reading:
    inner = basis.time(match["when"])
    first, last = inner.days
    place = [one.lower() for one in WEEKDAYS].index(match["weekday"].lower())
    if match["nth"].lower() == "last":
        found = last - timedelta(days=(last.weekday() - place) % 7)
    else:
        steps = 7 * (ordinal(match["nth"]) - 1)
        found = first + timedelta(days=(place - first.weekday()) % 7 + steps)
    if not first <= found <= last:
        raise UnknownPhrase(f"there is no {match['nth']} {match['weekday']} in {match['when']}")
    return Reading(str(found), inner=inner.why)


# ── weekends ─────────────────────────────────────────────────────────────────────────────────────


def _weekends(day: date) -> Turns:
    def turn(step: int) -> Turn:
        saturday = monday_of(day) + timedelta(days=5) + step * WEEK
        sunday = saturday + timedelta(days=1)
        return Turn(saturday, sunday, f"{saturday}..{sunday}")

    return turn


def turn_of_weekend(match: Match, basis: Basis) -> Reading:
    return _named_turn(_weekends(basis.day), basis, match["turn"], period="week")


def weekend(match: Match, basis: Basis) -> Reading:
    """The nearest, Wednesday's the one after; where a direction is given, that way."""
    day, found = basis.day, _around(_weekends(basis.day))
    if basis.direction == "past":
        gone = [turn for turn in found if turn.first <= day]
        if not gone:
            raise OverflowError
        return Reading(gone[-1].edtf, facts={"which": "last that has begun by"})
    if basis.direction == "future":
        ahead = [turn for turn in found if turn.last >= day]
        if not ahead:
            raise OverflowError
        return Reading(ahead[0].edtf, facts={"which": "next one, seen from"})
    best = min(found, key=lambda turn: (max(turn.first - day, day - turn.last), turn.first < day))
    return Reading(best.edtf, facts={"which": "nearest to"})


def weekend_of(match: Match, basis: Basis) -> Reading:
    day, inner = basis.single(match["when"])
    return Reading(_weekends(day)(0).edtf, inner=inner.why)


# ── months, seasons, quarters ────────────────────────────────────────────────────────────────────


def _months(name: str, year: int) -> Turns:
    number = next(i for i, month in enumerate(MONTHS, 1) if month.lower() == name.lower())

    def turn(step: int) -> Turn:
        first, last = month_days(year + step, number)
        return Turn(first, last, str(first)[:7])

    return turn


def turn_of_month(match: Match, basis: Basis) -> Reading:
    turns = _months(match["month"], basis.day.year)
    return _named_turn(turns, basis, match["turn"], period="year")


def coded(code: int, year: int) -> Turns:
    """What EDTF has a number for, in the place of a month."""

    def turn(step: int) -> Turn:
        edtf = f"{in_calendar(year + step):04}-{code}"
        window = parse_edtf(edtf)
        return Turn(window.earliest, window.latest, edtf)

    return turn


def season(match: Match, basis: Basis) -> Reading:
    turn, which = _nearest_turn(coded(SEASONS[match["season"].lower()], basis.day.year), basis)
    return Reading(turn.edtf, facts={"which": which})


def season_of_year(match: Match, basis: Basis) -> Reading:
    code = SEASONS[match["season"].lower()]
    year = _year(match["year"])
    why = ""
    if code == SEASONS["winter"]:
        why = "winter of the northern hemisphere, by the year in which it begins; "
        why += "write “winter {before}-{short}” for the one before"
    facts = {"before": f"{year - 1}", "short": f"{year % 100:02}"}
    return Reading(coded(code, year)(0).edtf, why, facts=facts)


def winter_of_years(match: Match, basis: Basis) -> Reading:
    first, second = re.split("[-/]", match["years"])
    if int(second[-2:]) != (int(first) + 1) % 100:
        raise UnknownPhrase(f"“{match['years']}” are not two years, one after the other")
    return Reading(coded(SEASONS["winter"], _year(first))(0).edtf)


def turn_of_season(match: Match, basis: Basis) -> Reading:
    code, day = SEASONS[match["season"].lower()], basis.day
    # A winter bears the year in which it began: in February, this one is that of the year before.
    begun = day.year - 1 if code == SEASONS["winter"] and day.month <= 2 else day.year
    turns = coded(code, begun)
    return _named_turn(turns, basis, match["turn"], period="year")


def quarter(match: Match, basis: Basis) -> Reading:
    """Q2, alone or with its year."""
    parts = match.groupdict()
    code = 32 + int(match["q"])
    if parts.get("year"):
        return Reading(coded(code, _year(match["year"]))(0).edtf)
    turn, which = _nearest_turn(coded(code, basis.day.year), basis)
    return Reading(
        turn.edtf, "by the calendar's year; the {which} to {anchor}", facts={"which": which}
    )


def half(match: Match, basis: Basis) -> Reading:
    return Reading(coded(39 + int(match["h"]), _year(match["year"]))(0).edtf)


def _year(digits: str) -> int:
    if len(digits) != 4 or digits == "0000":
        raise UnknownPhrase(f"“{digits}” is not a year from 0001 to 9999, in four digits")
    return int(digits)


# ── feasts ───────────────────────────────────────────────────────────────────────────────────────


def _feasts(name: str, year: int) -> Turns:
    def turn(step: int) -> Turn:
        first, last = HOLIDAYS[name][0](in_calendar(year + step))
        member = str(first) if first == last else f"{first}..{last}"
        return Turn(first, last, member)

    return turn


def holiday(match: Match, basis: Basis) -> Reading:
    name = match["holiday"].lower()
    year = match.groupdict().get("year")
    which = ""
    if year:
        turn = _feasts(name, _year(year))(0)
    else:
        turn, which = _nearest_turn(_feasts(name, basis.day.year), basis)
    return Reading(turn.edtf, _why(name, [turn], which))


def turn_of_holiday(match: Match, basis: Basis) -> Reading:
    name = match["holiday"].lower()
    found = _named_turn(_feasts(name, basis.day.year), basis, match["turn"], period="year")
    return Reading(found.edtf, f"{_why(name, [], '')}: {found.facts['which']}")


def _why(name: str, turns: Iterable[Turn], which: str) -> str:
    why = HOLIDAYS[name][1]
    for turn in turns:
        day = said_full(turn.first) if turn.first == turn.last else said(turn.first)
        why += f": {day}" if turn.first == turn.last else f", from {day}"
        if which:
            why += f", the {which} to {{anchor}}"
        if "Western" in why:
            why += f" ({orthodox_beside(turn.first.year)})"
    return why
