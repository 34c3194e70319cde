"""Bullet charts: a slim bar for what was reached, a tick for the target, shaded bands behind both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from proofpress_core.content import ChartData
from proofpress_core.rng import Draw, Streams
from renderers.base import Canvas, Drawing, Knobs, generators
from renderers.charts._bars import axis_labels, by_series, clear_fill, placed_only
from renderers.charts._base import ChartBase
from renderers.charts._cartesian import Plot
from renderers.charts._content import numbers, series_names, table_content, texts
from renderers.charts._frame import Frame
from renderers.charts._legend import Entry
from renderers.charts._look import Look, sample_look
from renderers.charts._scale import category_scale, value_scale
from renderers.charts._scene import Mark, finish
from templates.chart_ranges import bands_said, sample_targets
from templates.themes import channels, luminance, mixed

CHART_TYPE = "bullet"
_SHADES = (0.36, 0.24, 0.13)
"""How much of the ink is in the bands, from the lowest on."""
_CLEAR, _HUE = 0.16, 70
"""Least difference in luminance of bars from their bands, or least difference of their own channels."""
_LAST = Decimal("1.25")
"""Where the highest band ends, over the target."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BulletSpec:
    """A bullet chart: `breadth` is the share of a category's room that its bands fill, `slim` the share of it that
    the bar fills; `bands` are the per cents of the target where the shading changes."""

    data: ChartData
    look: Look
    breadth: float
    slim: float
    bands: tuple[int, int]


@generators.register("charts/bullet")
class BulletChart(ChartBase[BulletSpec]):
    """Lying bars from zero; results are series 0, targets series 1."""

    id = "charts/bullet"

    def sample(self, streams: Streams, knobs: Knobs) -> BulletSpec:
        """Draw results and targets, then a look."""
        self.check(knobs)
        style = streams("style")
        facts = sample_targets(streams("data"), knobs.language, (4, 6))
        look = _look(streams("layout"), knobs)
        content = table_content(
            facts.table, look, knobs.language, CHART_TYPE, channels=("y", "x"), styled="none", facets=True,
            subtitle=bands_said(facts.bands, knobs.language),
            labels=axis_labels(style, facts.table, knobs.language, lying=True),
        )  # fmt: skip
        return BulletSpec(data=placed_only(content), look=look, breadth=style.uniform(0.58, 0.74),
                          slim=style.uniform(0.3, 0.44), bands=facts.bands)  # fmt: skip

    def draw(self, spec: BulletSpec, canvas: Canvas) -> Drawing:
        """Set the frame, shade the bands, lay bars and ticks on them, and report."""
        frame = Frame(spec.data, spec.look)
        frame.set_words()
        names, colours = series_names(spec.data), (clear_fill(spec.look), spec.look.style.ink)
        frame.set_legend([Entry(names[0], "box", colours[0]), Entry(names[1], "line", colours[1])])
        results, targets = by_series(spec.data)
        reach = [*numbers(spec.data), *(target * _LAST for target in targets)]
        plot = Plot(
            frame, value_scale(reach, spec.look, zero=True), category_scale(texts(spec.data, "category")), down=True
        )
        _shade(plot, spec, targets)
        marks = []
        for row, value in enumerate(numbers(spec.data)):
            k, j = divmod(row, len(results))
            point = plot.place(value, j)
            (_bar if k == 0 else _tick)(plot, spec, row, point)
            marks.append(Mark(f"row/{row}", f"row/{row}", point))
        return finish(frame, canvas, marks, plot.box, plot.truth())


def _look(draw: Draw, knobs: Knobs) -> Look:
    """A look whose bars stand out from the darkest band, by their lightness or by being no grey."""
    while True:
        look = sample_look(draw, knobs, legend=True)
        band, fill = mixed(look.style.panel, look.style.muted, _SHADES[0]), clear_fill(look)
        if abs(luminance(band) - luminance(fill)) > _CLEAR or max(channels(fill)) - min(channels(fill)) > _HUE:
            return look


def _shade(plot: Plot, spec: BulletSpec, targets: Sequence[Decimal]) -> None:
    """The bands of every category, the widest first, so that no gap shows between them."""
    style = spec.look.style
    shares = [Decimal(band) / 100 for band in spec.bands]
    for j, target in enumerate(targets):
        for share, shade in zip([_LAST, *reversed(shares)], reversed(_SHADES), strict=True):
            box = plot.bar(j - spec.breadth / 2, j + spec.breadth / 2, 0, target * share, lying=True)
            plot.frame.box(box, mixed(style.panel, style.muted, shade))


def _bar(plot: Plot, spec: BulletSpec, row: int, point: tuple[float, float]) -> None:
    half = spec.slim * spec.breadth / 2
    box = plot.bar(row - half, row + half, 0, numbers(spec.data)[row], lying=True)
    plot.frame.box(box, clear_fill(spec.look), f"row/{row}")


def _tick(plot: Plot, spec: BulletSpec, row: int, point: tuple[float, float]) -> None:
    """An upright stroke on whole pixels, taller than the bar and lower than the bands."""
    slot = (plot.box[3] - plot.box[1]) / len(texts(spec.data, "category"))
    reach, thick = round(0.36 * spec.breadth * slot), max(3, round(0.22 * spec.look.size))
    left, y = round(point[0] - thick / 2), round(point[1])
    plot.frame.box((left, y - reach, left + thick, y + reach), spec.look.style.ink, f"row/{row}")
