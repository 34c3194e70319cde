"""Recognition crops: one line of text on paper, a label, a plate, a screen or a ticket, cut out with tight margins."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from proofpress_core.content import Language, SceneText
from proofpress_core.rng import Draw, Streams
from proofpress_core.scene_builder import Box, Built, SceneBuilder
from renderers._backends.lettering import Letters, Placed, ink_of, lay, paint_letters, shifted, wobbled
from renderers._backends.lighting import Light, lit
from renderers._backends.mounting import paint_texture, shade_of
from renderers._backends.skia_canvas import Surface
from renderers._backends.warping import Camera, View, look_at, seen
from renderers.base import Canvas, Drawing, GeneratorBase, Knobs, generators
from templates.fonts import font
from templates.scene_looks import Look, crop_kinds, family, look
from templates.scene_words import BAR, scene_text

Colour = tuple[int, int, int]
SIZE = 48.0
"""Type size in units of the plane; the camera brings it to the height that is wanted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineSpec:
    """All that decides the pixels. `height` is that of the crop in pixels; `pad` the room around the ink (left, top,
    right, bottom) in type sizes; `wobble` how far the hand leaves the baseline, in type sizes; `rule` a printed
    decoration (see RULES)."""

    content: SceneText
    height: int
    letters: Letters
    pad: tuple[float, float, float, float]
    wobble: float
    rule: str
    material: str
    ground: Colour
    accent: Colour
    seed: int
    camera: Camera
    light: Light


@generators.register("scene_text/line")
class Line(GeneratorBase[LineSpec]):
    """One line, 24 to 96 px high, in printed or hand-written type."""

    id = "scene_text/line"
    domain = "scene_text"

    def sample(self, streams: Streams, knobs: Knobs) -> LineSpec:
        data, style, layout = streams("data"), streams("style"), streams("layout")
        kind = data.choice(crop_kinds())
        text = scene_text(data, knobs.language, kind)[0].replace(BAR, " ")
        chosen = look(style, kind)
        letters = _letters(style, knobs.language, text, chosen)
        hand = font(letters.family).kind == "hand"
        highest = max(36, min(96, round(1500 / max(1, len(text.encode("gb18030"))))))
        return LineSpec(
            content=SceneText(id="text", language=knobs.language, surface=chosen.surface, lines=(text,)),
            height=layout.integer(36 if hand else 24, max(40, highest)), letters=letters, pad=_pad(layout),
            wobble=style.uniform(0.005, 0.02) if hand else 0.0, rule=style.choice(RULES_OF[chosen.surface]),
            material=chosen.panel, ground=chosen.ground, accent=chosen.accent, seed=style.integer(0, 2**62),
            camera=_camera(layout), light=_light(style, screen=chosen.surface == "screen"),
        )  # fmt: skip

    def draw(self, spec: LineSpec, canvas: Canvas) -> Drawing:
        line = _lay_out(spec)
        left, top, right, bottom = line.ink
        before, above, after, below = (part * SIZE for part in spec.pad)
        box = (left - before, top - above, right + after, bottom + below)
        whole = look_at(box, spec.camera, round(box[2] - box[0]), 0, (1, 4096))
        width = max(24, round(spec.height * whole.width / whole.height))
        view = look_at(box, spec.camera, width, 0, (spec.height, spec.height))
        built = seen(_label(spec, line, view), view)
        pixels = lit(_paint(spec, line, view, canvas).pixels(), spec.light)
        return Drawing.of((pixels,), built, (font(spec.letters.family, spec.letters.weight).path.name,))


def _lay_out(spec: LineSpec) -> Placed:
    """The line with its ink starting at (0, 0)."""
    placed = lay([spec.letters], SIZE, 1.0, "left")[0]
    placed = replace(placed, line=wobbled(placed.line, spec.wobble * SIZE, spec.seed))
    left, top, _, _ = ink_of([placed])
    return shifted([placed], -left, -top)[0]


def _paint(spec: LineSpec, line: Placed, view: View, canvas: Canvas) -> Surface:
    surface = Surface(view.width, view.height, canvas, spec.ground)
    surface.skia.concat(view.skia_matrix())
    window = view.plane_window()
    paint_texture(surface, window, spec.material, spec.ground, spec.seed)
    RULES[spec.rule](surface, window, line.ink, spec)
    paint_letters(surface, [line], 0.0, shade_of(spec.ground, 0.5))
    return surface


def _label(spec: LineSpec, line: Placed, view: View) -> Built:
    """The scene in the plane of the line."""
    builder = SceneBuilder([(view.width, view.height)])
    block = builder.add("text_block", builder.page(), line.ink, content=spec.content.id)
    builder.add_line(block, line.clusters(), content=spec.content.id, ref="line/0")
    return builder.build([spec.content])


def _no_rule(surface: Surface, window: Box, ink: Box, spec: LineSpec) -> None:
    return


def _ruled(surface: Surface, window: Box, ink: Box, spec: LineSpec) -> None:
    """The rules of writing paper, one just below the text."""
    y = ink[3] + 0.1 * SIZE
    surface.rect((window[0], y, window[2], y + 0.035 * SIZE), spec.accent)


def _stripe(surface: Surface, window: Box, ink: Box, spec: LineSpec) -> None:
    """A coloured edge above the text."""
    surface.rect((window[0], window[1], window[2], ink[1] - 0.16 * SIZE), spec.accent)


def _side(surface: Surface, window: Box, ink: Box, spec: LineSpec) -> None:
    """A coloured field left of the text, as on labels and ticket stubs."""
    surface.rect((window[0], window[1], ink[0] - 0.2 * SIZE, window[3]), spec.accent)


RULES: dict[str, Callable[[Surface, Box, Box, LineSpec], None]] = {
    "none": _no_rule, "ruled": _ruled, "stripe": _stripe, "side": _side,
}  # fmt: skip
RULES_OF: dict[str, tuple[str, ...]] = {
    "paper": ("ruled", "ruled", "none"), "label": ("none", "side", "stripe"), "plate": ("none", "none", "stripe"),
    "screen": ("none", "side"), "ticket": ("none", "stripe", "side", "ruled"),
}  # fmt: skip
"""Which decorations a surface may have."""


def _letters(draw: Draw, language: Language, text: str, chosen: Look) -> Letters:
    """Handwriting is never bold or letter-spaced."""
    name = family(draw, language, chosen.fonts, text)
    hand = font(name).kind == "hand"
    spaced = not hand and draw.chance(0.25)
    return Letters(
        parts=(text,), family=name, weight="regular" if hand or draw.chance(0.4) else chosen.weight, share=1.0,
        spacing=draw.uniform(0.02, 0.1) if spaced else 0.0, colour=chosen.ink,
    )  # fmt: skip


def _pad(draw: Draw) -> tuple[float, float, float, float]:
    """As a text detector cuts: between a hair's breadth and half a type size, uneven."""
    tight = draw.uniform(0.1, 0.3)
    return (
        tight + draw.uniform(0.0, 0.3), tight + draw.uniform(0.0, 0.12),
        tight + draw.uniform(0.0, 0.3), tight + draw.uniform(0.0, 0.12),
    )  # fmt: skip


def _camera(draw: Draw) -> Camera:
    """Crops are rectified: little turn is left, but some slant and convergence."""
    return Camera(
        yaw=draw.uniform(-22.0, 22.0), pitch=draw.uniform(-10.0, 10.0), roll=draw.uniform(-1.2, 1.2),
        distance=draw.uniform(1.8, 5.0),
    )  # fmt: skip


def _light(draw: Draw, *, screen: bool) -> Light:
    """Room light; no shadow falls on a screen."""
    shadow = "none" if screen else draw.choice(("none", "edge"), (4, 1))
    return Light(
        angle=draw.uniform(0.0, 360.0), slope=draw.uniform(0.02, 0.22), warmth=draw.uniform(-0.05, 0.06), shadow=shadow,
        depth=draw.uniform(0.12, 0.3), grain=draw.uniform(0.5, 3.2), seed=draw.integer(0, 2**62),
    )  # fmt: skip
