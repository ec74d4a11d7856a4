"""Windows in words for people: "Thursday 17 April 2025", "18–25 April 2025", "until 8 May 2025".

No Django here, yet every word can be translated: callers pass gettext, and a format_day that
knows the reader's language. Day formats are in the letters of Django's `date` filter, of which the
English default knows l, j, F, M and Y; they go through gettext too, so a language can reorder them.
"""

from calendar import monthrange
from collections.abc import Callable
from datetime import date
from typing import Literal, NamedTuple

from tracker.dates.edtf import coarsest, parse_edtf
from tracker.dates.window import Window

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

Gettext = Callable[[str], str]
FormatDay = Callable[[date, str], str]
Grain = Literal["day", "week", "month", "year", "span"]


def english_day(day: date, form: str) -> str:
    """The day in the letters of Django's date formats (l, j, F, M, Y), in English."""
    month = MONTHS[day.month - 1]
    letters = {
        "l": WEEKDAYS[day.weekday()],
        "j": str(day.day),
        "F": month,
        "M": month[:3],
        "Y": f"{day.year:04}",
    }
    return "".join(letters.get(letter, letter) for letter in form)


def identity(text: str) -> str:
    return text


def words(
    window: Window, *, gettext: Gettext = identity, format_day: FormatDay = english_day
) -> str:
    """The window as a reader would say it, with the weekday where it is a single day."""
    _ = gettext
    forms = Forms(
        single=_("l j F Y"),
        day=_("j F Y"),
        day_month=_("j F"),
        day_only=_("j"),
        month=_("F Y"),
        month_only=_("F"),
        year=_("Y"),
    )
    return _say(window, forms, _, format_day)


def short(
    window: Window, *, gettext: Gettext = identity, format_day: FormatDay = english_day
) -> str:
    """The same for narrow columns: no weekday, short names of months."""
    _ = gettext
    forms = Forms(
        single=_("j M Y"),
        day=_("j M Y"),
        day_month=_("j M"),
        day_only=_("j"),
        month=_("M Y"),
        month_only=_("M"),
        year=_("Y"),
    )
    return _say(window, forms, _, format_day)


def grain(window: Window) -> Grain:
    """How finely the window is known. A week is any seven days; a list of dates is a span."""
    if _is_list(window.edtf) or window.days is None:
        return "day" if window.is_day else "span"
    first, last = window.earliest, window.latest
    if first == last:
        return "day"
    if window.days == 7:
        return "week"
    if coarsest(first, last) == 10:
        return "span"
    if (first.year, first.month) == (last.year, last.month):
        return "month"
    is_one_year = first.year == last.year and coarsest(first, last) == 4
    return "year" if is_one_year else "span"


class Forms(NamedTuple):
    """Day formats: one for each part of a date that words may need."""

    single: str
    day: str
    day_month: str
    day_only: str
    month: str
    month_only: str
    year: str


def _say(window: Window, forms: Forms, _: Gettext, format_day: FormatDay) -> str:
    edtf = window.edtf
    if _is_list(edtf):
        return _list(edtf, forms, _, format_day)
    if not any(mark in edtf for mark in "~?%"):
        return _plain(window, forms, _, format_day)
    # "about Thursday 17 April" would be strange: a date in doubt has no weekday.
    when = _plain(window, forms._replace(single=forms.day), _, format_day)
    if "~" in edtf or "%" in edtf:
        when = _("about %(when)s") % {"when": when}
    if "?" in edtf or "%" in edtf:
        when = _("perhaps %(when)s") % {"when": when}
    return when


def _plain(window: Window, forms: Forms, _: Gettext, format_day: FormatDay) -> str:
    is_one_of = window.edtf.startswith("[")
    if window.is_day:
        return format_day(window.earliest, forms.single)
    if window.is_open_start and window.is_open_end:
        return _("at any time")
    if window.is_open_start:
        last = {"last": format_day(window.latest, forms.day)}
        return (_("by %(last)s") if is_one_of else _("until %(last)s")) % last
    if window.is_open_end:
        first = {"first": format_day(window.earliest, forms.day)}
        return (_("%(first)s or later") if is_one_of else _("from %(first)s on")) % first
    if is_one_of:
        return _("some day %(when)s") % {"when": _days(window, forms, _, format_day)}
    size = coarsest(window.earliest, window.latest)
    say_ends = {4: _years, 7: _months, 10: _days}[size]
    return say_ends(window, forms, _, format_day)


def _years(window: Window, forms: Forms, _: Gettext, format_day: FormatDay) -> str:
    first, last = (format_day(day, forms.year) for day in (window.earliest, window.latest))
    return first if first == last else _("%(first)s–%(last)s") % {"first": first, "last": last}


def _months(window: Window, forms: Forms, _: Gettext, format_day: FormatDay) -> str:
    first, last = window.earliest, window.latest
    if window.days == monthrange(first.year, first.month)[1]:
        return format_day(first, forms.month)
    if first.year == last.year:
        return _("%(first)s–%(last)s") % {
            "first": format_day(first, forms.month_only),
            "last": format_day(last, forms.month),
        }
    return _("%(first)s – %(last)s") % {
        "first": format_day(first, forms.month),
        "last": format_day(last, forms.month),
    }


def _days(window: Window, forms: Forms, _: Gettext, format_day: FormatDay) -> str:
    first, last = window.earliest, window.latest
    if (first.year, first.month) == (last.year, last.month):
        return _("%(first)s–%(last)s") % {
            "first": format_day(first, forms.day_only),
            "last": format_day(last, forms.day),
        }
    return _("%(first)s – %(last)s") % {
        "first": format_day(first, forms.day_month if first.year == last.year else forms.day),
        "last": format_day(last, forms.day),
    }


def _is_list(edtf: str) -> bool:
    return edtf[:1] in ("[", "{") and "," in edtf


def _list(edtf: str, forms: Forms, _: Gettext, format_day: FormatDay) -> str:
    """A set that names its dates: all of them are said, for its bounds alone would say too much."""
    opening, closing = edtf[0], edtf[-1]
    plain = forms._replace(single=forms.day)
    said = [
        _say(
            parse_edtf(f"{opening}{member}{closing}" if ".." in member else member),
            plain,
            _,
            format_day,
        )
        for member in edtf[1:-1].split(",")
    ]
    joined = {"first": ", ".join(said[:-1]), "last": said[-1]}
    return (_("%(first)s or %(last)s") if opening == "[" else _("%(first)s and %(last)s")) % joined
