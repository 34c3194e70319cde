"""Networks: named nodes and the links between them, which a reader counts."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from proofpress_core.content import ChartData, NumberColumn, Relation, TextColumn
from proofpress_core.errors import Reject
from proofpress_core.rng import Streams
from renderers._backends.display import Point
from renderers.base import Canvas, Drawing, Knobs, generators
from renderers.charts._base import ChartBase
from renderers.charts._content import CONTENT_ID, numbers, texts, words
from renderers.charts._frame import Frame
from renderers.charts._look import Look, sample_look
from renderers.charts._scene import Mark, finish
from templates.chart_networks import NetworkFacts, distance, sample_network
from templates.themes import ink_on, mixed

_SIDES = (("left", 1.0, 0.0), ("right", -1.0, 0.0), ("centre", 0.0, 1.0), ("centre", 0.0, -1.0),
          ("left", 0.75, -0.75), ("left", 0.75, 0.75), ("right", -0.75, -0.75), ("right", -0.75, 0.75))  # fmt: skip
"""Where a name may stand by its node: how it is aligned, and the direction from the node (x, y down)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkSpec:
    """A network: `places` of its nodes (x from 0 to 1.6, y from 0 to 1, down) and its `edges` between nodes by place;
    `growing` says that nodes with more links are larger. Nodes are discs, or boxes around their names if `boxed`."""

    data: ChartData
    look: Look
    places: tuple[tuple[float, float], ...]
    edges: tuple[tuple[int, int], ...]
    growing: bool
    boxed: bool


@generators.register("charts/network")
class NetworkDiagram(ChartBase[NetworkSpec]):
    """Rows are nodes, their values the number of their links. Links are straight, none crosses another or runs past a
    node; a further relation `edges` lists them."""

    id = "charts/network"

    def sample(self, streams: Streams, knobs: Knobs) -> NetworkSpec:
        """Draw a network, then a look."""
        self.check(knobs)
        facts = sample_network(streams("data"), knobs.language, (7, 11))
        look = sample_look(streams("layout"), knobs, aspects=(1.25, 1.33, 1.5))
        return NetworkSpec(data=_content(facts, knobs), look=look, places=facts.places, edges=facts.edges,
                           growing=streams("style").chance(0.6), boxed=streams("style").chance(0.45))  # fmt: skip

    def draw(self, spec: NetworkSpec, canvas: Canvas) -> Drawing:
        """Set the frame, draw links, nodes and names, and report."""
        frame = Frame(spec.data, spec.look)
        frame.set_words()
        places, box = _placed(frame, spec)
        style = frame.style
        for i, j in spec.edges:
            frame.stroke([places[i], places[j]], mixed(style.muted, style.background, 0.35), style.line_width)
        marks = (_boxes if spec.boxed else _discs)(frame, spec, places)
        return finish(frame, canvas, marks, box)


def _content(facts: NetworkFacts, knobs: Knobs) -> ChartData:
    names = facts.nodes.items
    data = Relation(name="data", columns=(
        TextColumn(name="category", label=facts.nodes.label, values=names),
        NumberColumn(name="value", label=facts.measure.label, unit=facts.measure.unit, values=facts.values),
    ))  # fmt: skip
    edges = Relation(name="edges", columns=(
        TextColumn(name="first", label="", values=tuple(names[i] for i, _ in facts.edges)),
        TextColumn(name="second", label="", values=tuple(names[j] for _, j in facts.edges)),
    ))  # fmt: skip
    return ChartData(id=CONTENT_ID, language=knobs.language, chart_type="network diagram",
                     labels=words(facts.heading, []), relations=(data, edges), encodings=())  # fmt: skip


def _placed(frame: Frame, spec: NetworkSpec) -> tuple[list[Point], tuple[float, float, float, float]]:
    """Centres of the nodes, and the box of the plot: the free area less a margin for names."""
    area, size = frame.area, spec.look.size
    widest = max(spec.look.width_of(name, size) for name in texts(spec.data, "category"))
    left, right = area.left + 0.5 * widest + size, area.right - 0.5 * widest - size
    top, bottom = area.top + 2.2 * size, area.bottom - 2.2 * size
    if right - left < 18 * size or bottom - top < 9 * size:
        raise Reject("plot_too_small", f"{right - left:.0f} x {bottom - top:.0f}")
    xs, ys = zip(*spec.places, strict=True)
    places = [(left + (x - min(xs)) / (max(xs) - min(xs)) * (right - left),
               top + (y - min(ys)) / (max(ys) - min(ys)) * (bottom - top)) for x, y in spec.places]  # fmt: skip
    return places, (area.left, area.top, area.right, area.bottom)


def _boxes(frame: Frame, spec: NetworkSpec, places: Sequence[Point]) -> list[Mark]:
    """Nodes as boxes around their names."""
    size, colour, marks = spec.look.size, spec.look.colour(0).code, []
    for row, name in enumerate(texts(spec.data, "category")):
        x, y = places[row]
        wide, high = spec.look.width_of(name, size) / 2 + 0.55 * size, 0.95 * size
        frame.box((round(x - wide), round(y - high), round(x + wide), round(y + high)), colour, f"row/{row}")
        frame.centred(f"row/{row}/name", name, x, y, size=size, colour=ink_on(colour))
        marks.append(Mark(f"row/{row}", f"row/{row}", (x, y)))
    return marks


def _discs(frame: Frame, spec: NetworkSpec, places: Sequence[Point]) -> list[Mark]:
    """Nodes as discs with their names beside them."""
    radii = [_radius(spec, int(value)) for value in numbers(spec.data)]
    for row in range(len(places)):
        _name(frame, spec, row, places, radii)
    for row, (place, radius) in enumerate(zip(places, radii, strict=True)):
        frame.disc(place, radius, spec.look.colour(0).code, f"row/{row}")
    return [Mark(f"row/{row}", f"row/{row}", place) for row, place in enumerate(places)]


def _radius(spec: NetworkSpec, links: int) -> float:
    return spec.look.size * (0.42 + (0.07 * links if spec.growing else 0.14))


def _name(frame: Frame, spec: NetworkSpec, row: int, places: Sequence[Point], radii: Sequence[float]) -> None:
    """Write the name of a node on the side of it that is freest, on a patch of the background where a link runs by."""
    size, name = spec.look.size, texts(spec.data, "category")[row]
    width = spec.look.width_of(name, size)
    found = []
    for _, dx, dy in _SIDES:
        x = places[row][0] + dx * (radii[row] + 0.4 * size) + (dx > 0) * width / 2 - (dx < 0) * width / 2
        y = places[row][1] + dy * (radii[row] + (0.82 if dx == 0 else 0.35) * size)
        outside = min(x - width / 2 - size, spec.look.width - x - width / 2 - size, y - size, 0.0)
        found.append((_free((x, y), width, spec, places, row) + 100 * outside, x, y))
    free, x, y = max(found)
    if free < 0.5 * size + 1.5:
        frame.box((x - width / 2 - 2, y - 0.5 * size, x + width / 2 + 2, y + 0.55 * size), frame.style.background)
    frame.centred(f"row/{row}/name", name, x, y, size=size, colour=frame.style.ink)


def _free(middle: Point, width: float, spec: NetworkSpec, places: Sequence[Point], row: int) -> float:
    """How far the line of a text keeps from all links and, five times over, from other nodes."""
    points = [(middle[0] + share * width / 2, middle[1]) for share in (-1.0, -0.66, -0.33, 0.0, 0.33, 0.66, 1.0)]
    links = min(distance(point, places[i], places[j]) for i, j in spec.edges for point in points)
    nodes = min(math.dist(point, place) for k, place in enumerate(places) if k != row for point in points)
    return min(links, 5 * (nodes - 1.6 * spec.look.size))
