"""The browser: found or named as missing, restarted when it dies, renewed, closed; plotly's bars read back."""

from __future__ import annotations

import json
import os
import signal
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


def made(index: int) -> tuple[Any, Drawing]:
    generator = generators["charts/plotly_bar"]()
    for attempt in range(8):
        key = Key(seed=4, split="train", generator="charts/plotly_bar", version=1, index=index, attempt=attempt)
        try:
            spec = generator.sample(Streams(key), Knobs(language=("en", "zh")[index % 2], settings=_UPRIGHT))
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
