"""One HTML file to look at a folder's samples: pictures with every label drawn over them, questions with their
evidence, rejects, and the command that makes a sample again.

The file needs nothing but a browser: pictures, data, style and script are in it, and its content policy forbids any
request. All texts travel as JSON and are set as text, never as markup.
"""

from __future__ import annotations

import json
import re
from importlib import resources
from itertools import zip_longest
from pathlib import Path
from typing import Any

from proofpress.folder import Folder
from proofpress.gallery_cards import card
from proofpress.shards import MARKER, read_marker, write_atomically
from proofpress.stored import Shard, shards_of
from proofpress_core.errors import ConfigError
from proofpress_core.roles import ROLES, SHAPES

LIMIT = 15_000_000
"""Bytes of the file; samples that would make it larger are left out, evenly over the domains."""
PER_DOMAIN = 80
REJECTS = 50
LAYERS: dict[str, tuple[str, ...]] = {
    "blocks": (
        "title", "subtitle", "caption", "paragraph", "heading", "list_item", "table", "figure", "plot", "axis",
        "legend", "formula", "text_block", "sign", "header", "footer", "footnote", "author", "field", "statement",
        "solution", "form", "source_note", "page_number",
    ),
    "parts": (
        "row", "legend_entry", "axis_label", "tick", "field_key", "field_value", "legend_title", "step", "answer",
        "grid_line", "tick_label", "value_label", "mark_label", "annotation", "formula_node",
    ),
    "cells": ("cell",),
    "marks": ("mark", "legend_key", "series_line", "vertex", "side", "angle", "rule", "swatch", "colour_bar"),
    "lines": ("line",),
    "words": ("word", "token"),
    "characters": ("char",),
}  # fmt: skip
"""What is switched on and off together."""


def write_gallery(folder: str | Path, out: str | Path) -> Path:
    """Write the gallery of a folder of `make` (finished or not) to the file `out`; its path. Follows from the folder
    alone. ConfigError if the folder is none, holds a damaged sample, or the file cannot be written."""
    home, path = Path(folder), Path(out)
    page = _page(home)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, page)
    except OSError as error:
        raise ConfigError("--out", str(path), f"a file that can be written ({error.strerror})") from error
    return path


def _page(home: Path) -> bytes:
    shards = shards_of(home)
    head = {
        **_run(home, shards), "layers": [{"name": name, "roles": list(roles)} for name, roles in LAYERS.items()],
        "roles": list(ROLES), "shapes": list(SHAPES),
    }  # fmt: skip
    room = LIMIT - len(_filled(head, []))
    cards: list[dict[str, Any]] = []
    for shard, row in _chosen(shards):
        made = card(shard.read(row))
        room -= len(_script_json(made)) + 1
        if room < 0:
            break
        cards.append(made)
    return _filled(head, sorted(cards, key=lambda made: (made["domain"], made["id"])))


def _chosen(shards: list[Shard]) -> list[tuple[Shard, int]]:
    """At most PER_DOMAIN samples of each domain, evenly over its shards, in an order of which any first part holds
    all domains alike and each domain from its beginning to its end."""
    by_domain: dict[str, list[tuple[Shard, int]]] = {}
    for shard in shards:
        by_domain.setdefault(shard.domain, []).extend((shard, row) for row in range(len(shard.rows)))
    lines = [_spread(_evenly(places)) for _, places in sorted(by_domain.items())]
    return [place for turn in zip_longest(*lines) for place in turn if place is not None]


def _evenly(places: list[tuple[Shard, int]]) -> list[tuple[Shard, int]]:
    count = min(len(places), PER_DOMAIN)
    return [places[number * len(places) // count] for number in range(count)]


def _spread(places: list[tuple[Shard, int]]) -> list[tuple[Shard, int]]:
    """The same places in bit-reversed order: every first part of them is spread over the whole."""
    width = max(1, (len(places) - 1).bit_length())
    return [places[at] for at in (int(f"{n:0{width}b}"[::-1], 2) for n in range(1 << width)) if at < len(places)]


def _run(home: Path, shards: list[Shard]) -> dict[str, Any]:
    """What is said of the whole folder: its name and plan, samples by domain, rejects and the first of them."""
    plan = Folder(home).read_plan()
    markers = [read_marker(path) for path in sorted(home.glob(f"*{MARKER}"))]
    blocks = {marker["block"]["name"]: marker["block"] for marker in markers}
    counts: dict[str, int] = {}
    for shard in shards:
        counts[shard.domain] = counts.get(shard.domain, 0) + len(shard.rows)
    lost: dict[tuple[str, str, str], int] = {}
    for block in blocks.values():
        for generator, stage, reason, number in block["rejects"]:
            lost[generator, stage, reason] = lost.get((generator, stage, reason), 0) + number
    first = [reject for block in blocks.values() for reject in block["first_rejects"]]
    return {
        "name": plan.recipe.name, "plan": plan.digest, "folder": str(home), "counts": dict(sorted(counts.items())),
        "lost": [[*reason, number] for reason, number in sorted(lost.items(), key=lambda item: (-item[1], item[0]))],
        "rejects": first[:REJECTS],
    }  # fmt: skip


def _filled(head: dict[str, Any], cards: list[dict[str, Any]]) -> bytes:
    """The page with its parts in their places; what is put in is not looked at again."""
    parts = {"STYLE": _part("gallery.css"), "SCRIPT": _part("gallery.js"), "HEAD": _script_json(head),
             "CARDS": "[" + ",\n".join(map(_script_json, cards)) + "]"}  # fmt: skip
    return re.sub(r"@([A-Z]+)@", lambda found: parts[found[1]], _part("gallery.html")).encode()


def _part(name: str) -> str:
    return resources.files("proofpress").joinpath("gallery_page", name).read_text(encoding="utf-8")


def _script_json(value: object) -> str:
    """JSON that ends no script element, whatever its texts hold."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text
