"""Questions, records and responses that the tests of rewards share."""

from __future__ import annotations

from typing import Any


def answer(kind: str, value: str, **more: Any) -> dict[str, Any]:
    return {"kind": kind, "value": value, "unit": "", "tolerance": "0", "aliases": [], **more}


def asked(final: dict[str, Any], *factors: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A question of a record, as far as rewards read it."""
    steps = [{"answer": factor, "evidence": [1, 2]} for factor in factors]
    return {"answer": final, "factors": steps, "form": "short", "text": "What changed after 2019?", **more}


NUMBERS = ("27", "31", "4", "8")
QUESTION = asked(answer("number", "8"), *(answer("number", value) for value in NUMBERS))
YES_NO = asked(answer("bool", "yes"), answer("number", "31", unit="%"), answer("bool", "yes"))
CHOICE = asked(answer("choice", "B", aliases=["31"]), answer("number", "31"))


def tagged(steps: tuple[str, ...] | list[str], final: str) -> str:
    lines = [f'<step id="{number}">{step}</step>' for number, step in enumerate(steps, 1)]
    return "\n".join([*lines, f"<answer>{final}</answer>"])


def record(form: str = "short") -> dict[str, Any]:
    """A record of two pages; the evidence is rows 1 and 2, on page 1: (10, 20)-(30, 40) and (50, 20)-(110, 60)."""
    points = [0, 0, 1, 1, 10, 20, 30, 40, 50, 20, 110, 60]
    regions = {"page": [0, 1, 1], "start": [0, 2, 4, 6], "points": [16 * value for value in points]}
    pages = [{"width": 10, "height": 10}, {"width": 200, "height": 100}]
    return {"questions": [QUESTION, {**QUESTION, "form": form}], "scene": {"regions": regions, "pages": pages}}
