"""Deadlines and conditions: where each stands today, and the developments that left it there."""

from collections.abc import Callable
from typing import NamedTuple

from tests.benchmarks.days import Calendar, Span
from tests.benchmarks.tables import NULL
from tracker.models import OUTCOMES, Kind, Outcome
from tracker.models.developments import MOVES, RUNNING

MOST_DEVELOPMENTS = 6
_MOVES = sorted(MOVES)
_ENDINGS = {
    kind: [outcome for outcome in OUTCOMES[kind] if outcome not in RUNNING]
    for kind in (Kind.DEADLINE, Kind.CONDITION)
}
# Of ten claims that still run: enough open ones for a whole page of them among a thousand entries.
_RUNNING = ("upcoming", "open", "open", "open", "open", "overdue", "open", "open", "open", "open")


def standing_of(number: int) -> str:
    """How the claim of this number stands today; three in ten still run."""
    if number % 10 not in (1, 4, 8):
        return "closed"
    return _RUNNING[(number // 10 * 3 + number % 10 // 4) % len(_RUNNING)]


class Claim(NamedTuple):
    window: Span
    developments: list[str]  # lines without the id, which comes first


def make_claim(
    entry: int,
    kind: Kind,
    *,
    standing: str,
    day: int,
    calendar: Calendar,
    below: Callable[[int], int],
) -> Claim:
    """A claim made public on `day`; `below(n)` draws a number from 0 to n - 1."""
    first = day + below(30)
    own = calendar.span(first, first + below(60), one_of=below(3) == 0)
    if standing == "closed":
        last = min(calendar.today, first + below(90))
        outcomes = _steps(kind, below(MOST_DEVELOPMENTS), below=below)
        outcomes.append(_ENDINGS[kind][below(len(_ENDINGS[kind]))])
        return Claim(own, _lines(entry, kind, outcomes, day, last, own, calendar))
    target = _running_window(standing, day, calendar=calendar, below=below)
    count = below(MOST_DEVELOPMENTS + 1)
    if kind == Kind.DEADLINE and count and below(2):
        # It has been moved to where it is now, and not moved since.
        outcomes = [*_steps(kind, count - 1, below=below), _MOVES[below(len(_MOVES))]]
    else:
        own = target
        outcomes = [Outcome.REITERATED] * count
    return Claim(own, _lines(entry, kind, outcomes, day, calendar.today, target, calendar))


def _running_window(
    standing: str, day: int, *, calendar: Calendar, below: Callable[[int], int]
) -> Span:
    today = calendar.today
    if standing == "upcoming":
        first = today + 1 + below(500)
        return calendar.span(first, first + below(90))
    if standing == "overdue":
        # Half of them of late, half long ago.
        last = today - 1 - below(700) if below(2) else day + below(60)
        last = min(last, today - 1)
        return calendar.span(last - below(30), last)
    if below(5) == 0:
        return calendar.since(day)
    return calendar.span(today - below(400), today + below(400), one_of=below(3) == 0)


def _steps(kind: Kind, count: int, *, below: Callable[[int], int]) -> list[Outcome]:
    """Steps that leave it running; conditions are not moved."""
    if kind == Kind.CONDITION:
        return [Outcome.REITERATED] * count
    return [_MOVES[below(len(_MOVES))] if below(3) else Outcome.REITERATED for _ in range(count)]


def _lines(
    entry: int,
    kind: Kind,
    outcomes: list[Outcome],
    first: int,
    last: int,
    target: Span,
    calendar: Calendar,
) -> list[str]:
    """One line a step, from `first` to `last`; a step that moves it moves it towards the target."""
    lines = []
    for number, outcome in enumerate(outcomes, 1):
        day = first + max(last - first, 0) * number // len(outcomes)
        iso = calendar.iso(day)
        new = f"\t{NULL}\t\t{NULL}\t{NULL}"
        if outcome in MOVES:
            window = target if number == len(outcomes) else calendar.span(day, day + 10 * number)
            new = f"\t{NULL}\t{window.edtf}\t{window.earliest}\t{window.latest}"
        lines.append(
            f"{entry}\t{kind}\t{outcome}\t{NULL}\t"
            f"\t\t{NULL}\t{iso}\t{iso}\t{iso}\t"
            f"\t{new}\t\t{iso}\tf\tpublished\t\t{iso} 12:00:00+00\n"
        )
    return lines
