from datetime import date
from typing import Any

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from tracker.dates import display
from tracker.dates.window import OPEN_START, Window
from tracker.timeline.grouping import Group

register = template.Library()


def _format_day(day: date, form: str) -> str:
    return date_format(day, form)


@register.filter
def window_words(window: Window) -> str:
    """Thursday 17 April 2025; 18–25 April 2025; until 8 May 2025."""
    return display.words(window, gettext=gettext, format_day=_format_day)


@register.filter
def window_short(window: Window) -> str:
    """The same without the weekday, for narrow columns."""
    return display.short(window, gettext=gettext, format_day=_format_day)


@register.filter
def full_day(day: date) -> str:
    return date_format(day, gettext("l j F Y"))


@register.filter
def short_day(day: date) -> str:
    return date_format(day, gettext("j F Y"))


@register.filter
def since_words(window: Window) -> str:
    """Since when something has lasted that began in this window; empty where nobody knows."""
    if window.is_open_start:
        return ""
    if window.is_open_end or window.edtf == window.earliest.isoformat():
        return short_day(window.earliest)
    return window_short(window)


@register.filter
def iso_day(day: date) -> str:
    """As the `datetime` attribute wants it: 0987-01-02."""
    return day.isoformat()


@register.filter
def month_heading(day: date) -> str:
    if day == OPEN_START:
        return gettext("Begins on an unknown day")
    return date_format(day, gettext("F Y"))


@register.filter
def rubric(group: Group[Any]) -> SafeString:
    """What stands beside a group: the day and its weekday, or how much the source says."""
    if group.day == OPEN_START:
        return format_html("… <small>{}</small>", gettext("open start"))
    if group.grain == "year":
        return format_html("{} <small>{}</small>", group.day.year, gettext("in the year"))
    if group.grain == "month":
        month = date_format(group.day, gettext("M Y"))
        return format_html("{} <small>{}</small>", month, gettext("in the month"))
    return format_html(
        '<time datetime="{}">{}</time> <small>{}</small>',
        group.day.isoformat(),
        date_format(group.day, gettext("j M")),
        date_format(group.day, "l"),
    )
