"""Words in boxes: they fit, and what does not fit is cut where a reader can see it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.templatetags.lettering import cut, width, wrapped

SIZE = 12.0


@pytest.mark.parametrize(
    ("text", "room", "most", "lines"),
    [
        ("", 100, 3, []),
        ("Russia accepts", 200, 3, ["Russia accepts"]),
        ("Russia accepts the ceasefire", 100, 3, ["Russia accepts", "the ceasefire"]),
        ("Russia accepts the ceasefire", 100, 1, ["Russia accept…"]),
        ("one  two\nthree", 400, 2, ["one two three"]),
        ("Donaudampfschifffahrt", 60, 5, ["Donauda", "mpfschiff", "fahrt"]),
        ("停战三十天", 30, 3, ["停战", "三十", "天"]),
    ],
)
def test_words_are_wrapped(text: str, room: float, most: int, lines: list[str]) -> None:
    assert wrapped(text, room=room, size=SIZE, most=most) == lines


def test_what_stands_before_the_words_takes_room_from_the_first_line_alone() -> None:
    found = wrapped("Russia accepts the ceasefire", room=100, size=SIZE, most=3, first=50)
    assert found == ["Russia", "accepts the", "ceasefire"]
    # A word is rather put into the next line than broken.
    found = wrapped("Russia accepts the ceasefire", room=100, size=SIZE, most=3, first=70)
    assert found == ["", "Russia accepts", "the ceasefire"]


@pytest.mark.parametrize("text", ["Kyiv", "", "Kyiv and Moscow and everybody else"])
def test_a_line_is_cut_where_it_must_be(text: str) -> None:
    found = cut(text, room=80, size=SIZE)
    assert found == text or (found.endswith("…") and text.startswith(found[:-1]))
    assert width(found, SIZE) <= 80


@given(st.text(max_size=300), st.integers(40, 300), st.integers(1, 4), st.booleans())
def test_every_line_fits_and_nothing_is_lost_unseen(
    text: str, room: int, most: int, bold: bool
) -> None:
    lines = wrapped(text, room=room, size=SIZE, most=most, bold=bold)
    assert len(lines) <= most
    assert all(width(line, SIZE, bold=bold) <= room for line in lines)
    whole = "".join(text.split())
    shown = "".join("".join(lines).split())
    assert shown == whole or (shown.endswith("…") and whole.startswith(shown[:-1]))


def test_accents_and_joiners_take_no_room_of_their_own() -> None:
    assert width("é", SIZE) == width("e", SIZE)
    assert width("e\u200d", SIZE) == width("e", SIZE)
