"""Pies and rings as plotly draws them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, ClassVar

from proofpress_core.errors import Reject
from proofpress_core.rng import Streams
from renderers._backends.display import Point
from renderers._backends.plotly_page import Drawn
from renderers.base import Knobs, generators
from renderers.charts._content import numbers, texts
from renderers.charts._frame import wrap
from renderers.charts._plotly import PlotlyChart, PlotlySpec, Scales, Trace, middle
from renderers.charts._plotly_sheet import PlotlySheet, Words, said, type_of
from renderers.charts._polar import at, divided
from renderers.charts._scene import Mark
from renderers.charts.donut import DonutChart
from renderers.charts.pie import PieChart
from templates.themes import ink_on

_HOLES = {"pie": 0.0, "donut": 0.55}
_OWN = {"pie": PieChart, "donut": DonutChart}


@generators.register("charts/plotly_pie")
class PlotlyPie(PlotlyChart):
    """Wedges run clockwise; names stand in a legend, or with the values outside."""

    id = "charts/plotly_pie"
    modes = ("pie", "donut")
    options: ClassVar = {"mode": modes}

    def content(self, streams: Streams, knobs: Knobs, mode: str, *, lying: bool) -> Any:
        """Parts of a whole of our own."""
        return _OWN[mode]().sample(streams, knobs)

    def entries(self, spec: PlotlySpec) -> Sequence[str]:
        """The parts, in a legend."""
        return texts(spec.data, "category") if spec.look.legend != "none" else ()

    def sheet(self, spec: PlotlySpec, scales: Scales) -> PlotlySheet:
        """The sheet, with room for names outside, and the words in the hole. Reject (`plot_too_small`)."""
        sheet = super().sheet(spec, scales)
        size = spec.look.size
        if spec.look.legend == "none":
            wide = max(spec.look.width_of(name, size) for name in texts(spec.data, "category")) + size
            sheet.left, sheet.right = round(sheet.left + wide), round(sheet.right + wide)
            sheet.top, sheet.bottom = round(sheet.top + 2 * size), round(sheet.bottom + 2 * size)
        sheet.bottom += size // 2
        if min(sheet.width, sheet.height) < 9 * size:
            raise Reject("plot_too_small", f"{sheet.width} x {sheet.height}")
        _fill_hole(spec, sheet)
        return sheet

    def traces(self, spec: PlotlySpec, scales: Scales) -> list[Trace]:
        """The one trace, its texts in the wedges, or with the names around them."""
        look, rows = spec.look, range(len(numbers(spec.data)))
        fills = [look.colour(row).code for row in rows]
        values = [_share(spec, row) if spec.data.printed else "" for row in rows]
        beside = look.legend == "none"
        lines = [(f"legend/{row}", f"row/{row}/label") if beside else (f"row/{row}/label",) for row in rows]
        names = [said(look, name) for name in texts(spec.data, "category")]
        words = [f"{n}<br>{v}" if v else n for n, v in zip(names, values, strict=True)] if beside else values
        return [{
            "type": "pie", "labels": names, "values": [float(value) for value in numbers(spec.data)], "sort": False,
            "direction": "clockwise", "rotation": spec.corner * 12, "hole": _HOLES[spec.mode], "textinfo": "text",
            "text": words, "textposition": "outside" if beside else "inside", "insidetextorientation": "horizontal",
            "textfont": type_of(look) | {"color": [look.style.ink if beside else ink_on(fill) for fill in fills]},
            "marker": {"colors": fills, "line": {"color": look.style.background, "width": 1}}, "automargin": False,
            "meta": {"marks": [f"row/{row}" for row in rows], "texts": lines, "outlined": True},
        }]  # fmt: skip

    def marks(self, spec: PlotlySpec, drawn: Drawn) -> list[Mark]:
        """Wedges as polygons, anchored in the middle of each."""
        centre = middle(drawn.plot)
        bounds = divided(numbers(spec.data), math.radians(spec.corner * 12))
        return [wedge(f"row/{row}", centre, sum(bound) / 2, drawn) for row, bound in enumerate(bounds)]


def wedge(name: str, centre: Point, angle: float, drawn: Drawn) -> Mark:
    """The mark of a sector, anchored between its inner and its outer edge."""
    points = drawn.outlines[name]
    reaches = [math.dist(centre, point) for point in points]
    anchor = at(centre, (min(reaches) + max(reaches)) / 2, angle)
    return Mark(name, name, anchor, points=points, shape="polygon")


def _share(spec: PlotlySpec, row: int) -> str:
    written = spec.look.number(numbers(spec.data)[row])
    unit = getattr(spec.data.relations[0].column("value"), "unit", "")
    return said(spec.look, spec.look.percent(written) if unit == "%" else written)


def _fill_hole(spec: PlotlySpec, sheet: PlotlySheet) -> None:
    """Write what stands in the hole: small words, below a large number if there is one. Reject (`hole_too_small`)."""
    look, words, number = spec.look, spec.data.label("note/0"), spec.data.label("note/1")
    if not words:
        return
    room = 0.72 * _HOLES[spec.mode] * min(sheet.width, sheet.height)
    size, lines = look.size, wrap(look, words, look.size, room)
    large = round(min(1.9 * size, 0.9 * room / max(look.width_of(number, 1.0), 1e-6)), 1) if number else 0.0
    if max(look.width_of(line, size) for line in lines) > room or len(lines) > 2 or (number and large < 1.1 * size):
        raise Reject("hole_too_small", words)
    x, y = sheet.left + sheet.width / 2, sheet.top + sheet.height / 2
    height = 1.35 * large + 1.3 * size * len(lines)
    face, top = look.face(), y - height / 2
    if number:
        sheet.words.append(Words("note/1", [number], x, top, large, look.style.ink, face, centred=True))
    for k, line in enumerate(lines):
        place = top + 1.35 * large + 1.3 * size * k
        sheet.words.append(Words(f"note/0/line{k}", [line], x, place, size, look.style.muted, face, centred=True))
