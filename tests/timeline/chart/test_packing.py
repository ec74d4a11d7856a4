"""Whatever is to be drawn: no mark lies on another, no words on anything, and nothing outside."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.templatetags.lettering import cut, width
from tracker.timeline.chart.packing import Item, Lettering, Packed, pack

WIDTH = 1000.0
LETTERING = Lettering(
    width=lambda text: width(text, 12), cut=lambda text, room: cut(text, room=room, size=12)
)


@st.composite
def drawn_items(draw: st.DrawFn) -> list[Item]:
    found = []
    for key in range(draw(st.integers(0, 40))):
        is_long = draw(st.booleans())
        left = draw(st.floats(0, WIDTH - 14))
        right = draw(st.floats(left + 12, WIDTH)) if is_long and left < WIDTH - 12 else left + 14
        words = draw(st.text("abc WMil…éß漢字", max_size=60))
        found.append(Item(key, left, min(right, WIDTH), words, is_long))
    return found


def stretches(items: list[Item], packed: Packed) -> dict[int, list[tuple[float, float, str]]]:
    """By row, from where to where each mark and all words beside marks reach."""
    rows: dict[int, list[tuple[float, float, str]]] = {}
    for item in items:
        if item.key not in packed.places:
            continue
        place = packed.places[item.key]
        row = rows.setdefault(place.row, [])
        row.append((item.left, item.right, f"mark {item.key}"))
        if place.words is None:
            continue
        long = width(place.words.text, 12)
        begins = place.words.x - (long if place.words.side == "before" else 0)
        ends = begins + long
        assert begins >= -0.01
        assert ends <= WIDTH + 0.01
        if place.words.side == "on":
            assert begins >= item.left - 0.01
            assert ends <= item.right + 0.01
        else:
            row.append((begins, ends, f"words {item.key}"))
    return rows


@given(drawn_items(), st.integers(1, 8))
def test_nothing_lies_on_anything_else_or_leaves_the_picture(items: list[Item], most: int) -> None:
    packed = pack(items, width=WIDTH, most_rows=most, lettering=LETTERING)
    assert packed.rows <= most
    assert sorted([*packed.places, *packed.folded]) == sorted(item.key for item in items)
    for row in stretches(items, packed).values():
        for (left, right, one), (begins, ends, other) in combinations(row, 2):
            assert right <= begins + 0.01 or ends <= left + 0.01, (one, other)


def packed(*items: Item, most: int = 3, line: float | None = None) -> Packed:
    return pack(items, width=WIDTH, most_rows=most, lettering=LETTERING, line=line)


@pytest.mark.parametrize(
    ("left", "right", "side"),
    [
        (480, 494, "before"),  # to the right they would cross it
        (300, 314, "after"),
        (506, 520, "after"),
        (980, 994, "before"),
        (490, 510, "after"),  # a mark may lie on it
    ],
)
def test_words_stop_before_the_line_of_the_moment_or_stand_on_the_other_side(
    left: float, right: float, side: str
) -> None:
    words = packed(Item(1, left, right, "A title that is long"), line=500).places[1].words
    assert words is not None
    assert words.side == side
    long = width(words.text, 12)
    begins = words.x - (long if side == "before" else 0)
    assert begins >= 500 or begins + long <= 500


@pytest.mark.parametrize(("left", "right"), [(450, 900), (150, 560), (470, 1000), (0, 1000)])
def test_words_on_a_bar_keep_off_the_line(left: float, right: float) -> None:
    title = "A title that is long and would cross"
    words = packed(Item(1, left, right, title, is_long=True), line=500).places[1].words
    assert words is not None
    assert words.x >= 500 or words.x + width(words.text, 12) <= 500


def test_words_without_room_beside_the_line_cross_it_rather_than_be_left_out() -> None:
    words = packed(Item(1, 930, 1000, "A title"), line=920).places[1].words
    assert words is not None
    assert words.side == "before"


def test_words_stand_right_of_a_mark_and_left_of_one_at_the_edge() -> None:
    found = packed(Item(1, 100, 114, "They meet"), Item(2, 986, 1000, "They part"), most=1)
    sides = {key: place.words.side for key, place in found.places.items() if place.words}
    assert sides == {1: "after", 2: "before"}


def test_words_that_would_be_cut_on_the_right_stand_on_the_left_where_there_is_more_room() -> None:
    [late, middle] = [
        packed(Item(1, left, left + 14, "A title that is rather long, and goes on"), most=1)
        for left in (880, 400)
    ]
    words = late.places[1].words
    assert words is not None
    assert (words.side, words.text[-1]) == ("before", "n")
    assert middle.places[1].words is not None
    assert middle.places[1].words.side == "after"


def test_a_long_bar_has_its_words_on_it_and_a_short_one_beside_it() -> None:
    found = packed(
        Item(1, 0, 600, "Answer in time", is_long=True), Item(2, 0, 20, "Answer", is_long=True)
    )
    sides = {key: place.words.side for key, place in found.places.items() if place.words}
    assert sides == {1: "on", 2: "after"}


def test_words_that_do_not_fit_are_cut_and_what_has_no_row_is_folded() -> None:
    near = [Item(key, 100 + 9 * key, 114 + 9 * key, "A long title") for key in range(4)]
    found = packed(*near, most=1)
    assert found.folded == [1, 2]
    apart = packed(Item(1, 0, 14, "A title that is rather long"), Item(2, 90, 104, ""), most=1)
    words = apart.places[1].words
    assert words is not None
    assert words.text.endswith("…")


def test_bars_leave_rows_to_marks() -> None:
    bars = [Item(key, 0, 1000, "Answer", is_long=True) for key in range(6)]
    found = packed(*bars, Item(9, 500, 514, "They meet"), most=4)
    assert len(found.folded) == 4
    assert 9 in found.places
