"""What a row of the table is."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from tracker.dates.pattern import compiled
from tracker.dates.reading import Basis, Reading
from tracker.dates.words import SLOTS

Read = Callable[[re.Match[str], Basis], Reading]


@dataclass(frozen=True, slots=True)
class Rule:
    says: str
    read: Read
    why: str  # empty where the time within the words has its own reason, and nothing is added
    examples: tuple[str, ...]
    pattern: re.Pattern[str]


def row(says: str, read: Read, why: str, examples: str) -> Rule:
    tried = tuple(examples.split(" | ")) if examples else ()
    return Rule(says, read, why, tried, compiled(says, SLOTS))


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    rules: tuple[Rule, ...]
    stands_within: bool = True  # within other times: "by", "early", "from … to …"
