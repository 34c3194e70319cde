"""The three expected ways in which work can fail. Anything else is a bug and is left to propagate."""

from __future__ import annotations

import difflib
import reprlib
from collections.abc import Iterable


class ProofpressError(Exception):
    """Base of every error that a user is meant to read."""


_CLIPPED = reprlib.Repr()
_CLIPPED.maxstring, _CLIPPED.maxother, _CLIPPED.maxlong = 400, 400, 60


class ConfigError(ProofpressError):
    """A mistake in what the user asked for, found before work starts.

    The message names the key, the value that was given (long ones are clipped) and what would be right; where `valid`
    names are given, the nearest of them is proposed.
    """

    def __init__(self, key: str, value: object, expected: str, *, valid: Iterable[str] = ()) -> None:
        names = sorted(valid)
        near = difflib.get_close_matches(str(value), names, n=1)
        advice = f"; did you mean {near[0]!r}?" if near else ""
        if names and not near:
            advice = f"; valid: {', '.join(names[:24])}" + (", ..." if len(names) > 24 else "")
        super().__init__(f"{key}: got {_CLIPPED.repr(value)}, expected {expected}{advice}")
        self.key = key
        self.value = value


class Reject(ProofpressError):
    """An item that could not be made well this time: expected, counted, retried as a new attempt.

    `reason` is a short constant (it becomes a counter); `detail` is free text for the sample of rejects.
    """

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason
        self.detail = detail

    def __reduce__(self) -> tuple[type[Reject], tuple[str, str]]:
        return Reject, (self.reason, self.detail)


class BackendError(ProofpressError):
    """A tool outside the house (browser, OCR engine, font) is missing or died; the remedy is in the text."""

    def __init__(self, tool: str, problem: str, remedy: str) -> None:
        super().__init__(f"{tool}: {problem}; {remedy}")
        self.tool = tool
        self.problem = problem
        self.remedy = remedy

    def __reduce__(self) -> tuple[type[BackendError], tuple[str, str, str]]:
        return BackendError, (self.tool, self.problem, self.remedy)
