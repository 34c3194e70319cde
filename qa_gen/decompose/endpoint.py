"""An OpenAI-compatible endpoint as a second opinion on seeds that the rules do not decompose. Standard library only.

One request a seed, no redirects, a deadline over the whole exchange and a bound on its size. The key comes from the
environment and is sent only over https or to the own machine.
"""

from __future__ import annotations

import http.client
import json
import os
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from typing import IO, Any
from urllib.parse import urlsplit

from proofpress_core.errors import ConfigError
from proofpress_core.operations import OPERATIONS
from qa_gen.decompose.decomposer import Decomposition
from qa_gen.decompose.replies import NOT_JSON, REFUSED, BadReply, accepted
from qa_gen.decompose.seeds import Seed
from qa_gen.decompose.tables import CONTENT, SeedChart, chart_of

TIMEOUT = "endpoint_timeout"
UNREACHABLE = "endpoint_unreachable"
BAD_STATUS = "endpoint_status"
TOO_MUCH = "endpoint_sends_too_much"
NO_TABLE = "endpoint_needs_a_table"
KEY_VARIABLE = "OPENAI_API_KEY"
_MOST_BYTES = 200_000
_MOST_SHOWN = 60
_LOCAL = ("localhost", "127.0.0.1", "::1")
_CATEGORIES = ("perception", "lookup", "filter", "count", "extremum", "aggregate", "calculation", "compare", "trend",
               "logic", "spatial")  # fmt: skip


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Redirects are answers of a wrong status."""

    def redirect_request(self, *args: object) -> None:
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """Where to ask. `url` is the base (ending in /v1 or the like); `seconds` the deadline of one exchange."""

    url: str
    model: str
    key: str = ""
    seconds: float = 30.0

    def __post_init__(self) -> None:
        parts = urlsplit(self.url)
        if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc:
            raise ConfigError("endpoint", self.url, "an http or https address without a password")
        if not self.model:
            raise ConfigError("model", self.model, "the name of a model at the endpoint")
        if self.key and parts.scheme == "http" and parts.hostname not in _LOCAL:
            raise ConfigError("endpoint", self.url, f"https, because {KEY_VARIABLE} is set")

    def decompose(self, seed: Seed) -> Decomposition | str:
        """The decomposition that the model proposes, or the reason why it does not count."""
        if seed.table is None:
            return NO_TABLE
        try:
            return accepted(_content(self._exchange(_request(self.model, seed))), seed)
        except BadReply as flaw:
            return str(flaw)
        except TimeoutError:
            return TIMEOUT
        except urllib.error.HTTPError as error:
            error.close()
            return BAD_STATUS
        except urllib.error.URLError as error:
            return TIMEOUT if isinstance(error.reason, TimeoutError) else UNREACHABLE
        except (OSError, http.client.HTTPException):
            return UNREACHABLE

    def _exchange(self, body: Mapping[str, Any]) -> bytes:
        headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {self.key}"} if self.key else {})
        request = urllib.request.Request(
            self.url.rstrip("/") + "/chat/completions", data=json.dumps(body).encode(), headers=headers, method="POST"
        )
        end = time.monotonic() + self.seconds
        with urllib.request.build_opener(_NoRedirect).open(request, timeout=self.seconds) as answer:
            return _read(answer, end)


def endpoint_from_environment(url: str, model: str, seconds: float = 30.0) -> Endpoint:
    """The endpoint with the key that the environment holds."""
    return Endpoint(url=url, model=model, key=os.environ.get(KEY_VARIABLE, ""), seconds=seconds)


def _read(answer: IO[bytes], end: float) -> bytes:
    """All bytes, within the deadline and the bound, however slowly they drip."""
    parts: list[bytes] = []
    size = 0
    while part := answer.read1(4096):  # type: ignore[attr-defined]
        size += len(part)
        if size > _MOST_BYTES:
            raise BadReply(TOO_MUCH)
        if time.monotonic() > end:
            raise TimeoutError
        parts.append(part)
    return b"".join(parts)


def _content(answer: bytes) -> str:
    """The text of the first choice."""
    try:
        message = json.loads(answer)["choices"][0]["message"]
        content, refusal = message.get("content"), message.get("refusal")
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise BadReply(NOT_JSON) from error
    if refusal or content is None:
        raise BadReply(REFUSED)
    if not isinstance(content, str):
        raise BadReply(NOT_JSON)
    return content


def _request(model: str, seed: Seed) -> dict[str, Any]:
    assert seed.table is not None
    return {
        "model": model, "temperature": 0,
        "messages": [
            {"role": "system", "content": _instructions()},
            {"role": "user", "content": json.dumps(_shown(seed, chart_of(seed.table)), ensure_ascii=False)},
        ],
    }  # fmt: skip


def _shown(seed: Seed, table: SeedChart) -> dict[str, Any]:
    marks = [[s, c, None if v is None else str(v)] for s, c, v in table.cells()[:_MOST_SHOWN]]
    return {"question": seed.question, "columns": ["series", "category", "value"], "rows": marks}


def _instructions() -> str:
    """What the model is told: the shape of a reply and the operations."""
    rows = [f"{op.name} {', '.join((*op.inputs, *op.params))} -> {op.output}: {op.meaning}"
            for op in OPERATIONS.values() if op.category in _CATEGORIES]  # fmt: skip
    shape = '{"nodes": [{"op": "chart", "inputs": [], "params": ["' + CONTENT + '"]}, ...]}'
    return (
        "Answer with one JSON object and nothing else: a program that answers the question over the chart's rows. "
        f"Shape: {shape}. Inputs are places of earlier nodes; params are texts; the last node is the answer and every "
        'other node feeds a later one. If no program can answer it: {"refusal": "why"}.\nOperations:\n'
        + "\n".join(rows)
    )
