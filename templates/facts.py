"""What the samplers of chart data return, and what they are asked for."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from proofpress_core.content import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """The names along one dimension of a chart, with its own name; `ordered` as in `TextColumn`."""

    label: str
    ordered: bool
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A quantity: its name and unit."""

    label: str
    unit: str

    def titled(self, language: Language) -> str:
        """The name with its unit, as an axis says it; a name that holds the unit's word stands alone."""
        held = self.unit in self.label if language == "zh" else self.unit.lower() in self.label.lower().split()
        if held:
            return self.label
        return f"{self.label}（{self.unit}）" if language == "zh" else f"{self.label} ({self.unit})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """The words around a chart; `unit_said` tells that the subtitle states the measure and its unit."""

    title: str
    subtitle: str
    source: str
    unit_said: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TableFacts:
    """A measure over categories and series: `values[k][j]` is series k at category j. One unnamed series has
    `series` None. The values at the places (k, j) of `missing` must not be shown: `known` has None for them."""

    topic: str
    heading: Heading
    measure: Measure
    categories: Names
    series: Names | None
    values: tuple[tuple[Decimal, ...], ...]
    missing: tuple[tuple[int, int], ...] = ()

    @property
    def known(self) -> tuple[tuple[Decimal | None, ...], ...]:
        """The values with None where one is missing."""
        return tuple(
            tuple(None if (k, j) in self.missing else value for j, value in enumerate(row))
            for k, row in enumerate(self.values)
        )

    def measure_label(self, language: Language) -> str:
        """The measure with its unit as its axis says it; nothing where the subtitle has said so."""
        return "" if self.heading.unit_said else self.measure.titled(language)


@dataclass(frozen=True, slots=True, kw_only=True)
class BinFacts:
    """Counts of things in bins: bin j is [edges[j], edges[j + 1])."""

    topic: str
    heading: Heading
    value: Measure
    count: Measure
    edges: tuple[Decimal, ...]
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CloudFacts:
    """Two measures of many things, `points` as (x, y, group); all of group 0 when `groups` is None."""

    topic: str
    heading: Heading
    x: Measure
    y: Measure
    groups: Names | None
    points: tuple[tuple[Decimal, Decimal, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TwinFacts:
    """Two measures over the same categories, the second following the first: `values[k][j]` is measure k at category j.
    `against` says that the second falls where the first rises."""

    topic: str
    heading: Heading
    categories: Names
    left: Measure
    right: Measure
    values: tuple[tuple[Decimal, ...], tuple[Decimal, ...]]
    against: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """How large a table is wanted: least and greatest number of categories and of series; `time` and `additive`
    narrow the topics (None: any), so do `signed` (values on both sides of zero; they must be asked for) and `percent`
    (per cent, 0 to 100). `stated` wants the measure said below the title, `ties` two equal values now and then, `gaps`
    up to three missing values."""

    categories: tuple[int, int]
    series: tuple[int, int] = (1, 1)
    time: bool | None = None
    additive: bool | None = None
    stated: bool = False
    signed: bool | None = False
    percent: bool | None = None
    ties: bool = False
    gaps: bool = False
