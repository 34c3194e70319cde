"""Numbers as they are printed: read from the digits of a text, with the places they are rounded to."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple

_SPACES = " \u00a0\u2009\u202f"
_RUN = re.compile(rf"\.?\d+(?:[.,'’]\d+|[{_SPACES}]\d{{3}}(?!\d))*")
"""Digits with whatever may separate groups and decimals; a space does so only before three digits."""
_POINT = re.compile(
    rf"(\d{{1,3}}(?:(?P<mark>[,'’{_SPACES}])\d{{3}}(?:(?P=mark)\d{{3}})*)|\d{{1,2}}(?:,\d\d)+,\d{{3}}|\d*)(\.\d+)?"
)
_COMMA = re.compile(rf"(\d{{1,3}}(?:(?P<mark>[.'’{_SPACES}])\d{{3}}(?:(?P=mark)\d{{3}})*)|\d+)(,\d+)?")
"""The two conventions: a decimal point (groups of three, or Indian ones of two) and a decimal comma."""
_NEGATIVE = re.compile(r"^\W*[-−–]\s*[^\d\s]{0,3}\s*[\d.]|^\s*\([^()]*\d[^()]*\)")
_SCALES = (1, 10**2, 10**3, 10**4, 10**6, 10**8, 10**9, 10**12)
"""Per cent, thousand, 万, million, 亿, billion, trillion: words that may stand beside the digits."""


class Printed(NamedTuple):
    """A number that a text shows, and half a unit of its last place."""

    value: Fraction
    half: Fraction


def numbers_in(text: str) -> list[Printed]:
    """The numbers in a text, left to right: one that two conventions read differently (1.234) counts as both. A sign or
    accounting brackets count where the text has one number."""
    runs = [match[0] for match in _RUN.finditer(text)]
    found = [number for run in runs for number in _readings(run)]
    if len(runs) == 1 and _NEGATIVE.search(text):
        found = [Printed(-number.value, number.half) for number in found]
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


def _readings(run: str) -> list[Printed]:
    """What a run of digits and separators says by each convention; by neither: what its parts between spaces say."""
    found = [_read(match[1], match[3]) for form in (_POINT, _COMMA) if (match := form.fullmatch(run))]
    parts = re.split(rf"[{_SPACES}]", run)
    return found if found or len(parts) == 1 else [number for part in parts for number in _readings(part)]


def _read(whole: str, fraction: str | None) -> Printed:
    digits = re.sub(r"\D", "", whole)
    decimal = f"{digits or 0}.{(fraction or '')[1:]}"
    return Printed(Fraction(decimal), half_unit(decimal))
