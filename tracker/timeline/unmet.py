"""What is still unmet for an outcome: conditions that hang on each other, weighed.

Nothing here asks the database: claims go in, what they come to comes out. An outcome is what a
condition says will follow. It comes when the condition itself is satisfied, or one that is joined
to it by *or* is; and with it every one that is joined by *and*; and unless one that is joined by
*unless* is satisfied. A time limit that runs is one thing more to wait for; one that has passed
unused is the end of it.
"""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum
from typing import NamedTuple

from tracker.models import ClockState, Operator, Outcome


class Answer(IntEnum):
    """Whether something holds. Of several that are all wanted, the least decides; of several of
    which one will do, the greatest."""

    NO = 0  # and nothing on record says that it still can
    NOT_YET = 1
    UNKNOWN = 2  # in dispute: it may hold already
    YES = 3


# What is left out here is asked no longer: withdrawn, superseded, moot.
_OF_CONDITION: Mapping[str, Answer] = {
    ClockState.UPCOMING: Answer.NOT_YET,
    ClockState.OPEN: Answer.NOT_YET,
    ClockState.OVERDUE: Answer.NOT_YET,
    Outcome.SATISFIED: Answer.YES,
    Outcome.TRIGGERED: Answer.YES,
    Outcome.CARRIED_OUT: Answer.YES,
    Outcome.WAIVED: Answer.YES,
    Outcome.PARTLY_SATISFIED: Answer.NOT_YET,
    Outcome.DISPUTED: Answer.UNKNOWN,
    Outcome.FAILED: Answer.NO,
    Outcome.NOT_CARRIED_OUT: Answer.NO,
}
_OF_DEADLINE: Mapping[str, Answer] = {
    ClockState.UPCOMING: Answer.NOT_YET,
    ClockState.OPEN: Answer.NOT_YET,
    ClockState.OVERDUE: Answer.NOT_YET,
    Outcome.MET: Answer.YES,
    Outcome.PARTLY_MET: Answer.NOT_YET,
    Outcome.MISSED: Answer.NO,
    Outcome.LAPSED: Answer.NO,
}
# What was said to follow has followed, or has not: nothing before it matters any longer.
_SETTLED = frozenset({Outcome.CARRIED_OUT, Outcome.NOT_CARRIED_OUT})


class Limit(NamedTuple):
    """The deadline of a condition, as it stands."""

    key: int
    status: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A condition as it stands, with the conditions that it waits for, by their keys."""

    status: str
    operator: str = Operator.IF
    limit: Limit | None = None
    all_of: tuple[int, ...] = ()  # joined by and
    any_of: tuple[int, ...] = ()  # joined by or: each will do in its place
    unless: tuple[int, ...] = ()  # each of them, satisfied, blocks it

    @property
    def waits_for(self) -> tuple[int, ...]:
        return (*self.all_of, *self.any_of, *self.unless)


class Part(StrEnum):
    """How a need belongs to what needs it."""

    OUTCOME = "outcome"  # of a condition that others are joined to: all of its needs
    ITSELF = "itself"  # a condition, without what it is joined to
    LIMIT = "limit"  # its deadline
    CHOICE = "choice"  # one of its needs will do
    BLOCK = "block"  # holds unless the condition does


@dataclass(frozen=True, slots=True, eq=False)
class Need:
    """Something that an outcome waits for, down to what has no other needs. What several wait for
    is one and the same need of all of them, so that a tree of them may be read only with care.

    `key`: of the condition; of the deadline where the part is LIMIT. `answer` is None where
    nobody asks for it any longer.
    """

    key: int
    part: Part
    answer: Answer | None
    needs: tuple["Need", ...] = ()

    @property
    def is_unmet(self) -> bool:
        return self.answer is not None and self.answer is not Answer.YES


@dataclass(frozen=True, slots=True)
class Step:
    """One need that, met, lets others through."""

    key: int
    part: Part
    settles: bool  # the outcome itself would have all that it waits for
    frees: tuple[int, ...]  # the other conditions whose outcomes would


class Unmet(NamedTuple):
    """A need that keeps the outcome from coming. One of several parts names them: all that is
    unmet of an OUTCOME, or what of a CHOICE would do. Where it names none of them, it did before.
    """

    need: Need
    parts: "tuple[Unmet, ...]" = ()


@dataclass(frozen=True, slots=True)
class Weighed:
    outcome: Need
    unmet: tuple[Unmet, ...]
    best: Step | None  # None where no single need would let anything through
    circles: tuple[tuple[int, int], ...] = ()  # joins that lead back, and were left out

    @property
    def keys(self) -> frozenset[int]:
        """The conditions and deadlines that are unmet."""
        return frozenset(need.key for need in _each(self.unmet))


def weigh(claims: Mapping[int, Claim], outcome: int) -> Weighed:
    """What the outcome of one of these conditions waits for. What is no key of them is unknown to
    this reader, and is not waited for."""
    order, circles = _in_order(claims, outcome)
    now = _needs(order, {})
    unmet = tuple(_keeping(now[outcome], set()))
    return Weighed(now[outcome], unmet, _best(order, outcome, now, list(_each(unmet))), circles)


_Order = dict[int, Claim]  # each after those that it waits for
_Circles = tuple[tuple[int, int], ...]
# Answers put in the place of those on record, to see what would come of it.
_Supposed = dict[tuple[Part, int], Answer]


def _in_order(claims: Mapping[int, Claim], root: int) -> tuple[_Order, _Circles]:
    """All that a condition waits for. Where a chain leads back to what stands on it already, the
    last join is left out: nothing is waited for twice."""
    order: _Order = {}
    entered: dict[int, Claim] = {}
    circles: list[tuple[int, int]] = []
    path: list[tuple[int, Iterator[int]]] = []

    def enter(key: int) -> None:
        others = dict.fromkeys(one for one in claims[key].waits_for if one in claims)
        back = {one for one in others if one == key or any(one == at for at, _rest in path)}
        circles.extend((key, one) for one in others if one in back)
        entered[key] = _joined_to(claims[key], others.keys() - back)
        path.append((key, iter(entered[key].waits_for)))

    enter(root)
    while path:
        key, others = path[-1]
        other = next((one for one in others if one not in entered), None)
        if other is not None:
            enter(other)
        else:
            path.pop()
            order[key] = entered[key]
    return order, tuple(circles)


def _joined_to(claim: Claim, those: Set[int]) -> Claim:
    """The same, joined to these alone."""
    return replace(
        claim,
        all_of=tuple(one for one in claim.all_of if one in those),
        any_of=tuple(one for one in claim.any_of if one in those),
        unless=tuple(one for one in claim.unless if one in those),
    )


def _needs(order: _Order, supposed: _Supposed) -> dict[int, Need]:
    """What each of the conditions needs for its outcome."""
    found: dict[int, Need] = {}
    for key, claim in order.items():
        own = _itself(key, claim, supposed)
        if own.answer is None or claim.status in _SETTLED:
            found[key] = own
            continue
        needs = [_choice(key, [own, *(found[one] for one in claim.any_of)])]
        needs += [found[one] for one in claim.all_of]
        needs += [_block(found[one]) for one in claim.unless]
        found[key] = _all_of(key, needs)
    return found


def _itself(key: int, claim: Claim, supposed: _Supposed) -> Need:
    answer = supposed.get((Part.ITSELF, key), _OF_CONDITION.get(claim.status))
    own = Need(key, Part.ITSELF, answer)
    limit = claim.limit
    if limit is None or answer not in (Answer.NOT_YET, Answer.UNKNOWN):
        return own
    found = _OF_DEADLINE.get(limit.status)
    if found is not None and claim.operator == Operator.UNLESS:
        # What is said to follow unless something is done in time follows when it is not.
        found = {Answer.YES: Answer.NO, Answer.NO: Answer.YES}.get(found, found)
    found = supposed.get((Part.LIMIT, limit.key), found)
    if found is None or found is Answer.YES:
        return own
    return _all_of(key, [own, Need(limit.key, Part.LIMIT, found)])


def _all_of(key: int, needs: list[Need]) -> Need:
    if len(needs) == 1:
        return needs[0]
    asked = [need.answer for need in needs if need.answer is not None]
    return Need(key, Part.OUTCOME, min(asked, default=None), tuple(needs))


def _choice(key: int, needs: list[Need]) -> Need:
    if len(needs) == 1:
        return needs[0]
    asked = [need.answer for need in needs if need.answer is not None]
    return Need(key, Part.CHOICE, max(asked, default=None), tuple(needs))


def _block(need: Need) -> Need:
    """Satisfied, it blocks; in dispute, so is that; until then it stands in nobody's way."""
    answers = {Answer.YES: Answer.NO, Answer.UNKNOWN: Answer.UNKNOWN}
    answer = answers.get(need.answer, Answer.YES) if need.answer is not None else Answer.YES
    return Need(need.key, Part.BLOCK, answer, (need,))


def _keeping(need: Need, seen: set[int]) -> Iterator[Unmet]:
    """The unmet needs below this one. `seen` are the needs whose parts were named already: what
    many wait for would else be said more often than anybody can read."""
    if not need.is_unmet:
        return
    if need.part not in (Part.OUTCOME, Part.CHOICE) or id(need) in seen:
        yield Unmet(need)
        return
    seen.add(id(need))
    if need.part is Part.OUTCOME:
        for one in need.needs:
            yield from _keeping(one, seen)
        return
    found: list[Unmet] = []
    for choice in need.needs:
        parts = tuple(_keeping(choice, seen))
        found += parts if len(parts) < 2 else [Unmet(choice, parts)]
    if len(found) == 1:
        yield found[0]
    else:
        yield Unmet(need, tuple(found))


def _each(unmet: tuple[Unmet, ...]) -> Iterator[Need]:
    """Those without parts, each once."""
    found: dict[tuple[Part, int], Need] = {}
    waiting = list(reversed(unmet))
    while waiting:
        need, parts = waiting.pop()
        waiting += reversed(parts)
        if need.part not in (Part.OUTCOME, Part.CHOICE):
            found.setdefault((need.part, need.key), need)
    return iter(found.values())


def _best(order: _Order, outcome: int, now: dict[int, Need], unmet: list[Need]) -> Step | None:
    """The single need that, met, would let most through: the outcome itself before all."""
    steps = []
    for need in unmet:
        freed = _holding(_needs(order, dict(_met(need)))) - _holding(now)
        others = tuple(sorted(freed - {outcome, need.key}))
        steps.append(Step(need.key, need.part, settles=outcome in freed, frees=others))
    found = max(steps, key=lambda step: (step.settles, len(step.frees)), default=None)
    return found if found and (found.settles or found.frees) else None


def _holding(needs: Mapping[int, Need]) -> set[int]:
    return {key for key, need in needs.items() if need.answer is Answer.YES}


def _met(need: Need) -> Iterator[tuple[tuple[Part, int], Answer]]:
    """What would have to be supposed for a need to be met."""
    if need.part is not Part.BLOCK:
        yield (need.part, need.key), Answer.YES
        return
    waiting = list(need.needs)
    seen = set()
    while waiting:
        one = waiting.pop()
        if not one.needs:
            yield (one.part, one.key), Answer.NO
        waiting += [other for other in one.needs if id(other) not in seen]
        seen |= {id(other) for other in one.needs}
