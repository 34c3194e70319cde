"""People, companies and addresses that look real and reach nobody: seeded from our draws, the same in every process.

Personal names are Faker's. No e-mail, telephone, card, account or identity number is ever made; web addresses stand
below `example.com`, which is reserved for documentation (RFC 2606).
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import yaml
from faker import Faker

from proofpress_core.content import Language
from proofpress_core.rng import Draw

_LOCALES = {"en": "en_US", "zh": "zh_CN"}
_SEEDS = 2**31 - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """A company: its name, the short word that a logo may show, its address line by line, and its web address."""

    name: str
    short: str
    address: tuple[str, ...]
    web: str


def person(draw: Draw, language: Language) -> str:
    """A full name without titles or suffixes."""
    fake = _seeded(draw, language)
    if language == "zh":
        return str(fake.name())
    return f"{fake.first_name()} {fake.last_name()}"


def people(draw: Draw, language: Language, count: int) -> tuple[str, ...]:
    """`count` different full names."""
    found: dict[str, None] = {}
    while len(found) < count:
        found[person(draw, language)] = None
    return tuple(found)


def company(draw: Draw, language: Language, trade: str, currency: str) -> Company:
    """A company of a trade (`Timber Supply`, `建材`); the legal form and the address suit the currency's country."""
    if language == "zh":
        return _company_zh(draw, trade)
    words = _words("en")
    fake = _seeded(draw, language)
    first, second = str(fake.last_name()), str(fake.last_name())
    place = draw.choice(words["places"])
    name = draw.choice(words["company_forms"]).format(a=first, b=second, place=place, trade=trade)
    legal = "" if name.endswith("Co.") else draw.choice(words["legal_forms"][currency])
    short = first if first in name else place
    return Company(
        name=f"{name} {legal}".strip(), short=short, address=_address_en(draw, currency), web=web_address(short)
    )


def buyer(draw: Draw, language: Language, currency: str) -> Company:
    """A company that buys: its trade is drawn too."""
    return company(draw, language, draw.choice(_words(language)["buyer_trades"]), currency)


def institute(draw: Draw, language: Language, field: str) -> str:
    """A research institute of a field (`Hydrology`, `水文`)."""
    words = _words(language)
    form = draw.choice(words["institutes"])
    if language == "zh":
        return str(form.format(field=field, city=draw.choice(words["cities"])))
    return str(form.format(field=field, place=draw.choice(words["places"])))


def web_address(name: str) -> str:
    """A web address that can never be reached."""
    slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    return f"{slug}.example.com" if slug else "www.example.com"


def _company_zh(draw: Draw, trade: str) -> Company:
    words = _words("zh")
    city, word = draw.choice(words["cities"]), draw.choice(words["words"])
    name = draw.choice(words["company_forms"]).format(city=city, word=word, trade=trade)
    street = f"{draw.choice(words['streets'])}{draw.integer(3, 988)}号"
    address = (f"{city}市{draw.choice(words['districts'])}", f"{street}{draw.integer(1, 9)}号楼")
    return Company(name=name.replace("(", "（").replace(")", "）"), short=word, address=address, web="www.example.com")


def _address_en(draw: Draw, currency: str) -> tuple[str, ...]:
    words = _words("en")
    house = f"{draw.integer(2, 480)} {draw.choice(words['streets'])}"
    if draw.chance(0.35):
        house += f", {draw.choice(words['units']).format(n=draw.integer(2, 24))}"
    place = draw.choice(words["places"])
    return house, f"{place} {_postcode(draw, currency)}"


def _postcode(draw: Draw, currency: str) -> str:
    """A code of the country's pattern from a range that is not given out."""
    if currency == "USD":
        return f"00{draw.integer(100, 499)}"
    if currency == "GBP":
        return f"ZZ{draw.integer(1, 99)} {draw.integer(1, 9)}ZZ"
    if currency == "CAD":
        return f"Z{draw.integer(0, 9)}Z {draw.integer(0, 9)}Z{draw.integer(0, 9)}"
    if currency == "AUD":
        return f"00{draw.integer(10, 99)}"
    return f"Z{draw.integer(10, 99)} ZZ{draw.integer(10, 99)}"


def _seeded(draw: Draw, language: Language) -> Faker:
    fake = _faker(language)
    fake.seed_instance(draw.integer(0, _SEEDS))
    return fake


@functools.cache
def _faker(language: Language) -> Faker:
    return Faker(_LOCALES[language])


@functools.cache
def _words(language: Language) -> dict[str, Any]:
    text = files("templates").joinpath("entities.yaml").read_text(encoding="utf-8")
    words: dict[str, Any] = yaml.safe_load(text)[language]
    return words
