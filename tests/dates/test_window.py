from datetime import date

import pytest

from tracker.dates.window import OPEN_END, OPEN_START, Window

APRIL = Window("2025-04", date(2025, 4, 1), date(2025, 4, 30))


def test_the_earliest_day_cannot_be_after_the_latest() -> None:
    with pytest.raises(ValueError, match="earliest day is after"):
        Window("2025-04-18/2025-04-17", date(2025, 4, 18), date(2025, 4, 17))


def test_a_window_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        APRIL.edtf = "2025"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("earliest", "latest", "days"),
    [
        (date(2025, 4, 18), date(2025, 4, 18), 1),
        (date(2025, 4, 1), date(2025, 4, 30), 30),
        (date(2024, 1, 1), date(2024, 12, 31), 366),
        (OPEN_START, date(2025, 4, 18), None),
        (date(2025, 4, 18), OPEN_END, None),
    ],
)
def test_it_counts_its_days_when_both_ends_are_known(
    earliest: date, latest: date, days: int | None
) -> None:
    window = Window("", earliest, latest)
    assert window.days == days
    assert window.is_day is (days == 1)


def test_it_knows_its_open_ends() -> None:
    until = Window("../2025-05-08", OPEN_START, date(2025, 5, 8))
    since = Window("2025-05-08/..", date(2025, 5, 8), OPEN_END)
    assert (until.is_open_start, until.is_open_end) == (True, False)
    assert (since.is_open_start, since.is_open_end) == (False, True)
    assert (APRIL.is_open_start, APRIL.is_open_end) == (False, False)
