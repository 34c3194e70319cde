"""Operations on text in scenes."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from verify.operations.values import Group, Json, Undefined, kth, one

TEXTS = Group()
Texts = tuple[str, ...]


@TEXTS.add
def lines(scene: Json) -> Texts:
    return tuple(scene["lines"])


@TEXTS.add
def line(scene: Json, index: str) -> str:
    return kth(lines(scene), index, "line")


@TEXTS.add
def line_last(scene: Json) -> str:
    if not scene["lines"]:
        raise Undefined("no lines")
    return lines(scene)[-1]


@TEXTS.add
def characters(text: str) -> Fraction:
    return Fraction(len("".join(text.split())))


@TEXTS.add
def words(text: str) -> Fraction:
    return Fraction(len(text.split()))


@TEXTS.add
def count_in(text: str, part: str) -> Fraction:
    if not part:
        raise Undefined("an empty text occurs everywhere")
    return Fraction(text.count(part))


@TEXTS.add
def longest(texts: Texts) -> str:
    return _extreme(texts, max)


@TEXTS.add
def shortest(texts: Texts) -> str:
    return _extreme(texts, min)


def _extreme(texts: Texts, pick: Callable[[list[Fraction]], Fraction]) -> str:
    if not texts:
        raise Undefined("no texts")
    wanted = pick([characters(text) for text in texts])
    return one([text for text in texts if characters(text) == wanted], "a text of that length")


@TEXTS.add
def contains(text: str, part: str) -> bool:
    return part in text


@TEXTS.add
def digits(text: str) -> Fraction:
    return Fraction(sum(ch in "0123456789" for ch in text))
