"""Why a written sample cannot be judged: the one error of this package that a reader of shards is meant to see."""

from __future__ import annotations

from proofpress_core.errors import ProofpressError


class VerifyError(ProofpressError):
    """Bytes that are not a sample. `member` names the file inside the shard, `problem` says where and what."""

    def __init__(self, member: str, problem: str) -> None:
        super().__init__(f"{member}: {problem}")
        self.member = member
        self.problem = problem

    def __reduce__(self) -> tuple[type[VerifyError], tuple[str, str]]:
        return VerifyError, (self.member, self.problem)


class OcrUnavailable(ProofpressError):
    """A reading engine or its model is not on this machine; the text says what to install. Never downloaded."""
