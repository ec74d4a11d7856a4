"""So far from another time: two days ago, a year earlier, a week from Sunday, year-ago."""

import re
from dataclasses import replace

from tracker.suggest.times.beside import COMPARED, anaphoric, days_from, deictic
from tracker.suggest.times.lengths import length_value
from tracker.suggest.times.moment import Moment, shifted, whole
from tracker.suggest.times.rules import Match, about_of, rule
from tracker.suggest.times.scene import Draft, Scene
from tracker.suggest.times.weekdays import weekday_day
from tracker.suggest.times.words import (
    ABOUT_WORDS,
    CLOCK_UNITS,
    NUMBER,
    SOME,
    UNIT,
    WEEKDAY,
    WEEKDAYS,
    alternatives,
    number,
    unit,
)


def _length(match: Match) -> tuple[float, str]:
    half = 0.5 if match.groupdict().get("half") else 0
    return number(match["n"]) + half if match["n"] else 0, unit(match["unit"])


def ago(match: Match, scene: Scene) -> Draft | None:
    """Two days ago, a year ago: from the day of publication; by quarters where those run."""
    count, grain = _length(match)
    if grain == "year" and count == 1 and (of_year := _compared(match, scene)) is not None:
        moment = _years_before(of_year, 1)
    else:
        moment = _counted_back(scene.today, count, grain)
    if moment is None:
        return _vaguely(match, "PAST_REF", scene)
    draft = deictic(match, moment, f"{match['length']} before the day of publication", score=0.9)
    draft.start, draft.mod = about_of(match, scene)
    return draft


def _compared(match: Match, scene: Scene) -> Moment | None:
    """The quarter, or the month just named, whose figures are set beside those of a year before."""
    last, spoken = scene.last, scene.spoken
    if scene.story is not None or scene.is_history:
        return None
    if last is not None and spoken is not None and match.start() - last.end < _NEAR:
        between = scene.document.text[last.end : match.start()]
        is_said = not scene.text.endswith("month", 0, last.end)  # "said last month that profit …"
        if spoken.grain == "month" and is_said and "\n" not in between:
            return spoken
        if spoken.grain == "quarter" and ". " not in between and "\n" not in between:
            return spoken  # whatever quarter: one to come is set beside others, too
    return scene.quarter


def _years_before(base: Moment, count: int) -> Moment | None:
    return replace(base, year=base.year - count) if base.year > count else None


_NEAR = 120  # characters from one time to the next


def ago_weekday(match: Match, scene: Scene) -> Draft | None:
    """A week ago Monday: that many weeks before the last one."""
    if not scene.is_capitalised(match.start("weekday")):
        return None
    base = weekday_day(scene, match["weekday"], "past", "last")
    count = number(match["n"])
    if base is None or base.date is None or count != int(count):
        return None
    moment = days_from(base.date, -7 * int(count))
    if moment is None:
        return None
    return deictic(match, moment, f"{match['length']} before the last one", score=0.85)


def ago_today(match: Match, scene: Scene) -> Draft | None:
    """A year ago today, ten years ago this week: so far back, as exactly as that says."""
    count, grain = _length(match)
    moment = shifted(scene.today, -int(count), grain)
    if moment is None or count != int(count):
        return None
    if moment.grain == "year":
        day = min(scene.today.day, 28 if scene.today.month == 2 else 31)
        moment = Moment("day", moment.year, scene.today.month, day)
    elif moment.grain == "month":
        moment = Moment("day", moment.year, moment.month, min(scene.today.day, 28))
    else:
        moment = days_from(scene.today_date, -7 * int(count)) or moment
    if match["grain"]:
        moment = whole(moment, match["grain"]) or moment
    elif match["day"] == "tonight":
        moment = moment.at("TNI")
    elif match["day"] != "today" and moment.date:
        moment = days_from(moment.date, 1 if match["day"] == "tomorrow" else -1) or moment
    return deictic(match, moment, f"{match['length']} before that day", score=0.85)


def from_now(match: Match, scene: Scene) -> Draft | None:
    """Two weeks from now, a week from Sunday."""
    count, grain = _length(match)
    base: Moment | None = scene.today
    if match["from"] in WEEKDAYS:
        base = weekday_day(scene, match["from"], "future", "")
    if base is None or not count or count != int(count) or grain in CLOCK_UNITS:
        return None
    moment = shifted(base, int(count), grain)
    if moment is None:
        return None
    if match["from"] != "now" and grain == "week" and base.date:
        moment = days_from(base.date, int(count) * 7)
    return deictic(match, moment or base, f"{match['length']} after that day", score=0.85)


def half_ago(match: Match, scene: Scene) -> Draft | None:
    if match["unit"] == "year":
        moment = shifted(scene.today, -6, "month")
        return deictic(match, moment, "six months before", score=0.8) if moment else None
    years = 50 if match["unit"] == "century" else 5
    moment = shifted(scene.today, -years, "year")
    return deictic(match, moment, f"{years} years before", score=0.8) if moment else None


def _counted_back(base: Moment, count: float, grain: str) -> Moment | None:
    if grain == "decade" and count % 1 == 0.5:
        count, grain = count * 10, "year"
    if grain == "year" and count % 1 == 0.5:
        return shifted(base, -int(count * 12), "month")
    if not count or count != int(count) or grain in ("second", "minute", "hour"):
        if grain == "hour" and count and base.date:
            return days_from(base.date, -round(count / 24)) if count >= 24 else base
        return None
    return shifted(base, -int(count), grain)


def _vaguely(match: Match, value: str, scene: Scene) -> Draft:
    start, _ = about_of(match, scene)
    draft = Draft(start, match.end(), "DATE", value, "nobody has counted", score=0.6)
    draft.is_house, draft.is_deictic = True, True
    return draft


def later(match: Match, scene: Scene) -> Draft | None:
    """Three days later, a year earlier: from the date before it."""
    count, grain = _length(match)
    sign = -1 if match["side"] in ("earlier", "previously", "before") else 1
    if match["side"] == "earlier" and scene.text.startswith(" this ", match.end()):
        return None  # one day earlier this month
    if _THAN.match(scene.text, match.end()):
        return _so_much_later(match, count, grain)
    base = scene.base
    compared = _compared(match, scene) if grain == "year" and sign < 0 else None
    if compared is not None:
        base = compared
    elif grain == "day" and sign < 0 and not (base.day or scene.story or scene.is_history):
        base = scene.day or scene.today  # the year named before it has no days to count from
    moment = None
    if count and count == int(count) and grain not in ("second", "minute", "hour"):
        moment = shifted(base, sign * int(count), grain)
        moment = _years_before(compared, int(count)) if compared is not None else moment
    draft = anaphoric(match, moment, f"counted from the date before it, {base.value}")
    if moment is None:
        if not count:
            draft.value = "FUTURE_REF" if sign > 0 else "PAST_REF"
        elif base.grain == "day" and grain in ("hour", "minute"):
            draft.value, draft.type = f"{base.at('').value}TXX", "TIME"
    draft.start, draft.mod = about_of(match, scene)
    draft.is_beside = sign < 0 and grain in COMPARED
    return draft


_THAN = re.compile(r" than\b")


def _so_much_later(match: Match, count: float, grain: str) -> Draft:
    """A month earlier than usual: how much, and no date."""
    end = match.start("side") - 1
    value = length_value(count or None, grain)
    start = match.start("length")
    return Draft(start, end, "DURATION", value, "so much time", is_house=True, score=0.8)


def ago_quarter(match: Match, scene: Scene) -> Draft | None:
    """Year-ago, year-earlier, the year-ago quarter."""
    base = scene.quarter
    if base is None and "quarter" in match[0]:
        base = shifted(whole(scene.today, "quarter") or scene.today, -1, "quarter")
    base = base or Moment("year", scene.today.year)
    moment = shifted(base, -1, "year")
    if moment is None:
        return None
    return replace(anaphoric(match, moment, f"a year before {base.value}"), is_beside=True)


_LENGTH = (
    rf"(?P<about>{ABOUT_WORDS} )?(?P<length>"
    rf"(?:(?P<n>{NUMBER}|an?)(?:(?: to | or |-){NUMBER})? |(?:{alternatives(SOME)}) |)"
    rf"(?:more |short |long )?(?P<unit>{UNIT})(?P<half> and a half)?(?: or (?:so|more|two))?)"
)

RULES = (
    rule(
        r"the year-(?:ago|earlier) (?:quarter|period)|year-(?:ago|earlier)"
        r"|the (?:corresponding|same) (?:period|quarter) (?:last year|a year (?:ago|earlier))",
        ago_quarter,
    ),
    rule(rf"(?P<length>(?P<n>{NUMBER}|an?) weeks?) ago (?P<weekday>{WEEKDAY})", ago_weekday),
    rule(
        rf"(?P<length>(?P<n>{NUMBER}|an?) (?P<unit>years?|months?|weeks?|decades?)) ago"
        r" (?:(?P<day>today|tonight|tomorrow|yesterday)|this (?P<grain>week|month|year))",
        ago_today,
    ),
    rule(rf"{_LENGTH} ago", ago),
    rule(rf"{_LENGTH} back(?=[,.;:)]| (?:when|he|she|they|we|i|it|that)\b)", ago),
    rule(rf"{_LENGTH} from (?P<from>now|today|{WEEKDAY})", from_now),
    rule(r"(?:half a[ -]|(?:a )?half-)(?P<unit>century|decade|year) ago", half_ago),
    rule(rf"{_LENGTH} (?P<side>later|earlier|afterwards?|previously|before(?=[.,;:)]))", later),
)
