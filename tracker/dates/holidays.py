"""The days that have names, year by year. Those that the moon or a government sets are unknown."""

from collections.abc import Callable
from datetime import date, timedelta

from dateutil.easter import EASTER_ORTHODOX, EASTER_WESTERN, easter

from tracker.dates.days import DAY, in_calendar
from tracker.dates.reading import UnknownPhrase, said

Days = tuple[date, date]
FIRST_EASTER, LAST_EASTER = 1583, 4099  # between which the rule of the calendar gives its day


def _easter(year: int, method: int = EASTER_WESTERN) -> date:
    if not FIRST_EASTER <= year <= LAST_EASTER:
        raise UnknownPhrase(f"Easter is reckoned for the years {FIRST_EASTER} to {LAST_EASTER}")
    day: date = easter(year, method)
    return day


def _around_easter(first: int, last: int | None = None) -> Callable[[int], Days]:
    """So many days after Western Easter Sunday."""

    def days(year: int) -> Days:
        sunday = _easter(year)
        return sunday + first * DAY, sunday + (first if last is None else last) * DAY

    return days


def _orthodox_easter(year: int) -> Days:
    sunday = _easter(year, EASTER_ORTHODOX)
    return sunday, sunday


def _fixed(month: int, day: int) -> Callable[[int], Days]:
    def days(year: int) -> Days:
        found = date(in_calendar(year), month, day)
        return found, found

    return days


def _span(first: tuple[int, int], last: tuple[int, int]) -> Callable[[int], Days]:
    def days(year: int) -> Days:
        return date(in_calendar(year), *first), date(year, *last)

    return days


def _nth_weekday(month: int, number: int, weekday: int) -> Callable[[int], Days]:
    def days(year: int) -> Days:
        first = date(in_calendar(year), month, 1)
        found = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (number - 1))
        return found, found

    return days


# Name → its days in a year, and what is taken for granted about it.
HOLIDAYS: dict[str, tuple[Callable[[int], Days], str]] = {
    "easter": (_around_easter(0), "Western Easter Sunday"),
    "easter sunday": (_around_easter(0), "Western Easter Sunday"),
    "western easter": (_around_easter(0), "Western Easter Sunday"),
    "orthodox easter": (_orthodox_easter, "Orthodox Easter Sunday, in the Gregorian calendar"),
    "easter monday": (_around_easter(1), "the day after Western Easter Sunday"),
    "easter weekend": (_around_easter(-2, 1), "Good Friday to Easter Monday, by Western Easter"),
    "the easter weekend": (
        _around_easter(-2, 1),
        "Good Friday to Easter Monday, by Western Easter",
    ),
    "over easter": (_around_easter(-2, 1), "Good Friday to Easter Monday, by Western Easter"),
    "holy week": (_around_easter(-7, -1), "the week before Western Easter"),
    "palm sunday": (_around_easter(-7), "the Sunday before Western Easter"),
    "maundy thursday": (_around_easter(-3), "three days before Western Easter"),
    "good friday": (_around_easter(-2), "two days before Western Easter"),
    "ash wednesday": (_around_easter(-46), "46 days before Western Easter"),
    "ascension day": (_around_easter(39), "39 days after Western Easter"),
    "pentecost": (_around_easter(49), "49 days after Western Easter"),
    "whit monday": (_around_easter(50), "50 days after Western Easter"),
    "christmas": (_fixed(12, 25), "25 December"),
    "christmas day": (_fixed(12, 25), "25 December"),
    "over christmas": (_span((12, 24), (12, 26)), "24 to 26 December"),
    "christmas eve": (_fixed(12, 24), "24 December"),
    "boxing day": (_fixed(12, 26), "26 December"),
    "orthodox christmas": (_fixed(1, 7), "7 January, as in Russia and Serbia"),
    "new year": (_fixed(1, 1), "1 January"),
    "new year's": (_fixed(1, 1), "1 January"),
    "new year's day": (_fixed(1, 1), "1 January"),
    "new year's eve": (_fixed(12, 31), "31 December"),
    "epiphany": (_fixed(1, 6), "6 January"),
    "valentine's day": (_fixed(2, 14), "14 February"),
    "may day": (_fixed(5, 1), "1 May"),
    "ve day": (_fixed(5, 8), "8 May"),
    "victory day": (_fixed(5, 9), "9 May, as in Russia"),
    "europe day": (_fixed(5, 9), "9 May, as in the European Union"),
    "bastille day": (_fixed(7, 14), "14 July"),
    "the fourth of july": (_fixed(7, 4), "4 July"),
    "halloween": (_fixed(10, 31), "31 October"),
    "all saints' day": (_fixed(11, 1), "1 November"),
    "armistice day": (_fixed(11, 11), "11 November"),
    "thanksgiving": (_nth_weekday(11, 4, 3), "the fourth Thursday of November, as in the USA"),
}
MOVING = (
    *("ramadan", "eid", "eid al-fitr", "eid al-adha", "muharram", "ashura", "arbaeen", "hajj"),
    *("passover", "rosh hashanah", "yom kippur", "sukkot", "hanukkah", "purim", "diwali"),
    *("lunar new year", "chinese new year", "nowruz", "vesak"),
)
LOCAL = (
    *("independence day", "national day", "labour day", "labor day", "constitution day"),
    *("memorial day", "republic day", "liberation day", "remembrance day", "election day"),
)


def orthodox_beside(year: int) -> str:
    """What has to be said beside a day by Western Easter."""
    western, orthodox = _easter(year), _orthodox_easter(year)[0]
    if western == orthodox:
        return "Orthodox Easter is on the same day"
    return f"Orthodox Easter is on {said(orthodox)}"
