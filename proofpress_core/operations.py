"""The operations that programs are made of: signatures and meanings, over content types only.

Both evaluators (`qa_gen` and `verify`) follow this table and share no code. Rules that hold for all of them:

* A Number is an exact rational; nothing is rounded inside a program.
* Rows keep the order of the relation or table. A *relation row* is a row of `ChartData.relations[0]`; a *table row* is
  a body row of a grid (see `table_rows`). Rows that miss a value (None) in a number column that an operation reads are
  left out by it.
* Texts are compared exactly. An index counts from 1.
* Where the meaning asks for something that is not there, not unique, or divides by zero, the program is *undefined*:
  such a question must never be asked, and a replay that meets it reports a disagreement.
* The *sides* of a formula are what its top row holds between signs =. A side is an *expression* when it is made of
  numbers, variables, signs + and - (also before the first term), signs of multiplication (· ×) or factors standing
  side by side (a number only first), round brackets, bars (absolute value), fractions, powers and roots. A variable is
  one of VARIABLES (see `math_symbols`), or one with an index that is one letter or number (`x_1`). A letter right
  before a round bracket names a function, which is no expression, when it is one of CALLED or when the bracket holds
  one letter or number alone. Powers have whole exponents of at most 12, roots degree 2 to 4; a value that is not
  rational is undefined. A side may also be a function by cases, worth its first case whose condition holds: a chain of
  expressions parted by < ≤ > ≥ = ≠, after one of CONDITION_WORDS or no word; one of REST_WORDS alone holds always.
* A *point* is a text such as `x = 2, y_1 = -1/2` that gives numbers to variables; all variables that are met need one.
* Nothing is asked of a picture with `number` and `negate`, which only serve to read real questions, nor with
  `same_number`: equal numbers are so rare that "no" would be a good guess.
"""

from __future__ import annotations

from typing import cast, get_args

from proofpress_core.operation_table import SCENE_TEXT, TABLE
from proofpress_core.program import Category, Op, ParamType, ValueType


def _parse(category: Category, row: str) -> Op:
    signature, meaning = row.split(" | ", 1)
    name, rest = signature.split(None, 1)
    before, output = (part.strip() for part in rest.split("->"))
    words = [word.strip() for word in before.split(",")]
    inputs = tuple(cast(ValueType, word) for word in words if word in get_args(ValueType))
    params = tuple(cast(ParamType, word) for word in words if word in get_args(ParamType))
    if len(inputs) + len(params) != len(words) or output not in get_args(ValueType):
        raise ValueError(f"operation {name!r}: cannot read the signature {signature!r}")
    return Op(
        name=name, category=category, inputs=inputs, output=cast(ValueType, output), params=params,
        meaning=meaning.strip(),
    )  # fmt: skip


def _rows(table: str) -> list[str]:
    """One text per operation; a line without an arrow goes on with the meaning of the line before."""
    rows: list[str] = []
    for line in table.strip().splitlines():
        if " -> " in line:
            rows.append(line.strip())
        else:
            rows[-1] += " " + line.strip()
    return rows


def _read() -> dict[str, Op]:
    rows = [(category, row) for category, table in TABLE.items() for row in _rows(table)]
    rows += [("perception", row) for row in _rows(SCENE_TEXT)]
    ops = [_parse(category, row) for category, row in rows]
    if len({op.name for op in ops}) != len(ops):
        raise ValueError("an operation is listed twice")
    return {op.name: op for op in ops}


OPERATIONS: dict[str, Op] = _read()
"""Every operation by name."""
