"""Entities are drawn from our streams alone and reach nobody."""

from __future__ import annotations

import re

import pytest

from proofpress_core.content import Language
from proofpress_core.rng import Draw, Key
from templates.entities import buyer, company, institute, people, person, web_address

LANGUAGES: tuple[Language, ...] = ("en", "zh")
CURRENCIES = {"en": ("USD", "GBP", "EUR", "AUD", "CAD"), "zh": ("CNY",)}


def draw_of(index: int) -> Draw:
    key = Key(seed=3, split="test", generator="documents/invoice", version=1, index=index, attempt=0)
    return Draw(key.stream("data"))


def everything(language: Language) -> list[str]:
    texts: list[str] = []
    for index in range(60):
        draw = draw_of(index)
        currency = CURRENCIES[language][index % len(CURRENCIES[language])]
        for made in (company(draw, language, "Timber", currency), buyer(draw, language, currency)):
            texts += [made.name, made.short, *made.address, made.web]
        texts += [person(draw, language), institute(draw, language, "Hydrology"), *people(draw, language, 3)]
    return texts


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_draw_gives_the_same_names(language: Language) -> None:
    assert everything(language) == everything(language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_can_be_reached(language: Language) -> None:
    for text in everything(language):
        assert text
        assert "@" not in text
        assert not re.search(r"\d{6,}|\d{3}[-. ]\d{3}|\+\d", text), text
        for host in re.findall(r"[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}", text):
            assert host.endswith("example.com"), text


def test_american_postcodes_are_not_given_out() -> None:
    for index in range(40):
        code = company(draw_of(index), "en", "Timber", "USD").address[-1].split()[-1]
        assert re.fullmatch(r"00[1-4]\d\d", code)


def test_people_differ() -> None:
    assert all(len(set(people(draw_of(index), "zh", 4))) == 4 for index in range(20))


def test_web_addresses_are_reserved() -> None:
    assert web_address("O'Neil & Sons") == "o-neil-sons.example.com"
    assert web_address("恒远") == "www.example.com"
