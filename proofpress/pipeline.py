"""The way of one sample: key -> sample -> draw -> effects -> measure -> questions -> encode -> checks.

No step looks back. An attempt that cannot be used is `Rejected` and the item is tried again under the next attempt's
key, at most `ATTEMPTS` times; after that it stays a hole. Whatever is no expected failure is a `Bug` and stops the run.
"""

from __future__ import annotations

import errno
import re
import time
import traceback
from collections.abc import Iterator
from dataclasses import dataclass

from proofpress import members, png, stages
from proofpress.plan import Item, Plan
from proofpress_core import jsonio
from proofpress_core.errors import ProofpressError, Reject
from proofpress_core.rng import Key, Streams
from proofpress_core.sample import Provenance, Record, Rejected, Sample, Verdict

ATTEMPTS = 8
STAGES = ("sample", "draw", "effects", "measure", "questions", "encode", "checks")
FULL_DISK = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class Bug(Exception):
    """A failure that nobody expected, at one key: `report` is the traceback or what disagrees."""

    def __init__(self, slug: str, stage: str, report: str) -> None:
        super().__init__(f"{slug}: stage {stage}: {report.strip().splitlines()[-1]}")
        self.slug = slug
        self.stage = stage
        self.report = report

    def __reduce__(self) -> tuple[type[Bug], tuple[str, str, str]]:
        return Bug, (self.slug, self.stage, self.report)


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A sample in its written form: what ships, under member names."""

    key: Key
    language: str
    members: dict[str, bytes]
    verdicts: tuple[Verdict, ...]

    @property
    def pages(self) -> int:
        """Number of pictures."""
        return sum(name.endswith(".png") for name in self.members)

    @property
    def sample(self) -> Sample:
        """The sample as a reader of the shard gets it."""
        return members.read(self.members)


class Clock:
    """Seconds spent in each stage, summed over samples; `stage` is the one that runs."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = dict.fromkeys(STAGES, 0.0)
        self.stage = STAGES[0]
        self._since = time.perf_counter()

    def enter(self, stage: str) -> None:
        """Close the running stage and start the next."""
        now = time.perf_counter()
        self.seconds[self.stage] += now - self._since
        self.stage, self._since = stage, now

    def restart(self) -> None:
        """Start the first stage without counting the time since the last one."""
        self.stage, self._since = STAGES[0], time.perf_counter()


class Pipeline:
    """Makes the items of one plan."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.clock = Clock()

    def make(self, item: Item) -> Iterator[Made | Rejected]:
        """All attempts at an item: rejects, then the sample unless every attempt failed. Raises Bug, BackendError."""
        key = item.key
        for _ in range(ATTEMPTS):
            outcome = self.attempt(item, key)
            yield outcome
            if isinstance(outcome, Made):
                return
            key = key.retry()

    def attempt(self, item: Item, key: Key) -> Made | Rejected:
        """One attempt at an item."""
        self.clock.restart()
        try:
            return self._walk(item, key)
        except Reject as reject:
            return Rejected(key=key, stage=self.clock.stage, reason=reject.reason, detail=reject.detail)
        except (ProofpressError, Bug):
            raise
        except Exception as error:
            if isinstance(error, OSError) and error.errno in FULL_DISK:
                raise
            raise Bug(key.slug, self.clock.stage, traceback.format_exc()) from error
        finally:
            self.clock.enter(STAGES[0])

    def _walk(self, item: Item, key: Key) -> Made | Rejected:
        recipe, clock, streams = self.plan.recipe, self.clock, Streams(key)
        generator, spec = stages.sample(item, streams)
        clock.enter("draw")
        drawing = stages.draw(generator, spec)
        clock.enter("effects")
        drawing, effects = stages.bend(drawing, recipe, item.domain, streams)
        clock.enter("measure")
        scene = stages.measure(drawing)
        clock.enter("questions")
        questions = stages.compose(scene, item, recipe, streams)
        clock.enter("encode")
        origin = Provenance(plan=self.plan.digest, spec=jsonio.digest(spec), fonts=drawing.fonts, effects=effects)
        record = Record(key=key, domain=item.domain, scene=scene, questions=questions, verdicts=(), provenance=origin)
        pages = tuple(png.encode(page) for page in drawing.pages)
        written = members.write(Sample(record=record, pages=pages), recipe.geometry)
        clock.enter("checks")
        verdicts = stages.check(written, key.slug, float(recipe.checks.ocr_rate))
        rejected = _judge(key, verdicts)
        if rejected is not None:
            return rejected
        final = members.with_verdicts(written, verdicts)
        return Made(key=key, language=item.language, members=final, verdicts=verdicts)


def _judge(key: Key, verdicts: tuple[Verdict, ...]) -> Rejected | None:
    """None if no check failed. A record that cannot be read back, or a program and its replay that disagree, is a bug,
    never a reject: else a bad engine would look good by filtering."""
    failed = [verdict for verdict in verdicts if verdict.status == "fail"]
    for verdict in failed:
        if verdict.check in ("record", "replay"):
            raise Bug(key.slug, "checks", f"the check {verdict.check} disagrees: {verdict.reason}")
    if not failed:
        return None
    first = failed[0]
    return Rejected(key=key, stage=first.check, reason=_constant(first.reason), detail=first.reason)


def _constant(message: str) -> str:
    """A check's first message without its quoted texts and numbers, so that it can be counted."""
    bare = re.sub(r"'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"", "'...'", message)
    return re.sub(r"-?\d+(?:\.\d+)?", "#", bare).split("; ", 1)[0][:80] or "failed"
