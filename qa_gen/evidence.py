"""Which parts of a content an operation on that content looks at, as refs; and refs to region rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product
from typing import Any

from proofpress_core.content import (
    Cell,
    ChartData,
    DocumentTree,
    FormulaTree,
    Grid,
    MathProblem,
    SceneText,
    covered,
)  # fmt: skip
from proofpress_core.regions import Regions
from qa_gen.operations.grids import DASHES, row_name
from qa_gen.operations.sources import header_paths
from qa_gen.values import Evidence

_IN_SIGHT = 900
"""Permille of a region that must be visible for it to serve as evidence."""


def refs_of(op: str, content: Any, params: Sequence[str]) -> list[str]:
    """Refs of `content` that the operation reads directly; empty where it only passes the content on."""
    finder = _FINDERS.get(type(content))
    return finder(op, content, params) if finder else []


class Shown:
    """Finds the region rows that show a ref of a content."""

    def __init__(self, regions: Regions, content_ids: Sequence[str]) -> None:
        self._parents = regions.parent.tolist()
        self._visible = regions.visible.tolist()
        self._rows: dict[tuple[str, str], list[int]] = {}
        for row, (content, ref) in enumerate(zip(regions.content.tolist(), regions.ref.tolist(), strict=True)):
            if content >= 0 and regions.refs[ref]:
                self._rows.setdefault((content_ids[content], regions.refs[ref]), []).append(row)

    def in_sight(self, rows: Sequence[int]) -> bool:
        """Whether all these rows lie within the frame, uncovered, for nine tenths at least."""
        return all(self._visible[row] >= _IN_SIGHT for row in rows)

    def rows(self, evidence: Evidence) -> tuple[int, ...]:
        """Rows that carry one of these refs, of nested ones the outermost only, ascending."""
        kept: set[int] = set()
        for pair in evidence:
            found = self._rows.get(pair, ())
            kept.update(row for row in found if self._parents[row] not in found)
        return tuple(sorted(kept))


def _chart(op: str, chart: ChartData, params: Sequence[str]) -> list[str]:
    if op == "label":
        return [params[0]]
    if op in ("colour_of", "named_by_colour"):
        style = next((r for r in chart.relations if r.name == "style"), None)
        if style is None:
            return []
        pairs = zip(style.columns[0].values, style.column("colour").values, strict=True)
        return [f"legend/{place}" for place, pair in enumerate(pairs) if params[0] in pair]
    if op == "colours":
        return ["plot", *(f"legend/{place}" for place in range(len(chart.relations[-1].columns[0].values)))]
    return ["plot"] if op in ("chart_type", "has_label") else []


def _grid(op: str, grid: Grid, params: Sequence[str]) -> list[str]:
    def where(test: Callable[[Cell], bool]) -> list[str]:
        return [f"cell/{place}" for place, cell in enumerate(grid.cells) if test(cell)]

    if op in ("cell_number", "cell_text"):
        columns = [place for place, name in enumerate(header_paths(grid)) if name == params[1]]
        rows = [row for row in range(grid.header_rows, grid.rows) if row_name(grid, row) == params[0]]
        return where(lambda cell: any(place in covered(cell) for place in product(rows, columns)))
    if op in ("header_span", "header_above", "right_of", "below_cell"):
        return where(lambda cell: cell.text == params[0])
    if op == "row_count":
        return where(lambda cell: cell.col == 0 and cell.row >= grid.header_rows)
    if op == "column_count":
        return where(lambda cell: cell.row == max(grid.header_rows - 1, 0))
    if op == "empty_cells":
        return where(lambda cell: cell.row >= grid.header_rows and cell.text in DASHES)
    return []


def _document(op: str, document: DocumentTree, params: Sequence[str]) -> list[str]:
    if op == "page_count":
        return [f"node/{node.id}" for node in document.nodes if node.role in ("title", "footer", "header")]
    if op == "fields":
        return [f"node/{node.id}" for node in document.nodes if node.role in ("title", "field")]
    if op in ("field_number", "field_text"):
        return [f"node/{n.id}/value" for n in document.nodes if n.role == "field" and n.key == params[0]]
    if op == "node_count":
        return [f"node/{node.id}" for node in document.nodes if node.role == params[0]]
    if op == "headings":
        return [f"node/{n.id}" for n in document.nodes if n.role == "heading" and n.level == int(params[0])]
    if op.startswith("heading_"):
        return [f"node/{n.id}" for n in document.nodes if n.role == "heading" and n.text == params[0]]
    return []


def _formula(op: str, formula: FormulaTree, params: Sequence[str]) -> list[str]:
    if op in ("formula_value", "slope", "derivative", "expanded", "holds_at"):
        return [f"node/{formula.root}"]
    kind = {"symbol_count": "symbol", "symbols": "symbol", "formula_numbers": "number"}.get(op, "")
    if op == "kind_count":
        kind = params[0]
    if op.startswith("matrix"):
        kind = "matrix"
    wanted = params[0] if op == "symbol_count" else None
    return [
        f"node/{place}"
        for place, node in enumerate(formula.nodes)
        if node.kind == kind and (wanted is None or node.value == wanted)
    ]


def _scene_text(op: str, scene: SceneText, params: Sequence[str]) -> list[str]:
    if op == "line":
        return [f"line/{int(params[0]) - 1}"]
    if op == "line_last":
        return [f"line/{len(scene.lines) - 1}"]
    return [f"line/{place}" for place in range(len(scene.lines))]


def _math(op: str, problem: MathProblem, params: Sequence[str]) -> list[str]:
    if op == "given":
        return [f"given/{p}" for p, item in enumerate(problem.givens) if item.name == params[0]] + ["statement"]
    if op == "step_result":
        return [f"step/{int(params[0]) - 1}", "statement"]
    if op == "wrong_step":
        return ["statement", *(f"step/{place}" for place in range(len(problem.steps)))]
    if op == "step_count":
        return [f"step/{place}" for place in range(len(problem.steps))]
    return ["statement", "figure"]


_FINDERS: dict[type, Callable[[str, Any, Sequence[str]], list[str]]] = {
    ChartData: _chart, Grid: _grid, DocumentTree: _document, FormulaTree: _formula, SceneText: _scene_text,
    MathProblem: _math,
}  # fmt: skip
