"""Icicle charts: a whole in two levels, groups as long boxes beside the boxes of what they consist of."""

from __future__ import annotations

from dataclasses import dataclass

from proofpress_core.content import ChartData
from proofpress_core.errors import Reject
from proofpress_core.rng import Streams
from proofpress_core.scene_builder import Box
from renderers.base import Canvas, Drawing, Knobs, generators
from renderers.charts._base import ChartBase
from renderers.charts._cells import cell, write_cell
from renderers.charts._content import numbers, series_names, texts
from renderers.charts._frame import Frame, wrap
from renderers.charts._look import LEADING, Look, sample_look
from renderers.charts._polar import divided
from renderers.charts._scene import Mark, finish
from renderers.charts._tree import members, tint, tree_content
from templates.chart_hierarchies import sample_hierarchy
from templates.themes import ink_on


@dataclass(frozen=True, slots=True, kw_only=True)
class IcicleSpec:
    """An icicle chart read from the left to the right; groups take the share `split` of its width."""

    data: ChartData
    look: Look
    gap: int
    split: float


@generators.register("charts/icicle")
class IcicleChart(ChartBase[IcicleSpec]):
    """The height of a box is its value: all boxes of a level are equally wide, so that its area is, too."""

    id = "charts/icicle"

    def sample(self, streams: Streams, knobs: Knobs) -> IcicleSpec:
        """Draw a hierarchy, then a look."""
        self.check(knobs)
        style = streams("style")
        facts = sample_hierarchy(streams("data"), knobs.language, (2, 4), (2, 3), least=0.065)
        look = sample_look(streams("layout"), knobs, colours=len(facts.groups.items), aspects=(1.2, 1.33, 1.5))
        data = tree_content(facts, look, knobs.language, "icicle", "area")
        return IcicleSpec(data=data, look=look, gap=style.choice((2, 2, 3)), split=style.uniform(0.36, 0.46))

    def draw(self, spec: IcicleSpec, canvas: Canvas) -> Drawing:
        """Set the frame, lay groups and leaves, and report."""
        frame = Frame(spec.data, spec.look)
        frame.set_words()
        area = frame.area
        plot = (round(area.left), round(area.top + 4), round(area.right), round(area.bottom - 4))
        values, names = numbers(spec.data), texts(spec.data, "category")
        middle = round(plot[0] + spec.split * (plot[2] - plot[0]))
        spans = [(plot[1] + a, plot[1] + b) for a, b in divided(values, 0.0, plot[3] - plot[1])]
        marks = []
        for k, rows in enumerate(members(spec.data)):
            marks.append(_group(frame, spec, k, (plot[0], spans[rows[0]][0], middle, spans[rows[-1]][1])))
            for place, row in enumerate(rows):
                fill = tint(spec.look, k, place, len(rows))
                mark, inner = cell(frame, row, (middle, spans[row][0], plot[2], spans[row][1]), fill, spec.gap)
                marks.append(mark)
                write_cell(frame, row, inner, names[row], spec.look.number(values[row]), fill)
        return finish(frame, canvas, marks, plot)


def _group(frame: Frame, spec: IcicleSpec, k: int, box: Box) -> Mark:
    """The box of a group with its name."""
    fill, name, size = spec.look.colour(k).code, f"group/{k}", spec.look.size
    near, far = spec.gap // 2, spec.gap - spec.gap // 2
    inner = (box[0] + near, round(box[1]) + near, box[2] - far, round(box[3]) - far)
    frame.box(inner, fill, name)
    words = series_names(spec.data)[k]
    lines = wrap(frame.look, words, size, box[2] - box[0] - 12, "bold")
    if len(lines) > 2:
        raise Reject("name_too_long", words)
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    for n, line in enumerate(lines):
        frame.centred(f"node/{k}", line, x, y + (n - (len(lines) - 1) / 2) * LEADING * size, size=size,
                      colour=ink_on(fill), weight="bold")  # fmt: skip
    return Mark(name, name, (x, y), role="swatch")
