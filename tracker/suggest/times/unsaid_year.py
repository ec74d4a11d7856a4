"""The year that a month means where it stands without one: from a row that ends in it, from the
narrative, from the date beside it, or from the day of publication and the way the sentence looks.
"""

import re

from tracker.suggest.times.moment import Moment
from tracker.suggest.times.rules import Match
from tracker.suggest.times.scene import Scene
from tracker.suggest.times.tense import preposition_at
from tracker.suggest.times.words import DAY, MONTH, SEASON, YEAR

# "October and November 1919": the year at the end of the row holds for all of it.
_ROW = (
    r"(?:and|or|to|through|until|till|&|-|the|of|early|late|mid"
    rf"|{DAY}|{MONTH}|{SEASON})(?![a-z0-9])"
)
_YEAR_AHEAD = re.compile(rf"(?: ?,? ?{_ROW}){{1,9}}+ ?,? ?(?P<year>{YEAR})")
_JOINS = re.compile(r" ?(?:and|or|to|through|until|till|&|-|,)(?![a-z0-9])")


def year_for(match: Match, scene: Scene, month: int, day: int) -> tuple[int, str, bool]:
    """The year that a month means where it stands, why, and whether it is the news' own."""
    if (ahead := _YEAR_AHEAD.match(scene.text, match.end())) and _is_row(ahead, day):
        return int(ahead["year"]), "the year stands at the end of the row", False
    direction = scene.direction(match.start(), match.end())
    if scene.story is not None and (scene.is_history or direction != "future"):
        year = _in_story(scene.story, month)
        return year, f"the year runs with the text: {Moment('year', year).value}", False
    today = scene.today
    if (first := _before_in_row(match, scene)) is not None:
        by = 0
        if _UP_TO.fullmatch(scene.text, scene.last.end if scene.last else 0, match.start()):
            by = int((month, day or first.day) < (first.month, first.day))
        elif not day and abs(month - first.month) > 6:
            by = 1 if month < first.month else -1
        return first.year + by, "counted from the date beside it", True
    if day:
        year = _nearest_year(scene, month, day, direction, match.start())
        is_ahead = (year - today.year, month, day - _MAY_BE_LATE) > (0, today.month, today.day)
        if is_ahead and scene.is_done(match.start(), match.end()):
            return year - 1, "the last such day, as what was done on it is told", True
        return year, "the nearest to the day of publication", True
    if _OF_DELIVERY.match(scene.text, match.end()):
        return today.year + (month < today.month), "a month of delivery is still to come", True
    before = scene.text[max(match.start() - 12, 0) : match.start()]
    looks: str | None = direction
    if direction == "past" and not _WHEN_BEFORE.search(before):
        looks = "of what was"  # the March vote was close
    by = _year_of_month(month - today.month, looks)
    side = "ahead of" if (by, month) > (0, today.month) else "up to"
    return today.year + by, f"the likeliest one {side} the day of publication", True


_OF_DELIVERY = re.compile(r"(?: [a-z]+)? (?:delivery|futures|contracts?)\b")
_OTHER_MONTH = re.compile(rf" ?(?:and|or)(?: the)? {MONTH} \d{{4}}|.* the {MONTH} \d{{4}}")


def _is_row(ahead: Match, day: int) -> bool:
    """ "Oct. 13 and the October 1987 crash" is none, nor "in May and the June 1980 vote"."""
    if not _JOINS.match(ahead[0]):
        return False
    other = _OTHER_MONTH.fullmatch(ahead[0])
    return other is None or (not day and " the " not in other[0])


_UP_TO = re.compile(r" ?(?:to|through|until|till|-) ?(?:early |late |mid-)?")


_BESIDE = re.compile(
    r" ?(?:to|through|until|till|-) ?(?:early |late |mid-)?"
    r"|,? (?:and|or) (?:in )?(?:early |late |mid-)?|, "
)


def _before_in_row(match: Match, scene: Scene) -> Moment | None:
    """From Feb. 1 to March 15; April, May and June: the date before it, seen from today."""
    last = scene.last
    if last is None or last.moment is None or not last.is_deictic or last.type != "DATE":
        return None
    if not last.moment.month or match.start() - last.end > 12:
        return None
    if scene.text[last.start : last.end][-1:].isdigit() != match[0][-1:].isdigit():
        return None  # a day and a month are no row
    return last.moment if _BESIDE.fullmatch(scene.text, last.end, match.start()) else None


# News names a month without its year where it is of this year, or near; from some months on it says
# "last April", "next May" or the year. So many months back the bare name is believed: "he resigned
# in May" is told by the grammar, however long ago; of "the May payment" only nearness tells.
_MONTHS_BACK = {"past": 11, "of what was": 9, "future": 2, None: 7}
_WHEN_BEFORE = re.compile(
    r"\b(?:in|during|since|last|early|late|mid|of|from|at|after)[ -]"
    r"(?:the |an? |its |his |her )?$"
)


def _year_of_month(away: int, direction: str | None) -> int:
    """Of a month that is so many after this one in the calendar's year, from -11 to 11: the years
    from this one that are meant."""
    back = -away % 12
    is_ahead = back and (back > _MONTHS_BACK[direction])
    if is_ahead:
        return 0 if away > 0 else 1
    return -1 if away > 0 else 0


_MAY_BE_LATE = 1  # days: an article may be dated the day before, by another clock


def _nearest_year(scene: Scene, month: int, day: int, direction: str | None, start: int) -> int:
    """The nearest such day; one that is nearly as near, where the sentence looks that way; where a
    preposition says so, only that."""
    today = scene.today_date
    said = preposition_at(scene.text[max(start - 24, 0) : start])
    weight = 0.05 if said and said == direction else 0.45

    def distance(year: int) -> float:
        days = (year - today.year) * 365.25 + (month - today.month) * 30.4 + day - today.day
        looks = weight if (days > 0) == (direction == "future") and direction else 1.0
        return abs(days) * looks

    return min((today.year - 1, today.year, today.year + 1), key=distance)


def _in_story(story: Moment, month: int) -> int:
    """A narrative goes forward: after December comes January of the next year, while a month just
    behind is one that it goes back to."""
    year, at = story.starts
    if story.grain not in ("day", "month", "season", "quarter"):
        return year
    if story.grain == "season":
        return year
    if at - month >= 8:
        return year + 1 if year != -1 else 1
    if month - at >= 11:
        return year - 1 if year != 1 else -1
    return year
