"""Sparklines: a row for each series with a small line and its first, lowest, highest and last values in columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np

from proofpress_core.content import ChartData, Encoding, NumberColumn, Relation, TextColumn
from proofpress_core.errors import Reject
from proofpress_core.regions import UNIT
from proofpress_core.rng import Streams
from proofpress_core.scene import Axis
from renderers._backends.display import Point
from renderers.base import Canvas, Drawing, Knobs, generators
from renderers.charts._base import ChartBase
from renderers.charts._content import CONTENT_ID, numbers, series_names, table_content, texts
from renderers.charts._frame import Frame
from renderers.charts._look import Look, sample_look
from renderers.charts._scene import Mark, finish
from templates.chart_sparks import SparkFacts, sample_sparks
from templates.series import Extent
from templates.themes import mixed

_EXTENT = Extent(categories=(8, 14), series=(3, 6), time=True, additive=False, stated=True)
_FIGURES = 4
_HEIGHT = 0.6
"""Height of a line over that of its row."""
_THIN = 0.8
"""Width of a line over that of the theme's lines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SparkSpec:
    """Sparklines: relation `lines` of the data holds the whole series; `places` say where along its line each figure of
    a series stands; `dot` is the size of the markers in pixels."""

    data: ChartData
    look: Look
    places: tuple[tuple[int, ...], ...]
    dot: float


@dataclass(frozen=True, slots=True)
class _Grid:
    """Where things stand: left end of the names, the lines from `left` to `right`, right ends of the columns of
    figures, the height of the heads, the middles and height of the rows."""

    names: float
    left: float
    right: float
    columns: tuple[float, ...]
    head: float
    middles: tuple[float, ...]
    row: float


@generators.register("charts/sparkline")
class Sparklines(ChartBase[SparkSpec]):
    """Every line has a scale of its own, so that all figures are printed."""

    id = "charts/sparkline"

    def sample(self, streams: Streams, knobs: Knobs) -> SparkSpec:
        """Draw series, then a look."""
        self.check(knobs)
        style, facts = streams("style"), sample_sparks(streams("data"), knobs.language, _EXTENT)
        look = sample_look(streams("layout"), knobs, colours=3, aspects=(1.33, 1.5, 1.6, 1.78))
        content = table_content(facts.figures, look, knobs.language, "sparkline", printed=True, styled="none",
                                subtitle=facts.figures.measure.titled(knobs.language))  # fmt: skip
        content = replace(
            content, relations=(_facets(content.relations[0]), _lines(facts)),
            encodings=(Encoding(channel="y", column="value"), Encoding(channel="label", column="category")),
        )  # fmt: skip
        return SparkSpec(data=content, look=look, places=facts.places, dot=look.size * style.uniform(0.5, 0.62))

    def draw(self, spec: SparkSpec, canvas: Canvas) -> Drawing:
        """Set the frame and the heads, draw the rows, and report."""
        frame = Frame(spec.data, spec.look)
        frame.set_words()
        grid = _grid(frame, spec)
        for c, head in enumerate(texts(spec.data, "category")):
            frame.text(f"node/{c}", head, grid.columns[c], grid.head, size=spec.look.size, align="right",
                       colour=mixed(_colour(spec, c), spec.look.style.ink, 0.3))  # fmt: skip
        marks: list[Mark] = []
        axes: list[Axis] = []
        for k in range(len(spec.places)):
            found, axis = _row(frame, spec, grid, k)
            marks += found
            axes.append(axis)
        area = frame.area
        box = (round(area.left), round(area.top), round(area.right), round(area.bottom))
        return finish(frame, canvas, sorted(marks, key=lambda mark: mark.role == "mark"), box, axes)


def _facets(data: Relation) -> Relation:
    """The figures of a line, told to be facets of it."""
    columns = [replace(column, facets=True) if isinstance(column, TextColumn) and column.name == "category" else column
               for column in data.columns]  # fmt: skip
    return replace(data, columns=tuple(columns))


def _lines(facts: SparkFacts) -> Relation:
    """The whole series, one row for each value."""
    lines = facts.lines
    assert lines.series is not None
    rows = [(name, category, value) for name, values in zip(lines.series.items, lines.values, strict=True)
            for category, value in zip(lines.categories.items, values, strict=True)]  # fmt: skip
    names, categories, values = zip(*rows, strict=True)
    return Relation(
        name="lines",
        columns=(
            TextColumn(name="series", label=lines.series.label, values=names),
            TextColumn(name="category", label=lines.categories.label, values=categories, ordered=True),
            NumberColumn(name="value", label=lines.measure.label, unit=lines.measure.unit, values=values),
        ),
    )  # fmt: skip


def _grid(frame: Frame, spec: SparkSpec) -> _Grid:
    """Columns as wide as their texts, the lines in what is left. Reject (`plot_too_small`)."""
    look, area, size = spec.look, frame.area, spec.look.size
    shown = [look.number(value) for value in numbers(spec.data)]
    heads = texts(spec.data, "category")
    widths = [max(look.width_of(text, size) for text in (heads[c], *shown[c::_FIGURES])) + 1.5 * size
              for c in range(_FIGURES)]  # fmt: skip
    columns = tuple(area.right - sum(widths[c + 1 :]) for c in range(_FIGURES))
    names = max(look.width_of(name, size, "bold") for name in series_names(spec.data))
    left, right = area.left + names + 1.6 * size, area.right - sum(widths) - 0.8 * size
    top = area.top + 2.0 * size
    row = (area.bottom - top) / len(spec.places)
    if right - left < 7 * size or row < 2.0 * size:
        raise Reject("plot_too_small", f"{right - left:.0f} x {row:.0f}")
    middles = tuple(top + (k + 0.5) * row for k in range(len(spec.places)))
    return _Grid(area.left, left, right, columns, area.top + 1.1 * size, middles, row)


def _row(frame: Frame, spec: SparkSpec, grid: _Grid, k: int) -> tuple[list[Mark], Axis]:
    """A series: name, line with its four points, figures; and its axis."""
    look, size, middle = spec.look, spec.look.size, grid.middles[k]
    if k:
        y = middle - grid.row / 2
        frame.rule((frame.area.left, y), (frame.area.right, y), look.style.grid)
    frame.text(f"legend/{k}", series_names(spec.data)[k], grid.names, middle + 0.36 * size, size=size, weight="bold",
               colour=look.style.ink)  # fmt: skip
    axis, places = _placed(spec, grid, k)
    marks = [
        Mark(f"series/{k}", f"series/{k}", places[0], points=np.array(places), role="series_line", shape="polyline")
    ]
    painted: dict[int, str] = {}
    for c in (1, 2, 0, 3):
        row, place = k * _FIGURES + c, spec.places[k][c]
        if place not in painted:
            painted[place] = f"row/{row}"
            fill = mixed(_colour(spec, c), look.style.background, 0.12)
            frame.disc(places[place], spec.dot / 2, fill, f"row/{row}")
        marks.append(Mark(f"row/{row}", painted[place], places[place]))
        frame.text(f"row/{row}/label", look.number(numbers(spec.data)[row]), grid.columns[c], middle + 0.36 * size,
                   size=size, align="right", colour=look.style.ink)  # fmt: skip
    frame.stroke(places, look.colour(0).code, _THIN * look.style.line_width, f"series/{k}")
    return marks, axis


def _placed(spec: SparkSpec, grid: _Grid, k: int) -> tuple[Axis, list[Point]]:
    """The axis of a series, from its lowest to its highest value, and the places of all its values."""
    values = _values(spec, k)
    low, high, reach = min(values), max(values), _HEIGHT * grid.row / 2
    bottom, top = grid.middles[k] + reach, grid.middles[k] - reach
    step = (grid.right - grid.left) / (len(values) - 1)
    places = [(grid.left + j * step, bottom - float((value - low) / (high - low)) * (bottom - top))
              for j, value in enumerate(values)]  # fmt: skip
    x = round(grid.left * UNIT)
    axis = Axis(content=CONTENT_ID, name=f"y/{k}", scale="linear", low=low, high=high, start=(x, round(bottom * UNIT)),
                end=(x, round(top * UNIT)))  # fmt: skip
    return axis, places


def _values(spec: SparkSpec, k: int) -> Sequence[Decimal]:
    lines = spec.data.relations[1]
    count = lines.height // len(spec.places)
    return [Decimal(value) for value in lines.column("value").values[k * count : (k + 1) * count] if value is not None]


def _colour(spec: SparkSpec, figure: int) -> str:
    """Colour of a point: first and last as the line, the lowest and the highest each their own."""
    return spec.look.colour((0, 1, 2, 0)[figure]).code
