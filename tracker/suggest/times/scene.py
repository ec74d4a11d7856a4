"""What is known while a text is read: the day it came out, the date that runs with it, and whether
the passage reports (its words count from that day) or narrates (they count from one another).
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from tracker.dates.phrases import Direction
from tracker.suggest.found import TimexType
from tracker.suggest.text import Document
from tracker.suggest.times.moment import Moment, day_of
from tracker.suggest.times.tense import Clauses
from tracker.suggest.times.words import MONTH, WEEKDAY, YEAR

_LIKE = str.maketrans({**dict.fromkeys("‐‑‒–—―−", "-"), **dict.fromkeys("’‘ʼ`", "'")})
_LIKE.update(dict.fromkeys(map(ord, "\n\r\t\u00a0\u2009\u202f"), " "))
# Years this far from the day of publication are history, not news.
_FAR = 2
_NEAR_PARAGRAPHS = 3
_A_YEAR = re.compile(rf"(?<![\d$£€,.])(?:({YEAR})(?! (?:[a-z]+s|men|people)\b)|\d{{1,4}} ?bce?\b)")
_RESULTS_OF = re.compile(r"\b(?:six|nine|six-|nine-)[ -]?months?$")
_IN_FRONT = re.compile(r"\W*(?:(?:back |as )?(?:in|on|by|during|early|late|after|since) ?){0,2}")
_DEICTIC = re.compile(
    rf"\b(?:today|yesterday|tomorrow|tonight|ago|{WEEKDAY}(?!s?,? (?:{MONTH}|\d))"
    rf"|(?:this|last|next) (?:week|month|year|quarter|night|morning|evening|{WEEKDAY}|{MONTH}))\b"
)


def plain(text: str) -> str:
    """In small letters, with plain dashes, apostrophes and spaces; as long as the text."""
    small = text.lower()
    if len(small) != len(text):  # İ has two small letters
        small = "".join(low if len(low := sign.lower()) == 1 else sign for sign in text)
    return small.translate(_LIKE)


@dataclass(slots=True)
class Draft:
    """A time as it was read, before it has a window."""

    start: int
    end: int
    type: TimexType
    value: str
    why: str
    mod: str = ""
    score: float = 0.9
    moment: Moment | None = None
    is_deictic: bool = False  # counted from the day of publication
    has_year: bool = False  # as written
    is_house: bool = False  # the words themselves have a window by tracker.dates
    is_beside: bool = False  # set beside another only to compare: nothing is counted from it
    direction: Direction | None = None


@dataclass
class Scene:
    document: Document
    reader: Callable[["Scene", int], Draft | None]
    text: str = field(init=False)
    outer: int = -1  # where the time that is being read begins
    _depth: int = 0
    last: Draft | None = None
    story: Moment | None = None  # the date that runs with a narrative
    spoken: Moment | None = None  # the last date of any kind
    quarter: Moment | None = None  # the last quarter
    day: Moment | None = None  # the last day
    _paragraph: int = -1
    _clauses: Clauses | None = None

    def __post_init__(self) -> None:
        self.text = plain(self.document.text)

    def read(self, place: int) -> Draft | None:
        """What stands there, as a part of what is being read. Parts of parts have none."""
        if self._depth >= 2:
            return None
        self._depth += 1
        try:
            return self.reader(self, place)
        finally:
            self._depth -= 1

    @cached_property
    def today(self) -> Moment:
        return day_of(self.document.published)

    @cached_property
    def today_date(self) -> date:
        return self.document.published

    @cached_property
    def _far(self) -> list[int]:
        year = self.document.published.year
        found = _A_YEAR.finditer(self.text)
        return [
            match.start() for match in found if not match[1] or abs(int(match[1]) - year) >= _FAR
        ]

    @cached_property
    def _deictic(self) -> list[int]:
        return [match.start() for match in _DEICTIC.finditer(self.text)]

    @cached_property
    def says_yesterday(self) -> bool:
        """Papers that do never call today by its name: their Friday, on a Friday, is the next."""
        return len(re.findall(r"\byesterday\b", self.text)) > 1

    @cached_property
    def is_history(self) -> bool:
        """Whether the whole text tells of times long past, as an encyclopaedia does."""
        return len(self._far) >= 6 and len(self._far) > 6 * len(self._deictic)

    @cached_property
    def _paragraph_starts(self) -> list[int]:
        return [span.start for span in self.document.paragraphs]

    def enter(self, place: int) -> None:
        """A new paragraph takes up the story only where history outweighs the news around it."""
        paragraph = bisect_right(self._paragraph_starts, place) - 1
        if paragraph == self._paragraph:
            return
        self._paragraph = paragraph
        if self.is_history or self.story is None:
            return
        first = self._paragraph_starts[max(paragraph - _NEAR_PARAGRAPHS, 0)]
        last = self._paragraph_starts[paragraph]
        if _within(self._far, first, last) <= 2 * _within(self._deictic, first, last):
            self.story = None

    def starts_paragraph(self, place: int) -> bool:
        return self._paragraph_starts[self._paragraph] >= place - 1

    def note(self, draft: Draft) -> None:
        """The date that was just read is the one that the next words may count from."""
        self.last = draft
        moment = draft.moment
        if draft.type == "DURATION" and _RESULTS_OF.search(self.text, draft.start, draft.end):
            self.quarter = None  # results of nine months: "the 1988 period" is no quarter
        if moment is None or draft.type in ("DURATION", "SET"):
            return
        if self.story is None and not self.is_history and self._is_beside(draft, moment):
            return
        self.spoken = moment
        if moment.date is not None and moment.grain == "day":
            self.day = moment
        if draft.is_deictic and not self.is_history:
            self.story = None
        elif moment.grain in ("century", "decade") or (
            moment.grain == "year" and self.story and self.story.year == moment.year
        ):
            return
        elif self.is_history or self.story is not None:
            if draft.has_year or (self.story is not None and moment.grain != "year"):
                self.story = moment
        elif draft.has_year and self._frames(draft.start):
            far = abs(moment.year - self.document.published.year) >= _FAR
            self.story = moment if far else None

    def _is_beside(self, draft: Draft, moment: Moment) -> bool:
        """Whether nothing is counted from it: October sales fell from those of October 1988."""
        spoken = self.spoken
        is_month = spoken is not None and moment.grain == spoken.grain == "month"
        return draft.is_beside or bool(
            is_month and spoken and moment.month == spoken.month and moment.year < spoken.year
        )

    def _frames(self, place: int) -> bool:
        """ "In May 1980, it …": a date in front of its sentence says when all that follows was. In
        news, one within a sentence ("the worst flood since May 1980") says it of nothing else."""
        sentences = self.document.sentences
        start = sentences[self.document.sentence_at(place)].start if sentences else place
        return bool(_IN_FRONT.fullmatch(self.text, start, place))

    @property
    def base(self) -> Moment:
        """What "that day" and "a year earlier" count from."""
        return self.spoken or self.today

    def direction(self, start: int, end: int) -> Direction | None:
        """Which way the words around a time look."""
        if 0 <= self.outer < start and start - self.outer < 40:
            start = self.outer  # "by the end of March": what stands before all of it
        clauses = self._clauses_at(start)
        return clauses.direction(start, end) if clauses else None

    def is_done(self, start: int, end: int) -> bool:
        """Whether a verb beside a time says that it is over, whatever the nearest such day."""
        clauses = self._clauses_at(start)
        return clauses is not None and clauses.is_done(start, end)

    def looks_ahead(self, place: int) -> bool:
        """Whether anything in the sentence does."""
        clauses = self._clauses_at(place)
        return clauses is not None and clauses.has_ahead

    def _clauses_at(self, place: int) -> Clauses | None:
        """Those of one sentence are kept, for the next time in it."""
        sentences = self.document.sentences
        if not sentences:
            return None
        sentence = sentences[self.document.sentence_at(place)]
        if self._clauses is None or self._clauses.sentence != sentence:
            self._clauses = Clauses(self.text, self.document, sentence)
        return self._clauses

    def is_capitalised(self, place: int) -> bool:
        return self.document.text[place].isupper()


def _within(places: list[int], first: int, last: int) -> int:
    return bisect_left(places, last) - bisect_left(places, first)
