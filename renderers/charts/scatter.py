"""Scatter charts: two measures of many things, in one or two groups."""

from __future__ import annotations

from dataclasses import dataclass, replace

from proofpress_core.content import ChartData, Encoding, NumberColumn, Relation, TextColumn
from proofpress_core.rng import Streams
from renderers.base import Canvas, Drawing, Knobs, generators
from renderers.charts._base import ChartBase
from renderers.charts._cartesian import Plot
from renderers.charts._content import CONTENT_ID, most, numbers, series_names, style_relation, words
from renderers.charts._frame import Frame
from renderers.charts._legend import Entry
from renderers.charts._look import Look, sample_look
from renderers.charts._notes import annotate, sample_notes
from renderers.charts._room import legend_inside
from renderers.charts._scale import value_scale
from renderers.charts._scene import Mark, finish
from renderers.charts._signal import with_strong_colours
from templates.chart_notes import Note
from templates.series import CloudFacts, Measure, sample_cloud

_MARKERS = ("circle", "square", "diamond", "triangle")


@dataclass(frozen=True, slots=True, kw_only=True)
class ScatterSpec:
    """A scatter chart: `dot` is the size of a marker in pixels, `markers` a marker for each group."""

    data: ChartData
    look: Look
    dot: int
    markers: tuple[str, ...]
    notes: tuple[Note, ...] = ()


@generators.register("charts/scatter")
class ScatterChart(ChartBase[ScatterSpec]):
    """Points that do not cover one another."""

    id = "charts/scatter"

    def sample(self, streams: Streams, knobs: Knobs) -> ScatterSpec:
        """Draw points, thin them until none touch at the drawn size, then a look."""
        self.check(knobs)
        style = streams("style")
        facts = sample_cloud(streams("data"), knobs.language, (16, 44))
        groups = 1 if facts.groups is None else len(facts.groups.items)
        look = with_strong_colours(
            sample_look(streams("layout"), knobs, colours=groups, legend=groups > 1, places=("inside",))
        )
        dot = max(7, round(look.size * style.uniform(0.5, 0.7)))
        rows = _clear_rows(facts, look, dot)
        shapes = tuple(style.sample(_MARKERS, groups))
        content = _content(facts, rows, look, knobs)
        notes = sample_notes(style, knobs.language, look, ("mean", "target", "band"), numbers(content, "y"))
        return ScatterSpec(data=content, look=look, dot=dot, markers=shapes, notes=notes)

    def draw(self, spec: ScatterSpec, canvas: Canvas) -> Drawing:
        """Set the frame, plot the groups, and report."""
        frame = Frame(spec.data, spec.look)
        frame.set_words()
        names = series_names(spec.data)
        entries = [Entry(n, spec.markers[k], spec.look.colour(k).code) for k, n in enumerate(names) if n]
        frame.set_legend(entries)
        xs, ys = numbers(spec.data, "x"), numbers(spec.data, "y")
        x, y = (
            value_scale(numbers(spec.data, name), spec.look, zero=False, most=most(spec.data, name))
            for name in ("x", "y")
        )
        plot = Plot(frame, x, y)
        column = {c.name: c for c in spec.data.relations[0].columns}.get("series")
        marks = []
        for k, name in enumerate(names):
            rows = [row for row in range(len(xs)) if column is None or column.values[row] == name]
            for row in rows:
                place = plot.place(xs[row], ys[row])
                frame.marker(spec.markers[k], place, spec.dot, spec.look.colour(k).code, f"row/{row}")
                marks.append(Mark(f"row/{row}", f"row/{row}", place))
        if not legend_inside(plot, entries):
            return self.draw(replace(spec, look=replace(spec.look, legend="top")), canvas)
        marks += annotate(plot, spec.notes, ())
        return finish(frame, canvas, marks, plot.box, plot.truth())


def _clear_rows(facts: CloudFacts, look: Look, dot: int) -> list[int]:
    """Places of the points that stay clear of all points before them on a plot of the expected size."""
    xs, ys = [float(p[0]) for p in facts.points], [float(p[1]) for p in facts.points]
    across = 0.6 * look.width / (max(xs) - min(xs))
    down = 0.42 * look.height / (max(ys) - min(ys))
    kept: list[int] = []
    for row in range(len(xs)):
        apart = [max(abs(xs[row] - xs[r]) * across, abs(ys[row] - ys[r]) * down) for r in kept]
        if min(apart, default=dot + 3.0) >= dot + 3.0:
            kept.append(row)
    return kept


def _content(facts: CloudFacts, rows: list[int], look: Look, knobs: Knobs) -> ChartData:
    points = [facts.points[row] for row in rows]
    columns: list[TextColumn | NumberColumn] = []
    if facts.groups is not None:
        names = tuple(facts.groups.items[group] for _, _, group in points)
        columns.append(TextColumn(name="series", label=facts.groups.label, values=names))
    columns += [_column("x", facts.x, points), _column("y", facts.y, points)]
    data = Relation(name="data", columns=tuple(columns))
    encodings = [Encoding(channel=name, column=name) for name in ("x", "y")]
    if facts.groups is not None:
        encodings.append(Encoding(channel="colour", column="series"))
    labels = [("axis/x/label", facts.x.titled(knobs.language)), ("axis/y/label", facts.y.titled(knobs.language))]
    if facts.groups is not None and look.titled:
        labels.append(("legend/title", facts.groups.label))
    content = ChartData(
        id=CONTENT_ID, language=knobs.language, chart_type="scatter", labels=words(facts.heading, labels),
        relations=(data,), encodings=tuple(encodings),
    )  # fmt: skip
    return _styled(content, look, knobs)


def _styled(content: ChartData, look: Look, knobs: Knobs) -> ChartData:
    """The content with its colours, one for each group that has points."""
    style = style_relation(series_names(content), look, knobs.language)
    return ChartData(
        id=content.id, language=content.language, chart_type=content.chart_type, labels=content.labels,
        relations=(*content.relations, style), encodings=content.encodings,
    )  # fmt: skip


def _column(name: str, measure: Measure, points: list) -> NumberColumn:  # type: ignore[type-arg]
    values = tuple(point[0 if name == "x" else 1] for point in points)
    return NumberColumn(name=name, label=measure.label, unit=measure.unit, values=values)
