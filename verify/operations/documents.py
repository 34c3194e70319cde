"""Operations on documents, formulas and math problems."""

from __future__ import annotations

from fractions import Fraction

from verify.operations.values import Group, Json, Undefined, exact, kth, one, whole

DOCUMENTS = Group()


@DOCUMENTS.add
def field_number(document: Json, key: str) -> Fraction:
    value = _field(document, key)["value"]
    if value is None:
        raise Undefined(f"the field {key!r} has no number")
    return exact(value)


@DOCUMENTS.add
def field_text(document: Json, key: str) -> str:
    return str(_field(document, key)["text"])


def _field(document: Json, key: str) -> Json:
    found = [node for node in document["nodes"] if node["role"] == "field" and node["key"] == key]
    return one(found, f"a field {key!r}")


@DOCUMENTS.add
def fields(document: Json) -> tuple[str, ...]:
    return tuple(str(node["key"]) for node in document["nodes"] if node["role"] == "field")


@DOCUMENTS.add
def node_count(document: Json, role: str) -> Fraction:
    return Fraction(sum(node["role"] == role for node in document["nodes"]))


@DOCUMENTS.add
def headings(document: Json, level: str) -> tuple[str, ...]:
    return tuple(node["text"] for node in _headings(document) if node["level"] == whole(level))


@DOCUMENTS.add
def heading_after(document: Json, text: str) -> str:
    later = _headings(document)[_heading_place(document, text) + 1 :]
    if not later:
        raise Undefined(f"no heading follows {text!r}")
    return str(later[0]["text"])


@DOCUMENTS.add
def heading_level(document: Json, text: str) -> Fraction:
    return Fraction(_headings(document)[_heading_place(document, text)]["level"])


@DOCUMENTS.add
def heading_parent(document: Json, text: str) -> str:
    found = _headings(document)
    place = _heading_place(document, text)
    outer = [node["text"] for node in found[:place] if node["level"] < found[place]["level"]]
    if not outer:
        raise Undefined(f"no heading stands over {text!r}")
    return str(outer[-1])


@DOCUMENTS.add
def heading_page(document: Json, text: str) -> Fraction:
    return Fraction(_headings(document)[_heading_place(document, text)]["page"] + 1)


@DOCUMENTS.add
def page_count(document: Json) -> Fraction:
    return Fraction(document["page_count"])


def _headings(document: Json) -> list[Json]:
    return [node for node in document["nodes"] if node["role"] == "heading"]


def _heading_place(document: Json, text: str) -> int:
    places = [place for place, node in enumerate(_headings(document)) if node["text"] == text]
    return one(places, f"a heading {text!r}")


@DOCUMENTS.add
def symbol_count(formula: Json, symbol: str) -> Fraction:
    return Fraction(symbols(formula).count(symbol))


@DOCUMENTS.add
def kind_count(formula: Json, kind: str) -> Fraction:
    return Fraction(sum(node["kind"] == kind for node in formula["nodes"]))


@DOCUMENTS.add
def formula_numbers(formula: Json) -> tuple[Fraction, ...]:
    return tuple(exact(node["value"]) for node in formula["nodes"] if node["kind"] == "number")


@DOCUMENTS.add
def symbols(formula: Json) -> tuple[str, ...]:
    return tuple(node["value"] for node in formula["nodes"] if node["kind"] == "symbol")


@DOCUMENTS.add
def matrix_rows(formula: Json) -> Fraction:
    return Fraction(_matrix(formula)[0])


@DOCUMENTS.add
def matrix_columns(formula: Json) -> Fraction:
    return Fraction(_matrix(formula)[1])


@DOCUMENTS.add
def matrix_entry(formula: Json, row: str, column: str) -> Fraction:
    height, width, entries = _matrix(formula)
    across = kth(range(width), column, "column")
    place = entries[kth(range(height), row, "row") * width + across]
    return _signed(formula["nodes"], formula["nodes"][place])


def _matrix(formula: Json) -> tuple[int, int, list[int]]:
    node = one([node for node in formula["nodes"] if node["kind"] == "matrix"], "a matrix")
    sizes = node["value"].split("x")
    if len(sizes) != 2:
        raise Undefined(f"{node['value']!r} is no matrix size")
    height, width = whole(sizes[0]), whole(sizes[1])
    if height * width != len(node["children"]):
        raise Undefined(f"a {height} x {width} matrix has {len(node['children'])} entries")
    return height, width, node["children"]


def _signed(nodes: list[Json], entry: Json) -> Fraction:
    """A number node, or a row of a minus and a number node."""
    if entry["kind"] == "row" and len(entry["children"]) == 2:
        sign, number = (nodes[place] for place in entry["children"])
        if sign["kind"] == "operator" and sign["value"] in ("-", "−") and number["kind"] == "number":
            return -exact(number["value"])
    if entry["kind"] != "number":
        raise Undefined("the entry is no number")
    return exact(entry["value"])


@DOCUMENTS.add
def answer(problem: Json, index: str) -> Fraction:
    return kth(answers(problem), index, "answer")


@DOCUMENTS.add
def answers(problem: Json) -> tuple[Fraction, ...]:
    return tuple(sorted(exact(text) for text in problem["answers"]))


@DOCUMENTS.add
def given(problem: Json, name: str) -> Fraction:
    found = [given["value"] for given in problem["givens"] if given["name"] == name]
    return exact(one(found, f"a given {name!r}"))


@DOCUMENTS.add
def step_count(problem: Json) -> Fraction:
    return Fraction(len(problem["steps"]))


@DOCUMENTS.add
def step_result(problem: Json, index: str) -> str:
    return str(kth(problem["steps"], index, "step")["result"])


@DOCUMENTS.add
def wrong_step(problem: Json, listed: str) -> Fraction:
    results = [step["result"] for step in problem["steps"]]
    said = listed.split(" ; ")
    if len(said) != len(results):
        raise Undefined(f"{len(said)} results for {len(results)} steps")
    places = [place for place, pair in enumerate(zip(results, said, strict=True), 1) if pair[0] != pair[1]]
    return Fraction(one(places, "a wrong step"))
