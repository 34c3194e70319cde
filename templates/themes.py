"""Looks of charts: palettes with colour names, fonts, grid and spines, read from `chart_themes.yaml`."""

from __future__ import annotations

import functools
from dataclasses import dataclass, replace
from importlib.resources import files
from typing import Any

import yaml

from proofpress_core.content import Language
from proofpress_core.errors import ConfigError

_FLAGS = ("inward", "minor", "banner", "hatched", "mirrored")
_LINE_GROWTH = 0.8
"""Lines grow more slowly than text and markers do, as on posters."""
_SPINES = {"base": ("base",), "axes": ("left", "bottom"), "box": ("left", "bottom", "top", "right"), "none": ()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Colour:
    """A colour as `#rrggbb` with the name that people give it, English."""

    name: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """A look. `spines` are sides of the plot, `base` being the side that bars stand on; `gridlines` is none, value
    (across the value axis) or both; `ticks` their length in pixels, which may point `inward` and have `minor` ones
    between them; `accent` the colour of a tab at the top, if not empty, or of a rule over the whole width (`banner`);
    `title_scale` multiplies the size of plain text; `ramp` gives a heat map's lowest and highest colour. `families`
    are the only ones to take, if not empty. A `hatched` theme tells filled areas apart by hatches too."""

    name: str
    fonts: tuple[str, ...]
    background: str
    panel: str
    ink: str
    muted: str
    line: str
    grid: str
    palette: tuple[Colour, ...]
    ramp: tuple[str, str]
    title_align: str
    title_weight: str
    title_scale: float
    gridlines: str
    spines: tuple[str, ...]
    ticks: int
    accent: str
    line_width: float
    legends: tuple[str, ...]
    families: tuple[str, ...] = ()
    inward: bool = False
    minor: bool = False
    banner: bool = False
    hatched: bool = False
    mirrored: bool = False


@functools.cache
def theme(name: str) -> Theme:
    """The theme of that name. ConfigError for one that does not exist."""
    table = _table()["themes"]
    if name not in table:
        raise ConfigError("theme", name, "a known chart theme", valid=table)
    row = table[name]
    title = row["title"]
    return Theme(
        name=name, fonts=tuple(row["fonts"]), background=row["background"], panel=row["panel"], ink=row["ink"],
        muted=row["muted"], line=row["line"], grid=row["grid"],
        palette=tuple(Colour(name=label, code=code) for label, code in row["palette"]), ramp=tuple(row["ramp"]),
        title_align=title["align"], title_weight=title["weight"], title_scale=title["scale"],
        gridlines=row["gridlines"], spines=tuple(row["spines"]), ticks=row["ticks"], accent=row.get("accent", ""),
        line_width=row["line_width"], legends=tuple(row["legends"]), families=tuple(row.get("families", ())),
        **{flag: row.get(flag, False) for flag in _FLAGS},
    )  # fmt: skip


@functools.lru_cache(maxsize=1024)
def dressed(name: str, scale: float, spines: str = "theme", ticks: str = "theme") -> Theme:
    """The theme of that name at a `scale`: ticks that many times as long, lines a little less than that thicker.
    `spines` is theme, base (the side that bars stand on), axes (left and bottom), box (all sides) or none; `ticks` is
    theme, out, in or none."""
    style = theme(name)
    length = {"theme": style.ticks, "none": 0}.get(ticks, style.ticks or 4)
    return replace(
        style, line_width=round(style.line_width * scale**_LINE_GROWTH, 2), ticks=round(length * scale),
        inward=style.inward if ticks == "theme" else ticks == "in", spines=_SPINES.get(spines, style.spines),
    )  # fmt: skip


def theme_names(colours: int = 1) -> tuple[str, ...]:
    """Themes, in file order, whose palette has at least `colours` colours."""
    return tuple(name for name, row in _table()["themes"].items() if len(row["palette"]) >= colours)


def colour_name(name: str, language: Language) -> str:
    """A colour's English name in `language`."""
    return str(_table()["names_zh"][name]) if language == "zh" else name


def mixed(first: str, second: str, share: float) -> str:
    """The colour that lies `share` of the way from `first` to `second`, both `#rrggbb`."""
    pairs = zip(channels(first), channels(second), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def channels(code: str) -> tuple[int, int, int]:
    """Red, green and blue of `#rrggbb`, 0 to 255."""
    return int(code[1:3], 16), int(code[3:5], 16), int(code[5:7], 16)


def luminance(code: str) -> float:
    """Relative luminance of a colour after WCAG 2, 0 (black) to 1 (white)."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (v / 255 for v in channels(code))]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def ink_on(fill: str) -> str:
    """White or near-black, with a contrast of at least 4.5 to a fill."""
    light = luminance(fill)
    return "#ffffff" if light < 0.183 else "#000000" if light < 0.222 else "#1a1a1a"


@functools.cache
def _table() -> dict[str, Any]:
    text = files("templates").joinpath("chart_themes.yaml").read_text(encoding="utf-8")
    table: dict[str, Any] = yaml.safe_load(text)
    return table
