"""Trees: a root, its groups and their leaves as boxes joined by lines, as in the plan of an organisation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from proofpress_core.content import ChartData, TextColumn
from proofpress_core.errors import Reject
from proofpress_core.rng import Draw, Streams
from proofpress_core.scene_builder import Box
from renderers.base import Canvas, Drawing, Knobs, generators
from renderers.charts._base import ChartBase
from renderers.charts._content import numbers, series_names
from renderers.charts._flows import flow_content
from renderers.charts._frame import Frame
from renderers.charts._look import Look, sample_look
from renderers.charts._scene import Mark, finish
from templates.chart_networks import sample_tree
from templates.themes import ink_on, mixed

_SCALES = (1.35, 1.2, 1.1, 1.0)
"""Sizes of the words over that of plain text, the largest that fits is taken."""
_INDENT = 1.3
"""How far leaves stand in below their group, over the size of the words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeSpec:
    """A tree with the root `root`: it grows from left to right, or down with the leaves listed below their groups if
    `down`; the other way where there is no room for the wanted one."""

    data: ChartData
    look: Look
    root: str
    down: bool


@generators.register("charts/tree")
class TreeDiagram(ChartBase[TreeSpec]):
    """Rows are leaves, with their value printed in their box; `series` is the group, whose colour its box has."""

    id = "charts/tree"
    options: ClassVar = {**ChartBase.options, "orientation": ("vertical", "horizontal")}

    def sample(self, streams: Streams, knobs: Knobs) -> TreeSpec:
        """Draw a tree, then a look."""
        self.check(knobs)
        down = (knobs.settings.get("orientation") or streams("style").choice(("vertical", "horizontal"))) == "vertical"
        facts = sample_tree(streams("data"), knobs.language, (2, 4))
        look = _look(streams("layout"), knobs, len(facts.groups.items), len(facts.leaves.items))
        groups = tuple(facts.groups.items[k] for k in facts.parents)
        columns = (
            TextColumn(name="series", label=facts.groups.label, values=groups),
            TextColumn(name="category", label=facts.leaves.label, values=facts.leaves.items),
        )
        data = flow_content("tree diagram", knobs.language, look, facts.heading, facts.measure, columns, facts.values)
        return TreeSpec(data=data, look=look, root=facts.root, down=down)

    def draw(self, spec: TreeSpec, canvas: Canvas) -> Drawing:
        """Set the frame, place the boxes, join them, write names and values, and report."""
        frame = Frame(spec.data, spec.look)
        frame.set_words()
        sketch, down = _fitted(frame, spec)
        (sketch.grow_down if down else sketch.grow_right)()
        box = (frame.area.left, frame.area.top, frame.area.right, frame.area.bottom)
        return finish(frame, canvas, sketch.marks, box)


def _look(draw: Draw, knobs: Knobs, groups: int, leaves: int) -> Look:
    """A look with room for the boxes, the last of six draws if none has enough."""
    for _ in range(6):
        look = sample_look(draw, knobs, colours=groups, aspects=(1.33, 1.5, 1.6) if leaves < 9 else (1.25, 1.33))
        if look.width > 44 * look.size and look.height > (2.4 * (leaves + groups / 3) + 7) * look.size:
            break
    return look


def _fitted(frame: Frame, spec: TreeSpec) -> tuple[_Sketch, bool]:
    """The largest sketch for which there is room, and whether it grows down: the wanted way before the other one.
    Reject (`plot_too_small`) if there is none."""
    for down in (spec.down, not spec.down):
        for scale in _SCALES:
            sketch = _Sketch(frame, spec, round(scale * spec.look.size))
            if sketch.has_room(down=down):
                return sketch, down
    raise Reject("plot_too_small", f"{len(sketch.names)} leaves")


class _Sketch:
    """A tree being drawn, with text of `size` pixels per em."""

    def __init__(self, frame: Frame, spec: TreeSpec, size: int) -> None:
        self.frame, self.spec, self.size = frame, spec, size
        columns = spec.data.relations[0]
        self.names = [str(name) for name in columns.column("category").values]
        self.groups = list(series_names(spec.data))
        held = columns.column("series").values
        self.rows = [[row for row in range(len(held)) if held[row] == group] for group in self.groups]
        self.high = round(1.9 * self.size)
        width, look = spec.look.width_of, spec.look
        pairs = zip(self.names, numbers(spec.data), strict=True)
        widest = max(width(name, self.size) + width(look.number(value), self.size, "bold") for name, value in pairs)
        self.leaf_wide = round(widest + 2.6 * self.size)
        self.group_wide = round(max(width(name, self.size, "bold") for name in self.groups) + 1.6 * self.size)
        self.root_wide = round(width(spec.root, self.size, "bold") + 1.8 * self.size)
        self.marks: list[Mark] = []

    def has_room(self, *, down: bool) -> bool:
        """Whether the tree fits with joins that are long enough."""
        free, step = self._across_down() if down else self._across_right()
        return free >= (1.4 if down else 5.5) * self.size and step >= self.high + max(4, 0.5 * self.size)

    def _across_right(self) -> tuple[float, float]:
        """Free width between the three columns, and from leaf to leaf, where the tree grows right."""
        area = self.frame.area
        free = area.width - self.root_wide - self.group_wide - self.leaf_wide
        return free, (area.height - self.high) / (len(self.names) - 1 + 0.35 * (len(self.groups) - 1))

    def _across_down(self) -> tuple[float, float]:
        """Free width between groups, and from leaf to leaf, where the tree grows down."""
        area, count = self.frame.area, len(self.groups)
        gap = (area.width - count * max(self.group_wide, self.leaf_wide + _INDENT * self.size)) / max(1, count - 1)
        return gap, (area.height - self.high) / (max(len(rows) for rows in self.rows) + 1.5)

    def grow_right(self) -> None:
        """Root at the left, leaves in a column at the right; boxes take half of the width that joins leave."""
        area, (free, step) = self.frame.area, self._across_right()
        gap = min(free / 2, 8 * self.size)
        more = (free - 2 * gap) / 3
        self.root_wide, self.group_wide = self.root_wide + round(0.6 * more), self.group_wide + round(0.9 * more)
        self.leaf_wide += round(1.2 * more)
        used = self.root_wide + self.group_wide + self.leaf_wide + 2 * gap
        left = area.left + (area.width - used) / 2
        xs = (left, left + self.root_wide + gap, left + self.root_wide + 2 * gap + self.group_wide)
        y, middles = area.top + self.high / 2, []
        for k, rows in enumerate(self.rows):
            ys = [y + step * place for place in range(len(rows))]
            middles.append((ys[0] + ys[-1]) / 2)
            for row, at in zip(rows, ys, strict=True):
                self.elbow((xs[1] + self.group_wide, middles[k]), (xs[2], at), level=True)
                self.leaf(row, k, xs[2] + self.leaf_wide / 2, at)
            y = ys[-1] + 1.35 * step
        root = (middles[0] + middles[-1]) / 2
        for k, middle in enumerate(middles):
            self.elbow((xs[0] + self.root_wide, root), (xs[1], middle), level=True)
            self.group(k, xs[1] + self.group_wide / 2, middle)
        self.root(xs[0] + self.root_wide / 2, root)

    def grow_down(self) -> None:
        """Root on top, groups beside one another, leaves listed below their group and a little indented; boxes take
        the width that gaps leave."""
        area, count, indent = self.frame.area, len(self.groups), _INDENT * self.size
        gap, step = self._across_down()
        wide = max(self.group_wide, self.leaf_wide + indent)
        more = max(0.0, gap - 3.5 * self.size) * max(1, count - 1) / count
        wide, gap = wide + min(more, 0.8 * wide), gap - min(more, 0.8 * wide) * count / max(1, count - 1)
        gap, step = min(gap, 7 * self.size), min(step, 2.6 * self.high)
        self.leaf_wide = round(wide - indent)
        left = area.left + (area.width - count * wide - (count - 1) * gap) / 2
        deepest = max(len(rows) for rows in self.rows)
        top = area.top + self.high / 2 + (area.height - self.high - (deepest + 1.5) * step) / 2
        middle = (area.left + area.right) / 2
        for k, rows in enumerate(self.rows):
            x = left + k * (wide + gap)
            self.elbow((middle, top + self.high / 2), (x + wide / 2, top + 1.5 * step - self.high / 2), level=False)
            for place, row in enumerate(rows):
                y = top + (2.5 + place) * step
                self.line((x + indent / 2, top + 1.5 * step), (x + indent / 2, y))
                self.line((x + indent / 2, y), (x + indent + 1, y))
                self.leaf(row, k, x + indent + self.leaf_wide / 2, y)
            self.group(k, x + wide / 2, top + 1.5 * step, wide)
        self.root(middle, top)

    def line(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """A level or upright join."""
        self.frame.rule(start, end, self.frame.style.line, 1 if self.size < 16 else 2)

    def elbow(self, start: tuple[float, float], end: tuple[float, float], *, level: bool) -> None:
        """A join with two corners half way."""
        (x0, y0), (x1, y1) = start, end
        half = ((x0 + x1) / 2, y0) if level else (x0, (y0 + y1) / 2)
        turn = (half[0], y1) if level else (x1, half[1])
        for one, other in ((start, half), (half, turn), (turn, end)):
            self.line(one, other)

    def around(self, x: float, y: float, wide: float) -> Box:
        """The box of so much width about a point."""
        left, top = round(x - wide / 2), round(y - self.high / 2)
        return left, top, left + round(wide), top + self.high

    def leaf(self, row: int, k: int, x: float, y: float) -> None:
        """The box of a leaf with name and value."""
        look, style = self.spec.look, self.frame.style
        box = self.around(x, y, self.leaf_wide)
        self.frame.box(box, mixed(style.background, look.colour(k).code, 0.2), f"row/{row}")
        ink, inside = style.ink, 0.7 * self.size
        self.frame.text(
            f"row/{row}/name", self.names[row], box[0] + inside, y + 0.36 * self.size, size=self.size, colour=ink
        )
        self.frame.text(f"row/{row}/label", look.number(numbers(self.spec.data)[row]), box[2] - inside,
                        y + 0.36 * self.size, size=self.size, colour=ink, weight="bold", align="right")  # fmt: skip
        self.marks.append(Mark(f"row/{row}", f"row/{row}", (x, y)))

    def group(self, k: int, x: float, y: float, wide: float = 0.0) -> None:
        """The box of a group in its colour."""
        colour = self.spec.look.colour(k).code
        self.frame.box(self.around(x, y, wide or self.group_wide), colour)
        self.frame.centred(f"legend/{k}", self.groups[k], x, y, size=self.size, colour=ink_on(colour), weight="bold")

    def root(self, x: float, y: float) -> None:
        """The box of the root."""
        style = self.frame.style
        self.frame.box(self.around(x, y, self.root_wide), style.ink)
        self.frame.centred("node/0", self.spec.root, x, y, size=self.size, colour=style.background, weight="bold")
