import pytest

from tracker.selectors.position import TextPosition


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (4, 3), (0, 0), (-2, -1)])
def test_a_position_must_hold_a_character(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="is not a span"):
        TextPosition(start, end)


@pytest.mark.parametrize(
    ("text", "start", "end", "words"),
    [
        ("The talks failed.", 4, 9, "talks"),
        ("🕊️ peace", 3, 8, "peace"),
        ("👍🏽 yes", 0, 2, "👍🏽"),
        ("שלום עכשיו", 5, 10, "עכשיו"),
        ("e\u0301tat", 0, 2, "e\u0301"),
    ],
)
def test_it_counts_code_points(text: str, start: int, end: int, words: str) -> None:
    assert TextPosition(start, end).slice(text) == words


def test_it_never_gives_half_a_quote() -> None:
    with pytest.raises(ValueError, match="the text ends at 5"):
        TextPosition(3, 8).slice("short")
