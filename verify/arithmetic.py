"""The check `arithmetic`: laws that a content must keep by itself, such as sums, covers and orders."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from typing import Any

from proofpress_core.content import DOCUMENT_ROLES, FORMULA_KINDS
from verify.chart_values import check_chart
from verify.faults import Faults
from verify.operations.values import Undefined, exact
from verify.printed import half_unit, shows
from verify.record import View

Json = dict[str, Any]
CENT = Fraction(1, 100)


def check_arithmetic(view: View, faults: Faults) -> None:
    """Add the broken laws of every content."""
    for place, content in enumerate(view.contents):
        faults.count("contents")
        kind = content["type"]
        if kind == "ChartData":
            check_chart(view, place, faults)
        elif kind == "Grid":
            _check_grid(content, faults)
        elif kind == "DocumentTree":
            _check_document(view, content, faults)
        elif kind == "FormulaTree":
            _check_formula(content, faults)
        elif kind == "MathProblem":
            _check_answers(content, faults)


def _check_grid(grid: Json, faults: Faults) -> None:
    """Cells cover the grid once in row-major order, show their values, and totals add up."""
    taken = [
        (row, col)
        for cell in grid["cells"]
        for row in range(cell["row"], cell["row"] + min(cell["rowspan"], grid["rows"] + 1))
        for col in range(cell["col"], cell["col"] + min(cell["colspan"], grid["cols"] + 1))
    ]
    places = [(row, col) for row in range(grid["rows"]) for col in range(grid["cols"])]
    corners = [(cell["row"], cell["col"]) for cell in grid["cells"]]
    whole = sorted(taken) == places and corners == sorted(corners) and grid["header_rows"] < grid["rows"]
    if not faults.demand(whole, "cover", f"{grid['id']}: the cells do not cover {grid['rows']} x {grid['cols']} once"):
        return
    for place, cell in enumerate(grid["cells"]):
        if cell["value"] is not None:
            good = shows(cell["text"], Fraction(cell["value"]))
            faults.demand(good, "printed", f"{grid['id']} cell {place} reads {cell['text']!r}, not {cell['value']}")
    for lines in (_lines(grid, "row", "col"), _lines(grid, "col", "row")):
        _check_totals(grid, lines, faults)


def _lines(grid: Json, along: str, across: str) -> list[list[Json]]:
    """Body cells of each column from top to bottom (or row from left to right)."""
    lines: dict[int, list[Json]] = {}
    for cell in grid["cells"]:
        if cell["row"] >= grid["header_rows"] and cell["header"] in ("none", "total") and cell["value"] is not None:
            lines.setdefault(cell[across], []).append(cell)
    return [sorted(line, key=lambda cell: int(cell[along])) for line in lines.values()]


def _check_totals(grid: Json, lines: list[list[Json]], faults: Faults) -> None:
    """A total sums up what stands before it: all parts, those since the total before, or is their mean. A rate in a row
    of totals (per cent, or one unit per another) is a rate of sums and follows from no parts of its own line."""
    for line in lines:
        parts: list[Fraction] = []
        since: list[Fraction] = []
        last = Fraction(0)
        for cell in line:
            value = Fraction(cell["value"])
            if cell["header"] != "total":
                parts.append(value)
                since.append(value)
                continue
            rate = cell["unit"] == "%" or "/" in cell["unit"]
            if rate or len(parts) < 2 or len(line) == sum(other["header"] == "total" for other in line):
                continue
            whole, recent = sum(parts, Fraction(0)), sum(since, Fraction(0))
            wanted = (whole, recent, recent + last, whole / len(parts))
            close = any(abs(value - number) <= half_unit(cell["value"]) for number in wanted)
            faults.count("totals")
            faults.demand(close, "totals", f"{grid['id']}: the total {cell['text']!r} is none of what it sums up")
            since, last = [], value


def _check_document(view: View, document: Json, faults: Faults) -> None:
    """Nodes form one tree, pages ascend, fields show their values; an invoice adds up."""
    nodes = document["nodes"]
    ids = [node["id"] for node in nodes]
    children = sorted(child for node in nodes for child in node["children"])
    tree = bool(ids) and len(set(ids)) == len(ids) and children == sorted(ids[1:])
    faults.demand(tree, "tree", f"{document['id']}: the nodes form no tree")
    odd = [node["role"] for node in nodes if node["role"] not in DOCUMENT_ROLES]
    faults.demand(not odd, "tree", f"{document['id']}: no role {odd[:1]}")
    faults.demand(
        document["page_count"] == len(view.pages), "pages", f"{document['page_count']} pages are said to exist"
    )
    wrong = [node["id"] for node in nodes if not 0 <= node["page"] < document["page_count"]]
    faults.demand(not wrong, "pages", f"{document['id']}: the node {wrong[:1]} is on no page")
    missing = [node["content"] for node in nodes if node["content"] and node["content"] not in view.by_id]
    faults.demand(not missing, "tree", f"{document['id']}: no content {missing[:1]}")
    for node in nodes:
        if node["role"] == "field" and node["value"] is not None:
            good = shows(node["text"], Fraction(node["value"]))
            faults.demand(good, "printed", f"field {node['id']} reads {node['text']!r}, not {node['value']}")
    if document["genre"] == "invoice":
        _check_invoice(view, document, faults)


def _check_invoice(view: View, document: Json, faults: Faults) -> None:
    """Line totals are products, their sum is the subtotal, tax is its rate of the net sum, the total is all of them."""
    fields = {node["id"]: Fraction(node["value"]) for node in document["nodes"] if node["value"] is not None}
    tables = [view.by_id[node["content"]] for node in document["nodes"] if node["content"] in view.by_id]
    grids = [table for table in tables if table["type"] == "Grid"]
    if grids:
        totals = _check_products(grids[0], faults)
        if "subtotal" in fields:
            good = sum(totals) == fields["subtotal"]
            faults.demand(good, "invoice", f"the lines add up to {float(sum(totals))}, the subtotal says otherwise")
    net = sum((fields.get(name, Fraction(0)) for name in ("subtotal", "discount", "shipping")), Fraction(0))
    if "rate" in fields and "tax" in fields:
        close = abs(net * fields["rate"] / 100 - fields["tax"]) <= CENT / 2
        faults.demand(close, "invoice", f"the tax is not {float(fields['rate'])} % of {float(net)}")
    if "total" in fields:
        good = net + fields.get("tax", Fraction(0)) == fields["total"]
        faults.demand(good, "invoice", f"the total is not the sum {float(net + fields.get('tax', Fraction(0)))}")


def _check_products(grid: Json, faults: Faults) -> list[Fraction]:
    """The last number of each line, which is the product of two others; which two is what most lines agree on."""
    rows = range(grid["header_rows"], grid["rows"])
    lines = [
        {
            cell["col"]: Fraction(cell["value"])
            for cell in grid["cells"]
            if cell["row"] == row and cell["value"] is not None
        }
        for row in rows
    ]
    last = max((max(line) for line in lines if line), default=-1)
    votes: dict[tuple[int, int], int] = {}
    for line in lines:
        for pair in combinations(sorted(set(line) - {last}), 2):
            votes[pair] = votes.get(pair, 0) + (last in line and _is_product(line, pair, last))
    if votes:
        pair = max(votes, key=lambda key: votes[key])
        wrong = [number for number, line in enumerate(lines) if last in line and not _is_product(line, pair, last)]
        faults.count("products", len(lines))
        faults.demand(not wrong, "invoice", f"line {wrong[:1]} is not quantity times price")
    return [line[last] for line in lines if last in line]


def _is_product(line: dict[int, Fraction], pair: tuple[int, int], last: int) -> bool:
    return all(col in line for col in pair) and abs(line[pair[0]] * line[pair[1]] - line[last]) <= CENT / 2


def _check_formula(formula: Json, faults: Faults) -> None:
    """Nodes form one tree of known kinds; children fit their kind."""
    nodes = formula["nodes"]
    used = sorted([formula["root"], *(child for node in nodes for child in node["children"])])
    faults.demand(used == list(range(len(nodes))), "tree", f"{formula['id']}: the nodes form no tree")
    odd = [node["kind"] for node in nodes if node["kind"] not in FORMULA_KINDS]
    faults.demand(not odd, "tree", f"{formula['id']}: no kind {odd[:1]}")
    for place, node in enumerate(nodes):
        faults.demand(_fits(node), "children", f"{formula['id']}: node {place} ({node['kind']}) has odd children")


_ARITY = {
    "number": (0, 0), "symbol": (0, 0), "operator": (0, 0), "text": (0, 0), "frac": (2, 2), "root": (1, 2),
    "sup": (2, 2), "sub": (2, 2), "subsup": (3, 3), "fenced": (1, 1), "function": (0, 1), "sum": (3, 3),
    "product": (3, 3), "integral": (3, 3), "limit": (2, 2), "accent": (1, 1),
}  # fmt: skip


def _fits(node: Json) -> bool:
    count = len(node["children"])
    if node["kind"] == "matrix":
        sizes = node["value"].split("x")
        return len(sizes) == 2 and all(size.isdigit() for size in sizes) and int(sizes[0]) * int(sizes[1]) == count
    if node["kind"] == "cases":
        return count > 0 and count % 2 == 0
    least, most = _ARITY.get(node["kind"], (0, 1 << 20))
    return least <= count <= most


def _check_answers(problem: Json, faults: Faults) -> None:
    """Answers are numbers, ascending; there is a statement, and every step says something."""
    try:
        numbers = [exact(text) for text in problem["answers"]]
    except Undefined as why:
        faults.add("answers", f"{problem['id']}: {why}")
        return
    faults.demand(numbers == sorted(set(numbers)), "answers", f"{problem['id']}: answers are not ascending")
    steps = [step for step in problem["steps"] if not step["result"].strip()]
    faults.demand(problem["statement"].strip() and not steps, "steps", f"{problem['id']}: a statement or step is empty")
