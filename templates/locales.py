"""Number formats: how a decimal is printed in the habits of a place, and how it is read back.

The text shows exactly the decimal given unless a number of places is asked for; `parsed` takes nothing but what
`formatted` can write. Separators, grouping and signs follow the Unicode CLDR and the style guides of the places.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from importlib.resources import files
from typing import Any

import yaml

from proofpress_core.content import Language
from proofpress_core.errors import ConfigError

_EXACT = Context(prec=100, rounding=ROUND_HALF_UP)


@dataclass(frozen=True, slots=True, kw_only=True)
class Locale:
    """A number format; the fields are explained in the head of `locales.yaml`. `scales` run from small to large."""

    id: str
    languages: tuple[Language, ...]
    decimal: str
    group: str
    minus: str
    percent: str
    grouping: tuple[int, ...] = (3,)
    least: int = 4
    scales: tuple[tuple[str, int], ...] = ()


@functools.cache
def locale(name: str) -> Locale:
    """The format of that id. ConfigError for one that the file does not know."""
    rows = _sheet()["locales"]
    if name not in rows:
        raise ConfigError("locale", name, "a number format in locales.yaml", valid=rows)
    row = {key: _frozen(value) for key, value in rows[name].items()}
    return Locale(id=name, **row)


def suited(language: Language, unit: str = "") -> tuple[str, ...]:
    """Ids of the formats for a page in `language`, in file order. A unit that holds a power of ten or is a per cent
    takes none with words for powers of ten."""
    known = (locale(name) for name in _sheet()["locales"])
    scaled = _is_scaled(unit, language)
    return tuple(form.id for form in known if language in form.languages and not (scaled and form.scales))


def formatted(value: Decimal, form: Locale, places: int | None = None) -> str:
    """The text of a finite number, with its own places or rounded half up to `places`. A number that takes a word for
    its power of ten is written without trailing zeros, unless `places` says how many digits follow the mark."""
    word, power = _scale(value.copy_abs(), form)
    return _written(value, form, word, power, places)


def ticks(values: Sequence[Decimal], form: Locale) -> tuple[str, ...]:
    """The texts of an axis: all with the same power of ten and as many places as the finest needs; zero stays 0 beside
    a word."""
    word, power = _scale(max(value.copy_abs() for value in values), form)
    places = max(_places(value.scaleb(-power, _EXACT)) for value in values)
    return tuple(_written(value, form, word, power, places) if value or not word else "0" for value in values)


def percent(value: Decimal, form: Locale, places: int | None = None) -> str:
    """The text of a number of per cent, with its sign."""
    return formatted(value, form, places) + form.percent


def parsed(text: str, form: Locale) -> Decimal:
    """The number that `formatted` or `ticks` wrote. ValueError for a text that the format does not write so."""
    signed = text.startswith(form.minus)
    digits, power = text.removeprefix(form.minus), 0
    for word, exponent in form.scales:
        if digits.endswith(word):
            digits, power = digits.removesuffix(word), exponent
    whole, mark, fraction = digits.partition(form.decimal)
    plain = whole.replace(form.group, "") if form.group else whole
    if not _digits(plain) or (mark and not _digits(fraction)) or _grouped(str(int(plain)), form) != whole:
        raise ValueError(f"{text!r} is no number of {form.id}")
    value = Decimal(f"{plain}.{fraction}" if mark else plain).scaleb(power, _EXACT)
    return Decimal(f"{value.copy_negate() if signed else value:f}")


def _is_scaled(unit: str, language: Language) -> bool:
    words = _sheet()["scaled_units"]
    if language == "zh":
        return unit.startswith(tuple(words))
    return any(part.partition("/")[0] in words for part in unit.split())


def _written(value: Decimal, form: Locale, word: str, power: int, places: int | None) -> str:
    number = value.scaleb(-power, _EXACT)
    wanted = places if places is not None else _places(number) if word else max(0, -_exponent(number))
    number = number.quantize(Decimal(1).scaleb(-wanted), context=_EXACT)
    whole, mark, fraction = f"{number.copy_abs():f}".partition(".")
    sign = form.minus if number < 0 else ""
    return f"{sign}{_grouped(whole, form)}{form.decimal if mark else ''}{fraction}{word}"


def _grouped(whole: str, form: Locale) -> str:
    """Integer digits with the format's separators."""
    if not form.group or len(whole) < form.least:
        return whole
    parts, sizes = [], list(form.grouping)
    while whole:
        size = sizes.pop(0) if len(sizes) > 1 else sizes[0]
        parts.append(whole[-size:])
        whole = whole[:-size]
    return form.group.join(reversed(parts))


def _scale(size: Decimal, form: Locale) -> tuple[str, int]:
    """The greatest word, with its power of ten, that a number of this size takes; none for a small one."""
    fitting = [scale for scale in form.scales if size >= Decimal(10) ** scale[1]]
    return fitting[-1] if fitting else ("", 0)


def _places(number: Decimal) -> int:
    """Digits after the mark, trailing zeros aside."""
    return max(0, -_exponent(number.normalize(_EXACT)))


def _exponent(number: Decimal) -> int:
    return int(number.as_tuple().exponent)


def _digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _frozen(value: Any) -> Any:
    return tuple(_frozen(item) for item in value) if isinstance(value, list) else value


@functools.cache
def _sheet() -> dict[str, Any]:
    sheet: dict[str, Any] = yaml.safe_load(files("templates").joinpath("locales.yaml").read_text(encoding="utf-8"))
    return sheet
