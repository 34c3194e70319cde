"""Answers and when a text matches one. Standard library only: the trainers' `reward.py` is generated from this file."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

AnswerKind = Literal["integer", "number", "text", "bool", "choice", "list", "refusal"]

_NUMBER = re.compile(r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?")
_FRACTION = re.compile(r"([-+]?\d{1,18})\s*/\s*(\d{1,18})")
_TRUE = {"yes", "true", "correct", "是", "对", "正确", "是的"}
_FALSE = {"no", "false", "incorrect", "wrong", "否", "不", "不是", "错", "错误", "不对"}
_DASHES = str.maketrans({"−": "-", "–": "-", "—": "-", "’": "'", "‘": "'", "“": '"', "”": '"', "，": ",", "、": ","})
_OPTION = re.compile(r"\(?([a-z])(?![a-z0-9])([).:,]*)\s*(.*)")
_LETTER = re.compile(r"(?<![\w'])[a-h](?!\w)")
_DENIED = re.compile(r"\b(?:not|isn't)\s\w+")
_LONGEST = 4000


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A right answer. `value` is canonical: digits for integer, a decimal or a fraction "3/4" for number, "yes" or
    "no" for bool, a capital letter for choice, items joined by "; " for list, free text otherwise. `tolerance` is
    the greatest absolute error that still counts, a decimal ("0": exact), and applies to numbers only; `aliases` are
    further texts that are right; `unit` is what may follow a number."""

    kind: AnswerKind
    value: str
    unit: str = ""
    tolerance: str = "0"
    aliases: tuple[str, ...] = ()

    def matches(self, text: str) -> bool:
        """Whether a final answer given as `text` is right. Never raises; over 4,000 characters is never right."""
        if len(text) > _LONGEST:
            return False
        given = fold(text)
        if given and any(given == fold(alias) for alias in self.aliases):
            return True
        return bool(given) and _COMPARERS[self.kind](self, given)


def fold(text: str) -> str:
    """Case, width, dashes, quotes and blanks folded; a closing full stop dropped."""
    folded = unicodedata.normalize("NFKC", text).translate(_DASHES).casefold()
    return " ".join(folded.split()).rstrip(".。").strip()


def number_in(text: str, unit: str = "") -> Fraction | None:
    """The number that a folded text states, or None: digits with optional thousands commas, sign, currency sign,
    percent or unit; a fraction a/b. Text around the number makes it None, so a listing of numbers is none."""
    bare = text
    for mark in (fold(unit), "$", "€", "£", "¥", "%", "°", "≈", "about "):
        bare = bare.replace(mark, " ") if mark else bare
    bare = " ".join(bare.split())
    if fraction := _FRACTION.fullmatch(bare):
        below = int(fraction[2])
        return Fraction(int(fraction[1]), below) if below else None
    bare = bare.replace("- ", "-")
    if len(bare) > 60 or not any(ch.isdigit() for ch in bare) or not _NUMBER.fullmatch(bare):
        return None
    return Fraction(bare.replace(",", ""))


def _number(answer: Answer, given: str) -> bool:
    said, right = number_in(given, answer.unit), number_in(fold(answer.value))
    if said is None or right is None:
        return False
    return abs(said - right) <= Fraction(answer.tolerance)


def _text(answer: Answer, given: str) -> bool:
    return given == fold(answer.value) or given.strip("\"'") == fold(answer.value).strip("\"'")


def _bool(answer: Answer, given: str) -> bool:
    """The first word decides; a text that says both yes and no is never right."""
    first = given.rstrip(",.!").split(",")[0].split(" ")[0]
    words = re.findall(r"\w+", _DENIED.sub(" ", given))
    said = {"yes" for word in (first, *words) if word in _TRUE} | {"no" for word in (first, *words) if word in _FALSE}
    return said == {answer.value} and first in _TRUE | _FALSE


def _choice(answer: Answer, given: str) -> bool:
    """A letter alone, or one with a mark or the option's own text behind it; a text with several letters is wrong."""
    found = _OPTION.match(given)
    if not found or found[1] != answer.value.casefold():
        return False
    texts = {fold(alias) for alias in answer.aliases}
    if not found[3] or found[3] in texts:
        return True
    others = set(_LETTER.findall(found[3])) - {found[1]}.union(*map(_LETTER.findall, texts))
    return bool(found[2]) and not others


def _list(answer: Answer, given: str) -> bool:
    right = [fold(item) for item in answer.value.split(";")]
    said = [item.strip() for item in re.split(r"[;,]| and |和", given) if item.strip()]
    return sorted(right) == sorted(said) or given == fold(answer.value)


def _refusal(answer: Answer, given: str) -> bool:
    return given == fold(answer.value)


_COMPARERS = {
    "integer": _number, "number": _number, "text": _text, "bool": _bool,
    "choice": _choice, "list": _list, "refusal": _refusal,
}  # fmt: skip
