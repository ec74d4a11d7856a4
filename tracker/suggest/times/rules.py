"""How rules are written: a pattern, and the function that reads what it has found."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from tracker.suggest.times.scene import Draft, Scene
from tracker.suggest.times.words import ABOUT

Match = re.Match[str]
Read = Callable[[Match, Scene], Draft | None]


@dataclass(frozen=True, slots=True)
class Rule:
    name: str
    pattern: re.Pattern[str]
    read: Read


def rule(says: str, read: Read, *, opens: bool = False) -> Rule:
    """The pattern ends where a word ends; one that opens leaves the rest to other rules."""
    name = f"{read.__module__.rpartition('_')[2]}_{read.__name__}"
    return Rule(name, re.compile(rf"(?:{says}){'' if opens else '(?![a-z0-9])'}"), read)


# Annotators of news leave these out of a time's words, as they do "only": they judge the time;
# those of encyclopaedias do not.
_LOOSE = frozenset(("about", "almost", "around", "roughly", "approximately", "just about", "just"))


def about_of(match: Match, scene: Scene) -> tuple[int, str]:
    """Where the time begins, without a loose word like "about", and its modifier in TIMEX3."""
    about = match["about"] or ""
    is_out = about.strip() in _LOOSE and not scene.is_history
    return match.start() + (len(about) if is_out else 0), ABOUT.get(about.strip(), "")
