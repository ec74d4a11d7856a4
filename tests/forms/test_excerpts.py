"""Long texts side by side are cut down to where they differ."""

import pytest

from tracker.forms.excerpts import side_by_side
from tracker.forms.worddiff import Piece, word_diff

LONG = " ".join(f"Word {number}." for number in range(1_000))


def text_of(pieces: list[Piece]) -> str:
    return "".join(piece.text for piece in pieces if piece.kind != "removed")


@pytest.mark.parametrize(
    ("before", "theirs", "mine"),
    [
        ("", "", ""),
        ("", "They met.", "We met."),
        ("They met.", "They met again.", ""),
        ("They met.", "They met again.", "They never met."),
    ],
)
def test_a_short_text_stays_whole(before: str, theirs: str, mine: str) -> None:
    was, *sides = side_by_side(before, theirs, mine)
    assert (was, *map(text_of, sides)) == (before, theirs, mine)


@pytest.mark.parametrize(
    ("theirs", "mine", "expected"),
    [
        (("Word 500.", "Theirs."), ("Word 500.", "Mine."), ("Word 500.", "Theirs.", "Mine.")),
        (("Word 500.", "Theirs."), None, ("Word 500.", "Theirs.", "Word 500.")),
        (("Word 0.", "Theirs."), ("Word 999.", "Mine."), ("Word 999.", "Theirs.", "Mine.")),
    ],
    ids=["both at one place", "one alone", "the first and the last word"],
)
def test_of_a_long_text_the_places_stay_that_differ(
    theirs: tuple[str, str], mine: tuple[str, str] | None, expected: tuple[str, str, str]
) -> None:
    was, *sides = side_by_side(LONG, LONG.replace(*theirs), LONG.replace(*mine) if mine else LONG)
    shown = (was, *map(text_of, sides))
    for text, word in zip(shown, expected, strict=True):
        assert word in text
        assert "…" in text
        assert len(text) < 1_500


def test_without_what_it_was_mine_is_held_against_theirs() -> None:
    was, theirs, mine = side_by_side("", LONG, LONG.replace("Word 500.", "Mine."))
    assert was == ""
    assert "Word 500." in text_of(theirs)
    assert [piece for piece in mine if piece.kind == "added"]


def test_two_lines_repeated_through_a_whole_text_are_compared_as_one() -> None:
    before, after = "Yes.\nNo.\n" * 50_000, "No.\nYes.\n" * 50_000
    assert word_diff(before, after) == [Piece("removed", before), Piece("added", after)]
