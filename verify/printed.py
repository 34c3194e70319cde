"""Numbers as they are printed: read from the digits of a text, with the places they are rounded to."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple

_NUMBER = re.compile(r"\d{1,3}(?:[,\u202f\u00a0 ]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+")
_NEGATIVE = re.compile(r"^\W*[-−–]\s*[^\d\s]{0,3}\s*[\d.]|^\s*\([^()]*\d[^()]*\)")
_SCALES = (1, 10**2, 10**3, 10**4, 10**6, 10**8, 10**9, 10**12)
"""Per cent, thousand, 万, million, 亿, billion, trillion: words that may stand beside the digits."""


class Printed(NamedTuple):
    """A number that a text shows, and half a unit of its last place."""

    value: Fraction
    half: Fraction


def numbers_in(text: str) -> list[Printed]:
    """The numbers in a text, left to right. A sign or accounting brackets count where the text has one number."""
    found = [_read(match[0]) for match in _NUMBER.finditer(text)]
    if len(found) == 1 and _NEGATIVE.search(text):
        found = [Printed(-found[0].value, found[0].half)]
    return found


def shows(text: str, value: Fraction) -> bool:
    """Whether a text prints that number: with its digits alone, or with a word such as million beside them. A text
    with several numbers must show it among them."""
    found = numbers_in(text)
    worded = any(ch.isalpha() or ch in "%‰" for ch in text)
    scales = _SCALES if worded else (1,)
    return any(value in (number.value * scale, number.value / scale) for number in found for scale in scales)


def half_unit(decimal: str) -> Fraction:
    """Half a unit of the last written place of a decimal."""
    places = len(decimal.partition("E")[0].partition(".")[2])
    return Fraction(1, 2 * 10**places)


def _read(digits: str) -> Printed:
    plain = re.sub(r"[,\u202f\u00a0 ]", "", digits)
    return Printed(Fraction(plain if plain[0] != "." else f"0{plain}"), half_unit(plain))
