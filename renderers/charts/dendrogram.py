"""Dendrograms: a tree whose branches join at their distance, which stands on an axis."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from proofpress_core.content import ChartData, Encoding, NumberColumn, Relation, TextColumn
from proofpress_core.rng import Streams
from renderers.base import Canvas, Drawing, Knobs, generators
from renderers.charts._base import ChartBase
from renderers.charts._cartesian import Plot
from renderers.charts._content import CONTENT_ID, most, numbers, texts, words
from renderers.charts._frame import Frame
from renderers.charts._look import Look, sample_look
from renderers.charts._scale import category_scale, value_scale
from renderers.charts._scene import Mark, finish
from templates.chart_networks import ClusterFacts, sample_cluster

_COLOURS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class DendrogramSpec:
    """A dendrogram: merge k joins `merges[k]` (leaves by row, merge m as number of leaves + m) at `heights[k]`. Leaves
    stand in a list at the left if `lying`, below the tree otherwise; branches have the colour of their group if
    `coloured`; `thick` is their breadth in pixels."""

    data: ChartData
    look: Look
    merges: tuple[tuple[int, int], ...]
    heights: tuple[Decimal, ...]
    lying: bool
    coloured: bool
    thick: int


@generators.register("charts/dendrogram")
class Dendrogram(ChartBase[DendrogramSpec]):
    """Rows are leaves: the value is the distance at which a leaf is first joined to another, the mark its branch up to
    there. A further relation `merges` lists who is joined at which distance."""

    id = "charts/dendrogram"
    options: ClassVar = {**ChartBase.options, "orientation": ("vertical", "horizontal")}

    def sample(self, streams: Streams, knobs: Knobs) -> DendrogramSpec:
        """Draw a tree, then a look."""
        self.check(knobs)
        style = streams("style")
        lying = (knobs.settings.get("orientation") or style.choice(("vertical", "horizontal"))) == "horizontal"
        facts = sample_cluster(streams("data"), knobs.language)
        look = sample_look(streams("layout"), knobs, colours=_COLOURS)
        return DendrogramSpec(
            data=_content(facts, knobs, lying=lying), look=look, merges=facts.merges, heights=facts.heights,
            lying=lying, coloured=style.chance(0.6), thick=2 if look.size < 18 else 3,
        )  # fmt: skip

    def draw(self, spec: DendrogramSpec, canvas: Canvas) -> Drawing:
        """Set the frame, draw the branches from the leaves on, and report."""
        frame = Frame(spec.data, spec.look)
        frame.set_words()
        names = category_scale(texts(spec.data, "category"))
        scale = value_scale([*spec.heights, Decimal(0)], spec.look, zero=True, most=most(spec.data))
        plot = Plot(frame, scale, names, down=True) if spec.lying else Plot(frame, names, scale)
        marks = _branches(plot, spec)
        return finish(frame, canvas, marks, plot.box, plot.truth())


def _content(facts: ClusterFacts, knobs: Knobs, *, lying: bool) -> ChartData:
    members = [(name,) for name in facts.leaves.items]
    for pair in facts.merges:
        members.append(members[pair[0]] + members[pair[1]])
    data = Relation(name="data", columns=(
        TextColumn(name="category", label=facts.leaves.label, values=facts.leaves.items),
        NumberColumn(name="value", label=facts.measure.label, unit=facts.measure.unit, values=facts.joined),
    ))  # fmt: skip
    merges = Relation(name="merges", columns=(
        TextColumn(name="members", label="", values=tuple(map(", ".join, members[len(facts.leaves.items) :]))),
        NumberColumn(name="value", label=facts.axis.label, unit=facts.axis.unit, values=facts.heights),
    ))  # fmt: skip
    across, along = ("y", "x") if lying else ("x", "y")
    axis = facts.axis.titled(knobs.language) if facts.axis.unit else facts.axis.label
    return ChartData(
        id=CONTENT_ID, language=knobs.language, chart_type="dendrogram", relations=(data, merges),
        labels=words(facts.heading, [(f"axis/{along}/label", axis)]),
        encodings=(Encoding(channel=across, column="category"), Encoding(channel=along, column="value")),
    )  # fmt: skip


def _branches(plot: Plot, spec: DendrogramSpec) -> list[Mark]:
    """Draw the yokes of all merges, then the branches of the leaves up to them."""
    places, colours = _places(spec), _colours(spec)
    tops = [Decimal(0)] * len(numbers(spec.data)) + list(spec.heights)
    ends = {side: height for pair, height in zip(spec.merges, spec.heights, strict=True) for side in pair}
    for k, (one, other) in enumerate(spec.merges):
        node = len(tops) - len(spec.merges) + k
        _line(plot, spec, (places[one], spec.heights[k]), (places[other], spec.heights[k]), colours[node])
        if node in ends:
            _line(plot, spec, (places[node], spec.heights[k]), (places[node], ends[node]), colours[node])
    marks = []
    for row, value in enumerate(numbers(spec.data)):
        _line(plot, spec, (places[row], Decimal(0)), (places[row], value), colours[row], f"row/{row}")
        at = plot.place(value, places[row]) if spec.lying else plot.place(places[row], value)
        marks.append(Mark(f"row/{row}", f"row/{row}", at))
    return marks


def _line(
    plot: Plot, spec: DendrogramSpec, start: tuple[float, Decimal], end: tuple[float, Decimal], colour: str,
    name: str = "",
) -> None:  # fmt: skip
    """A level or upright line between two (place, distance). A yoke covers the ends of its branches; its middle stands
    at its distance."""
    (x0, y0), (x1, y1) = (plot.place(v, p) if spec.lying else plot.place(p, v) for p, v in (start, end))
    half, thick = spec.thick // 2, spec.thick
    if start[1] != end[1]:
        plot.frame.rule((x0, y0), (x1, y1), colour, thick, name)
    elif spec.lying:
        low, high = sorted((round(y0), round(y1)))
        at = round(x0 - thick / 2)
        plot.frame.box((at, low - half, at + thick, high - half + thick), colour, name)
    else:
        low, high = sorted((round(x0), round(x1)))
        at = round(y0 - thick / 2)
        plot.frame.box((low - half, at, high - half + thick, at + thick), colour, name)


def _places(spec: DendrogramSpec) -> list[float]:
    """Where each leaf and each merge stands across: a merge in the middle of what it joins."""
    places = [float(row) for row in range(len(numbers(spec.data)))]
    for one, other in spec.merges:
        places.append((places[one] + places[other]) / 2)
    return places


def _colours(spec: DendrogramSpec) -> list[str]:
    """Colours of leaves and merges: by group below the greatest leap between distances, above it that of the ink."""
    leaves, plain = len(numbers(spec.data)), spec.look.style.ink
    found = [plain] * (leaves + len(spec.merges))
    ordered = sorted(spec.heights)
    cut = max(range(len(ordered) // 2 - 1, len(ordered) - 1), key=lambda k: ordered[k + 1] / ordered[k])
    limit, taken = ordered[cut], 0
    for k in range(len(spec.merges) - 1, -1, -1):
        node = leaves + k
        if spec.heights[k] <= limit and found[node] == plain and taken < _COLOURS:
            found[node] = spec.look.colour(taken).code
            taken += 1
        if spec.heights[k] <= limit:
            for side in spec.merges[k]:
                found[side] = found[node]
    return found if spec.coloured else [spec.look.colour(0).code] * len(found)
