"""Dates as they are written: 17 April 2025, Nov. 25, May, 1998, 480 BC, the 1990s, 17 in "1915-17".

What is left out is taken from where the text stands: in a report from the day of publication, by
the tense of the sentence; in a narrative from the date that runs with it.
"""

import re
from dataclasses import replace

from tracker.suggest.times.moment import Moment, real_day
from tracker.suggest.times.rules import Match, rule
from tracker.suggest.times.scene import Draft, Scene
from tracker.suggest.times.unsaid_year import year_for
from tracker.suggest.times.words import (
    DAY,
    DAY_WORDS,
    MONTH,
    MONTHS,
    SPELLED_YEAR,
    WEEKDAY,
    YEAR,
    ordinal,
    year_number,
)

BC = r"(?: ?(?:bce?|b\.c\.e?\.?))"
_DAY_AHEAD = re.compile(
    rf"(?: ?(?:-|to|and|or|until|through|,) ?{DAY}){{1,4}}+(?: of)? (?P<month>{MONTH})"
    rf"(?: (?P<year>{YEAR}))?"
)


def month_number(words: str) -> int:
    return MONTHS[words.rstrip(".")]


def _day_number(words: str) -> int:
    return int(words.rstrip("sthndr")) if words[0].isdigit() else ordinal(words)


def dated(match: Match, moment: Moment, why: str, **more: object) -> Draft:
    draft = Draft(match.start(), match.end(), "DATE", moment.value, why, moment=moment)
    return replace(draft, **more)  # type: ignore[arg-type]


def full_day(match: Match, scene: Scene) -> Draft | None:
    if not scene.is_capitalised(match.start("month")):
        return None
    year, month = year_number(match["year"]), month_number(match["month"])
    day = _day_number(match["day"])
    if not real_day(year, month, day):
        return None
    moment = Moment("day", year, month, day)
    return dated(match, moment, "exact day, as written", has_year=True, score=0.98)


def full_month(match: Match, scene: Scene) -> Draft | None:
    if not scene.is_capitalised(match.start("month")):
        return None
    moment = Moment("month", year_number(match["year"]), month_number(match["month"]))
    return dated(match, moment, "month and year, as written", has_year=True, score=0.98)


def month_bc(match: Match, scene: Scene) -> Draft | None:
    moment = Moment("month", -int(match["year"]), month_number(match["month"]))
    return dated(match, moment, "as written, before Christ", has_year=True, score=0.95)


def iso_day(match: Match, scene: Scene) -> Draft | None:
    year, month, day = int(match["year"]), int(match["month"]), int(match["day"])
    if not 1 <= month <= 12 or not real_day(year, month, day):
        return None
    moment = Moment("day", year, month, day)
    return dated(match, moment, "exact day, as written", has_year=True, score=0.98)


def slashed(match: Match, scene: Scene) -> Draft | None:
    """10/26/89: the month comes first in America, and only there in two digits each."""
    first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
    if year < 100:
        year += 2000 if 2000 + year <= scene.today.year + 10 else 1900
    month, day = (first, second) if first <= 12 else (second, first)
    if month > 12 or not real_day(year, month, day):
        return None
    both = first <= 12 and second <= 12 and first != second
    why = "the month is taken to come first" if both else "exact day, as written"
    moment = Moment("day", year, month, day)
    return dated(match, moment, why, has_year=True, score=0.6 if both else 0.95)


def bare_day(match: Match, scene: Scene) -> Draft | None:
    """A day and a month without their year."""
    if not scene.is_capitalised(match.start("month")):
        return None
    month, day = month_number(match["month"]), _day_number(match["day"])
    return _dayed(match, scene, month, day)


def _dayed(match: Match, scene: Scene, month: int, day: int) -> Draft | None:
    if not real_day(2000, month, day):
        return None
    year, why, deictic = year_for(match, scene, month, day)
    if not real_day(year, month, day):
        return None
    moment = Moment("day", year, month, day)
    return dated(match, moment, why, is_deictic=deictic)


def bare_month(match: Match, scene: Scene) -> Draft | None:
    if not scene.is_capitalised(match.start("month")):
        return None
    word = match["month"]
    if word == "may" and _is_firm(match, scene):
        return None
    if word[-1:] != "." and word not in _FULL_MONTHS:
        return None  # Jan is a name as well
    if word in ("may", "march") and not _is_month(match, scene):
        return None
    if word in _GIVEN_NAMES and _is_name(match, scene):
        return None
    month = month_number(word)
    year, why, deictic = year_for(match, scene, month, 0)
    moment = Moment("month", year, month)
    return dated(match, moment, why, is_deictic=deictic, score=0.85)


_THAT_YEAR = (
    r"(?P<turn>last|this|next|that(?: same)?|the same|the (?:following|previous|next)) year"
)


def every_month(match: Match, scene: Scene) -> Draft | None:
    """Each May: of every year."""
    if not scene.is_capitalised(match.start("month")):
        return None
    value = f"XXXX-{month_number(match['month']):02}"
    return Draft(match.start(), match.end(), "SET", value, "every year", score=0.8)


def of_that_year(match: Match, scene: Scene) -> Draft | None:
    """August of that year, May 3 last year."""
    if not scene.is_capitalised(match.start("month")):
        return None
    turn = match["turn"].removeprefix("the ")
    by = {"last": -1, "next": 1, "following": 1, "previous": -1}.get(turn, 0)
    deictic = match["turn"] in ("last", "this", "next")
    year, month = (scene.today if deictic else scene.base).year + by, month_number(match["month"])
    day = _day_number(match["day"]) if match.groupdict().get("day") else 0
    if not year or (day and not real_day(year, month, day)):
        return None
    moment = Moment("day" if day else "month", year, month, day)
    return dated(match, moment, f"its year is said: {year}", is_deictic=deictic)


def turned_day(match: Match, scene: Scene) -> Draft | None:
    """Last April 30, next May 5."""
    if not scene.is_capitalised(match.start("month")):
        return None
    today, month, day = scene.today, month_number(match["month"]), _day_number(match["day"])
    year, is_behind = today.year, (month, day) < (today.month, today.day)
    if match["turn"] == "last":
        year -= not is_behind
    elif match["turn"] == "next":
        year += is_behind
    if not real_day(year, month, day):
        return None
    why = f"the {match['turn']} one, seen from the day of publication"
    return dated(match, Moment("day", year, month, day), why, is_deictic=True)


_THINGS = re.compile(
    r" (?!this|his|its|us|was|as|is|has|does|always|yes)(?:[a-z]{3,}[^s\W]s"
    r"|report|data|survey|production|output|index|inflation|delivery|trade|unemployment"
    r"|employment)\b"
)
_MONTH_ROW = re.compile(rf" ?(?:-|and|or|to|through|until) ?{MONTH}(?![a-z])")
_GIVEN_NAMES = frozenset(("april", "june", "august"))
_SURNAME = re.compile(r" [A-Z][a-z]+")
_NO_PLACE = re.compile(r"\b(?:mr|mrs|ms|dr)\. $|\b(?!the |its |his |her |our |and )[a-z]{3,} $")
_FULL_MONTHS = frozenset(list(MONTHS)[:12])
_MONTH_BEFORE = re.compile(
    r"(?:\b(?:in|since|by|until|till|from|of|early|late|mid|last|next|this|to|through|throughout"
    r"|during|after|before|between|and|around|for|into|that|or|end|on)|[(/-]) ?$"
)


_WHEN = re.compile(
    r"\b(?:in|since|until|till|by|last|next|this|that|the|early|late|mid|through|from|during)[ -]$"
)


def _is_firm(match: Match, scene: Scene) -> bool:
    """May Stores, Ms. May Bell: but not "in May Congress met", "the May Day parade"."""
    before = scene.text[max(match.start() - 12, 0) : match.start()]
    after = scene.document.text[match.end() : match.end() + 3]
    return after[1:].istitle() and after[:1] == " " and not _WHEN.search(before)


def _is_name(match: Match, scene: Scene) -> bool:
    """The playwright August Strindberg; but not "the August Decrees", "in June Parliament met"."""
    before = scene.text[max(match.start() - 12, 0) : match.start()]
    return bool(
        _SURNAME.match(scene.document.text, match.end())
        and _NO_PLACE.search(before)
        and not _MONTH_BEFORE.search(before)
    )


def _is_month(match: Match, scene: Scene) -> bool:
    """ "May" and "March" at the beginning of a sentence may be verbs, and May a name."""
    before = scene.text[max(match.start() - 12, 0) : match.start()]
    if _MONTH_BEFORE.search(before) or _MONTH_ROW.match(scene.text, match.end()):
        return True
    after = scene.document.text[match.end() : match.end() + 2]
    if not before[-2:-1].isalpha():  # March sales rose; but March is over, May he rest
        return bool(_THINGS.match(scene.text, match.end()))
    return not after[1:].isupper()


def day_of_range(match: Match, scene: Scene) -> Draft | None:
    """The 6 in "6-7 January 1916"."""
    ahead = _DAY_AHEAD.match(scene.text, match.end())
    if ahead is None or not scene.is_capitalised(ahead.start("month")):
        return None
    month, day = month_number(ahead["month"]), _day_number(match["day"])
    if not ahead["year"]:
        return _dayed(match, scene, month, day)
    year = int(ahead["year"])
    if not real_day(year, month, day):
        return None
    moment = Moment("day", year, month, day)
    return dated(match, moment, "its month stands at the end of the row")


_AFTER_DAY = re.compile(r" ?(?:-|to|through|until|and|or) ?$")


def day_after_range(match: Match, scene: Scene) -> Draft | None:
    """The 10 in "May 8-10"; the year may stand after it."""
    last = scene.last
    if last is None or last.moment is None or last.moment.grain != "day" or last.type != "DATE":
        return None
    between = scene.text[last.end : match.start()]
    if not _AFTER_DAY.fullmatch(between) or not scene.text[last.end - 1].isalnum():
        return None
    is_and = between.strip() in ("and", "or")
    if is_and and not re.match(r"[.,;:)]|$| ?-", scene.text[match.end() : match.end() + 2]):
        return None
    day = _day_number(match["day"])
    year = int(match["year"]) if match["year"] else last.moment.year
    if not real_day(year, last.moment.month, day):
        return None
    moment = replace(last.moment, year=year, day=day, part="")
    return dated(match, moment, "of the month before it", is_deictic=last.is_deictic)


def the_nth(match: Match, scene: Scene) -> Draft | None:
    """The 20th: of the month in which the text is."""
    base = scene.base
    if base.grain not in ("day", "month") or not base.month:
        return None
    after = scene.text[match.end() : match.end() + 2]
    day = _day_number(match["day"])
    if re.match(r" [a-z0-9]", after) and not re.match(
        r" (?:and|of|to|when|was|were|by|at|with|in|on|a|he|they|it|the)\b",
        scene.text[match.end() : match.end() + 6],
    ):
        return None
    before = scene.text[max(match.start() - 8, 0) : match.start()]
    if not re.search(r"\b(?:on|by|of|until|from|to|since) $", before):
        return None
    if not real_day(base.year, base.month, day):
        return None
    moment = Moment("day", base.year, base.month, day)
    return dated(match, moment, "of the month that the text is in", score=0.7)


_WEEKDAY_FIRST = rf"(?:{WEEKDAY}|(?:mon|tues?|wed|thurs?|fri|sat|sun)\.?)(?:,? the|,|) "

RULES = (
    rule(r"(?P<first>\d\d)-(?P<second>\d\d)-(?P<year>\d\d(?:\d\d)?)(?![\d-])", slashed),
    rule(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)", iso_day),
    rule(r"(?P<first>\d\d?)/(?P<second>\d\d?)/(?P<year>(?:19|20)?\d\d)(?![/\d])", slashed),
    rule(
        rf"(?P<month>{MONTH})(?: (?P<day>{DAY}),?)?(?: of| in|,|) {_THAT_YEAR}",
        of_that_year,
    ),
    rule(rf"(?P<day>{DAY}) (?P<month>{MONTH})(?: of|,|) {_THAT_YEAR}", of_that_year),
    rule(rf"(?P<turn>this|last|next) (?P<month>{MONTH}) (?P<day>{DAY})", turned_day),
    rule(
        rf"(?:{_WEEKDAY_FIRST})?(?P<month>{MONTH}) ?(?P<day>{DAY}|{DAY_WORDS}),? ?"
        rf"(?P<year>{YEAR}|{SPELLED_YEAR})",
        full_day,
    ),
    rule(
        rf"(?:{_WEEKDAY_FIRST})?(?:the )?(?P<day>{DAY})[ -](?:of )?(?P<month>{MONTH})(?:,? |-)"
        rf"(?P<year>{YEAR})",
        full_day,
    ),
    rule(rf"(?P<month>{MONTH})(?:,? of| in|,)? (?P<year>\d{{1,4}}){BC}", month_bc),
    rule(rf"(?P<month>{MONTH})(?: of |,? )(?P<year>{YEAR}|{SPELLED_YEAR})", full_month),
    rule(
        rf"(?:{_WEEKDAY_FIRST})?(?P<month>{MONTH}) (?:the )?(?P<day>{DAY}|{DAY_WORDS})"
        rf"(?!-(?!\d|{MONTH}))",
        bare_day,
    ),
    rule(rf"the (?P<day>{DAY_WORDS}) of (?P<month>{MONTH})", bare_day),
    rule(rf"(?:{_WEEKDAY_FIRST})?(?:the )?(?P<day>{DAY})[ -](?:of )?(?P<month>{MONTH})", bare_day),
    rule(rf"(?P<day>{DAY}),? (?P<year>{YEAR})", day_after_range),
    rule(rf"(?P<day>{DAY})(?= ?(?:-|to |and |or |until |through |,) ?\d)", day_of_range),
    rule(rf"(?P<day>{DAY})(?P<year>)", day_after_range),
    rule(
        rf"the (?P<day>\d{{1,2}}(?:st|nd|rd|th)|twent[a-z]+(?:-[a-z]+th|-[a-z]+d|-first|h)"
        rf"|[a-z]+teenth)(?! (?:century|{MONTH}))",
        the_nth,
    ),
    rule(rf"(?:each|every) (?P<month>{MONTH})(?! \d)", every_month),
    rule(rf"(?P<month>{MONTH})", bare_month),
)
