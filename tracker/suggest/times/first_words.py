"""The words that a time may begin with: at all others the rules are not asked, which saves most of
the work. A word that begins a pattern of a rule must be in here.
"""

from collections.abc import Iterable

from tracker.suggest.times.words import (
    ABOUT,
    DECADES,
    HOLIDAYS,
    MONTHS,
    MOVING_HOLIDAYS,
    NUMBERS,
    ORDINALS,
    SEASONS,
    SETS,
    SOME,
    VAGUE,
    WEEKDAYS,
)

_OTHERS = """
the an a no its this that last next past coming previous preceding following same each every per
another half few several many some numerous countless dozens tens quarter early late mid later
earlier very circa ca c q1 q2 q3 q4 fiscal year month week end today yesterday tomorrow tonight
overnight noon midday midnight dawn dusk night morning afternoon evening thanksgiving easter good
orthodox pentecost upcoming subsequent recent final couple scores second minute hour day decade
rest only just more less over under up at well almost nearly seconds minutes hours days weeks
weekends months years decades centuries ' all these entire once twice midweek midmonth midyear
midmorning midafternoon midevening prior corresponding comparable on daylong weeklong monthlong
yearlong hourlong st
"""
# Too common to ask the rules about, unless one of FOLLOWERS, or a digit, comes next.
_COMMON = """
the a an its this that no all these every each some more most over about around just less fewer up
at well under nearly almost only another per few many several numerous first second third last
final past same roughly approximately in one two
"""
_FOLLOWERS = """
fortnight month quarter quarters decade century trading business working calendar full straight
single whole weekend beginning start middle midst close outset onset latest latter opening closing
turn remainder most foreseeable near immediate distant corresponding prior number matter handful
little of than least to or and about present moment time not - long additional consecutive thousand
hundred dozen then other short little few small wee entire past morning afternoon evening night
while plus half times balance holiday like similar equivalent identical very
"""


def _first(phrases: Iterable[str]) -> set[str]:
    """The first word of each, whole, and cut at its hyphen or apostrophe, as tokens are."""
    whole = {phrase.split()[0] for phrase in phrases}
    return whole | {word.split("-")[0].split("'")[0] for word in whole}


FIRST_WORDS = frozenset(
    _first(
        (
            *MONTHS, *WEEKDAYS, *(f"{day}s" for day in WEEKDAYS), *SEASONS, *NUMBERS, *ORDINALS,
            *HOLIDAYS, *MOVING_HOLIDAYS, *DECADES, *ABOUT, *SOME, *SETS, *VAGUE,
        )
    )
    | set(_OTHERS.split())
)  # fmt: skip
# Without their capital they are other words, or nothing that a newspaper prints.
WITH_CAPITAL = frozenset((*MONTHS, *WEEKDAYS))
COMMON = frozenset(_COMMON.split())
FOLLOWERS = FIRST_WORDS | set(_FOLLOWERS.split())
