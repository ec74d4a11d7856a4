"""What became of a demand, by where it stands and what was said to it."""

import pytest

from tracker.models import STATUSES, ClockState, ConditionKind, LinkType, Outcome
from tracker.timeline.replies import DemandState, Reply, state_of

S = DemandState


def reply(
    link: str = LinkType.RESPONDS_TO,
    plover_type: str | None = "REJECT",
    kind: str = "event",
    occurrence: str | None = "occurred",
    pk: int = 1,
) -> Reply:
    return Reply(pk, link, kind, plover_type, occurrence)


NO, YES = reply(), reply(plover_type="CONCEDE", pk=2)
BUT = reply(plover_type=None, kind="condition", occurrence=None, pk=3)


@pytest.mark.parametrize(
    ("status", "condition_kind", "replies", "expected", "rests_on"),
    [
        # An event that asks for something: only replies say what came of it.
        (None, None, [], S.UNANSWERED, None),
        (None, None, [NO], S.REJECTED, 1),
        (None, None, [YES], S.ACCEPTED, 2),
        (None, None, [NO, YES], S.ACCEPTED, 2),
        (None, None, [YES, NO], S.REJECTED, 1),
        (None, None, [BUT], S.PARTLY, 3),
        (None, None, [reply(LinkType.FULFILS, "COERCE")], S.ACCEPTED, 1),
        (None, None, [reply(LinkType.BREACHES, "CONSULT")], S.REJECTED, 1),
        # Talking is no answer; neither is what was called off, nor what merely hangs together.
        (None, None, [reply(plover_type="CONSULT")], S.UNANSWERED, None),
        (None, None, [reply(plover_type="CONCEDE", occurrence="cancelled")], S.UNANSWERED, None),
        (None, None, [reply(LinkType.FOLLOWS, "CONCEDE")], S.UNANSWERED, None),
        # A deadline that runs is demanded; one that ran out is unanswered.
        (ClockState.UPCOMING, None, [], S.DEMANDED, None),
        (ClockState.OPEN, None, [], S.DEMANDED, None),
        (ClockState.OPEN, None, [NO], S.REJECTED, 1),
        (ClockState.OVERDUE, None, [], S.UNANSWERED, None),
        (Outcome.LAPSED, None, [], S.UNANSWERED, None),
        (Outcome.LAPSED, None, [YES], S.ACCEPTED, 2),
        (Outcome.MET, None, [NO], S.ACCEPTED, None),
        (Outcome.PARTLY_MET, None, [], S.PARTLY, None),
        (Outcome.MISSED, None, [], S.NOT_MET, None),
        (Outcome.MISSED, None, [NO], S.REJECTED, 1),
        (Outcome.MISSED, None, [YES], S.NOT_MET, None),
        (Outcome.SUPERSEDED, None, [], S.WITHDRAWN, None),
        (Outcome.WITHDRAWN, None, [NO], S.WITHDRAWN, None),
        # A condition.
        (Outcome.SATISFIED, ConditionKind.PRECONDITION, [], S.ACCEPTED, None),
        (Outcome.FAILED, ConditionKind.PRECONDITION, [], S.NOT_MET, None),
        (Outcome.FAILED, ConditionKind.PRECONDITION, [NO], S.REJECTED, 1),
        (Outcome.WAIVED, ConditionKind.PRECONDITION, [], S.WITHDRAWN, None),
        (Outcome.DISPUTED, ConditionKind.PRECONDITION, [], S.DISPUTED, None),
        (Outcome.MOOT, ConditionKind.THREAT, [], S.WITHDRAWN, None),
        # A threat is carried out because the demand was not met, an offer because it was.
        (Outcome.CARRIED_OUT, ConditionKind.THREAT, [], S.NOT_MET, None),
        (Outcome.TRIGGERED, ConditionKind.RED_LINE, [], S.NOT_MET, None),
        (Outcome.CARRIED_OUT, ConditionKind.OFFER, [], S.ACCEPTED, None),
        (Outcome.NOT_CARRIED_OUT, ConditionKind.THREAT, [], S.UNANSWERED, None),
    ],
)
def test_the_state_of_a_demand(
    status: str | None,
    condition_kind: str | None,
    replies: list[Reply],
    expected: DemandState,
    rests_on: int | None,
) -> None:
    state, found = state_of(status=status, condition_kind=condition_kind, replies=replies)
    assert (state, found.pk if found else None) == (expected, rests_on)


def test_no_state_is_forgotten() -> None:
    for status in STATUSES:
        state_of(status=str(status), condition_kind=None, replies=[])
