"""Whether a program's value is the answer somebody gave: numbers within 5 %, years and names as written."""

from __future__ import annotations

import re
from fractions import Fraction

from proofpress_core.answer import fold
from qa_gen.decompose.tables import is_year, number_of
from qa_gen.values import Num, Row, Value

RELAXED = Fraction(1, 20)
_RATIO = re.compile(r"(\d{1,9}(?:\.\d{1,9})?)\s*[:/]\s*(\d{1,9}(?:\.\d{1,9})?)")
_SPLIT = re.compile(r"\s*(?:[,;]|\band\b)\s*")


def agrees(value: Value, gold: str) -> bool:
    """Relaxed accuracy of one answer."""
    if isinstance(value, bool):
        return fold(gold).rstrip(",.!").split(" ")[0] in (("yes", "true") if value else ("no", "false"))
    if isinstance(value, Num):
        said = _number(gold)
        return said is not None and abs(said - value.value) <= abs(said) * RELAXED
    return _same_texts(said_by(value), gold)


def said_by(value: Value) -> str:
    """A value as text: numbers with at most six places, lists with commas."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, Num):
        return f"{float(value.value):.6f}".rstrip("0").rstrip(".")
    if isinstance(value, Row):
        return value.text("category")
    if isinstance(value, tuple):
        return ", ".join(said_by(item) for item in value if isinstance(item, Num | str | Row))
    return str(value)


def _number(gold: str) -> Fraction | None:
    text = fold(gold).strip("[]")
    ratio = _RATIO.fullmatch(text)
    if ratio and Fraction(ratio[2]):
        return Fraction(ratio[1]) / Fraction(ratio[2])
    number = number_of(text)
    return None if number is None else Fraction(number)


def _same_texts(said: str, gold: str) -> bool:
    if _bare(said) == _bare(gold):
        return True
    if is_year(said) or is_year(gold.strip()):
        return False
    first, second = number_of(said), number_of(gold)
    if first is not None and second is not None:
        return first == second
    parts, wanted = ([_bare(part) for part in _SPLIT.split(text.strip("[]")) if part] for text in (said, gold))
    return len(parts) > 1 and sorted(parts) == sorted(wanted)


def _bare(text: str) -> str:
    return re.sub(r"[^\w%+<>.-]+", "", fold(text))
