"""Words that name a time which no rule can know: they are refused with what would help."""

import re
from collections.abc import Callable
from typing import NoReturn

from tracker.dates.reading import Basis, NoLength, UnknownPhrase

Match = re.Match[str]


def refuse(reason: str) -> Callable[[Match, Basis], NoReturn]:
    def read(match: Match, basis: Basis) -> NoReturn:
        raise UnknownPhrase(f"“{match[0]}” {reason}")

    return read


def leave_open(end: str) -> Callable[[Match, Basis], NoReturn]:
    """An end of a window may stay open; who asks for a single day has none to leave."""

    def read(match: Match, basis: Basis) -> NoReturn:
        raise NoLength(match[0], end)

    return read


soon = leave_open("last")
recently = leave_open("first")
at_least = refuse(
    "says how long at least: type the first day, or the last, and leave the other open"
)
elsewhere = refuse("counts from a day that these words do not name; write the date itself")
fiscal = refuse(
    "begins on another day for each government and firm; type its first and last day by hand"
)
moving = refuse("moves with the moon or the sun, and is not reckoned here; type its days by hand")
local = refuse("is another day in every country; write its date")
