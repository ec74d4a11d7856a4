"""How deadlines moved, in words and as a picture."""

from datetime import date
from typing import NamedTuple

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from markupsafe import Markup

from tracker.templatetags import drawn, pictures
from tracker.timeline.axis import Axis
from tracker.timeline.board import Due
from tracker.timeline.chains import Chain, Moves
from tracker.timeline.states import Standing

register = template.Library()


@register.filter
def later_words(days: int) -> str:
    """By how many days something moved, on to later or back to earlier."""
    if days > 0:
        return ngettext("%(n)d day later", "%(n)d days later", days) % {"n": days}
    if days < 0:
        return ngettext("%(n)d day earlier", "%(n)d days earlier", -days) % {"n": -days}
    return _("to the same day")


@register.filter
def moves_words(moves: Moves) -> str:
    """How often and by how many days in all, and on balance where that is something else; empty
    where it never moved."""
    if not moves.times:
        return ""
    said = [_("moved once") if moves.times == 1 else _("moved %(n)d times") % {"n": moves.times}]
    if not moves.counted:
        said.append(_("from or to an open end, which counts no days"))
        return ", ".join(said)
    if moves.days == abs(moves.later):
        later = later_words(moves.later)
        said.append(later if moves.counted == 1 else _("%(later)s in all") % {"later": later})
    else:
        days = ngettext("by %(n)d day in all", "by %(n)d days in all", moves.days)
        said.append(days % {"n": moves.days})
        balance = _("%(later)s on balance") % {"later": later_words(moves.later)}
        said.append(balance if moves.later else _("and back to where it was"))
    if moves.uncounted:
        open_ends = ngettext(
            "%(n)d of these from or to an open end, which counts no days",
            "%(n)d of these from or to an open end, which count no days",
            moves.uncounted,
        )
        said.append(open_ends % {"n": moves.uncounted})
    return ", ".join(said)


@register.simple_tag
def chain_picture(chain: Chain, standing: Standing, as_of: object) -> Markup:
    """`as_of`: the day whose knowledge is shown, if it is not today's."""
    picture = pictures.chain_picture(chain, standing, is_past=as_of is not None)
    return Markup(drawn.macros().fades() + picture)  # noqa: S704  both have escaped their words


class ShownDue(NamedTuple):
    """The pieces of a row of a board."""

    tags: Markup
    who: Markup
    window: Markup
    moves: str
    lane: Markup


def shown_due(due: Due, axis: Axis, at: date, clock: str) -> ShownDue:
    row = due.row
    assert row.standing is not None  # noqa: S101  every deadline has one
    return ShownDue(
        drawn.tags(row, at),
        drawn.who(row, clock, on_its_own=True),
        drawn.window_said(row),
        moves_words(due.moves),
        pictures.board_row(row.standing, (row.earliest, row.latest), axis, at),
    )


def deadlines_word(number: int) -> str:
    return ngettext("deadline", "deadlines", number)


def group_name(key: str) -> str:
    """What the groups of a board (timeline.board.GROUPS) are called."""
    return {
        "overdue": _("Overdue, no outcome on record"),
        "open": _("Open"),
        "upcoming": _("Upcoming"),
        "decided": _("What came of the others"),
    }[key]
