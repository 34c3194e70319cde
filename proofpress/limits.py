"""When a generator fails too often to go on: counted in plan order, so that every run stops at the same place."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from proofpress_core.errors import ProofpressError

MAX_SHARE = 0.30
AFTER_TRIES = 200
MAX_IN_A_ROW = 20
MIN_DELIVERED = 0.95
"""Part of its planned samples that a domain must deliver."""

KEPT, LOST = ".", "x"
"""Outcomes of attempts, in order, as one text a generator."""


class TooManyRejects(ProofpressError):
    """A generator is rejected so often that going on would hide a mistake."""


class Limits:
    """Watches the attempts of every generator. Raises TooManyRejects at the attempt that crosses a limit."""

    def __init__(self) -> None:
        self._tries: Counter[str] = Counter()
        self._lost: Counter[str] = Counter()
        self._in_a_row: Counter[str] = Counter()
        self._reasons: defaultdict[str, Counter[str]] = defaultdict(Counter)

    def count(self, generator: str, reasons: Mapping[str, int]) -> None:
        """Take note of why attempts of a generator were lost (stage/reason to number), for the message."""
        self._reasons[generator].update(reasons)

    def watch(self, generator: str, outcomes: Iterable[str]) -> None:
        """Go through outcomes of a generator's attempts, in order."""
        for outcome in outcomes:
            lost = outcome == LOST
            self._tries[generator] += 1
            self._lost[generator] += lost
            self._in_a_row[generator] = self._in_a_row[generator] + 1 if lost else 0
            self._judge(generator)

    def _judge(self, generator: str) -> None:
        tries, lost = self._tries[generator], self._lost[generator]
        if self._in_a_row[generator] >= MAX_IN_A_ROW:
            raise TooManyRejects(f"{generator}: {MAX_IN_A_ROW} attempts in a row were rejected; {self._top(generator)}")
        if tries >= AFTER_TRIES and lost > MAX_SHARE * tries:
            raise TooManyRejects(
                f"{generator}: {lost} of {tries} attempts were rejected, at most {MAX_SHARE:.0%} may be; "
                f"{self._top(generator)}"
            )

    def _top(self, generator: str) -> str:
        top = self._reasons[generator].most_common(3)
        return "top reasons: " + ", ".join(f"{reason} ({number})" for reason, number in top)
