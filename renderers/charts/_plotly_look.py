"""How a plotly chart is set: one of our themes, or a template of plotly's own."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any

from proofpress_core.content import ChartData
from proofpress_core.rng import Draw
from renderers.charts._content import style_relation
from renderers.charts._look import Look
from templates.fonts import families
from templates.plotly_themes import plotly_dressed, plotly_theme, plotly_theme_names
from templates.themes import Theme

_MISTAKEN = ("noto-serif-sc",)
"""Families under whose name the browser takes digits of another face, wider than those of the file."""
_OWN_SHARE = 0.65
"""Share of the pictures that are set in a template of plotly's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlotlyLook(Look):
    """A look whose theme is the plotly template of that name where `own` is true. The legend is right, top or none."""

    own: bool = False

    @property
    def style(self) -> Theme:
        """The theme, at this look's scale."""
        if self.own:
            return plotly_dressed(self.theme, self.scale)
        return super(PlotlyLook, self).style


def plotly_look(draw: Draw, look: Look, data: ChartData) -> tuple[PlotlyLook, ChartData]:
    """The look that a chart has in plotly, and the chart with the names of that look's colours."""
    values: dict[str, Any] = {field.name: getattr(look, field.name) for field in fields(look)}
    values["legend"] = {"none": "none", "right": "right", "left": "right"}.get(look.legend, "top")
    if look.family in _MISTAKEN:
        values["family"] = next(name for name in families(data.language, ("sans",)) if name not in _MISTAKEN)
    dressed = PlotlyLook(**values)
    if draw.chance(_OWN_SHARE):
        dressed = _templated(draw, dressed, data)
    kept = tuple(label for label in data.labels if label.ref != "legend/title" or dressed.legend == "right")
    return dressed, replace(data, labels=kept, flags=(), relations=_named(data, dressed))


def _templated(draw: Draw, look: PlotlyLook, data: ChartData) -> PlotlyLook:
    style = plotly_theme(draw.choice(plotly_theme_names(len(look.colours))))
    known = families(data.language, ("sans",))
    family = next((name for name in style.families if name in known), known[0])
    places = tuple(range(len(look.colours)))
    legend = look.legend if look.legend == "none" else draw.choice(style.legends)
    return replace(look, own=True, theme=style.name, family=family, colours=places, grid=style.gridlines, legend=legend,
                   spines="theme", ticks="theme", mirrored=False)  # fmt: skip


def _named(data: ChartData, look: Look) -> tuple[Any, ...]:
    relations = []
    for relation in data.relations:
        if relation.name == "style":
            column = relation.columns[0]
            keys = tuple(str(value) for value in column.values)
            relations.append(style_relation(keys, look, data.language, column.name))
        else:
            relations.append(relation)
    return tuple(relations)
