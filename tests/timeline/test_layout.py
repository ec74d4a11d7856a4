"""Boxes do not lie on each other, arrows run from left to right, and a graph is always drawn
alike."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.timeline.layout import Arrow, Place, Plan, Size, plan

BOX = Size(200, 120)


def drawn(arrows: list[Arrow], *alone: int, most_width: float = 1000) -> Plan:
    keys = dict.fromkeys([key for arrow in arrows for key in arrow] + list(alone))
    return plan(dict.fromkeys(keys, BOX), arrows, most_width=most_width)


def overlap(one: Place, other: Place) -> bool:
    apart = one.right <= other.x or other.right <= one.x
    return not (apart or one.bottom <= other.y or other.bottom <= one.y)


def test_nothing_is_drawn_of_nothing() -> None:
    assert drawn([]) == Plan(0, 0, {}, {})


def test_an_arrow_leads_from_the_right_side_of_a_box_to_the_left_side_of_another() -> None:
    found = drawn([(1, 2)])
    one, two = found.places[1], found.places[2]
    assert one.right < two.x
    route = found.routes[1, 2]
    assert route.points[0] == (one.right, one.middle)
    assert route.points[-1] == (two.x, two.middle)
    assert not route.is_back


def test_arrows_that_end_at_one_side_do_not_end_in_one_point() -> None:
    found = drawn([(1, 4), (2, 4), (3, 4)])
    ends = [found.routes[key, 4].points[-1] for key in (1, 2, 3)]
    assert len({point.y for point in ends}) == 3
    assert {point.x for point in ends} == {found.places[4].x}


@pytest.mark.parametrize(
    "arrows", [[(1, 2), (2, 1)], [(1, 2), (2, 3), (3, 1)], [(1, 2), (2, 3), (3, 2), (3, 3)]]
)
def test_a_circle_is_drawn_with_one_arrow_that_leads_back(arrows: list[Arrow]) -> None:
    found = drawn(arrows)
    back = [arrow for arrow, route in found.routes.items() if route.is_back]
    assert len(back) == 1
    (start, end) = back[0]
    assert found.routes[start, end].points[0].x == found.places[start].x
    assert found.routes[start, end].points[-1].x == found.places[end].right


def test_what_no_arrow_joins_stands_side_by_side_as_far_as_there_is_room() -> None:
    found = drawn([], *range(7), most_width=700)
    assert len({place.y for place in found.places.values()}) == 3
    assert found.width <= 700


def test_an_arrow_past_a_box_goes_around_it() -> None:
    found = drawn([(1, 2), (2, 3), (1, 3)])
    middle = found.places[2]
    long = found.routes[1, 3].points
    assert all(not (middle.y < point.y < middle.bottom) for point in long[1:-1])
    assert len(long) > 2


ARROWS = st.lists(st.tuples(st.integers(0, 14), st.integers(0, 14)), max_size=40)


@given(ARROWS, st.lists(st.integers(15, 20), unique=True))
def test_any_graph_is_drawn(arrows: list[Arrow], alone: list[int]) -> None:
    found = drawn(arrows, *alone)
    for one, other in combinations(found.places.values(), 2):
        assert not overlap(one, other)
    for place in found.places.values():
        assert place.x >= 0
        assert place.y >= 0
        assert place.right <= found.width + 0.01
        assert place.bottom <= found.height + 0.01
    assert set(found.routes) == {arrow for arrow in arrows if arrow[0] != arrow[1]}
    for (start, end), route in found.routes.items():
        assert (found.places[start].x > found.places[end].x) == route.is_back
    assert drawn(arrows, *alone) == found
