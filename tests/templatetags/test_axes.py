"""The lines of an axis and their names: each line that is drawn has one, with room for it."""

from datetime import date, timedelta

import pytest

from tracker.templatetags.axes import ROOMS, moment_words, names, tick_lines, tick_names
from tracker.templatetags.lettering import width
from tracker.timeline.axis import Axis


def axis(first: str, last: str, far: str | None = None) -> Axis:
    return Axis(
        date.fromisoformat(first),
        date.fromisoformat(last),
        date.fromisoformat(far) if far else None,
    )


def seen(shown: Axis, room: str) -> list[tuple[float, str]]:
    """What a picture with so much room shows."""
    rooms = [name for name, _width in ROOMS]
    among = rooms[: rooms.index(room) + 1]
    return [(one.x, one.text) for one in names(shown) if one.room in among]


@pytest.mark.parametrize(
    ("first", "last", "narrow", "wide"),
    [
        (
            "2025-04-17",
            "2025-11-27",
            ["May", "Jul", "Sep", "Nov"],
            ["May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov"],
        ),
        (
            "2025-04-17",
            "2025-05-11",
            ["21 Apr", "28 Apr", "5 May"],
            ["21 Apr", "28 Apr", "5 May"],
        ),
        ("2025-04-14", "2025-04-20", ["14 Apr", "16 Apr", "18 Apr"], ["15 Apr", "17 Apr"]),
    ],
)
def test_with_more_room_there_are_more_of_them(
    first: str, last: str, narrow: list[str], wide: list[str]
) -> None:
    shown = axis(first, last)
    assert [text for _x, text in seen(shown, "")][: len(narrow)] == narrow
    assert {*narrow, *wide} <= {text for _x, text in seen(shown, "wide")}


@pytest.mark.parametrize(
    ("first", "last", "years"),
    [
        ("2025-04-17", "2025-05-30", ["2025"]),
        ("2024-09-01", "2025-08-30", ["2024", "2025"]),
        # No room for what little of a year is left, before the next or at the edge.
        ("2024-12-20", "2025-11-30", ["2025"]),
        ("2025-02-01", "2026-01-08", ["2025"]),
    ],
)
def test_the_years_stand_above_them(first: str, last: str, years: list[str]) -> None:
    drawn = tick_names(axis(first, last))
    assert [one for one in ("2024", "2025", "2026") if f">{one}<" in drawn] == years


@pytest.mark.parametrize("first", [date(1, 1, 1), date(2000, 2, 28), date(2025, 4, 18)])
@pytest.mark.parametrize("far", [None, 9000])
@pytest.mark.parametrize("days", [*range(1, 60), *range(60, 800, 49), 9999, 40_000, 300_000])
def test_every_line_has_a_name_that_neither_meets_the_next_nor_leaves(
    first: date, far: int | None, days: int
) -> None:
    last = first + timedelta(days=days - 1)
    shown = Axis(first, last, last + timedelta(far) if far else None)
    assert tick_lines(shown, 0, 9).count("<line") == tick_names(shown).count("name")
    assert seen(shown, "")
    for room, room_width in ROOMS:
        found = seen(shown, room)
        starts = [x * room_width / 100 for x, _text in found]
        ends = [start + width(text, 12) for start, (_x, text) in zip(starts, found, strict=True)]
        assert all(end < after for end, after in zip(ends, starts[1:], strict=False))
        assert all(end <= room_width for end in ends)


def test_beyond_the_break_the_moment_says_how_far_it_lies() -> None:
    shown = axis("2025-04-17", "2025-05-18", "2026-11-27")
    assert "Today, 27 Nov 2026: 558 days on" in moment_words(
        shown, date(2026, 11, 27), 12, is_past=False
    )
