"""Canonical JSON: exact round trips of every type, one text per value, strict reading."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import jsonschema
import pytest
import strategies as model
from hypothesis import given
from hypothesis import strategies as st

from proofpress_core import jsonio
from proofpress_core.answer import Answer
from proofpress_core.content import Content, Grid
from proofpress_core.program import Program
from proofpress_core.question import Question
from proofpress_core.rng import Key
from proofpress_core.sample import Record, Rejected
from proofpress_core.scene import Scene
from proofpress_core.warp import Warp

TYPES = [
    (Content, model.contents), (Scene, model.scenes()), (Warp, model.warps), (Program, model.programs()),
    (Answer, model.answers), (Question, model.questions), (Key, model.keys), (Record, model.records),
    (Rejected, model.rejections),
]  # fmt: skip


@pytest.mark.parametrize(("tp", "strategy"), TYPES, ids=[str(tp)[-30:] for tp, _ in TYPES])
@given(data=st.data())
def test_every_type_comes_back_as_it_was(tp: type, strategy: st.SearchStrategy, data: st.DataObject) -> None:
    value = data.draw(strategy)
    written = jsonio.dumps(jsonio.encode_as(tp, value))
    back = jsonio.decode(tp, jsonio.loads(written))
    assert back == value
    assert jsonio.dumps(jsonio.encode_as(tp, back)) == written


@given(model.records)
def test_records_satisfy_the_schema(record: Record) -> None:
    schema = jsonio.schema(Record)
    jsonschema.Draft202012Validator(schema).validate(jsonio.loads(jsonio.dumps(jsonio.encode(record))))


def test_the_schema_refuses_a_record_without_its_key() -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(jsonio.schema(Record)).validate({"domain": "charts"})


@pytest.mark.parametrize("text", ["1.50", "-0.001", "1E+3", "0"])
def test_decimals_keep_their_digits(text: str) -> None:
    assert str(jsonio.decode(Decimal, jsonio.encode(Decimal(text)))) == text


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_floats_of_specs_come_back_bit_for_bit(value: float) -> None:
    assert jsonio.decode(float, jsonio.loads(jsonio.dumps(jsonio.encode(value)))).hex() == value.hex()


def test_plain_floats_are_refused() -> None:
    with pytest.raises(TypeError, match="no floats"):
        jsonio.dumps({"a": [1, 2, 0.5]})


@pytest.mark.parametrize("text", ['{"a": 1, "a": 2}', '{"a": NaN}', "[Infinity]"])
def test_json_that_two_readers_would_read_differently_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"repeated key|not a JSON number"):
        jsonio.loads(text)


@dataclass(frozen=True)
class _Point:
    x: int
    label: str


@pytest.mark.parametrize(
    ("value", "place"),
    [
        ({"x": 1}, "label"),
        ({"x": 1, "label": "a", "extra": 2}, "extra"),
        ({"x": "1", "label": "a"}, r"\$\.x"),
        ({"x": True, "label": "a"}, r"\$\.x"),
        ([1, "a"], "object"),
    ],
)
def test_wrong_objects_are_named_by_place(value: object, place: str) -> None:
    with pytest.raises(ValueError, match=place):
        jsonio.decode(_Point, value)


def test_an_unknown_member_of_a_union_names_the_known_ones() -> None:
    with pytest.raises(ValueError, match="Grid"):
        jsonio.decode(Content, {"type": "Tapestry"})


def test_a_grid_that_does_not_cover_itself_is_refused() -> None:
    value = {
        "id": "g",
        "language": "en",
        "caption": "",
        "rows": 2,
        "cols": 1,
        "header_rows": 0,
        "header_cols": 0,
        "cells": [],
    }
    with pytest.raises(ValueError, match="cover"):
        jsonio.decode(Grid, value)
