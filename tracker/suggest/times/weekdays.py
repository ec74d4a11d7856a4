"""Days of the week: Friday, last Friday, Friday morning, the previous Friday, Fridays."""

import re
from dataclasses import replace
from datetime import date

from tracker.dates.phrases import Direction
from tracker.suggest.times.beside import BACK, anaphoric, days_from, deictic, says_that
from tracker.suggest.times.moment import Moment, month_shifted, nth_weekday, real_day
from tracker.suggest.times.rules import Match, rule
from tracker.suggest.times.scene import Draft, Scene
from tracker.suggest.times.words import MONTH, PART, PARTS, WEEKDAY, WEEKDAYS


def weekday(match: Match, scene: Scene) -> Draft | None:
    """Friday; Friday morning; last Friday; the previous Friday; Fridays, each Friday (a set)."""
    if not scene.is_capitalised(match.start("weekday")):
        return None
    name, turn = match["weekday"], match["turn"] or ""
    if _NAMED_DAY.search(scene.text, max(match.start() - 8, 0), match.start()):
        return None
    if _PAPER.match(scene.document.text, match.end("weekday")):
        return None
    if turn == "that" and says_that(match, scene):
        return None  # "said that Friday was"
    if match["nth"]:
        return _weekday_the_nth(match, scene)
    part = PARTS[match["part"]] if match["part"] else ""
    nights = None if match["many"] else _NIGHTS_TO_COME.match(scene.text, match.end())
    if nights:
        part = PARTS[nights["part"]]
    if nights or match["each"] or match["many"] or match["parts"] or _goes_on(scene, match.start()):
        value = f"XXXX-WXX-{WEEKDAYS[name]}{part}"
        return Draft(match.start(), match.end(), "SET", value, "every week", score=0.85)
    turn = turn.removeprefix("the ").removeprefix("this ")
    if turn in ("that", "same", "that same", "following", "previous", "preceding"):
        return _weekday_beside(match, scene, turn, name, part)
    direction = {"last": "past", "past": "past", "next": "future", "coming": "future"}.get(turn)
    direction = direction or _direction(match, scene)
    day = _after_first(scene, match.start(), name) or weekday_day(scene, name, direction, turn)
    if day is None:
        return None
    looks = "the next one from" if direction == "future" else "the last one up to"
    draft = deictic(match, day.at(part), f"{looks} the day of publication", score=0.9)
    draft.direction = "future" if direction == "future" else "past"
    return draft


def _direction(match: Match, scene: Scene) -> Direction:
    """Back, unless the sentence looks ahead. What is named by its day is known ("Wednesday's
    decision"), and has been, unless it is of the kind that is fixed beforehand."""
    looks = scene.direction(match.start(), match.end())
    after = scene.text[match.end() : match.end() + 40]
    ahead = (WEEKDAYS[match["weekday"]] - scene.today_date.isoweekday()) % 7
    before = scene.text[max(match.start() - 40, 0) : match.start()]
    if _UNFORESEEN.search(before):
        return "past"
    is_known = after.startswith("'s ") and not _FIXED_BEFORE.match(after)
    if looks is None:  # no verb tells: the nearest
        return "future" if 0 < ahead <= _SOON and not is_known else "past"
    if ahead < _JUST_OVER and after[:2] != "'s" and _CALLED_FOR.search(before):
        return "future"
    if looks == "future" and is_known:
        return "future" if 0 < ahead <= _SOON else "past"
    return looks


# Black Monday was one day, long ago or every year, whatever the sentence.
_NAMED_DAY = re.compile(r"\b(?:black|bloody|super|ash|palm|shrove|cyber|holy|maundy|fat) $")
_PAPER = re.compile(
    r" (?:Times|Telegraph|Mail|Express|Herald|Mirror|Post|Tribune|Night (?:Live|Football|Fever))\b"
)
# A strike was called for Friday; but the volume for Friday is known.
_CALLED_FOR = re.compile(
    r"\b(?:called|announced|ordered|summoned|convened|declared|planned|plans|set|strikes?|rally"
    r"|rallies|march(?:es)?|votes?|elections?|meetings?|hearings?|talks|summit|protests?|sessions?"
    r"|trial|ceremony|funeral) (?:[a-z-]+ ){0,3}for $"
)
_UNFORESEEN = re.compile(
    r"\b(?:attacks?|bombings?|blasts?|explosions?|shootings?|killings?|murders?|crash|earthquake"
    r"|quake|fire|raids?|riots?|deaths?|massacre|plunge|storm|clash(?:es)?|arrests?) (?:on )?$"
)
_JUST_OVER = 5  # days ahead: the vote that had been called for such a day was the other day
_SOON = 2  # days: so near a day is meant by "Saturday's game will be hard"; six back is not


_FIXED_BEFORE = re.compile(
    r"'s (?:[a-z-]+ ){0,3}(?:meetings?|votes?|elections?|polls?|hearings?|sessions?|talks|match"
    r"|games?|deadline|summit|debate|auctions?|ceremony|launch|conference|visit|trip|speech|primary"
    r"|run-?off|referendum|ballot|report|figures|data|election|voting|opening|trial|verdict|races?"
    r"|finals?|draw|broadcast|taping|concert|show|launching|inauguration|funeral|services?)\b"
)


def _weekday_the_nth(match: Match, scene: Scene) -> Draft | None:
    """Friday the 13th: the nearest day that is both."""
    name, number, today = WEEKDAYS[match["weekday"]], int(match["nth"]), scene.today_date
    for away in sorted(range(-14, 15), key=abs):
        year, month = month_shifted(today.year, today.month, away)
        if not 0 < year < 10_000 or not real_day(year, month, number):
            continue
        if date(year, month, number).isoweekday() == name:
            day = Moment("day", year, month, number)
            return deictic(match, day, "the nearest day that is both", score=0.9)
    return None


# "On Monday and Tuesday nights": on both, every week.
_NIGHTS_TO_COME = re.compile(rf"(?:, {WEEKDAY})* and {WEEKDAY} (?P<part>{PART})s\b")
_TO = re.compile(r" ?(?:to|through|until|till|-) ?")


_ENDS_IN_WEEKDAY = re.compile(rf"{WEEKDAY}(?: {PART})?$|today$|tomorrow$|yesterday$")
_AND = re.compile(r" and |, ")


def _goes_on(scene: Scene, start: int) -> bool:
    """Every Tuesday and Thursday."""
    last = scene.last
    return (
        last is not None
        and last.type == "SET"
        and last.value.startswith("XXXX-WXX-")
        and bool(_AND.fullmatch(scene.text, last.end, start))
    )


def _after_first(scene: Scene, start: int, name: str) -> Moment | None:
    """Monday through Friday: the Friday after that Monday."""
    last = scene.last
    if last is None or last.moment is None or last.moment.date is None or last.type == "SET":
        return None
    if not _ENDS_IN_WEEKDAY.search(scene.text, last.start, last.end):
        return None  # "from May 3 to Thursday"
    if start - last.end > 10 or not _TO.fullmatch(scene.text[last.end : start]):
        return None
    away = (WEEKDAYS[name] - last.moment.date.isoweekday()) % 7
    return days_from(last.moment.date, away)


def weekday_day(scene: Scene, name: str, direction: str, turn: str) -> Moment | None:
    """The day itself counts, unless "last" or "next" is said."""
    today = scene.today_date
    away = (WEEKDAYS[name] - today.isoweekday()) % 7
    if direction == "past":
        away = (away - 7) if away else 0
    is_other = turn in ("last", "next", "past", "coming")
    if away == 0 and (is_other or (direction == "future" and scene.says_yesterday)):
        away = 7 if direction == "future" else -7
    return days_from(today, away)


def of_week(match: Match, scene: Scene) -> Draft | None:
    """Wednesday of next week, Monday last week."""
    if not scene.is_capitalised(match.start("weekday")):
        return None
    by = {"last": -7, "next": 7}.get(match["turn"], 0)
    away = WEEKDAYS[match["weekday"]] - scene.today_date.isoweekday() + by
    day = days_from(scene.today_date, away)
    if day is None:
        return None
    draft = deictic(match, day, f"the one of {match['turn']} week", score=0.9)
    draft.is_house = False
    return draft


def nth_of_month(match: Match, scene: Scene) -> Draft | None:
    """The first Tuesday of November."""
    inner = scene.read(match.end()) if scene.is_capitalised(match.start("weekday")) else None
    month = inner.moment if inner else None
    if inner is None or month is None or month.grain != "month" or not 0 < month.year < 10_000:
        return None
    nth = _NTH.index(match["nth"]) + 1 if match["nth"] != "last" else -1
    day = nth_weekday(month.year, month.month, WEEKDAYS[match["weekday"]], nth)[1]
    moment = Moment("day", month.year, month.month, day)
    why = f"the {match['nth']} one of it; {inner.why}"
    return replace(inner, start=match.start(), value=moment.value, moment=moment, why=why)


_NTH = ("first", "second", "third", "fourth")


def _weekday_beside(match: Match, scene: Scene, turn: str, name: str, part: str) -> Draft:
    base = (scene.day or scene.today).date  # "the week" and "1989" are nothing to count from
    moment = None
    if base:
        away = (WEEKDAYS[name] - base.isoweekday()) % 7
        if turn in BACK:
            away = away - 7
        elif turn == "following":
            away = away or 7
        moment = days_from(base, away)
    return anaphoric(match, moment.at(part) if moment else None, "counted from the date before it")


RULES = (
    rule(
        rf"(?P<weekday>{WEEKDAY})(?: of| in|) (?P<turn>last|this|next) week(?!'s)",
        of_week,
    ),
    rule(
        rf"(?:the )?(?P<nth>{'|'.join(_NTH)}|last) (?P<weekday>{WEEKDAY}) (?:of|in) (?={MONTH})",
        nth_of_month,
        opens=True,
    ),
    rule(
        r"(?:(?P<turn>(?:the )?(?:last|next|past|coming|previous|preceding|same)|the following"
        r"|this past|this coming|this|that same|that) )?(?P<each>(?:each|every)(?: other)? )?"
        rf"(?P<weekday>{WEEKDAY})(?P<many>s)?(?:[ -](?P<part>{PART}|noon|midnight)(?P<parts>s)?)?"
        r"(?: the (?P<nth>\d\d?)(?:st|nd|rd|th)(?! of))?"
        rf"(?!,? (?:the )?(?:{MONTH} ?\d|\d\d?(?:st|nd|rd|th)? (?:of )?{MONTH}))",
        weekday,
    ),
)
