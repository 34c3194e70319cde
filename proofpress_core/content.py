"""What a picture is about, apart from how it looks.

Six content types, each with an `id`; contents nest by naming one another's ids (a grid inside a document). Numbers are
`Decimal`, already rounded to what the picture shows, so that the picture and the content cannot disagree. Parts of a
content are named by *refs*, short paths that regions carry and programs name:

=========== =====================================================================================================
ChartData   `title`, `subtitle`, `axis/x/label`, `axis/x/tick/0`, `legend/title`, `legend/0` (series number),
            `row/4` (the mark of row 4 of the first relation), `row/4/label` (its printed value), `row/4/name` (its
            name beside it), `node/2` (a name that several marks share), `note/0` (a remark), `plot`
Grid        `caption`, `cell/7` (place in `Grid.cells`), `row/2` (grid row)
FormulaTree `node/3` (place in `FormulaTree.nodes`)
DocumentTree `node/n12` (a `DocumentNode.id`), `node/n12/key` and `node/n12/value` (the two sides of a field)
SceneText   `line/0`
MathProblem `statement`, `step/0`, `answer`, `figure`, `given/0`
=========== =====================================================================================================
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Language = Literal["en", "zh"]
HeaderKind = Literal["none", "column", "row", "corner", "total"]
"""`total` marks the cells of a row or column that sums up others; `corner` the blank above row headers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextColumn:
    """A column of names. `ordered` says that the row order means something (years, months, ranks).

    `facets` says that the values are different facets of one thing (lowest and highest, actual and target, quartiles,
    places along a curve): rows of different facets are never added or ranked together.
    """

    name: str
    label: str
    values: tuple[str, ...]
    ordered: bool = False
    facets: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberColumn:
    """A column of numbers as shown; None is a missing value."""

    name: str
    label: str
    unit: str
    values: tuple[Decimal | None, ...]


Column = TextColumn | NumberColumn


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A table of typed columns of one length, with names that are unique within it."""

    name: str
    columns: tuple[Column, ...]

    def __post_init__(self) -> None:
        names = [column.name for column in self.columns]
        if len(set(names)) != len(names) or not names:
            raise ValueError(f"relation {self.name!r}: column names must be unique and present, got {names}")
        if len({len(column.values) for column in self.columns}) != 1:
            raise ValueError(f"relation {self.name!r}: columns differ in length")

    @property
    def height(self) -> int:
        """Number of rows."""
        return len(self.columns[0].values)

    def column(self, name: str) -> Column:
        """The column of that name; KeyError naming the ones there are."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"relation {self.name!r} has no column {name!r}, only {[c.name for c in self.columns]}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoding:
    """A visual channel and the column of the first relation that it shows.

    `x`, `y`, `r`: the anchor of a row's mark stands at its value on the axis of that name. `colour`: its shade is that
    of its value on the colour axis (without one, shades change evenly with values), or its colour that of its series.
    `area`, `width`, `height`: the area, width or height of its mark is its value's share of all marks'. So is, for
    `theta`, its area within a circle; for `thickness`, its height through its anchor; for `angle`, how far it goes
    round the centre of its arc. `label`: printed.
    """

    channel: str
    column: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A text of a chart by its ref (`title`, `axis/x/label`, ...)."""

    ref: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartData:
    """A chart: `relations[0]` holds one row per mark; further relations hold edges, sets, colours of series.

    Column names of relation 0 by convention: `series`, `category` (texts), `value` or `x`/`y` (numbers). A relation
    named `style` (columns `series` or `category`, `colour`, `code`) names colours as people say them and gives each as
    `#rrggbb`. `printed` lists the number columns whose values stand in the picture as digits, to be read exactly.
    `flags` says what a hasty reader may miss: `truncated` (bars that do not begin at zero), `inverted`, `log`,
    `broken`.
    """

    id: str
    language: Language
    chart_type: str
    labels: tuple[Label, ...]
    relations: tuple[Relation, ...]
    encodings: tuple[Encoding, ...]
    printed: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()

    def label(self, ref: str) -> str:
        """Text of the label with that ref, or the empty string."""
        return next((label.text for label in self.labels if label.ref == ref), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A table cell by the place of its top left corner. `value` is the number that `text` shows, if it shows one."""

    row: int
    col: int
    rowspan: int
    colspan: int
    text: str
    header: HeaderKind
    value: Decimal | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table: cells in row-major order of their corners, covering rows x cols exactly once."""

    id: str
    language: Language
    caption: str
    rows: int
    cols: int
    header_rows: int
    header_cols: int
    cells: tuple[Cell, ...]

    def __post_init__(self) -> None:
        taken = [(r, c) for cell in self.cells for r, c in covered(cell)]
        if sorted(taken) != [(r, c) for r in range(self.rows) for c in range(self.cols)]:
            raise ValueError(f"grid {self.id!r}: cells must cover {self.rows} x {self.cols} exactly once")
        corners = [(cell.row, cell.col) for cell in self.cells]
        if corners != sorted(corners):
            raise ValueError(f"grid {self.id!r}: cells must stand in row-major order")


def covered(cell: Cell) -> list[tuple[int, int]]:
    """The (row, col) places that a cell covers."""
    rows = range(cell.row, cell.row + cell.rowspan)
    return [(r, c) for r in rows for c in range(cell.col, cell.col + cell.colspan)]


FORMULA_KINDS = (
    "number", "symbol", "operator", "text", "row", "frac", "root", "sup", "sub", "subsup", "fenced", "function",
    "sum", "product", "integral", "limit", "matrix", "cases", "accent",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class FormulaNode:
    """A node of a formula: `kind` from FORMULA_KINDS, `value` (digits, the sign itself such as `α` or `≤`, the name of
    a function or accent, fence pair, matrix size `2x3`), and its children's places in `FormulaTree.nodes`. The signs
    are those of `math_symbols`.

    Children by kind: row (any), frac (numerator, denominator), root (radicand[, degree]), sup (base, exponent),
    sub (base, index), subsup (base, index, exponent), fenced (body), function ([argument]), sum, product and integral
    (lower, upper, body), limit (variable and target as a row, body), matrix (entries row by row), cases (value,
    condition, value, condition, ...), accent (body). An empty row stands for a bound or condition that is not there.
    """

    kind: str
    value: str = ""
    children: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FormulaTree:
    """A formula as an arena of nodes; every node but the root is the child of exactly one other."""

    id: str
    language: Language
    root: int
    nodes: tuple[FormulaNode, ...]

    def __post_init__(self) -> None:
        used = sorted([self.root, *(child for node in self.nodes for child in node.children)])
        if used != list(range(len(self.nodes))):
            raise ValueError(f"formula {self.id!r}: nodes must form one tree")
        unknown = {node.kind for node in self.nodes} - set(FORMULA_KINDS)
        if unknown:
            raise ValueError(f"formula {self.id!r}: unknown kinds {sorted(unknown)}")


DOCUMENT_ROLES = (
    "document", "section", "title", "author", "heading", "paragraph", "list", "item", "table", "figure", "formula",
    "caption", "field", "footer", "header", "footnote",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentNode:
    """A node of a document in reading order: `level` counts headings from 1; a `field` has a key and a text (its
    value) and, where the value is a number, that number; `content` names an embedded content; `page` counts from 0
    and is the page on which the node starts."""

    id: str
    role: str
    page: int
    text: str = ""
    level: int = 0
    key: str = ""
    value: Decimal | None = None
    unit: str = ""
    content: str = ""
    children: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentTree:
    """A document: nodes in reading order, the first is the root; every other is the child of exactly one."""

    id: str
    language: Language
    genre: str
    page_count: int
    nodes: tuple[DocumentNode, ...]

    def __post_init__(self) -> None:
        ids = [node.id for node in self.nodes]
        children = sorted(child for node in self.nodes for child in node.children)
        if len(set(ids)) != len(ids) or children != sorted(ids[1:]):
            raise ValueError(f"document {self.id!r}: nodes must form one tree with unique ids")
        unknown = {node.role for node in self.nodes} - set(DOCUMENT_ROLES)
        if unknown:
            raise ValueError(f"document {self.id!r}: unknown roles {sorted(unknown)}")


@dataclass(frozen=True, slots=True, kw_only=True)
class SceneText:
    """Text in a scene, line by line in reading order; `surface` says what it stands on (`paper`, `shop sign`)."""

    id: str
    language: Language
    surface: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A quantity that a math problem states, such as side a = 5 cm."""

    name: str
    value: Decimal
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One worked step: what is done in words, and the statement that holds after it as plain math text."""

    action: str
    result: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MathProblem:
    """A problem with its worked solution. `answers` are exact rationals ("3/4", "-2") or decimals rounded as the
    statement asks, in ascending order; `statement` and steps are plain text as drawn; `target` is the unknown."""

    id: str
    language: Language
    family: str
    statement: str
    givens: tuple[Given, ...]
    steps: tuple[Step, ...]
    target: str
    answers: tuple[str, ...]
    unit: str = ""


Content = ChartData | Grid | FormulaTree | DocumentTree | SceneText | MathProblem
