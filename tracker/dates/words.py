"""The words that stand in the places of the table's patterns: numbers, units, names of days."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from tracker.dates.display import MONTHS, WEEKDAYS
from tracker.dates.holidays import HOLIDAYS, LOCAL, MOVING
from tracker.dates.pattern import FLAGS
from tracker.dates.written import ANY, BARE_DAY, BARE_MONTH, END, FULL_DAY, FULL_MONTH

_ONES = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
NUMBERS = {
    "a": 1, "an": 1, "a couple of": 2, "couple of": 2, "a dozen": 12, "a hundred": 100,
    **{word: number for number, word in enumerate(_ONES, start=1)},
    **{word: number * 10 for number, word in enumerate(_TENS, start=2)},
}  # fmt: skip
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5}
# A half of each unit, in smaller ones.
HALVES = {
    "decade": (5, "year"), "year": (6, "month"), "month": (15, "day"), "fortnight": (7, "day"),
    "week": (4, "day"), "day": (12, "hour"), "hour": (30, "minute"),
    "minute": (30, "second"), "second": (1, "second"),
}  # fmt: skip
GRAINS = ("week", "month", "quarter", "year", "decade")
SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}


def _or(words: Iterable[str]) -> str:
    """The longest first: "a couple of" begins with "a"."""
    return "|".join(sorted(words, key=len, reverse=True))


_NUMBER = rf"(?:[0-9]{{1,4}}|(?:{_or(_TENS)})[ -](?:{_or(_ONES[:9])})|{_or(tuple(NUMBERS))})"
_UNIT = (
    r"(?:second|minute|hour|(?:(?:working|business|calendar) )?day|week|fortnight|month|year"
    r"|decade)s?"
)
_CLOCK_NAME = (
    r"(?:noon|midday|midnight|dawn|daybreak|sunrise|dusk|sunset|nightfall"
    r"|(?:the )?(?:close|end) of (?:business|play|(?:the )?day))"
)
_ZONE = r"(?: (?:gmt|utc|[a-z]{1,3}st|[a-z]{1,3}dt|et|cet|cest|msk|[a-z]+ time))?"
_CLOCK = (
    rf"(?:{_CLOCK_NAME}|(?:[01]?[0-9]|2[0-3])"
    rf"(?:[:.][0-5][0-9](?: ?[ap]\.?m\.?)?| ?[ap]\.?m\.?| o'clock){_ZONE})"
)
_MANY = r"(?:days|weeks|months|years|hours)"
_FEW = r"(?:a few|few|several|some|many|a handful of)"
_TO = "(?: (?:to|or) |(?<=[0-9])-(?=[0-9]))"
_LENGTH = (
    rf"(?:half (?:a|an) {_UNIT}"
    rf"|(?:(?:a|an|one) )?{_UNIT} or two"
    rf"|(?:{_NUMBER}{_TO})?{_NUMBER} (?:and a half {_UNIT}|{_UNIT}(?: and a half)?)(?: or so)?)"
)
# What is left of words that nobody has understood, and says no more than they do.
SAYS_NOTHING = re.compile(rf"so|more|less|least .*|most .*|{_NUMBER}|{_UNIT}", FLAGS)

# What may stand in the place of each <…>. A slot in whose place another time may stand (when,
# first, last) takes any words; the rules are asked again what they mean.
SLOTS = {
    "when": r".+?", "first": r"(?!(?:not|up) ).+?", "last": r".+",
    "full_day": FULL_DAY, "bare_day": BARE_DAY, "full_month": FULL_MONTH,
    "bare_month": BARE_MONTH, "any": ANY, "start": END, "finish": END,
    "year": r"[0-9]{3,7}", "decade": r"'?(?:[0-9]{2})?[0-9]0s",
    "years": r"[0-9]{4}[-/](?:[0-9]{4}|[0-9]{2})",
    "unit": _UNIT.removesuffix("s?"), "length": _LENGTH, "few": _FEW, "many": _MANY, "more": _MANY,
    "weekday": f"(?:{_or(WEEKDAYS)})", "month": f"(?:{_or(MONTHS)})",
    "grain": f"(?:{_or(GRAINS)})", "season": f"(?:{_or(SEASONS)})",
    "nth": rf"(?:{_or(ORDINALS)}|last|[1-5](?:st|nd|rd|th))",
    "clock": _CLOCK, "hour": _CLOCK_NAME,
    "third": r"(?:early|mid|late)", "side": r"(?:after|following|from|before)",
    "beside": r"(?:after|following|before)", "since": r"(?:of|after|from)",
    "beyond": r"(?:after next|before last)", "ahead": rf"(?:today|tomorrow|{_or(WEEKDAYS)})",
    "about": r"(?:about|around|roughly|approximately|some|nearly|almost|just over|just under)",
    "hedge": r"(?:perhaps|possibly|maybe|probably|(?:most |very )?likely|presumably|potentially)",
    "dth": r"(?:[12][0-9]|3[01]|0?[1-9])(?:st|nd|rd|th)",
    "only": r"(?:just|only|barely)",
    "most": r"(?:up to|at most|no more than|not more than|no longer than|a maximum of)",
    "part": r"(?:morning|afternoon|evening|night|lunchtime)",
    "turn": r"(?:this|next|last)",
    "holiday": _or(HOLIDAYS), "moving": _or(MOVING), "local": _or(LOCAL),
    "q": r"[1-4]", "h": r"[12]", "half": r"(?:first|second)",
    "numbers": r"[0-9]{1,2}(?:/[0-9]{1,2}/|\.[0-9]{1,2}\.)[0-9]{4}",
    "edtf": (
        r"(?![0-9]{4} ?- ?[0-9]{4}$)[\[{]?(?:\.\.)?/?[?~%]?-?Y?[0-9X]{4}(?![0-9])"
        r"(?:[0-9XTZSE?~%./,:\[\]{}-]|, )*"
    ),
}  # fmt: skip


class Length(NamedTuple):
    """So many units, and perhaps a half: "two and a half years"."""

    number: int
    unit: str  # in the singular
    half: bool = False
    is_working: bool = False  # of days: Saturdays and Sundays do not count
    fewer: int = 0  # two to three weeks: 2
    is_about: bool = False  # two weeks or so

    @property
    def steps(self) -> list[tuple[int, str]]:
        """The same as whole numbers of units."""
        whole = [(self.number, self.unit)] if self.number else []
        return [*whole, HALVES[self.unit]] if self.half else whole


_LENGTH_PARTS = re.compile(
    rf"(?:(?P<halved>half (?:a|an)) "
    rf"|(?:(?P<fewer>{_NUMBER}){_TO})?(?P<n>{_NUMBER}) (?P<and>and a half )?)"
    rf"(?P<unit>{_UNIT})(?P<then> and a half)?(?P<about> or so)?",
    FLAGS,
)
_OR_TWO = re.compile(rf"(?:(?:a|an|one) )?(?P<unit>{_UNIT}) or two", FLAGS)


def read_length(text: str) -> Length:
    """Of what the slot `length` takes."""
    if or_two := _OR_TWO.fullmatch(text):
        text = f"one to two {or_two['unit']}"
    parts = _LENGTH_PARTS.fullmatch(text)
    if parts is None:
        raise ValueError(f"{text!r} is no length")
    kind, _, unit = parts["unit"].lower().rpartition(" ")
    return Length(
        number=0 if parts["halved"] else count(parts["n"]),
        unit=singular(unit),
        half=bool(parts["halved"] or parts["and"] or parts["then"]),
        is_working=kind in ("working", "business"),
        fewer=count(parts["fewer"]) if parts["fewer"] else 0,
        is_about=bool(parts["about"]),
    )


def with_article(length: str) -> str:
    """As it stands by itself: "the next couple of days" are a couple of days."""
    return f"a {length}" if re.match(rf"couple|{_UNIT} or", length, FLAGS) else length


def without_article(length: str) -> str:
    """As it stands after "the past"."""
    return re.sub(r"^an? ", "", length, flags=FLAGS)


def singular(unit: str) -> str:
    return unit.lower().removesuffix("s")


def count(word: str) -> int:
    word = word.lower()
    if word in NUMBERS:
        return NUMBERS[word]
    if word.isdigit():
        return int(word)
    tens, ones = re.split("[ -]", word)
    return NUMBERS[tens] + NUMBERS[ones]


def ordinal(word: str) -> int:
    return ORDINALS.get(word.lower()) or int(word[0])
