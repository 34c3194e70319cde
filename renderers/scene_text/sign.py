"""Signs on walls: shop signs, street plates, notices, posters, door plates and price boards, seen under a perspective.

The sign is laid out flat and painted through the camera's matrix as vectors, so that edges stay sharp; its labels go
through the same warp. Light falls on the finished picture pixel by pixel.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from proofpress_core.content import Language, SceneText
from proofpress_core.errors import Reject
from proofpress_core.rng import Draw, Streams
from proofpress_core.scene_builder import Box, Built, SceneBuilder
from renderers._backends.lettering import Letters, Placed, ink_of, lay, paint_letters, shifted
from renderers._backends.lighting import Light, lit
from renderers._backends.mounting import Panel, paint_icon, paint_panel, paint_texture, shade_of
from renderers._backends.skia_canvas import Surface
from renderers._backends.warping import Camera, View, look_at, seen
from renderers.base import Canvas, Drawing, GeneratorBase, Knobs, generators
from templates.fonts import Weight, font
from templates.scene_looks import Look, contrast, family, look, sign_kinds, wall_colour
from templates.scene_words import BAR, scene_text

Colour = tuple[int, int, int]
_LOOPS = 0.28
"""Extra leading for a hand, whose loops reach far below the line."""
SMALLEST = 11.0
"""Least type size, in pixels of the picture, of any line."""
HEAD_CONTRAST = 4.5
"""Least contrast at which the first line may take the accent's colour."""
SHARES = {
    "shop": (1.5, 0.62), "street": (1.3, 0.7), "notice": (1.35, 1.0), "warning": (1.4, 0.95),
    "prohibition": (1.35, 0.85), "poster": (1.8, 0.85), "door": (1.5, 0.8), "prices": (1.4, 1.0),
    "direction": (1.2, 1.0),
}  # fmt: skip
"""Type sizes of the first line and of the others, by kind of text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignSpec:
    """All that decides the pixels. `width` and `margin` are in pixels of the picture; `pad` and `leading` in type
    sizes; `relief` in type sizes."""

    content: SceneText
    width: int
    margin: int
    letters: tuple[Letters, ...]
    leading: float
    align: Literal["left", "center"]
    pad: tuple[float, float]
    relief: float
    icon: str
    panel: Panel
    wall: str
    wall_colour: Colour
    wall_seed: int
    camera: Camera
    light: Light


@dataclass(frozen=True, slots=True)
class _Layout:
    """The sign in its plane, the panel's left upper corner at (0, 0); `size` is the type size."""

    size: float
    panel: Box
    lines: list[Placed]
    icon: Box | None


@generators.register("scene_text/sign")
class Sign(GeneratorBase[SignSpec]):
    """One to five lines on a mounted sign, with a quad for the sign and every line, word and char."""

    id = "scene_text/sign"
    domain = "scene_text"

    def sample(self, streams: Streams, knobs: Knobs) -> SignSpec:
        data, style, layout = streams("data"), streams("style"), streams("layout")
        kind = data.choice(sign_kinds())
        lines = scene_text(data, knobs.language, kind)
        chosen = look(style, kind)
        wall = style.choice(chosen.walls)
        letters = _letters(style, knobs.language, lines, chosen, kind)
        width = layout.integer(max(320, min(960, round(19 * _breadth(letters)))), 1000)
        return SignSpec(
            content=SceneText(
                id="text", language=knobs.language, surface=chosen.surface,
                lines=tuple(line.replace(BAR, " ") for line in lines),
            ),
            width=width, margin=round(width * layout.uniform(0.04, 0.11)),
            letters=letters, leading=style.uniform(1.28, 1.5) + (_LOOPS if _handwritten(letters) else 0.0),
            align="left" if chosen.align == "left" else "center", pad=chosen.pad, relief=chosen.relief,
            icon=_icon(style, chosen), panel=_panel(style, chosen), wall=wall,
            wall_colour=wall_colour(style, wall), wall_seed=style.integer(0, 2**62), camera=_camera(layout),
            light=_light(style),
        )  # fmt: skip

    def draw(self, spec: SignSpec, canvas: Canvas) -> Drawing:
        room = spec.width - 2 * spec.margin
        layout = _lay_out(spec, 40.0)
        layout = _lay_out(spec, 40.0 * min(room / layout.panel[2], 800 / layout.panel[3]))
        heights = (max(240, round(0.42 * spec.width)), 1000)
        view = look_at(layout.panel, spec.camera, spec.width, spec.margin, heights)
        built = seen(_label(spec, layout, view), view)
        _refuse_small(layout, view)
        fonts = sorted({font(line.family, line.weight).path.name for line in spec.letters})
        pixels = lit(_paint(spec, layout, view, canvas).pixels(), spec.light)
        return Drawing.of((pixels,), built, tuple(fonts))


def _lay_out(spec: SignSpec, size: float) -> _Layout:
    """Text around which the panel is made, the icon at its left (right for an arrow to the right)."""
    lines = lay(spec.letters, size, spec.leading, spec.align)
    left, top, right, bottom = ink_of(lines)
    across, down = spec.pad[0] * size, spec.pad[1] * size
    side = min(max(bottom - top, 1.1 * size), 2.6 * size) if spec.icon else 0.0
    room = side + 0.45 * size if spec.icon else 0.0
    height = max(bottom - top, side) + 2 * down
    panel = (0.0, 0.0, right - left + 2 * across + room, height)
    at_right = spec.icon == "arrow-right"
    placed = shifted(lines, across - left + (0.0 if at_right else room), (height - bottom - top) / 2)
    start = panel[2] - across - side if at_right else across
    icon = (start, (height - side) / 2, start + side, (height + side) / 2) if spec.icon else None
    return _Layout(size, panel, placed, icon)


def _paint(spec: SignSpec, layout: _Layout, view: View, canvas: Canvas) -> Surface:
    surface = Surface(view.width, view.height, canvas, spec.wall_colour)
    surface.skia.concat(view.skia_matrix())
    paint_texture(surface, view.plane_window(), spec.wall, spec.wall_colour, spec.wall_seed)
    paint_panel(surface, layout.panel, spec.panel, spec.light.angle, layout.size)
    if layout.icon:
        paint_icon(surface, spec.icon, layout.icon, spec.panel.accent, spec.panel.colour)
    paint_letters(surface, layout.lines, spec.relief * layout.size, shade_of(spec.panel.colour, 0.45))
    return surface


def _label(spec: SignSpec, layout: _Layout, view: View) -> Built:
    """The scene in the sign's plane."""
    builder = SceneBuilder([(view.width, view.height)])
    sign = builder.add("sign", builder.page(), layout.panel, content=spec.content.id)
    for number, line in enumerate(layout.lines):
        builder.add_line(sign, line.clusters(), content=spec.content.id, ref=f"line/{number}")
    return builder.build([spec.content])


def _refuse_small(layout: _Layout, view: View) -> None:
    """Reject a picture in which the far end of some line would be too small to read."""
    for line in layout.lines:
        for x in (line.x, line.x + line.line.width):
            foot, head = view.warp.points([(x, line.baseline), (x, line.baseline - line.line.size)])
            if abs(foot[1] - head[1]) < SMALLEST:
                raise Reject("text_too_small", f"{abs(foot[1] - head[1]):.1f} px in {line.paint}")


def _letters(draw: Draw, language: Language, lines: tuple[str, ...], chosen: Look, kind: str) -> tuple[Letters, ...]:
    """The first line leads; the others share a smaller size at which none is wider than the panel is meant to be."""
    name = family(draw, language, chosen.fonts, "".join(lines).replace(BAR, ""))
    lead, rest = SHARES[kind]
    widest = max((_em_width(line) for line in lines[1:]), default=0.0)
    room = max(_em_width(lines[0]) * lead, 7.0)
    rest = min(rest, max(0.34 * lead, room / widest)) if widest else rest
    spacing = draw.choice((0.0, 0.0, 0.04, 0.08)) if language == "en" else draw.choice((0.0, 0.06, 0.14))
    weights: tuple[Weight, ...] = (chosen.weight, *[draw.choice(("bold", "regular"))] * (len(lines) - 1))
    tinted = draw.chance(0.4) and not chosen.icon and contrast(chosen.accent, chosen.ground) >= HEAD_CONTRAST
    colours = (chosen.accent if tinted else chosen.ink, *[chosen.ink] * (len(lines) - 1))
    return tuple(
        Letters(
            parts=tuple(line.split(BAR)), family=name, weight=weight, share=rest if number else lead,
            spacing=0.0 if number else spacing, colour=colour,
        )
        for number, (line, weight, colour) in enumerate(zip(lines, weights, colours, strict=True))
    )  # fmt: skip


def _handwritten(letters: tuple[Letters, ...]) -> bool:
    return any(font(line.family, line.weight).kind == "hand" for line in letters)


def _em_width(text: str) -> float:
    """Rough width of a text in type sizes: a Han character is one wide, a Latin one about half."""
    return sum(1.0 if ord(char) > 0x2E7F else 0.54 for char in text)


def _breadth(letters: tuple[Letters, ...]) -> float:
    """Rough width of the widest line in sizes of the smallest type."""
    smallest = min(line.share for line in letters)
    return max(_em_width(line.text) * line.share for line in letters) / smallest + 3.0


def _icon(draw: Draw, chosen: Look) -> str:
    return draw.choice(("arrow-left", "arrow-right", "arrow-up")) if chosen.icon == "arrow" else chosen.icon


def _panel(draw: Draw, chosen: Look) -> Panel:
    return Panel(
        material=chosen.panel, colour=chosen.ground, accent=chosen.accent, border=chosen.border, screws=chosen.screws,
        corner=chosen.corner, band=chosen.band, seed=draw.integer(0, 2**62),
    )  # fmt: skip


def _camera(draw: Draw) -> Camera:
    """Mostly from a little aside and below, sometimes from far aside."""
    reach = 34.0 if draw.chance(0.35) else 18.0
    return Camera(
        yaw=draw.uniform(-reach, reach), pitch=draw.uniform(-16.0, 8.0), roll=draw.uniform(-3.0, 3.0),
        distance=draw.uniform(1.6, 4.0),
    )  # fmt: skip


def _light(draw: Draw) -> Light:
    """Daylight from above, sometimes with a shadow across."""
    shadow = draw.choice(("none", "edge", "leaves"), (5, 2, 2))
    return Light(
        angle=draw.uniform(200.0, 340.0), slope=draw.uniform(0.05, 0.3), warmth=draw.uniform(-0.04, 0.06),
        shadow=shadow, depth=draw.uniform(0.15, 0.36), grain=draw.uniform(0.6, 2.4), seed=draw.integer(0, 2**62),
    )  # fmt: skip
