"""How a chart is set: theme, size, font and legend place; drawn once, then part of the spec."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from proofpress_core.content import Language
from proofpress_core.rng import Draw
from renderers._backends.shaping import Shaped, shape
from renderers.base import Knobs
from templates.fonts import Font, Weight, families, font
from templates.themes import Colour, Theme, theme, theme_names

_WIDTHS = (480, 560, 640, 720, 800, 880, 960, 1080, 1200, 1400)
_WIDTH_WEIGHTS = (1, 2, 3, 3, 3, 2, 2, 1, 1, 0.5)
_ASPECTS = (1.25, 1.33, 1.5, 1.6, 1.78)
_LEAST_TEXT = 12
LEADING = 1.3
"""Height of a line of text over its size."""
ENGINES = ("skia", "matplotlib")
_OLD_STYLE = ("eb-garamond",)
"""Families whose figures are old style by default: 0 and 1 read as letters on an axis."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """The look of one chart: `size` is that of plain text in pixels per em; `legend` is top, right, bottom or none;
    `colours` are places in the theme's palette, one for each series; `engine` paints it. `grid` is none, value (across
    value axes) or both; its lines may be `dashed`. Names too long to stand level are `slanted` or run up."""

    theme: str
    width: int
    height: int
    family: str
    size: int
    legend: str
    colours: tuple[int, ...]
    engine: str = "skia"
    grid: str = "value"
    dashed: bool = False
    slanted: bool = False

    @property
    def style(self) -> Theme:
        """The theme itself."""
        return theme(self.theme)

    def colour(self, series: int) -> Colour:
        """Colour of a series."""
        return self.style.palette[self.colours[series]]

    def face(self, weight: Weight = "regular") -> Font:
        """The font in a weight."""
        return font(self.family, weight)

    @property
    def label_on_top(self) -> bool:
        """Whether the label of the vertical axis stands level above it."""
        return self.style.title_align == "left" and self.style.ticks == 0

    def number(self, value: Decimal, places: int | None = None) -> str:
        """A number as this chart prints it, with `places` decimals (None: those that it has): thousands separated, a
        true minus sign."""
        return (f"{value:,}" if places is None else f"{value:,.{places}f}").replace("-", "−")

    def written(self, text: str, weight: Weight = "regular") -> str:
        """A text as its font can write it: with a hyphen where the font has no minus sign."""
        return text if "−" not in text or self.face(weight).covers("−") else text.replace("−", "-")

    def shaped(self, text: str, size: float, weight: Weight = "regular") -> Shaped:
        """A line of text as it will be set, for measuring."""
        return shape(self.written(text, weight), self.face(weight), size)

    def width_of(self, text: str, size: float, weight: Weight = "regular") -> float:
        """Pen advance of a line in pixels."""
        return self.shaped(text, size, weight).width


def sample_look(
    draw: Draw, knobs: Knobs, *, colours: int = 1, legend: bool = False, aspects: Sequence[float] = _ASPECTS
) -> Look:
    """Draw a look with `colours` different colours, in a theme that has as many; `legend` says that one is needed.
    The setting `engine` of the knobs decides what paints it."""
    style = theme(draw.choice(theme_names(colours)))
    width = draw.choice(_WIDTHS, _WIDTH_WEIGHTS)
    height = round(width / draw.choice(aspects) / 2) * 2
    size = max(_LEAST_TEXT, round((width * height) ** 0.5 / 48 + draw.uniform(-0.6, 0.8)))
    first = list(range(len(style.palette)))
    places = first if colours > 1 or draw.chance(0.5) else draw.shuffled(first)
    return Look(
        theme=style.name, width=width, height=height, size=size, colours=tuple(places[:colours]),
        family=draw.choice(_families(knobs.language, style.fonts)),
        legend=draw.choice(style.legends) if legend else "none",
        grid=style.gridlines, dashed=draw.chance(0.2), slanted=draw.chance(0.6),
        engine=str(knobs.settings.get("engine") or draw.choice(ENGINES, (3, 2))),
    )  # fmt: skip


@functools.cache
def _families(language: Language, kinds: tuple[str, ...]) -> tuple[str, ...]:
    """Families of the wanted kinds, those made for the language first; any text font where the machine has none."""
    known = families(language)
    wanted = [name for name in families(language, (*kinds, "sans", "serif")) if font(name).kind in kinds]
    wanted = [name for name in wanted if name not in _OLD_STYLE]
    own = [name for name in wanted if language == "zh" or not name.startswith(("noto-sans-sc", "noto-serif-sc", "wqy"))]
    return tuple(own) or known
