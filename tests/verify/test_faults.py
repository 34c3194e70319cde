"""Faults in shipped bytes: each one just too strong is found by the check that is named, each just below passes."""

from __future__ import annotations

import ast
import functools
from collections.abc import Mapping
from pathlib import Path

import fault_kinds
import faults
import pytest
from faults import FAULTS, Cannot, Fault
from shipped import shipped

from proofpress_core.content import Language
from proofpress_core.errors import ConfigError
from proofpress_core.sample import Verdict
from renderers.base import generators
from verify.checks import NAMES, verify_sample

TRIES = 8
"""Samples that are looked through for one that a fault can spoil."""
CASES = [(fault, name) for fault in FAULTS for name in fault.generators]


def failed(members: Mapping[str, bytes]) -> dict[str, str]:
    """Checks that fail, with their reasons."""
    return {verdict.check: verdict.reason for verdict in verify_sample(members, ocr=None) if verdict.status != "pass"}


def spoilable(fault: Fault, name: str) -> Mapping[str, bytes]:
    """The first sample of a generator that has what the fault spoils."""
    for index in range(TRIES):
        try:
            fault.above(shipped(name, "en", index))
        except Cannot:
            continue
        return shipped(name, "en", index)
    raise AssertionError(f"{name}: no sample of {TRIES} can be spoilt by {fault.name}")


def test_there_are_enough_kinds_over_all_domains() -> None:
    assert len({fault.name for fault in FAULTS}) == len(FAULTS) >= 15
    domains = {name.split("/")[0] for fault in FAULTS for name in fault.generators}
    assert domains == {name.split("/")[0] for name in generators}
    assert {fault.check for fault in FAULTS} == set(NAMES) - {"reading"}


def test_the_injector_knows_nothing_of_the_checks() -> None:
    for module in (faults, fault_kinds):
        tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))
        imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        imported |= {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
        assert not [name for name in imported if str(name).split(".")[0] == "verify"]


@pytest.mark.parametrize("name", generators)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_clean_samples_pass(name: str, language: Language) -> None:
    assert failed(shipped(name, language, 0)) == {}


@pytest.mark.parametrize(("fault", "name"), CASES, ids=lambda value: getattr(value, "name", value))
def test_fault_is_found_above_and_not_below(fault: Fault, name: str) -> None:
    members = spoilable(fault, name)
    assert failed(members) == {}
    assert fault.check in failed(fault.above(members))
    if fault.graded:
        assert fault.check not in failed(fault.below(members))


def test_checks_can_be_chosen_by_name() -> None:
    verdicts = verify_sample(shipped("charts/bar"), ocr=None, only=("replay",))
    assert [verdict.check for verdict in verdicts] == ["record", "replay"]
    with pytest.raises(ConfigError, match="did you mean 'replay'"):
        verify_sample(shipped("charts/bar"), ocr=None, only=("reply",))


@functools.cache
def verdicts_of(name: str) -> tuple[Verdict, ...]:
    return verify_sample(shipped(name), ocr=None)


def test_verdicts_say_how_much_was_looked_at() -> None:
    for verdict in verdicts_of("charts/bar"):
        assert verdict.check == "record" or dict(verdict.measured), verdict


def test_bytes_that_are_no_sample_give_a_verdict() -> None:
    for members in ({}, {"a.json": b"{"}, {"a.json": b"[]"}, {"a.json": b"{}", "a.txt": b""}):
        (verdict,) = verify_sample(members, ocr=None)
        assert (verdict.check, verdict.status) == ("record", "fail")
        assert verdict.reason
