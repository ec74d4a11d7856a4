"""What an outcome still waits for, by and, or and unless; nothing here needs a database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.models import STATUSES, ClockState, Operator, Outcome
from tracker.timeline.unmet import Answer, Claim, Limit, Part, Unmet, weigh

OPEN, MET, FAILED = ClockState.OPEN, Outcome.SATISFIED, Outcome.FAILED
DISPUTED, GONE = Outcome.DISPUTED, Outcome.WITHDRAWN
NO, NOT_YET, UNKNOWN, YES = Answer.NO, Answer.NOT_YET, Answer.UNKNOWN, Answer.YES


@pytest.mark.parametrize(
    ("status", "answer"),
    [
        (ClockState.UPCOMING, NOT_YET),
        (ClockState.OPEN, NOT_YET),
        (ClockState.OVERDUE, NOT_YET),
        (Outcome.SATISFIED, YES),
        (Outcome.TRIGGERED, YES),
        (Outcome.CARRIED_OUT, YES),
        (Outcome.WAIVED, YES),
        (Outcome.PARTLY_SATISFIED, NOT_YET),
        (Outcome.DISPUTED, UNKNOWN),
        (Outcome.FAILED, NO),
        (Outcome.NOT_CARRIED_OUT, NO),
        (Outcome.WITHDRAWN, None),
        (Outcome.MOOT, None),
    ],
)
def test_a_condition_by_itself(status: str, answer: Answer | None) -> None:
    found = weigh({1: Claim(status)}, 1)
    assert found.outcome.answer is answer
    is_unmet = answer not in (YES, None)
    assert found.keys == ({1} if is_unmet else set())


# The states of two others, how the first hangs on them, and what its outcome comes to.
TWO = [
    # and: all of them
    ("and", MET, MET, MET, YES),
    ("and", MET, MET, OPEN, NOT_YET),
    ("and", OPEN, MET, MET, NOT_YET),
    ("and", MET, OPEN, FAILED, NO),
    ("and", MET, DISPUTED, MET, UNKNOWN),
    ("and", MET, DISPUTED, OPEN, NOT_YET),
    ("and", MET, DISPUTED, FAILED, NO),
    ("and", MET, GONE, OPEN, NOT_YET),
    ("and", MET, GONE, GONE, YES),
    # or: any of them, itself among them
    ("or", OPEN, OPEN, OPEN, NOT_YET),
    ("or", MET, OPEN, FAILED, YES),
    ("or", FAILED, MET, OPEN, YES),
    ("or", FAILED, FAILED, OPEN, NOT_YET),
    ("or", FAILED, FAILED, FAILED, NO),
    ("or", FAILED, DISPUTED, OPEN, UNKNOWN),
    ("or", FAILED, GONE, GONE, NO),
    # unless: blocked by any that is satisfied
    ("unless", MET, OPEN, OPEN, YES),
    ("unless", MET, FAILED, GONE, YES),
    ("unless", MET, OPEN, MET, NO),
    ("unless", MET, DISPUTED, OPEN, UNKNOWN),
    ("unless", OPEN, OPEN, OPEN, NOT_YET),
    # what has followed, or has not, hangs on nothing any longer
    ("and", Outcome.CARRIED_OUT, FAILED, OPEN, YES),
    ("and", Outcome.NOT_CARRIED_OUT, MET, MET, NO),
    ("and", GONE, OPEN, OPEN, None),
]


@pytest.mark.parametrize(("relation", "own", "one", "other", "answer"), TWO)
def test_joined_to_two_others(
    relation: str, own: str, one: str, other: str, answer: Answer | None
) -> None:
    joins = {"and": "all_of", "or": "any_of", "unless": "unless"}
    first = Claim(own, **{joins[relation]: (2, 3)})  # type: ignore[arg-type]
    assert weigh({1: first, 2: Claim(one), 3: Claim(other)}, 1).outcome.answer is answer


@pytest.mark.parametrize(
    ("own", "limit", "operator", "answer", "unmet"),
    [
        (OPEN, ClockState.OPEN, Operator.IF, NOT_YET, {1, 9}),
        (OPEN, ClockState.OVERDUE, Operator.IF, NOT_YET, {1, 9}),
        (OPEN, Outcome.MISSED, Operator.IF, NO, {1, 9}),
        (OPEN, Outcome.LAPSED, Operator.ONLY_IF, NO, {1, 9}),
        (OPEN, Outcome.MET, Operator.IF, NOT_YET, {1}),
        (OPEN, Outcome.WITHDRAWN, Operator.IF, NOT_YET, {1}),
        # A threat for the case that something is not done in time.
        (OPEN, Outcome.MISSED, Operator.UNLESS, NOT_YET, {1}),
        (OPEN, Outcome.MET, Operator.UNLESS, NO, {1, 9}),
        # Once it is decided, the time for it no longer matters.
        (MET, Outcome.MISSED, Operator.IF, YES, set()),
        (FAILED, ClockState.OPEN, Operator.IF, NO, {1}),
    ],
)
def test_a_time_limit(own: str, limit: str, operator: str, answer: Answer, unmet: set[int]) -> None:
    found = weigh({1: Claim(own, operator, Limit(9, limit))}, 1)
    assert found.outcome.answer is answer
    assert found.keys == unmet


def shape(unmet: tuple[Unmet, ...]) -> list[object]:
    """Keys of what is unmet; of several parts: what they have to do with each other, and they."""
    return [(str(need.part), shape(parts)) if parts else need.key for need, parts in unmet]


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        ({1: Claim(OPEN, all_of=(2,)), 2: Claim(OPEN, all_of=(3,)), 3: Claim(OPEN)}, [1, 2, 3]),
        ({1: Claim(MET, all_of=(2,)), 2: Claim(MET, all_of=(3,)), 3: Claim(FAILED)}, [3]),
        (
            {1: Claim(OPEN, any_of=(2, 3)), 2: Claim(FAILED), 3: Claim(OPEN)},
            [("choice", [1, 2, 3])],
        ),
        # One alternative needs two things together.
        (
            {1: Claim(OPEN, any_of=(2,)), 2: Claim(OPEN, all_of=(3,)), 3: Claim(OPEN)},
            [("choice", [1, ("outcome", [2, 3])])],
        ),
        # An alternative that nobody offers any longer is none.
        ({1: Claim(OPEN, any_of=(2,)), 2: Claim(GONE)}, [1]),
        ({1: Claim(OPEN, any_of=(2,)), 2: Claim(MET)}, []),
        ({1: Claim(MET, unless=(2,)), 2: Claim(MET)}, [2]),
        # What cannot be seen is not waited for.
        ({1: Claim(MET, all_of=(7,))}, []),
    ],
)
def test_what_is_unmet(claims: dict[int, Claim], expected: list[object]) -> None:
    assert shape(weigh(claims, 1).unmet) == expected


def test_of_what_two_wait_for_the_parts_are_named_once() -> None:
    shared = {4: Claim(OPEN, all_of=(5,)), 5: Claim(OPEN)}
    claims = {1: Claim(MET, any_of=(), all_of=(2, 3)), 2: Claim(OPEN, any_of=(4,))}
    found = weigh({**claims, 3: Claim(FAILED, any_of=(4,)), **shared}, 1)
    together, again = found.unmet
    assert shape((together,)) == [("choice", [2, ("outcome", [4, 5])])]
    assert [(need.key, parts) for need, parts in again.parts] == [(3, ()), (4, ())]


@pytest.mark.parametrize(
    ("claims", "best"),
    [
        ({1: Claim(OPEN)}, (1, True, ())),
        # Two are missing: neither alone will do.
        ({1: Claim(OPEN, all_of=(2,)), 2: Claim(OPEN)}, None),
        ({1: Claim(MET, all_of=(2,)), 2: Claim(OPEN)}, (2, True, ())),
        # One that two others wait for goes before one that is all that one other waits for.
        (
            {
                1: Claim(OPEN, all_of=(2, 3, 4)),
                2: Claim(MET, all_of=(5,)),
                3: Claim(MET, all_of=(5,)),
                4: Claim(MET, all_of=(6,)),
                5: Claim(OPEN),
                6: Claim(OPEN),
            },
            (5, False, (2, 3)),
        ),
        # The outcome itself before all else.
        (
            {
                1: Claim(OPEN, any_of=(2, 3)),
                2: Claim(MET, all_of=(4,)),
                3: Claim(OPEN),
                4: Claim(OPEN),
            },
            (4, True, (2,)),
        ),
        ({1: Claim(MET, unless=(2,)), 2: Claim(MET)}, (2, True, ())),
        ({1: Claim(MET)}, None),
    ],
)
def test_which_single_one_would_unblock_most(
    claims: dict[int, Claim], best: tuple[int, bool, tuple[int, ...]] | None
) -> None:
    step = weigh(claims, 1).best
    assert (step and (step.key, step.settles, step.frees)) == best


@pytest.mark.parametrize(
    ("claims", "answer", "circles"),
    [
        ({1: Claim(MET, all_of=(2,)), 2: Claim(MET, all_of=(1,))}, YES, ((2, 1),)),
        ({1: Claim(MET, all_of=(2,)), 2: Claim(OPEN, all_of=(1,))}, NOT_YET, ((2, 1),)),
        # Each offers the other as its alternative: that makes neither of them true.
        ({1: Claim(OPEN, any_of=(2,)), 2: Claim(OPEN, any_of=(1,))}, NOT_YET, ((2, 1),)),
        ({1: Claim(MET, unless=(2,)), 2: Claim(MET, unless=(1,))}, NO, ((2, 1),)),
        ({1: Claim(OPEN, all_of=(1,))}, NOT_YET, ((1, 1),)),
    ],
)
def test_what_waits_for_itself(
    claims: dict[int, Claim], answer: Answer, circles: tuple[tuple[int, int], ...]
) -> None:
    found = weigh(claims, 1)
    assert (found.outcome.answer, found.circles) == (answer, circles)


def test_every_state_is_weighed() -> None:
    for status in STATUSES:
        assert weigh({1: Claim(str(status))}, 1).outcome.part is Part.ITSELF


KEYS = st.integers(0, 11)
CLAIMS = st.dictionaries(
    KEYS,
    st.builds(
        Claim,
        st.sampled_from(sorted(map(str, STATUSES))),
        st.sampled_from(Operator.values),
        st.none()
        | st.builds(Limit, st.integers(100, 105), st.sampled_from([OPEN, "missed", "met"])),
        *[st.lists(KEYS, max_size=4).map(tuple)] * 3,
    ),
    min_size=1,
)


@given(CLAIMS)
def test_any_graph_has_an_answer_and_what_is_unmet_explains_it(claims: dict[int, Claim]) -> None:
    for outcome in claims:
        found = weigh(claims, outcome)
        is_held = found.outcome.answer in (Answer.YES, None)
        assert bool(found.keys) != is_held
        assert found.best is None or found.best.key in found.keys
