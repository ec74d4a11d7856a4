"""The words of time: what each means, and the pieces of pattern that take them.

Patterns are matched against the text in small letters with plain dashes, apostrophes and spaces
(`times.rules.plain`); whether a month has its capital is asked of the text itself.
"""

import re
from collections.abc import Iterable

MONTHS = {
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7,
    "august": 8, "september": 9, "october": 10, "november": 11, "december": 12,
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9,
    "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
WEEKDAYS = {
    "monday": 1, "tuesday": 2, "wednesday": 3, "thursday": 4, "friday": 5, "saturday": 6,
    "sunday": 7,
}  # fmt: skip
SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
# By the month in which the season begins: northern, in whole months, as everywhere in this house.
SEASON_STARTS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
PARTS = {
    "morning": "TMO", "afternoon": "TAF", "evening": "TEV", "night": "TNI", "noon": "T12:00",
    "midday": "T12:00", "midnight": "T24:00", "lunchtime": "TMI", "dawn": "TDW", "dusk": "TDU",
    "daytime": "TDT", "nighttime": "TNI",
}  # fmt: skip

ONES = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9,
}  # fmt: skip
_TEENS = {
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
    "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90,
}  # fmt: skip
NUMBERS = {
    **ONES, **_TEENS, **TENS, "a hundred": 100, "one hundred": 100, "hundred": 100,
    "a dozen": 12, "half a dozen": 6, "a couple of": 2, "a couple": 2, "couple of": 2,
    "two dozen": 24, "a": 1, "an": 1, "a single": 1, "the single": 1,
}  # fmt: skip
ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13,
    "fourteenth": 14, "fifteenth": 15, "sixteenth": 16, "seventeenth": 17, "eighteenth": 18,
    "nineteenth": 19, "twentieth": 20,
    **{f"twenty-{word}": 20 + number for number, word in enumerate(
        ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"), 1)},
    **{f"twenty {word}": 20 + number for number, word in enumerate(
        ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"), 1)},
    "thirtieth": 30, "thirty-first": 31,
}  # fmt: skip
DECADES = {
    "twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70,
    "eighties": 80, "nineties": 90,
}  # fmt: skip
# The letter of each unit in a duration; those of the clock stand after a T.
UNITS = {
    "second": "S", "minute": "M", "hour": "H", "day": "D", "week": "W", "fortnight": "W",
    "weekend": "W", "month": "M", "quarter": "Q", "year": "Y", "decade": "DE", "century": "CE",
}  # fmt: skip
CLOCK_UNITS = frozenset({"second", "minute", "hour"})
# "The fourth of July" is a day of every year; the others move.
HOLIDAYS = {
    "new year's day": (1, 1), "new year's eve": (12, 31), "christmas eve": (12, 24),
    "christmas day": (12, 25), "christmas": (12, 25), "halloween": (10, 31),
    "valentine's day": (2, 14), "boxing day": (12, 26), "may day": (5, 1),
    "veterans day": (11, 11), "st. patrick's day": (3, 17), "bastille day": (7, 14),
    "april fools' day": (4, 1), "april fool's day": (4, 1),
    "armistice day": (11, 11), "remembrance day": (11, 11),
}  # fmt: skip
# The nth such weekday of a month; -1 is the last.
MOVING_HOLIDAYS = {
    "thanksgiving day": (11, 4, 4), "thanksgiving": (11, 4, 4), "labor day": (9, 1, 1),
    "memorial day": (5, 1, -1), "columbus day": (10, 1, 2), "presidents day": (2, 1, 3),
    "presidents' day": (2, 1, 3), "mother's day": (5, 7, 2), "father's day": (6, 7, 3),
    "martin luther king day": (1, 1, 3),
}  # fmt: skip
# About how much, before a length; the second column is the modifier of TIMEX3.
ABOUT = {
    "about": "APPROX", "around": "APPROX", "roughly": "APPROX", "approximately": "APPROX",
    "some": "APPROX", "nearly": "LESS_THAN", "almost": "LESS_THAN", "circa": "APPROX",
    "at least": "EQUAL_OR_MORE", "no less than": "EQUAL_OR_MORE", "at most": "EQUAL_OR_LESS",
    "up to": "EQUAL_OR_LESS", "no more than": "EQUAL_OR_LESS", "more than": "MORE_THAN",
    "over": "MORE_THAN", "a little more than": "MORE_THAN", "just over": "MORE_THAN",
    "well over": "MORE_THAN", "less than": "LESS_THAN", "under": "LESS_THAN",
    "just under": "LESS_THAN", "a little over": "MORE_THAN", "a little less than": "LESS_THAN",
    "just": "", "another": "", "just about": "APPROX", "fewer than": "LESS_THAN",
}  # fmt: skip
# Without a number: so many that nobody has counted.
SOME = (
    "a few", "the few", "few", "several", "many", "some", "a number of", "a handful of", "numerous",
    "a matter of", "dozens of", "countless", "a couple more", "a few more", "many more",
    "several more", "the last few", "a good many", "too many", "tens of", "hundreds of",
    "thousands of", "millions of", "scores of", "quite a few",
)  # fmt: skip
SETS = {
    "daily": "P1D", "nightly": "P1D", "weekly": "P1W", "biweekly": "P2W", "fortnightly": "P2W",
    "monthly": "P1M", "bimonthly": "P2M", "yearly": "P1Y", "annually": "P1Y",
    "hourly": "PT1H",
}  # fmt: skip

VAGUE = {
    **dict.fromkeys(
        ("right now", "just now", "now", "currently", "at present", "presently", "nowadays",
         "these days", "at the moment", "at this moment", "present-day", "present day",
         "modern-day", "modern day", "current", "the present", "the present time", "the time being",
        ), "PRESENT_REF"),
    **dict.fromkeys(
        ("more recently", "most recently", "just recently", "only recently", "recently", "lately",
         "recent", "the other day", "the other night",
         "the other week", "the recent past", "the distant past",
         "the past", "past years", "years past", "decades past", "times past",
         "former", "not long ago", "long ago", "a while ago", "some time ago",
         "years ago", "decades ago", "centuries ago", "in the old days", "a long time ago",
         "a short time ago", "a little while ago", "a short while ago", "moments ago",
         "a moment ago", "a few moments ago", "not so long ago", "not too long ago",), "PAST_REF"),
    **dict.fromkeys(
        ("as soon as possible", "the near future", "the foreseeable future", "the not-too-distant "
         "future", "the immediate future", "the distant future", "the future", "future", "soon",
         "from time to time", "moments later", "a moment later", "a short time later",
         "a short while later", "shortly", "in due course", "imminently",), "FUTURE_REF"),
}  # fmt: skip


# As they are spoken: nineteen ninety-eight, seventeen hundred, nineteen oh five.
_CENTURIES = "sixteen|seventeen|eighteen|nineteen"


def alternatives(words: Iterable[str]) -> str:
    """The longest first: "a couple of" begins with "a"."""
    return "|".join(sorted(words, key=len, reverse=True))


MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)(?:\.|\b(?!\.)))"
)
WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
ORDINAL = rf"(?:{alternatives(ORDINALS)}|\d{{1,2}}(?:st|nd|rd|th))"
DAY_WORDS = alternatives(ORDINALS)
DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?!\d|%|[:.,]\d)"
YEAR = r"(?:1\d|20)\d\d(?!\d|%|[:.,]\d)"
SPELLED_YEAR = (
    rf"(?:(?:{_CENTURIES})[ -](?:hundred and |hundred |)(?:(?:{alternatives(TENS)})"
    rf"(?:[- ](?:{alternatives(ONES)}))?|(?:{alternatives(_TEENS)})|oh[- ](?:{alternatives(ONES)}))"
    rf"|(?:{_CENTURIES}) hundred)"
)
SEASON = r"(?:spring|summer|autumn|fall|winter)"
PART = r"(?:morning|afternoon|evening|night)"
_SPELLED = (
    rf"(?:(?:{alternatives(TENS)})(?:[- ](?:{alternatives(ONES)}))?"
    rf"|(?:a|{alternatives(ONES)}) (?:hundred|thousand)(?: (?:and )?(?:{alternatives(TENS)})"
    rf"(?:[- ](?:{alternatives(ONES)}))?)?|{alternatives([*ONES, *_TEENS])}"
    r"|(?:a )?couple of|a couple|a dozen|two dozen|half a dozen)"
)
NUMBER = (
    rf"(?:(?:\d{{1,3}}(?:,\d{{3}}|\d)?(?:\.\d{{1,2}})?|{_SPELLED})"
    r"(?:(?: and a| and|-and-a)[ -]half| 1/2)?)"
)
UNIT = (
    r"(?:(?:second|minute|hour|(?:trading |business |working |calendar |full |straight )?day|week"
    r"|fortnight|weekend|month|quarter|year|decade|century|centurie)s?)"
)
UNITS_MANY = r"(?:seconds|minutes|hours|days|weeks|weekends|months|years|decades|centuries)"
GRAIN = r"(?:day|week|weekend|month|quarter|year|decade|century)"
ABOUT_WORDS = rf"(?:{alternatives(ABOUT)})"


_LARGE = re.compile(r"([a-z]+) (hundred|thousand)(?: (?:and )?([a-z].*))?$")


def number(words: str) -> float:
    """Of what NUMBER takes, and of "a"."""
    words = words.strip().replace(",", "")
    half = 0.0
    for tail in (" and a half", "-and-a-half", " and half", " 1/2"):
        if words.endswith(tail):
            words, half = words.removesuffix(tail), 0.5
    if large := _LARGE.match(words):
        times = NUMBERS[large[1]] * (100 if large[2] == "hundred" else 1000)
        return times + (number(large[3]) if large[3] else 0) + half
    if words in NUMBERS:
        return NUMBERS[words] + half
    if words[:1].isdigit():
        return float(words) + half
    tens, _, ones = words.replace("-", " ").partition(" ")
    return TENS.get(tens, 0) + ONES.get(ones, 0) + half


def year_number(words: str) -> int:
    """Of what YEAR or SPELLED_YEAR takes."""
    if words.isdigit():
        return int(words)
    first, _, rest = words.replace("-", " ").partition(" ")
    rest = rest.removeprefix("hundred").strip().removeprefix("and ").removeprefix("oh ")
    return NUMBERS[first] * 100 + (int(number(rest)) if rest else 0)


def unit(words: str) -> str:
    """The unit in the singular, without what kind of day it is."""
    word = words.split()[-1]
    if word.startswith("centur"):
        return "century"
    return word.removesuffix("s")


def ordinal(words: str) -> int:
    return ORDINALS.get(words) or int("".join(sign for sign in words if sign.isdigit()))
