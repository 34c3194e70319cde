"""Gantt charts: the tasks of a plan as bars over the weeks, coloured by who does them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from proofpress_core.content import ChartData, Encoding, Language, NumberColumn, Relation, TextColumn
from proofpress_core.rng import Streams
from renderers.base import Canvas, Drawing, Knobs, generators
from renderers.charts._bars import by_series
from renderers.charts._base import ChartBase
from renderers.charts._cartesian import Plot
from renderers.charts._content import CONTENT_ID, style_relation, texts, words
from renderers.charts._frame import Frame
from renderers.charts._legend import Entry
from renderers.charts._look import Look, sample_look
from renderers.charts._scale import Scale, category_scale, value_scale
from renderers.charts._scene import Mark, finish
from templates.chart_plans import PlanFacts, sample_plan

CHART_TYPE = "gantt"


@dataclass(frozen=True, slots=True, kw_only=True)
class GanttSpec:
    """A plan: `breadth` is the share of a task's row that its bar fills. `months` begin so many days after the plan;
    their names stand above the plot."""

    data: ChartData
    look: Look
    breadth: float
    months: tuple[int, ...]


@generators.register("charts/gantt")
class GanttChart(ChartBase[GanttSpec]):
    """A bar stands for two rows, the week in which its task begins and the one in which it ends."""

    id = "charts/gantt"

    def sample(self, streams: Streams, knobs: Knobs) -> GanttSpec:
        """Draw a plan, then a look."""
        self.check(knobs)
        style = streams("style")
        facts = sample_plan(streams("data"), knobs.language)
        look = sample_look(streams("layout"), knobs, colours=len(facts.teams), legend=True)
        last = _weeks([Decimal(end) for end in facts.ends], look).high
        months = [month for month in facts.months if month[1] < 7 * last] if style.chance(0.75) else []
        content = _content(facts, look, knobs.language, [name for name, _ in months])
        return GanttSpec(data=content, look=look, breadth=style.uniform(0.42, 0.7),
                         months=tuple(day for _, day in months))  # fmt: skip

    def draw(self, spec: GanttSpec, canvas: Canvas) -> Drawing:
        """Set the frame, lay the bars task by task, and report."""
        frame = Frame(spec.data, spec.look)
        frame.set_words()
        teams = spec.data.relations[1].column("team").values
        frame.set_legend([Entry(str(team), "box", spec.look.colour(k).code) for k, team in enumerate(teams)])
        begins, ends = by_series(spec.data)
        plot = Plot(frame, _weeks(ends, spec.look), category_scale(texts(spec.data, "category")), down=True,
                    headroom=1.5 * spec.look.size if spec.months else 0.0)  # fmt: skip
        if spec.months:
            _name_months(plot, spec)
        by = spec.data.relations[0].column("team").values
        for j, (begin, end) in enumerate(zip(begins, ends, strict=True)):
            box = plot.bar(j - spec.breadth / 2, j + spec.breadth / 2, begin, end, lying=True)
            frame.box(box, spec.look.colour(teams.index(by[j])).code, f"task/{j}")  # type: ignore[arg-type]
        marks = [
            Mark(f"row/{k * len(begins) + j}", f"task/{j}", plot.place(week, j))
            for k, weeks_of in enumerate((begins, ends))
            for j, week in enumerate(weeks_of)
        ]
        return finish(frame, canvas, marks, plot.box, plot.truth())


def _weeks(ends: Sequence[Decimal], look: Look) -> Scale:
    """The axis of weeks, from the beginning of the plan."""
    return value_scale([Decimal(0), *ends], look, zero=True, count=7, headroom=0.01)


def _name_months(plot: Plot, spec: GanttSpec) -> None:
    """Name the months above the plot, and part them by fine lines. Those without room for their name have none."""
    (left, top, right, bottom), size, frame = plot.box, max(11.0, 0.9 * spec.look.size), plot.frame
    edges = [plot.place(Decimal(day) / 7, 0)[0] for day in spec.months]
    for k, (start, end) in enumerate(zip(edges, [*edges[1:], right], strict=True)):
        words = spec.data.label(f"note/{k}")
        if start > left + 1:
            frame.stroke([(start, top - 1.2 * size), (start, bottom)], frame.style.grid, 1.0, dash=(2.0, 3.0))
        if end - start > frame.look.width_of(words, size) + 0.5 * size:
            frame.text(f"note/{k}", words, (start + end) / 2, top - 0.5 * size, size=size, colour=frame.style.muted,
                       align="centre")  # fmt: skip
        else:
            labels = tuple(label for label in frame.data.labels if label.ref != f"note/{k}")
            frame.data = replace(frame.data, labels=labels)


def _content(facts: PlanFacts, look: Look, language: Language, months: Sequence[str]) -> ChartData:
    """Rows of all beginnings, then of all ends."""
    point, task, team, week = facts.labels
    count = len(facts.tasks)
    data = Relation(
        name="data",
        columns=(
            TextColumn(name="series", label=point, values=tuple(facts.points[k] for k in (0, 1) for _ in range(count)),
                       ordered=True, facets=True),
            TextColumn(name="category", label=task, values=facts.tasks * 2, ordered=True),
            TextColumn(name="team", label=team, values=tuple(facts.teams[k] for k in facts.by) * 2),
            NumberColumn(name="value", label=week, unit="",
                         values=tuple(Decimal(week) for week in (*facts.begins, *facts.ends))),
        ),
    )  # fmt: skip
    labels = [("axis/x/label", week),
              ("legend/title", team if look.legend == "right" else ""),
              *((f"note/{k}", name) for k, name in enumerate(months))]  # fmt: skip
    return ChartData(
        id=CONTENT_ID, language=language, chart_type=CHART_TYPE, labels=words(facts.heading, labels),
        relations=(data, style_relation(facts.teams, look, language, "team")),
        encodings=(Encoding(channel="y", column="category"), Encoding(channel="x", column="value"),
                   Encoding(channel="colour", column="team")),
    )  # fmt: skip
