"""Plotly figures drawn in the browser: pixels, and where plotly put every bar, key and character.

Places come from the DOM after drawing. A character's box is its pen place there plus the glyph's outline extent from
the same font file, so it is the extent of the ink and not of the line.
"""

from __future__ import annotations

import base64
import functools
import importlib.util
import json
import math
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from fontTools.ttLib import TTFont

from proofpress_core.errors import BackendError, Reject
from proofpress_core.scene_builder import Box, Cluster
from renderers._backends.browser import Browser, with_browser
from renderers._backends.display import Point, Recording
from renderers._backends.shaping import shape
from renderers.base import Canvas
from templates.fonts import Font

FAMILY = "proofpress"
_LEAST_SIZE = 10.5
_LEVEL = 1e-6
_HTML = (
    "<style>body{margin:0}#chart text{font-feature-settings:'liga' 0,'clig' 0,'calt' 0;"
    "text-rendering:geometricPrecision}</style><div id='chart'></div>"
)


@dataclass(frozen=True, slots=True)
class PlotlyFigure:
    """A figure as plotly's JSON, its size in pixels, the names of its annotations' lines in their order, and the faces
    that it is set in."""

    figure: dict[str, Any]
    width: int
    height: int
    words: tuple[tuple[str, ...], ...]
    faces: tuple[Font, ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """What was painted, the plot's box, and of every mark its own origin and, where that was asked for, its outline, in
    pixels."""

    recording: Recording
    plot: Box
    origins: dict[str, Point]
    outlines: dict[str, list[Point]]


def draw(drawn: PlotlyFigure, canvas: Canvas) -> Drawn:
    """Draw a figure. BackendError without a browser; Reject (`text_shrunk`) where plotly made a text tiny."""
    report, image = with_browser(_prepare, lambda browser: _draw(browser, drawn, canvas))
    pixels = cv2.cvtColor(cv2.imdecode(np.frombuffer(image, dtype=np.uint8), cv2.IMREAD_COLOR), cv2.COLOR_BGR2RGB)
    faces = {family_of(face): face for face in drawn.faces}
    lines = {name: _clusters(name, text, faces) for name, text in report["texts"].items()}
    marks = report["marks"]
    recording = Recording(pixels, lines, {name: _box(mark["box"]) for name, mark in marks.items()})
    return Drawn(
        recording, _box(report["plot"]), {name: _point(mark["at"]) for name, mark in marks.items() if "at" in mark},
        {name: [_point(p) for p in mark["points"]] for name, mark in marks.items() if "points" in mark},
    )  # fmt: skip


def _prepare(browser: Browser) -> None:
    """Put plotly and our own script into the browser's blank page."""
    frame = browser.call("Page.getFrameTree")["frameTree"]["frame"]["id"]
    browser.call("Page.setDocumentContent", frameId=frame, html=_HTML)
    browser.evaluate(_plotly_source() + "\n;0")
    browser.evaluate(files("renderers._backends").joinpath("plotly_page.js").read_text(encoding="utf-8") + "\n;0")


def _draw(browser: Browser, drawn: PlotlyFigure, canvas: Canvas) -> tuple[dict[str, Any], bytes]:
    browser.call("Emulation.setDeviceMetricsOverride", width=drawn.width, height=drawn.height, deviceScaleFactor=1,
                 mobile=False)  # fmt: skip
    for face in drawn.faces:
        _load(browser, face)
    arguments = (drawn.figure, drawn.words, sorted(canvas.hide))
    report = browser.evaluate(f"proofpress.draw({', '.join(json.dumps(argument) for argument in arguments)})")
    clip = {"x": 0, "y": 0, "width": drawn.width, "height": drawn.height, "scale": 1}
    shot = browser.call("Page.captureScreenshot", format="png", optimizeForSpeed=True, clip=clip)
    return report, base64.b64decode(shot["data"])


def _load(browser: Browser, face: Font) -> None:
    """Make a face known to the page: by name where the system's font configuration has it, else from its file.
    BackendError for a face of a collection that only we know of."""
    if not browser.evaluate(f"proofpress.load({json.dumps(family_of(face))}, {json.dumps(_local(face))})"):
        if face.path.suffix.lower() == ".ttc":
            advice = "install the font's package, so that fc-list names it"
            raise BackendError("browser", f"the browser does not know {_full_name(face)}", advice)
        data = base64.b64encode(face.path.read_bytes()).decode()
        source = f"url(data:font/{face.path.suffix[1:].lower()};base64,{data})"
        if not browser.evaluate(f"proofpress.load({json.dumps(family_of(face))}, {json.dumps(source)})"):
            raise BackendError("browser", f"the browser cannot read {face.path}", "reinstall the font's package")


def _local(face: Font) -> str:
    """The CSS source of a face that the system's font configuration has."""
    return f'local("{_full_name(face)}")'


def family_of(face: Font) -> str:
    """The CSS family under which the page knows a face: one family for each, so that none is ever made up."""
    return f"{FAMILY}-{face.path.stem}-{face.face}"


def _clusters(name: str, text: dict[str, Any], faces: dict[str, Font]) -> list[Cluster]:
    """Clusters of a line from its characters and their pen places. The page may set a level line's baseline on the
    next whole pixel, or where it is: an extent holds both."""
    (across, down), face = text["turn"], faces[text["family"].strip("\"'")]
    scale = math.hypot(across, down)
    level, size, clusters = abs(down) < _LEVEL, text["size"] * scale, []
    if size < _LEAST_SIZE:
        raise Reject("text_shrunk", text["text"])
    for number, (char, (x, y)) in enumerate(zip(text["text"], text["pens"], strict=True)):
        ink = shape(char, face, size).ink() if char.strip() else None
        extent: Any = None
        if ink is not None and level:
            extent = (ink[0] + x, ink[1] + min(y, round(y)), ink[2] + x, ink[3] + max(y, round(y)))
        elif ink is not None:
            corners = [(ink[0], ink[1]), (ink[2], ink[1]), (ink[2], ink[3]), (ink[0], ink[3])]
            extent = tuple(
                (x + (u * across - v * down) / scale, y + (u * down + v * across) / scale) for u, v in corners
            )
        clusters.append(Cluster(char, extent, f"{name}#{number}"))
    return clusters


def _point(values: list[float]) -> Point:
    return float(values[0]), float(values[1])


def _box(values: list[float]) -> Box:
    x0, y0, x1, y1 = (float(value) for value in values)
    return x0, y0, x1, y1


@functools.cache
def _full_name(face: Font) -> str:
    """The PostScript name by which the system's font configuration finds exactly this face."""
    with TTFont(face.path, fontNumber=face.face, lazy=True) as opened:
        return str(opened["name"].getDebugName(6))


@functools.cache
def _plotly_source() -> str:
    spec = importlib.util.find_spec("plotly")
    if spec is None or spec.origin is None:
        raise BackendError("plotly", "the package is not installed", "pip install plotly")
    return (Path(spec.origin).parent / "package_data" / "plotly.min.js").read_text(encoding="utf-8")
