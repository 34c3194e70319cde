"""What a question means before it becomes a program: small frozen trees over the marks of a chart.

`Marks` is a set of marks by filters; a row node is one mark; a number node is a number; a truth node is yes or no.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from qa_gen.decompose.tables import Axis

FoldKind = Literal["sum", "mean", "median", "difference", "percent", "spread", "ratio", "product", "max", "min",
                   "complement"]  # fmt: skip
"""`percent`: the difference in percent of the second; `complement`: 100 percent less the one."""
Relation = Literal["greater", "less", "equal"]
PlaceKind = Literal["left", "right", "top", "bottom", "middle"]


@dataclass(frozen=True, slots=True)
class Named:
    """Marks with that series or category."""

    axis: Axis
    name: str


@dataclass(frozen=True, slots=True)
class Span:
    """Marks whose category lies from `first` to `last` (empty: open); both ends count unless `strict`."""

    first: str
    last: str
    strict: bool = False


@dataclass(frozen=True, slots=True)
class Beyond:
    """Marks whose number stands in that relation to a bound."""

    relation: Relation
    bound: Number


@dataclass(frozen=True, slots=True)
class Within:
    """Marks whose number lies between two constants."""

    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class Coloured:
    """Marks of that colour."""

    colour: str


@dataclass(frozen=True, slots=True)
class Without:
    """Marks without that series or category."""

    axis: Axis
    name: str


@dataclass(frozen=True, slots=True)
class Sided:
    """In every group of bars, the one on that side."""

    place: PlaceKind


@dataclass(frozen=True, slots=True)
class Like:
    """Marks at the place (year, country, ...) of another mark, which is found by itself."""

    of: Marks | Picked


Filter = Sided | Named | Span | Beyond | Within | Coloured | Without | Like


@dataclass(frozen=True, slots=True)
class Marks:
    """All marks that pass every filter."""

    filters: tuple[Filter, ...] = ()


@dataclass(frozen=True, slots=True)
class Best:
    """The `count` greatest (sign 1) or smallest (-1) marks."""

    sign: int
    count: int
    of: Marks


@dataclass(frozen=True, slots=True)
class Ends:
    """The first or last `count` marks by place."""

    place: PlaceKind
    count: int
    of: Marks


@dataclass(frozen=True, slots=True)
class Higher:
    """The marks of the first set whose number is greater than that of the second set at the same place."""

    first: Marks
    second: Marks


@dataclass(frozen=True, slots=True)
class Pick:
    """The mark with the k-th greatest (sign 1) or smallest (-1) number."""

    sign: int
    rank: int
    of: Marks


@dataclass(frozen=True, slots=True)
class Placed:
    """The k-th mark counted from that side."""

    place: PlaceKind
    rank: int
    of: Marks


@dataclass(frozen=True, slots=True)
class Chosen:
    """The one of several with the greater (sign 1) or smaller number."""

    sign: int
    of: tuple[Operand, ...]


@dataclass(frozen=True, slots=True)
class Steepest:
    """The mark whose number rises (1) or falls (-1) most from the one before."""

    sign: int
    of: Marks


@dataclass(frozen=True, slots=True)
class Moved:
    """The series whose numbers at the two ends of the marks differ most, the later one being greater (sign 1) or
    smaller (-1)."""

    sign: int
    of: Marks


@dataclass(frozen=True, slots=True)
class Widest:
    """The place where two sets of marks differ most (sign 1) or least (-1)."""

    sign: int
    first: Marks
    second: Marks


@dataclass(frozen=True, slots=True)
class Next:
    """The mark right after (sign 1) or before (-1) the one of that category."""

    sign: int
    name: str
    of: Marks


Picked = Pick | Placed | Chosen | Steepest | Widest | Next | Moved
Group = Marks | Best | Ends | Higher


@dataclass(frozen=True, slots=True)
class Constant:
    """A number said in the question."""

    number: Decimal


@dataclass(frozen=True, slots=True)
class ValueOf:
    """The number of one mark."""

    of: Group | Picked


@dataclass(frozen=True, slots=True)
class Fold:
    """Several numbers as one: of the marks of one group, or of the operands listed."""

    kind: FoldKind
    of: tuple[Operand, ...]


@dataclass(frozen=True, slots=True)
class Scaled:
    """A number multiplied by a constant."""

    factor: Decimal
    of: Operand


@dataclass(frozen=True, slots=True)
class Change:
    """How much the first mark's number and the last one's differ, in percent of the first if `relative`."""

    of: Marks
    relative: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """How many marks, series, categories or colours there are."""

    unit: Literal["mark", "series", "category", "colour"]
    of: Group


Number = Constant | ValueOf | Fold | Scaled | Change | Tally
Operand = Group | Picked | Number


@dataclass(frozen=True, slots=True)
class NameOf:
    """The name of a mark (or of several) on an axis; "" leaves the axis open. `first`: of several, only the first."""

    of: Group | Picked
    axis: Axis | Literal[""]
    first: bool = False


@dataclass(frozen=True, slots=True)
class ColourOf:
    """The colour in which marks are drawn."""

    of: Group | Picked
