"""Charts as a careful user of matplotlib draws them: its own axes, ticks, labels and legend, without any truth."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import cv2
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from proofpress_core.content import ChartData
from renderers._backends.agg import properties
from renderers.charts._look import Look

Drawn = Callable[[Any, ChartData, Look], None]
_DPI = 150


def native(name: str, data: ChartData, look: Look) -> Any:
    """RGB pixels of a chart of that kind at the look's size."""
    figure = Figure(figsize=(look.width / _DPI, look.height / _DPI), dpi=_DPI)
    axes = figure.add_axes((0.12, 0.14, 0.82, 0.7))
    NATIVE[name](axes, data, look)
    face = properties(look.face(), 0.48 * look.size)
    axes.set_title(data.label("title"), fontproperties=properties(look.face("bold"), 0.6 * look.size))
    axes.set_xlabel(data.label("axis/x/label"), fontproperties=face)
    axes.set_ylabel(data.label("axis/y/label"), fontproperties=face)
    for label in (*axes.get_xticklabels(), *axes.get_yticklabels()):
        label.set_fontproperties(face)
    if len(axes.get_legend_handles_labels()[0]) > 1:
        axes.legend(prop=face)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    return cv2.cvtColor(np.asarray(canvas.buffer_rgba()), cv2.COLOR_RGBA2RGB)


def _lines(data: ChartData) -> tuple[list[str], dict[str, list[float]]]:
    """Categories, and the values of every series."""
    columns = {column.name: column.values for column in data.relations[0].columns}
    series = columns.get("series", ("",) * len(columns["value"]))
    found: dict[str, list[float]] = {}
    for name, value in zip(series, columns["value"], strict=True):
        found.setdefault(str(name), []).append(float(value or 0))
    key = columns.get("category") or columns["bin"]
    return [str(name) for name in dict.fromkeys(key)], found


def _bars(axes: Any, data: ChartData, look: Look) -> None:
    names, series = _lines(data)
    width, at, under = 0.8 / len(series), np.arange(len(names)), np.zeros(len(names))
    for place, (name, values) in enumerate(series.items()):
        colour = look.colour(place).code
        if "stacked" in data.chart_type:
            axes.bar(at, values, 0.7, bottom=under, color=colour, label=name)
            under = under + values
        else:
            axes.bar(at + place * width, values, width, color=colour, label=name)
    axes.set_xticks(at, names)


def _plot(axes: Any, data: ChartData, look: Look) -> None:
    names, series = _lines(data)
    for place, (name, values) in enumerate(series.items()):
        axes.plot(names, values, marker="o", color=look.colour(place).code, label=name)
    axes.grid(axis="y")


def _area(axes: Any, data: ChartData, look: Look) -> None:
    names, series = _lines(data)
    for place, values in enumerate(series.values()):
        axes.fill_between(range(len(names)), values, color=look.colour(place).code)
    axes.set_xticks(range(len(names)), names)


def _points(axes: Any, data: ChartData, look: Look) -> None:
    columns = {column.name: column.values for column in data.relations[0].columns}
    axes.scatter([float(v) for v in columns["x"]], [float(v) for v in columns["y"]], color=look.colour(0).code)


def _pie(axes: Any, data: ChartData, look: Look) -> None:
    names, series = _lines(data)
    colours = [look.colour(k).code for k in range(len(names))]
    axes.pie(next(iter(series.values())), labels=names, colors=colours, autopct="%d%%")


def _cells(axes: Any, data: ChartData, look: Look) -> None:
    names, series = _lines(data)
    table = np.array(list(series.values()))
    axes.imshow(table, aspect="auto")
    axes.set_xticks(range(len(names)), names)
    axes.set_yticks(range(len(series)), list(series))
    for (row, column), value in np.ndenumerate(table):
        axes.text(column, row, f"{value:g}", ha="center", va="center", fontsize=0.45 * look.size)


NATIVE: dict[str, Drawn] = {
    "charts/bar": _bars, "charts/bar_grouped": _bars, "charts/bar_stacked": _bars, "charts/histogram": _bars,
    "charts/line": _plot, "charts/area": _area, "charts/scatter": _points, "charts/pie": _pie, "charts/donut": _pie,
    "charts/heatmap": _cells,
}  # fmt: skip
