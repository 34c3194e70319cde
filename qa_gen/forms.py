"""Forms of questions: short answers, yes or no, claims to check, options to choose from, lists."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from proofpress_core.answer import Answer
from proofpress_core.question import Form
from proofpress_core.rng import Draw
from qa_gen.answers import Written
from qa_gen.factors.base import Wanted
from qa_gen.reject import same_value
from qa_gen.session import Expr, Session
from qa_gen.spelling import rounded, with_unit
from qa_gen.values import Num, Row, Undefined

LETTERS = "ABCD"
_SLIPS: dict[str, tuple[str, ...]] = {
    "highest": ("lowest", "ranked"), "lowest": ("highest",), "maximum": ("minimum", "mean"),
    "minimum": ("maximum", "mean"), "sum": ("mean", "maximum"), "mean": ("median", "sum", "maximum"),
    "median": ("mean", "maximum", "minimum"), "spread": ("maximum", "mean"), "difference": ("add",), "gap": ("add",),
    "add": ("gap",), "percent_change": ("difference", "percent_of"), "percent_of": ("percent_change",),
    "where_above": ("where_below",), "where_below": ("where_above",), "where_over": ("where_under",),
    "where_under": ("where_over",), "top": ("bottom",), "bottom": ("top",), "from_to": ("strictly_between",),
    "largest_rise": ("largest_drop",), "largest_drop": ("largest_rise",), "next_after": ("next_before",),
    "next_before": ("next_after",), "widest_gap": ("narrowest_gap",), "narrowest_gap": ("widest_gap",),
    "longest": ("shortest",), "shortest": ("longest",), "higher": ("lower",), "lower": ("higher",),
}  # fmt: skip
"""Operations that a hurried reader confuses: each wrong option is the result of one such slip."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What the item's stream asks for before a question is sought: the form, the type of the value, and the truth
    (of a yes/no question) or the letter (of a choice) that is to be the answer."""

    form: Form
    wanted: Wanted
    target: str


def wish(draw: Draw, weights: dict[Form, float]) -> Wish:
    """Draw a form by weight and then its target, evenly."""
    forms: list[Form] = sorted(weights)
    form = draw.choice(forms, [weights[name] for name in forms])
    if form in ("yesno", "factcheck"):
        return Wish(form, "bool", draw.choice(("yes", "no")))
    if form == "choice":
        return Wish(form, "number" if draw.chance(0.6) else "text", draw.choice(LETTERS))
    if form == "list":
        return Wish(form, "list", "")
    if form == "conversation":
        return Wish(form, "number", "")
    return Wish(form, "number" if draw.chance(0.7) else "text", "")


def options(session: Session, expr: Expr, right: Written, draw: Draw, letter: str, names: list[str]) -> tuple[str, ...]:
    """Four options with the right one at `letter`; the others are slips. Undefined if there are not enough.

    `names` are texts of the same kind as a text answer (names of other rows)."""
    said = _option(right.answer)
    wrong = _slips(session, expr, right, draw) if isinstance(expr.value, Num) else _other_names(said, names, draw)
    if len(wrong) < 3:
        raise Undefined("too few slips to choose from")
    found = draw.sample(wrong, 3)
    found.insert(LETTERS.index(letter), said)
    return tuple(found)


def _option(answer: Answer) -> str:
    if not answer.unit:
        return answer.value
    return with_unit(answer.value, answer.unit)


def _other_names(said: str, names: list[str], draw: Draw) -> list[str]:
    return [name for name in draw.shuffled(list(dict.fromkeys(names))) if name and name != said][:6]


def _slips(session: Session, expr: Expr, right: Written, draw: Draw) -> list[str]:
    """Numbers that wrong readings give, told apart from the right one and from one another by the reading error."""
    assert isinstance(expr.value, Num)
    apart = 3 * Fraction(right.answer.tolerance)
    kept = [expr.value.value]
    texts: list[str] = []
    for slip in _slipped(session, expr, draw):
        if not isinstance(slip.value, Num) or any(abs(slip.value.value - other) <= apart for other in kept):
            continue
        if len(kept) < 8 and abs(slip.value.value) < 100 * abs(expr.value.value) + 100:
            kept.append(slip.value.value)
            texts.append(_like(right, slip.value.value))
    said = _option(right.answer)
    return [text for text in dict.fromkeys(texts) if text != said]


def _slipped(session: Session, expr: Expr, draw: Draw) -> list[Expr]:
    """The expression with one operation confused or one name misread."""
    found: list[Expr] = []
    for part in _parts(expr):
        for change in _changes(session, part, draw):
            try:
                found.append(session.redo(expr, {id(part): change}))
            except (Undefined, KeyError, ValueError, IndexError, TypeError):
                continue
    return found


def _changes(session: Session, part: Expr, draw: Draw) -> list[Expr]:
    made: list[Expr] = []
    for op in _SLIPS.get(part.op, ()):
        params = part.params if op != "ranked" else (*part.params, "2")
        made += _try(session, op, part.inputs, params)
    if part.op in ("where_text", "grown_where"):
        rows = session.rows_of(part.inputs[0])
        names = list(dict.fromkeys(row.text(part.params[0]) for row in rows))
        for name in draw.shuffled([name for name in names if name != part.params[1]])[:4]:
            made += _try(session, part.op, part.inputs, (part.params[0], name, *part.params[2:]))
    if part.op in ("ranked", "top", "bottom", "line", "matrix_entry", "answer"):
        made += _try(session, part.op, part.inputs, (*part.params[:-1], str(int(part.params[-1]) + 1)))
    if len(part.inputs) == 2 and part.op in ("ratio", "percent_change", "percent_of", "difference"):
        made += _try(session, part.op, part.inputs[::-1], part.params)
    return made


def _try(session: Session, op: str, inputs: tuple[Expr, ...], params: tuple[str, ...]) -> list[Expr]:
    try:
        return [session.expr(op, *inputs, *params)]
    except (Undefined, KeyError):
        return []


def _parts(expr: Expr) -> list[Expr]:
    return [expr, *(part for source in expr.inputs for part in _parts(source))]


def _like(right: Written, value: Fraction) -> str:
    """Another value written as the right one is: the same places, the same unit."""
    text = right.answer.value
    places = len(text.partition(".")[2]) if "/" not in text else 2
    return _option(Answer(kind="number", value=rounded(value, places), unit=right.answer.unit))


def distinct_from(expr: Expr, others: list[Expr]) -> bool:
    """Whether an expression is new beside others: not the same one, and no number that repeats their value and op."""
    op, value = expr.op, expr.value
    return not any(other is expr or (other.op == op and same_value(value, other.value)) for other in others)


def row_names(expr: Expr, key: str) -> list[str]:
    """Names of the rows among which a row was chosen, for wrong options."""
    while expr.inputs:
        expr = expr.inputs[0]
        if isinstance(expr.value, tuple) and expr.value and isinstance(expr.value[0], Row):
            rows = [row for row in expr.value if isinstance(row, Row)]
            return [row.text(key) for row in rows] if key in rows[0].table.places else []
    return []
