"""Looks that come with plotly: its templates as chart themes, read from `plotly_themes.yaml`."""

from __future__ import annotations

import functools
from dataclasses import replace
from importlib.resources import files
from typing import Any

import yaml

from templates.themes import Colour, Theme


@functools.cache
def plotly_theme(name: str) -> Theme:
    """The template of that name as a theme. KeyError for one that plotly does not have here."""
    row = _table()[name]
    title = row["title"]
    same = {key: row[key] for key in ("background", "panel", "ink", "muted", "line", "grid", "gridlines", "ticks")}
    return Theme(
        name=name, fonts=tuple(row["fonts"]), palette=tuple(Colour(name=n, code=code) for n, code in row["palette"]),
        ramp=tuple(row["ramp"]), title_align=title["align"], title_weight=title["weight"], title_scale=title["scale"],
        spines=tuple(row["spines"]), accent="", line_width=row["line_width"], legends=tuple(row["legends"]),
        families=tuple(row["families"]), **same,
    )  # fmt: skip


@functools.lru_cache(maxsize=256)
def plotly_dressed(name: str, scale: float) -> Theme:
    """The template of that name with lines and ticks `scale` times as large."""
    style = plotly_theme(name)
    return replace(style, line_width=round(style.line_width * scale, 2), ticks=round(style.ticks * scale))


def plotly_theme_names(colours: int = 1) -> tuple[str, ...]:
    """Templates, in file order, whose colourway has at least `colours` colours."""
    return tuple(name for name, row in _table().items() if len(row["palette"]) >= colours)


@functools.cache
def _table() -> dict[str, Any]:
    text = files("templates").joinpath("plotly_themes.yaml").read_text(encoding="utf-8")
    table: dict[str, Any] = yaml.safe_load(text)
    return table
