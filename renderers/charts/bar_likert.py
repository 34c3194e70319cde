"""Answers to statements, laid around a middle line: those against to the left, those for to the right."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from proofpress_core.content import ChartData, Encoding
from proofpress_core.rng import Draw, Streams
from renderers.base import Canvas, Drawing, Knobs, generators
from renderers.charts._bars import VALUE_SIZE, by_series, print_value, zero_line
from renderers.charts._base import ChartBase
from renderers.charts._cartesian import Plot
from renderers.charts._content import series_names, table_content, texts
from renderers.charts._frame import Frame
from renderers.charts._legend import Entry
from renderers.charts._look import Look, sample_look
from renderers.charts._scale import Scale, category_scale
from renderers.charts._scene import Mark, finish
from templates.chart_compositions import SurveyFacts, sample_survey
from templates.themes import ink_on, mixed

CHART_TYPE = "diverging bar of answers"
_PALE = 0.45
"""How much of the panel is in the colour of a mild answer."""
_GREY = 12
"""Channel levels by which a grey may lean to a hue."""
_DARKEST, _LIGHTEST = 0.85, 0.13
"""How much of the ink is in the greys of the first and the last answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LikertSpec:
    """Bars of answers: the first `against` series stand left of the middle; a `neutral` series after them lies across
    it."""

    data: ChartData
    look: Look
    breadth: float
    against: int
    neutral: bool


@generators.register("charts/bar_likert")
class LikertChart(ChartBase[LikertSpec]):
    """The width of a part is its share; all shares are printed, so there is no axis along the bars."""

    id = "charts/bar_likert"

    def sample(self, streams: Streams, knobs: Knobs) -> LikertSpec:
        """Draw answers, then a look wide enough for their numbers."""
        self.check(knobs)
        style = streams("style")
        facts = sample_survey(streams("data"), knobs.language, (4, 6))
        look = _look(streams("layout"), knobs, facts)
        content = table_content(
            facts.table, look, knobs.language, CHART_TYPE, channels=("y", "width"), printed=True, styled="none",
            subtitle=facts.table.measure.titled(knobs.language),
        )  # fmt: skip
        encodings = (*content.encodings[:2], Encoding(channel="colour", column="series"))
        return LikertSpec(data=replace(content, encodings=encodings), look=look, breadth=style.uniform(0.55, 0.78),
                          against=facts.against, neutral=facts.neutral)  # fmt: skip

    def draw(self, spec: LikertSpec, canvas: Canvas) -> Drawing:
        """Set the frame, draw the middle line, lay the answers on it, print their shares, and report."""
        frame = Frame(spec.data, spec.look)
        frame.set_words()
        shades = _shades(spec)
        names = series_names(spec.data)
        frame.set_legend([Entry(name, "box", shade) for name, shade in zip(names, shades, strict=True)])
        bounds = [_bounds(spec, answers) for answers in zip(*by_series(spec.data), strict=True)]
        low, high = (pick(edge for edges in bounds for edge in edges) for pick in (min, max))
        along, across = Scale(kind="linear", low=low, high=high, ticks=()), category_scale(texts(spec.data, "category"))
        plot = Plot(frame, along, across, down=True, bare=True)
        if not spec.neutral:
            zero_line(plot, lying=True)
        marks = []
        for k, j in itertools.product(range(len(shades)), range(len(bounds))):
            marks.append(_answer(plot, spec, k * len(bounds) + j, (j, bounds[j][k], bounds[j][k + 1]), shades[k]))
        return finish(frame, canvas, marks, plot.box, plot.truth()[1:])


def _look(draw: Draw, knobs: Knobs, facts: SurveyFacts) -> Look:
    """A look whose bars are long enough for the least share; legends stand above or below."""
    least = float(min(min(row) for row in facts.table.values)) / 150
    names = max(len(name) for name in facts.table.categories.items) * (0.5 if knobs.language == "en" else 1.0)
    while True:
        look = sample_look(draw, knobs, colours=2, legend=True)
        room = 0.92 * look.width - (names + 1.5) * look.size
        if least * room > 1.35 * VALUE_SIZE * look.size:
            return replace(look, legend="top" if look.legend == "right" else look.legend)


def _shades(spec: LikertSpec) -> list[str]:
    """One hue against, one for; mild answers are paler. Greys run from dark to light through all answers."""
    panel, muted = spec.look.style.background, spec.look.style.muted
    for_, against = spec.look.colour(0).code, spec.look.colour(1).code
    if _is_grey(for_) and _is_grey(against):
        last = 4 if spec.neutral else 3
        return [
            mixed(panel, spec.look.style.ink, _DARKEST + (_LIGHTEST - _DARKEST) * k / last) for k in range(last + 1)
        ]
    middle = [mixed(panel, muted, 0.35)] if spec.neutral else []
    return [against, mixed(against, panel, _PALE), *middle, mixed(for_, panel, _PALE), for_]


def _is_grey(code: str) -> bool:
    levels = bytes.fromhex(code[1:])
    return max(levels) - min(levels) <= _GREY


def _bounds(spec: LikertSpec, answers: Sequence[Decimal]) -> list[Decimal]:
    """Edges of the parts of one bar, zero being the middle line."""
    left = sum(answers[: spec.against]) + (answers[spec.against] / 2 if spec.neutral else 0)
    return list(itertools.accumulate(answers, initial=-Decimal(left)))


def _answer(plot: Plot, spec: LikertSpec, row: int, span: tuple[int, Decimal, Decimal], shade: str) -> Mark:
    j, low, high = span
    name = f"row/{row}"
    plot.frame.box(plot.bar(j - spec.breadth / 2, j + spec.breadth / 2, low, high, lying=True), shade, name)
    middle = plot.place((low + high) / 2, j)
    print_value(plot.frame, row, middle, "on", colour=ink_on(shade))
    return Mark(name, name, middle)
