"""What the rules are given, and what they give back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Literal

from tracker.dates.display import english_day
from tracker.dates.edtf import format_edtf, parse_edtf

# Which way words look that name no direction themselves: "on Thursday" said on a Friday.
Direction = Literal["past", "future"]
DEEPEST = 5  # times within times: "by the end of the first week of next month" is three


class UnknownPhrase(ValueError):
    """These words were not turned into days; the message says why, and what would help."""


class NotUnderstood(UnknownPhrase):
    """No rule covers these words."""

    def __init__(self, words: str, *, within: str = "") -> None:
        self.words = words
        reason = "type the first and the last day by hand"
        if within:
            reason = f"“{words}” is not a date that the rules know; put its date in its place"
        separator = ": " if within else "; "
        super().__init__(f"“{within or words}” is not understood yet{separator}{reason}")


class NoLength(UnknownPhrase):
    """Words like "soon", which name no length of time."""

    def __init__(self, words: str, end: str) -> None:
        self.for_a_day = f"“{words}” names no length of time; type the day itself"
        super().__init__(
            f"“{words}” names no length of time: type the days that the source bears out, "
            f"or leave the {end} day open"
        )


@dataclass(frozen=True, slots=True)
class Reading:
    """The window that words mean, in EDTF, with what its reason is made of."""

    edtf: str
    why: str = ""  # instead of the rule's own reason
    inner: str = ""  # the reason of a time within these words
    facts: Mapping[str, str] = field(default_factory=dict)  # for the places of the reason
    # The first or the last days of something: "by the end of May" is by its very last.
    edge: Literal["", "start", "end"] = ""
    # Only a part of its day is meant: "before noon on Friday" may be on that Friday.
    part_of_day: bool = False
    # The day that words count to, where the window has a margin: "by two weeks from now" has none.
    point: date | None = None

    @property
    def days(self) -> tuple[date, date]:
        window = parse_edtf(self.edtf)
        return window.earliest, window.latest


@dataclass(frozen=True, slots=True)
class Basis:
    """What words are read against: the day that they count from, and which way they look."""

    anchor: date | None
    direction: Direction | None
    times: Callable[[str, "Basis"], Reading]  # what may stand within other words
    everything: Callable[[str, "Basis"], Reading]
    depth: int = 0

    @property
    def day(self) -> date:
        if self.anchor is None:
            raise UnknownPhrase("these words count from a day, and none is given; add it")
        return self.anchor

    def time(
        self, words: str, *, direction: Direction | None = None, anchor: date | None = None
    ) -> Reading:
        """What a time within the words means: the rules are asked once more."""
        if self.depth == DEEPEST:
            raise UnknownPhrase("too many times stand within one another here; say it plainer")
        within = replace(
            self,
            anchor=anchor or self.anchor,
            direction=direction or self.direction,
            depth=self.depth + 1,
        )
        return self.times(words, within)

    def anything(self, words: str) -> Reading:
        """What a whole phrase means, which says more than a time: "by Friday"."""
        return self.everything(words, replace(self, depth=self.depth + 1))

    def coming(self, words: str) -> Reading:
        """The same, where words look ahead: a weekday or "the 25th" is the next one, a date with
        its month may have gone by."""
        reading = self.time(words)
        gone_by = self.anchor - reading.days[0] if self.anchor else timedelta(0)
        if timedelta(0) < gone_by <= timedelta(days=31):
            return self.time(words, direction="future")
        return reading

    def single(self, words: str, *, coming: bool = False) -> tuple[date, Reading]:
        """The same, where only one day makes sense."""
        reading = self.coming(words) if coming else self.time(words)
        first, last = reading.days
        if first != last:
            raise UnknownPhrase(f"“{words}” is more than one day here: {first} to {last}")
        return first, reading


def one_of(first: date, last: date, why: str = "", **facts: str) -> Reading:
    """On one of these days."""
    return Reading(format_edtf(first, last, one_of=True), why, facts=facts)


def throughout(first: date, last: date, why: str = "", **facts: str) -> Reading:
    return Reading(format_edtf(first, last), why, facts=facts)


def said(day: date) -> str:
    return english_day(day, "j F Y")


def said_full(day: date) -> str:
    return english_day(day, "l j F Y")
