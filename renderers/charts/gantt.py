"""Gantt charts: the tasks of a plan as bars over the weeks, coloured by who does them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from proofpress_core.content import ChartData, Encoding, Language, NumberColumn, Relation, TextColumn
from proofpress_core.rng import Draw, Streams
from renderers.base import Canvas, Drawing, Knobs, generators
from renderers.charts._bars import by_series
from renderers.charts._base import ChartBase
from renderers.charts._cartesian import Plot
from renderers.charts._content import CONTENT_ID, style_relation, texts, words
from renderers.charts._frame import Frame
from renderers.charts._legend import Entry
from renderers.charts._look import Look, sample_look
from renderers.charts._scale import category_scale, value_scale
from renderers.charts._scene import Mark, finish
from templates.chart_plans import PlanFacts, sample_plan

CHART_TYPE = "gantt"


@dataclass(frozen=True, slots=True, kw_only=True)
class GanttSpec:
    """A plan: `breadth` is the share of a task's row that its bar fills."""

    data: ChartData
    look: Look
    breadth: float


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
        content = _content(style, facts, look, knobs.language)
        return GanttSpec(data=content, look=look, breadth=style.uniform(0.42, 0.7))

    def draw(self, spec: GanttSpec, canvas: Canvas) -> Drawing:
        """Set the frame, lay the bars task by task, and report."""
        frame = Frame(spec.data, spec.look)
        frame.set_words()
        teams = spec.data.relations[1].column("team").values
        frame.set_legend([Entry(str(team), "box", spec.look.colour(k).code) for k, team in enumerate(teams)])
        begins, ends = by_series(spec.data)
        weeks = value_scale([Decimal(0), *ends], spec.look, zero=True, count=7, headroom=0.01)
        plot = Plot(frame, weeks, category_scale(texts(spec.data, "category")), down=True)
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


def _content(draw: Draw, facts: PlanFacts, look: Look, language: Language) -> ChartData:
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
    labels = [("axis/x/label", week if facts.heading.subtitle != week or draw.chance(0.5) else ""),
              ("legend/title", team if look.legend == "right" else "")]  # fmt: skip
    return ChartData(
        id=CONTENT_ID, language=language, chart_type=CHART_TYPE, labels=words(facts.heading, labels),
        relations=(data, style_relation(facts.teams, look, language, "team")),
        encodings=(Encoding(channel="y", column="category"), Encoding(channel="x", column="value"),
                   Encoding(channel="colour", column="team")),
    )  # fmt: skip
