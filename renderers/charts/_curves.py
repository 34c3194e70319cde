"""Curves of distributions over a measure's axis, with markers at round values: contents and drawing.

Rows are read at the ticks of the measure's axis, so that both coordinates of a marker can be named.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from proofpress_core.content import ChartData, Encoding, Language, NumberColumn, Relation, TextColumn
from renderers.charts._cartesian import Plot
from renderers.charts._content import CONTENT_ID, numbers, series_names, style_relation, words
from renderers.charts._frame import Frame
from renderers.charts._groups import Point
from renderers.charts._legend import Entry
from renderers.charts._look import Look
from renderers.charts._scale import Scale, value_scale
from renderers.charts._scene import Mark
from templates.chart_samples import Sample, SampleFacts
from templates.series import Measure
from templates.themes import mixed

_APART = 0.06
"""Least share of the greatest value between two markers at one tick."""
_FILL, _LESS = 0.3, 0.15
"""Opacity of what lies below a curve; how much thinner than others its line is, in pixels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CurvesSpec:
    """Curves of `samples`: row r stands at the value `at[r]` of the measure's axis. `dot` is the size of a marker in
    pixels, `markers` a marker for each curve; `filled` shades what lies below."""

    data: ChartData
    look: Look
    samples: tuple[Sample, ...]
    at: tuple[Decimal, ...]
    dot: int
    markers: tuple[str, ...]
    filled: bool


def measure_scale(ends: Sequence[Decimal], look: Look) -> Scale:
    """The axis of a measure from the least to the greatest of `ends`, never below zero unless they are."""
    scale = value_scale(ends, look, zero=False, count=7)
    return scale if scale.low >= 0 or min(ends) < 0 else value_scale(ends, look, zero=True, count=7)


def curves_content(
    facts: SampleFacts, rows: Sequence[tuple[int, Decimal, Decimal]], measure: Measure, look: Look,
    language: Language, chart_type: str,
) -> ChartData:  # fmt: skip
    """A content of rows (curve, value of the sampled measure, value of the curve)."""
    names = tuple(facts.groups.items[k] for k, _, _ in rows)
    gap = "" if language == "zh" or facts.measure.unit in ("%", "°C") else " "
    spots = tuple(f"{look.number(spot)}{gap}{facts.measure.unit}" for _, spot, _ in rows)
    columns = (
        TextColumn(name="series", label=facts.groups.label, values=names, ordered=facts.groups.ordered),
        TextColumn(name="category", label=facts.measure.label, values=spots, ordered=True, facets=True),
        NumberColumn(name="value", label=measure.label, unit=measure.unit, values=tuple(value for _, _, value in rows)),
    )
    labels = [("axis/x/label", facts.measure.titled(language)), ("axis/y/label", measure.titled(language))]
    if look.legend == "right":
        labels.append(("legend/title", facts.groups.label))
    return ChartData(
        id=CONTENT_ID, language=language, chart_type=chart_type, labels=words(facts.heading, labels),
        relations=(Relation(name="data", columns=columns), style_relation(facts.groups.items, look, language)),
        encodings=(Encoding(channel="x", column="category"), Encoding(channel="y", column="value"),
                   Encoding(channel="colour", column="series")),
    )  # fmt: skip


def read_off(
    samples: Sequence[Sample], ticks: Sequence[Decimal], value: Callable[[Sample, Decimal], Decimal | None]
) -> list[tuple[int, Decimal, Decimal]]:
    """Rows (curve, tick, value) for the ticks at which a curve has a value that is worth a marker, those left out whose
    marker would touch one of another curve."""
    found = [(k, tick, height) for k, sample in enumerate(samples) for tick in ticks
             if (height := value(sample, tick)) is not None]  # fmt: skip
    apart = _APART * max((float(height) for _, _, height in found), default=0.0)
    kept: list[tuple[int, Decimal, Decimal]] = []
    for row in found:
        if all(row[1] != tick or abs(float(row[2] - height)) >= apart for _, tick, height in kept):
            kept.append(row)
    return kept


def draw_curves(plot: Plot, spec: CurvesSpec, paths: Sequence[list[Point]]) -> list[Mark]:
    """Draw the curves along paths of image points, what lies below them first, and their markers last. Markers are a
    shade lighter than the lines, so that both can be told from one another."""
    marks = [_body(plot, spec, k, path) for k, path in enumerate(paths) if spec.filled]
    for k, path in enumerate(paths):
        name = f"series/{k}"
        plot.frame.stroke(path, spec.look.colour(k).code, spec.look.style.line_width - _LESS, name)
        marks.append(Mark(name, name, path[0], points=np.array(path), role="series_line", shape="polyline"))
    held, values = spec.data.relations[0].column("series").values, numbers(spec.data)
    for k, series in enumerate(series_names(spec.data)):
        fill = mixed(spec.look.colour(k).code, spec.look.style.panel, 0.12)
        for row in [row for row, name in enumerate(held) if name == series]:
            place = plot.place(spec.at[row], values[row])
            plot.frame.marker(spec.markers[k], place, spec.dot, fill, f"row/{row}")
            marks.append(Mark(f"row/{row}", f"row/{row}", place))
    return marks


def _body(plot: Plot, spec: CurvesSpec, k: int, path: list[Point]) -> Mark:
    """Shade what lies below a curve, where that is a pixel at least."""
    foot, name = plot.place(plot.x.low, plot.y.low)[1], f"body/{k}"
    path = [point for point in path if point[1] < foot - 1]
    around = [(path[0][0], foot), *path, (path[-1][0], foot)]
    plot.frame.polygon(around, spec.look.colour(k).code, name, opacity=_FILL)
    return Mark(name, name, path[len(path) // 2], points=np.array(around), role="series_line", shape="polygon")


def curves_frame(spec: CurvesSpec) -> Frame:
    """A frame with its words and the legend of its curves."""
    frame, names = Frame(spec.data, spec.look), series_names(spec.data)
    frame.set_words()
    frame.set_legend([Entry(n, "line", spec.look.colour(k).code, spec.markers[k]) for k, n in enumerate(names)])
    return frame
