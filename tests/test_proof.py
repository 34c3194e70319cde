"""The proof of geometry must catch what it is there for: every kind of wrong label, by little more than allowed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
import skia
from proof import WARPED, prove

from proofpress_core.rng import Key, Streams
from proofpress_core.scene_builder import SceneBuilder
from renderers._backends.skia_canvas import Surface
from renderers.base import Canvas, Drawing, Knobs

KEY = Key(seed=1, split="test", generator="test/marks", version=1, index=0, attempt=0)
BOX = (40.0, 30.0, 70.0, 60.0)
QUAD = np.array([[140.0, 40.0], [170.0, 50.0], [160.0, 80.0], [130.0, 70.0]])
BOW = np.array([[40.0, 120.0], [80.0, 120.0], [60.0, 150.0]])


@dataclass(frozen=True)
class Fault:
    """What is wrong with the drawing or with its labels."""

    shift: float = 0.0
    grow: float = 0.0
    paint: str = "box"
    halo: bool = False
    moved: bool = False
    blank: bool = False


class Marks:
    """Draws a box, a turned quad and a triangle; a fault spoils the box or its label."""

    id = "test/marks"

    def __init__(self, fault: Fault) -> None:
        self.fault = fault

    def sample(self, streams: Streams, knobs: Knobs) -> Fault:
        return self.fault

    def draw(self, spec: Fault, canvas: Canvas) -> Drawing:
        surface = Surface(220, 200, canvas, (230, 230, 230))
        if not spec.blank:
            surface.rect(BOX, (20, 20, 20), "box")
        if spec.halo:
            surface.rect((200, 100, 201, 101), (20, 20, 20), "box")
        for name, shape in (("quad", QUAD), ("bow", BOW)):
            if canvas.paints(name):
                path = skia.Path.Polygon([skia.Point(*map(float, point)) for point in shape], True)  # noqa: FBT003
                surface.skia.drawPath(path, skia.Paint(AntiAlias=True, Color=skia.Color(60, 90, 160)))
        builder = SceneBuilder([(220, 200)])
        plot = builder.add("plot", 0, (5, 5, 215, 195))
        x = spec.shift + (1.0 if spec.moved and not canvas.paints("box") else 0.0)
        left, top, right, bottom = BOX
        builder.add("mark", plot, (left + x, top, right + x + spec.grow, bottom), paint=spec.paint)
        builder.add("mark", plot, QUAD, paint="quad")
        builder.add("mark", plot, BOW, paint="bow")
        return Drawing.of((surface.pixels(),), builder.build([]))


def failures(fault: Fault, effects: Any = ()) -> list[str]:
    audited, found = prove(Marks(fault), KEY, Knobs(), effects)
    assert audited >= 2
    return found


@pytest.mark.parametrize("effects", [(), WARPED, (("rotation", 1.0),), (("perspective", 1.0), ("blur", 1.0))])
def test_true_labels_pass(effects: Any) -> None:
    assert failures(Fault(), effects) == []


@pytest.mark.parametrize(
    ("fault", "complaint"),
    [
        (Fault(shift=2.6), "outside its shape"),
        (Fault(grow=2.6), "beyond its ink"),
        (Fault(paint=""), "no paint name"),
        (Fault(halo=True), "away from"),
        (Fault(moved=True), "moved the labels"),
        (Fault(blank=True), "has no ink"),
        (Fault(paint="quad"), "has no ink"),
    ],
)
def test_false_labels_are_caught(fault: Fault, complaint: str) -> None:
    assert any(complaint in text for text in failures(fault))


def test_small_slips_within_the_allowance_pass() -> None:
    assert failures(Fault(shift=0.9)) == []
    assert failures(Fault(grow=1.9)) == []


def test_a_shifted_label_is_caught_after_a_warp_too() -> None:
    assert failures(Fault(shift=4.0), (("rotation", 0.7), ("perspective", 0.4)))


def test_jpeg_is_left_out() -> None:
    with pytest.raises(ValueError, match="JPEG"):
        prove(Marks(Fault()), KEY, Knobs(), (("jpeg", 0.5),))
