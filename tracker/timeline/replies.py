"""What became of a demand: told by where it stands, or else by what was said and done in reply."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from tracker.models import (
    ClockState,
    ConditionKind,
    Kind,
    LinkType,
    Occurrence,
    Outcome,
    PloverType,
)


class DemandState(TextChoices):
    DEMANDED = "demanded", _("demanded")  # and its time is not over
    ACCEPTED = "accepted", _("accepted")
    PARTLY = "partly", _("partly accepted")
    REJECTED = "rejected", _("rejected")
    NOT_MET = "not_met", _("not met")  # and nobody is on record as having refused it
    DISPUTED = "disputed", _("disputed")
    UNANSWERED = "unanswered", _("unanswered")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Reply(NamedTuple):
    """An entry that is linked to a demand, by somebody of whom it was demanded."""

    pk: int
    link: str  # LinkType
    kind: str
    plover_type: str | None
    occurrence: str | None


# What the developments of a demand say of it.
_SETTLED: Mapping[str, DemandState] = {
    Outcome.MET: DemandState.ACCEPTED,
    Outcome.PARTLY_MET: DemandState.PARTLY,
    Outcome.MISSED: DemandState.NOT_MET,
    Outcome.SATISFIED: DemandState.ACCEPTED,
    Outcome.PARTLY_SATISFIED: DemandState.PARTLY,
    Outcome.FAILED: DemandState.NOT_MET,
    Outcome.DISPUTED: DemandState.DISPUTED,
    Outcome.WAIVED: DemandState.WITHDRAWN,
    Outcome.WITHDRAWN: DemandState.WITHDRAWN,
    Outcome.SUPERSEDED: DemandState.WITHDRAWN,
    Outcome.MOOT: DemandState.WITHDRAWN,
}
# What was said to follow has begun to: of a threat because the demand was not met, else because
# it was.
_FOLLOWED = frozenset({Outcome.TRIGGERED, Outcome.CARRIED_OUT})
_THREATS = frozenset({ConditionKind.THREAT, ConditionKind.RED_LINE})
_RUNNING = frozenset({ClockState.UPCOMING, ClockState.OPEN})

_YES = frozenset(
    {
        PloverType.AGREE,
        PloverType.SUPPORT,
        PloverType.CONCEDE,
        PloverType.COOPERATE,
        PloverType.AID,
        PloverType.RETREAT,
    }
)
_HAPPENED = frozenset({Occurrence.OCCURRED})


def state_of(
    *, status: str | None, condition_kind: str | None, replies: Sequence[Reply]
) -> tuple[DemandState, Reply | None]:
    """The state of a demand, and the reply that it rests on, if it rests on one. `status` is where
    a deadline or a condition stands; None of an event. `replies` come in order of time: the last
    that says yes or no decides."""
    if status is not None and status in _SETTLED:
        state = _SETTLED[status]
        # That it was not met is known; a refusal on record says why.
        refusals = [one for one in replies if _says(one) is DemandState.REJECTED]
        if state is DemandState.NOT_MET and refusals:
            return DemandState.REJECTED, refusals[-1]
        return state, None
    if status in _FOLLOWED:
        met = condition_kind not in _THREATS
        return (DemandState.ACCEPTED if met else DemandState.NOT_MET), None
    for reply in reversed(replies):
        if said := _says(reply):
            return said, reply
    return (DemandState.DEMANDED if status in _RUNNING else DemandState.UNANSWERED), None


def _says(reply: Reply) -> DemandState | None:
    """What one reply makes of the demand, if anything."""
    if reply.kind == Kind.EVENT and reply.occurrence not in _HAPPENED:
        return None
    if reply.link == LinkType.FULFILS:
        return DemandState.ACCEPTED
    if reply.link == LinkType.BREACHES:
        return DemandState.REJECTED
    if reply.link != LinkType.RESPONDS_TO:
        return None
    if reply.kind == Kind.CONDITION:
        return DemandState.PARTLY  # yes, but: on a condition of one's own
    if reply.plover_type == PloverType.REJECT:
        return DemandState.REJECTED
    return DemandState.ACCEPTED if reply.plover_type in _YES else None
