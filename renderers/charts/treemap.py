"""Treemaps: a whole cut into boxes by value, group by group, squarified after Bruls, Huizing and van Wijk (2000)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from proofpress_core.content import ChartData
from proofpress_core.rng import Streams
from proofpress_core.scene_builder import Box
from renderers.base import Canvas, Drawing, Knobs, generators
from renderers.charts._base import ChartBase
from renderers.charts._cells import cell, name_size, write_cell
from renderers.charts._content import numbers, series_names, texts
from renderers.charts._frame import Frame
from renderers.charts._legend import Entry
from renderers.charts._look import Look, sample_look
from renderers.charts._scene import finish
from renderers.charts._tree import members, tree_content
from templates.chart_hierarchies import sample_hierarchy
from templates.themes import mixed


@dataclass(frozen=True, slots=True, kw_only=True)
class TreemapSpec:
    """A treemap; `gap` is the room between cells in pixels."""

    data: ChartData
    look: Look
    gap: int


@generators.register("charts/treemap")
class Treemap(ChartBase[TreemapSpec]):
    """Cells in the colour of their group, with name and value; the legend names the groups."""

    id = "charts/treemap"

    def sample(self, streams: Streams, knobs: Knobs) -> TreemapSpec:
        """Draw a hierarchy, then a look."""
        self.check(knobs)
        facts = sample_hierarchy(streams("data"), knobs.language, (2, 4), (2, 4), least=0.035)
        look = sample_look(streams("layout"), knobs, colours=len(facts.groups.items), legend=True,
                           aspects=(1.25, 1.33, 1.5))  # fmt: skip
        title = facts.groups.label if look.legend == "right" else ""
        data = tree_content(facts, look, knobs.language, "treemap", "area", [("legend/title", title)])
        return TreemapSpec(data=data, look=look, gap=streams("style").choice((2, 2, 3)))

    def draw(self, spec: TreemapSpec, canvas: Canvas) -> Drawing:
        """Set the frame, cut the plot, fill and name the cells, and report."""
        frame = Frame(spec.data, spec.look)
        frame.set_words()
        frame.set_legend([Entry(name, "box", spec.look.colour(k).code)
                          for k, name in enumerate(series_names(spec.data))])  # fmt: skip
        area = frame.area
        plot = (round(area.left), round(area.top + 4), round(area.right), round(area.bottom - 4))
        values, names = [float(value) for value in numbers(spec.data)], texts(spec.data, "category")
        groups = members(spec.data)
        marks = []
        parts = squarified([sum(values[row] for row in rows) for rows in groups], plot)
        for k, (rows, part) in enumerate(zip(groups, parts, strict=True)):
            for place, (row, box) in enumerate(zip(rows, squarified([values[row] for row in rows], part), strict=True)):
                fill = mixed(spec.look.colour(k).code, spec.look.style.background, 0.06 * place)
                mark, inner = cell(frame, row, box, fill, spec.gap)
                marks.append(mark)
                write_cell(frame, row, inner, names[row], spec.look.number(numbers(spec.data)[row]), fill,
                           name_size=name_size(spec.look, inner))  # fmt: skip
        return finish(frame, canvas, marks, plot)


def squarified(values: Sequence[float], box: Box) -> list[Box]:
    """Boxes whose areas are to one another as the values (in falling order), as nearly square as rows allow."""
    left, top, right, bottom = box
    scale = (right - left) * (bottom - top) / sum(values)
    areas, boxes, first = [value * scale for value in values], [], 0
    while first < len(areas):
        side = min(right - left, bottom - top)
        last = first + 1
        while last < len(areas) and _worst(areas[first : last + 1], side) <= _worst(areas[first:last], side):
            last += 1
        thick = sum(areas[first:last]) / side
        if side == bottom - top:
            boxes += _stacked(areas[first:last], thick, left, top, upright=True)
            left += thick
        else:
            boxes += _stacked(areas[first:last], thick, left, top, upright=False)
            top += thick
        first = last
    return boxes


def _worst(areas: Sequence[float], side: float) -> float:
    """The worst ratio of length to breadth in a row along a side."""
    thick = sum(areas) / side
    return max(max(area / thick**2, thick**2 / area) for area in areas)


def _stacked(areas: Sequence[float], thick: float, left: float, top: float, *, upright: bool) -> list[Box]:
    """The boxes of one row: one below the other, or side by side."""
    boxes, at = [], 0.0
    for area in areas:
        length = area / thick
        if upright:
            boxes.append((left, top + at, left + thick, top + at + length))
        else:
            boxes.append((left + at, top, left + at + length, top + thick))
        at += length
    return boxes
