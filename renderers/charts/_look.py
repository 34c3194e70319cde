"""How a chart is set: theme, size, font and legend place; drawn once, then part of the spec."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from proofpress_core.content import Language
from proofpress_core.rng import Draw
from renderers._backends.shaping import Shaped, shape
from renderers.base import Knobs
from templates.fonts import Font, Weight, families, font
from templates.locales import formatted, locale, suited
from templates.themes import Colour, Theme, dressed, theme, theme_names

_LENGTHS = (320, 400, 480, 560, 640, 720, 800, 880, 960, 1080, 1200, 1400, 1600, 1800, 2000)
_LENGTH_WEIGHTS = (0.12, 0.25, 0.8, 2, 3, 3, 3, 2, 2, 1.3, 1.2, 0.8, 0.5, 0.35, 0.25)
"""The longer side of a picture in pixels."""
_ASPECTS = (0.75, 1.0, 1.25, 1.33, 1.5, 1.6, 1.78, 2.0, 2.33)
_ASPECT_WEIGHTS = (0.35, 0.5, 2, 3, 3, 2, 2, 0.6, 0.3)
_CALM = ((400, (1.25, 1.33)), (640, (1.0, 1.78)))
"""Longer sides up to which aspects stay between two: small pictures are neither high nor flat."""
_LEAST_TEXT = 12
LEADING = 1.3
"""Height of a line of text over its size."""
ENGINES = ("skia", "matplotlib")
_ROOM_BESIDE = 520
"""Pixels of width from which a sheet has room for a legend beside the plot."""
_OLD_STYLE = ("eb-garamond",)
"""Families whose figures are old style by default: 0 and 1 read as letters on an axis."""
_PLAIN_TEXT = 14.0
"""The size of text at which lines and ticks are as thick and long as a theme says."""
_THINNEST = 0.86
_HATCHES = ("", "/", "\\", "x", "-", ".")
_SPACES = ("\u202f", "\u00a0", " ")
"""Spaces between groups of digits: the first one that a font has is taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """The look of one chart: `size` is that of plain text in pixels per em; `colours` are places in the theme's
    palette, one for each series; `engine` paints it; `locale` is the format of its numbers, "" the plain one.

    `legend` is top, right, bottom, left, inside (a free corner of the plot), ends (names at the ends of lines) or none;
    a `boxed` one has a frame. `grid` is none, value (across value axes) or both; its lines may be `dashed` or `dotted`.
    `spines` and `ticks` are those of `templates.themes.dressed`; `minor` ticks stand between those with labels. The
    vertical value axis may stand at the right (`mirrored`); axis labels may stand at the axes' ends (`label_end`);
    ticks of per cent may have their sign (`percents`). Names too long to stand level are `slanted` or run up."""

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
    dotted: bool = False
    minor: bool = False
    mirrored: bool = False
    label_end: bool = False
    percents: bool = False
    boxed: bool = False
    spines: str = "theme"
    ticks: str = "theme"
    locale: str = ""

    @property
    def scale(self) -> float:
        """How much thicker and longer lines and ticks are than at plain size: they grow with the text."""
        return max(_THINNEST, round(self.size / _PLAIN_TEXT, 2))

    @property
    def hair(self) -> int:
        """Width in whole pixels of the thinnest lines."""
        return max(1, round(0.75 * self.scale))

    @property
    def style(self) -> Theme:
        """The theme, at this look's scale and with its spines and ticks."""
        return dressed(self.theme, self.scale, self.spines, self.ticks)

    def colour(self, series: int) -> Colour:
        """Colour of a series."""
        return self.style.palette[self.colours[series]]

    def face(self, weight: Weight = "regular") -> Font:
        """The font in a weight."""
        return font(self.family, weight)

    @property
    def titled(self) -> bool:
        """Whether the legend is a column, which may have a title."""
        return self.legend in ("right", "left", "inside")

    @property
    def label_on_top(self) -> bool:
        """Whether the label of the vertical axis stands level above it."""
        return self.style.title_align == "left" and self.style.ticks == 0

    def hatch(self, series: int) -> str:
        """Hatch of a filled area of a series, "" in themes whose areas are plain."""
        return _HATCHES[series % len(_HATCHES)] if self.style.hatched and len(self.colours) > 1 else ""

    def number(self, value: Decimal, places: int | None = None) -> str:
        """A number as this chart prints it, with `places` decimals (None: those that it has)."""
        if self.locale:
            return formatted(value, locale(self.locale), places)
        return (f"{value:,}" if places is None else f"{value:,.{places}f}").replace("-", "−")

    def percent(self, number: str) -> str:
        """A printed number of per cent with its sign."""
        return number + (locale(self.locale).percent if self.locale else "%")

    def written(self, text: str, weight: Weight = "regular") -> str:
        """A text as its font can write it: with a hyphen where the font has no minus sign, and with a wider space where
        it lacks a narrow one."""
        if "−" in text and not self.face(weight).covers("−"):
            text = text.replace("−", "-")
        for space, wider in itertools.pairwise(_SPACES):
            if space in text and not self.face(weight).maps(space):
                text = text.replace(space, wider)
        return text

    def shaped(self, text: str, size: float, weight: Weight = "regular") -> Shaped:
        """A line of text as it will be set, for measuring."""
        return shape(self.written(text, weight), self.face(weight), size)

    def width_of(self, text: str, size: float, weight: Weight = "regular") -> float:
        """Pen advance of a line in pixels."""
        return self.shaped(text, size, weight).width


def sample_look(
    draw: Draw, knobs: Knobs, *, colours: int = 1, legend: bool = False, aspects: Sequence[float] = (),
    places: Sequence[str] = (),
) -> Look:  # fmt: skip
    """Draw a look with `colours` different colours, in a theme that has as many; `legend` says that one is needed, and
    `places` are those that this kind can give it besides the sides of the sheet. The setting `engine` of the knobs
    decides what paints it."""
    style = theme(draw.choice(theme_names(colours)))
    width, height = _sheet(draw, aspects)
    size = max(_LEAST_TEXT, round((width * height) ** 0.5 / 48 * draw.uniform(0.86, 1.06)))
    first = list(range(len(style.palette)))
    shades = first if colours > 1 or draw.chance(0.5) else draw.shuffled(first)
    return Look(
        theme=style.name, width=width, height=height, size=size, colours=tuple(shades[:colours]),
        family=draw.choice(_families(knobs.language, style, size)), locale=_locale(draw, knobs.language),
        legend=_legend(draw, style, places, width) if legend else "none", slanted=draw.chance(0.6),
        engine=str(knobs.settings.get("engine") or draw.choice(ENGINES, (3, 2))), **_axes(draw, style),
    )  # fmt: skip


def _sheet(draw: Draw, aspects: Sequence[float]) -> tuple[int, int]:
    """Width and height in pixels, the height an even number."""
    longer = draw.choice(_LENGTHS, _LENGTH_WEIGHTS)
    aspect = draw.choice(aspects) if aspects else draw.choice(_ASPECTS, _ASPECT_WEIGHTS)
    for side, (least, most) in _CALM if not aspects else ():
        if longer <= side:
            aspect = min(max(aspect, least), most)
    return (longer, round(longer / aspect / 2) * 2) if aspect >= 1 else (round(longer * aspect), longer)


def _legend(draw: Draw, style: Theme, places: Sequence[str], width: int) -> str:
    """Where the legend stands: mostly where the theme has it, above the plot where a column would squeeze that."""
    if places and draw.chance(0.4):
        return draw.choice(places)
    place = "left" if "right" in style.legends and draw.chance(0.06) else draw.choice(style.legends)
    return "top" if width < _ROOM_BESIDE and place in ("left", "right") else place


def _locale(draw: Draw, language: Language) -> str:
    """Mostly the plain format of the language, else another one that prints all digits."""
    known = [name for name in suited(language) if not locale(name).scales]
    return "" if draw.chance(0.74) else draw.choice(known)


def _axes(draw: Draw, style: Theme) -> dict[str, Any]:
    """How axes, grid and legend's frame are drawn: mostly as the theme has it."""
    line = draw.uniform()
    return {
        "grid": style.gridlines if draw.chance(0.85) else draw.choice(("none", "value", "both")),
        "dashed": line < 0.16, "dotted": 0.16 <= line < 0.26, "boxed": draw.chance(0.2),
        "spines": "theme" if draw.chance(0.85) else draw.choice(("base", "axes", "box", "none")),
        "ticks": "theme" if draw.chance(0.85) else draw.choice(("out", "in", "none")),
        "minor": draw.chance(0.6 if style.minor else 0.06), "mirrored": draw.chance(0.6 if style.mirrored else 0.05),
        "label_end": draw.chance(0.12), "percents": draw.chance(0.4),
    }  # fmt: skip


@functools.cache
def _families(language: Language, style: Theme, size: int) -> tuple[str, ...]:
    """Families that a theme wants and that are not too fine for the size, those made for the language first; any such
    text font where the machine has none."""
    known, kinds = families(language), style.fonts
    known = tuple(name for name in known if font(name).least <= size) or known
    if named := tuple(name for name in known if name in style.families):
        return named
    wanted = [name for name in families(language, (*kinds, "sans")) if font(name).kind in kinds]
    wanted = [name for name in wanted if name not in _OLD_STYLE and font(name).least <= size]
    own = [name for name in wanted if language == "zh" or not name.startswith(("noto-sans-sc", "noto-serif-sc", "wqy"))]
    return tuple(own) or known
