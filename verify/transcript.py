"""The check `text`: what a content says in words is what its regions read, and nothing of it is missing.

Texts are compared without blanks, because a line break may stand where the content has a blank; where words are parted
at line ends, hyphens are left out too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from proofpress_core.roles import Level
from verify.faults import Faults
from verify.record import View

_SET_IN_ONE = "[,，、·|/]?"
"""What may stand for a line break where the lines of an address are set in one."""
_HYPHENS = str.maketrans("", "", "-‐\u00ad")
Said = Iterator[tuple[str, str]]


def check_text(view: View, faults: Faults) -> None:
    """Every text of every content is compared with the regions that carry its ref."""
    if int(view.table.level.max()) < Level.LINE:
        return
    shown = shown_texts(view)
    _check_captions(view, shown, faults)
    for number, content in enumerate(view.contents):
        for ref, said in _SAYS[content["type"]](content):
            faults.count("texts")
            _compare(view, faults, f"{content['id']} {ref}", said, shown.get((number, ref)))


def _check_captions(view: View, shown: dict[tuple[int, str], list[str]], faults: Faults) -> None:
    """A table's caption is its own region, or in a document that of a caption node with the same text."""
    nodes = [node for content in view.contents for node in content.get("nodes", ()) if node.get("role") == "caption"]
    in_documents = {bare(node["text"]) for node in nodes}
    for number, content in enumerate(view.contents):
        if content["type"] == "Grid" and bare(content["caption"]) not in in_documents:
            _compare(view, faults, f"{content['id']} caption", content["caption"], shown.get((number, "caption")))


def shown_texts(view: View) -> dict[tuple[int, str], list[str]]:
    """Texts of the outermost regions of each content place and ref, in reading order, without blanks."""
    table = view.table
    parent = table.parent
    named = np.array([bool(ref) for ref in table.refs])[table.ref]
    inner = (parent >= 0) & (table.ref[parent] == table.ref) & (table.content[parent] == table.content)
    rows = np.flatnonzero(named & ~inner & (table.content >= 0))
    result: dict[tuple[int, str], list[str]] = {}
    for content, ref, text in zip(
        table.content[rows].tolist(), table.ref[rows].tolist(), view.texts(rows), strict=True
    ):
        result.setdefault((content, table.refs[ref]), []).append(bare(text))
    return result


def bare(text: str) -> str:
    """A text without its blanks."""
    return "".join(text.split())


def _compare(view: View, faults: Faults, name: str, said: str, shown: list[str] | None) -> None:
    """A text stands in one place, in pieces one after the other, or whole in several (a header on every page)."""
    if shown is None:
        faults.demand(not bare(said), "missing", f"{name} says {said[:40]!r}, no region shows it")
        return
    fold = _unhyphened if np.any(view.table.joins >= 0) else bare
    pieces = [fold(text) for text in shown]
    wanted = re.compile(_SET_IN_ONE.join(re.escape(fold(line)) for line in said.split("\n")))
    if not wanted.fullmatch("".join(pieces)) and not all(wanted.fullmatch(piece) for piece in pieces):
        faults.add("text", f"{name} says {said[:40]!r}, its region reads {' '.join(shown)[:40]!r}")


def _unhyphened(text: str) -> str:
    return bare(text).translate(_HYPHENS)


def _chart(content: dict[str, Any]) -> Said:
    yield from ((label["ref"], label["text"]) for label in content["labels"])


def _grid(content: dict[str, Any]) -> Said:
    yield from ((f"cell/{place}", cell["text"]) for place, cell in enumerate(content["cells"]))


def _document(content: dict[str, Any]) -> Said:
    for node in content["nodes"]:
        if node["role"] == "field":
            yield f"node/{node['id']}/key", node["key"]
            yield f"node/{node['id']}/value", node["text"]
        elif not node["content"]:
            yield f"node/{node['id']}", node["text"]


def _scene_text(content: dict[str, Any]) -> Said:
    yield from ((f"line/{place}", line) for place, line in enumerate(content["lines"]))


def _math(content: dict[str, Any]) -> Said:
    yield "statement", content["statement"]


def _formula(content: dict[str, Any]) -> Said:
    yield from ()


_SAYS: dict[str, Callable[[dict[str, Any]], Said]] = {
    "ChartData": _chart, "Grid": _grid, "DocumentTree": _document, "SceneText": _scene_text, "MathProblem": _math,
    "FormulaTree": _formula,
}  # fmt: skip
