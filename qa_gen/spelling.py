"""Numbers, units and nouns as they are spelled in running text."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction


def decimals(value: Decimal) -> int:
    """Digits after the decimal point."""
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def with_unit(text: str, unit: str) -> str:
    """Digits with their unit: percent, degrees and units in Chinese characters follow without a blank."""
    if not unit:
        return text
    glued = unit.startswith(("%", "°")) or "\u4e00" <= unit[0] <= "\u9fff"
    return f"{text}{unit}" if glued else f"{text} {unit}"


def plain(value: Fraction, places: int = 4) -> str:
    """A rational in digits: rounded half away from zero to at most `places` decimals, without trailing zeros."""
    text = rounded(value, places)
    return text.rstrip("0").rstrip(".") if "." in text else text


def rounded(value: Fraction, places: int) -> str:
    """A rational in digits with exactly `places` decimals, rounded half away from zero."""
    scale = 10**places
    above, below = value.as_integer_ratio()
    whole = (2 * abs(above) * scale + below) // (2 * below)
    sign = "-" if above < 0 and whole else ""
    if not places:
        return f"{sign}{whole}"
    return f"{sign}{whole // scale}.{whole % scale:0{places}d}"


def lowered(label: str) -> str:
    """A label as it stands within a sentence: its first letter lowered unless the first word is an acronym or has a
    capital inside (GDP, pH, iPhone)."""
    words = label.strip().split(" ")
    if (words[0][1:].islower() and not words[0].endswith(("'s", "’s"))) or (len(words[0]) == 1 and words[0] in "AI"):
        words[0] = words[0].lower()
    return " ".join(words)


def pluralise(noun: str, exceptions: dict[str, str]) -> str:
    """English plural of the last word of a noun, or of the word before " of "."""
    head, of, rest = noun.partition(" of ")
    if of:
        return f"{pluralise(head, exceptions)} of {rest}"
    *before, last = noun.split(" ")
    return " ".join([*before, exceptions.get(last, _regular_plural(last))])


def _regular_plural(word: str) -> str:
    if re.search(r"[^aeiou]y$", word):
        return f"{word[:-1]}ies"
    if re.search(r"(?:s|x|z|ch|sh)$", word):
        return f"{word}es"
    return f"{word}s"
