"""Proposals in another shape: one parted in two, two joined to one.

Values that belong to words go where these words stand; those that cannot be told are shared.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from tracker.models import Kind
from tracker.selectors.cuts import best_cut, halves
from tracker.suggest.found import ConditionFound, DeadlineFound, EventFound, Found, Part

if TYPE_CHECKING:
    from tracker.selectors.position import TextPosition
    from tracker.timeline.proposals import Proposal, Proposed


def place_to_split(proposal: "Proposal", text: str) -> int | None:
    """Where it is parted unless an editor says where: where its words are best cut; of a condition,
    within the longer of its clauses that can be. None where nothing ends within them."""
    found = proposal.found
    if isinstance(found, ConditionFound):
        clauses = [found.if_span, found.then_span or found.if_span]
        for start, end in sorted(clauses, key=lambda span: span[0] - span[1]):
            place = best_cut(text, start, end)
            if place and halves(text, found.start, found.end, place):
                return place
        return None  # cut between its clauses, both halves would say the same
    return best_cut(text, found.start, found.end)


def has_deadline(proposal: "Proposal") -> bool:
    return isinstance(proposal.found, ConditionFound) and proposal.found.deadline is not None


def split(proposal: "Proposal", text: str, *, at: int | None) -> "tuple[Proposal, Proposal] | None":
    """At a place; without one, a condition is parted from the deadline within it. None where that
    is not possible (any more)."""
    found = proposal.found
    if at is None:
        if not isinstance(found, ConditionFound) or found.deadline is None:
            return None
        due = found.deadline
        return (
            proposal.reshaped(replace(found, deadline=None), text),
            replace(proposal, kind=Kind.DEADLINE).reshaped(due, text),
        )
    sides = halves(text, found.start, found.end, at)
    if sides is None:
        return None
    first, second = (_half(found, text, side) for side in sides)
    # The title is that of the whole, or of its beginning.
    second = replace(second, title="")
    return proposal.reshaped(first, text), proposal.reshaped(second, text)


def merged(first: "Proposal", second: "Proposal", text: str) -> "Proposal":
    """From the beginning of the first to the end of the last. The first says what it is; what it
    leaves open, the second may fill in."""
    one, other = first.found, second.found
    start, end = min(one.start, other.start), max(one.end, other.end)
    joined = replace(first, turn=max(first.turn, second.turn), quote=first.quote or second.quote)
    return joined.reshaped(replace(_filled(one, second), start=start, end=end), text)


def _filled(one: "Proposed", second: "Proposal") -> "Proposed":
    other = second.found
    if isinstance(one, ConditionFound):
        due = other.deadline if isinstance(other, ConditionFound) else None
        if isinstance(other, DeadlineFound):
            due = other
        said = [part.actor for part in second.parts if part.role == "initiator"]
        asked = tuple(part.actor for part in second.parts if part.role == "recipient")
        return replace(
            one,
            deadline=one.deadline or due,
            initiator=one.initiator or next(iter(said), None),
            recipients=one.recipients or asked,
        )
    seen = {(part.actor.name, part.role) for part in one.parts}
    more = [part for part in second.parts if (part.actor.name, part.role) not in seen]
    parts = (*one.parts, *more)
    time = second.time
    if isinstance(one, EventFound):
        return replace(one, parts=parts, time=one.time or time)
    if isinstance(other, DeadlineFound):
        one = replace(
            one,
            demand=one.demand or other.demand,
            consequence=one.consequence or other.consequence,
        )
    return replace(one, parts=parts, time=one.time if one.time.window or not time else time)


def _half(found: "Proposed", text: str, side: "TextPosition") -> "Proposed":
    if isinstance(found, ConditionFound):
        return _half_of_condition(found, text, side)
    parts = _parts_of_half(found, found.parts, side)
    if isinstance(found, DeadlineFound):
        demand = found.demand if found.demand in side.slice(text) else ""
        return replace(found, start=side.start, end=side.end, demand=demand, parts=parts)
    is_dated = found.time and not _is_elsewhere(found.time, found, side)
    time = found.time if is_dated else None
    return replace(found, start=side.start, end=side.end, time=time, parts=parts)


def _half_of_condition(found: ConditionFound, text: str, side: "TextPosition") -> ConditionFound:
    """The clause that was cut is halved; the other one holds for both."""
    changes: dict[str, object] = {"start": side.start, "end": side.end}
    for name in ("if", "then"):
        span = getattr(found, f"{name}_span")
        inside = span and (max(span[0], side.start), min(span[1], side.end))
        if inside and inside[0] < inside[1] and inside != span:
            changes[f"{name}_span"] = inside
            changes[f"{name}_clause"] = text[slice(*inside)].strip(" ,;—–")
    due = found.deadline
    if due and _is_elsewhere(due, found, side):
        changes["deadline"] = None
    return replace(found, **changes)  # type: ignore[arg-type]


def _is_elsewhere(inner: Found, whole: Found, side: "TextPosition") -> bool:
    """Whether its words stand in the other half. Words beside the whole say it of both."""
    is_within = whole.start <= inner.start and inner.end <= whole.end
    return is_within and not (inner.start < side.end and inner.end > side.start)


def _parts_of_half(whole: Found, parts: Iterable[Part], side: "TextPosition") -> tuple[Part, ...]:
    """Those that are named in it, or beside the whole. Who acts, acts in both halves unless this
    one names another."""
    parts = list(parts)
    here = [one for one in parts if not _is_elsewhere(one.actor, whole, side)]
    if not any(one.role == "initiator" for one in here):
        here = [one for one in parts if one.role == "initiator" or one in here]
    return tuple(here)
