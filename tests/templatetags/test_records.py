"""What a record says of moves and of days: of a few each, of many the median."""

import pytest

from tracker.models import Holder, Ledger
from tracker.templatetags.records import said
from tracker.timeline.counts import Number
from tracker.timeline.filters import TimelineFilter
from tracker.timeline.ledgers import Account


def account(
    ledger: Ledger, *, later: tuple[int, ...] = (), to_outcome: tuple[int, ...] = ()
) -> Account:
    return Account(
        ledger=ledger,
        holder=Holder.PROCESS,
        total=Number(9),
        ends={},
        moved=Number(len(later)),
        days_later=sorted(later)[len(later) // 2] if later else None,
        days_to_outcome=sorted(to_outcome)[len(to_outcome) // 2] if to_outcome else None,
        each_later=tuple(sorted(later)[:5]),
        each_to_outcome=tuple(sorted(to_outcome)[:5]),
    )


@pytest.mark.parametrize(
    ("later", "words"),
    [
        ((6,), "moved, 6 days later"),
        ((-1,), "moved, 1 day earlier"),
        ((-25, 8), "moved: 1 later by 8 days, 1 earlier by 25 days"),
        ((3, 7, 10), "moved: 3 later by 3, 7 and 10 days"),
        ((-1, -1, 0), "moved: 2 earlier by 1 and 1 day, 1 back to where it was"),
        ((1, 2, 3, 4, 5), "moved, 3 days later in the median"),
    ],
)
def test_of_few_that_moved_each_is_said(later: tuple[int, ...], words: str) -> None:
    shown = said(account(Ledger.DEADLINES, later=later), TimelineFilter())
    assert shown.numbers[-1].words == words


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ((1,), "1 day from the statement to what came of it"),
        ((30, 4), "4 and 30 days from the statement to what came of it"),
        ((1, 2, 3, 4, 99), "3 days from the statement to what came of it, in the median"),
    ],
)
def test_of_few_outcomes_the_days_of_each_are_said(days: tuple[int, ...], words: str) -> None:
    assert said(account(Ledger.THREATS, to_outcome=days), TimelineFilter()).medians == [words]
