"""The browser: found or named as missing, restarted when it dies, renewed, closed; plotly's bars read back."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from fontTools.ttLib import TTFont

from proofpress_core.errors import BackendError, Reject
from proofpress_core.regions import UNIT
from proofpress_core.rng import Key, Streams
from renderers._backends import browser, plotly_page
from renderers.base import Canvas, Drawing, Knobs, generators
from templates.fonts import Font, font

_UPRIGHT = {"mode": "grouped", "orientation": "vertical"}


@pytest.fixture(autouse=True, scope="module")
def _closed_browser() -> Iterator[None]:
    yield
    browser.shut_down()


def made(index: int, name: str = "bar") -> tuple[Any, Drawing]:
    generator = generators[f"charts/plotly_{name}"]()
    settings = _UPRIGHT if name == "bar" else {}
    for attempt in range(8):
        key = Key(seed=4, split="train", generator=generator.id, version=1, index=index, attempt=attempt)
        try:
            spec = generator.sample(Streams(key), Knobs(language=("en", "zh")[index % 2], settings=settings))
            return spec, generator.draw(spec, Canvas())
        except Reject:
            continue
    raise AssertionError("eight rejects in a row")


@pytest.fixture
def running() -> browser.Browser:
    made(0)
    return browser._running[0]


def test_values_are_read_back_within_a_pixel() -> None:
    for index in range(3):
        spec, drawing = made(index)
        axis, regions = drawing.scene.axes[1], drawing.scene.regions
        for row, value in enumerate(spec.data.relations[0].column("value").values):
            mark = regions[int(next(r for r in regions.find(0, f"row/{row}")))]
            x, y = np.array(mark.anchor) / UNIT
            assert abs(axis.value(x, y) - float(value)) <= axis.per_pixel


def regions_of(drawing: Drawing, rows: int) -> list[Any]:
    """The marks of rows, in order."""
    regions = drawing.scene.regions
    return [regions[int(next(iter(regions.find(0, f"row/{row}"))))] for row in range(rows)]


def area(points: Any) -> float:
    x, y = np.array(points, dtype=np.float64).T / UNIT
    return abs(float(x @ np.roll(y, -1) - y @ np.roll(x, -1))) / 2


@pytest.mark.parametrize("name", ["pie", "sunburst"])
def test_sectors_are_to_one_another_as_their_values(name: str) -> None:
    for index in range(2):
        spec, drawing = made(index, name)
        values = np.array(spec.data.relations[0].column("value").values, dtype=np.float64)
        areas = np.array([area(region.points) for region in regions_of(drawing, len(values))])
        assert np.abs(areas / areas.sum() - values / values.sum()).max() < 0.003


@pytest.mark.parametrize("name", ["line", "area", "histogram", "candlestick", "box"])
def test_anchors_stand_at_their_values(name: str) -> None:
    spec, drawing = made(0, name)
    values = spec.data.relations[0].column("value").values
    axis = next(axis for axis in drawing.scene.axes if axis.name == ("x" if spec.lying else "y"))
    count = len(dict.fromkeys(spec.data.relations[0].columns[1].values))
    for row, region in enumerate(regions_of(drawing, len(values))):
        end = sum(values[row % count : row + 1 : count]) if spec.mode == "stacked" else values[row]
        x, y = np.array(region.anchor) / UNIT
        assert abs(axis.value(x, y) - float(end)) <= 0.6 * axis.per_pixel


def test_lines_run_through_their_markers() -> None:
    spec, drawing = made(0, "line")
    regions = drawing.scene.regions
    line = regions[int(next(iter(regions.find(0, "series/0"))))].points / UNIT
    marks = regions_of(drawing, len(spec.data.relations[0].columns[0].values) // len(spec.look.colours))
    for mark in marks:
        assert np.hypot(*(line - np.array(mark.anchor) / UNIT).T).min() <= spec.look.style.line_width + 1


def test_widths_of_stages_are_to_one_another_as_their_values() -> None:
    spec, drawing = made(0, "funnel")
    values = np.array(spec.data.relations[0].column("value").values, dtype=np.float64)
    widths = np.array([np.ptp(region.points[:, 0]) / UNIT for region in regions_of(drawing, len(values))])
    assert np.abs(widths / widths[0] - values / values[0]).max() < 0.01


def test_parts_of_treemaps_lie_in_the_plot_and_apart() -> None:
    spec, drawing = made(0, "treemap")
    boxes = [np.vstack([r.points.min(axis=0), r.points.max(axis=0)]) / UNIT
             for r in regions_of(drawing, len(spec.data.relations[0].columns[0].values))]  # fmt: skip
    for k, one in enumerate(boxes):
        for other in boxes[:k]:
            assert (np.minimum(one[1], other[1]) - np.maximum(one[0], other[0])).min() <= 1.5


def test_a_dead_browser_is_replaced(running: browser.Browser) -> None:
    first = made(1)[1].pages[0]
    os.killpg(running.pid, signal.SIGKILL)
    again = made(1)[1].pages[0]
    assert browser._running[0] is not running
    assert np.array_equal(first, again)


def test_the_browser_is_renewed_after_its_uses(running: browser.Browser) -> None:
    running.uses = browser.RENEW_AFTER
    made(1)
    assert browser._running[0] is not running
    assert running.pid == 0


def test_closing_ends_the_process_and_removes_the_profile(running: browser.Browser) -> None:
    pid, profile = running.pid, Path(running._profile)
    assert profile.is_dir()
    browser.shut_down()
    for _ in range(200):
        if not Path(f"/proc/{pid}").exists():
            break
        time.sleep(0.01)
    assert not Path(f"/proc/{pid}").exists()
    assert not profile.exists()


def test_nothing_is_left_of_a_worker_that_was_killed() -> None:
    script = "from renderers._backends import browser; b = browser.Browser(); print(b._profile, flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as worker:
        assert worker.stdout is not None
        profile = Path(worker.stdout.readline().strip())
        assert profile.is_dir()
        assert not any(profile.name in told for told in browser.leaked())
        worker.kill()
        worker.wait()
        for _ in range(500):
            left = [told for told in browser.leaked() if profile.name in told]
            if not left:
                break
            time.sleep(0.02)
    assert left == []
    assert not profile.exists()


def test_a_browser_that_is_not_in_use_counts_as_left_behind() -> None:
    stray = browser.Browser()
    name = Path(stray._profile).name
    assert [told.split()[0] for told in browser.leaked() if name in told].count("folder") == 1
    assert any(told.startswith("process") and name in told for told in browser.leaked())
    stray.close()
    assert not any(name in told for told in browser.leaked())


def test_folders_of_killed_keepers_are_swept(running: browser.Browser) -> None:
    ended = subprocess.Popen(["true"])
    ended.wait()
    folder = Path(tempfile.mkdtemp(prefix=f"{browser._PREFIX}{ended.pid}-"))
    browser._sweep()
    assert not folder.exists()
    assert Path(running._profile).exists()


def test_the_page_tells_what_it_could_not_do(running: browser.Browser) -> None:
    with pytest.raises(ValueError, match="no such thing"):
        running.evaluate("(() => { throw new Error('no such thing') })()")


def test_no_browser_is_said_with_its_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    browser.shut_down()
    monkeypatch.setenv("BROWSER_PATH", "/nowhere/chromium")
    assert browser.find_browser() is None
    with pytest.raises(BackendError, match="chromium-headless-shell"):
        made(0)


def stray(face: Font, folder: Path, suffix: str) -> Font:
    """A face under a name that the system's font configuration does not know."""
    path = folder / f"stray{suffix}"
    with TTFont(face.path) as opened:
        for record in opened["name"].names:
            if record.nameID in (1, 4, 6, 16):
                record.string = "StrayTestFace"
        opened.save(path)
    return replace(face, path=path)


def test_a_font_unknown_to_the_system_is_read_from_its_file(tmp_path: Path, running: browser.Browser) -> None:
    face = stray(font("dejavu-serif"), tmp_path, ".ttf")
    plotly_page._load(running, face)
    family = plotly_page.family_of(face)
    assert running.evaluate(f"[...document.fonts].some(f => f.family === {json.dumps(family)})")


def test_an_unknown_face_of_a_collection_is_named(tmp_path: Path, running: browser.Browser) -> None:
    face = stray(font("dejavu-serif"), tmp_path, ".ttc")
    with pytest.raises(BackendError, match="StrayTestFace"):
        plotly_page._load(running, face)
