"""The gallery: complete, self-contained, harmless whatever its texts hold; what it draws lies where the labels say."""

from __future__ import annotations

import base64
import io
import json
import re
import time
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from PIL import Image

from proofpress import gallery
from proofpress.gallery import LAYERS, write_gallery
from proofpress.gallery_cards import card
from proofpress.stored import Stored, shards_of
from proofpress_core.errors import ConfigError
from proofpress_core.regions import UNIT, Region, Regions
from proofpress_core.roles import ROLES
from renderers._backends.browser import Browser

HOSTILE = """</script><img src=x onerror="document.title='hacked'">'"&amp;<!--\u2028 ${1}"""
LAYER_COLOURS = {"cells": (208, 71, 47), "marks": (194, 24, 107), "words": (31, 143, 77)}
EVIDENCE = (240, 160, 0)
NOISE = 24
"""Two shots of one picture differ by less: edges are scaled again when something over them is painted."""


class Window:
    """A page in headless Chromium, looked at and clicked on as a reader would."""

    def __init__(self, html: Path) -> None:
        self.browser = Browser()
        self.browser.call(
            "Emulation.setDeviceMetricsOverride", width=1300, height=900, deviceScaleFactor=1, mobile=False
        )
        self.browser.call("Page.navigate", url=html.as_uri())
        self.wait("document.readyState === 'complete' && document.querySelectorAll('.thumb').length > 0")

    def wait(self, condition: str) -> None:
        deadline = time.monotonic() + 30
        while not self.browser.evaluate(condition):
            assert time.monotonic() < deadline, f"never: {condition}"
            time.sleep(0.02)

    def value(self, expression: str) -> Any:
        return self.browser.evaluate(expression)

    def open(self, slug: str) -> None:
        self.value(f"document.querySelector('[data-id=\"{slug}\"]').click()")
        self.wait(f"document.getElementById('sample').dataset.ready === '{slug}'")

    def key(self, name: str) -> None:
        for kind in ("keyDown", "keyUp"):
            self.browser.call("Input.dispatchKeyEvent", type=kind, key=name)

    def mouse(self, selector: str, kind: str = "mouseMoved") -> None:
        x, y = self.value(
            f"(() => {{ const node = document.querySelector({json.dumps(selector)}); node.scrollIntoView();"
            "const { left, top, width, height } = node.getBoundingClientRect();"
            "return [left + width / 2, top + height / 2]; })()"
        )
        self.browser.call("Input.dispatchMouseEvent", type="mouseMoved", x=x, y=y)
        if kind == "click":
            for press in ("mousePressed", "mouseReleased"):
                self.browser.call("Input.dispatchMouseEvent", type=press, x=x, y=y, button="left", clickCount=1)

    def pixels(self) -> np.ndarray:
        """The screen, after the next frame."""
        self.value("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        shot = base64.b64decode(self.browser.call("Page.captureScreenshot", format="png")["data"])
        with Image.open(io.BytesIO(shot)) as picture:
            return np.asarray(picture.convert("RGB")).astype(np.int64)

    def page(self) -> tuple[float, float, float, float]:
        """Left, top, width and height of the shown page on the screen."""
        box = self.value("(() => { const b = document.querySelector('.page').getBoundingClientRect();"
                         "return [b.left, b.top, b.width, b.height]; })()")  # fmt: skip
        return tuple(box)


@pytest.fixture(scope="module")
def written(six_domains: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_gallery(six_domains, tmp_path_factory.mktemp("gallery") / "gallery.html")


@pytest.fixture(scope="module")
def window(written: Path) -> Iterator[Window]:
    shown = Window(written)
    yield shown
    shown.browser.close()


@pytest.fixture(scope="module")
def stored(six_domains: Path) -> dict[str, Stored]:
    return {sample.slug: sample for shard in shards_of(six_domains) for sample in shard}


def regions_of(sample: Stored) -> Regions:
    return Regions.from_json(sample.record["scene"]["regions"])


def on_screen(region: Region, sample: Stored, frame: tuple[float, float, float, float]) -> np.ndarray:
    """Corners of a region on the screen, in pixels."""
    left, top, width, _ = frame
    points = region.points / UNIT
    if region.shape == "box":
        (x0, y0), (x1, y1) = points
        points = np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1]])
    return points * (width / sample.flat["width"]) + (left, top)


def compare(before: np.ndarray, after: np.ndarray, shapes: list[np.ndarray], colour: tuple[int, int, int]) -> None:
    """What changed lies in the shapes (grown by 3 px), and pixels that went a good part of the way
    to the colour run along at least 95 % of every border."""
    inside = np.zeros(before.shape[:2], dtype=np.uint8)
    for shape in shapes:
        cv2.fillPoly(inside, [np.rint(shape).astype(np.int32)], 1)
        cv2.polylines(inside, [np.rint(shape).astype(np.int32)], isClosed=True, color=1, thickness=7)
    changed = np.abs(after - before).max(axis=2) > NOISE
    assert changed.any()
    assert not (changed & (inside == 0)).any()
    way = np.array(colour) - before
    moved = ((after - before) * way).sum(axis=2) / np.maximum((way * way).sum(axis=2), 1)
    drawn = (moved > 0.3) | (np.abs(way).max(axis=2) < 40)
    near = cv2.dilate(drawn.astype(np.uint8), np.ones((5, 5), np.uint8))
    for shape in shapes:
        along = [a + (b - a) * share for a, b in zip(shape, np.roll(shape, -1, 0), strict=True)
                 for share in np.linspace(0, 1, max(2, int(np.hypot(*(b - a)))))]  # fmt: skip
        x, y = np.floor(np.array(along)).astype(int).T
        assert near[y, x].mean() > 0.95


def of_generator(stored: dict[str, Stored], name: str) -> Stored:
    return next(sample for sample in stored.values() if sample.flat["generator"] == name)


@pytest.mark.parametrize(
    ("generator", "layer"), [("tables/ruled", "cells"), ("charts/bar", "marks"), ("scene_text/line", "words")]
)
def test_a_layer_is_drawn_where_its_regions_are(
    generator: str, layer: str, window: Window, stored: dict[str, Stored]
) -> None:
    sample = of_generator(stored, generator)
    window.open(sample.slug)
    frame, before = window.page(), window.pixels()
    window.mouse(f"input[value={layer}]", "click")
    window.value("document.activeElement.blur()")
    after = window.pixels()
    window.mouse(f"input[value={layer}]", "click")
    left, top, width, height = (round(side) for side in frame)
    stage = np.s_[top : top + height, left : left + width]
    regions = regions_of(sample)
    rows = regions.having(*LAYERS[layer])
    assert len(rows) > 0
    shapes = [on_screen(regions[int(row)], sample, frame) - (left, top) for row in rows]
    compare(before[stage], after[stage], shapes, LAYER_COLOURS[layer])
    window.mouse("#title")
    assert (np.abs(window.pixels()[stage] - before[stage]).max(axis=2) <= NOISE).all()


def test_pointing_at_a_factor_lights_its_evidence(window: Window, stored: dict[str, Stored]) -> None:
    sample = of_generator(stored, "tables/ruled")
    window.open(sample.slug)
    frame, before = window.page(), window.pixels()
    evidence = sample.record["questions"][0]["factors"][0]["evidence"]
    assert window.value("document.querySelector('.factor').dataset.evidence") == " ".join(map(str, evidence))
    window.mouse(".factor")
    after = window.pixels()
    left, top, width, height = (round(side) for side in frame)
    stage = np.s_[top : top + height, left : left + width]
    regions = regions_of(sample)
    shapes = [on_screen(regions[row], sample, frame) - (left, top) for row in evidence]
    compare(before[stage], after[stage], shapes, EVIDENCE)


def test_a_sample_shows_all_there_is_to_know(window: Window, stored: dict[str, Stored], six_domains: Path) -> None:
    sample = next(sample for sample in stored.values() if sample.flat["pages"] == 2)
    window.open(sample.slug)
    text = window.value("document.getElementById('sample').innerText")
    assert f"proofpress replay {sample.slug} --from {six_domains}" in text
    for question in sample.record["questions"]:
        for part in [question["answer"]["value"], *(factor["sub_question"] for factor in question["factors"])]:
            assert part in text
    for verdict in sample.record["verdicts"]:
        assert verdict["check"] in text
    assert window.value("document.querySelectorAll('.page img').length") == 2
    assert window.value("document.querySelectorAll('.question').length") == len(sample.record["questions"])


def test_arrows_walk_and_escape_closes(window: Window, stored: dict[str, Stored]) -> None:
    order = window.value("[...document.querySelectorAll('.thumb')].map((thumb) => thumb.dataset.id)")
    assert sorted(order) == sorted(stored)
    window.open(order[1])
    window.key("ArrowRight")
    window.wait(f"document.getElementById('sample').dataset.ready === '{order[2]}'")
    window.key("ArrowLeft")
    window.wait(f"document.getElementById('sample').dataset.ready === '{order[1]}'")
    window.value("close()")
    assert window.value("document.getElementById('sample').open") is False


def test_every_role_but_the_page_is_in_one_layer() -> None:
    assert sorted(role for roles in LAYERS.values() for role in roles) == sorted(set(ROLES) - {"page"})


def test_every_layer_has_a_colour() -> None:
    style = gallery._part("gallery.css")
    for layer in (*LAYERS, "evidence"):
        assert re.search(rf"--{layer}: #[0-9a-f]{{6}};", style)
    for layer, (red, green, blue) in LAYER_COLOURS.items():
        assert f"--{layer}: #{red:02x}{green:02x}{blue:02x};" in style


class Sources(HTMLParser):
    """Addresses that a page asks for, and its scripts."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []
        self.scripts = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.scripts += tag == "script"
        self.asked += [value or "" for name, value in attrs if name in ("src", "href", "srcset", "action")]


def test_the_file_asks_for_nothing_and_is_the_same_every_time(written: Path, six_domains: Path, tmp_path: Path) -> None:
    text = written.read_text(encoding="utf-8")
    sources = Sources()
    sources.feed(text)
    assert sources.asked == []
    assert sources.scripts == 3
    assert "default-src 'none'" in text
    assert written.stat().st_size <= gallery.LIMIT
    assert write_gallery(six_domains, tmp_path / "new" / "again.html").read_bytes() == written.read_bytes()


def test_a_limit_leaves_out_samples_of_all_domains_alike(
    six_domains: Path, stored: dict[str, Stored], written: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit = written.stat().st_size // 2
    monkeypatch.setattr(gallery, "LIMIT", limit)
    path = write_gallery(six_domains, tmp_path / "small.html")
    assert path.stat().st_size <= limit
    found = re.search(r'id="cards">(.*?)</script>', path.read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None
    domains = [shown["domain"] for shown in json.loads(found[1])]
    assert 0 < len(domains) < len(stored)
    assert max(map(domains.count, domains)) - min(map(domains.count, domains)) <= 1


def test_every_first_part_of_a_spread_line_reaches_over_the_whole() -> None:
    spread = gallery._spread(list(range(60)))  # type: ignore[arg-type]
    assert sorted(spread) == list(range(60))
    for count in (4, 8, 16, 32):
        assert max(np.diff(sorted(spread[:count]))) <= 2 * 64 / count  # type: ignore[type-var]


def hostile(sample: Stored) -> Stored:
    """The sample with a hostile text in every place where a text can stand."""
    record = json.loads(json.dumps(sample.record))
    for question in record["questions"]:
        question["text"] = question["answer"]["value"] = HOSTILE
        question["answer"]["aliases"] = [HOSTILE]
        question["program"]["nodes"][0]["params"] = [HOSTILE]
        for factor in question["factors"]:
            factor["sub_question"] = HOSTILE
    record["verdicts"][0]["reason"] = HOSTILE
    record["provenance"]["fonts"] = [HOSTILE]
    record["scene"]["regions"]["refs"] = [HOSTILE] * len(record["scene"]["regions"]["refs"])
    return Stored(members=sample.members, flat={**sample.flat, "generator": f"charts/{HOSTILE}"}, record=record)


def test_hostile_texts_are_shown_and_never_run(six_domains: Path, stored: dict[str, Stored], tmp_path: Path) -> None:
    sample = of_generator(stored, "charts/bar")
    reject = {"id": HOSTILE, "generator": HOSTILE, "stage": HOSTILE, "reason": HOSTILE, "detail": HOSTILE}
    head = {
        **gallery._run(six_domains, shards_of(six_domains)), "name": HOSTILE, "folder": f"a b'{HOSTILE}",
        "rejects": [reject], "lost": [[HOSTILE, "draw", HOSTILE, 3]],
        "layers": [{"name": name, "roles": list(roles)} for name, roles in LAYERS.items()],
        "roles": list(ROLES), "shapes": ["box", "quad", "polygon", "polyline"],
    }  # fmt: skip
    path = tmp_path / "hostile.html"
    path.write_bytes(gallery._filled(head, [card(hostile(sample))]))
    sources = Sources()
    sources.feed(path.read_text(encoding="utf-8"))
    assert (sources.asked, sources.scripts) == ([], 3)
    window = Window(path)
    try:
        window.open(sample.slug)
        window.mouse("input[value=marks]", "click")
        assert window.value("document.querySelector('.question .text').textContent") == HOSTILE
        assert window.value("document.querySelector('.answer strong').textContent") == HOSTILE
        assert window.value("document.getElementById('name').textContent") == HOSTILE
        assert HOSTILE in window.value("document.getElementById('rejects').textContent")
        assert window.value("document.title") == f"{HOSTILE} · Proofpress gallery"
        assert window.value("document.querySelectorAll('script').length") == 3
        assert window.value("[...document.images].every((image) => image.src.startsWith('data:image/webp'))")
    finally:
        window.browser.close()


def test_what_cannot_be_shown_is_said(six_domains: Path, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"plan\.json"):
        write_gallery(tmp_path, tmp_path / "gallery.html")
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(ConfigError, match="--out"):
        write_gallery(six_domains, tmp_path / "file" / "gallery.html")
