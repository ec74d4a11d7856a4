"""How changes are said."""

from datetime import date

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.models import Kind, News, Outcome
from tracker.templatetags.dates import short_day
from tracker.timeline.changed import Item, Move
from tracker.timeline.changes import Group
from tracker.timeline.counts import Number

register = template.Library()


@register.filter
def after_words(day: date) -> str:
    if day == date.min:
        return _("since the beginning")
    return _("after %(day)s") % {"day": short_day(day)}


@register.filter
def strand_name(group: Group) -> str:
    return group.track.name if group.track else _("In no track")


@register.filter
def how_many(group: Group) -> str:
    """2 new entries, 1 moved window; or all in one number, where they were not all counted."""
    said = [_said(what, number) for what, number in sorted(group.numbers.items(), reverse=True)]
    return ", ".join(said) or changes_words(group.total)


@register.filter
def changes_words(number: Number) -> str:
    if number.at_least:
        return _("more than %(n)s changes") % {"n": number.value}
    return ngettext("%(n)d change", "%(n)d changes", number.value) % {"n": number.value}


def _said(what: News, n: int) -> str:
    words = {
        News.ENTRY: lambda: ngettext("%(n)d new entry", "%(n)d new entries", n),
        News.MOVE: lambda: ngettext("%(n)d moved window", "%(n)d moved windows", n),
        News.DEVELOPMENT: lambda: ngettext("%(n)d development", "%(n)d developments", n),
        News.CORRECTION: lambda: ngettext("%(n)d corrected window", "%(n)d corrected windows", n),
        News.ENTRY_RETRACTED: lambda: ngettext(
            "%(n)d retracted entry", "%(n)d retracted entries", n
        ),
        News.DEVELOPMENT_RETRACTED: lambda: ngettext(
            "%(n)d retracted development", "%(n)d retracted developments", n
        ),
    }
    return words[what]() % {"n": n}


@register.filter
def what_changed(item: Item) -> str:
    if item.what == News.ENTRY_RETRACTED:
        return _("Entry %(number)d was retracted") % {"number": item.told.entry}
    if item.what == News.DEVELOPMENT_RETRACTED:
        return _("A development was retracted")
    if item.what == News.CORRECTION:
        return _("Window corrected by the editors")
    if item.step:
        label = str(Outcome(item.step.outcome).label)
        return label[:1].upper() + label[1:]
    assert item.entry is not None  # noqa: S101  only what was retracted has none
    return {
        Kind.EVENT: _("New event"),
        Kind.DEADLINE: _("New deadline"),
        Kind.CONDITION: _("New condition"),
    }[Kind(item.entry.kind)]


@register.filter
def moved_words(move: Move) -> str:
    """By how many days a window moved; empty where an end is open."""
    days = move.days
    if days is None:
        return ""
    if days == 0:
        return _("the same last day")
    if days > 0:
        return ngettext("%(n)d day later", "%(n)d days later", days) % {"n": days}
    return ngettext("%(n)d day sooner", "%(n)d days sooner", -days) % {"n": -days}
