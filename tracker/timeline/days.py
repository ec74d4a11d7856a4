"""The days of a query string: as 2025-04-18, which is read as it stands, or in words.

Words are counted from today, so they mean another day tomorrow: what is made of the filter
(links, the address that is pushed, files) holds the day itself.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.dates.phrases import NotUnderstood, UnknownPhrase
from tracker.dates.single import is_iso, iso_day, resolve_for_a_day
from tracker.dates.window import Window

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


LABELS = {
    "from": gettext_lazy("From"),
    "to": gettext_lazy("To"),
    "as_of": gettext_lazy("As known on"),
    "since": gettext_lazy("Known since"),
}


@dataclass(frozen=True, slots=True)
class DayInWords:
    """A day that somebody has asked for in words."""

    key: str
    words: str
    day: date | None = None  # None where the words mean none
    end: "StrPromise | str" = ""  # which of several days it is
    why: str = ""

    def __str__(self) -> str:
        if self.day is None:
            return self.words
        said = {
            "key": LABELS[self.key],
            "words": self.words,
            "day": date_format(self.day, _("l j F Y")),
            "end": self.end,
            "why": self.why,
        }
        if self.end:
            return _("%(key)s: “%(words)s” is read as %(day)s, %(end)s (%(why)s).") % said
        return _("%(key)s: “%(words)s” is read as %(day)s (%(why)s).") % said


class NoDay(ValueError):
    """The text means no day that can be asked for; the message says why."""


def read_day(key: str, text: str) -> DayInWords | date:
    """The day that this value of from, to, as_of or since asks for; NoDay when it is none."""
    try:
        day = iso_day(text)
    except ValueError as error:
        raise NoDay(_no_day(text)) from error
    return day or _in_words(key, text)


def _no_day(text: str) -> str:
    if is_iso(text):
        return _("“%s” is not a day. Write it as 2025-04-18.") % clip(text)
    return _("“%s” is not a day. Write it as 2025-04-18, or in words such as “last week”.") % clip(
        text
    )


def _in_words(key: str, text: str) -> DayInWords:
    today = timezone.localdate()
    if not text.isprintable():
        raise NoDay(_no_day(text))
    try:
        window = resolve_for_a_day(text, anchor=today)
    except NotUnderstood as error:
        raise NoDay(_no_day(text)) from error
    except UnknownPhrase as error:
        raise NoDay(f"{error}.") from error
    day, end = _END[key](window, today)
    return DayInWords(key, clip(text), day, "" if window.is_day else end, window.why)


# ── which of several days ────────────────────────────────────────────────────────────────────────


def _first(window: Window, today: date) -> "tuple[date, StrPromise]":
    if window.is_open_start:
        raise NoDay(_("“%s” has no first day.") % clip(window.phrase))
    return window.earliest, gettext_lazy("the first of its days")


def _last(window: Window, today: date) -> "tuple[date, StrPromise]":
    if window.is_open_end:
        raise NoDay(_("“%s” has no last day.") % clip(window.phrase))
    return window.latest, gettext_lazy("the last of its days")


def _last_so_far(window: Window, today: date) -> "tuple[date, StrPromise]":
    """What was known in that time: all that was known by its end, or by now."""
    if window.earliest <= today < window.latest:
        return today, gettext_lazy("the last of its days that has come")
    return _last(window, today)


def _day_before(window: Window, today: date) -> "tuple[date, StrPromise]":
    """`since` leaves its own day out: for all of "last week" to be in, it is the day before."""
    first, end = _first(window, today)
    if window.is_day:
        return first, end
    return first - timedelta(days=1), gettext_lazy("the day before its first, so that it is all in")


_END = {"from": _first, "to": _last, "as_of": _last_so_far, "since": _day_before}


def clip(value: str) -> str:
    """For a message: without what cannot be printed, and not too long."""
    shown = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in value)
    return shown if len(shown) <= 60 else f"{shown[:59]}…"
