"""Times that are counted from another: today, Friday, last month, that day, three days later."""

import re
from dataclasses import replace
from datetime import date, timedelta

from tracker.suggest.found import TimexType
from tracker.suggest.times.moment import (
    Moment,
    day_of,
    shifted,
    whole,
)
from tracker.suggest.times.rules import Match, rule
from tracker.suggest.times.scene import Draft, Scene
from tracker.suggest.times.words import (
    GRAIN,
    MONTH,
    PART,
    PARTS,
    SEASON,
    SEASON_STARTS,
    SEASONS,
    alternatives,
)
from tracker.suggest.times.written import month_number

_TODAY = {
    "today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1, "the day before yesterday": -2,
    "the day after tomorrow": 2,
}  # fmt: skip
BACK = frozenset(("last", "past", "previous", "preceding", "prior", "this past"))
# Sales are set beside those of the week, the month, the year before, and the report goes on.
COMPARED = frozenset(("week", "month", "quarter", "year"))
_ON = frozenset(("next", "coming", "following", "upcoming", "subsequent", "this coming"))


def deictic(match: Match, moment: Moment, why: str, *, score: float = 0.95) -> Draft:
    timex: TimexType = "TIME" if moment.part else "DATE"
    return Draft(
        match.start(), match.end(), timex, moment.value, why, moment=moment, is_deictic=True,
        is_house=True, score=score,
    )  # fmt: skip


def anaphoric(match: Match, moment: Moment | None, why: str) -> Draft:
    """Without a moment: what it counts from is not known."""
    value = moment.value if moment else "XXXX"
    timex: TimexType = "TIME" if moment and moment.part else "DATE"
    score = 0.8 if moment else 0.4
    return Draft(match.start(), match.end(), timex, value, why, moment=moment, score=score)


def days_from(day: date, days: int) -> Moment | None:
    try:
        return day_of(day + timedelta(days=days))
    except OverflowError:
        return None


_QUOTED = tuple("'\"“”‘’`")


def is_title(match: Match, scene: Scene) -> bool:
    """ "Today" in quotation marks is a programme, or what somebody calls it."""
    text, start, end = scene.document.text, match.start(), match.end()
    if not text[start].isupper() or text[end : end + 2].endswith("s"):
        return False  # "Today's news is good."
    return text[start - 1 : start] in _QUOTED and text[end : end + 1] in _QUOTED


def beside_today(match: Match, scene: Scene) -> Draft | None:
    place = match.start()
    if place and scene.is_capitalised(place) and scene.text[place - 2 : place - 1].isalpha():
        return None  # USA Today; but not where everything has capitals
    if is_title(match, scene):
        return None
    words, _, part = match[0].partition(" ") if match["part"] else (match[0], "", "")
    moment = days_from(scene.today_date, _TODAY[words])
    if moment is None:
        return None
    if words == "tonight":
        moment = moment.at("TNI")
    elif part:
        moment = moment.at(PARTS[part])
    return deictic(match, moment, "counted from the day of publication", score=0.98)


def before_last(match: Match, scene: Scene) -> Draft | None:
    """The week before last, the month after next, the night before last."""
    by, grain = (2 if match["side"] == "after next" else -2), match["grain"]
    is_night = grain == "night"
    moment = shifted(scene.today, by, "day" if is_night else grain)
    if moment is None:
        return None
    moment = moment.at("TNI") if is_night else moment
    return deictic(match, moment, "counted from the day of publication", score=0.9)


def this_part(match: Match, scene: Scene) -> Draft | None:
    moment = scene.today.at(PARTS[match["part"]])
    return deictic(match, moment, "of the day of publication")


def last_night(match: Match, scene: Scene) -> Draft | None:
    ahead = match[0] == "overnight" and scene.text[match.end() : match.end() + 1] in ",.;"
    ahead = ahead and scene.direction(match.start(), match.end()) == "future"
    moment = days_from(scene.today_date, 0 if ahead else -1)
    if moment is None:
        return None
    side = "after" if ahead else "before"
    return deictic(match, moment.at("TNI"), f"the night {side} the day of publication")


_PLACED = re.compile(r"(?:^|[.,;:(\"'“-] ?|\b(?:on|of|by|from|since|until|before|after|for) )$")


def says_that(match: Match, scene: Scene) -> bool:
    """Whether "that" only joins two clauses: it points to a day after a preposition or a pause."""
    return not _PLACED.search(scene.text, max(match.start() - 8, 0), match.start())


def the_weekend(match: Match, scene: Scene) -> Draft | None:
    turn = (match["turn"] or "").strip().removeprefix("the ")
    turn = {"this past": "past", "this coming": "this"}.get(turn, turn)
    today, day = scene.today_date, scene.today_date.isoweekday()
    direction = scene.direction(match.start(), match.end())
    monday = -(day - 1)
    if turn in BACK or (turn == "this" and direction == "past" and day < 6):
        away = monday - 2
    elif turn in _ON or direction == "future" or turn == "this":
        away = monday + 5 + (7 if turn in _ON and day >= 6 else 0)
    else:
        away = monday + 5 if day >= 6 else monday - 2
    moment = days_from(today, away)
    if moment is None:
        return None
    return deictic(match, replace(moment, grain="weekend"), "Saturday and Sunday", score=0.85)


def turned(match: Match, scene: Scene) -> Draft | None:
    """This week, last year, next month, the current quarter, the coming decade."""
    turn, grain = match["turn"].removeprefix("the ").removeprefix("very ").strip(), match["grain"]
    by = -1 if turn in BACK else 1 if turn in _ON else 0
    moment = whole(scene.today, grain)
    moment = shifted(moment, by, grain) if moment and by else moment
    if moment is None:
        return None
    moment = whole(moment, grain)
    if moment is None:
        return None
    side = {-1: "before that", 0: "", 1: "after that"}[by]
    return deictic(
        match, moment, f"the {grain} {side} of the day of publication".replace("  ", " ")
    )


def latest(match: Match, scene: Scene) -> Draft | None:
    """The latest week: the last one that is over."""
    moment = shifted(scene.today, -1, match["grain"])
    moment = whole(moment, match["grain"]) if moment else None
    if moment is None:
        return None
    return deictic(match, moment, f"the last {match['grain']} that is over", score=0.7)


def turned_month(match: Match, scene: Scene) -> Draft | None:
    if not scene.is_capitalised(match.start("month")):
        return None
    month, today = month_number(match["month"]), scene.today
    turn = match["turn"].strip()
    year = today.year
    if turn in BACK:
        year -= month >= today.month
    elif turn in _ON:
        year += month <= today.month
    why = f"the {turn} one, seen from the day of publication"
    draft = deictic(match, Moment("month", year, month), why)
    draft.is_house = False
    return draft


def turned_season(match: Match, scene: Scene) -> Draft | None:
    season, today = SEASONS[match["season"]], scene.today
    turn, year = match["turn"].strip(), scene.today.year
    starts = SEASON_STARTS[season]
    if turn in BACK:
        year -= starts >= today.month or (season == "WI" and today.month < 3)
    elif turn in _ON:
        year += starts <= today.month
    draft = deictic(match, Moment("season", year, season=season), "of the northern hemisphere")
    draft.is_house = False
    return draft


_FROM_NOW = re.compile(r"\b(?:over|within|for) $")


def same(match: Match, scene: Scene) -> Draft | None:
    """That day, the same month, the following year, the previous week, the day before."""
    grain = match["grain"]
    turn = match["turn"].removeprefix("the ").removeprefix("very ").strip()
    by = -1 if turn in BACK else 1 if turn in _ON else 0
    if (
        turn in ("next", "following")
        and not scene.is_history
        and _FROM_NOW.search(scene.text[max(match.start() - 8, 0) : match.start()])
    ):
        return None  # over the next year: so long
    if match["after"]:
        by = -1 if match["after"].strip() == "before" else 1
    base = scene.base
    moment = whole(base, grain)
    if moment is None and by < 0 and grain in ("week", "month", "quarter") and not scene.story:
        moment = whole(scene.quarter or scene.today, grain)  # the prior quarter, after a year
        moment = shifted(moment, by, grain) if moment else None
    elif moment is None and grain == "day" and base.grain in ("month", "year"):
        is_news = scene.story is None and not scene.is_history
        moment = Moment("day", base.year, base.month)
        if by < 0 and is_news and base.grain == "year":
            moment = shifted(scene.day or scene.today, by, "day")
    elif moment is not None and by:
        moment = shifted(moment, by, grain)
        moment = whole(moment, grain) if moment else None
    draft = anaphoric(match, moment, "counted from the date before it")
    draft.is_beside = by < 0 and grain in COMPARED
    return draft


def beside_event(match: Match, scene: Scene) -> Draft | None:
    """The day before the crash: the event is no part of the time. After a date it is that date."""
    inner = scene.read(match.end() + 1)
    if inner and inner.moment and inner.moment.date and inner.moment.grain == "day":
        moment = shifted(inner.moment.at(""), -1 if "before" in match["after"] else 1, "day")
        if moment and inner.type == "DATE":
            return replace(
                inner, start=match.start(), value=moment.value, moment=moment, is_house=False,
                why=f"the day{match['after']} it; {inner.why}",
            )  # fmt: skip
    last, end = scene.last, match.start("after")
    moment = shifted(scene.base, -1 if "before" in match["after"] else 1, "day")
    if last and last.moment and scene.text[last.end : match.start()] in (", ", " - ", " -- "):
        moment = last.moment
    draft = anaphoric(match, moment, "beside an event")
    draft.end = end
    return draft


def same_part(match: Match, scene: Scene) -> Draft | None:
    """That afternoon, the next morning."""
    turn = match["turn"].removeprefix("the ").removeprefix("very ").strip() or "previous"
    by = -1 if turn in BACK else 1 if turn in _ON else 0
    base = scene.base
    moment = base if base.grain == "day" and base.day else None
    if moment and by:
        moment = shifted(moment, by, "day")
    return anaphoric(
        match,
        moment.at(PARTS[match["part"]]) if moment else None,
        "counted from the date before it",
    )


def same_month(match: Match, scene: Scene) -> Draft | None:
    """The following April, the previous September."""
    if not scene.is_capitalised(match.start("month")):
        return None
    if match["turn"] == "that " and says_that(match, scene):
        return None
    month, (year, at) = month_number(match["month"]), scene.base.starts
    turn = match["turn"].removeprefix("the ").removeprefix("very ").strip()
    if turn in BACK:
        year -= bool(at) and month >= at
    elif turn in _ON:
        year += not at or month <= at
    return anaphoric(match, Moment("month", year, month), "counted from the date before it")


def same_season(match: Match, scene: Scene) -> Draft | None:
    season, (year, at) = SEASONS[match["season"]], scene.base.starts
    turn = match["turn"].removeprefix("the ").removeprefix("very ").strip()
    starts = SEASON_STARTS[season]
    if turn in BACK:
        year -= bool(at) and starts >= at
    elif turn in _ON:
        year += not at or starts <= at
    return anaphoric(
        match, Moment("season", year, season=season), "counted from the date before it"
    )


_TURN = r"(?P<turn>this|last|next|the current|coming|upcoming) "
_SAME = (
    r"(?P<turn>(?:that same|that very|that|this same|the same|the very same|the very next|the next"
    r"|the following|the previous|the preceding|the prior|the subsequent) )"
)
RULES = (
    rule(
        rf"(?:{alternatives(word for word in _TODAY if word != 'tonight')})(?: (?P<part>{PART}))?"
        r"|tonight",
        beside_today,
    ),
    rule(
        r"the (?P<grain>night|week|weekend|month|year) (?P<side>before last|after next)",
        before_last,
    ),
    rule(rf"this (?P<part>{PART})", this_part),
    rule(r"last night|last evening|overnight", last_night),
    rule(
        r"(?P<turn>(?:the )?(?:this past|this coming|this|last|next|past|coming|following) "
        r"|the )(?:long |(?:two|three|four)-day |holiday |\w+ day )?weekend",
        the_weekend,
    ),
    rule(r"(?P<turn>the last) (?P<grain>quarter)(?! of)(?!-)", turned),
    rule(r"(?P<turn>(?:this |the )past) (?P<grain>quarter)(?! of)(?!-)", turned),
    rule(rf"{_TURN}(?:calendar )?(?P<grain>week|month|quarter|year|decade|century)(?!-)", turned),
    rule(
        r"the (?P<turn>latest|most recent) (?P<fiscal>(?:fiscal|financial) )?"
        r"(?P<grain>week|month|year)",
        latest,
    ),
    rule(
        r"(?P<turn>this|last|next|the (?:current|coming|previous|preceding|last|next|past)|current"
        r"|coming) (?:fiscal|financial|business|marketing) (?P<grain>year)",
        turned,
    ),
    rule(rf"(?P<turn>this|last|next|this past) (?P<month>{MONTH})(?! \d)", turned_month),
    rule(rf"(?P<turn>this|last|next|this past|this coming) (?P<season>{SEASON})", turned_season),
    rule(rf"{_SAME}(?P<grain>{GRAIN})(?! or (?:so|two)\b)(?P<after>)", same),
    rule(
        r"(?<!\bto )(?P<turn>the )(?P<grain>day)(?P<after> before| after)(?= [a-z])", beside_event
    ),
    rule(r"(?<!\bto )(?P<turn>the )(?P<grain>day)(?P<after> before| after| following)", same),
    rule(r"the (?P<part>night|evening|morning) before(?=[.,;:)])(?P<turn>)", same_part),
    rule(
        r"(?P<turn>the )(?P<grain>week|month|year)(?P<after> before| after| following)(?=[.,;:)])",
        same,
    ),
    rule(rf"{_SAME}(?P<part>{PART})", same_part),
    rule(rf"{_SAME}(?P<month>{MONTH})", same_month),
    rule(rf"{_SAME}(?P<season>{SEASON})", same_season),
)
