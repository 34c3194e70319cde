"""How a table prints numbers. The text shows exactly the decimal it is given: nothing is rounded here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from proofpress_core.content import Language
from proofpress_core.rng import Draw


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberStyle:
    """Habits of one table: commas between thousands, the sign of negatives, the mark of a missing value, and whether
    percent and currency signs stand with each number (else in the header)."""

    commas: bool
    negative: Literal["minus", "hyphen", "brackets"]
    missing: str
    percent_in_cell: bool
    currency_in_cell: bool


def sample_style(draw: Draw, language: Language, *, finance: bool) -> NumberStyle:
    """Draw a style; brackets for negatives only in financial tables."""
    marks = ("–", "—", "-", "n/a") if language == "en" else ("–", "—", "-", "/")
    return NumberStyle(
        commas=draw.chance(0.97 if finance else 0.85),
        negative=draw.choice(("minus", "hyphen", "brackets"), (1, 1, 4 if finance else 0)),
        missing=draw.choice(marks, (4, 2, 2, 1)),
        percent_in_cell=draw.chance(0.35),
        currency_in_cell=language == "en" and draw.chance(0.3),
    )


def in_cell(unit: str, style: NumberStyle) -> bool:
    """Whether the unit's sign stands with the number."""
    return (unit == "%" and style.percent_in_cell) or (unit == "$" and style.currency_in_cell)


def show(value: Decimal, unit: str, style: NumberStyle) -> str:
    """The text of a number, for example `(1,234.50)`, `−3.2%`, `$12`."""
    text = f"{abs(value):,f}" if style.commas else f"{abs(value):f}"
    if in_cell(unit, style):
        text = f"{text}%" if unit == "%" else f"${text}"
    if value >= 0:
        return text
    return {"minus": f"−{text}", "hyphen": f"-{text}", "brackets": f"({text})"}[style.negative]


def fixed(number: float | Decimal, places: int) -> Decimal:
    """A number rounded half up to `places` decimals; never a negative zero."""
    exact = number if isinstance(number, Decimal) else Decimal(repr(float(number)))
    return exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP) + 0


def shares(parts: Sequence[float | Decimal], places: int) -> list[Decimal]:
    """Shares of 100 with `places` decimals that add up to 100 exactly (largest remainders get what rounding left)."""
    step = Decimal(1).scaleb(-places)
    whole = sum(Decimal(str(part)) for part in parts)
    exact = [Decimal(str(part)) * 100 / whole for part in parts]
    found = [value // step * step for value in exact]
    left = int((100 - sum(found)) / step)
    order = sorted(range(len(parts)), key=lambda place: (found[place] - exact[place], place))
    for place in order[:left]:
        found[place] += step
    return [value.quantize(step) for value in found]
