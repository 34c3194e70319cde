"""What a response says: its final answer, its steps, and whether it kept the protocol.

Standard library only: the trainers' `reward.py` is generated from this file. Everything is read in time linear in the
response, and a response of more than `LONGEST` characters says nothing.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

LONGEST = 200_000
"""Characters of a response that are read; a longer one scores 0 in every component."""
_SHORT_LINE, _LONG_STEP, _MANY_STEPS = 80, 300, 64
_TAG = re.compile(
    r"<(/?)(step|answer)(?:\s{1,4}id\s{0,4}=\s{0,4}[\"']?(\d{1,4})[\"']?)?\s{0,4}>", re.IGNORECASE | re.ASCII
)
_STEP_LINE = re.compile(
    r"[\s*#>-]{0,8}(?:step\s?(\d{1,4})|步骤\s?(\d{1,4})|第\s?(\d{1,4})\s?步)\*{0,2}\s?[:：.)、]\*{0,2}\s?(.*)",
    re.IGNORECASE | re.ASCII,
)
_ANSWER_LINE = re.compile(
    r"[\s*#>-]{0,8}(?:(?:the\s)?(?:final\s)?answer(?:\*{0,2}\s?[:：]|\sis\b)|(?:最终)?答案(?:[:：]|[是为]))"
    r"[:：]?\*{0,2}\s?(.*)",
    re.IGNORECASE | re.ASCII,
)
_NAMED = re.compile(r"\\(?:text|textbf|mathrm|mathbf)\{([^{}]{0,400})\}")
_FRACTION_MARKUP = re.compile(r"\\[dt]?frac\{([^{}]{1,40})\}\{([^{}]{1,40})\}")


@dataclass(frozen=True)
class Said:
    """A response, read. `final` is "" where no final answer was found; `steps` are the contents of the protocol's
    steps in the order of their ids, and `body` is the text that they were sought in (without what was only thought);
    `format` is 0, 0.5 or 1."""

    final: str
    steps: tuple[str, ...]
    body: str
    format: float


def text_of(response: object) -> str:
    """The text of a completion: a text, a message, the last message of a conversation, or the texts of its parts."""
    for _ in range(4):
        if isinstance(response, str):
            return response
        if isinstance(response, dict):
            response = response.get("content", response.get("text"))
        elif isinstance(response, (list, tuple)) and response:
            parts = [part.get("text") for part in response if isinstance(part, dict) and "role" not in part]
            response = "".join(part for part in parts if isinstance(part, str)) if parts else response[-1]
    return ""


def read(response: object) -> Said:
    """Read a response. The final answer is, in this order: the last closed `<answer>`; the `answer` of a response
    that is one JSON object; the last `\\boxed{}`; a last line "Answer: ..."; a last line of at most 80 characters."""
    text = text_of(response)
    if len(text) > LONGEST:
        return Said("", (), "", 0.0)
    body = text.rpartition("</think>")[2]
    return _from_json(body) or _from_tags(body)


def tidy(text: str) -> str:
    """A stated value without the marks of Markdown and LaTeX around it."""
    bare = text.strip().strip("*`").strip()
    if len(bare) > 2 and bare[0] == bare[-1] == "$":
        bare = bare[1:-1]
    bare = _FRACTION_MARKUP.sub(r"\1/\2", _NAMED.sub(r"\1", bare[:4096]))
    return bare.replace("\\%", "%").replace("\\$", "$").replace("\\,", "").strip()


def _from_json(body: str) -> Said | None:
    """A response that is one JSON object `{"steps": [...], "answer": ...}`, in a code fence or not."""
    bare = body.strip()
    if bare.startswith("```") and bare.endswith("```"):
        bare = bare[3:-3].removeprefix("json").strip()
    if not (bare.startswith("{") and bare.endswith("}")):
        return None
    try:
        value = json.loads(bare, parse_int=str, parse_float=str, parse_constant=str)
    except (ValueError, RecursionError):
        return None
    if "answer" not in value:
        return None
    listed = value.get("steps", [])
    items = list(listed.values()) if isinstance(listed, dict) else listed if isinstance(listed, list) else []
    steps, final = tuple(_plain(item) for item in items), _plain(value["answer"])
    kept = bool(final) and set(value) <= {"steps", "answer", "box"}
    if isinstance(box := value.get("box"), list):
        final += f" [{', '.join(map(str, box[:4]))}]"
    return Said(final, steps, body, 0.5 * (kept + (kept and _are_steps(steps))))


def _plain(item: Any, depth: int = 0) -> str:
    """A JSON value as the text that it states."""
    if isinstance(item, dict) and depth < 4:
        return _plain(item.get("value", item.get("answer", "")), depth + 1)
    if isinstance(item, list) and depth < 4:
        return "; ".join(_plain(part, depth + 1) for part in item[:256])
    if isinstance(item, bool):
        return "yes" if item else "no"
    return item if isinstance(item, str) else ""


def _from_tags(body: str) -> Said:
    answers, steps, clean = _spans(body)
    lines = [] if steps else _step_lines(body)
    final, how, end = _final(body, answers)
    placed = steps or lines
    contents = tuple(content for _, content, _ in _by_id(placed))
    protocol = how == "tag" and clean and len(answers) == 1 and not body[end:].strip()
    protocol = protocol or (how == "line" and clean and not answers and not steps)
    if not (protocol and final):
        return Said(final, contents, body, 0.0)
    first = answers[0][2] if answers else len(body)
    ids = [number for number, _, _ in placed]
    ordered = not any(ids) or ids == list(range(1, len(ids) + 1))
    kept = ordered and _are_steps(contents) and all(place <= first for _, _, place in placed)
    return Said(final, contents, body, 1.0 if kept else 0.5)


Span = tuple[int, str, int]
"""The id (0: none), the content and the place after the closing mark."""


def _spans(body: str) -> tuple[list[Span], list[Span], bool]:
    """Closed answers, closed steps, and whether every tag is closed and none stands in another."""
    found: dict[str, list[Span]] = {"answer": [], "step": []}
    opened: re.Match[str] | None = None
    clean = True
    for tag in _TAG.finditer(body):
        name = tag[2].lower()
        if tag[1] and opened and opened[2].lower() == name:
            found[name].append((int(opened[3] or 0), body[opened.end() : tag.start()].strip(), tag.end()))
            opened = None
        elif tag[1]:
            clean = False
        else:
            clean, opened = clean and opened is None, tag
    return found["answer"], found["step"], clean and opened is None


def _step_lines(body: str) -> list[Span]:
    """Lines "Step 1: ..."; further lines of a step state nothing."""
    spans: list[Span] = []
    place = 0
    for line in body.splitlines(keepends=True):
        place += len(line)
        if match := _STEP_LINE.match(line.rstrip()):
            spans.append((int(match[1] or match[2] or match[3]), match[4].strip(), place))
    return spans


def _by_id(spans: list[Span]) -> list[Span]:
    """In the order of the ids if every step has one, else as written."""
    return sorted(spans, key=lambda span: span[0]) if all(span[0] for span in spans) else spans


def _are_steps(contents: tuple[str, ...]) -> bool:
    """Whether these are steps of the protocol: some, not too many, none empty, none an essay."""
    return 0 < len(contents) <= _MANY_STEPS and all(0 < len(content) <= _LONG_STEP for content in contents)


def _final(body: str, answers: list[Span]) -> tuple[str, str, int]:
    """The final answer, by which rule it was found, and the place after it."""
    if answers:
        return answers[-1][1], "tag", answers[-1][2]
    if boxed := _boxed(body):
        return boxed, "boxed", len(body)
    last = body.rstrip().rpartition("\n")[2].strip()
    if match := _ANSWER_LINE.match(last):
        return match[1].strip(), "line", len(body)
    if _STEP_LINE.match(last) or "<" in last or len(last) > _SHORT_LINE:
        return "", "none", len(body)
    return last, "last", len(body)


def _boxed(body: str) -> str:
    """Content of the last `\\boxed{...}`, braces balanced; "" if it is not closed."""
    start = body.rfind("\\boxed{")
    depth = 0
    for place in range(start + 6, len(body)) if start >= 0 else ():
        depth += (body[place] == "{") - (body[place] == "}")
        if not depth:
            return body[start + 7 : place].strip()
    return ""
