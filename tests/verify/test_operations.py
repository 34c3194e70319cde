"""The second implementation of the operations against values computed by hand, and against laws."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from op_cases import CASES, CONTENTS, U, program, question

from proofpress_core.operations import OPERATIONS
from verify.operations import PLAIN, operations
from verify.operations.values import Row, Rows, Undefined
from verify.replay import Disagreement, evaluate, replay

FLAT = [(name, number) for name, cases in CASES.items() for number in range(len(cases))]
VALUES = st.lists(st.fractions(-50, 50, max_denominator=4), min_size=1, max_size=8)


def test_the_operations_are_those_of_the_table() -> None:
    assert set(operations({})) == set(OPERATIONS)
    assert set(CASES) == set(OPERATIONS)


@pytest.mark.parametrize(("name", "number"), FLAT)
def test_hand_computed_case(name: str, number: int) -> None:
    case, expected = CASES[name][number]
    assert name in {node["op"] for node in program(case)["nodes"]}
    if expected is not U:
        replay(question(case, expected), CONTENTS)
        return
    with pytest.raises(Disagreement, match="undefined"):
        replay(question(case, "0"), CONTENTS)
    assert isinstance(evaluate(program(case)["nodes"], CONTENTS)[1], Undefined)


def test_every_operation_has_two_cases_with_a_value_or_without() -> None:
    assert all(len(cases) >= 2 for cases in CASES.values())
    said_undefined = {name for name, op in OPERATIONS.items() if "undefined" in op.meaning}
    lacking = {name for name in said_undefined if U not in [expected for _, expected in CASES[name]]}
    assert not lacking


def test_no_row_is_higher_than_one_without_a_number() -> None:
    rows = Rows((Row(0, {"value": Fraction(0)}), Row(1, {"value": None})), frozenset({"value"}), frozenset())
    for name in ("higher", "lower"):
        with pytest.raises(Undefined):
            PLAIN[name](*rows.rows, "value")


def rows_of(values: list[Fraction]) -> Rows:
    rows = tuple(Row(place, {"name": str(place), "value": value}) for place, value in enumerate(values))
    return Rows(rows, frozenset({"value"}), frozenset({"name"}))


@given(VALUES)
def test_ranks_count_down_from_the_highest(values: list[Fraction]) -> None:
    rows = rows_of(values)
    for row in rows.rows:
        if values.count(row.cells["value"]) > 1:  # type: ignore[arg-type]
            with pytest.raises(Undefined):
                PLAIN["rank"](rows, row, "value")
        else:
            rank = PLAIN["rank"](rows, row, "value")
            assert PLAIN["ranked"](rows, "value", str(rank)) == row


@given(VALUES, st.integers(1, 8))
def test_top_and_bottom_part_the_rows(values: list[Fraction], count: int) -> None:
    rows = rows_of(values)
    ordered = sorted(values, reverse=True)
    if count > len(values) or (count < len(values) and ordered[count - 1] == ordered[count]):
        with pytest.raises(Undefined):
            PLAIN["top"](rows, "value", str(count))
        return
    top = PLAIN["top"](rows, "value", str(count))
    assert sorted((row.cells["value"] for row in top.rows), reverse=True) == ordered[:count]  # type: ignore[union-attr]
    if count < len(values):
        rest = PLAIN["bottom"](rows, "value", str(len(values) - count))
        assert {row.place for row in top.rows} | {row.place for row in rest.rows} == set(range(len(values)))  # type: ignore[union-attr]


@given(VALUES)
def test_changes_sum_to_the_whole_change(values: list[Fraction]) -> None:
    changes = PLAIN["changes"](rows_of(values), "value")
    assert sum(changes, values[0]) == values[-1]  # type: ignore[arg-type]
    assert PLAIN["rises"](rows_of(values), "value") == sum(change > 0 for change in changes)  # type: ignore[union-attr]


@given(VALUES)
def test_shares_of_positive_rows_make_a_hundred(values: list[Fraction]) -> None:
    rows = rows_of([abs(value) + 1 for value in values])
    assert sum(PLAIN["share"](row, rows, "value") for row in rows.rows) == 100  # type: ignore[misc]


@given(VALUES)
def test_growth_scales_every_sum(values: list[Fraction]) -> None:
    grown = PLAIN["grown"](rows_of(values), "value", "12.5")
    numbers = PLAIN["numbers"](grown, "value")
    assert PLAIN["sum"](numbers) == sum(values) * Fraction(9, 8)
    assert PLAIN["mean"](numbers) * len(values) == PLAIN["sum"](numbers)
    assert PLAIN["minimum"](numbers) <= PLAIN["median"](numbers) <= PLAIN["maximum"](numbers)  # type: ignore[operator]


@given(st.lists(st.sampled_from("abcde")), st.lists(st.sampled_from("abcde")))
def test_sets_part_the_union(first: list[str], second: list[str]) -> None:
    one, other = tuple(first), tuple(second)
    united = PLAIN["united"](one, other)
    parts = [*PLAIN["common"](one, other), *PLAIN["only_first"](one, other), *PLAIN["only_first"](other, one)]  # type: ignore[misc]
    assert sorted(united) == sorted(parts)  # type: ignore[type-var,arg-type]
    assert PLAIN["distinct"](one + other) == len(united)  # type: ignore[arg-type]
