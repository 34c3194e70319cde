"""The views of a scene: for every content, what can be asked about it."""

from __future__ import annotations

from proofpress_core.content import (
    ChartData,
    Content,
    DocumentTree,
    FormulaTree,
    Grid,
    MathProblem,
    SceneText,
)  # fmt: skip
from proofpress_core.scene import Scene
from qa_gen.factors.algebra import Arithmetic
from qa_gen.factors.base import View
from qa_gen.factors.charts import ChartWords
from qa_gen.factors.documents import Pages
from qa_gen.factors.formulas import Symbols
from qa_gen.factors.grids import TableShape
from qa_gen.factors.math import Solution
from qa_gen.factors.scene_text import Lines
from qa_gen.factors.tabular import Tabular
from qa_gen.lexicon import Lexicon
from qa_gen.session import Expr, Session
from qa_gen.values import Undefined


def views_of(session: Session, lexicons: dict[str, Lexicon]) -> list[tuple[float, View]]:
    """Weighted views of all contents of the session's scene; contents with nothing to ask give none."""
    found: list[tuple[float, View]] = []
    for content in session.contents.values():
        found += _table_views(session, content, lexicons)
        found += _own_views(session, content)
    return found


def _table_views(session: Session, content: Content, lexicons: dict[str, Lexicon]) -> list[tuple[float, View]]:
    try:
        if isinstance(content, ChartData):
            rows = session.expr("rows", session.expr("chart", content.id))
        elif isinstance(content, Grid):
            rows = session.expr("table_rows", session.expr("grid", content.id))
        else:
            return []
        return [(8.0, Tabular(session, rows, lexicons[content.id]))]
    except Undefined:
        return []


def _own_views(session: Session, content: Content) -> list[tuple[float, View]]:
    if isinstance(content, ChartData):
        return [(0.7, ChartWords(session, content))]
    if isinstance(content, Grid):
        return [(1.5, TableShape(session, content))]
    if isinstance(content, DocumentTree):
        return [(4.0, Pages(session, content))]
    if isinstance(content, FormulaTree):
        arithmetic = Arithmetic(session, content)
        return [(1.0, Symbols(session, content)), *([(1.6, arithmetic)] if arithmetic else [])]
    if isinstance(content, SceneText):
        return [(1.0, Lines(session, content))]
    shown, figure = (has_part(session.scene, content, ref) for ref in ("step/0", "figure"))
    return [(1.0, Solution(session, content, shown=shown, figure=figure))]


def has_part(scene: Scene, problem: MathProblem, ref: str) -> bool:
    """Whether a part of a problem (its worked steps, its figure) stands in the picture."""
    place = next(i for i, content in enumerate(scene.contents) if content.id == problem.id)
    return len(scene.regions.find(place, ref)) > 0


class Keys:
    """Finds the column that names the rows of an expression, whichever content they come from."""

    def __init__(self, views: list[tuple[float, View]]) -> None:
        self._by_source = {id(view.rows): view for _, view in views if isinstance(view, Tabular)}

    def __call__(self, rows: Expr) -> str:
        view = self._view(rows)
        return view.key_of(rows) if view else ""

    def is_name(self, rows: Expr, column: str) -> bool:
        """Whether a column helps to name rows; columns of tables that are no view count as names."""
        view = self._view(rows)
        return view is None or column in view.keys

    def _view(self, rows: Expr) -> Tabular | None:
        while rows.inputs and id(rows) not in self._by_source:
            rows = rows.inputs[0]
        return self._by_source.get(id(rows))
