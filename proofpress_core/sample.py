"""The record: a picture with everything that is known of it, or the reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass

from proofpress_core.question import Question
from proofpress_core.rng import Key
from proofpress_core.scene import Scene


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What one check found: `status` is "pass", "fail" or "unsure" (read, but neither confirmed nor contradicted);
    `measured` holds counts under constant names, such as regions read."""

    check: str
    status: str
    reason: str = ""
    measured: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Where a sample comes from: digests of the plan and the spec, names of fonts, and the effects in order."""

    plan: str
    spec: str
    fonts: tuple[str, ...]
    effects: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What is written beside the pictures, without the pictures' bytes."""

    key: Key
    domain: str
    scene: Scene
    questions: tuple[Question, ...]
    verdicts: tuple[Verdict, ...]
    provenance: Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A record and its pictures: `pages[i]` holds the encoded bytes (PNG or JPEG) of page i."""

    record: Record
    pages: tuple[bytes, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """An attempt that gave no sample: at which stage (sample, draw, effects, questions, a check's name) and why."""

    key: Key
    stage: str
    reason: str
    detail: str = ""
