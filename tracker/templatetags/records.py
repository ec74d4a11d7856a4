"""The record of a process or an actor (timeline.ledgers) in words: what is counted, what it is
called, and where a filter shows the same, where that leads."""

from collections.abc import Sequence
from typing import NamedTuple

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.models import Holder, Kind, Ledger
from tracker.timeline.counts import Number
from tracker.timeline.filters import TimelineFilter
from tracker.timeline.ledgers import ENDS, FEWEST, Account


class Said(NamedTuple):
    """A number in words, and the query string of the entries behind it; empty where no filter
    asks for just these."""

    number: Number
    words: str
    query: str


class SaidAccount(NamedTuple):
    name: str
    numbers: list[Said]
    medians: list[str]


def said(account: Account, chosen: TimelineFilter) -> SaidAccount:
    """`chosen`: the filter of the page, whose day the links keep."""
    is_deadlines = account.ledger == Ledger.DEADLINES
    words = _deadline_words() if is_deadlines else _condition_words()
    total = _("set") if is_deadlines else _("made")
    numbers = [Said(account.total, total, _query(account, chosen))]
    numbers += [
        Said(number, words[key], _query(account, chosen, *ENDS[account.ledger][key]))
        for key, number in account.ends.items()
    ]
    if is_deadlines and account.moved:
        numbers.append(Said(account.moved, _moved(account), ""))
    medians = []
    if not is_deadlines and account.days_to_outcome is not None:
        medians.append(_to_outcome(account.days_to_outcome, account.each_to_outcome))
    return SaidAccount(_name(account), numbers, medians)


def _name(account: Account) -> str:
    if account.ledger == Ledger.THREATS:
        return _("Threats")
    if account.ledger == Ledger.PROMISES:
        return _("Promises and offers")
    return {
        Holder.PROCESS: _("Deadlines"),
        Holder.INITIATOR: _("Deadlines that it set"),
        Holder.RECIPIENT: _("Deadlines set for it"),
    }[account.holder]


def _deadline_words() -> dict[str, str]:
    return {
        "met": _("met, in full or in part"),
        "missed": _("missed or lapsed"),
        "given_up": _("withdrawn or superseded"),
        "running": _("still running"),
        "overdue": _("overdue, no outcome on record"),
    }


def _condition_words() -> dict[str, str]:
    return {
        "carried_out": _("carried out"),
        "not_carried_out": _("not carried out"),
        "pending": _("pending"),
        "given_up": _("withdrawn, waived or moot"),
        "satisfied": _("satisfied, in full or in part"),
        "failed": _("failed"),
        "disputed": _("disputed"),
    }


def _to_outcome(median: float, each: Sequence[int]) -> str:
    if len(each) < FEWEST:
        said = ngettext(
            "%(n)s day from the statement to what came of it",
            "%(n)s days from the statement to what came of it",
            each[-1],
        )
        return said % {"n": _listed(each)}
    said = ngettext(
        "%(n)s day from the statement to what came of it, in the median",
        "%(n)s days from the statement to what came of it, in the median",
        round(median),
    )
    return said % {"n": f"{median:g}"}


def _listed(days: Sequence[int]) -> str:
    return get_text_list([f"{abs(one)}" for one in days], _("and"))


def _moved_each(each: Sequence[int]) -> str:
    """How many later, how many earlier, each with its days."""
    later = [one for one in each if one > 0]
    earlier = sorted(-one for one in each if one < 0)
    said = []
    if later:
        words = ngettext("%(n)d later by %(days)s day", "%(n)d later by %(days)s days", max(later))
        said.append(words % {"n": len(later), "days": _listed(later)})
    if earlier:
        words = ngettext(
            "%(n)d earlier by %(days)s day", "%(n)d earlier by %(days)s days", max(earlier)
        )
        said.append(words % {"n": len(earlier), "days": _listed(earlier)})
    if back := len(each) - len(later) - len(earlier):
        said.append(_("%(n)d back to where it was") % {"n": back})
    return _("moved: %(each)s") % {"each": ", ".join(said)}


def _moved(account: Account) -> str:
    days = account.days_later
    if days is None:
        return _("moved")
    if 1 < len(account.each_later) < FEWEST:
        return _moved_each(account.each_later)
    shown = {"n": f"{abs(days):g}"}
    if days > 0:
        later = ngettext("%(n)s day later", "%(n)s days later", round(days)) % shown
    elif days < 0:
        later = ngettext("%(n)s day earlier", "%(n)s days earlier", round(-days)) % shown
    else:
        later = _("back to where they were")
    if len(account.each_later) == 1:
        return _("moved, %(later)s") % {"later": later}
    return _("moved, %(later)s in the median") % {"later": later}


def _query(account: Account, chosen: TimelineFilter, *statuses: str) -> str:
    """Threats and promises are kinds of conditions, which no filter tells apart."""
    if account.ledger != Ledger.DEADLINES:
        return ""
    asked = chosen.only("as_of").with_("kind", Kind.DEADLINE.value)
    if account.holder != Holder.PROCESS:
        asked = asked.with_(account.holder.value, *chosen.chosen("actor"))
    return (asked.with_("status", *statuses) if statuses else asked).query()
