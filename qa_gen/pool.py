"""Factor pools: how often reasoning factors, and combinations of them, occur in a set of questions.

A factor is `category/operation`; a combination is the chain of a question's factors in the order of its program.
Plumbing (opening the chart, picking the only row, reading off a row that another factor found) is part of the factor
that it serves.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from proofpress_core.errors import ConfigError
from proofpress_core.operations import OPERATIONS
from proofpress_core.program import Program

FORMAT = "proofpress-factor-pool"
VERSION = 1
_SOURCES = frozenset({"chart", "grid", "formula", "document", "scene_text", "math", "number", "rows", "table_rows"})
_PLUMBING = _SOURCES | {"only", "numbers", "texts", "where_text", "where_like"}
_READS = frozenset({"number_at", "text_at"})
_EXAMPLES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorUse:
    """A factor in a program: the node that gives its answer, its name, and its chain of operations."""

    node: int
    name: str
    chain: tuple[str, ...]

    @property
    def category(self) -> str:
        """The part of the name before the stroke."""
        return self.name.partition("/")[0]


def factors_of(program: Program) -> tuple[FactorUse, ...]:
    """The factors of a program in the order of its nodes; the last factor gives the program's answer."""
    served: list[tuple[str, ...]] = []
    names: list[str] = []
    heads: dict[int, FactorUse] = {}
    for place, node in enumerate(program.nodes):
        inner = [op for source in node.inputs if source not in heads for op in served[source]]
        chain = (*inner, node.op)
        served.append(chain)
        names.append(node.op)
        if node.op in _READS and node.inputs[0] in heads:
            found = heads.pop(node.inputs[0])
            heads[place] = FactorUse(node=place, name=found.name, chain=(*found.chain, node.op))
        elif node.op not in _PLUMBING or place == len(program.nodes) - 1:
            heads[place] = FactorUse(node=place, name=_name(program, place), chain=chain)
    return tuple(heads[place] for place in sorted(heads))


def _name(program: Program, place: int) -> str:
    """Category and operation; a sum divided by how many there are is a mean."""
    node = program.nodes[place]
    if node.op == "ratio":
        above, below = (program.nodes[source] for source in node.inputs)
        if above.op == "add" and below.op == "number":
            return "aggregate/mean"
    return f"{OPERATIONS[node.op].category}/{node.op}"


@dataclass(slots=True, kw_only=True)
class FactorPool:
    """Counts of factors, of their chains of operations and of combinations, with patterns of sub-questions."""

    questions: int = 0
    factors: Counter[str] = field(default_factory=Counter)
    chains: dict[str, Counter[tuple[str, ...]]] = field(default_factory=dict)
    combinations: Counter[tuple[str, ...]] = field(default_factory=Counter)

    def add(self, uses: Iterable[FactorUse]) -> None:
        """Count one question."""
        found = list(uses)
        self.questions += 1
        self.combinations[tuple(use.name for use in found)] += 1
        for use in found:
            self.factors[use.name] += 1
            self.chains.setdefault(use.name, Counter())[use.chain] += 1

    def shares(self) -> dict[str, float]:
        """Share of every factor among all."""
        return _shares(self.factors)

    def combination_shares(self) -> dict[tuple[str, ...], float]:
        """Share of every combination among the questions."""
        return _shares(self.combinations)

    def to_json(self) -> dict[str, Any]:
        """The pool as JSON values, most frequent first, equals by name."""
        return {
            "format": FORMAT, "version": VERSION, "questions": self.questions,
            "factors": [
                {"name": name, "count": count, "chains": [
                    {"ops": list(chain), "count": n} for chain, n in _ordered(self.chains.get(name, Counter()))
                ]}
                for name, count in _ordered(self.factors)
            ],
            "combinations": [{"factors": list(names), "count": n} for names, n in _ordered(self.combinations)],
        }  # fmt: skip

    def dump(self) -> str:
        """The pool as JSON text."""
        return json.dumps(self.to_json(), indent=1, ensure_ascii=False) + "\n"


def load_pool(text: str, name: str = "pool") -> FactorPool:
    """A pool from JSON text. Raises ConfigError naming what is wrong."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ConfigError(name, text[:40], "JSON of a factor pool") from error
    if not isinstance(data, dict) or data.get("format") != FORMAT or data.get("version") != VERSION:
        raise ConfigError(name, "format", f"{FORMAT} of version {VERSION}")
    pool = FactorPool(questions=_count(data.get("questions"), name))
    for entry in _entries(data, "factors", name):
        factor = _factor(entry.get("name"), name)
        pool.factors[factor] = _count(entry.get("count"), name)
        chains = _entries(entry, "chains", name)
        pool.chains[factor] = Counter({_names(c.get("ops"), name): _count(c.get("count"), name) for c in chains})
    for entry in _entries(data, "combinations", name):
        names = tuple(_factor(item, name) for item in _names(entry.get("factors"), name))
        pool.combinations[names] += _count(entry.get("count"), name)
    return pool


def merged(pools: Iterable[FactorPool]) -> FactorPool:
    """One pool from several, mixed at the level of factors: every pool has the same say, however many questions it
    was read from (counts are scaled to the largest one's number of questions)."""
    given = [pool for pool in pools if pool.questions]
    most = max((pool.questions for pool in given), default=0)
    out = FactorPool(questions=most * len(given))
    for pool in given:
        for name, count in pool.factors.items():
            out.factors[name] += _scaled(count, most, pool.questions)
            for chain, n in pool.chains.get(name, Counter()).items():
                out.chains.setdefault(name, Counter())[chain] += _scaled(n, most, pool.questions)
        for names, count in pool.combinations.items():
            out.combinations[names] += _scaled(count, most, pool.questions)
    return out


def divergence(first: Mapping[Any, float], second: Mapping[Any, float]) -> float:
    """Jensen-Shannon divergence of two distributions in bits: 0 for equal ones, 1 for disjoint ones. Weights are
    normalised. ValueError if one has no weight."""
    total, other = sum(first.values()), sum(second.values())
    if total <= 0 or other <= 0:
        raise ValueError("a distribution without weight")
    found = 0.0
    for key in dict.fromkeys([*first, *second]):
        p, q = first.get(key, 0) / total, second.get(key, 0) / other
        middle = (p + q) / 2
        found += sum(0.5 * x * math.log2(x / middle) for x in (p, q) if x > 0)
    return min(1.0, max(0.0, found))


def _scaled(count: int, most: int, questions: int) -> int:
    return max(1, round(count * most / questions))


def _shares(counts: Counter[Any]) -> dict[Any, float]:
    total = sum(counts.values())
    return {name: count / total for name, count in counts.items()} if total else {}


def _ordered(counts: Counter[Any]) -> list[tuple[Any, int]]:
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def _entries(data: Mapping[str, Any], key: str, name: str) -> list[dict[str, Any]]:
    found = data.get(key)
    if not isinstance(found, list) or not all(isinstance(entry, dict) for entry in found):
        raise ConfigError(f"{name}.{key}", str(found)[:40], "a list of objects")
    return found


def _count(given: object, name: str) -> int:
    if isinstance(given, bool) or not isinstance(given, int) or given < 0:
        raise ConfigError(name, str(given)[:40], "a count of 0 or more")
    return given


def _names(given: object, name: str) -> tuple[str, ...]:
    if not isinstance(given, list) or not given or not all(isinstance(item, str) for item in given):
        raise ConfigError(name, str(given)[:40], "a list of names")
    return tuple(given)


def _factor(given: object, name: str) -> str:
    """A known factor's name."""
    known = {f"{op.category}/{op.name}" for op in OPERATIONS.values()}
    if not isinstance(given, str) or given not in known:
        raise ConfigError(name, str(given)[:60], "a factor such as extremum/highest")
    return given
