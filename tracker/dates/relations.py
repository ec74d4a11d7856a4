"""By, until, before, since, after: what a preposition makes of the time that follows it.

They decide the direction: "by Thursday" looks ahead whoever says it, "since Monday" looks back.
"""

import re
from dataclasses import replace
from datetime import date

from tracker.dates.dated import second
from tracker.dates.days import DAY
from tracker.dates.display import WEEKDAYS
from tracker.dates.edtf import format_edtf
from tracker.dates.reading import Basis, NotUnderstood, Reading, UnknownPhrase, said
from tracker.dates.window import OPEN_END, OPEN_START

Match = re.Match[str]
_PLAIN = re.compile(r"[0-9]{4}(?:-[0-9]{2})?")
_ENDS_IN_YEAR = re.compile(r"(?<![0-9])[0-9]{4}$")


def by(match: Match, basis: Basis) -> Reading:
    """One day, no later than the last. A set, not an interval: the thing is done on one of them."""
    inner = basis.time(match["when"], direction="future")
    return _up_to(*_last(inner), inner, basis, one_of=True)


def until(match: Match, basis: Basis) -> Reading:
    inner = basis.time(match["when"], direction="future")
    return _up_to(*_last(inner), inner, basis, one_of=False)


def through(match: Match, basis: Basis) -> Reading:
    """All of it, which nobody doubts."""
    inner = basis.time(match["when"], direction="future")
    first, last = inner.days
    is_single = first == last or inner.point is not None
    to = "that day" if is_single else "the last day of it"
    return _up_to(inner.point or last, to, inner, basis, one_of=False)


def before(match: Match, basis: Basis) -> Reading:
    inner = _not_begun(match["when"], basis)
    first, last = inner.days
    if inner.edge == "end":  # before the end of May is up to its last day, for that is its end
        end, to = last, "the last day of it"
    elif inner.part_of_day:
        end, to = last, "that day itself"
    else:
        end, to = (inner.point or first) - DAY, "the day before"
    return _up_to(end, to, inner, basis, one_of=True)


def before_out(match: Match, basis: Basis) -> Reading:
    """Before the week is out: up to its last day."""
    inner = basis.time(match["when"], direction="future")
    return _up_to(inner.days[1], "the last day of it", inner, basis, one_of=True)


_COMES_AGAIN = re.compile(rf"{'|'.join(WEEKDAYS)}|(?:the )?weekend", re.IGNORECASE)


def _not_begun(words: str, basis: Basis) -> Reading:
    """Who says on a Friday that something comes before Friday means the next one."""
    found = basis.time(words, direction="future")
    first, last = found.days
    if basis.anchor is None or first > basis.anchor or not _COMES_AGAIN.fullmatch(words):
        return found
    following = basis.time(words, direction="future", anchor=last + DAY)
    why = f"that of {said(following.days[0])}, for the one before it has begun"
    return Reading(following.edtf, why)


def _last(inner: Reading) -> tuple[date, str]:
    """The last day, and what it is. To some, "by May" means the first day of it, to others the
    last: the window holds both."""
    first, last = inner.days
    if inner.edge == "start":
        return first, "its first day"
    if inner.edge == "end":
        return last, "the last day of it"
    if inner.point or first == last:
        return inner.point or last, "that day"
    return last, f"the last day of that time, though some mean its first, {said(first)}"


def _up_to(last: date, to: str, inner: Reading, basis: Basis, *, one_of: bool) -> Reading:
    anchor = basis.anchor
    # Which days its end has, does not matter for "by the end of May": its last one counts.
    within = inner.inner if inner.edge else _why_within(inner)
    if anchor is None or anchor > last:
        over = ", for it was over before the anchor {anchor}" if anchor else ""
        edtf = format_edtf(OPEN_START, last, one_of=one_of)
        return Reading(edtf, f"up to {to}; start open{over}", within)
    edtf = format_edtf(anchor, last, one_of=one_of)
    # Until some time in May: EDTF can say just that.
    whole = last == inner.days[1] and not inner.point
    if not one_of and whole and _PLAIN.fullmatch(inner.edtf) and inner.days[0] > anchor:
        edtf = f"{anchor}/{inner.edtf}"
    return Reading(edtf, f"from the anchor {{anchor}} to {to}", within)


def _why_within(inner: Reading) -> str:
    """A limit is counted to the day: there, the margin of "two weeks from now" is none."""
    if inner.point is None:
        return inner.why
    return "; ".join(filter(None, (f"{said(inner.point)}, counted to the day", inner.inner)))


def since(match: Match, basis: Basis) -> Reading:
    inner = basis.time(match["when"], direction="past")
    return Reading(format_edtf(inner.days[0], OPEN_END), inner=inner.why)


def starting(match: Match, basis: Basis) -> Reading:
    inner = basis.coming(match["when"])
    first = inner.point or inner.days[0]
    if inner.part_of_day and "midnight" in match["when"].lower():
        why = "from that day, for the midnight before it may be meant; end open"
        return Reading(format_edtf(first, OPEN_END), why, inner.inner)
    return Reading(format_edtf(first, OPEN_END), inner=_why_within(inner))


def after(match: Match, basis: Basis) -> Reading:
    inner = basis.time(match["when"])
    first, last = inner.days
    if inner.part_of_day and "midnight" not in match["when"].lower():
        return Reading(format_edtf(last, OPEN_END), "from that day itself, end open", inner.why)
    if inner.edge == "start":
        return Reading(format_edtf(first, OPEN_END), "from its first day, end open", inner.inner)
    return Reading(format_edtf(last + DAY, OPEN_END), inner=inner.why)


def not_before(match: Match, basis: Basis) -> Reading:
    """One day, no sooner than the first. No end is said, so none is made up."""
    inner = basis.time(match["when"], direction="future")
    first = _first_left(inner, basis)
    why = ""
    if first != inner.days[0] and first == basis.anchor:
        why = "not before the anchor {anchor}, which is in that time; no end is said"
    return Reading(format_edtf(first, OPEN_END, one_of=True), why, _why_within(inner))


def as_early_as(match: Match, basis: Basis) -> Reading:
    inner = basis.time(match["when"], direction="future")
    first, last = _first_left(inner, basis), inner.point or inner.days[1]
    likely = "on that day" if first == last else f"by {said(last)}"
    return Reading(
        format_edtf(first, OPEN_END, one_of=True),
        inner=_why_within(inner),
        facts={"first_day": said(first), "likely": likely},
    )


def _first_left(inner: Reading, basis: Basis) -> date:
    """The first day, or the anchor where that has gone by: this week, from today on."""
    first, last = inner.days
    if inner.point:
        return inner.point
    is_running = basis.anchor is not None and first < basis.anchor <= last
    return basis.anchor if basis.anchor and is_running else first


def around(match: Match, basis: Basis) -> Reading:
    """The mark alone: nobody has said how far around."""
    inner = basis.time(match["when"])
    return Reading(_marked(inner, "~"), inner=inner.why)


def perhaps(match: Match, basis: Basis) -> Reading:
    """With the mark; EDTF has none for "possibly by Friday", so there only the reason says it."""
    try:
        ahead = basis.direction is None  # what has happened is seldom said so
        inner = basis.coming(match["when"]) if ahead else basis.time(match["when"])
    except NotUnderstood:
        if basis.depth:
            raise
        inner = basis.anything(match["when"])
        return Reading(inner.edtf, inner=inner.why)
    return Reading(_marked(inner, "?"), inner=inner.why)


def _marked(inner: Reading, mark: str) -> str:
    """With the mark at each end; both marks together are written %."""
    edtf = inner.edtf
    if edtf[0] in "[{":
        edtf = format_edtf(*inner.days)
    return "/".join(
        end
        if end in ("", "..") or end[-1] in f"{mark}%"
        else f"{end[:-1]}%"
        if end[-1] in "~?"
        else f"{end}{mark}"
        for end in edtf.split("/")
    )


def throughout(match: Match, basis: Basis) -> Reading:
    inner = basis.time(match["when"])
    return Reading(format_edtf(*inner.days), inner=inner.why)


def some_day(match: Match, basis: Basis) -> Reading:
    inner = basis.time(match["when"])
    return Reading(format_edtf(*inner.days, one_of=True), inner=inner.why)


def either(match: Match, basis: Basis) -> Reading:
    """Both, as one or the other."""
    return _set("[{}]", match, basis)


def both(match: Match, basis: Basis) -> Reading:
    """Thursday and Friday: on each of them."""
    return _set("{{{}}}", match, basis)


def _set(form: str, match: Match, basis: Basis) -> Reading:
    """Of these two. A year that only one of them says may be meant for both."""
    one, other = match["first"], match["last"]
    first = basis.time(one)
    last = second(other, first.days[0], basis)
    if bool(_ENDS_IN_YEAR.search(one)) != bool(_ENDS_IN_YEAR.search(other)):
        raise UnknownPhrase(f"“{match[0]}” says the year of one of them; add it to the other")
    if first.days[0] > last.days[0]:
        first, last = last, first
    if first.edtf == last.edtf:
        raise UnknownPhrase(f"“{one}” and “{other}” are the same time")
    reasons = "; ".join(dict.fromkeys(why for why in (first.why, last.why) if why))
    return Reading(form.format(f"{_member(first)},{_member(last)}"), inner=reasons)


def _member(inner: Reading) -> str:
    """As a member of a set."""
    if inner.edtf[0] in "[{":
        return inner.edtf[1:-1]
    return inner.edtf if "/" not in inner.edtf else "..".join(map(str, inner.days))


def plain(match: Match, basis: Basis) -> Reading:
    """In, on, during: words that add nothing to the time after them."""
    inner = basis.time(match["when"])
    return replace(inner, why="", inner=inner.why, facts={})
