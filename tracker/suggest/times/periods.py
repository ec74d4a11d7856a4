"""Seasons, quarters, halves, parts of a time (early, the end of), hours, and days with names."""

import re
from dataclasses import replace
from datetime import date

from tracker.dates.phrases import UnknownPhrase, resolve
from tracker.suggest.times.moment import Moment, day_of, nth_weekday, shifted, whole
from tracker.suggest.times.rules import Match, rule
from tracker.suggest.times.scene import Draft, Scene
from tracker.suggest.times.words import (
    HOLIDAYS,
    MOVING_HOLIDAYS,
    SEASON,
    SEASON_STARTS,
    SEASONS,
    YEAR,
    alternatives,
)

_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "last": 4}
_NTH = r"(?P<nth>first|second|third|fourth|final|last)"
_SEASON_ROW = re.compile(
    rf" ?(?:-|and|or|to|,) ?(?:(?:early|late|mid|the) |mid-)?(?:{SEASON})(?:,? of|,)?"
    rf" (?P<year>{YEAR})(?P<bc> ?bce?)?"
)


def _draft(match: Match, moment: Moment, why: str, *, score: float = 0.85) -> Draft:
    return Draft(match.start(), match.end(), "DATE", moment.value, why, moment=moment, score=score)


def season_of_year(match: Match, scene: Scene) -> Draft | None:
    if _is_title(match, scene):
        return None
    year = int(match["year"])
    moment = Moment("season", -year if match["bc"] else year, season=SEASONS[match["season"]])
    draft = _draft(match, moment, "three months of the northern hemisphere", score=0.95)
    draft.has_year = True
    return draft


def season_of_that_year(match: Match, scene: Scene) -> Draft | None:
    """The spring of next year, the fall of that year."""
    inner = scene.read(match.end())
    if inner is None or inner.moment is None or inner.moment.grain != "year":
        return None
    moment = Moment("season", inner.moment.year, season=SEASONS[match["season"]])
    return replace(
        inner, start=match.start(), value=moment.value, moment=moment, is_house=False,
        why=f"three months of the northern hemisphere; {inner.why}",
    )  # fmt: skip


def _is_title(match: Match, scene: Scene) -> bool:
    """The Winter Olympics, the 1998 Summer Games."""
    text, end = scene.document.text, match.end("season")
    return (
        text[match.start("season")].isupper()
        and text[end + 1 : end + 3].istitle()
        and (text[end : end + 1] == " ")
    )


def every_season(match: Match, scene: Scene) -> Draft | None:
    value = f"XXXX-{SEASONS[match['season']]}"
    return Draft(match.start(), match.end(), "SET", value, "every year", score=0.8)


_NO_TIME = re.compile(
    r" (?:training|solstices?|residence|palace|home|house|coats?|clothes|olympics?|games)\b"
)
_SEASON_BEFORE = re.compile(
    r"\b(?:in|during|by|until|till|since|throughout|over|this|of|the|early|late|mid)[ -]$"
)


def season(match: Match, scene: Scene) -> Draft | None:
    """ "Spring" and "fall" are other words as well: only after a word of time are they seasons."""
    word, start = match["season"], match.start("season")
    before = scene.text[max(match.start() - 11, 0) : match.start()]
    is_aside = not scene.is_history and not _SEASON_BEFORE.search(before)
    is_named = _is_title(match, scene) and (match["the"] or is_aside)
    if is_named or _NO_TIME.match(scene.text, match.end()):
        return None
    is_said = bool(match["the"]) or bool(_SEASON_BEFORE.search(before))
    if word == "fall" and not (
        re.search(r"\b(?:in|during|by|until|throughout|over) $", before)
        and not re.match(
            r" (?:of|to|in|from|back|into)\b", scene.text[match.end() : match.end() + 6]
        )
    ):
        return None
    if word in ("spring", "fall") and not is_said and not scene.is_capitalised(start):
        return None
    name = SEASONS[word]
    if row := _SEASON_ROW.match(scene.text, match.end()):
        year = -int(row["year"]) if row["bc"] else int(row["year"])
        moment = Moment("season", year, season=name)
        return _draft(match, moment, "its year stands at the end of the row")
    year, deictic = _season_year(match, scene, name)
    moment = Moment("season", year, season=name)
    draft = _draft(match, moment, "three months of the northern hemisphere", score=0.75)
    draft.is_deictic = deictic
    return draft


def _season_year(match: Match, scene: Scene, name: str) -> tuple[int, bool]:
    starts = SEASON_STARTS[name]
    if scene.story is not None:
        year, at = scene.story.starts
        return (year + 1 if at - starts >= 8 else year), False
    today = scene.today
    looks = scene.direction(match.start(), match.end())
    if looks == "future":
        return (today.year if starts + 3 > today.month else today.year + 1), True
    # In the month in which it begins, what was in it was a year ago.
    is_behind = starts < today.month if looks == "past" else starts <= today.month
    return (today.year if is_behind else today.year - 1), True


def quarter(match: Match, scene: Scene) -> Draft | None:
    """Third-quarter, the fourth quarter of 1988, next year's first quarter."""
    number = _QUARTERS[match["nth"]]
    year, turn = match["year"] or match["years"], match["turn"]
    if match["nth"] == "last" and not year and not turn and not match.groupdict().get("of"):
        return None  # the one before this, and no fourth
    if year:
        moment = Moment("quarter", int(year), number=number)
    elif turn:
        by = {"this": 0, "next": 1}.get(turn, -1)
        moment = Moment("quarter", scene.today.year + by, number=number)
    else:
        end = _end_of(match, scene)
        at = end.year if end else _quarter_year(match, scene, number)
        moment = Moment("quarter", at, number=number)
    draft = _draft(match, moment, "three months of the calendar's year")
    draft.has_year = bool(year)
    if _ADJECTIVE.match(match[0]):
        draft.start += len("the ")  # the third-quarter loss
    # A fiscal fourth quarter may be over in October; one that will bring a loss is not.
    is_over = (moment.year, number * 3) < scene.today.starts
    if moment.starts < scene.today.starts and not is_over:
        is_over = scene.direction(match.start(), match.end()) != "future"
    if year or is_over or _ENDED.match(scene.text, match.end()):
        scene.quarter = moment
    return draft


_ADJECTIVE = re.compile(r"the [a-z]+-(?:quarter|period)$")


def _quarter_year(match: Match, scene: Scene, number: int) -> int:
    if scene.story is not None and scene.is_history:
        return scene.story.year
    today = scene.today
    looks = scene.direction(match.start(), match.end())

    def distance(year: int) -> float:
        months = (year - today.year) * 12 + number * 3 + 1 - today.month
        return abs(months) * (0.4 if looks and (months > 0) == (looks == "future") else 1.0)

    return min((today.year, today.year - 1, today.year + 1), key=distance)


def one_of_quarters(match: Match, scene: Scene) -> Draft | None:
    """The third, and "fourth quarters", in "the third and fourth quarters of 1988"."""
    number = _QUARTERS[match["nth"]]
    year = int(match["year"] or _quarter_year(match, scene, number))
    return _draft(match, Moment("quarter", year, number=number), "three months of the year")


def short_quarter(match: Match, scene: Scene) -> Draft | None:
    """Q3 2025, Q3."""
    number, year = int(match["q"]), match["year"]
    moment = Moment(
        "quarter", int(year) if year else _quarter_year(match, scene, number), number=number
    )
    return _draft(match, moment, "three months of the calendar's year")


_ENDED = re.compile(r",? end(?:ed|ing) ")


def _end_of(match: Match, scene: Scene) -> Moment | None:
    """The day that it ended on, where that is said next."""
    ended = _ENDED.match(scene.text, match.end())
    day = scene.read(ended.end()) if ended else None
    return day.moment if day else None


def the_quarter(match: Match, scene: Scene) -> Draft | None:
    """The quarter, the latest period, the 1988 quarter: the one that the text is in."""
    base = scene.quarter
    this = whole(scene.today, "quarter")
    before = shifted(this, -1, "quarter") if this else None
    if match[0].startswith("the current "):
        base = this
    if match["word"] == "period" and base is None and "latest" not in match[0]:
        if not match["year"]:
            return None
        return _draft(match, Moment("year", int(match["year"])), "as written", score=0.7)
    if base is None or "latest" in match[0]:
        base = before
    if match["word"] == "quarter" and (end := _end_of(match, scene)):
        base = scene.quarter = whole(end, "quarter") or base
    if base is None:
        return None
    year = match["year"]
    moment = replace(base, year=int(year)) if year else base
    if match["turn"] and "last" in match["turn"]:
        moment = replace(base, year=scene.today.year - 1)
    if match["word"] == "quarter" and scene.quarter is None:
        scene.quarter = moment  # "a year ago" is a quarter, too, from here on
    return _draft(match, moment, "the quarter that the text is in", score=0.7)


def half(match: Match, scene: Scene) -> Draft | None:
    """The first half of 1989."""
    year = match["year"] or match["years"]
    said = match["half"] or match.groupdict().get("of")
    number = 1 if said == "first" else 2
    turn = match["turn"] or match["whose"] or match.groupdict().get("other") or ""
    by = {"last": -1, "next": 1}.get(turn, 0)
    at = int(year) if year else (scene.story or scene.today).year + by
    return _draft(match, Moment("half", at, number=number), "six months")


def fiscal(match: Match, scene: Scene) -> Draft | None:
    year = match["year"]
    number = int(year) if len(year) == 4 else scene.today.year // 100 * 100 + int(year)
    draft = _draft(match, Moment("year", number), "a fiscal year begins on another day for each")
    draft.has_year = True
    return draft


def holiday(match: Match, scene: Scene) -> Draft | None:
    """Christmas: the year as for any day, "last Christmas" the one before today."""
    month, day = HOLIDAYS[match["holiday"]]
    today = scene.today
    if match["year"]:
        year = int(match["year"])
    elif scene.story is not None:
        year = scene.story.year
    else:
        year = today.year + _holiday_by(match, scene, (month, day))
    return _draft(match, Moment("day", year, month, day), "a day of every year", score=0.8)


_NEAR = 45  # days: a holiday so near is meant, whatever the tense


def _holiday_by(match: Match, scene: Scene, of_year: tuple[int, int]) -> int:
    """From this year: the last one, or the next where the sentence looks ahead or it is near."""
    today, turn = scene.today, match["turn"]
    away = (of_year[0] - today.month) * 30.4 + of_year[1] - today.day
    is_behind = away <= 0
    ahead = turn == "next" or scene.direction(match.start(), match.end()) == "future"
    if turn is None and 0 < away < _NEAR:
        ahead = True
    if turn == "last":
        ahead = False
    return (1 if is_behind else 0) if ahead else (0 if is_behind else -1)


def moving_holiday(match: Match, scene: Scene) -> Draft | None:
    """Thanksgiving is the fourth Thursday of November, Memorial Day the last Monday of May."""
    if not scene.is_capitalised(match.start("holiday")):
        return None
    today = scene.today
    rule_of = MOVING_HOLIDAYS[match["holiday"]]
    year = int(match["year"]) if match["year"] else (scene.story or today).year
    if not match["year"] and scene.story is None:
        year += _holiday_by(match, scene, nth_weekday(year, *rule_of))
    if not 0 < year < 10_000:
        return None
    day = nth_weekday(year, *rule_of)[1]
    return _draft(match, Moment("day", year, rule_of[0], day), "it moves with the week", score=0.8)


_EASTERS = (
    "easter",
    "easter sunday",
    "easter monday",
    "good friday",
    "orthodox easter",
    "pentecost",
)


def easter(match: Match, scene: Scene) -> Draft | None:
    """By the rules of tracker.dates, in the year that any other day would have."""
    if not scene.is_capitalised(match.start("feast")):
        return None
    year = int(match["year"]) if match["year"] else (scene.story or scene.today).year
    day = _easter_day(match["feast"], year)
    if day is None:
        return None  # reckoned for the years of our calendar only
    if not match["year"] and scene.story is None:
        by = _holiday_by(match, scene, (day.month, day.day))
        day = _easter_day(match["feast"], year + by) or day
    return _draft(match, day_of(day), "it moves with the moon", score=0.8)


def _easter_day(feast: str, year: int) -> date | None:
    try:
        return resolve(f"{feast} {year}", anchor=None).earliest
    except UnknownPhrase:
        return None


_GOODS = r" (?:trees?|carols?|cards?|gifts?|presents?|lights|eggs?)\b"
_BC = r"(?P<bc> ?bce?|)"

RULES = (
    rule(
        rf"(?:the )?(?P<season>{SEASON})(?:,? of|,)? (?P<year>{YEAR}|\d{{1,4}}(?= ?bc)){_BC}"
        r"(?:-\d\d(?!\d))?",
        season_of_year,
    ),
    rule(rf"(?:the )?(?P<year>{YEAR}) (?P<season>{SEASON})(?P<bc>)", season_of_year),
    rule(
        rf"(?:the )?(?P<season>{SEASON}) of (?=(?:this|last|next|that|the \w+) year)",
        season_of_that_year,
        opens=True,
    ),
    rule(rf"(?:every|each) (?P<season>{SEASON})", every_season),
    rule(rf"(?P<the>the )?(?P<season>{SEASON})", season),
    rule(
        rf"(?P<years>)(?:the )?(?:fiscal )?{_NTH}[- ](?:fiscal[- ])?quarter(?:,? of|,|) "
        rf"(?:(?:fiscal )?(?P<year>{YEAR})"
        r"|(?:(?P<turn>this|last|next)|(?<=of )(?P<of>the)) (?:fiscal )?year)",
        quarter,
    ),
    rule(
        r"(?:(?P<turn>this|last|next|(?:the )?(?:prior|previous)) year's |the year's "
        rf"|(?:fiscal )?(?P<years>{YEAR})'s "
        rf"|(?:the )?(?:fiscal )?(?P<year>{YEAR}) |the fiscal[- ]|fiscal[- ]|the |){_NTH}[- ]"
        r"(?:fiscal[- ])?(?:quarter|period)(?! (?:moon|finals?|back)\b)",
        quarter,
    ),
    rule(
        rf"(?:the )?{_NTH}(?=(?:, (?:first|second|third|fourth))*,? (?:and|or)"
        rf" (?:first|second|third|fourth) quarters(?: of (?P<year>{YEAR}))?)",
        one_of_quarters,
    ),
    rule(rf"(?:the )?{_NTH} quarters(?: of (?P<year>{YEAR}))?", one_of_quarters),
    rule(rf"q(?P<q>[1-4])(?:(?: of)? (?P<year>{YEAR}))?", short_quarter),
    rule(
        rf"the (?:(?:latest|most recent|current) |(?P<year>{YEAR}) )?"
        r"(?P<turn>)(?:fiscal )?(?P<word>quarter)(?! of|-|s|back)",
        the_quarter,
    ),
    rule(rf"the (?:latest|(?P<year>{YEAR})) (?P<turn>)(?P<word>period)", the_quarter),
    rule(r"(?P<turn>last year's )(?P<year>(?!))?(?P<word>quarter|period)", the_quarter),
    rule(
        rf"(?P<whose>(?!))?(?P<years>(?!))?(?:the )?(?P<half>first|second|last|latter)[- ]half"
        rf"(?:(?: of|,|) (?:fiscal )?(?P<year>{YEAR})"
        r"| of (?:the|(?P<turn>this|last|next)) (?:fiscal )?year| (?P<other>this|last|next) year)",
        half,
    ),
    rule(
        rf"(?:(?P<whose>this|last|next|the) year's|(?P<years>{YEAR})'s) "
        r"(?P<half>first|second|last)[- ]half(?P<year>(?!))?(?P<turn>(?!))?",
        half,
    ),
    rule(
        rf"(?P<whose>(?!))?(?P<years>(?!))?(?P<turn>(?!))?(?:the )?(?P<year>{YEAR})"
        r" (?P<half>first|second)[- ]half",
        half,
    ),
    rule(
        r"(?P<whose>(?!))?(?P<years>(?!))?(?:(?P<half>first|second)-half"
        r"|(?:(?:(?<=\bin )|(?<=\bfor )|(?<=\bduring ))the |fiscal )(?P<of>first|second) half"
        r"(?! (?:of|hour|century|mile|minute)\b))(?P<year>(?!))?(?P<turn>(?!))?",
        half,
    ),
    rule(
        rf"(?:the )?(?P<year>{YEAR}) (?:fiscal|financial|business|budget|marketing|academic|school)"
        r" year",
        fiscal,
    ),
    rule(r"(?:the )?fiscal(?: year)? (?P<year>(?:19|20)\d\d|'\d\d|\d\d)", fiscal),
    rule(
        rf"(?:(?P<turn>this|last|next) )?(?P<holiday>{alternatives(HOLIDAYS)})(?!{_GOODS})"
        rf"(?:,? (?:of )?(?P<year>{YEAR}))?",
        holiday,
    ),
    rule(
        rf"(?:(?P<turn>this|last|next) )?(?P<feast>{alternatives(_EASTERS)})"
        rf"(?:,? (?:of )?(?P<year>{YEAR}))?",
        easter,
    ),
    rule(
        rf"(?:(?P<turn>this|last|next) )?(?P<holiday>{alternatives(MOVING_HOLIDAYS)})"
        rf"(?:,? (?:of )?(?P<year>{YEAR}))?",
        moving_holiday,
    ),
)
