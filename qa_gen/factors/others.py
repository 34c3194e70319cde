"""Documents, table structure, formulas, scene text and math problems."""

from __future__ import annotations

from collections import Counter

from proofpress_core.content import ChartData, DocumentTree, FormulaTree, Grid, MathProblem, SceneText
from proofpress_core.rng import Draw
from qa_gen.factors.base import Production, Wanted, pick
from qa_gen.operations.grids import row_name
from qa_gen.operations.sources import header_paths
from qa_gen.session import Expr, Session
from qa_gen.values import Num, Undefined

Menu = dict[Wanted, list[tuple[float, Production]]]


class Simple:
    """A view made of a menu of productions by wanted type."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.menu: Menu = {"number": [], "text": [], "bool": [], "list": []}

    def key_of(self, rows: Expr) -> str:
        return ""

    def produce(self, wanted: Wanted, draw: Draw) -> Expr:
        if wanted == "bool" and (not self.menu["bool"] or draw.chance(0.6)):
            return self._compared(draw)
        return pick(draw, self.menu[wanted])

    def _compared(self, draw: Draw) -> Expr:
        """A number held against a constant near it, or against another number of the same kind."""
        number = pick(draw, self.menu["number"])
        value = number.value
        if not isinstance(value, Num) or value.value.denominator != 1:
            raise Undefined("only whole numbers are compared")
        bound = int(value.value) + draw.choice((-2, -1, 0, 1))
        return self.session.expr(draw.choice(("above", "below")), number, str(bound))


class ChartWords(Simple):
    """Titles, axis labels and colours of a chart."""

    def __init__(self, session: Session, chart: ChartData) -> None:
        super().__init__(session)
        source = session.expr("chart", chart.id)
        refs = [label.ref for label in chart.labels if label.ref in ("title", "axis/x/label", "axis/y/label")]
        texts: list[tuple[float, Production]] = [
            (1.0, lambda d, r=ref: session.expr("label", source, r))
            for ref in refs  # type: ignore[misc]
        ]
        style = next((relation for relation in chart.relations if relation.name == "style"), None)
        if style is not None and len(style.columns[0].values) > 1:
            names = [str(value) for value in style.columns[0].values]
            colours = [str(value) for value in style.column("colour").values]
            texts += [(2.0, lambda d: session.expr("colour_of", source, d.choice(names)))]
            texts += [(2.0, lambda d: session.expr("named_by_colour", source, d.choice(colours)))]
        self.menu["text"] = texts

    def produce(self, wanted: Wanted, draw: Draw) -> Expr:
        return pick(draw, self.menu[wanted])


class TableShape(Simple):
    """Structure of a table: headers, spans, neighbours, and look-ups that need header paths."""

    def __init__(self, session: Session, grid: Grid) -> None:
        super().__init__(session)
        self.grid, self.source = grid, session.expr("grid", grid.id)
        heads = [cell for cell in grid.cells if cell.row < grid.header_rows and cell.text]
        body = [cell for cell in grid.cells if cell.row >= grid.header_rows and cell.header == "none" and cell.text]
        numbers: list[tuple[float, Production]] = [
            (0.5, lambda d: session.expr("row_count", self.source)), (0.4, lambda d: session.expr("column_count", self.source)),
        ]  # fmt: skip
        wide = [cell.text for cell in heads if cell.colspan > 1]
        if wide:
            numbers += [(1.5, lambda d: session.expr("header_span", self.source, d.choice(wide)))]
        if any(cell.value is not None for cell in body):
            numbers += [(3.0, self._looked_up), (4.0, self._combined)]
        if any(cell.row >= grid.header_rows and not cell.text.strip("-–— ") for cell in grid.cells):
            numbers += [(0.7, lambda d: session.expr("empty_cells", self.source))]
        texts: list[tuple[float, Production]] = [
            (1.0, lambda d: session.expr("right_of", self.source, d.choice(body).text)),
            (1.0, lambda d: session.expr("below_cell", self.source, d.choice(body).text)),
        ]
        under = [cell.text for cell in heads if cell.row > 0]
        if under:
            texts += [(1.5, lambda d: session.expr("header_above", self.source, d.choice(under)))]
        self.menu["number"], self.menu["text"] = numbers, texts

    def _looked_up(self, draw: Draw) -> Expr:
        grid = self.grid
        row = draw.integer(grid.header_rows, grid.rows - 1)
        column = draw.choice(header_paths(grid)[grid.header_cols :] or header_paths(grid))
        return self.session.expr("cell_number", self.source, row_name(grid, row), column)

    def _combined(self, draw: Draw) -> Expr:
        """Two cells of one row or one column against one another."""
        first, second = self._looked_up(draw), self._looked_up(draw)
        same = [a == b for a, b in zip(first.params, second.params, strict=True)]
        if sum(same) != 1:
            raise Undefined("the cells share no row and no column")
        if not same[1] and self._unit(first.params[1]) != self._unit(second.params[1]):
            raise Undefined("the columns measure different things")
        return self.session.expr(draw.choice(("gap", "gap", "difference")), first, second)

    def _unit(self, column: str) -> str:
        place = header_paths(self.grid).index(column)
        units = [cell.unit for cell in self.grid.cells if cell.col == place and cell.value is not None]
        return f"{column.rsplit(' / ', 1)[-1] if ' / ' in column else column}|{units[0] if units else ''}"


class Pages(Simple):
    """Fields, headings and parts of a document."""

    def __init__(self, session: Session, document: DocumentTree) -> None:
        super().__init__(session)
        self.source = source = session.expr("document", document.id)
        fields = [node for node in document.nodes if node.role == "field"]
        amounts = [(node.key, node.unit) for node in fields if node.value is not None]
        headings = [node.text for node in document.nodes if node.role == "heading"]
        roles = Counter(node.role for node in document.nodes)
        number, text = self.menu["number"], self.menu["text"]
        if amounts:
            self._amounts = amounts
            number += [(1.5, self._amount), (3.0, self._two_amounts), (2.0, self._percent), (1.0, self._three_amounts)]
        plain = [node.key for node in fields if node.value is None and node.text]
        if plain:
            text += [(2.0, lambda d: session.expr("field_text", source, d.choice(plain)))]
        if headings:
            text += [(2.0, lambda d: session.expr("heading_after", source, d.choice(headings)))]
            text += [(2.0, lambda d: session.expr("heading_parent", source, d.choice(headings)))]
            number += [(1.0, lambda d: session.expr("heading_page", source, d.choice(headings)))]
            number += [
                (1.0, lambda d: session.expr("count_texts", session.expr("headings", source, d.choice(("1", "2")))))
            ]
        counted = [role for role in ("table", "item", "footnote") if roles[role]]
        if counted:
            number += [(0.7, lambda d: session.expr("node_count", source, d.choice(counted)))]

    def _amount(self, draw: Draw) -> Expr:
        return self.session.expr("field_number", self.source, draw.choice(self._amounts)[0])

    def _pair(self, draw: Draw) -> list[Expr]:
        unit = draw.choice(sorted({unit for _, unit in self._amounts}))
        keys = [key for key, held in self._amounts if held == unit]
        if len(keys) < 2 or unit == "%":
            raise Undefined("no two amounts of one unit")
        return [self.session.expr("field_number", self.source, key) for key in draw.sample(keys, 2)]

    def _two_amounts(self, draw: Draw) -> Expr:
        return self.session.expr(draw.choice(("gap", "add")), *self._pair(draw))

    def _percent(self, draw: Draw) -> Expr:
        return self.session.expr("percent_of", *self._pair(draw))

    def _three_amounts(self, draw: Draw) -> Expr:
        return self.session.expr(draw.choice(("gap", "difference")), self._amount(draw), self._two_amounts(draw))


class Symbols(Simple):
    """Symbols, numbers and structure of a formula."""

    def __init__(self, session: Session, formula: FormulaTree) -> None:
        super().__init__(session)
        source = session.expr("formula", formula.id)
        kinds = Counter(node.kind for node in formula.nodes)
        symbols = list(dict.fromkeys(node.value for node in formula.nodes if node.kind == "symbol"))
        number = self.menu["number"]
        number += [(2.0, lambda d: session.expr("distinct", session.expr("symbols", source)))]
        if symbols:
            number += [(2.0, lambda d: session.expr("symbol_count", source, d.choice(symbols)))]
            number += [(2.0, lambda d: self._two_symbols(d, source, symbols))]
        counted = [k for k in ("frac", "root", "sum", "integral", "product", "limit", "function", "fenced") if kinds[k]]
        if counted:
            number += [(1.5, lambda d: session.expr("kind_count", source, d.choice(counted)))]
        if kinds["number"] > 1:
            numbers = session.expr("formula_numbers", source)
            number += [(2.5, lambda d: session.expr(d.choice(("sum", "maximum", "spread")), numbers))]
        if kinds["matrix"] == 1:
            number += [(4.0, lambda d: self._entry(d, source)), (4.0, lambda d: self._two_entries(d, source))]

    def _two_symbols(self, draw: Draw, source: Expr, symbols: list[str]) -> Expr:
        if len(symbols) < 2:
            raise Undefined("one symbol only")
        first, second = (self.session.expr("symbol_count", source, s) for s in draw.sample(symbols, 2))
        return self.session.expr(draw.choice(("gap", "add")), first, second)

    def _entry(self, draw: Draw, source: Expr) -> Expr:
        rows, columns = (
            int(self.session.expr(op, source).value.value)  # type: ignore[union-attr, arg-type]
            for op in ("matrix_rows", "matrix_columns")
        )
        return self.session.expr("matrix_entry", source, str(draw.integer(1, rows)), str(draw.integer(1, columns)))

    def _two_entries(self, draw: Draw, source: Expr) -> Expr:
        first, second = self._entry(draw, source), self._entry(draw, source)
        if first is second:
            raise Undefined("an entry with itself")
        return self.session.expr(draw.choice(("add", "multiply", "difference", "gap")), first, second)


class Lines(Simple):
    """Lines of text and what can be counted in them."""

    def __init__(self, session: Session, scene: SceneText) -> None:
        super().__init__(session)
        self.scene = scene
        self.source = source = session.expr("scene_text", scene.id)
        number, text = self.menu["number"], self.menu["text"]
        number += [
            (1.5, lambda d: session.expr("characters", self._line(d))),
            (1.0, self._counted),
            (0.8, self._digits),
        ]
        text += [(2.0, self._line)]
        if scene.language == "en":
            number += [(1.0, lambda d: session.expr("words", self._line(d)))]
        if len(scene.lines) > 1:
            lines = session.expr("lines", source)
            number += [(0.7, lambda d: session.expr("count_texts", lines)), (2.5, self._two_lines)]
            number += [(1.5, lambda d: session.expr("characters", self._extreme(d, lines)))]
            text += [(1.5, lambda d: self._extreme(d, lines))]

    def _line(self, draw: Draw) -> Expr:
        count = len(self.scene.lines)
        place = draw.integer(1, count)
        if place == count and count > 1:
            return self.session.expr("line_last", self.source)
        return self.session.expr("line", self.source, str(place))

    def _extreme(self, draw: Draw, lines: Expr) -> Expr:
        return self.session.expr(draw.choice(("longest", "shortest")), lines)

    def _counted(self, draw: Draw) -> Expr:
        line = self._line(draw)
        letters = [ch for ch in str(line.value) if ch.isalnum()]
        if not letters:
            raise Undefined("nothing to count")
        return self.session.expr("count_in", line, draw.choice(letters))

    def _digits(self, draw: Draw) -> Expr:
        line = self._line(draw)
        if not any(ch.isdigit() for ch in str(line.value)):
            raise Undefined("no digits")
        return self.session.expr("digits", line)

    def _two_lines(self, draw: Draw) -> Expr:
        first, second = (self.session.expr("characters", self._line(draw)) for _ in range(2))
        if first is second:
            raise Undefined("a line with itself")
        return self.session.expr(draw.choice(("gap", "add")), first, second)


class Solution(Simple):
    """Answers, givens and steps of a math problem."""

    def __init__(self, session: Session, problem: MathProblem, shown: bool) -> None:  # noqa: FBT001 - see below
        super().__init__(session)
        source = session.expr("math", problem.id)
        number = self.menu["number"]
        if len(problem.answers) == 1:
            number += [(3.0, lambda d: session.expr("answer", source, "1"))]
        elif problem.answers:
            answers = session.expr("answers", source)
            number += [(3.0, lambda d: session.expr(d.choice(("sum", "maximum", "minimum", "spread")), answers))]
            number += [(1.0, lambda d: session.expr("count_numbers", answers))]
        if shown:
            steps = len(problem.steps)
            number += [(0.7, lambda d: session.expr("step_count", source))]
            self.menu["text"] = [(1.0, lambda d: session.expr("step_result", source, str(d.integer(1, steps))))]
        names = [given.name for given in problem.givens]
        if len(names) > 1:
            number += [(1.0, lambda d: self._two_givens(d, source, problem))]

    def _two_givens(self, draw: Draw, source: Expr, problem: MathProblem) -> Expr:
        first, second = draw.sample(problem.givens, 2)
        if first.unit != second.unit:
            raise Undefined("givens of different units")
        parts = [self.session.expr("given", source, item.name) for item in (first, second)]
        return self.session.expr(draw.choice(("add", "gap")), *parts)
