"""What all charts by plotly have in common: contents as our own kind of that chart draws them, plotly's sheet, report.

A kind names the kind whose contents it draws, its scales and traces; where plotly put them is read from the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, ClassVar

from proofpress_core.content import ChartData
from proofpress_core.errors import Reject
from proofpress_core.regions import UNIT
from proofpress_core.rng import Draw, Streams
from proofpress_core.scene import Axis
from proofpress_core.scene_builder import Box
from renderers._backends.display import Point
from renderers._backends.plotly_page import Drawn, PlotlyFigure, draw
from renderers.base import Canvas, Drawing, GeneratorBase, Knobs
from renderers.charts._content import numbers, series_names, texts
from renderers.charts._frame import Sheet
from renderers.charts._plotly_look import PlotlyLook, plotly_look
from renderers.charts._plotly_sheet import PlotlySheet, axis_layout, set_sheet
from renderers.charts._scale import Scale
from renderers.charts._scene import Mark, report_scene

_TRIES = 6
Trace = dict[str, Any]
Scales = tuple[Scale | None, Scale | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlotlySpec:
    """A chart by plotly: `mode` is the kind's variant, `gap` the share of a category's room that stays free in percent,
    `corner` the rounding of bars in pixels, `dot` the size of markers in pixels, `lying` whether bars lie."""

    data: ChartData
    look: PlotlyLook
    mode: str
    gap: int
    corner: int
    dot: float
    lying: bool


class PlotlyChart(GeneratorBase[PlotlySpec]):
    """A chart kind that plotly.js draws in headless Chromium."""

    domain = "charts"
    needs = ("browser",)
    modes: ClassVar[tuple[str, ...]] = ("",)
    down: ClassVar[bool] = False
    bare: ClassVar[bool] = False
    room: ClassVar[float] = 0.0

    def content(self, streams: Streams, knobs: Knobs, mode: str, *, lying: bool) -> Any:
        """The spec of our own kind of this chart: its data and look are taken."""
        raise NotImplementedError(self.id)

    def scales(self, spec: PlotlySpec) -> Scales:
        """Horizontal and vertical scale, None where there is none."""
        return None, None

    def traces(self, spec: PlotlySpec, scales: Scales) -> list[Trace]:
        """The traces as plotly's JSON, with the names of their parts as `meta`."""
        raise NotImplementedError(self.id)

    def layout(self, spec: PlotlySpec) -> dict[str, Any]:
        """More of plotly's layout."""
        return {}

    def entries(self, spec: PlotlySpec) -> Sequence[str]:
        """Names in the legend."""
        return series_names(spec.data) if spec.look.legend != "none" else ()

    def marks(self, spec: PlotlySpec, drawn: Drawn) -> list[Mark]:
        """The marks to report: one for every row, at its own origin."""
        return [
            Mark(f"row/{row}", f"row/{row}", drawn.origins[f"row/{row}"])
            for row in range(len(spec.data.relations[0].columns[0].values))
        ]

    def axes(self, spec: PlotlySpec, scales: Scales, drawn: Drawn) -> Sequence[Axis]:
        """Truth of the axes from the plot's box and the ranges that plotly was given."""
        x, y = scales
        box, made = drawn.plot, []
        if x is not None:
            made.append(axis_truth("x", x, (box[0], box[3]), (box[2], box[3])))
        if y is not None:
            ends = ((box[0], box[1]), (box[0], box[3])) if self.turned(spec) else ((box[0], box[3]), (box[0], box[1]))
            made.append(axis_truth("y", y, *ends))
        return made

    def turned(self, spec: PlotlySpec) -> bool:
        """Whether the vertical axis runs down."""
        return self.down

    def sample(self, streams: Streams, knobs: Knobs) -> PlotlySpec:
        """Draw contents and a look that has room for them; a few tries."""
        self.check(knobs)
        style = streams("plotly")
        for _ in range(_TRIES - 1):
            try:
                return self._sampled(style, streams, knobs)
            except Reject:
                continue
        return self._sampled(style, streams, knobs)

    def _sampled(self, style: Draw, streams: Streams, knobs: Knobs) -> PlotlySpec:
        mode = str(knobs.settings.get("mode") or style.choice(self.modes))
        lying = str(knobs.settings.get("orientation") or style.choice(("vertical", "horizontal"), (2, 1))) != "vertical"
        lying = lying and "orientation" in self.options
        drawn = self.content(streams, Knobs(language=knobs.language), mode, lying=lying)
        look, data = plotly_look(style, drawn.look, drawn.data)
        spec = PlotlySpec(
            data=data, look=look, mode=mode, gap=style.integer(18, 40), corner=style.choice((0, 0, 0, 3, 5)),
            dot=round(look.size * style.uniform(0.5, 0.7), 1), lying=lying,
        )  # fmt: skip
        if not self.entries(spec):
            labels = tuple(label for label in data.labels if label.ref != "legend/title")
            spec = replace(spec, data=replace(data, labels=labels))
        self.sheet(spec, self.scales(spec))
        return spec

    def sheet(self, spec: PlotlySpec, scales: Scales) -> PlotlySheet:
        """The sheet around the plot. Reject where there is no room."""
        return set_sheet(spec.data, spec.look, *scales, self.entries(spec), self.room * spec.look.size)

    def draw(self, spec: PlotlySpec, canvas: Canvas) -> Drawing:
        """Hand the figure to the browser and report where plotly put its parts."""
        scales, look = self.scales(spec), spec.look
        around = self.sheet(spec, scales)
        layout = around.layout() | {
            f"{name}axis": axis_layout(around, name, scale, down=name == "y" and self.turned(spec), bare=self.bare)
            for name, scale in zip("xy", scales, strict=True) if scale is not None
        }  # fmt: skip
        figure = {"data": self.traces(spec, scales), "layout": merged(layout, self.layout(spec))}
        faces = tuple(dict.fromkeys((look.face(), *(word.face for word in around.words))))
        drawn = draw(PlotlyFigure(figure, look.width, look.height, around.names(), faces), canvas)
        labels = [f"row/{row}/label" for row in range(spec.data.relations[0].height if spec.data.printed else 0)]
        if missing := [name for name in labels if name not in drawn.recording.lines]:
            raise Reject("no_room_for_value", missing[0])
        sheet = _sheet(spec, drawn)
        sheet.pens = {name: look.style.line_width for name in drawn.outlines if name.startswith("series/")}
        return report_scene(sheet, drawn.recording, self.marks(spec, drawn), drawn.plot, self.axes(spec, scales, drawn))


def _sheet(spec: PlotlySpec, drawn: Drawn) -> Sheet:
    """The names of what was set: lines by their refs, and entries of the legend."""
    sheet = Sheet(spec.data, spec.look)
    sheet.axes += ["r/0"]
    for name in drawn.recording.lines:
        sheet.texts.setdefault(name.partition("/line")[0], []).append(name)
    keys = [name for name in drawn.recording.marks if name.endswith("/key")]
    sheet.entries = [(key.removesuffix("/key"), key) for key in keys]
    return sheet


def merged(layout: dict[str, Any], more: dict[str, Any]) -> dict[str, Any]:
    """A layout with more of it, axes joined."""
    joined = {key: layout[key] | value for key, value in more.items() if key.endswith("axis") and key in layout}
    return layout | more | joined


def axis_truth(name: str, scale: Scale, start: Point, end: Point, content: str = "chart") -> Axis:
    """An axis whose plot shows `scale.low` at `start` and `scale.high` at `end`, stated between its outer ticks."""
    ticks = tuple(value for value, _ in scale.ticks)
    low, high = (ticks[0], ticks[-1]) if len(ticks) > 1 else (scale.low, scale.high)
    ends = []
    for value in (low, high):
        share = scale.share(value)
        ends.append(tuple(round((a + share * (b - a)) * UNIT) for a, b in zip(start, end, strict=True)))
    kind: Any = scale.kind
    return Axis(content=content, name=name, scale=kind, low=Decimal(low), high=Decimal(high), ticks=ticks,
                start=ends[0], end=ends[1])  # type: ignore[arg-type]  # fmt: skip


def middle(box: Box) -> Point:
    """The centre of a box."""
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def rows_of(spec: PlotlySpec, k: int) -> range:
    """Rows of series k."""
    count = len(texts(spec.data, "category"))
    return range(k * count, (k + 1) * count)


def shown(spec: PlotlySpec, rows: Sequence[int], column: str = "value") -> list[float]:
    """Values of some rows as plotly takes them."""
    values = numbers(spec.data, column)
    return [float(values[row]) for row in rows]


def named(rows: Sequence[int], *, texts: bool = False, **more: Any) -> Trace:
    """What the parts of a trace are called that shows `rows`."""
    names = {"texts": [f"row/{row}/label" for row in rows]} if texts else {}
    return {"marks": [f"row/{row}" for row in rows], **names, **more}
