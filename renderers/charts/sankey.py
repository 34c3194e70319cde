"""Sankey diagrams: flows between two sides, or through a hub, as ribbons of the flows' breadth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from proofpress_core.content import ChartData, TextColumn
from proofpress_core.rng import Streams
from renderers.base import Canvas, Drawing, Knobs, generators
from renderers.charts._base import ChartBase
from renderers.charts._content import numbers, series_names, texts
from renderers.charts._flows import OPACITY, Column, Slot, flow_content, per_unit, ribbon, stacked_column
from renderers.charts._frame import Frame
from renderers.charts._look import Look, sample_look
from renderers.charts._scene import Mark, finish
from templates.chart_flows import sample_flows, sample_hub
from templates.themes import mixed

_ASPECTS = (1.25, 1.33, 1.5, 1.6)
_MOST = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class SankeySpec:
    """A Sankey diagram; `hub` names the node in the middle, "" where flows run straight from side to side."""

    data: ChartData
    look: Look
    hub: str


@generators.register("charts/sankey")
class SankeyDiagram(ChartBase[SankeySpec]):
    """Rows are flows. Between two sides a flow has a source (series) and a target (category) and the source's colour;
    through a hub it has a side (series), whose colour it takes, and the name (category) of its outer end."""

    id = "charts/sankey"
    options: ClassVar = {**ChartBase.options, "mode": ("sides", "hub")}

    def sample(self, streams: Streams, knobs: Knobs) -> SankeySpec:
        """Draw flows, then a look."""
        self.check(knobs)
        mode = knobs.settings.get("mode") or streams("style").choice(("sides", "hub"), (3, 2))
        return (self._sides if mode == "sides" else self._through)(streams, knobs)

    def _sides(self, streams: Streams, knobs: Knobs) -> SankeySpec:
        facts = sample_flows(streams("data"), knobs.language, (2, 4), _MOST)
        look = sample_look(streams("layout"), knobs, colours=len(facts.sources.items), aspects=_ASPECTS)
        sources, targets = facts.sources, facts.targets
        columns = (
            TextColumn(name="series", label=sources.label, values=tuple(sources.items[i] for i, _ in facts.links)),
            TextColumn(name="category", label=targets.label, values=tuple(targets.items[j] for _, j in facts.links)),
        )
        data = flow_content("sankey", knobs.language, look, facts.heading, facts.measure, columns, facts.values,
                            "thickness")  # fmt: skip
        return SankeySpec(data=data, look=look, hub="")

    def _through(self, streams: Streams, knobs: Knobs) -> SankeySpec:
        facts = sample_hub(streams("data"), knobs.language, (3, 5))
        look = sample_look(streams("layout"), knobs, colours=2, aspects=_ASPECTS)
        items = [*((facts.sides.items[0], *item) for item in facts.incoming),
                 *((facts.sides.items[1], *item) for item in facts.outgoing)]  # fmt: skip
        columns = (
            TextColumn(name="series", label=facts.sides.label, values=tuple(side for side, _, _ in items)),
            TextColumn(name="category", label=facts.names, values=tuple(name for _, name, _ in items)),
        )
        values = [value for _, _, value in items]
        data = flow_content("sankey", knobs.language, look, facts.heading, facts.measure, columns, values, "thickness")
        return SankeySpec(data=data, look=look, hub=facts.hub)

    def draw(self, spec: SankeySpec, canvas: Canvas) -> Drawing:
        """Set the frame, lay ribbons and nodes, write names and values, and report."""
        frame = Frame(spec.data, spec.look)
        frame.set_words()
        sketch = _Hub(frame, spec) if spec.hub else _Sides(frame, spec)
        sketch.paint()
        return finish(frame, canvas, sketch.marks, sketch.box)


class _Sketch:
    """What both kinds have in common: columns of nodes with names outside, ribbons with values inside."""

    def __init__(self, frame: Frame, spec: SankeySpec) -> None:
        self.frame, self.spec, self.size = frame, spec, spec.look.size
        self.values = numbers(spec.data)
        self.thick = max(6, round(0.6 * self.size))
        self.gap = 1.1 * self.size
        self.marks: list[Mark] = []
        self.stub = max(spec.look.width_of(spec.look.number(value), 0.92 * self.size) for value in self.values)
        self.stub += 1.0 * self.size

    def frame_sides(self, left: list[str], right: list[str], headroom: float) -> None:
        """Fix the plot's box between the names at both sides, and the pixels per unit."""
        area, look = self.frame.area, self.spec.look
        widths = [max(look.width_of(name, self.size) for name in names) + 0.6 * self.size for names in (left, right)]
        self.box = (round(area.left + widths[0]), round(area.top + headroom), round(area.right - widths[1]),
                    round(area.bottom - 0.4 * self.size))  # fmt: skip

    def node(self, x: float, slot: Slot, colour: str) -> None:
        """Paint the bar of a node whose left edge is x."""
        self.frame.box((round(x), round(slot[0]), round(x) + self.thick, round(slot[1])), colour)

    def name(self, ref: str, text: str, slot: Slot, *, left: bool) -> None:
        """Write a name beside a node of one of the outer columns."""
        x = self.box[0] - 0.5 * self.size if left else self.box[2] + 0.5 * self.size
        y = sum(slot) / 2 + 0.36 * self.size
        self.frame.text(ref, text, x, y, size=self.size, colour=self.frame.style.ink, align="right" if left else "left")

    def flow(self, row: int, ends: tuple[float, float], slots: tuple[Slot, Slot], colour: str, *, left: bool) -> None:
        """Lay the ribbon of a row between two x and write its value in its level part at the left or right end. The
        anchor stands at the end where neighbours differ in colour."""
        name, stubs = f"row/{row}", (self.stub, 0.0) if left else (0.0, self.stub)
        points = ribbon(*ends, *slots, stubs)
        self.frame.polygon(points, colour, name, opacity=OPACITY)
        x, slot = (ends[0], slots[0]) if left else (ends[1], slots[1])
        told = (x + 2 if left else x - 2, sum(slot) / 2) if self.spec.hub else (ends[1] - 2, sum(slots[1]) / 2)
        self.marks.append(Mark(name, name, told, points=points, shape="polygon"))
        at = x + 0.5 * self.size if left else x - 0.5 * self.size
        y, words = sum(slot) / 2 + 0.33 * self.size, self.spec.look.number(self.values[row])
        self.frame.text(f"row/{row}/label", words, at, y, size=0.92 * self.size, colour=self.frame.style.ink,
                        align="left" if left else "right")  # fmt: skip


class _Sides(_Sketch):
    """Flows from sources at the left to targets at the right."""

    def paint(self) -> None:
        """Paint nodes, names and ribbons."""
        data, colours = self.spec.data, self.spec.look
        sources, targets = series_names(data), texts(data, "category")
        self.frame_sides(list(sources), list(targets), 0.5 * self.size)
        left, right = (self._column(names, column) for names, column in ((sources, "series"), (targets, "category")))
        ends = (self.box[0] + self.thick, self.box[2] - self.thick)
        for row in range(len(self.values)):
            k = sources.index(str(data.relations[0].column("series").values[row]))
            self.flow(row, ends, (left.slots[row], right.slots[row]), colours.colour(k).code, left=True)
        for k, slot in enumerate(left.nodes):
            self.node(self.box[0], slot, colours.colour(k).code)
            self.name(f"legend/{k}", sources[k], slot, left=True)
        for k, slot in enumerate(right.nodes):
            self.node(ends[1], slot, self.frame.style.line)
            self.name(f"node/{k}", targets[k], slot, left=False)

    def _column(self, names: tuple[str, ...], column: str) -> Column:
        held = self.spec.data.relations[0].column(column).values
        flows = [[row for row in range(len(held)) if held[row] == name] for name in names]
        height = self.box[3] - self.box[1]
        most = max(len(series_names(self.spec.data)), len(texts(self.spec.data, "category"))) - 1
        unit = per_unit(self.values, height - most * self.gap, 0.92 * self.size)
        top = self.box[1] + (most - len(names) + 1) * self.gap / 2
        return stacked_column(flows, self.values, unit, top, self.gap)


class _Hub(_Sketch):
    """Flows into a node in the middle and out of it."""

    def paint(self) -> None:
        """Paint nodes, names, headings and ribbons."""
        data, look, style = self.spec.data, self.spec.look, self.frame.style
        sides, held = series_names(data), data.relations[0].column("series").values
        names = [str(name) for name in data.relations[0].column("category").values]
        rows = [[row for row in range(len(held)) if held[row] == side] for side in sides]
        self.frame_sides([names[r] for r in rows[0]], [names[r] for r in rows[1]], 2.4 * self.size)
        middle = round((self.box[0] + self.box[2] - self.thick) / 2)
        outer, inner = self._columns(rows)
        for k, side in enumerate(rows):
            colour = look.colour(k).code
            ends = (self.box[0] + self.thick, middle) if k == 0 else (middle + self.thick, self.box[2] - self.thick)
            for row, node in zip(side, outer[k].nodes, strict=True):
                slots = (outer[k].slots[row], inner[k].slots[row])
                self.flow(row, ends, slots if k == 0 else slots[::-1], colour, left=k == 0)
                self.node(self.box[0] if k == 0 else ends[1], node, colour)
                self.name(f"row/{row}/name", names[row], node, left=k == 0)
            x, align = (self.box[0], "left") if k == 0 else (self.box[2], "right")
            self.frame.text(f"legend/{k}", sides[k], x, self.box[1] - 1.0 * self.size, size=self.size, weight="bold",
                            colour=mixed(colour, style.ink, 0.35), align=align)  # fmt: skip
        span = (inner[0].nodes[0][0], inner[0].nodes[0][1])
        self.node(middle, span, style.ink)
        self.frame.text("node/0", self.spec.hub, middle + self.thick / 2, self.box[1] - 1.0 * self.size,
                        size=self.size,
                        colour=style.ink, align="centre", weight="bold")  # fmt: skip

    def _columns(self, rows: list[list[int]]) -> tuple[list[Column], list[Column]]:
        """The outer columns, and the two sides of the hub."""
        most = max(len(side) for side in rows) - 1
        height, size = self.box[3] - self.box[1], 0.92 * self.size
        units = [per_unit([self.values[r] for r in side], height - most * self.gap, size) for side in rows]
        outer, inner = [], []
        for side in rows:
            top = self.box[1] + (most - len(side) + 1) * self.gap / 2
            outer.append(stacked_column([[r] for r in side], self.values, units[0], top, self.gap))
            inner.append(stacked_column([side], self.values, units[0], self.box[1] + most * self.gap / 2, 0.0))
        return outer, inner
