"""A chart of one or several marked lines over an ordered axis; its kinds differ in the path between the points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from proofpress_core.content import ChartData, Language
from proofpress_core.rng import Draw, Streams
from renderers._backends.display import Point
from renderers.base import Canvas, Drawing, Knobs
from renderers.charts import _lines
from renderers.charts._base import ChartBase
from renderers.charts._cartesian import Plot
from renderers.charts._content import most, numbers, series_names, table_content, texts
from renderers.charts._frame import Frame
from renderers.charts._legend import Entry
from renderers.charts._look import Look, sample_look
from renderers.charts._room import legend_inside
from renderers.charts._scale import Scale, category_scale, value_scale
from renderers.charts._scene import Mark, finish
from renderers.charts._signal import with_strong_colours
from templates.series import Extent, TableFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesSpec:
    """A chart of lines: `dot` is the size of a marker in pixels, `markers` a marker for each series; `zero` says that
    the value axis begins at zero; `path` names the path between points where a kind has several; `direct` says that
    names stand at the ends of the lines."""

    data: ChartData
    look: Look
    dot: int
    markers: tuple[str, ...]
    zero: bool
    path: str
    direct: bool


class SeriesChart(ChartBase[SeriesSpec]):
    """Marked lines. A kind states its chart type, its extent and its paths."""

    chart_type: ClassVar[str]
    extent: ClassVar[Extent]
    paths: ClassVar[tuple[str, ...]] = ("",)
    flags: ClassVar[tuple[str, ...]] = ()

    def facts(self, draw: Draw, language: Language) -> TableFacts:
        """What the lines show."""
        return _lines.facts_apart(draw, language, self.extent)

    def path(self, spec: SeriesSpec, plot: Plot, places: Sequence[Point]) -> Sequence[Point]:
        """The path of a line through its points."""
        return places

    def scale(self, spec: SeriesSpec) -> Scale:
        """The value axis, with room for printed values at both ends."""
        values = list(numbers(spec.data))
        printed = bool(spec.data.printed)
        if printed and not spec.zero:
            values.append(min(values) - (max(values) - min(values)) / 6)
        return value_scale(values, spec.look, zero=spec.zero, headroom=0.16 if printed else 0.06, most=most(spec.data))

    def look(self, draw: Draw, knobs: Knobs, facts: TableFacts, *, direct: bool) -> Look:
        """A look for the facts; `direct` names need no legend."""
        legend = len(facts.values) > 1 and not direct
        look = sample_look(draw, knobs, colours=len(facts.values), legend=legend, places=("inside",))
        return with_strong_colours(look)

    def prints(self, draw: Draw, facts: TableFacts, look: Look) -> bool:
        """Whether the values are to be printed."""
        return len(facts.values) == 1 and _lines.room_to_print(facts, look) and draw.chance(0.4)

    def sample(self, streams: Streams, knobs: Knobs) -> SeriesSpec:
        """Draw data whose lines keep apart, then a look."""
        self.check(knobs)
        style, facts = streams("style"), self.facts(streams("data"), knobs.language)
        count = len(facts.values)
        direct = count > 1 and style.chance(0.35)
        look = self.look(streams("layout"), knobs, facts, direct=direct)
        content = table_content(
            facts, look, knobs.language, self.chart_type, printed=self.prints(style, facts, look), flags=self.flags,
            labels=_lines.axis_labels(style, facts, look, knobs.language),
        )  # fmt: skip
        values = numbers(content)
        same = style.sample(_lines.MARKERS, 1) * count
        return SeriesSpec(
            data=content, look=look, dot=max(8, round(look.size * style.uniform(0.58, 0.72))), direct=direct,
            markers=tuple(same) if style.chance(0.6) else _lines.MARKERS[:count],
            zero=min(values) < max(values) / 2 and style.chance(0.7), path=style.choice(self.paths),
        )  # fmt: skip

    def draw(self, spec: SeriesSpec, canvas: Canvas) -> Drawing:
        """Set the frame, draw markers and lines, print values or names, and report."""
        frame, look = Frame(spec.data, spec.look), spec.look
        frame.set_words()
        names, categories, values = series_names(spec.data), texts(spec.data, "category"), numbers(spec.data)
        entries = [Entry(n, "line", look.colour(k).code, spec.markers[k]) for k, n in enumerate(names) if n]
        frame.set_legend(entries)
        if spec.direct:
            frame.area.right -= _lines.name_room(look, names)
        plot = Plot(frame, category_scale(categories), self.scale(spec), headroom=0.6 * look.size)
        marks: list[Mark] = []
        ends: list[Point] = []
        for k in range(len(names)):
            rows = range(k * len(categories), (k + 1) * len(categories))
            places = [plot.place(j, values[row]) for j, row in enumerate(rows)]
            path = self.path(spec, plot, places)
            marks += _lines.sew(plot, _lines.stitch(look, k, spec.markers[k], spec.dot), k, rows, places, path)
            ends.append(path[-1])
            if spec.data.printed:
                _lines.print_values(plot, rows, values[rows.start : rows.stop], spec.dot)
        if spec.direct:
            _lines.name_ends(plot, names, ends, [look.colour(k).code for k in range(len(names))])
        if not legend_inside(plot, entries):
            return self.draw(replace(spec, look=replace(look, legend="top")), canvas)
        return finish(frame, canvas, marks, plot.box, plot.truth())
