"""The window: an uncertain date, with the words it came from."""

from dataclasses import dataclass
from datetime import date

# A database column cannot hold infinity, so an open end lies there as the calendar's own last day.
# (The price: these two days themselves cannot be told from an open end. Nothing happened on them.)
OPEN_START = date.min
OPEN_END = date.max


@dataclass(frozen=True, slots=True)
class Window:
    """Every day from earliest to latest, both included.

    edtf says how the days are meant (throughout, one of them, approximately); phrase holds the
    source's own words, anchor the day that they are counted from, why how they were read.
    """

    edtf: str
    earliest: date
    latest: date
    phrase: str = ""
    anchor: date | None = None
    why: str = ""

    def __post_init__(self) -> None:
        if self.earliest > self.latest:
            raise ValueError(f"{self.edtf or 'window'}: the earliest day is after the latest")

    @property
    def is_day(self) -> bool:
        return self.earliest == self.latest

    @property
    def is_open_start(self) -> bool:
        return self.earliest == OPEN_START

    @property
    def is_open_end(self) -> bool:
        return self.latest == OPEN_END

    @property
    def days(self) -> int | None:
        """How many days the window holds; None when an end is open."""
        if self.is_open_start or self.is_open_end:
            return None
        return (self.latest - self.earliest).days + 1
