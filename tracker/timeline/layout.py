"""Where the boxes of a drawn graph stand, and how its arrows run: in layers from left to right.

Which layer a box is in, and what stands above what there, is found by Sugiyama's method (the
library fast-sugiyama); here it gets its measures. The same graph is always drawn alike.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from fast_sugiyama import from_edges

Arrow = tuple[int, int]

BETWEEN_LAYERS = 22.0  # room for an arrow to turn
BETWEEN_BOXES = 16.0
BETWEEN_PARTS = 24.0  # of the graph that no arrow joins
BETWEEN_ARROWS = 12.0  # that end at the same side of a box


class Size(NamedTuple):
    width: float
    height: float


class Place(NamedTuple):
    """A box, by its upper left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        return self.y + self.height / 2

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height


class Point(NamedTuple):
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Route:
    """The points that an arrow runs through, from its beginning to its end. `is_back` where it
    closes a circle, and so runs from right to left."""

    points: tuple[Point, ...]
    is_back: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    width: float
    height: float
    places: Mapping[int, Place]
    routes: Mapping[Arrow, Route]


def plan(sizes: Mapping[int, Size], arrows: Sequence[Arrow], *, most_width: float) -> Plan:
    """The places of all boxes and the routes of all arrows. What no arrow joins stands side by
    side as far as `most_width` reaches, unless one of the parts is wider by itself."""
    known = dict.fromkeys(arrow for arrow in arrows if arrow[0] != arrow[1])
    back = _closing(known)
    # A pair of arrows that run both ways is one line of the graph that is laid out.
    forward = dict.fromkeys(
        (end, start) if (start, end) in back else (start, end) for start, end in known
    )
    parts = [_part(one, sizes) for one in _layers(list(forward))]
    joined = {key for part in parts for key in part.places}
    parts += [
        Plan(*size, {key: Place(0, 0, *size)}, {})
        for key, size in sizes.items()
        if key not in joined
    ]
    whole = _side_by_side(parts, most_width)
    return Plan(whole.width, whole.height, whole.places, _routed(whole, known, back))


def _closing(arrows: Mapping[Arrow, None]) -> set[Arrow]:
    """The arrows that lead back to where a walk along the others has come from."""
    ends: dict[int, list[int]] = defaultdict(list)
    for start, end in arrows:
        ends[start].append(end)
    back: set[Arrow] = set()
    left: set[int] = set()
    for first in dict.fromkeys(start for start, _end in arrows):
        path: dict[int, Iterator[int]] = {} if first in left else {first: iter(ends[first])}
        while path:
            here = next(reversed(path))
            further = next(path[here], None)
            if further is None:
                left.add(here)
                del path[here]
            elif further in path:
                back.add((here, further))
            elif further not in left:
                path[further] = iter(ends[further])
    return back


class _Layers(NamedTuple):
    """A part of the graph as the library lays it out: for each box, and each place where an arrow
    passes through a layer, its layer and its height there, counted in boxes."""

    layer: dict[int, int]
    height: dict[int, float]
    arrows: list[Arrow]  # through the places where they pass


def _layers(arrows: list[Arrow]) -> Iterator[_Layers]:
    if not arrows:
        return
    keys = list(dict.fromkeys(key for arrow in arrows for key in arrow))
    number = {key: place for place, key in enumerate(keys)}
    edges = [(number[start], number[end]) for start, end in arrows]
    for positions, _width, _height, through in from_edges(
        edges, vertex_spacing=1.0, dummy_vertices=True
    ):
        found = {int(node): spot for node, spot in positions}
        levels = sorted({round(y, 3) for _x, y in found.values()}, reverse=True)
        # Places where arrows pass have numbers beyond those of the boxes: they get negative keys.
        name = {node: keys[node] if node < len(keys) else -1 - node for node in found}
        yield _Layers(
            {name[node]: levels.index(round(y, 3)) for node, (_x, y) in found.items()},
            {name[node]: float(x) for node, (x, _y) in found.items()},
            [(name[int(start)], name[int(end)]) for start, end in through or ()],
        )


def _part(found: _Layers, sizes: Mapping[int, Size]) -> Plan:
    """One part with its measures; its routes lead through the layers that they pass."""
    nothing = Size(0, 0)
    number = max(found.layer.values()) + 1
    widths = [0.0] * number
    for key, layer in found.layer.items():
        widths[layer] = max(widths[layer], sizes.get(key, nothing).width)
    lefts = [sum(widths[:layer]) + BETWEEN_LAYERS * layer for layer in range(number)]
    unit = max(sizes[key].height for key in found.layer if key in sizes) + BETWEEN_BOXES
    spots = {}
    for key, layer in found.layer.items():
        size = sizes.get(key, nothing)
        x = lefts[layer] + (widths[layer] - size.width) / 2
        spots[key] = Place(x, found.height[key] * unit - size.height / 2, *size)
    top = min(place.y for place in spots.values())
    spots = {key: place._replace(y=place.y - top) for key, place in spots.items()}
    across = {
        key: (lefts[layer], lefts[layer] + widths[layer]) for key, layer in found.layer.items()
    }
    return Plan(
        lefts[-1] + widths[-1],
        max(place.bottom for place in spots.values()),
        {key: place for key, place in spots.items() if key in sizes},
        {
            arrow: Route(tuple(Point(x, spots[key].y) for key in passed for x in across[key]))
            for arrow, passed in _passed(found.arrows, sizes)
        },
    )


def _passed(arrows: list[Arrow], sizes: Mapping[int, Size]) -> Iterator[tuple[Arrow, list[int]]]:
    """Each arrow with the places in between that it passes."""
    further = {start: end for start, end in arrows if start not in sizes}
    for start, end in arrows:
        if start in sizes:
            passed = []
            while end not in sizes:
                passed.append(end)
                end = further[end]
            yield (start, end), passed


def _side_by_side(parts: list[Plan], most_width: float) -> Plan:
    """In rows, those with the most boxes first."""
    room = max([most_width, *(part.width for part in parts)])
    parts = sorted(parts, key=lambda part: (-len(part.places), min(part.places)))
    places: dict[int, Place] = {}
    routes: dict[Arrow, Route] = {}
    x = y = row = width = 0.0
    for part in parts:
        if x and x + part.width > room:
            x, y, row = 0.0, y + row + BETWEEN_PARTS, 0.0
        places |= {
            key: place._replace(x=place.x + x, y=place.y + y) for key, place in part.places.items()
        }
        routes |= {
            arrow: Route(tuple(Point(point.x + x, point.y + y) for point in route.points))
            for arrow, route in part.routes.items()
        }
        width, row = max(width, x + part.width), max(row, part.height)
        x += part.width + BETWEEN_PARTS
    return Plan(width, y + row, places, routes)


def _routed(laid: Plan, arrows: Mapping[Arrow, None], back: set[Arrow]) -> dict[Arrow, Route]:
    """All arrows from box to box, those that end at one side of a box a little apart."""
    places, passed = laid.places, {}
    for start, end in arrows:
        points = laid.routes[(end, start) if (start, end) in back else (start, end)].points
        passed[start, end] = points[::-1] if (start, end) in back else points
    leaves: dict[tuple[int, bool], list[tuple[float, Arrow]]] = defaultdict(list)
    comes: dict[tuple[int, bool], list[tuple[float, Arrow]]] = defaultdict(list)
    for (start, end), points in passed.items():
        is_back = (start, end) in back
        after, before = (
            (points[0].y, points[-1].y) if points else (places[end].middle, places[start].middle)
        )
        leaves[start, is_back].append((after, (start, end)))
        comes[end, is_back].append((before, (start, end)))
    outgoing = dict(_ports(places, leaves))
    incoming = dict(_ports(places, comes))
    routes = {}
    for (start, end), points in passed.items():
        is_back = (start, end) in back
        first = Point(places[start].x if is_back else places[start].right, outgoing[start, end])
        last = Point(places[end].right if is_back else places[end].x, incoming[start, end])
        routes[start, end] = Route((first, *points, last), is_back)
    return routes


def _ports(
    places: Mapping[int, Place], ends: Mapping[tuple[int, bool], list[tuple[float, Arrow]]]
) -> Iterator[tuple[Arrow, float]]:
    """At which height each of these arrows touches its box."""
    for (key, _side), found in ends.items():
        place = places[key]
        apart = min(BETWEEN_ARROWS, place.height / (len(found) + 1))
        for number, (_height, arrow) in enumerate(sorted(found)):
            yield arrow, place.middle + (number - (len(found) - 1) / 2) * apart
