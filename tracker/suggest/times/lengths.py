"""How long, how often, and when nobody can say: three days, every week, now."""

import re
from dataclasses import replace

from tracker.suggest.times.rules import Match, about_of, rule
from tracker.suggest.times.scene import Draft, Scene
from tracker.suggest.times.words import (
    ABOUT_WORDS,
    CLOCK_UNITS,
    NUMBER,
    ONES,
    SOME,
    TENS,
    UNIT,
    UNITS,
    UNITS_MANY,
    VAGUE,
    YEAR,
    alternatives,
    number,
    unit,
)


def length_value(count: float | None, word: str) -> str:
    """P3D, PT10H, P1Y6M, PXW: halves in the smaller unit where it has one."""
    clock = "T" if word in CLOCK_UNITS else ""
    if word == "quarter" and count:
        return f"P{int(count * 3)}M"
    letter = UNITS[word]
    if count is None:
        return f"P{clock}X{letter}"
    if word == "fortnight":
        count *= 2
    if word in _IN_YEARS:
        count, letter = count * _IN_YEARS[word], "Y"
    if count == int(count):
        return f"P{clock}{int(count)}{letter}"
    if (smaller := _HALVES.get(word)) and count % 1 == 0.5:
        first = f"{int(count)}{letter}" if count >= 1 else ""
        return f"P{clock}{first}{smaller}"
    return f"P{clock}{count:g}{letter}"


_IN_YEARS = {"decade": 10, "century": 100}  # ISO 8601 has no letter for them
_HALVES = {"hour": "30M", "minute": "30S"}


def _draft(match: Match, value: str, mod: str, *, score: float) -> Draft:
    draft = Draft(match.start(), match.end(), "DURATION", value, "so much time", mod, score)
    draft.is_house = True
    return draft


def length(match: Match, scene: Scene) -> Draft | None:
    """Three days; nearly forty years; two to three weeks; the past five years."""
    word = unit(match["unit"])
    if not _is_length(match, scene, word):
        return None
    count: float | None = number(match["n"])
    if match["upto"] in TENS and match["n"] in ONES:
        count = number(f"{match['upto']}-{match['n']}")  # forty-eight is no range
    elif match["upto"]:
        fewer = number(match["upto"])
        is_wide = word in ("hour", "day", "month", "year") and number(match["n"]) - fewer > 1
        count = None if is_wide else fewer
    draft = _draft(match, length_value(count, word), "", score=0.85)
    draft.start, draft.mod = about_of(match, scene)
    if match["turn"] == "the" and match["n"] not in ("one", "1") and word == match["unit"]:
        draft.start += len("the ")  # the six week trial
    if match["year"] and not _OF_YEAR.match(match["turn"] or ""):
        draft.end = match.start("year") - 4  # the first nine months of 1989, but two weeks in 1989
    return draft


def _is_length(match: Match, scene: Scene, word: str) -> bool:
    text, start, end = scene.text, match.start(), match.end()
    if word in ("second", "quarter") and not match["unit"].endswith("s"):
        return False  # a second letter, a quarter of them
    if match["about"] == "over " and not _MORE_THAN.search(text[max(start - 10, 0) : start]):
        return False  # in 60 raids over 42 days
    if re.match(r"[ -]old\b| a (?:day|week|year)\b", text[end : end + 8]):
        return False  # six years old; 24 hours a day
    if _AGED.search(text[max(start - 16, 0) : start]):
        return False
    if _is_some_day(match, scene):
        return False
    if word == "quarter" and text.startswith(" of", end):
        return False  # three quarters of the seats
    return text[start - 1 : start] not in ("$", "£", "€")


_AGED = re.compile(r"\bage[sd]? (?:\d+ (?:to|and|or) )?$")


def _is_some_day(match: Match, scene: Scene) -> bool:
    """One day last week, one day he will."""
    return match[0] == "one day" and bool(_SOME_DAY.match(scene.text, match.end()))


def one_length(match: Match, scene: Scene) -> Draft | None:
    """A month, a year and a half; three times a year."""
    word, start, end = unit(match["unit"]), match.start(), match.end()
    if word in ("second", "quarter") or re.match(r"[ -]old\b", scene.text[end : end + 5]):
        return None
    if _SUCH.search(scene.text[max(start - 10, 0) : start]) and _AS.match(scene.text, end):
        return None  # it was a day of rest
    if kind := _RATE.search(scene.text[max(start - 30, 0) : start]):
        if kind["what"] is None:
            return None
        return Draft(start, end, "SET", length_value(1, word), "so much in each", "", 0.7)
    count = 1.5 if match[0].endswith(" and a half") else 1.0
    draft = _draft(match, length_value(count, word), "", score=0.85)
    draft.start, draft.mod = about_of(match, scene)
    return draft


_SUCH = re.compile(r"(?:\b(?:was|is|be|been|as|such|became)|'s) (?:``)?$")
_AS = re.compile(r" (?:of|when|that|in which|without|for|i|we|he|she|well|to)\b")
_SOME_DAY = re.compile(
    r" (?:last|this|next|soon|earlier this|in (?=[a-z]+ \d)|he|she|they|we|i|it|you)\b"
)
_MORE_THAN = re.compile(
    r"\b(?:for|in|after|of|with|within|to|last|lasted|lasting|just|well|took|by) $"
)
_OF_YEAR = re.compile(r"(?:the )?(?:first|last|final)$")  # the first nine months of 1989
# Three times a year; but of "700 seats a week" the time is not told.
_RATE = re.compile(
    r"(?:\b(?:(?P<what>times?|once|twice)|hours|days|cents|dollars|francs|people|tons|tonnes|barrels"
    r"|flights|units|copies|million|billion|thousand|cars|dead|men|casualties|jobs)|[$£€]\d[\d.,]*"
    r"|%|\d[\d.,]* [a-z]+s) $"
)


def _draft_to(match: Match, end: int, value: str) -> Draft:
    return replace(_draft(match, value, "", score=0.8), end=end)


def hyphened(match: Match, scene: Scene) -> Draft | None:
    """A 10-hour tour, month-long; but no 6-year-old."""
    text, end = scene.text, match.end()
    if re.match(r"[ -]olds?\b", text[end : end + 5]) or _is_some_day(match, scene):
        return None
    groups = match.groupdict()
    count = number(groups.get("upto") or match["n"]) if match["n"] else 1
    is_some = not match["n"] and match["unit"].endswith("s")  # months-long
    value = length_value(None if is_some else count, unit(match["unit"]))
    return _draft(match, value, "", score=0.85)


def one_whole(match: Match, scene: Scene) -> Draft | None:
    """All day, the entire week."""
    return _draft(match, length_value(1, match["unit"]), "", score=0.8)


def compound(match: Match, scene: Scene) -> Draft | None:
    """Two hours and 15 minutes, a year and three months."""
    first, second = unit(match["unit"]), unit(match["less"])
    if (first, second) not in _BELOW:
        return None
    whole = length_value(number(match["n"]), first)
    rest = length_value(number(match["m"]), second)
    if not (match["n"][-1:] + match["m"][-1:]).isalnum():
        return None
    return _draft(match, whole + rest.removeprefix("P").removeprefix("T"), "", score=0.85)


_BELOW = frozenset(
    (
        ("hour", "minute"), ("minute", "second"), ("year", "month"), ("month", "day"),
        ("week", "day"), ("year", "week"), ("month", "week"), ("year", "day"),
    )
)  # fmt: skip


def some(match: Match, scene: Scene) -> Draft | None:
    """A few days, several hours, recent months, the coming weeks."""
    if match["unit"] == "seconds" and _LAST.match(match[0]):
        return None  # the final seconds of a match
    if match[0] == "past years":
        return vague(match, scene)
    return _draft(match, length_value(None, unit(match["unit"])), "", score=0.8)


_LAST = re.compile(r"(?:the )?(?:last|first|final)")
_BARE_BEFORE = re.compile(
    r"\b(?:for|in|within|after|of|over|during|take|takes|took|last|lasted|spent|and|or|matter of"
    r"|not|through|until|be|by|been|is|was|spend|spending|waited|wait|takes|last) $"
)


def bare(match: Match, scene: Scene) -> Draft | None:
    """Days, weeks: only where a word before them, or after, asks how long."""
    text, start, end = scene.text, match.start(), match.end()
    before = text[max(start - 12, 0) : start]
    after = text[end : end + 10]
    if re.search(r"\b(?:early|wee|small|final|closing|after|off) ?$", before):
        return None  # the early hours of Friday
    if after.startswith(" when"):
        return None  # only in years when it rains
    if re.match(r" (?:before|after|on end|of)\b", after) and not before.endswith(" the "):
        return _draft(match, length_value(None, unit(match["unit"])), "", score=0.6)
    if not _BARE_BEFORE.search(before):
        return None
    return _draft(match, length_value(None, unit(match["unit"])), "", score=0.6)


def turned_unit(match: Match, scene: Scene) -> Draft | None:
    """The past decade, the last century: how long, up to now."""
    count = 1.5 if match[0].endswith(" and a half") else 1.0
    return _draft(match, length_value(count, unit(match["unit"])), "", score=0.8)


def ended(match: Match, scene: Scene) -> Draft | None:
    """The year ended March 31, the week since the vote."""
    return _draft(match, length_value(1, match["unit"]), "", score=0.7)


def next_unit(match: Match, scene: Scene) -> Draft | None:
    """Over the next year: how long, from now on."""
    return _draft(match, length_value(1, match[0].split()[-1]), "", score=0.8)


def half_unit(match: Match, scene: Scene) -> Draft | None:
    """Half an hour, half a century."""
    word = unit(match["unit"])
    values = {
        "hour": "PT30M",
        "minute": "PT30S",
        "day": "PT12H",
        "year": "P6M",
        "century": "P50Y",
        "decade": "P5Y",
        "week": "P3D",
        "month": "P15D",
    }
    return _draft(match, values.get(word, "PX"), "", score=0.8)


def quarter_century(match: Match, scene: Scene) -> Draft | None:
    return _draft(match, "P25Y", "", score=0.8)


_AS_RECENTLY = re.compile(r"as recently as\b")


def for_now(match: Match, scene: Scene) -> Draft | None:
    return Draft(match.start(), match.end(), "DATE", "PRESENT_REF", "now", "", 0.5)


def vague(match: Match, scene: Scene) -> Draft | None:
    words, text, end = match[0], scene.text, match.end()
    if words == "former" and not scene.is_history:
        return None
    if (
        words == "the past"
        and re.match(r" (?:[a-z]+)\b", text[end : end + 20])
        and not re.match(
            r" (?:and|that|but|were|was|is|to|as|have|had|he|they|it|for|when|by|in|on)\b",
            text[end : end + 8],
        )
    ):
        return None
    if words in ("soon", "shortly") and (
        re.match(r" (?:after|as|enough|before)\b", text[end : end + 8])
        or scene.direction(match.start(), end) != "future"
    ):
        return None
    if words == "now" and re.match(r" and then", text[end : end + 9]):
        return None
    if words == "current" and re.match(r" (?:of|was|is|were|in|that)\b|[.,;]", text[end : end + 6]):
        return None  # a current of air
    if words == "long ago" and text[max(match.start() - 3, 0) : match.start()] == "as ":
        return None  # as long ago as May
    if words == "recently" and _AS_RECENTLY.match(text, match.start() - 3):
        return None
    value = VAGUE[words]
    draft = Draft(match.start(), match.end(), "DATE", value, "no day can be named", "", 0.5)
    draft.is_house = words not in ("now", "right now")
    return draft


# "May last months" has a verb in it: only "the last months" are past.
_TURN = (
    r"(?:(?:the )?(?:past|next|previous|preceding|coming|following|first|final|subsequent|recent)"
    r"|the last|the latest|the most recent|this past|this coming"
    r"|(?:(?<=\bhis )|(?<=\bher )|(?<=\bits )|(?<=\btheir ))last)"
)

_MATTER = rf"(?:a matter of )?(?P<unit>{UNITS_MANY}),? (?:and )?not (?:a matter of )?{UNITS_MANY}"

RULES = (
    rule(
        rf"(?P<n>{NUMBER}|an?) (?P<unit>{UNIT})(?:,| and|, and)"
        rf" (?P<m>{NUMBER}|an?) (?P<less>{UNIT})"
        r"(?! (?:ago|later|earlier))",
        compound,
    ),
    rule(_MATTER, some),
    rule(rf"{UNITS_MANY} and (?P<unit>{UNITS_MANY})", some),
    rule(
        rf"(?:{ABOUT_WORDS} |{_TURN} )?(?:half[ -]an?[ -]|(?:an? )?half[- ])"
        r"(?P<unit>hour|minute|day|week|month|year|decade|century)",
        half_unit,
    ),
    rule(
        rf"(?:(?P<about>{ABOUT_WORDS} )|(?:at least )?(?:each of )?"
        rf"(?P<turn>{_TURN}|another|the|these(?: past)?) |)"
        rf"(?:(?P<upto>{NUMBER})(?: to | or |-))?(?P<n>{NUMBER})(?: more| full| long| brutal"
        r"| additional| consecutive| straight| further| previous| past| preceding| following)?"
        rf" (?P<unit>{UNIT})(?: or so| or more)?"
        rf"(?: (?:of|in) (?P<year>{YEAR}))?",
        length,
    ),
    rule(
        rf"(?P<about>(?:{ABOUT_WORDS}) )?"
        r"(?:a single|an?|(?:(?<=at least )|(?<=for )|(?<=in ))another)"
        rf" (?:full |whole )?(?P<unit>{UNIT})(?: and a half| or so| or more)?(?!-)",
        one_length,
    ),
    rule(
        rf"(?:(?P<upto>{NUMBER})(?:-|- | )(?:to|or)[- ])?(?P<n>{NUMBER})(?:-plus)?[- ]"
        r"(?P<unit>second|minute|hour|day|week|month|year|decade)(?:[- ]long)?",
        hyphened,
    ),
    rule(rf"(?P<n>{NUMBER})-plus (?P<unit>{UNITS_MANY})", hyphened),
    rule(r"(?P<n>)(?P<unit>(?:minute|hour|day|week|month|year|decade)s?)-?long", hyphened),
    rule(
        r"(?:all[ -]|the entire |an entire )(?P<unit>day|week|month|year|decade)(?! (?:of|round))",
        one_whole,
    ),
    rule(r"(?:a )?quarter(?:[ -]| of a )(?P<unit>century)", quarter_century),
    rule(
        rf"(?:{_TURN} )?(?:{alternatives(SOME)}) (?:more |short |long )?(?P<unit>{UNITS_MANY})",
        some,
    ),
    rule(rf"{_TURN} (?P<unit>{UNITS_MANY})(?: and {UNITS_MANY})?", some),
    rule(rf"the (?P<unit>{UNITS_MANY})(?: and {UNITS_MANY})? (?:ahead|to come)", some),
    rule(rf"the (?P<unit>{UNITS_MANY})(?= (?:after|before|since|following|leading|prior)\b)", some),
    rule(
        r"(?:the |this )?past (?P<unit>decade|century|year|month|week)"
        r"(?: and a half| or so)?(?!-)",
        turned_unit,
    ),
    rule(
        r"the (?:last|coming) (?P<unit>decade|century|year|month|week)"
        r"(?: and a half| or so)?(?!-)",
        turned_unit,
    ),
    rule(r"the next (?P<unit>decade|century|year|month|week|day) or (?:so|two)", turned_unit),
    rule(
        r"(?<=over )the (?:next|following) (?P<unit>decade|century|year|month|week)(?!-)"
        r"|(?<=within )the next (?P<within>decade|century|year|month|week)(?!-)"
        r"|(?<=for )the next (?P<for>decade|century|year|month|week)(?!-)",
        next_unit,
    ),
    rule(
        r"the (?:fiscal |financial )?(?P<unit>year|month|week)"
        r"(?= (?:just )?(?:end(?:ed|ing)|since)\b)",
        ended,
    ),
    rule(r"(?<=\bfor )the moment", for_now),
    rule(rf"{alternatives(VAGUE)}", vague),
    rule(rf"(?P<unit>{UNITS_MANY})", bare),
)
