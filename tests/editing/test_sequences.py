"""Which step may follow which, and why not."""

from datetime import date, timedelta
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.dates.edtf import format_edtf
from tracker.dates.window import OPEN_END, OPEN_START, Window
from tracker.editing.refusals import reason
from tracker.editing.sequences import (
    MAY_FOLLOW,
    Breach,
    Life,
    Rule,
    Step,
    breaches,
    possible_before,
    possible_next,
)
from tracker.models import OUTCOMES, Kind, Outcome
from tracker.models.developments import MOVES

_keys = count(1)


def day(number: int) -> date:
    """A day of May 2025, and on."""
    return date(2025, 4, 30) + timedelta(days=number)


def window(first: date, last: date | None = None) -> Window:
    return Window(edtf=format_edtf(first, last or first), earliest=first, latest=last or first)


def step(outcome: str, on: int, *, until: int = 0, new: tuple[int, int] | None = None) -> Step:
    moved = window(day(new[0]), day(new[1])) if new else None
    if outcome in MOVES and not new:
        moved = window(day(0), day(on + 100))
    return Step(Outcome(outcome), window(day(on), day(until or on)), moved, next(_keys))


def deadline(*steps: Step, stated: int | None = None, first: int = 1, last: int = 10) -> Life:
    said = day(stated) if stated is not None else None
    return Life(Kind.DEADLINE, said, window(day(first), day(last)), steps)


def condition(*steps: Step) -> Life:
    return Life(Kind.CONDITION, None, window(day(1), OPEN_END), steps)


def only(life: Life, *, today: date | None = None) -> Breach:
    (found,) = breaches(life, today=today)
    return found


# ── the table ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "chain",
    [
        "met",
        "extended extended extended missed",
        "reiterated extended extended extended missed met",
        "missed extended met",
        "missed met",
        "missed partly_met met",
        "missed withdrawn",
        "lapsed missed superseded",
        "shortened superseded",
        "shortened extended missed reiterated",
        "partly_met partly_met met",
        "partly_met extended met",
        "reiterated withdrawn",
    ],
)
def test_lives_that_a_deadline_may_have(chain: str) -> None:
    steps: list[Step] = []
    today, last = 10, 200
    for outcome in chain.split():
        today += 1
        # Each shortened window is shorter, each extended one longer, than the one before; and
        # nothing is missed before the window in force has closed.
        if outcome in MOVES:
            last += 50 if outcome == Outcome.EXTENDED else -60
        if outcome in (Outcome.MISSED, Outcome.LAPSED):
            today = max(today, last)
        steps.append(step(outcome, today, new=(0, last) if outcome in MOVES else None))
    assert list(breaches(deadline(*steps, last=200, first=1))) == []


@pytest.mark.parametrize(
    "chain",
    [
        "reiterated satisfied carried_out",
        "failed triggered carried_out",
        "failed triggered not_carried_out",
        "failed satisfied",
        "triggered satisfied withdrawn",
        "triggered carried_out disputed",
        "partly_satisfied waived",
        "satisfied failed",
        "not_carried_out carried_out",
        "not_carried_out reiterated",
        "withdrawn disputed triggered",
        "disputed disputed moot",
        "disputed satisfied",
    ],
)
def test_lives_that_a_condition_may_have(chain: str) -> None:
    steps = [step(outcome, 10 + place) for place, outcome in enumerate(chain.split())]
    assert list(breaches(condition(*steps))) == []


@pytest.mark.parametrize(
    ("kind", "chain"),
    [
        *((Kind.DEADLINE, f"{closed} {after}") for closed in ("met", "withdrawn", "superseded")
          for after in OUTCOMES[Kind.DEADLINE]),
        (Kind.DEADLINE, "missed missed"),
        (Kind.DEADLINE, "missed lapsed"),
        (Kind.DEADLINE, "missed shortened"),
        (Kind.DEADLINE, "lapsed lapsed"),
        (Kind.DEADLINE, "extended met extended"),
        *((Kind.CONDITION, f"{closed} {after}")
          for closed in ("withdrawn", "waived", "moot", "carried_out")
          for after in OUTCOMES[Kind.CONDITION] if after != Outcome.DISPUTED),
        (Kind.CONDITION, "satisfied waived"),
        (Kind.CONDITION, "satisfied partly_satisfied"),
        (Kind.CONDITION, "satisfied satisfied"),
        (Kind.CONDITION, "failed failed"),
        (Kind.CONDITION, "triggered triggered"),
        (Kind.CONDITION, "triggered failed"),
        (Kind.CONDITION, "not_carried_out not_carried_out"),
        (Kind.CONDITION, "not_carried_out satisfied"),
        (Kind.CONDITION, "withdrawn reiterated carried_out"),
    ],
)  # fmt: skip
def test_what_cannot_follow(kind: str, chain: str) -> None:
    steps = [step(outcome, 10 + place) for place, outcome in enumerate(chain.split())]
    life = deadline(*steps) if kind == Kind.DEADLINE else condition(*steps)
    found = list(breaches(life))
    assert found
    assert {breach.rule for breach in found} == {Rule.FOLLOWS}
    assert found[-1].step == steps[-1]
    assert reason(found[-1])


def test_every_outcome_but_those_of_a_running_matter_has_its_row() -> None:
    assert MAY_FOLLOW.keys() == set(Outcome) - MOVES - {Outcome.REITERATED}


# ── days and windows ─────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("life", "rule"),
    [
        (deadline(step("met", 4), stated=5), Rule.STATED),
        (deadline(step("met", 4, until=5), stated=5), None),
        (deadline(step("met", 5), stated=5), None),
        (deadline(step("met", 4)), None),
        (deadline(step("missed", 4), first=5), Rule.NOT_DUE),
        (deadline(step("lapsed", 4), first=5), Rule.NOT_DUE),
        (deadline(step("missed", 9)), Rule.NOT_DUE),
        (deadline(step("lapsed", 9)), Rule.NOT_DUE),
        (deadline(step("missed", 9, until=10)), None),
        (deadline(step("missed", 10)), None),
        (deadline(step("withdrawn", 4), first=5), None),
        (deadline(step("extended", 5, new=(1, 10))), Rule.LATER),
        (deadline(step("extended", 5, new=(1, 9))), Rule.LATER),
        (deadline(step("extended", 5, new=(1, 11))), None),
        (deadline(step("shortened", 5, new=(1, 10))), Rule.SOONER),
        (deadline(step("shortened", 5, new=(1, 9))), None),
        (deadline(step("shortened", 5, new=(1, 4))), Rule.OVER),
        (deadline(step("extended", 15, new=(1, 14))), Rule.OVER),
        # Against the window in force, not the first one.
        (deadline(step("extended", 5, new=(1, 20)), step("extended", 6, new=(1, 15))), Rule.LATER),
        (deadline(step("extended", 5, new=(1, 20)), step("shortened", 6, new=(1, 15))), None),
        (deadline(step("extended", 5, new=(15, 20)), step("missed", 12)), Rule.NOT_DUE),
        (Life(Kind.DEADLINE, None, window(day(1), OPEN_END), [step("extended", 5)]), Rule.NO_END),
        (Life(Kind.DEADLINE, None, window(OPEN_START, day(9)), [step("missed", 8)]), Rule.NOT_DUE),
        (Life(Kind.DEADLINE, None, window(OPEN_START, day(9)), [step("missed", 9)]), None),
        # Without a last day it is missed when somebody says so, once it has opened.
        (Life(Kind.DEADLINE, None, window(day(5), OPEN_END), [step("missed", 4)]), Rule.NOT_DUE),
        (Life(Kind.DEADLINE, None, window(day(5), OPEN_END), [step("missed", 5)]), None),
    ],
)
def test_days_that_make_a_step_impossible(life: Life, rule: Rule | None) -> None:
    found = [breach.rule for breach in breaches(life)]
    assert found == ([rule] if rule else [])
    assert all(reason(breach) for breach in breaches(life))


@pytest.mark.parametrize(("ahead", "is_refused"), [(0, False), (1, False), (2, True)])
def test_what_is_to_come_has_not_become_of_it(ahead: int, is_refused: bool) -> None:
    life = deadline(step("met", 5 + ahead))
    assert bool(list(breaches(life, today=day(5)))) is is_refused


def test_a_breach_stops_nothing_that_comes_after_it() -> None:
    life = deadline(step("withdrawn", 1), step("extended", 2, new=(1, 20)), step("met", 3))
    assert only(life).step.outcome == Outcome.EXTENDED


# ── in words ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("life", "said"),
    [
        (
            deadline(step("withdrawn", 3), step("extended", 5)),
            "It was withdrawn on 3 May 2025: what was withdrawn cannot be extended.",
        ),
        (
            deadline(step("met", 3, until=5), step("missed", 9)),
            "It was met (3–5 May 2025): what was met cannot be missed after that.",
        ),
        (
            condition(step("moot", 3), step("carried_out", 5)),
            "It became moot on 3 May 2025: what is moot cannot be carried out after that.",
        ),
        (
            deadline(step("extended", 5, new=(1, 10))),
            "The window in force ends on 10 May 2025: one that is extended ends later.",
        ),
        (
            deadline(step("missed", 4), first=5),
            "The window in force runs until 10 May 2025: nothing is missed or lapses before that."
            " What was given up sooner was withdrawn, or superseded.",
        ),
    ],
)
def test_the_reason_is_said(life: Life, said: str) -> None:
    assert reason(only(life)) == said


# ── what may come now ────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("life", "now", "before"),
    [
        (deadline(), OUTCOMES[Kind.DEADLINE], ()),
        (condition(), OUTCOMES[Kind.CONDITION], ()),
        (
            deadline(step("met", 5)),
            (),
            (
                *(Outcome.REITERATED, Outcome.EXTENDED, Outcome.SHORTENED),
                *(Outcome.PARTLY_MET, Outcome.MISSED, Outcome.LAPSED),
            ),
        ),
        (condition(step("carried_out", 5), step("disputed", 6)), OUTCOMES[Kind.CONDITION], ()),
        (
            condition(step("waived", 5)),
            (Outcome.DISPUTED,),
            (
                *(Outcome.REITERATED, Outcome.PARTLY_SATISFIED, Outcome.FAILED),
                Outcome.TRIGGERED,
            ),
        ),
    ],
)
def test_what_may_come_next_and_what_only_before(
    life: Life, now: tuple[Outcome, ...], before: tuple[Outcome, ...]
) -> None:
    assert (tuple(possible_next(life)), tuple(possible_before(life))) == (tuple(now), before)


@given(
    st.sampled_from([Kind.DEADLINE, Kind.CONDITION]).flatmap(
        lambda kind: st.tuples(st.just(kind), st.lists(st.sampled_from(OUTCOMES[kind]), max_size=5))
    )
)
def test_what_is_offered_is_what_would_be_taken(drawn: tuple[Kind, list[Outcome]]) -> None:
    kind, outcomes = drawn
    steps = [step(outcome, 10 * place) for place, outcome in enumerate(outcomes)]
    make = deadline if kind == Kind.DEADLINE else condition
    offered = possible_next(make(*steps))
    for outcome in OUTCOMES[kind]:
        new = step(outcome, 100)
        refused = {
            breach.rule for breach in breaches(make(*steps, new)) if breach.step.key == new.key
        }
        assert (outcome in offered) is not bool(refused & {Rule.FOLLOWS, Rule.NO_END})
