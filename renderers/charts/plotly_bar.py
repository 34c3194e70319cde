"""Bar charts as plotly draws them in a browser, simple and grouped."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from proofpress_core.content import ChartData
from proofpress_core.errors import Reject
from proofpress_core.regions import UNIT
from proofpress_core.rng import Streams
from proofpress_core.scene import Axis
from proofpress_core.scene_builder import Box
from renderers._backends.plotly_page import PlotlyFigure, draw, family_of
from renderers.base import Canvas, Drawing, GeneratorBase, Knobs, generators
from renderers.charts._content import most, numbers, series_names, table_content, texts
from renderers.charts._frame import Sheet
from renderers.charts._look import Look, sample_look
from renderers.charts._scale import Scale, value_scale
from renderers.charts._scene import Mark, report_scene
from renderers.charts.bar import room_for_values
from templates.series import Extent, sample_table

_LEADING = 1.45
_KEY_INSET = 16
"""Pixels from the left edge of plotly's legend to that of its first key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlotlyBarSpec:
    """A bar chart; `gap` is the share of a category's room that stays free, in percent, `corner` the rounding of the
    bars' tops in pixels."""

    data: ChartData
    look: Look
    gap: int
    corner: int


@dataclass(frozen=True, slots=True)
class _Setting:
    """Margins in pixels, and the places of the texts that stand outside the plot."""

    left: float
    top: float
    right: float
    bottom: float
    notes: tuple[tuple[str, str, float, float, float, str], ...]


@generators.register("charts/plotly_bar")
class PlotlyBar(GeneratorBase[PlotlyBarSpec]):
    """Bars from zero, drawn by plotly.js in headless Chromium."""

    id = "charts/plotly_bar"
    domain = "charts"
    needs = ("browser",)
    options: ClassVar = {"mode": ("simple", "grouped")}

    def sample(self, streams: Streams, knobs: Knobs) -> PlotlyBarSpec:
        """Draw data, then a look with room for it."""
        self.check(knobs)
        style = streams("style")
        mode = str(knobs.settings.get("mode") or style.choice(("simple", "grouped")))
        extent = Extent(categories=(3, 5), series=(2, 3)) if mode == "grouped" else Extent(categories=(4, 8))
        facts = sample_table(streams("data"), knobs.language, extent)
        look = sample_look(streams("layout"), knobs, colours=len(facts.values))
        printed = style.chance(0.5) and room_for_values(facts, look, stacked=False, lying=False)
        labels = [("axis/x/label", facts.categories.label if style.chance(0.6) else ""),
                  ("axis/y/label", facts.measure_label(knobs.language))]  # fmt: skip
        content = table_content(
            facts, look, knobs.language, "grouped bar" if mode == "grouped" else "bar", printed=printed, labels=labels
        )
        return PlotlyBarSpec(data=content, look=look, gap=style.integer(18, 40), corner=style.choice((0, 0, 3, 5)))

    def draw(self, spec: PlotlyBarSpec, canvas: Canvas) -> Drawing:
        """Hand the figure to the browser and report where plotly put its parts."""
        scale = value_scale(numbers(spec.data), spec.look, zero=True, headroom=0.1 if spec.data.printed else 0.03,
                            most=most(spec.data))  # fmt: skip
        setting = _setting(spec, scale)
        recording, box = draw(_page(spec, scale, setting), canvas)
        sheet = Sheet(spec.data, spec.look)
        sheet.texts = {name: [name] for name in recording.lines}
        sheet.entries = [(key.removesuffix("/key"), key) for key in recording.marks if key.endswith("/key")]
        axes = _axes(spec, scale, box)
        marks = [_mark(row, recording.marks[f"row/{row}"]) for row in range(len(numbers(spec.data)))]
        return report_scene(sheet, recording, marks, box, axes)


def _mark(row: int, box: Box) -> Mark:
    return Mark(f"row/{row}", f"row/{row}", ((box[0] + box[2]) / 2, box[1]))


def _setting(spec: PlotlyBarSpec, scale: Scale) -> _Setting:
    """Lay the words above and below the plot, and find its margins."""
    look, data, size = spec.look, spec.data, spec.look.size
    pad = round(0.03 * (look.width + look.height) / 2) + 5
    notes, top = [], float(pad)
    heights = {"title": size * look.style.title_scale, "subtitle": size * 1.04}
    for ref, height in heights.items():
        if words := data.label(ref):
            if look.width_of(words, height, "bold") > look.width - 2 * pad:
                raise Reject("title_too_long", words)
            notes.append((ref, words, float(pad), top, height, "left"))
            top += _LEADING * height
    top += (2.5 if len(series_names(data)) > 1 else 0.5) * size
    if label := data.label("axis/y/label"):
        notes.append(("axis/y/label", label, float(pad), top, float(size), "left"))
        top += _LEADING * size
    bottom = float(pad)
    if source := data.label("source"):
        small = max(11.0, 0.82 * size)
        bottom += _LEADING * small
        notes.append(("source", source, float(pad), look.height - bottom, small, "left"))
        bottom += 0.6 * size
    left = pad + max(look.width_of(text, size) for _, text in scale.ticks) + 0.6 * size
    if label := data.label("axis/x/label"):
        bottom += (_LEADING + 0.2) * size
        notes.append(
            ("axis/x/label", label, (left + look.width - pad) / 2, look.height - bottom, float(size), "center")
        )
    slot = (look.width - pad - left) / len(texts(data, "category"))
    if max(look.width_of(name, size) for name in texts(data, "category")) > slot - 0.6 * size:
        raise Reject("labels_too_long")
    return _Setting(round(left), round(top + 1.1 * size), pad, round(bottom + 1.9 * size), tuple(notes))


def _page(spec: PlotlyBarSpec, scale: Scale, setting: _Setting) -> PlotlyFigure:
    """The figure as plotly's JSON."""
    look, size = spec.look, spec.look.size
    regular, bold = look.face(), look.face("bold" if look.style.title_weight == "bold" else "regular")
    sizes = {"": float(size), **{note[0]: note[4] for note in setting.notes}, "row/": round(0.92 * size, 1)}
    return PlotlyFigure(
        figure={"data": _traces(spec, family_of(regular)), "layout": _layout(spec, scale, setting)}, width=look.width,
        height=look.height, annotations=tuple(note[0] for note in setting.notes), regular=regular, bold=bold,
        rows=len(texts(spec.data, "category")), sizes=sizes, bold_texts=frozenset({"title"}),
    )  # fmt: skip


def _traces(spec: PlotlyBarSpec, family: str) -> list[dict[str, Any]]:
    values, count = numbers(spec.data), len(texts(spec.data, "category"))
    traces = []
    for k, name in enumerate(series_names(spec.data)):
        mine = values[k * count : (k + 1) * count]
        trace: dict[str, Any] = {
            "type": "bar", "name": name, "x": list(range(count)), "y": [float(value) for value in mine],
            "marker": {"color": spec.look.colour(k).code, "line": {"width": 0}, "cornerradius": spec.corner},
        }  # fmt: skip
        if spec.data.printed:
            font = {"family": family, "size": round(0.92 * spec.look.size, 1), "color": spec.look.style.ink}
            trace |= {"text": [spec.look.number(value) for value in mine], "textposition": "outside", "textfont": font,
                      "cliponaxis": False, "textangle": 0, "constraintext": "none"}  # fmt: skip
        traces.append(trace)
    return traces


def _layout(spec: PlotlyBarSpec, scale: Scale, setting: _Setting) -> dict[str, Any]:
    look, style, size = spec.look, spec.look.style, spec.look.size
    family, bold = family_of(look.face()), family_of(look.face("bold" if style.title_weight == "bold" else "regular"))
    width, height = look.width - setting.left - setting.right, look.height - setting.top - setting.bottom
    if width < 12 * size or height < 7 * size:
        raise Reject("plot_too_small", f"{width} x {height}")
    names = texts(spec.data, "category")
    axis = {"tickfont": {"family": family, "size": size, "color": style.ink}, "zeroline": False, "fixedrange": True,
            "linecolor": style.line, "tickangle": 0, "automargin": False, "ticks": ""}  # fmt: skip
    legend_top = next((n[3] for n in setting.notes if n[0] == "axis/y/label"), setting.top) - 1.25 * size
    return {
        "width": look.width, "height": look.height, "barmode": "group", "bargap": spec.gap / 100, "bargroupgap": 0.06,
        "paper_bgcolor": style.background, "plot_bgcolor": style.panel, "font": {"family": family, "size": size},
        "margin": {"l": setting.left, "r": setting.right, "t": setting.top, "b": setting.bottom, "pad": 0,
                   "autoexpand": False},
        "xaxis": axis | {"range": [-0.5, len(names) - 0.5], "tickvals": list(range(len(names))), "showgrid": False,
                         "ticktext": list(names), "showline": True, "ticklabelstandoff": 3},
        "yaxis": axis | {"range": [float(scale.low), float(scale.high)], "gridcolor": style.grid,
                         "tickvals": [float(value) for value, _ in scale.ticks], "ticklabelstandoff": 4,
                         "ticktext": [text for _, text in scale.ticks], "showline": False,
                         "showgrid": style.gridlines == "value"},
        "showlegend": len(series_names(spec.data)) > 1,
        "legend": {"orientation": "h", "x": (setting.right - setting.left - _KEY_INSET) / width, "xanchor": "left",
                   "yanchor": "middle", "y": 1 + (setting.top - legend_top) / height, "bgcolor": "rgba(0,0,0,0)",
                   "font": {"family": family, "size": size, "color": style.ink}},
        "annotations": [
            {"text": words, "xref": "paper", "yref": "paper", "showarrow": False, "borderpad": 0, "xanchor": anchor,
             "yanchor": "top", "x": (x - setting.left) / width, "y": 1 + (setting.top - y) / height,
             "font": {"family": bold if ref == "title" else family, "size": height_,
                      "color": style.ink if ref == "title" else style.muted}}
            for ref, words, x, y, height_, anchor in setting.notes
        ],
    }  # fmt: skip


def _axes(spec: PlotlyBarSpec, scale: Scale, box: Box) -> tuple[Axis, Axis]:
    """Truth of both axes from the plot's box and the ranges that plotly was given."""
    x0, y0, x1, y1 = (value * UNIT for value in box)
    count = len(texts(spec.data, "category"))
    half = (x1 - x0) / (2 * count)
    low, high = scale.ticks[0][0], scale.ticks[-1][0]
    places = texts(spec.data, "category")
    ends = (round(x0 + half), round(y1)), (round(x1 - half), round(y1))
    across = Axis(content=spec.data.id, name="x", scale="category", low=low * 0, high=low * 0 + len(places) - 1,
                  start=ends[0], end=ends[1])  # fmt: skip
    up = Axis(content=spec.data.id, name="y", scale="linear", low=low, high=high, start=(round(x0), round(y1)),
              end=(round(x0), round(y0)))  # fmt: skip
    return across, up
